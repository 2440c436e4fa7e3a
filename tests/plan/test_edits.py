"""Edits: pure, exact, and refused with a sentence where they make no sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment
from missionplanner.plan import edits
from missionplanner.plan.anchors import AfterEvent, AtMet, AtOrbital, AtUtc
from missionplanner.plan.events import Activity, Burn, FixedTime, Milestone, SolvedTime
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve

SHIFT_MS = st.integers(min_value=-3_600_000, max_value=3_600_000)


def test_moving_liftoff_moves_t0(sample: Plan) -> None:
    moved = edits.move(sample, resolve(sample), "liftoff", sample.t0.ms + 60_000)
    assert moved.t0.ms == sample.t0.ms + 60_000
    assert moved.events == sample.events


def test_moving_a_burn_fixes_its_time_and_release_gives_it_back(sample: Plan, sample_assessment: Assessment) -> None:
    moved = edits.move(sample, sample_assessment.schedule, "dv1", sample.t0.ms + 2_700_000)
    burn = moved.event("dv1")
    assert isinstance(burn, Burn)
    assert (burn.anchor, burn.time) == (AtMet(met_ms=2_700_000), FixedTime())
    released = edits.release_burn(moved, "dv1").event("dv1")
    assert isinstance(released, Burn)
    assert released.time == SolvedTime()


@given(shift_ms=SHIFT_MS)
@pytest.mark.parametrize("event_id", ["separation", "hatch", "kurs-lock", "first-sunset", "spacewalk-1", "flyaround"])
def test_a_moved_event_starts_where_it_was_put_and_keeps_the_kind_of_its_anchor(
    sample: Plan, sample_assessment: Assessment, event_id: str, shift_ms: int
) -> None:
    schedule = sample_assessment.schedule
    start_ms = schedule.start_ms(event_id)
    assert start_ms is not None
    moved = edits.move(sample, schedule, event_id, start_ms + shift_ms)
    assert type(moved.event(event_id).anchor) is type(sample.event(event_id).anchor)
    anchor = moved.event(event_id).anchor
    if isinstance(anchor, AtOrbital):
        assert anchor.offset_ms == shift_ms
    else:
        assert resolve(moved).start_ms(event_id) == start_ms + shift_ms


def test_resizing_an_activity_changes_its_duration(sample: Plan) -> None:
    schedule = resolve(sample)
    start_ms = schedule.start_ms("spacewalk-1")
    assert start_ms is not None
    activity = edits.resize(sample, schedule, "spacewalk-1", start_ms + 60_000).event("spacewalk-1")
    assert isinstance(activity, Activity)
    assert activity.duration_ms == 60_000


def test_resizing_a_phase_moves_the_anchor_of_its_end(sample: Plan) -> None:
    schedule = resolve(sample)
    end_ms = schedule.end_ms("flyaround")
    assert end_ms is not None
    resized = edits.resize(sample, schedule, "flyaround", end_ms + 30_000)
    assert resolve(resized).end_ms("flyaround") == end_ms + 30_000
    assert resolve(resized).start_ms("flyaround") == schedule.start_ms("flyaround")


def test_an_instant_has_no_end_to_move(sample: Plan) -> None:
    with pytest.raises(ValueError, match="instant"):
        edits.resize(sample, resolve(sample), "docking", 0)


def test_dependants_are_found_through_others(sample: Plan) -> None:
    assert set(edits.dependants(sample, ["separation"])) >= {"phasing", "arrays", "first-sunset", "first-sunrise"}
    assert "hatch" not in edits.dependants(sample, ["docking"])


def test_removing_with_dependants_takes_the_whole_branch(sample: Plan) -> None:
    plan = edits.remove_events(sample, resolve(sample), ["first-sunset"], "remove")
    assert {"first-sunset", "first-sunrise"}.isdisjoint(event.id for event in plan.events)


def test_freezing_keeps_the_time_of_the_dependants(sample: Plan) -> None:
    schedule = resolve(sample)
    plan = edits.remove_events(sample, schedule, ["flyaround"], "freeze")
    assert isinstance(plan.event("station-keeping").anchor, AtUtc)
    assert resolve(plan).start_ms("station-keeping") == schedule.start_ms("station-keeping")


def test_reparenting_hangs_the_dependants_on_the_grandparent(sample: Plan) -> None:
    child = Milestone(
        id="child", name="Child", track="crew", anchor=AfterEvent(event="ready", edge="start", offset_ms=5000)
    )
    plan = edits.add_event(sample, child)
    schedule = resolve(plan)
    after = edits.remove_events(plan, schedule, ["ready"], "reparent")
    anchor = after.event("child").anchor
    assert isinstance(anchor, AfterEvent)
    assert anchor.event == "docking"
    assert resolve(after).start_ms("child") == schedule.start_ms("child")


def test_the_events_that_the_rendezvous_hangs_on_stay(sample: Plan) -> None:
    with pytest.raises(ValueError, match="Docking to Rassvet"):
        edits.remove_events(sample, resolve(sample), ["docking"], "freeze")


def test_an_event_whose_parent_has_no_time_cannot_be_moved(sample: Plan) -> None:
    plan = edits.add_event(sample, Milestone(id="lost", name="Lost", track="crew", anchor=AfterEvent(event="nowhere")))
    with pytest.raises(ValueError, match="nowhere"):
        edits.move(plan, resolve(plan), "lost", plan.t0.ms)


def test_an_id_cannot_be_given_twice(sample: Plan) -> None:
    with pytest.raises(ValueError, match="stands twice"):
        edits.add_event(sample, replace(sample.event("docking"), name="Again"))


def test_fresh_ids_count_up() -> None:
    assert edits.fresh_id({"dv", "dv-2"}, "dv") == "dv-3"
    assert edits.fresh_id(set(), "dv") == "dv"


def test_moving_a_liftoff_anchored_in_utc_takes_it_along_with_t0(sample: Plan) -> None:
    liftoff = sample.event(sample.rendezvous.liftoff)
    plan = edits.replace_event(sample, replace(liftoff, anchor=AtUtc(utc=sample.t0)))
    start_ms = sample.t0.ms + 60_000
    moved = edits.move(plan, resolve(plan), liftoff.id, start_ms)
    assert moved.t0.ms == start_ms
    assert resolve(moved).start_ms(liftoff.id) == start_ms
