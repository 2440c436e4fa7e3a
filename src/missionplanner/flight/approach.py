"""The approach: from the gate along the waypoints to the port's axis, and down the axis to contact."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt

import numpy as np

from missionplanner.flight.drift_limits import KEEP_OUT_SPHERE
from missionplanner.flight.flight import Contact
from missionplanner.flight.targeting import Arrival
from missionplanner.flight.way_round import way_round
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.frames import (
    absolute_state_from_lvlh,
    dcm_lvlh_from_gcrs,
    lvlh_angular_velocity_gcrs,
    relative_state_lvlh,
)
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.relative import cw_targeting, cw_transition
from missionplanner.orbit.vectors import Array, cross
from missionplanner.plan.rendezvous import Approach
from missionplanner.plan.station import Port

_DRIFT_HOP_S = 60.0
_AXIAL_HOP_S = 20.0
_LAST_HOP_S = 5.0
_LAST_HOPS = 12
_OVERRUN_S = 30.0
_LARGEST_CONDITION = 1e10


@dataclass(frozen=True, kw_only=True)
class Hop:
    """A stretch of free flight: until ``end_s``, aimed at a place to be at ``aim_s`` (target's LVLH, (3,))."""

    end_s: float
    aim_s: float
    aim_m: Array


@dataclass(frozen=True, kw_only=True)
class ApproachFlown:
    """The flown approach; ``contact`` is None if the port was not reached."""

    arcs: tuple[Trajectory, ...]
    dv_mps: float
    contact: Contact | None


def gate_state(approach: Approach, port: Port, probe_m: float, n_radps: float) -> tuple[Array, Array]:
    """Position and velocity at the gate in the target's LVLH, each (3,).

    The velocity is the one that drifts from the gate to the next place of the approach.
    """
    times_s, places_m = _drift_places(approach, port, probe_m)
    velocity, _ = cw_targeting(n_radps, places_m[0], places_m[1], times_s[1] - times_s[0])
    return places_m[0], velocity


def arrival_at_gate(approach: Approach, port: Port, probe_m: float, target: Trajectory, docking_s: float) -> Arrival:
    """Where the last rendezvous burn has to bring the chaser, for a docking at a time of the target's trajectory."""
    gate_s = docking_s - approach.waypoints[0].before_docking_ms / 1000
    r_target, v_target = target.state_at(gate_s)
    n_radps = float(np.linalg.norm(lvlh_angular_velocity_gcrs(r_target, v_target)))
    place, velocity = gate_state(approach, port, probe_m, n_radps)
    r_m, v_mps = absolute_state_from_lvlh(place, velocity, r_target, v_target)
    return Arrival(t_s=gate_s, r_m=r_m, v_mps=v_mps)


def plan_hops(approach: Approach, port: Port, probe_m: float, docking_s: float) -> tuple[Hop, ...]:
    """Cut the approach into stretches of free flight between corrections.

    Source: multipulse glideslope, Hablani, Tapper & Dana-Bashian, Guidance and Relative Navigation for Autonomous
    Rendezvous in a Circular Orbit (2002).
    """
    hops = []
    times_s, places_m = _drift_places(approach, port, probe_m)
    for (start_s, end_s), place_m in zip(pairwise(times_s), places_m[1:], strict=True):
        count = max(1, ceil((end_s - start_s) / _DRIFT_HOP_S))
        for time_s in np.linspace(start_s, end_s, count + 1)[1:].tolist():
            hops.append(Hop(end_s=docking_s + time_s, aim_s=docking_s + end_s, aim_m=place_m))
    points = approach.axial_points
    knots_s = np.array([-p.before_docking_ms / 1000 for p in points] + [0.0])
    ranges_m = np.array([p.range_m for p in points] + [0.0])
    slopes_mps = _monotone_slopes(knots_s, ranges_m, -approach.contact_speed_mps)
    for time_s in _axial_times(knots_s):
        range_m = _hermite(knots_s, ranges_m, slopes_mps, time_s)
        time = docking_s + time_s
        hops.append(Hop(end_s=time, aim_s=time, aim_m=_on_axis(port, probe_m, range_m)))
    return tuple(hops)


def fly_approach(
    hops: tuple[Hop, ...],
    gate_s: float,
    r_m: Array,
    v_mps: Array,
    target: Trajectory,
    port: Port,
    probe_m: float,
    forces: Forces,
) -> ApproachFlown:
    """Fly the hops: at the start of each, measure the relative state and correct towards its aim.

    The correction is Clohessy-Wiltshire's; what it does is flown under the full forces, so the next one sees and
    removes what it got wrong.

    Raises:
        OrbitInputError, PropagationError: a correction leads to no orbit.
    """
    guide = _Guide(hops, gate_s, target)
    arcs = []
    dv_mps = 0.0
    t_s = gate_s
    for index, hop in enumerate(hops):
        v_mps, correction_mps = guide.corrected(index, r_m, v_mps)
        dv_mps += correction_mps
        start = r_m, v_mps, t_s
        arc = propagate(r_m, v_mps, target.epoch_utc_ms, t_s, hop.end_s, forces)
        r_m, v_mps = arc.state_at(hop.end_s)
        t_s = hop.end_s
        arcs.append(arc)
    arcs.pop()
    last, contact = _to_contact(*start, t_s + _OVERRUN_S, target, port, probe_m, forces)
    return ApproachFlown(arcs=(*arcs, last), dv_mps=dv_mps, contact=contact)


class _Guide:
    """The corrections of all hops, with whatever does not depend on the chaser made ready at once."""

    def __init__(self, hops: tuple[Hop, ...], gate_s: float, target: Trajectory) -> None:
        start_s = np.array([gate_s, *(hop.end_s for hop in hops[:-1])])
        self._r_target, self._v_target = target.state(start_s)
        self._dcm = dcm_lvlh_from_gcrs(self._r_target, self._v_target)
        self._omega = lvlh_angular_velocity_gcrs(self._r_target, self._v_target)
        n_radps = float(np.linalg.norm(self._omega[0]))
        to_go_s = np.array([hop.aim_s for hop in hops]) - start_s
        transition = cw_transition(n_radps, to_go_s)
        reach_s = transition[:, :3, 3:]
        if (unreachable := np.flatnonzero(np.linalg.cond(reach_s) > _LARGEST_CONDITION)).size:
            hop = int(unreachable[0])
            cw_targeting(n_radps, np.zeros(3), hops[hop].aim_m, float(to_go_s[hop]))  # refuses it in its own words
        # The velocity needed is gain @ place + bias: Clohessy-Wiltshire's, solved for where the hop has to end.
        inverse = np.linalg.inv(reach_s)
        self._gain = -inverse @ transition[:, :3, :3]
        self._bias = np.einsum("nij,nj->ni", inverse, np.array([hop.aim_m for hop in hops]))

    def corrected(self, index: int, r_m: Array, v_mps: Array) -> tuple[Array, float]:
        """Velocity after the correction at the start of a hop, and its size."""
        dcm = self._dcm[index]
        apart_m = r_m - self._r_target[index]
        velocity = dcm @ (v_mps - self._v_target[index] - cross(self._omega[index], apart_m))
        correction = self._gain[index] @ (dcm @ apart_m) + self._bias[index] - velocity
        return v_mps + dcm.T @ correction, sqrt(float(correction @ correction))


def _to_contact(
    r_m: Array,
    v_mps: Array,
    start_s: float,
    end_s: float,
    target: Trajectory,
    port: Port,
    probe_m: float,
    forces: Forces,
) -> tuple[Trajectory, Contact | None]:
    """Fly the last hop until the docking mechanism meets the port's plane."""
    free = propagate(r_m, v_mps, target.epoch_utc_ms, start_s, end_s, forces)
    t_s = np.linspace(start_s, end_s, 701)
    place, velocity = relative_state_lvlh(*free.state(t_s), *target.state(t_s))
    axis, origin = np.array(port.axis_lvlh), np.array(port.position_lvlh_m)
    gap_m = (place - origin) @ axis - probe_m
    reached = np.flatnonzero(gap_m <= 0.0)
    if not len(reached) or reached[0] == 0:
        return free, None
    after = int(reached[0])
    share = gap_m[after - 1] / (gap_m[after - 1] - gap_m[after])
    contact_s = float(t_s[after - 1] + share * (t_s[after] - t_s[after - 1]))
    at = place[after - 1] + share * (place[after] - place[after - 1]) - origin
    speed = velocity[after - 1] + share * (velocity[after] - velocity[after - 1])
    contact = Contact(
        utc_ms=target.epoch_utc_ms + round(contact_s * 1000),
        speed_mps=float(-speed @ axis),
        lateral_speed_mps=float(np.linalg.norm(speed - (speed @ axis) * axis)),
        lateral_offset_m=float(np.linalg.norm(at - (at @ axis) * axis)),
    )
    return propagate(r_m, v_mps, target.epoch_utc_ms, start_s, contact_s, forces), contact


def _drift_places(approach: Approach, port: Port, probe_m: float) -> tuple[list[float], list[Array]]:
    """Times before docking [s, negative] and places of the gate, the waypoints and the end of the flyaround."""
    first = approach.axial_points[0]
    times_s = [-point.before_docking_ms / 1000 for point in approach.waypoints]
    places = [np.array(point.position_lvlh_m) for point in approach.waypoints]
    end_s, end = -first.before_docking_ms / 1000, _on_axis(port, probe_m, first.range_m)
    last_s = times_s[-1]
    for share, place in way_round(places[-1], end, end_s - last_s, KEEP_OUT_SPHERE.semi_axes_m[0]):
        places.append(place)
        times_s.append(last_s + share * (end_s - last_s))
    return [*times_s, end_s], [*places, end]


def _on_axis(port: Port, probe_m: float, range_m: float) -> Array:
    """Where the chaser's centre of mass is when its docking mechanism is ``range_m`` from the port."""
    place: Array = np.array(port.position_lvlh_m) + (range_m + probe_m) * np.array(port.axis_lvlh)
    return place


def _axial_times(knots_s: Array) -> list[float]:
    """Ends of the hops along the axis: short ones before contact, every knot among them."""
    last_s = -_LAST_HOP_S * _LAST_HOPS
    times: list[float] = []
    for start_s, end_s in pairwise(knots_s.tolist()):
        step_s = _LAST_HOP_S if start_s >= last_s else _AXIAL_HOP_S
        count = max(1, ceil((end_s - start_s) / step_s))
        times.extend(np.linspace(start_s, end_s, count + 1)[1:].tolist())
    return times


def _monotone_slopes(x: Array, y: Array, last_slope: float) -> Array:
    """Slopes of a cubic interpolant that never overshoots, at rest at the start.

    Source: Fritsch & Butland, A Method for Constructing Local Monotone Piecewise Cubic Interpolants (1984).
    """
    secants = np.diff(y) / np.diff(x)
    slopes = np.zeros(len(x))
    for i in range(1, len(x) - 1):
        before, after = secants[i - 1], secants[i]
        if before * after > 0.0:
            longer = 2.0 * (x[i + 1] - x[i]) + (x[i] - x[i - 1])
            shorter = (x[i + 1] - x[i]) + 2.0 * (x[i] - x[i - 1])
            slopes[i] = (longer + shorter) / (longer / before + shorter / after)
    slopes[-1] = last_slope
    return slopes


def _hermite(x: Array, y: Array, slopes: Array, at: float) -> float:
    """The cubic interpolant at one place."""
    i = int(np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2))
    width = x[i + 1] - x[i]
    s = (at - x[i]) / width
    return float(
        (1.0 + 2.0 * s) * (1.0 - s) ** 2 * y[i]
        + s * (1.0 - s) ** 2 * width * slopes[i]
        + s**2 * (3.0 - 2.0 * s) * y[i + 1]
        + s**2 * (s - 1.0) * width * slopes[i + 1]
    )
