"""Find where neighbouring states of a table do not lie on one orbit: an impulsive burn, or another solution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.earth_pole import pole_gcrs
from missionplanner.orbit.forces import Forces, acceleration
from missionplanner.orbit.vectors import Array, norm

_STEP_RAD = 0.05
_MOST_STEPS = 64
# What harmonics beyond the fourth, drag, Sun and Moon change within some minutes is a few mm/s.
_LEAST_LEAP_MPS = 0.02
_TIMES_THE_USUAL = 6.0


def leaps(t_s: Array, r_m: Array, v_mps: Array, epoch_utc_ms: int) -> NDArray[np.bool_]:
    """Tell for each interval between two states whether free flight joins them.

    Every state is flown to the next by the classical Runge-Kutta method under zonal harmonics; a miss by more than
    2 cm/s and six times the table's median is a leap.

    Args:
        t_s: times [s since the epoch], ascending, (n,).
        r_m: GCRS positions [m], (n, 3).
        v_mps: GCRS velocities [m/s], (n, 3).
        epoch_utc_ms: the instant that times are counted from.

    Returns:
        Whether there is a leap, (n - 1,) of bool.
    """
    pole = pole_gcrs(epoch_utc_ms)
    span_s = np.diff(t_s)
    rate_radps = np.sqrt(GM_EARTH_M3PS2 / np.minimum(norm(r_m[1:]), norm(r_m[:-1])) ** 3)
    steps = int(np.clip(np.ceil((span_s * rate_radps).max() / _STEP_RAD), 1, _MOST_STEPS))
    h_s = (span_s / steps)[:, None]
    r, v = r_m[:-1].copy(), v_mps[:-1].copy()
    forces = Forces()
    for _ in range(steps):
        a1 = acceleration(forces, r, pole)
        v2 = v + 0.5 * h_s * a1
        a2 = acceleration(forces, r + 0.5 * h_s * v, pole)
        v3 = v + 0.5 * h_s * a2
        a3 = acceleration(forces, r + 0.5 * h_s * v2, pole)
        v4 = v + h_s * a3
        a4 = acceleration(forces, r + h_s * v3, pole)
        r = r + h_s / 6.0 * (v + 2.0 * v2 + 2.0 * v3 + v4)
        v = v + h_s / 6.0 * (a1 + 2.0 * a2 + 2.0 * a3 + a4)
    miss_mps = np.maximum(norm(v - v_mps[1:]), norm(r - r_m[1:]) / span_s)
    usual_mps = float(np.median(miss_mps)) if len(miss_mps) > 2 else 0.0
    found: NDArray[np.bool_] = ~(miss_mps <= max(_LEAST_LEAP_MPS, _TIMES_THE_USUAL * usual_mps))
    return found
