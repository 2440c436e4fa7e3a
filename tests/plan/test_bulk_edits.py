"""Edits of many events at once keep order, lengths and anchors as each of them promises."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.flight.assess import Assessment
from missionplanner.plan import bulk_edits
from missionplanner.plan.anchors import AfterEvent
from missionplanner.plan.copies import clip_of, clip_text, duplicated, pasted, read_clip
from missionplanner.plan.edits import remove_events
from missionplanner.plan.events import Burn, FixedComponent, FixedTime
from missionplanner.plan.placing import placed
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, Schedule, resolve

MIN_MS = 60_000
SHIFT_MS = st.integers(-3_600_000, 3_600_000)
# Not those whose length follows from another event.
MOVABLE = ["fairing", "escape-tower", "strap-ons", "arrays", "hatch", "spacewalk-1", "spacewalk-2"]
SEVERAL = st.lists(st.sampled_from(MOVABLE), min_size=2, max_size=6, unique=True)


def again(plan: Plan, before: Schedule, moved: tuple[str, ...] = ()) -> Schedule:
    """The schedule of an edited plan, orbit and solver as before but for what was moved."""
    return resolve(plan, {edge: ms for edge, ms in before.known_ms.items() if edge.event not in moved})


def test_a_push_moves_what_comes_after_and_nothing_before(sample: Plan, sample_assessment: Assessment) -> None:
    before = sample_assessment.schedule
    pushed = bulk_edits.pushed_with(sample, before, "docking")
    plan = bulk_edits.push(sample, before, "docking", 10 * MIN_MS)
    after = again(plan, before)
    from_ms = before.times_ms["docking", "start"]
    assert "hatch" in pushed
    assert "dv1" not in pushed
    for event in sample.events:
        shift_ms = after.times_ms[event.id, "start"] - before.times_ms[event.id, "start"]
        if event.id in pushed:
            assert shift_ms == 10 * MIN_MS, event.id
            assert before.times_ms[event.id, "start"] >= from_ms
    assert plan.t0 == sample.t0
    assert [e for e in plan.events if isinstance(e, Burn)] == [e for e in sample.events if isinstance(e, Burn)]


@given(chosen=SEVERAL)
def test_closed_gaps_leave_none_and_keep_lengths(
    sample: Plan, sample_assessment: Assessment, chosen: list[str]
) -> None:
    before = sample_assessment.schedule
    after = again(bulk_edits.close_gaps(sample, before, chosen), before)
    spans = sorted((before.times_ms[event_id, "start"], before.span(event_id), event_id) for event_id in chosen)
    ordered = [after.span(event_id) for _, _, event_id in spans]
    assert ordered[0] == spans[0][1]
    for one, other in itertools.pairwise(ordered):
        assert one is not None
        assert other is not None
        assert one.end_ms == other.start_ms
    for (_, span, _), now in zip(spans, ordered, strict=True):
        assert span is not None
        assert now is not None
        assert now.end_ms - now.start_ms == span.end_ms - span.start_ms


@given(chosen=SEVERAL, edge=st.sampled_from(("start", "end", "middle")))
def test_aligned_events_share_an_edge(
    sample: Plan, sample_assessment: Assessment, chosen: list[str], edge: bulk_edits.AlignEdge
) -> None:
    before = sample_assessment.schedule
    after = again(bulk_edits.align(sample, before, chosen, chosen[-1], edge), before)
    spans = [after.span(event_id) for event_id in chosen]
    places = {
        "start": [span.start_ms for span in spans if span],
        "end": [span.end_ms for span in spans if span],
        "middle": [(span.start_ms + span.end_ms) // 2 for span in spans if span],
    }[edge]
    assert max(places) - min(places) <= (1 if edge == "middle" else 0)
    assert after.span(chosen[-1]) == before.span(chosen[-1])


@given(chosen=st.lists(st.sampled_from(MOVABLE), min_size=3, max_size=6, unique=True))
def test_distributed_events_stand_at_equal_gaps(sample: Plan, sample_assessment: Assessment, chosen: list[str]) -> None:
    before = sample_assessment.schedule
    after = again(bulk_edits.distribute(sample, before, chosen), before)
    times_ms = before.times_ms
    ordered = sorted(chosen, key=lambda each: (times_ms[each, "start"], times_ms[each, "end"], each))
    spans = [span for span in map(after.span, ordered) if span is not None]
    gaps = [other.start_ms - one.end_ms for one, other in itertools.pairwise(spans)]
    assert max(gaps) - min(gaps) <= 1
    assert spans[0] == before.span(ordered[0])
    assert spans[-1].start_ms == before.times_ms[ordered[-1], "start"]


def test_distributing_two_says_how_many_are_needed(sample: Plan, sample_assessment: Assessment) -> None:
    with pytest.raises(ValueError, match="three or more"):
        bulk_edits.distribute(sample, sample_assessment.schedule, ["hatch", "fairing"])


@given(shift_ms=SHIFT_MS)
def test_a_plan_on_another_day_is_the_same_plan_later(
    sample: Plan, sample_assessment: Assessment, shift_ms: int
) -> None:
    before = sample_assessment.schedule
    later = bulk_edits.shift_plan(sample, sample.t0.ms + shift_ms)
    after = resolve(later, {edge: ms + shift_ms for edge, ms in before.known_ms.items()})
    assert after.times_ms == {edge: ms + shift_ms for edge, ms in before.times_ms.items()}
    assert bulk_edits.shift_plan(later, sample.t0.ms) == sample


@given(starts=st.dictionaries(st.sampled_from(MOVABLE), SHIFT_MS, min_size=1))
def test_placed_events_start_where_they_were_put(
    sample: Plan, sample_assessment: Assessment, starts: dict[str, int]
) -> None:
    before = sample_assessment.schedule
    wanted = {event_id: before.times_ms[EventEdge(event_id, "start")] + by for event_id, by in starts.items()}
    after = again(placed(sample, before, wanted), before)
    assert {event_id: after.start_ms(event_id) for event_id in wanted} == wanted


@given(shift_ms=SHIFT_MS, chosen=st.lists(st.sampled_from(MOVABLE), min_size=1, unique=True))
def test_copies_stand_at_their_shift_and_removing_them_restores_the_plan(
    sample: Plan, sample_assessment: Assessment, shift_ms: int, chosen: list[str]
) -> None:
    before = sample_assessment.schedule
    plan, copies = duplicated(sample, before, chosen, shift_ms)
    after = again(plan, before)
    originals = [event.id for event in sample.events if event.id in chosen]
    for original, copy in zip(originals, copies, strict=True):
        span, now = before.span(original), after.span(copy)
        assert span is not None
        assert now is not None
        moved_with_copy = now.start_ms - span.start_ms
        assert moved_with_copy == shift_ms
        assert now.end_ms - now.start_ms == span.end_ms - span.start_ms
    assert remove_events(plan, after, copies, "freeze") == sample


def test_a_clip_survives_the_clipboard_and_fits_into_another_plan(sample: Plan, sample_assessment: Assessment) -> None:
    from missionplanner.plan.blank_plan import blank_plan

    clip = read_clip(clip_text(clip_of(sample, sample_assessment.schedule, ["station-keeping", "dv1", "spacewalk-1"])))
    other = blank_plan(sample, "Other")
    plan, copies = pasted(other, resolve(other), clip, MIN_MS)
    after = resolve(plan)
    burn = next(e for e in plan.events if e.id in copies and isinstance(e, Burn))
    assert burn.time == FixedTime()
    assert burn.dv_x == FixedComponent(mps=0.0)
    spacewalk = next(event for event in plan.events if event.id in copies and "spacewalk" in event.name)
    assert isinstance(spacewalk.anchor, AfterEvent)
    assert not [finding for finding in after.findings if finding.code == "anchor-missing"]


def test_what_is_no_clip_is_refused_with_a_sentence() -> None:
    for text in ("", "[]", "{}", '{"events": [], "starts_ms": [1], "ends_ms": []}', "[" * 100_000):
        with pytest.raises(ValueError, match="copied"):
            read_clip(text)


def test_events_go_to_another_track_and_nothing_else_changes(sample: Plan) -> None:
    plan = bulk_edits.to_track(sample, {"hatch": "crew", "fairing": "ascent"})
    assert plan.event("hatch").track == "crew"
    assert plan.event("fairing") is sample.event("fairing")
    assert bulk_edits.to_track(plan, {"hatch": sample.event("hatch").track}) == sample
