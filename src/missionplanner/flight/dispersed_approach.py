"""Many dispersed approaches at once: from the gate to contact, guided as the flown one, in closed-form drift."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians

import numpy as np

from missionplanner.flight.approach import Hop
from missionplanner.flight.spreads import executed
from missionplanner.orbit.relative import cw_transition
from missionplanner.orbit.vectors import Array, norm
from missionplanner.plan.dispersion_data import SensorSpread, Spreads
from missionplanner.plan.station import Port

# A quarter of an orbit: two-day flights come by up to twelve minutes early or late.
_MOST_WAIT_S = 1500.0
_PASSES = 5
_SLOWEST_MPS = 0.05


@dataclass(frozen=True, kw_only=True)
class ManyApproaches:
    """How n approaches went; all times are seconds, places are in the target's LVLH.

    Attributes:
        late_s: how much later than planned each passes the gate, (n,).
        contact_s: contact after the planned instant of docking, (n,); no number where the port was not reached.
        delta_v_mps: from the gate on, its burn left out, (n,).
        gate_burn_mps: the burn at the gate, (n,).
        widest_rad: largest angle off the port's axis along the axial part, (n,).
        contact_mps: closing speed at contact, (n,).
        lateral_mps: speed across the axis at contact, (n,).
        lateral_m: distance from the axis at contact, (n,).
        way_s: when the places below are passed, counted like the hops' times from the own passing of the gate: the gate
            before its burn and after, and so the end of every hop but the last, (m,).
        place_m: places there, (m, n, 3).
        velocity_mps: velocities there, (m, n, 3).
    """

    late_s: Array
    contact_s: Array
    delta_v_mps: Array
    gate_burn_mps: Array
    widest_rad: Array
    contact_mps: Array
    lateral_mps: Array
    lateral_m: Array
    way_s: Array
    place_m: Array
    velocity_mps: Array


def fly_approaches(
    generator: np.random.Generator,
    place_m: Array,
    velocity_mps: Array,
    hops: tuple[Hop, ...],
    gate_m: Array,
    gate_s: float,
    axial_from_s: float,
    n_radps: float,
    port: Port,
    probe_m: float,
    spreads: Spreads,
) -> ManyApproaches:
    """Fly n approaches.

    The approach begins when the chaser is nearest to the gate, early or late, and then keeps to its own clock, as
    sensors steer by range, not by time of day. Between corrections the chaser drifts by Clohessy and Wiltshire, which
    is within metres of the full forces over an approach.

    Args:
        generator: the draws.
        place_m: LVLH places at the planned time of the gate, before its burn [m], (n, 3).
        velocity_mps: LVLH velocities there [m/s], (n, 3).
        hops: of the approach as planned.
        gate_m: place of the gate in LVLH, (3,).
        gate_s: planned time of the gate, on the hops' clock.
        axial_from_s: from when on the chaser is to be on the port's axis, on the same clock.
        n_radps: the target's mean motion.
        port: the port.
        probe_m: from the chaser's centre of mass to its docking mechanism.
        spreads: sigmas.
    """
    count = len(place_m)
    sensor = _Sensor(generator, count, port, spreads.sensor)
    state = np.concatenate([place_m, velocity_mps], axis=-1)
    late_s = _past_gate(state, gate_m, n_radps)
    state = np.einsum("nij,nj->ni", cw_transition(n_radps, late_s), state)
    starts_s = [gate_s, *(hop.end_s for hop in hops[:-1])]
    axis, origin = np.array(port.axis_lvlh), np.array(port.position_lvlh_m)
    spent, gate_burn, widest = np.zeros(count), np.zeros(count), np.zeros(count)
    way = np.empty((len(hops), 2, count, 6))
    for index, (start_s, hop) in enumerate(zip(starts_s, hops, strict=True)):
        transition = cw_transition(n_radps, hop.aim_s - start_s)
        way[index, 0] = state
        place, velocity = sensor.measured(generator, state)
        needed = np.linalg.solve(transition[:3, 3:], (hop.aim_m - place @ transition[:3, :3].T).T).T
        came = executed(generator, needed - velocity, spreads.correction if index else spreads.burn)
        state[:, 3:] += came
        way[index, 1] = state
        if index:
            spent += norm(came)
        else:
            gate_burn = norm(came)
        if start_s >= axial_from_s:
            widest = np.maximum(widest, _off_axis(state[:, :3], axis, origin))
        if index < len(hops) - 1:
            state = state @ cw_transition(n_radps, hop.end_s - start_s).T
    contact = _to_contact(state, axis, origin, probe_m, n_radps)
    last_s, docking_s = starts_s[-1], hops[-1].end_s
    return ManyApproaches(
        late_s=late_s,
        contact_s=late_s + contact[0] + last_s - docking_s,
        delta_v_mps=spent,
        gate_burn_mps=gate_burn,
        widest_rad=widest,
        contact_mps=contact[1],
        lateral_mps=contact[2],
        lateral_m=contact[3],
        way_s=np.repeat(starts_s, 2),
        place_m=way[..., :3].reshape(-1, count, 3),
        velocity_mps=way[..., 3:].reshape(-1, count, 3),
    )


class _Sensor:
    """What the sensor makes of n states: each flight has its own scale, bearing and alignment, and noise of rate."""

    def __init__(self, generator: np.random.Generator, count: int, port: Port, spread: SensorSpread) -> None:
        draws = generator.standard_normal((count, 7))
        self._origin = np.array(port.position_lvlh_m)
        self._scale = 1.0 + spread.range_scale * draws[:, :1]
        self._turn = radians(spread.bearing_deg) * draws[:, 1:4]
        self._shift_m = spread.alignment_m * draws[:, 4:]
        self._rate_mps = spread.rate_mps

    def measured(self, generator: np.random.Generator, state: Array) -> tuple[Array, Array]:
        away_m = state[:, :3] - self._origin
        place = self._origin + self._scale * away_m + np.cross(self._turn, away_m) + self._shift_m
        return place, state[:, 3:] + self._rate_mps * generator.standard_normal(away_m.shape)


def _past_gate(state: Array, gate_m: Array, n_radps: float) -> Array:
    """When each is nearest to the gate's place, counted from the planned time [s], (n,), by Newton on the drift."""
    late_s = np.zeros(len(state))
    for _ in range(_PASSES):
        there = np.einsum("nij,nj->ni", cw_transition(n_radps, late_s), state)
        speed2 = np.einsum("ij,ij->i", there[:, 3:], there[:, 3:])
        ahead = np.einsum("ij,ij->i", there[:, :3] - gate_m, there[:, 3:])
        late_s = np.clip(late_s - ahead / np.maximum(speed2, _SLOWEST_MPS**2), -_MOST_WAIT_S, _MOST_WAIT_S)
    return late_s


def _off_axis(place_m: Array, axis: Array, origin: Array) -> Array:
    """Angle off the port's axis as seen from the port [rad], (n,)."""
    away_m = place_m - origin
    along_m = away_m @ axis
    angle: Array = np.arctan2(norm(away_m - along_m[:, None] * axis), along_m)
    return angle


def _to_contact(
    state: Array, axis: Array, origin: Array, probe_m: float, n_radps: float
) -> tuple[Array, Array, Array, Array]:
    """Time to contact, closing speed, lateral speed and lateral offset, each (n,)."""
    to_go_s = np.zeros(len(state))
    there = state
    for _ in range(4):
        gap_m = (there[:, :3] - origin) @ axis - probe_m
        closing_mps = -(there[:, 3:] @ axis)
        reached = closing_mps > 0.005
        to_go_s = to_go_s + np.divide(gap_m, closing_mps, out=np.full_like(to_go_s, np.nan), where=reached)
        there = np.einsum("nij,nj->ni", cw_transition(n_radps, to_go_s), state)
    away_m, speed = there[:, :3] - origin, there[:, 3:]
    off_m = away_m - (away_m @ axis)[:, None] * axis
    across = speed - (speed @ axis)[:, None] * axis
    return to_go_s, -(speed @ axis), norm(across), norm(off_m)
