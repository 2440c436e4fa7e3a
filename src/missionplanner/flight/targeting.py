"""Targeting: when and how large the rendezvous burns are, so that the chaser arrives at the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot, pi, radians

import numpy as np

from missionplanner.flight.least_delta_v import Freedom, least_delta_v
from missionplanner.flight.near_circular import ReferenceOrbit, impulse_effect
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.frames import dcm_lvlh_from_gcrs
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory, joined
from missionplanner.orbit.vectors import Array

_TOLERANCE_M = 0.2
_ARC_TOLERANCE_M = 1e-3
_MOST_PASSES = 15
_COARSEST_STEP_S = 240.0
_FINEST_STEP_S = 1.0
_LEAST_SEPARATION_S = 300.0
_COMPARISON_SWEEPS = 8
# Leaving the nominal time of ignition has to be worth something, or the times would wander where delta-v is flat.
_DISPLACEMENT_COST_MPS_PER_S2 = 0.01 / 60.0**2
# Below this angle between the planes a first burn that is held stays at its nominal time; from twice of it on its whole
# window is open. In between the window opens in proportion, so that nothing jumps while a plan is dragged.
PLANE_HOLD_RAD = radians(0.1)
# Dearer than any delta-v, so that burns which begin too close part, and never change their order.
_CROWDING_COST_MPS_PER_S = 10.0


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Where the chaser has to be, and how fast, after the last burn: GCRS, each (3,)."""

    t_s: float
    r_m: Array
    v_mps: Array


@dataclass(frozen=True, kw_only=True)
class Departure:
    """The chaser's state at insertion, GCRS, each (3,)."""

    t_s: float
    r_m: Array
    v_mps: Array


@dataclass(frozen=True, kw_only=True)
class BurnWindows:
    """Times of ignition [s since the epoch], each (n,), ascending; equal limits fix a time.

    With ``holds_first`` the first burn leaves its nominal time only for the sake of the plane: two-orbit flights load
    it before launch, and burn near the line of nodes what the planes are apart.
    """

    nominal_s: Array
    earliest_s: Array
    latest_s: Array
    holds_first: bool = False

    def opened(self, plane_rad: float) -> BurnWindows:
        """The windows for an angle between the planes."""
        if not self.holds_first or not len(self.nominal_s):
            return self
        share = min(max(plane_rad / PLANE_HOLD_RAD - 1.0, 0.0), 1.0)
        earliest_s, latest_s = self.earliest_s.copy(), self.latest_s.copy()
        for limits_s in (earliest_s, latest_s):
            limits_s[0] = self.nominal_s[0] + share * (limits_s[0] - self.nominal_s[0])
        return replace(self, earliest_s=earliest_s, latest_s=latest_s)


@dataclass(frozen=True, kw_only=True)
class Solution:
    """Solved burns and the path they make; ``miss_m`` is what they leave at the gate."""

    tig_s: Array
    dv_lvlh_mps: Array
    arcs: tuple[Trajectory, ...]
    miss_m: float

    @property
    def converged(self) -> bool:
        """Whether the chaser arrives."""
        return self.miss_m <= 10.0 * _TOLERANCE_M


def fly_burns(
    departure: Departure,
    tig_s: Sequence[float],
    dv_lvlh_mps: Array,
    end_s: float,
    epoch_ms: int,
    forces: Forces,
    tolerance_m: float = _ARC_TOLERANCE_M,
) -> tuple[tuple[Trajectory, ...], Array, Array]:
    """Fly from a departure through impulsive burns to a time.

    Returns:
        The arcs between burns, and position and velocity at the end, after a burn that happens then.

    Raises:
        OrbitInputError, PropagationError: a burn leads to no orbit.
    """
    t_s, r_m, v_mps = departure.t_s, departure.r_m, departure.v_mps
    arcs = []
    for tig, dv in zip([*tig_s, end_s], [*dv_lvlh_mps, None], strict=True):
        if tig > t_s:
            arc = propagate(r_m, v_mps, epoch_ms, t_s, tig, forces, tolerance_m)
            arcs.append(arc)
            r_m, v_mps = arc.state_at(tig)
            t_s = tig
        if dv is not None:
            v_mps = v_mps + dcm_lvlh_from_gcrs(r_m, v_mps).T @ dv
    return tuple(arcs), r_m, v_mps


def solve_burns(
    departure: Departure,
    arrival: Arrival,
    windows: BurnWindows,
    freedom: Freedom,
    closure_rad: float,
    epoch_ms: int,
    forces: Forces,
    start: Solution | None = None,
    enough_m: float = _TOLERANCE_M,
    retime_above_rad: float = pi,
) -> Solution:
    """Solve the rendezvous burns for least delta-v.

    A linear model of near-circular orbits says which burns make the change of orbit that is missing; the full force
    model says what they really do; what is left is given to the linear model again, until the chaser arrives.

    Args:
        departure: the chaser at insertion.
        arrival: the state at the gate.
        windows: nominal ignitions and their limits.
        freedom: limits of the components.
        closure_rad: how far the target is ahead at departure, unwrapped, which tells laps apart.
        epoch_ms: the epoch of all times.
        forces: the force model.
        start: burns that arrive under other forces; their times are kept, and their sizes are corrected.
        enough_m: how near to the gate is near enough.
        retime_above_rad: from which angle between the planes on the times of ``start`` are chosen anew.

    Returns:
        The burns and the arcs from departure to arrival; ``miss_m`` tells whether they arrive.

    Raises:
        OrbitInputError, PropagationError: a burn leads to no orbit.
    """
    reference = ReferenceOrbit.of_state(arrival.r_m, arrival.v_mps)
    wanted = reference.elements(arrival.r_m, arrival.v_mps)
    lap = _expected_argument(reference, departure, arrival, closure_rad)
    tig_s = windows.nominal_s if start is None else start.tig_s
    dv = np.zeros((len(tig_s), 3)) if start is None else start.dv_lvlh_mps
    if start is not None:
        lap = 0.0
    for number in range(_MOST_PASSES):
        arcs, r_m, v_mps = fly_burns(departure, tig_s.tolist(), dv, arrival.t_s, epoch_ms, forces)
        missing = wanted - reference.elements(r_m, v_mps)
        missing[1] = lap + _wrapped(missing[1] - lap)
        lap = 0.0
        solution = Solution(
            tig_s=tig_s, dv_lvlh_mps=dv, arcs=arcs, miss_m=float(np.linalg.norm(missing) * reference.radius_m)
        )
        if solution.miss_m <= enough_m or number == _MOST_PASSES - 1 or not len(tig_s):
            break
        path = joined(arcs)
        model = _LinearModel(reference=reference, path=path, arrival_s=arrival.t_s)
        change = missing + np.einsum("ijk,jk->i", model.effect(tig_s), dv)
        plane_rad = hypot(float(change[4]), float(change[5]))
        if number == 1 if start is None else number == 0 and plane_rad > retime_above_rad:
            tig_s = _choose_times(model, change, windows.opened(plane_rad), freedom)
        dv = least_delta_v(model.effect(tig_s), change, freedom)
    return solution


@dataclass(frozen=True, kw_only=True)
class _LinearModel:
    """What impulses along a flown path do to the elements at arrival."""

    reference: ReferenceOrbit
    path: Trajectory
    arrival_s: float

    def effect(self, tig_s: Array) -> Array:
        """Effect of burns at times (..., n): (..., 6, n, 3)."""
        position = self.path.position(np.clip(tig_s, self.path.start_s, self.path.end_s).ravel())
        argument = self.reference.argument(position).reshape(tig_s.shape)
        each = impulse_effect(
            self.reference.mean_motion_radps, self.reference.radius_m, argument, self.arrival_s - tig_s
        )
        return np.swapaxes(each, -3, -2)


def _choose_times(model: _LinearModel, change: Array, windows: BurnWindows, freedom: Freedom) -> Array:
    """Times of ignition of least delta-v within their windows: a pattern search on the linear model."""
    movable = np.flatnonzero(windows.latest_s > windows.earliest_s)
    best_s = windows.nominal_s
    if not len(movable):
        return best_s

    def cost(tig_s: Array) -> Array:
        total = np.linalg.norm(least_delta_v(model.effect(tig_s), change, freedom, _COMPARISON_SWEEPS), axis=-1).sum(
            axis=-1
        )
        displaced = ((tig_s - windows.nominal_s) ** 2).sum(axis=-1)
        crowding_s = np.maximum(0.0, _LEAST_SEPARATION_S - np.diff(tig_s, axis=-1)).sum(axis=-1)
        answer: Array = total + _DISPLACEMENT_COST_MPS_PER_S2 * displaced + _CROWDING_COST_MPS_PER_S * crowding_s
        return answer

    moves = np.zeros((2 * len(movable), len(best_s)))
    moves[np.arange(len(movable)), movable] = 1.0
    moves[np.arange(len(movable)) + len(movable), movable] = -1.0
    best_cost = float(cost(best_s[None])[0])
    step_s = _COARSEST_STEP_S
    while step_s >= _FINEST_STEP_S:
        around = np.clip(best_s + step_s * moves, windows.earliest_s, windows.latest_s)
        costs = cost(around)
        index = int(np.argmin(costs))
        if costs[index] < best_cost - 1e-9:
            best_s, best_cost = around[index], float(costs[index])
        else:
            step_s /= 4.0
    return np.round(best_s, 3)


def _expected_argument(reference: ReferenceOrbit, departure: Departure, arrival: Arrival, closure_rad: float) -> float:
    """How much argument the coasting chaser will be short of (negative: ahead of) the gate, unwrapped."""
    own = replace(
        reference,
        radius_m=ReferenceOrbit.of_state(departure.r_m, departure.v_mps).radius_m,
    )
    rate_radps = own.mean_motion_radps - reference.mean_motion_radps
    return closure_rad - rate_radps * (arrival.t_s - departure.t_s)


def _wrapped(angle_rad: float) -> float:
    return (angle_rad + pi) % (2.0 * pi) - pi
