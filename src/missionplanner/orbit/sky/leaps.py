"""Find where neighbouring states of a table do not lie on one orbit: an impulsive burn, or another solution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.forces import ForceField, Forces
from missionplanner.orbit.vectors import Array, norm

_STEP_RAD = 0.05
_MOST_STEPS = 64
# The real field first; simpler ones for ephemerides that were made with them.
_FIELDS = (
    Forces(gravity_degree=12, gravity_order=12),
    Forces(gravity_degree=4),
    Forces(gravity_degree=2),
    Forces(gravity_degree=0),
)
# What other harmonics, drag, Sun and Moon change within some minutes is a few mm/s.
_LEAST_LEAP_MPS = 0.03
_TIMES_THE_USUAL = 6.0
_ALL_BUT_BURNS = 0.9


def leaps(t_s: Array, r_m: Array, v_mps: Array, epoch_utc_ms: int) -> NDArray[np.bool_]:
    """Tell for each interval between two states whether free flight does not join them.

    Every state is flown to the next under the harmonics to degree 12, or, if that finds leaps, under a simpler field
    that explains the table better; a miss by more than 3 cm/s and six times what is usual in the table is a leap.

    Args:
        t_s: times [s since the epoch], ascending, (n,).
        r_m: GCRS positions [m], (n, 3).
        v_mps: GCRS velocities [m/s], (n, 3).
        epoch_utc_ms: the instant that times are counted from.

    Returns:
        Whether there is a leap, (n - 1,).
    """
    span_s = np.diff(t_s)
    long = span_s >= 0.5 * span_s.max()
    found, unexplained_mps2 = np.ones(len(span_s), dtype=bool), np.inf
    for forces in _FIELDS:
        missed_mps = _misses_mps(t_s, r_m, v_mps, epoch_utc_ms, forces)
        missed_mps2 = missed_mps[long] / span_s[long]
        most_mps2 = float(np.quantile(missed_mps2, _ALL_BUT_BURNS))
        if most_mps2 < unexplained_mps2:
            unexplained_mps2 = most_mps2
            usual_mps2 = float(np.median(missed_mps2)) if len(missed_mps2) > 2 else 0.0
            found = ~(missed_mps <= np.maximum(_LEAST_LEAP_MPS, _TIMES_THE_USUAL * usual_mps2 * span_s))
        if not found.any():
            break
    return found


def _misses_mps(t_s: Array, r_m: Array, v_mps: Array, epoch_utc_ms: int, forces: Forces) -> Array:
    """By how much each state, flown on, misses the next: in velocity, or in position over the time between.

    Source: the classical Runge-Kutta method, Montenbruck & Gill, Satellite Orbits, 4.1.1.
    """
    span_s = np.diff(t_s)
    rate_radps = np.sqrt(GM_EARTH_M3PS2 / np.minimum(norm(r_m[1:]), norm(r_m[:-1])) ** 3)
    steps = int(np.clip(np.ceil((span_s * rate_radps).max() / _STEP_RAD), 1, _MOST_STEPS))
    h_s = span_s / steps
    r, v = np.ascontiguousarray(r_m[:-1].T), np.ascontiguousarray(v_mps[:-1].T)
    after = ForceField(forces, epoch_utc_ms, t_s[:-1])
    for step in range(steps):
        before = after
        halfway = ForceField(forces, epoch_utc_ms, t_s[:-1] + (step + 0.5) * h_s)
        after = ForceField(forces, epoch_utc_ms, t_s[:-1] + (step + 1.0) * h_s)
        a1 = before.acceleration(r, v)
        v2 = v + 0.5 * h_s * a1
        a2 = halfway.acceleration(r + 0.5 * h_s * v, v2)
        v3 = v + 0.5 * h_s * a2
        a3 = halfway.acceleration(r + 0.5 * h_s * v2, v3)
        v4 = v + h_s * a3
        a4 = after.acceleration(r + h_s * v3, v4)
        r = r + h_s / 6.0 * (v + 2.0 * v2 + 2.0 * v3 + v4)
        v = v + h_s / 6.0 * (a1 + 2.0 * a2 + 2.0 * a3 + a4)
    missed: Array = np.maximum(norm(v.T - v_mps[1:]), norm(r.T - r_m[1:]) / span_s)
    return missed
