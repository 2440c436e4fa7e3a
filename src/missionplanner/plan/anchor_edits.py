"""Edits of anchors: which rule times the start or the end of an event."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import dependants, replace_event
from missionplanner.plan.events import Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, Schedule

AnchorRule = Literal["utc", "met", "after", "orbital"]


def rule_of(anchor: Anchor) -> AnchorRule:
    """Return the rule of an anchor, as the plan file calls it."""
    match anchor:
        case AtUtc():
            return "utc"
        case AtMet():
            return "met"
        case AfterEvent():
            return "after"
        case AtOrbital():
            return "orbital"


def anchor_of(plan: Plan, edge: EventEdge) -> Anchor:
    """Return the anchor of an event's start, or of a phase's end.

    Raises:
        KeyError: there is no such event.
        ValueError: the event's end has no anchor of its own.
    """
    event = plan.event(edge.event)
    if edge.edge == "start":
        return event.anchor
    if not isinstance(event, Phase):
        raise ValueError(f"the end of '{event.name}' has no anchor of its own")
    return event.end


def with_anchor(plan: Plan, edge: EventEdge, anchor: Anchor) -> Plan:
    """Return the plan with the anchor of an event's start, or of a phase's end, replaced.

    Raises:
        KeyError: there is no such event.
        ValueError: the event's end has no anchor of its own.
    """
    anchor_of(plan, edge)
    event = plan.event(edge.event)
    if edge.edge == "end" and isinstance(event, Phase):
        return replace_event(plan, replace(event, end=anchor))
    return replace_event(plan, replace(event, anchor=anchor))


def possible_parents(plan: Plan, event_id: str) -> tuple[str, ...]:
    """Return the events that an event may hang on without hanging on itself, in plan order."""
    barred = {event_id, *dependants(plan, (event_id,))}
    return tuple(event.id for event in plan.events if event.id not in barred)


def latest_parent(plan: Plan, schedule: Schedule, event_id: str, utc_ms: int) -> EventEdge:
    """Return the edge of another event that an event at this instant would most naturally follow.

    It is the last one before the instant; where there is none, the liftoff.

    Raises:
        ValueError: there is no event that it could follow.
    """
    possible = set(possible_parents(plan, event_id))
    before = [(ms, edge) for edge, ms in schedule.times_ms.items() if edge.event in possible and ms <= utc_ms]
    if before:
        return max(before)[1]
    for event in plan.events:
        if event.id in possible:
            liftoff = plan.rendezvous.liftoff
            return EventEdge(liftoff if liftoff in possible else event.id, "start")
    raise ValueError("there is no other event to follow; add one first, or choose UTC or MET")


def simple_anchor(plan: Plan, rule: Literal["utc", "met"], utc_ms: int) -> Anchor:
    """Return the anchor in UTC or in mission elapsed time that stands for an instant."""
    return AtUtc(utc=Utc(utc_ms)) if rule == "utc" else AtMet(met_ms=utc_ms - plan.t0.ms)
