"""The flight as seen from the target: the chaser's relative path and its range."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from missionplanner.flight.flight import Flight
from missionplanner.orbit.frames import relative_state_lvlh
from missionplanner.orbit.relative import relative_trajectory
from missionplanner.orbit.vectors import Array

# How long before the end the path is sampled at which step, both in seconds.
_SAMPLING_S = ((np.inf, 20.0), (7200.0, 5.0), (2700.0, 1.0), (120.0, 0.2))


@dataclass(frozen=True, kw_only=True, eq=False)
class RelativePath:
    """The chaser's path in the target's LVLH (x V-bar, -y orbit normal, z R-bar to nadir), read from the trajectories.

    Attributes:
        flight: what was flown.
        t_s: times since the flight's epoch [s], ascending, ever closer towards the end, (n,).
        r_m: position from the target's centre of mass [m], (n, 3).
        v_mps: velocity in the turning frame [m/s], (n, 3).
    """

    flight: Flight
    t_s: Array
    r_m: Array
    v_mps: Array

    @property
    def contact_place_m(self) -> Array:
        """Where the chaser's centre of mass is at contact, straight in front of the port, (3,)."""
        port = self.flight.inputs.port
        place: Array = np.array(port.position_lvlh_m) + self.flight.inputs.vehicle.probe_m * np.array(port.axis_lvlh)
        return place

    @cached_property
    def port_range_m(self) -> Array:
        """Distance of the docking mechanism from the port [m], (n,), by which closing speeds are limited."""
        inputs = self.flight.inputs
        away_m = np.linalg.norm(self.r_m - np.array(inputs.port.position_lvlh_m), axis=1)
        left_m: Array = np.maximum(away_m - inputs.vehicle.probe_m, 0.0)
        return left_m

    @cached_property
    def ranges(self) -> tuple[Array, Array]:
        """Range to the place of contact [m] and its rate [m/s], below zero while closing, each (n,)."""
        return range_and_rate(self.r_m - self.contact_place_m, self.v_mps)

    def state_at(self, t_s: float) -> tuple[Array, Array] | None:
        """Position [m] and velocity [m/s] at a time since the epoch [s], each (3,); None where neither is flown."""
        chaser, target = self.flight.chaser, self.flight.target
        if chaser is None or target is None or not chaser.start_s <= t_s <= chaser.end_s:
            return None
        return relative_state_lvlh(*chaser.state_at(t_s), *target.state_at(t_s))


def relative_path(flight: Flight) -> RelativePath | None:
    """Sample the chaser's path as seen from the target; None if either was not flown."""
    chaser, target = flight.chaser, flight.target
    if chaser is None or target is None:
        return None
    start_s, end_s = max(chaser.start_s, target.start_s), min(chaser.end_s, target.end_s)
    pieces = []
    for (before_s, step_s), (until_s, _) in zip(_SAMPLING_S, (*_SAMPLING_S[1:], (0.0, 0.0)), strict=True):
        first_s, last_s = max(start_s, end_s - before_s), end_s - until_s
        if last_s > first_s:
            pieces.append(np.arange(first_s, last_s, step_s))
    t_s = np.append(np.concatenate(pieces) if pieces else np.empty(0), end_s)
    r_m, v_mps = relative_trajectory(chaser, target, t_s)
    return RelativePath(flight=flight, t_s=t_s, r_m=r_m, v_mps=v_mps)


def range_and_rate(apart_m: Array, v_mps: Array) -> tuple[Array, Array]:
    """Distance [m] and its rate [m/s], each (n,), of places (n, 3) that move at velocities (n, 3)."""
    range_m = np.linalg.norm(apart_m, axis=-1)
    rate_mps = np.sum(apart_m * v_mps, axis=-1) / np.maximum(range_m, 1e-9)
    return range_m, rate_mps


def corridor_angle(r_m: Array, port_m: Array, axis: Array) -> Array:
    """How far places (n, 3) lie from a port's axis, as seen from the port [rad], (n,); in front of it below pi / 2."""
    apart_m = r_m - port_m
    axial_m = apart_m @ axis
    aside_m = np.linalg.norm(apart_m - axial_m[..., None] * axis, axis=-1)
    angle: Array = np.arctan2(aside_m, axial_m)
    return angle
