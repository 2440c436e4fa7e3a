"""Relative motion in LVLH axes: in closed form near a target on a circular orbit, and exact between two flights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.frames import relative_state_lvlh
from missionplanner.orbit.vectors import Array

if TYPE_CHECKING:
    from missionplanner.orbit.propagation.trajectory import Trajectory

_LARGEST_CONDITION = 1e10
_DIFFERENCE_S = 0.5  # over which an acceleration is taken from velocities, to 1e-6 m/s2 in low orbit


def cw_transition(n_radps: float, dt_s: Array | float) -> Array:
    """How a small relative state moves on in a time.

    Args:
        n_radps: the target's mean motion [rad/s].
        dt_s: time to go [s], of either sign, (...,).

    Returns:
        (..., 6, 6), from position [m] and velocity [m/s] in the target's LVLH (x V-bar, y against the orbit normal,
        z R-bar to nadir) at the start to the same after ``dt_s``.

    Source: Clohessy & Wiltshire, J. Aerospace Sci. 27 (1960); in these axes Fehse, Automated Rendezvous and Docking
    of Spacecraft, eq. 3.14.
    """
    n, angle = n_radps, n_radps * np.asarray(dt_s, dtype=float)
    s, c = np.sin(angle), np.cos(angle)
    # Near zero the terms of the other form cancel; their series do not.
    small = np.abs(angle) < 1e-4
    climb = np.where(small, angle**3 / 6.0, angle - s)
    drift = 2.0 * np.sin(0.5 * angle) ** 2
    matrix = np.zeros((*angle.shape, 6, 6))
    matrix[..., 0, 0] = 1.0
    matrix[..., 0, 2] = 6.0 * climb
    matrix[..., 0, 3] = (4.0 * s - 3.0 * angle) / n
    matrix[..., 0, 5] = 2.0 * drift / n
    matrix[..., 1, 1] = matrix[..., 4, 4] = matrix[..., 5, 5] = c
    matrix[..., 1, 4] = matrix[..., 2, 5] = s / n
    matrix[..., 2, 2] = 4.0 - 3.0 * c
    matrix[..., 2, 3] = -2.0 * drift / n
    matrix[..., 3, 2] = 6.0 * n * drift
    matrix[..., 3, 3] = 4.0 * c - 3.0
    matrix[..., 3, 5] = 2.0 * s
    matrix[..., 4, 1] = -n * s
    matrix[..., 5, 2] = 3.0 * n * s
    matrix[..., 5, 3] = -2.0 * s
    return matrix


def cw_targeting(n_radps: float, r_start_m: Array, r_end_m: Array, dt_s: float) -> tuple[Array, Array]:
    """Velocities that lead from one relative position to another in a given time.

    Args:
        n_radps: the target's mean motion [rad/s].
        r_start_m: LVLH position at the start [m], (3,).
        r_end_m: LVLH position to arrive at [m], (3,).
        dt_s: time of the transfer [s], greater than zero.

    Returns:
        LVLH velocity needed at the start and LVLH velocity on arrival [m/s], each (3,).

    Raises:
        OrbitInputError: the time is not positive, or it is one for which no or any velocity would do (a multiple of
            half a revolution across the plane, of a whole one in it).

    Source: Fehse, Automated Rendezvous and Docking of Spacecraft, 3.3.
    """
    if not dt_s > 0.0:
        raise OrbitInputError(f"the transfer time is {dt_s} s; it must be greater than zero")
    transition = cw_transition(n_radps, dt_s)
    reach_s = transition[:3, 3:]
    if np.linalg.cond(reach_s) > _LARGEST_CONDITION:
        raise OrbitInputError(
            f"a transfer of {dt_s:.3f} s turns by {np.degrees(n_radps * dt_s):.3f} deg, after which the velocity at "
            "the start no longer decides where it ends; choose another time"
        )
    gap_m = np.asarray(r_end_m, dtype=float) - transition[:3, :3] @ np.asarray(r_start_m, dtype=float)
    v_start_mps: Array = np.linalg.solve(reach_s, gap_m).astype(float)
    v_end_mps = transition[3:, :3] @ r_start_m + transition[3:, 3:] @ v_start_mps
    return v_start_mps, v_end_mps


def cw_two_impulses(
    n_radps: float,
    r_start_m: Array,
    v_start_mps: Array,
    r_end_m: Array,
    dt_s: float,
    v_end_mps: Array | None = None,
) -> tuple[Array, Array]:
    """The two burns that take a chaser from one relative state to another in a given time.

    Args:
        n_radps: the target's mean motion [rad/s].
        r_start_m: LVLH position at the start [m], (3,).
        v_start_mps: LVLH velocity before the first burn [m/s], (3,).
        r_end_m: LVLH position to arrive at [m], (3,).
        dt_s: time between the burns [s], greater than zero.
        v_end_mps: LVLH velocity after the second burn [m/s], (3,); none stays where it arrived.

    Returns:
        The first and the second delta-v [m/s] in LVLH, each (3,).

    Raises:
        OrbitInputError: as `cw_targeting`.

    Source: as `cw_targeting`.
    """
    needed_mps, arriving_mps = cw_targeting(n_radps, r_start_m, r_end_m, dt_s)
    wanted_mps = np.zeros(3) if v_end_mps is None else np.asarray(v_end_mps, dtype=float)
    return needed_mps - np.asarray(v_start_mps, dtype=float), wanted_mps - arriving_mps


def relative_trajectory(chaser: Trajectory, target: Trajectory, t_s: Array) -> tuple[Array, Array]:
    """How the chaser moves as seen from the target, without approximation.

    Args:
        chaser: its flight.
        target: its flight, from the same epoch.
        t_s: times [s since the epoch], within both flights, (n,).

    Returns:
        Position [m] and velocity [m/s] of the chaser in the target's LVLH, each (n, 3). The velocity is the rate of
        the position: it holds the turning of the target's plane, which comes to 2 mm/s for each kilometre between the
        two; within half a second of a burn of the target's own it is not to be relied on.
        `frames.rsw_from_lvlh` gives the same in RSW.

    Raises:
        OrbitInputError: the flights count their times from different epochs.
    """
    if chaser.epoch_utc_ms != target.epoch_utc_ms:
        raise OrbitInputError(
            f"the chaser's times count from {chaser.epoch_utc_ms} ms and the target's from {target.epoch_utc_ms} ms; "
            "both flights need the same epoch"
        )
    times_s = np.atleast_1d(np.asarray(t_s, dtype=float))
    before_s = np.maximum(times_s - _DIFFERENCE_S, target.start_s)
    after_s = np.minimum(times_s + _DIFFERENCE_S, target.end_s)
    a_target_mps2 = (target.velocity(after_s) - target.velocity(before_s)) / (after_s - before_s)[:, None]
    return relative_state_lvlh(*chaser.state(times_s), *target.state(times_s), a_target_mps2)
