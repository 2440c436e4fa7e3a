"""Edits: pure functions from a plan to a changed plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Literal

from msgspec.structs import replace

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.constraints import edges_of
from missionplanner.plan.events import Activity, Burn, Event, FixedTime, Phase, SolvedTime
from missionplanner.plan.photos import Annotation, Photo
from missionplanner.plan.plan import Plan, Track
from missionplanner.plan.schedule import EventEdge, Schedule

Dependants = Literal["remove", "reparent", "freeze"]


def with_fields(plan: Plan, **fields: Any) -> Plan:
    """Return the plan with some of its top-level fields replaced."""
    return replace(plan, **fields)


def set_t0(plan: Plan, t0_ms: int) -> Plan:
    """Return the plan with another liftoff instant; what hangs on it follows by its own anchor."""
    return replace(plan, t0=Utc(t0_ms))


def replace_event(plan: Plan, event: Event) -> Plan:
    """Return the plan with the event of the same id replaced.

    Raises:
        KeyError: there is no such event.
    """
    plan.event(event.id)
    return replace(plan, events=tuple(event if old.id == event.id else old for old in plan.events))


def add_event(plan: Plan, event: Event) -> Plan:
    """Return the plan with one more event.

    Raises:
        ValueError: its id is taken.
    """
    return replace(plan, events=(*plan.events, event))


def add_track(plan: Plan, track: Track) -> Plan:
    """Return the plan with one more track.

    Raises:
        ValueError: its id is taken.
    """
    return replace(plan, tracks=(*plan.tracks, track))


def move(plan: Plan, schedule: Schedule, event_id: str, start_ms: int) -> Plan:
    """Return the plan with an event moved to another start, its anchor kept in kind.

    Moving the liftoff event moves T0. Moving a burn fixes its time. Moving a span keeps its duration: a phase whose
    end has an anchor of its own is moved at its start only.

    Args:
        plan: the plan.
        schedule: the schedule of this plan, with what physics timed.
        event_id: what to move.
        start_ms: the new start, UTC milliseconds.

    Raises:
        KeyError: there is no such event.
        ValueError: the event has no time now (its anchor is broken), so there is nothing to move it from.
    """
    event = plan.event(event_id)
    if event_id == plan.rendezvous.liftoff and isinstance(event.anchor, AtMet):
        return set_t0(plan, start_ms - event.anchor.met_ms)
    anchor = anchor_at(event.anchor, schedule, start_ms, EventEdge(event_id, "start"))
    if event_id == plan.rendezvous.liftoff:
        return set_t0(replace_event(plan, replace(event, anchor=anchor)), start_ms)
    if isinstance(event, Burn):
        return replace_event(plan, replace(event, anchor=anchor, time=FixedTime()))
    return replace_event(plan, replace(event, anchor=anchor))


def resize(plan: Plan, schedule: Schedule, event_id: str, end_ms: int) -> Plan:
    """Return the plan with the end of a phase or an activity moved.

    Raises:
        KeyError: there is no such event.
        ValueError: the event has no span, no time now, or would end before it starts.
    """
    event = plan.event(event_id)
    span = schedule.span(event_id)
    if span is None:
        raise ValueError(f"'{event.name}' has no time yet, so its end cannot be moved")
    match event:
        case Activity():
            return replace_event(plan, replace(event, duration_ms=end_ms - span.start_ms))
        case Phase():
            end = anchor_at(event.end, schedule, end_ms, EventEdge(event_id, "end"))
            return replace_event(plan, replace(event, end=end))
        case _:
            raise ValueError(f"'{event.name}' is an instant and has no end to move")


def anchor_at(anchor: Anchor, schedule: Schedule, utc_ms: int, edge: EventEdge) -> Anchor:
    """Return an anchor of the same kind that times the edge at another instant.

    Raises:
        ValueError: the anchor has no time now.
    """
    match anchor:
        case AtUtc():
            return AtUtc(utc=Utc(utc_ms))
        case AtMet():
            return AtMet(met_ms=utc_ms - schedule.t0_ms)
        case AfterEvent():
            parent_ms = schedule.times_ms.get(EventEdge(anchor.event, anchor.edge))
            if parent_ms is None:
                raise ValueError(f"the event '{anchor.event}' has no time yet, so nothing can follow it")
            return replace(anchor, offset_ms=utc_ms - parent_ms)
        case AtOrbital():
            now_ms = schedule.times_ms.get(edge)
            if now_ms is None:
                raise ValueError(f"the instant '{anchor.instant}' is not known yet, so nothing can follow it")
            return replace(anchor, offset_ms=anchor.offset_ms + utc_ms - now_ms)


def release_burn(plan: Plan, event_id: str) -> Plan:
    """Return the plan with the time of a burn given back to the solver.

    Raises:
        KeyError: there is no such event.
        ValueError: the event is no burn.
    """
    return replace_event(plan, replace(plan.burn(event_id), time=SolvedTime()))


def anchored_to(event: Event) -> tuple[str, ...]:
    """Return the events that an event's own anchors name."""
    anchors = (event.anchor, event.end) if isinstance(event, Phase) else (event.anchor,)
    named: list[str] = []
    for anchor in anchors:
        match anchor:
            case AfterEvent():
                named.append(anchor.event)
            case AtOrbital():
                named.append(anchor.after)
    return tuple(named)


def dependants(plan: Plan, event_ids: Collection[str]) -> tuple[str, ...]:
    """Return the events outside the given ones that hang on them, directly or through others, in plan order."""
    children: dict[str, list[str]] = {}
    for event in plan.events:
        for parent in anchored_to(event):
            children.setdefault(parent, []).append(event.id)
    found: set[str] = set()
    stack = list(event_ids)
    while stack:
        for child in children.get(stack.pop(), ()):
            if child not in found:
                found.add(child)
                stack.append(child)
    return tuple(e.id for e in plan.events if e.id in found and e.id not in set(event_ids))


def remove_events(plan: Plan, schedule: Schedule, event_ids: Iterable[str], how: Dependants) -> Plan:
    """Return the plan without some events.

    Args:
        plan: the plan.
        schedule: the schedule of this plan.
        event_ids: what to remove.
        how: what becomes of their dependants: ``remove`` takes them too, ``freeze`` fixes the direct ones in UTC,
            ``reparent`` hangs them on what the removed event hung on, at the same time.

    Raises:
        KeyError: there is no such event.
        ValueError: a key event of the rendezvous is among them.
    """
    doomed = set(event_ids)
    for event_id in doomed:
        plan.event(event_id)
    if how == "remove":
        doomed |= set(dependants(plan, doomed))
    keys = {plan.rendezvous.liftoff, plan.rendezvous.insertion, plan.rendezvous.docking}
    if kept := doomed & keys:
        names = ", ".join(f"'{plan.event(event_id).name}'" for event_id in sorted(kept))
        raise ValueError(f"{names} cannot be removed: the rendezvous hangs on it")
    remaining = tuple(_orphaned(plan, schedule, event, doomed, how) for event in plan.events if event.id not in doomed)
    constraints = tuple(c for c in plan.constraints if doomed.isdisjoint(edge.event for edge in edges_of(c)))
    return replace(plan, events=remaining, constraints=constraints)


def _orphaned(plan: Plan, schedule: Schedule, event: Event, doomed: set[str], how: Dependants) -> Event:
    """Return an event that stays, its anchors on removed events replaced."""
    changes: dict[str, Anchor] = {}
    edges: list[tuple[str, Anchor, EventEdge]] = [("anchor", event.anchor, EventEdge(event.id, "start"))]
    if isinstance(event, Phase):
        edges.append(("end", event.end, EventEdge(event.id, "end")))
    for field, anchor, edge in edges:
        parent = (
            anchor.event if isinstance(anchor, AfterEvent) else anchor.after if isinstance(anchor, AtOrbital) else None
        )
        if parent not in doomed:
            continue
        utc_ms = schedule.times_ms.get(edge, plan.t0.ms)
        heir: Anchor = plan.event(parent).anchor
        while isinstance(heir, AfterEvent) and heir.event in doomed:
            heir = plan.event(heir.event).anchor
        frozen = how == "freeze" or isinstance(heir, AtOrbital)
        changes[field] = AtUtc(utc=Utc(utc_ms)) if frozen else anchor_at(heir, schedule, utc_ms, edge)
    return replace(event, **changes) if changes else event


def replace_photo(plan: Plan, photo: Photo) -> Plan:
    """Return the plan with the photo of the same id replaced.

    Raises:
        KeyError: there is no such photo.
    """
    plan.photo(photo.id)
    return replace(plan, photos=tuple(photo if old.id == photo.id else old for old in plan.photos))


def add_photo(plan: Plan, photo: Photo) -> Plan:
    """Return the plan with one more photo.

    Raises:
        ValueError: its id is taken.
    """
    return replace(plan, photos=(*plan.photos, photo))


def remove_photo(plan: Plan, photo_id: str) -> Plan:
    """Return the plan without a photo.

    Raises:
        KeyError: there is no such photo.
    """
    plan.photo(photo_id)
    return replace(plan, photos=tuple(photo for photo in plan.photos if photo.id != photo_id))


def set_annotations(plan: Plan, photo_id: str, annotations: tuple[Annotation, ...]) -> Plan:
    """Return the plan with the annotations of one photo replaced.

    Raises:
        KeyError: there is no such photo.
    """
    return replace_photo(plan, replace(plan.photo(photo_id), annotations=annotations))


def fresh_id(taken: Collection[str], stem: str) -> str:
    """Return ``stem``, or the first ``stem-2``, ``stem-3``, ... that is not taken."""
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
