"""Edits of time that keep spans whole."""

from importlib.resources import files

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from missionplanner.plan import span_edits
from missionplanner.plan.anchors import AfterEvent, AtMet, AtUtc
from missionplanner.plan.clock import dec_hook
from missionplanner.plan.edits import replace_event
from missionplanner.plan.events import Burn, FixedTime, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, resolve

_SAMPLE = (files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan").read_bytes()
PLAN = msgspec.json.decode(_SAMPLE, type=Plan, dec_hook=dec_hook)
SCHEDULE = resolve(PLAN)
TIMED = sorted(event.id for event in PLAN.events if SCHEDULE.span(event.id) is not None)


@given(st.sets(st.sampled_from(TIMED), min_size=1), st.integers(-5_000_000, 5_000_000))
def test_shifted_events_move_by_the_shift_and_by_no_more(event_ids: set[str], shift_ms: int) -> None:
    after = resolve(span_edits.shift_events(PLAN, SCHEDULE, event_ids, shift_ms))
    moving = span_edits.edges_that_move(PLAN, event_ids)
    for edge, before_ms in SCHEDULE.times_ms.items():
        assert after.times_ms[edge] - before_ms == (shift_ms if edge in moving else 0), edge


@given(st.sets(st.sampled_from(TIMED), min_size=1), st.integers(-5_000_000, 5_000_000))
def test_shifting_there_and_back_restores_every_time(event_ids: set[str], shift_ms: int) -> None:
    there = span_edits.shift_events(PLAN, SCHEDULE, event_ids, shift_ms)
    back = span_edits.shift_events(there, resolve(there), event_ids, -shift_ms)
    assert resolve(back).times_ms == SCHEDULE.times_ms


def test_shifting_liftoff_shifts_t0() -> None:
    after = span_edits.shift_events(PLAN, SCHEDULE, ["liftoff"], 60_000)
    assert after.t0.ms == PLAN.t0.ms + 60_000
    assert after.events == PLAN.events


def test_a_shifted_burn_has_a_fixed_time_where_the_solver_had_put_it() -> None:
    solved_ms = SCHEDULE.times_ms[EventEdge("dv1", "start")] + 111_000
    solved = resolve(PLAN, {EventEdge("dv1", "start"): solved_ms})
    after = span_edits.shift_events(PLAN, solved, ["dv1"], 60_000)
    burn = after.event("dv1")
    assert isinstance(burn, Burn)
    assert burn.time == FixedTime()
    assert resolve(after).times_ms[EventEdge("dv1", "start")] == solved_ms + 60_000


@pytest.mark.parametrize("event_id", ["flyaround", "spacewalk-1", "docked"])
def test_moving_a_start_leaves_the_end(event_id: str) -> None:
    span = SCHEDULE.span(event_id)
    assert span is not None
    after = resolve(span_edits.move_start(PLAN, SCHEDULE, event_id, span.start_ms + 60_000)).span(event_id)
    assert after == (span.start_ms + 60_000, span.end_ms)


def test_moving_the_start_of_a_phase_of_given_length_leaves_its_end() -> None:
    phase = PLAN.event("flyaround")
    assert isinstance(phase, Phase)
    own = replace_event(PLAN, replace(phase, end=AfterEvent(event="flyaround", edge="start", offset_ms=720_000)))
    span = resolve(own).span("flyaround")
    assert span is not None
    after = resolve(span_edits.move_start(own, resolve(own), "flyaround", span.start_ms - 60_000)).span("flyaround")
    assert after == (span.start_ms - 60_000, span.end_ms)


def test_an_instant_has_no_start_of_its_own() -> None:
    with pytest.raises(ValueError, match="instant"):
        span_edits.move_start(PLAN, SCHEDULE, "fairing", PLAN.t0.ms)


def test_what_is_fixed_in_utc_stays_when_t0_slips() -> None:
    fixed = span_edits.fix_in_utc(PLAN, SCHEDULE, "flyaround")
    slipped = resolve(span_edits.shift_events(fixed, SCHEDULE, ["liftoff"], 600_000))
    assert slipped.span("flyaround") == SCHEDULE.span("flyaround")
    assert isinstance(fixed.event("flyaround").anchor, AtUtc)
    with pytest.raises(ValueError, match="T0"):
        span_edits.fix_in_utc(PLAN, SCHEDULE, "liftoff")


def test_events_in_a_cycle_do_not_hang() -> None:
    circle = replace_event(PLAN, replace(PLAN.event("arrays"), anchor=AfterEvent(event="fairing", edge="start")))
    circle = replace_event(circle, replace(circle.event("fairing"), anchor=AfterEvent(event="arrays", edge="start")))
    assert EventEdge("arrays", "start") not in span_edits.edges_that_move(circle, ["docking"])
    assert isinstance(PLAN.event("fairing").anchor, AtMet)
