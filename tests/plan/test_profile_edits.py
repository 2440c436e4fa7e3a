"""A plan taken to another profile: burns replaced, what hung on them rehung, everything else by its own anchor."""

from msgspec.structs import replace

from missionplanner.files.launch_data import read_profile
from missionplanner.plan import edits
from missionplanner.plan.anchors import AfterEvent, AtMet, AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.events import Burn, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile_edits import with_profile
from missionplanner.plan.rules import Waiver
from missionplanner.plan.schedule import resolve

LATER_MS = Utc.parse("2025-11-29T08:42:43Z").ms


def burns(plan: Plan) -> list[Burn]:
    return [event for event in plan.events if isinstance(event, Burn)]


def test_the_burns_are_the_profiles(sample: Plan) -> None:
    two_day = read_profile("2-day")
    plan = with_profile(sample, two_day, LATER_MS)
    assert [burn.id for burn in burns(plan)] == ["dv1", "dv2", "dv3", "dv4", "dv5", "dv6"]
    assert {burn.track for burn in burns(plan)} == {"burns"}
    assert burns(plan)[0].anchor == AtMet(met_ms=13_200_000)
    assert burns(plan)[-1].anchor == AfterEvent(event="docking", edge="start", offset_ms=-2_040_000)
    assert plan.rendezvous.profile == "2-day"
    assert plan.t0.ms == LATER_MS


def test_what_hung_on_the_last_burn_hangs_on_the_new_last_one(sample: Plan) -> None:
    plan = with_profile(sample, read_profile("2-day"), LATER_MS)
    phasing, approach = plan.event("phasing"), plan.event("approach")
    assert isinstance(phasing, Phase)
    assert phasing.end == AfterEvent(event="dv6", edge="start")
    assert approach.anchor == AfterEvent(event="dv6", edge="start")


def test_other_events_follow_by_their_own_anchors(sample: Plan) -> None:
    plan = with_profile(sample, read_profile("2-day"), LATER_MS)
    before, after = resolve(sample), resolve(plan)
    assert after.findings == ()
    slip_ms = LATER_MS - sample.t0.ms
    assert after.start_ms("fairing") == before.start_ms("fairing") + slip_ms
    assert after.start_ms("hatch") == before.start_ms("hatch")
    assert after.start_ms("kurs-lock") == LATER_MS + 180_000_000 - 3_900_000
    assert after.start_ms("docking") == LATER_MS + 180_000_000


def test_anchors_keep_their_kind(sample: Plan) -> None:
    plan = edits.replace_event(sample, replace(sample.event("docking"), anchor=AtUtc(utc=sample.t0)))
    plan = edits.replace_event(plan, replace(plan.event("liftoff"), anchor=AtUtc(utc=sample.t0)))
    plan = with_profile(plan, read_profile("2-day"), LATER_MS)
    assert plan.event("docking").anchor == AtUtc(utc=Utc(LATER_MS + 180_000_000))
    assert plan.event("liftoff").anchor == AtUtc(utc=Utc(LATER_MS))


def test_there_and_back_flies_the_same_burns(sample: Plan) -> None:
    two_orbit = read_profile("2-orbit")
    there = with_profile(sample, read_profile("2-day"), LATER_MS)
    back = with_profile(there, two_orbit, sample.t0.ms)
    once = with_profile(sample, two_orbit, sample.t0.ms)
    assert back == once
    assert [burn.id for burn in burns(back)] == [burn.id for burn in burns(sample)]
    assert [burn.anchor for burn in burns(back)] == [burn.anchor for burn in burns(sample)]
    assert [burn.time for burn in burns(back)] == [burn.time for burn in burns(sample)]


def test_a_waiver_of_a_burn_and_the_limits_of_the_phase_come_along(sample: Plan) -> None:
    waived = replace(sample, waivers=(Waiver(finding="burn-misplaced", reason="tried", event="dv4"),))
    plan = with_profile(waived, read_profile("2-day"), LATER_MS)
    assert plan.waivers[0].event == "dv6"
    (rule,) = (rule for rule in plan.rules if rule.kind == "phase-at-insertion")
    assert (rule.low, rule.high) == (180.0, 430.0)


def test_a_plan_without_burns_gets_them_and_a_taken_name_is_left_alone(sample: Plan) -> None:
    kept = tuple(event for event in sample.events if event.id in ("liftoff", "separation", "docking"))
    taken = replace(sample.event("hatch"), id="dv1")
    plan = with_profile(replace(sample, events=(*kept, taken)), read_profile("2-orbit"), LATER_MS)
    assert [burn.id for burn in burns(plan)] == ["dv1-2", "dv2", "dv3", "dv4"]
