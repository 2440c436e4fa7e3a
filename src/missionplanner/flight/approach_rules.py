"""Rules of the last kilometres: closing speed against range, the corridor, and what the thrusters can give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import degrees

import numpy as np

from missionplanner.flight.corrections import Correction, corrections
from missionplanner.flight.drift_limits import KEEP_OUT_SPHERE
from missionplanner.flight.event_at import event_at
from missionplanner.flight.flight import Flight
from missionplanner.flight.proximity import corridor_angle
from missionplanner.orbit.frames import relative_state_lvlh
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array, dot, norm
from missionplanner.plan.clock import utc_prose
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, Rule
from missionplanner.plan.schedule import Schedule

_EVERY_S = 5.0
_TOUCHING_M = 0.01  # nearer to the port than this there is no angle to speak of


@dataclass(frozen=True, kw_only=True)
class ApproachPath:
    """The flown approach at times from the gate to contact.

    Attributes:
        t_s: times [s since the flight's epoch], (n,).
        range_m: of the docking mechanism from the port, (n,).
        closing_mps: speed towards the port, (n,).
        off_axis_rad: angle off the port's axis, as seen from the port, (n,).
        axial_s: from when on the chaser is to be on the axis.
        final_s: from when on the range to the port shrinks down to contact: the end of the last hold on the axis, or
            of the last drift into the keep-out sphere.
        seen: the chaser's path, or the target's where the approach was not flown; light and sight are the same there.
    """

    t_s: Array
    range_m: Array
    closing_mps: Array
    off_axis_rad: Array
    axial_s: float
    final_s: float
    seen: Trajectory


# The path that the flights of a drag take over, each from the same full flight.
_taken_over: list[tuple[Flight, ApproachPath | None]] = []


def approach_path(flight: Flight) -> ApproachPath | None:
    """The approach as flown, None if the flight has none; one in haste has that of the flight it was made from.

    Seen from the target, an approach is the same an hour later: the forces on both hardly change.
    """
    inputs, chaser, target = flight.inputs, flight.chaser, flight.target
    known = flight.approach_of
    if known is not None and target is not None:
        if not _taken_over or _taken_over[0][0] is not known:
            _taken_over[:] = [(known, approach_path(known))]
        path, shift_s = _taken_over[0][1], _later_s(flight, known)
        if path is None:
            return None
        return replace(
            path,
            t_s=path.t_s + shift_s,
            axial_s=path.axial_s + shift_s,
            final_s=path.final_s + shift_s,
            seen=target,
        )
    if chaser is None or target is None or inputs.docking_ms is None or not flight.reaches_port:
        return None
    approach = inputs.approach
    docking_s = (inputs.docking_ms - flight.epoch_ms) / 1000
    gate_s = docking_s - approach.waypoints[0].before_docking_ms / 1000
    t_s = np.append(np.arange(gate_s, chaser.end_s - 0.5, _EVERY_S), chaser.end_s)
    place, velocity = relative_state_lvlh(*chaser.state(t_s), *target.state(t_s))
    axis, origin = np.array(inputs.port.axis_lvlh), np.array(inputs.port.position_lvlh_m)
    away_m = place - origin
    distance_m = np.maximum(norm(away_m), 1e-6)
    points = approach.axial_points
    radius_m, probe_m = KEEP_OUT_SPHERE.semi_axes_m[0], inputs.vehicle.probe_m
    inside = [p for p in points if norm(origin + (p.range_m + probe_m) * axis) <= radius_m]
    holds = [later for now, later in pairwise(points) if later.range_m == now.range_m]
    final_ms = (holds[-1] if holds else [*inside, points[0]][0]).before_docking_ms
    return ApproachPath(
        t_s=t_s,
        range_m=np.maximum(distance_m - probe_m, 0.0),
        closing_mps=-dot(away_m, velocity) / distance_m,
        off_axis_rad=np.where(distance_m > _TOUCHING_M, corridor_angle(place, origin, axis), 0.0),
        axial_s=docking_s - points[0].before_docking_ms / 1000,
        final_s=docking_s - final_ms / 1000,
        seen=chaser,
    )


def _later_s(flight: Flight, known: Flight) -> float:
    """How much later a flight docks than the one that its approach is taken over from."""
    return ((flight.inputs.docking_ms or 0) - (known.inputs.docking_ms or 0)) / 1000


def speed_limit(rule: Rule, range_m: Array) -> Array:
    """The most closing speed at distances [m/s], (n,): linear between the rule's points, the last one beyond them."""
    limits: Array = np.interp(range_m, [limit.range_m for limit in rule.speeds], [limit.mps for limit in rule.speeds])
    return limits


def closing_speed_findings(
    plan: Plan, schedule: Schedule, flight: Flight, path: ApproachPath, rule: Rule
) -> Iterator[Finding]:
    """Yield a finding where the chaser closes faster than its range allows, at the worst instant."""
    margins_mps = speed_limit(rule, path.range_m) - path.closing_mps
    worst = int(np.argmin(margins_mps))
    if margins_mps[worst] >= 0.0:
        return
    utc_ms = flight.epoch_ms + round(float(path.t_s[worst]) * 1000)
    limit_mps = float(margins_mps[worst] + path.closing_mps[worst])
    yield Finding(
        code=rule.id,
        severity=rule.severity,
        message=f"At {path.range_m[worst]:.0f} m from the port, at {utc_prose(utc_ms)}, the chaser closes with "
        f"{path.closing_mps[worst]:.2f} m/s; at most {limit_mps:.2f} m/s is allowed there.",
        events=(event_at(plan, schedule, utc_ms),),
        margin=float(margins_mps[worst]),
        unit="m/s",
    )


def corridor_findings(
    plan: Plan, schedule: Schedule, flight: Flight, path: ApproachPath, rule: Rule
) -> Iterator[Finding]:
    """Yield a finding where the chaser leaves the corridor on its way down the axis, at the widest."""
    if rule.high is None:
        return
    axial = np.flatnonzero(path.t_s >= path.axial_s)
    worst = int(axial[np.argmax(path.off_axis_rad[axial])])
    widest_deg = degrees(float(path.off_axis_rad[worst]))
    if widest_deg <= rule.high:
        return
    utc_ms = flight.epoch_ms + round(float(path.t_s[worst]) * 1000)
    yield Finding(
        code=rule.id,
        severity=rule.severity,
        message=f"At {path.range_m[worst]:.0f} m from the port, at {utc_prose(utc_ms)}, the chaser is "
        f"{widest_deg:.2f} deg off the port's axis; the corridor ends at {rule.high:g} deg.",
        events=(event_at(plan, schedule, utc_ms),),
        margin=rule.high - widest_deg,
        unit="deg",
    )


def gate_findings(plan: Plan) -> Iterator[Finding]:
    """Yield a finding if the gate lies inside the keep-out sphere."""
    gate_m = float(norm(np.array(plan.rendezvous.approach.waypoints[0].position_lvlh_m)))
    radius_m = KEEP_OUT_SPHERE.semi_axes_m[0]
    if gate_m < radius_m:
        yield Finding(
            code="gate-in-sphere",
            severity="error",
            message=f"The gate lies {gate_m:.0f} m from the station's centre of mass, inside the keep-out sphere of "
            f"{radius_m:.0f} m; move it out.",
            events=(plan.rendezvous.docking,),
            margin=gate_m - radius_m,
            unit="m",
        )


def hardest_correction(flight: Flight) -> Correction | None:
    """The correction after the gate's burn that asks most of the engine, None if the flight has no approach."""
    return max(corrections(flight), key=lambda one: one.size_mps / one.given_mps, default=None)


# Of the flight judged last, or the one that its approach is taken over from: a drag asks again in every frame.
_last: list[tuple[Flight, Correction | None]] = []


def thruster_findings(plan: Plan, schedule: Schedule, flight: Flight) -> Iterator[Finding]:
    """Yield a finding if a correction of the approach is more than the engine gives until the next one."""
    flown = flight.approach_of or flight
    if not _last or _last[0][0] is not flown:
        _last[:] = [(flown, hardest_correction(flown))]
    hardest = _last[0][1]
    if hardest is None or hardest.size_mps <= hardest.given_mps:
        return
    utc_ms = flight.epoch_ms + round((hardest.t_s + _later_s(flight, flown)) * 1000)
    yield Finding(
        code="thruster-limit",
        severity="error",
        message=f"The correction at {utc_prose(utc_ms)} takes {hardest.size_mps:.2f} m/s, and "
        f"{flight.inputs.vehicle.thrust_n:g} N give {hardest.given_mps:.2f} m/s until the next; slow down.",
        events=(event_at(plan, schedule, utc_ms),),
        margin=hardest.given_mps - hardest.size_mps,
        unit="m/s",
    )
