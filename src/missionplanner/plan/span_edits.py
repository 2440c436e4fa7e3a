"""Edits of when events happen that keep spans whole: shift some events together, move a start, fix in UTC."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from operator import attrgetter

from msgspec.structs import replace

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc, Edge
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import anchor_at, replace_event, resize, set_t0
from missionplanner.plan.events import Activity, Burn, Event, FixedTime, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, Schedule, resolve

_FEW = 8


def edges_that_move(plan: Plan, event_ids: Collection[str], *, with_t0: bool = False) -> frozenset[EventEdge]:
    """Return every event edge that moves when some events are shifted: theirs, and what hangs on them.

    Args:
        plan: the plan.
        event_ids: what is shifted, with all its edges.
        with_t0: whether liftoff moves too, and with it all mission elapsed times; implied by the liftoff event.
    """
    return _all_that_move(plan, _Moving(plan, event_ids, with_t0))


def edges_that_move_with(plan: Plan, *edges: EventEdge) -> frozenset[EventEdge]:
    """Return some edges and every other edge that hangs on them."""
    return _all_that_move(plan, _Moving(plan, (), False, frozenset(edges)))


def shift_events(plan: Plan, schedule: Schedule, event_ids: Collection[str], shift_ms: int) -> Plan:
    """Return the plan with some events moved together, their anchors kept in kind and their durations kept.

    Whatever hangs on a moved event follows by its own anchor, and is not shifted a second time if it is itself among
    the events. Shifting the liftoff event shifts T0; shifting a burn fixes its time.

    Raises:
        KeyError: there is no such event.
        ValueError: a new time lies outside what a plan can hold, or an event has no time now.
    """
    chosen = set(event_ids)
    moving = _Moving(plan, chosen, with_t0=False)
    ids = list(map(attrgetter("id"), plan.events))
    if missing := chosen.difference(ids):
        raise KeyError(min(missing))
    few = len(chosen) < _FEW
    places = list(map(ids.index, chosen)) if few else [k for k, each in enumerate(ids) if each in chosen]
    shifted = list(plan.events)
    for k in places:
        shifted[k] = _shifted(shifted[k], schedule, moving, shift_ms)
    shifted_plan = replace(plan, events=tuple(shifted))
    return set_t0(shifted_plan, plan.t0.ms + shift_ms) if moving.with_t0 else shifted_plan


def move_start(plan: Plan, schedule: Schedule, event_id: str, start_ms: int) -> Plan:
    """Return the plan with the start of a phase or an activity moved, its end staying where it is.

    Raises:
        KeyError: there is no such event.
        ValueError: the event is an instant, has no time now, or would end before it starts.
    """
    event = plan.event(event_id)
    span = schedule.span(event_id)
    if span is None:
        raise ValueError(f"'{event.name}' has no time yet, so its start cannot be moved")
    start = EventEdge(event_id, "start")
    anchor = anchor_at(event.anchor, schedule, start_ms, start)
    match event:
        case Activity():
            return replace_event(plan, replace(event, anchor=anchor, duration_ms=span.end_ms - start_ms))
        case Phase():
            end = event.end
            if isinstance(end, AfterEvent) and _Moving(plan, (), False, frozenset((start,))).follows(end):
                end = replace(end, offset_ms=end.offset_ms - (start_ms - span.start_ms))
            return replace_event(plan, replace(event, anchor=anchor, end=end))
        case _:
            raise ValueError(f"'{event.name}' is an instant and has no start of its own to move")


def move_edges(plan: Plan, schedule: Schedule, event_ids: Collection[str], edge: Edge, shift_ms: int) -> Plan:
    """Return the plan with the same edge of several phases and activities moved by as much, each from where it stands.

    What hangs on a moved edge follows, and is not moved a second time if it is itself such an edge.

    Raises:
        KeyError: there is no such event.
        ValueError: an event is an instant, has no time now, or would end before it starts.
    """
    edges_ms = {}
    for event_id in event_ids:
        now_ms = schedule.times_ms.get(EventEdge(event_id, edge))
        if now_ms is None:
            raise ValueError(f"'{plan.event(event_id).name}' has no time yet, so its {edge} cannot be moved")
        edges_ms[event_id] = now_ms + shift_ms
    move = move_start if edge == "start" else resize
    for number, event_id in enumerate(sorted(edges_ms, key=edges_ms.__getitem__)):
        if number:
            schedule = resolve(plan, schedule.known_ms)
        plan = move(plan, schedule, event_id, edges_ms[event_id])
    return plan


def fix_in_utc(plan: Plan, schedule: Schedule, event_id: str) -> Plan:
    """Return the plan with an event anchored in UTC where it stands now; a slip of T0 then leaves it there.

    Raises:
        KeyError: there is no such event.
        ValueError: the event is liftoff, or has no time now.
    """
    event = plan.event(event_id)
    span = schedule.span(event_id)
    if event_id == plan.rendezvous.liftoff:
        raise ValueError(f"'{event.name}' is T0 itself; move T0 instead")
    if span is None:
        raise ValueError(f"'{event.name}' has no time yet, so it cannot be fixed")
    anchor = AtUtc(utc=Utc(span.start_ms))
    match event:
        case Phase():
            return replace_event(plan, replace(event, anchor=anchor, end=AtUtc(utc=Utc(span.end_ms))))
        case Burn():
            return replace_event(plan, replace(event, anchor=anchor, time=FixedTime()))
        case _:
            return replace_event(plan, replace(event, anchor=anchor))


def _all_that_move(plan: Plan, moving: _Moving) -> frozenset[EventEdge]:
    edges: tuple[Edge, ...] = ("start", "end")
    both = (EventEdge(event.id, edge) for event in plan.events for edge in edges)
    return frozenset(edge for edge in both if moving.has(edge))


def _shifted(event: Event, schedule: Schedule, moving: _Moving, shift_ms: int) -> Event:
    anchor = _shifted_anchor(event.anchor, moving, shift_ms)
    match event:
        case Burn(time=FixedTime()):
            return replace(event, anchor=anchor)
        case Burn():
            start = EventEdge(event.id, "start")
            now_ms = schedule.times_ms.get(start)
            if now_ms is None:
                raise ValueError(f"'{event.name}' has no time yet, so there is nothing to move it from")
            here = anchor_at(event.anchor, schedule, now_ms, start)
            return replace(event, anchor=_shifted_anchor(here, moving, shift_ms), time=FixedTime())
        case Phase():
            return replace(event, anchor=anchor, end=_shifted_anchor(event.end, moving, shift_ms))
        case _:
            return replace(event, anchor=anchor)


def _shifted_anchor(anchor: Anchor, moving: _Moving, shift_ms: int) -> Anchor:
    if moving.follows(anchor):
        return anchor
    match anchor:
        case AtUtc():
            return AtUtc(utc=Utc(anchor.utc.ms + shift_ms))
        case AtMet():
            return AtMet(met_ms=anchor.met_ms + shift_ms)
        case AfterEvent() | AtOrbital():
            return replace(anchor, offset_ms=anchor.offset_ms + shift_ms)


class _Moving:
    """Which edges move, found by following anchors up to what is shifted; a cycle moves nothing."""

    def __init__(
        self, plan: Plan, event_ids: Collection[str], with_t0: bool, edges: frozenset[EventEdge] = frozenset()
    ) -> None:
        self.with_t0 = with_t0 or plan.rendezvous.liftoff in event_ids
        self._plan_events = plan.events
        self._known = dict.fromkeys(edges, True)
        for event_id in event_ids:
            self._known[EventEdge(event_id, "start")] = self._known[EventEdge(event_id, "end")] = True

    @cached_property
    def _events(self) -> dict[str, Event]:
        return {event.id: event for event in self._plan_events}

    def follows(self, anchor: Anchor) -> bool:
        """Tell whether what an anchor hangs on moves."""
        match anchor:
            case AtUtc():
                return False
            case AtMet():
                return self.with_t0
            case AfterEvent():
                return self.has(EventEdge(anchor.event, anchor.edge))
            case AtOrbital():
                return self.has(EventEdge(anchor.after, "start"))

    def has(self, edge: EventEdge) -> bool:
        """Tell whether an edge moves."""
        chain: list[EventEdge] = []
        current: EventEdge | None = edge
        answer = False
        while current is not None:
            if current in self._known:
                answer = self._known[current]
                break
            self._known[current] = False
            chain.append(current)
            event = self._events.get(current.event)
            if event is None:
                break
            if current.edge == "end" and not isinstance(event, Phase):
                current = EventEdge(current.event, "start")
                continue
            anchor = event.end if isinstance(event, Phase) and current.edge == "end" else event.anchor
            match anchor:
                case AfterEvent():
                    current = EventEdge(anchor.event, anchor.edge)
                case AtOrbital():
                    current = EventEdge(anchor.after, "start")
                case _:
                    answer, current = self.follows(anchor), None
        self._known.update(dict.fromkeys(chain, answer))
        return answer
