"""Relative motion near a target on a circular orbit, in closed form: Clohessy-Wiltshire in LVLH axes."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.vectors import Array

_LARGEST_CONDITION = 1e10


def cw_transition(n_radps: float, dt_s: float) -> Array:
    """How a small relative state moves on in a time.

    Args:
        n_radps: the target's mean motion [rad/s].
        dt_s: time to go [s], of either sign.

    Returns:
        (6, 6), from position [m] and velocity [m/s] in the target's LVLH (x V-bar, y against the orbit normal,
        z R-bar to nadir) at the start to the same after ``dt_s``.

    Source: Clohessy & Wiltshire, J. Aerospace Sci. 27 (1960); in these axes Fehse, Automated Rendezvous and Docking
    of Spacecraft, eq. 3.14.
    """
    n, angle = n_radps, n_radps * dt_s
    s, c = sin(angle), cos(angle)
    if abs(angle) < 1e-4:  # the terms below cancel; their series do not
        climb, drift = angle**3 / 6.0, 0.5 * angle * angle
    else:
        climb, drift = angle - s, 1.0 - c
    return np.array(
        [
            [1.0, 0.0, 6.0 * climb, (4.0 * s - 3.0 * angle) / n, 0.0, 2.0 * drift / n],
            [0.0, c, 0.0, 0.0, s / n, 0.0],
            [0.0, 0.0, 4.0 - 3.0 * c, -2.0 * drift / n, 0.0, s / n],
            [0.0, 0.0, 6.0 * n * drift, 4.0 * c - 3.0, 0.0, 2.0 * s],
            [0.0, -n * s, 0.0, 0.0, c, 0.0],
            [0.0, 0.0, 3.0 * n * s, -2.0 * s, 0.0, c],
        ]
    )


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
