"""Constraints: broken ones are warnings, and a repair satisfies what can be satisfied."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment
from missionplanner.plan.constraint_edits import constraints_on, repaired, with_gap, with_latest, without_constraints
from missionplanner.plan.constraints import Gap, Latest, margin_ms
from missionplanner.plan.edits import remove_events
from missionplanner.plan.plan import Plan
from missionplanner.plan.repairs import Unsatisfiable
from missionplanner.plan.schedule import EventEdge, Schedule, resolve

MIN_MS = 60_000
MOVABLE = ["fairing", "escape-tower", "hatch", "final-approach", "flyaround", "spacewalk-1"]


def start(event_id: str) -> EventEdge:
    return EventEdge(event_id, "start")


def end(event_id: str) -> EventEdge:
    return EventEdge(event_id, "end")


def again(plan: Plan, before: Schedule) -> Schedule:
    return resolve(plan, before.known_ms)


def broken(plan: Plan, schedule: Schedule) -> list[str]:
    codes = {constraint.id for constraint in plan.constraints}
    return [finding.message for finding in schedule.findings if finding.code in codes]


def test_a_gap_too_short_is_a_warning_that_says_how_much(sample: Plan, sample_assessment: Assessment) -> None:
    before = sample_assessment.schedule
    gap_ms = before.times_ms["hatch", "start"] - before.times_ms["docking", "end"]
    plan = with_gap(sample, end("docking"), start("hatch"), gap_ms + MIN_MS, None)
    (message,) = broken(plan, again(plan, before))
    assert message.startswith("The start of 'Hatch opening'")
    assert "at least" in message
    assert not broken(with_gap(sample, end("docking"), start("hatch"), gap_ms, gap_ms), before)


def test_a_latest_time_is_judged_from_liftoff(sample: Plan, sample_assessment: Assessment) -> None:
    before = sample_assessment.schedule
    late_ms = before.times_ms["hatch", "start"] - sample.t0.ms - MIN_MS
    plan = with_latest(sample, start("hatch"), late_ms)
    (message,) = broken(plan, again(plan, before))
    assert "1 min later than" in message
    fixed = repaired(plan, again(plan, before), [plan.constraints[0].id])
    assert again(fixed, before).start_ms("hatch") == sample.t0.ms + late_ms


def test_a_repair_moves_the_later_event_and_its_followers(sample: Plan, sample_assessment: Assessment) -> None:
    before = sample_assessment.schedule
    gap_ms = before.times_ms["hatch", "start"] - before.times_ms["docking", "end"]
    plan = with_gap(sample, end("docking"), start("hatch"), gap_ms + 5 * MIN_MS, None)
    fixed = repaired(plan, again(plan, before), [plan.constraints[0].id])
    after = again(fixed, before)
    assert after.times_ms["docking", "start"] == before.times_ms["docking", "start"]
    assert after.times_ms["hatch", "start"] == before.times_ms["hatch", "start"] + 5 * MIN_MS
    assert not broken(fixed, after)


def test_contradictions_are_said_with_the_names(sample: Plan, sample_assessment: Assessment) -> None:
    before = sample_assessment.schedule
    plan = with_gap(sample, start("hatch"), start("flyaround"), 10 * MIN_MS, None)
    plan = with_gap(plan, start("flyaround"), start("hatch"), 10 * MIN_MS, None)
    with pytest.raises(ValueError, match="'Flyaround', 'Hatch opening'"):
        repaired(plan, again(plan, before), [plan.constraints[0].id])


GAPS = st.tuples(
    st.sampled_from(MOVABLE), st.sampled_from(MOVABLE), st.integers(-20, 60), st.none() | st.integers(0, 120)
).filter(lambda gap: gap[0] != gap[1])


@given(gaps=st.lists(GAPS, min_size=1, max_size=5))
def test_a_repair_leaves_nothing_broken_or_says_that_it_cannot(
    sample: Plan, sample_assessment: Assessment, gaps: list[tuple[str, str, int, int | None]]
) -> None:
    before = sample_assessment.schedule
    plan = sample
    for after, event, least, room in gaps:
        most = None if room is None else (least + room) * MIN_MS
        plan = with_gap(plan, end(after), start(event), least * MIN_MS, most)
    fixed = plan
    with contextlib.suppress(Unsatisfiable):
        fixed = repaired(plan, again(plan, before), [constraint.id for constraint in plan.constraints])
    assert fixed is plan or not broken(fixed, again(fixed, before))


def test_constraints_go_with_their_events_and_can_be_removed(sample: Plan, sample_assessment: Assessment) -> None:
    plan = with_gap(sample, start("fairing"), start("hatch"), MIN_MS, None)
    assert constraints_on(plan, "fairing") == constraints_on(plan, "hatch") == plan.constraints
    assert without_constraints(plan, ["gap"]) == sample
    assert remove_events(plan, sample_assessment.schedule, ["fairing"], "freeze").constraints == ()


def test_a_constraint_on_nobody_is_a_finding(sample: Plan) -> None:
    plan = replace(sample, constraints=(Latest(id="late", event="nobody", met_ms=0),))
    (finding,) = [finding for finding in resolve(plan).findings if finding.code == "late"]
    assert "'nobody'" in finding.message
    assert margin_ms(plan.constraints[0], plan.t0.ms, {}) is None


def test_limits_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="neither"):
        Gap(id="g", after="a", event="b")
    with pytest.raises(ValueError, match="below"):
        Gap(id="g", after="a", event="b", least_ms=2, most_ms=1)
    with pytest.raises(ValueError, match="either"):
        Latest(id="l", event="a")
