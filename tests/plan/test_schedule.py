"""The schedule of what needs no physics."""

from msgspec.structs import replace

from missionplanner.plan.anchors import AfterEvent, AtMet, AtOrbital, AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import replace_event, set_t0
from missionplanner.plan.events import Activity, Milestone, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, resolve


def with_events(plan: Plan, *events: Milestone | Phase | Activity) -> Plan:
    return replace(plan, events=(*plan.events, *events))


def milestone(event_id: str, anchor: AtUtc | AtMet | AfterEvent | AtOrbital) -> Milestone:
    return Milestone(id=event_id, name=event_id.title(), track="flight", anchor=anchor)


def test_each_anchor_has_its_own_rule_when_t0_slips(sample: Plan) -> None:
    before, after = resolve(sample), resolve(set_t0(sample, sample.t0.ms + 60_000))
    moved = {
        event.id: after.times_ms[EventEdge(event.id, "start")] - before.times_ms[EventEdge(event.id, "start")]
        for event in sample.events
        if before.start_ms(event.id) is not None
    }
    assert moved["separation"] == moved["dv1"] == moved["docking"] == moved["kurs-lock"] == 60_000
    assert moved["hatch"] == moved["reboost"] == 0


def test_an_activity_ends_after_its_duration(sample: Plan) -> None:
    span = resolve(sample).span("spacewalk-1")
    assert span is not None
    assert span.end_ms - span.start_ms == 390 * 60_000


def test_a_chain_of_ten_thousand_needs_no_recursion(sample: Plan) -> None:
    chain = [milestone("e0", AtMet(met_ms=0))]
    chain += [milestone(f"e{i}", AfterEvent(event=f"e{i - 1}", offset_ms=1)) for i in range(1, 10_000)]
    schedule = resolve(with_events(sample, *reversed(chain)))
    assert schedule.start_ms("e9999") == sample.t0.ms + 9_999


def test_a_cycle_names_its_events_and_spares_the_others(sample: Plan) -> None:
    plan = with_events(
        sample,
        milestone("one", AfterEvent(event="two")),
        milestone("two", AfterEvent(event="one")),
        milestone("hanger-on", AfterEvent(event="two")),
    )
    schedule = resolve(plan)
    assert [(f.code, set(f.events)) for f in schedule.findings] == [("anchor-cycle", {"one", "two"})]
    assert "'One'" in schedule.findings[0].message
    assert schedule.start_ms("hanger-on") is None
    assert schedule.start_ms("docking") is not None


def test_a_cycle_through_an_orbital_anchor_is_a_cycle(sample: Plan) -> None:
    plan = with_events(
        sample,
        milestone("one", AtOrbital(instant="apogee", after="two")),
        milestone("two", AfterEvent(event="one")),
    )
    assert [f.code for f in resolve(plan).findings] == ["anchor-cycle"]


def test_an_anchor_on_a_missing_event_is_a_finding(sample: Plan) -> None:
    schedule = resolve(with_events(sample, milestone("lost", AfterEvent(event="nowhere"))))
    assert [(f.code, f.events) for f in schedule.findings] == [("anchor-missing", ("lost",))]
    assert "nowhere" in schedule.findings[0].message


def test_an_end_before_the_start_is_a_finding_with_its_margin(sample: Plan) -> None:
    phase = sample.event("approach")
    assert isinstance(phase, Phase)
    plan = replace_event(sample, replace(phase, end=AfterEvent(event="dv4", edge="start", offset_ms=-90_000)))
    (finding,) = resolve(plan).findings
    assert (finding.code, finding.events, finding.margin, finding.unit) == (
        "ends-before-start",
        ("approach",),
        -90.0,
        "s",
    )


def test_what_an_orbit_has_to_time_waits_with_all_that_follows(sample: Plan) -> None:
    plan = with_events(sample, milestone("late", AfterEvent(event="first-sunrise", offset_ms=1000)))
    schedule = resolve(plan)
    assert EventEdge("late", "start") in schedule.waiting
    known = resolve(plan, {EventEdge("first-sunrise", "start"): 1_764_238_690_000})
    assert known.start_ms("late") == 1_764_238_691_000


def test_physics_overrules_a_burns_anchor(sample: Plan) -> None:
    edge = EventEdge("dv1", "start")
    assert resolve(sample, {edge: Utc.parse("2025-11-27T10:12:20Z").ms}).start_ms("dv1") == 1_764_238_340_000


def test_a_time_beyond_the_calendar_is_a_finding(sample: Plan) -> None:
    ten_years_ms = 10 * 366 * 86_400_000
    chain = [milestone("e0", AtMet(met_ms=0))]
    chain += [milestone(f"e{i}", AfterEvent(event=f"e{i - 1}", offset_ms=ten_years_ms)) for i in range(1, 12)]
    schedule = resolve(with_events(sample, *chain))
    assert {f.code for f in schedule.findings} == {"beyond-calendar"}
    assert schedule.start_ms("e11") is None
    assert schedule.start_ms("e5") is not None


def test_a_liftoff_event_that_is_not_at_t0_is_a_finding(sample: Plan) -> None:
    liftoff = sample.event(sample.rendezvous.liftoff)
    plan = replace_event(sample, replace(liftoff, anchor=AtMet(met_ms=60_000)))
    (finding,) = resolve(plan).findings
    assert finding.code == "liftoff-not-at-t0"
    assert finding.events == (liftoff.id,)
    assert "60.000 s after T0" in finding.message
