"""Give an event another kind of anchor, or an orbital anchor another instant."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.network import relays
from missionplanner.plan.anchor_edits import (
    AnchorRule,
    anchor_of,
    latest_parent,
    possible_parents,
    rule_of,
    simple_anchor,
    with_anchor,
)
from missionplanner.plan.anchors import AfterEvent, AtOrbital, OrbitalKind
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge

_FIRST_RANGE_M = 1000.0
_FIRST_RANGE_RATE_MPS = -1.0


def with_rule(shown: Assessment, edge: EventEdge, rule: AnchorRule) -> Plan:
    """Return the plan with an edge anchored by another rule, at the time it has now.

    An edge without a time is put at T0. A burn keeps the time its anchor names, whatever the solver made of it.

    Raises:
        KeyError: there is no such event.
        ValueError: there is nothing that the edge could hang on; the message says what to do.
    """
    plan = shown.plan
    if rule_of(anchor_of(plan, edge)) == rule:
        return plan
    utc_ms = anchored_ms(shown, edge)
    if rule == "utc" or rule == "met":
        return with_anchor(plan, edge, simple_anchor(plan, rule, utc_ms))
    if rule == "after":
        parent = latest_parent(plan, shown.schedule, edge.event, utc_ms)
        offset_ms = utc_ms - shown.schedule.times_ms.get(parent, utc_ms)
        return with_anchor(plan, edge, AfterEvent(event=parent.event, edge=parent.edge, offset_ms=offset_ms))
    return _at_next_node(shown, edge, utc_ms)


def anchored_ms(shown: Assessment, edge: EventEdge) -> int:
    """Return the instant that an edge's anchor names, T0 if it names none now."""
    if edge.edge == "start":
        for burn in shown.flight.inputs.burns:
            if burn.event == edge.event and burn.nominal_ms is not None:
                return burn.nominal_ms
    return shown.schedule.times_ms.get(edge, shown.plan.t0.ms)


def with_parent(shown: Assessment, edge: EventEdge, parent: EventEdge, plan: Plan | None = None) -> Plan:
    """Return the plan, or one made of it, with an edge following another edge, at the time it has now.

    Raises:
        KeyError: there is no such event.
    """
    utc_ms = anchored_ms(shown, edge)
    offset_ms = utc_ms - shown.schedule.times_ms.get(parent, utc_ms)
    anchor = AfterEvent(event=parent.event, edge=parent.edge, offset_ms=offset_ms)
    return with_anchor(shown.plan if plan is None else plan, edge, anchor)


def with_instant(anchor: AtOrbital, instant: OrbitalKind, plan: Plan) -> AtOrbital:
    """Return an orbital anchor for another kind of instant; what goes with both kinds stays, the rest gets a start."""
    is_station, is_relay = instant.startswith("station-"), instant.startswith("relay-")
    return replace(
        anchor,
        instant=instant,
        range_m=(anchor.range_m or _FIRST_RANGE_M) if instant == "range" else None,
        range_rate_mps=_FIRST_RANGE_RATE_MPS if instant == "range-rate" else None,
        crossing=anchor.crossing if instant in ("range", "range-rate") else None,
        station=(anchor.station or plan.site.id) if is_station else None,
        mask_deg=anchor.mask_deg if is_station else None,
        relay=(anchor.relay or relays()[0].id) if is_relay else None,
    )


def _at_next_node(shown: Assessment, edge: EventEdge, utc_ms: int) -> Plan:
    """Anchor an edge to an ascending node of the target, with the offset that keeps its time."""
    plan = shown.plan
    if edge.event in (plan.rendezvous.insertion, plan.rendezvous.docking) and edge.edge == "start":
        name = plan.event(edge.event).name
        raise ValueError(f"the flight is solved for the time of '{name}', so it cannot wait for an orbital instant")
    possible = possible_parents(plan, edge.event)
    after = next((key for key in (plan.rendezvous.insertion, plan.rendezvous.liftoff) if key in possible), None)
    if after is None:
        raise ValueError("insertion and liftoff hang on this event, so it cannot wait for an orbital instant")
    # The target's orbit, because the chaser's follows from the very burns and events that may hang on it.
    anchor = AtOrbital(instant="ascending-node", after=after, craft="target")
    tentative = with_anchor(plan, edge, anchor)
    node_ms = assess(tentative, shown.flight).orbital_ms.get(edge)
    if node_ms is None:
        return tentative
    offset_anchor = AtOrbital(
        instant=anchor.instant, after=anchor.after, craft=anchor.craft, offset_ms=utc_ms - node_ms
    )
    return with_anchor(plan, edge, offset_anchor)
