"""Re-planning from an instant: what has flown stays as it flew, and the rest is solved to meet the target."""

import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess, assess_schedule
from missionplanner.flight.replan import replan_from
from missionplanner.plan.anchors import AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import replace_event, set_t0
from missionplanner.plan.events import Actual, Burn, FixedComponent, FixedTime, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source

AFTER_DV1 = Utc.parse("2025-11-27T10:30:00Z")
AFTER_DV3 = Utc.parse("2025-11-27T11:40:00Z")
AFTER_DV4 = Utc.parse("2025-11-27T12:10:00Z")
AFTER_DOCKING = Utc.parse("2025-11-27T12:40:00Z")


def with_actual(plan: Plan, event_id: str, late_ms: int, planned_ms: int, lasting_ms: int | None = None) -> Plan:
    start = Utc(planned_ms + late_ms)
    end = None if lasting_ms is None else Utc(start.ms + lasting_ms)
    actual = Actual(start=start, end=end, source=Source(provenance="assumed", text="for this test"))
    return replace_event(plan, replace(plan.event(event_id), actual=actual))


def changed_events(before: Plan, after: Plan) -> set[str]:
    return {old.id for old, new in zip(before.events, after.events, strict=True) if old != new}


def test_a_flown_burn_is_fixed_with_its_time_and_its_delta_v(sample: Plan, sample_assessment: Assessment) -> None:
    plan = replan_from(sample_assessment, AFTER_DV1.ms)
    assert changed_events(sample, plan) == {"dv1"}
    burn, flown = plan.event("dv1"), sample_assessment.flight.burns[0]
    assert isinstance(burn, Burn)
    assert burn.time == FixedTime()
    assert burn.anchor == AtUtc(utc=Utc(flown.tig_ms))
    for choice, mps in zip(burn.components, flown.dv_lvlh_mps, strict=True):
        assert isinstance(choice, FixedComponent)
        assert choice.mps == pytest.approx(mps, abs=1e-6)


@pytest.mark.parametrize("now", [AFTER_DV1, AFTER_DV3, AFTER_DV4])
def test_as_planned_the_flight_still_arrives(sample_assessment: Assessment, now: Utc) -> None:
    again = assess(replan_from(sample_assessment, now.ms))
    assert again.findings == ()
    assert again.flight.contact is not None
    assert sample_assessment.flight.contact is not None
    assert again.flight.contact.utc_ms == sample_assessment.flight.contact.utc_ms
    assert again.flight.delta_v is not None
    assert sample_assessment.flight.delta_v is not None
    assert again.flight.delta_v.total_mps == pytest.approx(sample_assessment.flight.delta_v.total_mps, abs=0.1)


def test_a_late_burn_stays_late_and_the_ones_to_come_make_up_for_it(
    sample: Plan, sample_assessment: Assessment
) -> None:
    planned_ms = sample_assessment.flight.burns[0].tig_ms
    known = assess(with_actual(sample, "dv1", 20_000, planned_ms))
    plan = replan_from(known, AFTER_DV1.ms)
    again = assess(plan)
    assert again.findings == ()
    assert again.flight.burns[0].tig_ms == planned_ms + 20_000
    assert again.flight.burns[0].dv_lvlh_mps == pytest.approx(known.flight.burns[0].dv_lvlh_mps, abs=1e-5)
    moved = [
        abs(new.dv_mps - old.dv_mps) for old, new in zip(known.flight.burns[1:], again.flight.burns[1:], strict=True)
    ]
    assert max(moved) > 0.05


def test_a_late_liftoff_moves_t0_and_what_hangs_on_it(sample: Plan, sample_assessment: Assessment) -> None:
    known = assess(with_actual(sample, "liftoff", 1500, sample.t0.ms))
    plan = replan_from(known, sample.t0.ms + 300_000)
    assert plan.t0.ms == sample.t0.ms + 1500
    again = assess(plan)
    for event in ("strap-ons", "fairing", "separation"):
        start_ms = sample_assessment.schedule.start_ms(event)
        assert start_ms is not None
        assert again.schedule.start_ms(event) == start_ms + 1500


def test_what_has_begun_no_longer_waits_for_docking(sample: Plan, sample_assessment: Assessment) -> None:
    """Kurs lock hangs on docking; once it has happened a later docking must not move it."""
    plan = replan_from(sample_assessment, AFTER_DV3.ms)
    lock_ms = sample_assessment.schedule.start_ms("kurs-lock")
    assert lock_ms is not None
    assert plan.event("kurs-lock").anchor == AtUtc(utc=Utc(lock_ms))
    assert plan.event("ready") == sample.event("ready")


def test_a_span_that_has_ended_keeps_its_actual_end(sample: Plan, sample_assessment: Assessment) -> None:
    planned_ms = sample_assessment.schedule.start_ms("ascent")
    assert planned_ms is not None
    known = assess(with_actual(sample, "ascent", 0, planned_ms, lasting_ms=530_000))
    event = replan_from(known, AFTER_DV1.ms).event("ascent")
    assert isinstance(event, Phase)
    assert event.end == AtUtc(utc=Utc(planned_ms + 530_000))


def test_after_docking_the_burns_are_solved_to_fit_the_actual_docking(sample_assessment: Assessment) -> None:
    again = assess(replan_from(sample_assessment, AFTER_DOCKING.ms))
    assert again.flight.contact is not None
    assert again.flight.contact.utc_ms == Utc.parse("2025-11-27T12:34:35Z").ms
    assert again.findings == ()


def test_before_liftoff_there_is_nothing_to_re_plan_from(sample: Plan, sample_assessment: Assessment) -> None:
    with pytest.raises(ValueError, match="nothing has flown by 2025-11-27 09:00"):
        replan_from(sample_assessment, Utc.parse("2025-11-27T09:00:00Z").ms)


def test_a_preview_is_not_taken_for_what_flew(sample: Plan, sample_assessment: Assessment) -> None:
    preview = assess_schedule(set_t0(sample, sample.t0.ms + 60_000), sample_assessment)
    assert preview.is_preview
    with pytest.raises(ValueError, match="still being computed"):
        replan_from(preview, AFTER_DV1.ms)
