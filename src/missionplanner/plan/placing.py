"""Put several events at new starts, each by its own anchor, whatever hangs on what among them."""

from __future__ import annotations

from collections.abc import Mapping

from missionplanner.plan.edits import anchored_to
from missionplanner.plan.events import Burn, Event
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, Schedule, resolve
from missionplanner.plan.span_edits import shift_events


def placed(plan: Plan, schedule: Schedule, starts_ms: Mapping[str, int]) -> Plan:
    """Return the plan with some events at new starts, their anchors kept in kind and their durations kept.

    What hangs on one of them and is not among them follows by its own anchor.

    Args:
        plan: the plan.
        schedule: its schedule, with what physics timed.
        starts_ms: where each event is to start, UTC milliseconds.

    Raises:
        KeyError: there is no such event.
        ValueError: a new time lies outside what a plan can hold, or an event has no time now.
    """
    events = {event.id: event for event in plan.events}
    known = dict(schedule.known_ms)
    for event_id in sorted(starts_ms, key=lambda event_id: len(_ancestors(events, event_id, starts_ms))):
        now = resolve(plan, known)
        start_ms = now.start_ms(event_id)
        if start_ms is None:
            raise ValueError(f"'{events[event_id].name}' has no time yet, so there is nothing to move it from")
        shift_ms = starts_ms[event_id] - start_ms
        if shift_ms:
            plan = shift_events(plan, now, (event_id,), shift_ms)
            known = _known_after(known, events[event_id], shift_ms, is_t0=event_id == plan.rendezvous.liftoff)
    return plan


def _known_after(known: Mapping[EventEdge, int], moved: Event, shift_ms: int, *, is_t0: bool) -> dict[EventEdge, int]:
    """Return what physics timed after one event was shifted: a burn then stands where its anchor says."""
    if is_t0:
        return {edge: ms + shift_ms for edge, ms in known.items()}
    if isinstance(moved, Burn):
        return {edge: ms for edge, ms in known.items() if edge.event != moved.id}
    return {edge: ms + shift_ms if edge.event == moved.id else ms for edge, ms in known.items()}


def _ancestors(events: Mapping[str, Event], event_id: str, chosen: Mapping[str, int]) -> set[str]:
    """Return those of the chosen events on which one of them hangs."""
    found: set[str] = set()
    seen = {event_id}
    stack = [event_id]
    while stack:
        event = events.get(stack.pop())
        for parent in () if event is None else anchored_to(event):
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
                if parent in chosen:
                    found.add(parent)
    return found
