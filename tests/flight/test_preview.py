"""The flight in haste against the full one, over drags of liftoff and burns; what it cannot tell it leaves."""

import random
from dataclasses import replace as with_fields

import pytest
from msgspec.structs import replace

from flight.ephemeris_plans import progress_ms_19
from missionplanner.files.launch_data import read_craft, read_profiles
from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.fly import fly
from missionplanner.flight.inputs import FlightInputs, flight_inputs
from missionplanner.flight.option import DAY_MS
from missionplanner.flight.preview import preview_flight
from missionplanner.flight.slip import converted, judge_slip
from missionplanner.plan import edits
from missionplanner.plan.events import FixedTime
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve

DRAGS = 100
TWO_DAY_DRAGS = 30


def inputs_of(plan: Plan) -> FlightInputs:
    return flight_inputs(plan, resolve(plan), {})


def dragged(plan: Plan, hand: random.Random) -> Plan:
    """Liftoff moved by up to half a minute, or one of the free burns fixed up to two minutes from where it was."""
    if hand.random() < 0.5:
        return edits.set_t0(plan, plan.t0.ms + hand.randrange(-30_000, 30_000))
    burn = plan.event(hand.choice(("dv1", "dv2", "dv3")))
    met_ms = getattr(burn.anchor, "met_ms", 0) + hand.randrange(-120_000, 120_000)
    return edits.replace_event(plan, replace(burn, anchor=replace(burn.anchor, met_ms=met_ms), time=FixedTime()))


def two_day(plan: Plan) -> Plan:
    remedy = judge_slip(plan, read_profiles(read_craft("soyuz-ms")), plan.t0.ms + 2 * DAY_MS).remedy
    assert remedy is not None
    assert remedy.profile.kind == "2-day"
    return converted(plan, remedy)


def compare(plan: Plan, known: Assessment, drags: int) -> str:
    """Solve seeded drags in haste and in full, and say how far apart the answers are at most."""
    hand = random.Random(28)
    most_mps = most_s = ignition_s = 0.0
    for _ in range(drags):
        inputs = inputs_of(dragged(plan, hand))
        fast, full = preview_flight(inputs, known.flight), fly.__wrapped__(inputs)  # not to fill its cache
        assert fast is not None
        assert fast.is_preview
        assert not fast.answers(inputs)
        assert fast.delta_v is not None
        assert full.delta_v is not None
        assert fast.contact is not None
        assert full.contact is not None
        most_mps = max(most_mps, abs(fast.delta_v.total_mps - full.delta_v.total_mps))
        most_s = max(most_s, abs(fast.contact.utc_ms - full.contact.utc_ms) / 1000)
        pairs = zip(fast.burns, full.burns, strict=True)
        ignition_s = max(ignition_s, *(abs(one.tig_ms - other.tig_ms) / 1000 for one, other in pairs))
    assert most_mps <= 0.5
    assert most_s <= 5.0
    return (
        f"{drags} {plan.rendezvous.profile} drags: fast and full differ by at most {most_mps:.3f} m/s of delta-v and "
        f"{most_s:.3f} s of docking (ignitions, over which delta-v is flat: {ignition_s:.0f} s)"
    )


def test_over_a_hundred_drags_it_agrees_with_the_full_flight(
    sample: Plan, sample_assessment: Assessment, capsys: pytest.CaptureFixture[str]
) -> None:
    said = compare(sample, sample_assessment, DRAGS)
    with capsys.disabled():
        print(f"\n{said}", end=" ")


def test_so_it_does_over_two_days(sample: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    plan = two_day(sample)
    said = compare(plan, assess(plan), TWO_DAY_DRAGS)
    with capsys.disabled():
        print(f"\n{said}", end=" ")


def test_beside_a_target_known_by_an_ephemeris_it_flies_under_the_same_field() -> None:
    plan = progress_ms_19()
    known = assess(plan)
    inputs = inputs_of(edits.set_t0(plan, plan.t0.ms + 8000))
    fast, full = preview_flight(inputs, known.flight), fly(inputs)
    assert fast is not None
    assert fast.delta_v is not None
    assert full.delta_v is not None
    assert fast.delta_v.total_mps == pytest.approx(full.delta_v.total_mps, abs=0.5)


def test_what_it_cannot_tell_is_left_to_the_full_flight(sample: Plan, sample_assessment: Assessment) -> None:
    known = sample_assessment.flight
    far = inputs_of(edits.set_t0(sample, sample.t0.ms + 600_000))
    assert preview_flight(far, known) is None
    fewer = inputs_of(edits.replace_event(sample, replace(sample.event("dv2"), anchor=sample.event("landing").anchor)))
    assert preview_flight(fewer, known) is None
    other_port = replace(sample, target=replace(sample.target, docking_port="poisk-zenith"))
    assert preview_flight(inputs_of(other_port), known) is None
    assert preview_flight(known.inputs, with_fields(known, contact=None)) is None
    fast = preview_flight(known.inputs, known)
    assert fast is not None
    assert preview_flight(known.inputs, fast) is None


def test_a_preview_is_flown_in_full_when_asked_for(sample: Plan, sample_assessment: Assessment) -> None:
    later = edits.set_t0(sample, sample.t0.ms + 5000)
    fast = preview_flight(inputs_of(later), sample_assessment.flight)
    assert fast is not None
    assert not assess(later, fast).flight.is_preview
