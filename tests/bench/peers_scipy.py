"""scipy: DOP853 with its own dense output, the force written for Python's floats, which is faster than for arrays."""

from __future__ import annotations

from math import exp, sqrt

import dispersed_orbits as many
import numpy as np
from scipy.integrate import solve_ivp
from station_orbit import DAY_S, DENSE_S, R_POLE_M, V_POLE_MPS, worst_m
from work import Contender

from missionplanner.orbit.constants import EARTH_RADIUS_M, EARTH_ROTATION_RADPS, GM_EARTH_M3PS2, J2, J3, J4

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


def drag_contender(right_in_pole_axes: np.ndarray) -> Contender:
    """W2: twenty of the orbits, one after another."""
    some = 20

    def run() -> np.ndarray:
        return np.array([_end_with_drag(index) for index in range(some)])

    return Contender(
        who="scipy",
        how="DOP853 1e-9 in a loop, a fiftieth",
        run=run,
        error=lambda end: worst_m(end, right_in_pole_axes[:some]),
        share=some / many.COUNT,
    )


def _end_with_drag(index: int) -> np.ndarray:
    start = np.concatenate([many.R_POLE_M[index], many.V_POLE_MPS[index]])
    scale = -0.5 * float(many.BALLISTICS_M2PKG[index]) * many.DENSITY_AT_CENTRE_KGPM3

    def rate(t_s: float, state: np.ndarray) -> tuple[float, ...]:
        vx, vy, vz, ax, ay, az = zonal_rate(t_s, state)
        x, y, z = state[:3].tolist()
        east, north = vx + EARTH_ROTATION_RADPS * y, vy - EARTH_ROTATION_RADPS * x
        speed = sqrt(east * east + north * north + vz * vz)
        slowing = scale * exp(-sqrt(x * x + y * y + z * z) / many.SCALE_HEIGHT_M) * speed
        return (vx, vy, vz, ax + slowing * east, ay + slowing * north, az + slowing * vz)

    solution = solve_ivp(rate, (0.0, many.SPAN_S), start, method="DOP853", rtol=1e-9, atol=0.1)
    return np.asarray(solution.y[:3, -1])


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
