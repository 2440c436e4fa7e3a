"""Edits of many events at once: push, close gaps, align, distribute, put on another track, move the whole plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from msgspec.structs import replace

from missionplanner.plan.anchors import Anchor, AtOrbital, AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import set_t0
from missionplanner.plan.events import Burn, Event, FixedTime, Phase
from missionplanner.plan.placing import placed
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import Schedule
from missionplanner.plan.span_edits import shift_events

AlignEdge = Literal["start", "end", "middle"]


def pushed_with(plan: Plan, schedule: Schedule, event_id: str) -> tuple[str, ...]:
    """Return the event and all that starts no earlier, in plan order: what a push moves.

    What the solver or the orbit times is left to them, but for the event itself.

    Raises:
        KeyError: there is no such event.
        ValueError: the event has no time now.
    """
    from_ms = schedule.start_ms(event_id)
    if from_ms is None:
        raise ValueError(f"'{plan.event(event_id).name}' has no time yet, so there is nothing to push")
    starts = ((event, schedule.start_ms(event.id)) for event in plan.events)
    return tuple(
        event.id
        for event, start_ms in starts
        if event.id == event_id or (start_ms is not None and start_ms >= from_ms and not _is_computed(event))
    )


def push(plan: Plan, schedule: Schedule, event_id: str, shift_ms: int) -> Plan:
    """Return the plan with an event and everything after it moved (ripple).

    Raises:
        KeyError: there is no such event.
        ValueError: the event has no time now, or a new time lies outside what a plan can hold.
    """
    return shift_events(plan, schedule, pushed_with(plan, schedule, event_id), shift_ms)


def close_gaps(plan: Plan, schedule: Schedule, event_ids: Collection[str]) -> Plan:
    """Return the plan with each of some events starting when the one before it ends; the first stays.

    Raises:
        KeyError: there is no such event.
        ValueError: an event has no time now.
    """
    spans = _spans(plan, schedule, event_ids)
    starts_ms: dict[str, int] = {}
    free_ms: int | None = None
    for event_id, (start_ms, end_ms) in spans.items():
        starts_ms[event_id] = start_ms if free_ms is None else free_ms
        free_ms = starts_ms[event_id] + end_ms - start_ms
    return placed(plan, schedule, starts_ms)


def align(plan: Plan, schedule: Schedule, event_ids: Collection[str], to: str, edge: AlignEdge) -> Plan:
    """Return the plan with some events starting, ending or standing centred where one of them does.

    Raises:
        KeyError: there is no such event.
        ValueError: an event has no time now.
    """
    spans = _spans(plan, schedule, event_ids)
    start_ms, end_ms = _spans(plan, schedule, (to,))[to]
    starts_ms: dict[str, int] = {}
    for event_id, (own_start_ms, own_end_ms) in spans.items():
        length_ms = own_end_ms - own_start_ms
        match edge:
            case "start":
                starts_ms[event_id] = start_ms
            case "end":
                starts_ms[event_id] = end_ms - length_ms
            case "middle":
                starts_ms[event_id] = (start_ms + end_ms - length_ms) // 2
    return placed(plan, schedule, starts_ms)


def distribute(plan: Plan, schedule: Schedule, event_ids: Collection[str]) -> Plan:
    """Return the plan with the gaps between some events made equal; the first and the last stay.

    Raises:
        KeyError: there is no such event.
        ValueError: there are fewer than three events, or one has no time now.
    """
    spans = _spans(plan, schedule, event_ids)
    if len(spans) < 3:
        raise ValueError("three or more events are needed to distribute them")
    ordered = list(spans.items())
    (_, (_, first_end_ms)), (last_id, (last_start_ms, _)) = ordered[0], ordered[-1]
    inner = ordered[1:-1]
    room_ms = last_start_ms - first_end_ms - sum(end_ms - start_ms for _, (start_ms, end_ms) in inner)
    starts_ms = {ordered[0][0]: ordered[0][1][0], last_id: last_start_ms}
    at_ms = first_end_ms
    for number, (event_id, (start_ms, end_ms)) in enumerate(inner, start=1):
        starts_ms[event_id] = at_ms + room_ms * number // (len(inner) + 1)
        at_ms += end_ms - start_ms
    return placed(plan, schedule, starts_ms)


def to_track(plan: Plan, track_of: Mapping[str, str]) -> Plan:
    """Return the plan with some events on other tracks."""
    if all(track_of.get(event.id, event.track) == event.track for event in plan.events):
        return plan
    events = tuple(
        replace(event, track=track_of[event.id]) if track_of.get(event.id, event.track) != event.track else event
        for event in plan.events
    )
    return replace(plan, events=events)


def shift_plan(plan: Plan, t0_ms: int) -> Plan:
    """Return the plan moved to another T0 as a whole: events fixed in UTC move by as much.

    Raises:
        ValueError: a new time lies outside what a plan can hold.
    """
    shift_ms = t0_ms - plan.t0.ms
    return replace(set_t0(plan, t0_ms), events=tuple(_in_utc_shifted(event, shift_ms) for event in plan.events))


def _in_utc_shifted(event: Event, shift_ms: int) -> Event:
    changes: dict[str, Anchor] = {}
    if isinstance(event.anchor, AtUtc):
        changes["anchor"] = AtUtc(utc=Utc(event.anchor.utc.ms + shift_ms))
    if isinstance(event, Phase) and isinstance(event.end, AtUtc):
        changes["end"] = AtUtc(utc=Utc(event.end.utc.ms + shift_ms))
    return replace(event, **changes) if changes else event


def _is_computed(event: Event) -> bool:
    solved = isinstance(event, Burn) and not isinstance(event.time, FixedTime)
    return solved or isinstance(event.anchor, AtOrbital)


def _spans(plan: Plan, schedule: Schedule, event_ids: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return start and end of some events, from the first to the last.

    Raises:
        KeyError: there is no such event.
        ValueError: an event has no time now.
    """
    names = {event.id: event.name for event in plan.events}
    spans: list[tuple[int, int, str]] = []
    for event_id in event_ids:
        name, start_ms, end_ms = names[event_id], schedule.start_ms(event_id), schedule.end_ms(event_id)
        if start_ms is None:
            raise ValueError(f"'{name}' has no time yet, so there is nothing to move it from")
        spans.append((start_ms, start_ms if end_ms is None else max(end_ms, start_ms), event_id))
    return {event_id: (start_ms, end_ms) for start_ms, end_ms, event_id in sorted(spans)}
