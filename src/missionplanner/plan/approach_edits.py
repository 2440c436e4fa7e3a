"""Edits of the approach: slower, another point or speed at contact, the gate further out, another port."""

from __future__ import annotations

from math import ceil, hypot

from msgspec.structs import replace

from missionplanner.plan.anchors import AfterEvent
from missionplanner.plan.events import Event, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.plan.rendezvous import Approach, AxialPoint
from missionplanner.plan.sourced_edits import BY_HAND
from missionplanner.plan.station import Port


def with_contact_speed(plan: Plan, mps: float) -> Plan:
    """Return the plan with another planned speed at contact."""
    return _with_approach(plan, replace(plan.rendezvous.approach, contact_speed_mps=mps))


def slower_approach(plan: Plan, factor: float) -> Plan:
    """Return the plan with everything from the gate to contact taking longer by a factor; docking stays in time.

    Events that are timed as points of the approach, so long before docking, move with them.

    Raises:
        ValueError: the approach would begin more than a day before docking.
    """
    approach = plan.rendezvous.approach
    moved: dict[int, int] = {}

    def earlier(before_ms: int) -> int:
        moved[before_ms] = ceil(before_ms * factor / 1000) * 1000
        return moved[before_ms]

    slower = replace(
        approach,
        waypoints=tuple(replace(p, before_docking_ms=earlier(p.before_docking_ms)) for p in approach.waypoints),
        axial_points=tuple(replace(p, before_docking_ms=earlier(p.before_docking_ms)) for p in approach.axial_points),
    )
    docking = plan.rendezvous.docking
    events = tuple(_following(event, docking, moved) for event in plan.events)
    return replace(_with_approach(plan, slower), events=events)


def gate_moved_out(plan: Plan, range_m: float) -> Plan:
    """Return the plan with the gate at another distance from the station, in the direction in which it is.

    Raises:
        ValueError: the gate lies in the station's centre of mass, in no direction.
    """
    approach = plan.rendezvous.approach
    gate = approach.waypoints[0]
    x, y, z = gate.position_lvlh_m
    now_m = hypot(x, y, z)
    if not now_m > 0.0:
        raise ValueError("the gate lies in the station's centre of mass; give it a place")
    share = range_m / now_m
    out = replace(gate, position_lvlh_m=(x * share, y * share, z * share))
    return _with_approach(plan, replace(approach, waypoints=(out, *approach.waypoints[1:])))


def with_axial_point(plan: Plan, before_docking_ms: int, range_m: float) -> Plan:
    """Return the plan with one more point on the port's axis, by hand.

    Raises:
        ValueError: there is one at that time, or the range does not lie between those around it.
    """
    approach = plan.rendezvous.approach
    point = AxialPoint(
        before_docking_ms=before_docking_ms, range_m=range_m, source=Source(provenance="assumed", text=BY_HAND)
    )
    points = sorted((*approach.axial_points, point), key=lambda each: -each.before_docking_ms)
    return _with_approach(plan, replace(approach, axial_points=tuple(points)))


def with_docking_port(plan: Plan, port: Port) -> Plan:
    """Return the plan with another port to dock at.

    Raises:
        ValueError: the target has no such port.
    """
    return replace(plan, target=replace(plan.target, docking_port=port.id))


def with_propellant(plan: Plan, more_kg: float) -> Plan:
    """Return the plan with more propellant aboard, and as much more mass."""
    vehicle = plan.vehicle
    return replace(
        plan,
        vehicle=replace(vehicle, propellant_kg=vehicle.propellant_kg + more_kg, mass_kg=vehicle.mass_kg + more_kg),
    )


def _with_approach(plan: Plan, approach: Approach) -> Plan:
    return replace(plan, rendezvous=replace(plan.rendezvous, approach=approach))


def _following(event: Event, docking: str, moved: dict[int, int]) -> Event:
    """The event with its anchors moved where they stand at a point of the approach."""
    changes = {}
    edges = [("anchor", event.anchor), *([("end", event.end)] if isinstance(event, Phase) else [])]
    for field, anchor in edges:
        if isinstance(anchor, AfterEvent) and anchor.event == docking and -anchor.offset_ms in moved:
            changes[field] = replace(anchor, offset_ms=-moved[-anchor.offset_ms])
    return replace(event, **changes) if changes else event
