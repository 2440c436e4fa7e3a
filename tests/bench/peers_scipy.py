"""scipy: DOP853 with its own dense output, the force written for Python's floats, which is faster than for arrays."""

from __future__ import annotations

from math import sqrt

import numpy as np
from scipy.integrate import solve_ivp
from station_orbit import DAY_S, DENSE_S, R_POLE_M, V_POLE_MPS, worst_m
from work import Contender

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4

_START = np.concatenate([R_POLE_M, V_POLE_MPS])


def zonal_rate(_: float, state: np.ndarray) -> tuple[float, ...]:
    """Velocity and acceleration under J2 to J4 about the z axis. Source: Vallado, 8.6."""
    x, y, z, vx, vy, vz = state.tolist()
    inverse2 = 1.0 / (x * x + y * y + z * z)
    inverse = sqrt(inverse2)
    pull = GM_EARTH_M3PS2 * inverse2 * inverse
    u2, q2, odd = z * z * inverse2, EARTH_RADIUS_M**2 * inverse2, z * EARTH_RADIUS_M * inverse2
    across = 1.0 - q2 * (
        -1.5 * J2 + 7.5 * J2 * u2 + odd * J3 * (-7.5 + 17.5 * u2) + q2 * J4 * (1.875 - 26.25 * u2 + 39.375 * u2 * u2)
    )
    along = across + q2 * (3.0 * J2 + q2 * J4 * (17.5 * u2 - 7.5))
    vertical = z * along + q2 * EARTH_RADIUS_M * J3 * (7.5 * u2 - 1.5)
    return (vx, vy, vz, -pull * x * across, -pull * y * across, -pull * vertical)


def zonal_contenders(right_in_pole_axes: np.ndarray) -> list[Contender]:
    """W1, judged by our own reference: the model is the same."""
    return [_contender(right_in_pole_axes, tolerance) for tolerance in (1e-8, 1e-10)]


def _contender(right: np.ndarray, tolerance: float) -> Contender:
    def run() -> np.ndarray:
        absolute = [1e7 * tolerance] * 3 + [1e4 * tolerance] * 3
        solution = solve_ivp(
            zonal_rate, (0.0, DAY_S), _START, method="DOP853", t_eval=DENSE_S, rtol=tolerance, atol=absolute
        )
        return np.asarray(solution.y.T)

    return Contender(who="scipy", how=f"DOP853 {tolerance:g}, t_eval", run=run, error=lambda d: worst_m(d, right))
