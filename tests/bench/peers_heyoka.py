"""heyoka: adaptive Taylor integration compiled for the model at hand."""

from __future__ import annotations

from typing import Any

import heyoka
import numpy as np
from references import kept
from station_orbit import DAY_S, DENSE_S, DENSE_STEP_S, R_POLE_M, V_POLE_MPS, worst_m
from work import Contender

from missionplanner.orbit.constants import EARTH_RADIUS_M, EARTH_ROTATION_RADPS, GM_EARTH_M3PS2, J2, J3, J4

WHO = "heyoka"
_START = np.concatenate([R_POLE_M, V_POLE_MPS])
_NAMES = ("x", "y", "z", "vx", "vy", "vz")


def zonal_system() -> list[Any]:
    """Point mass and J2 to J4 about the z axis. Source: Vallado, 8.6."""
    x, y, z, vx, vy, vz = heyoka.make_vars(*_NAMES)
    r2 = heyoka.sum([x**2, y**2, z**2])
    inverse = r2**-0.5
    u, q = z * inverse, EARTH_RADIUS_M * inverse
    u2, q2 = u * u, q * q
    pull = GM_EARTH_M3PS2 * inverse * inverse * inverse
    k2, k3, k4 = 1.5 * J2 * q2, 2.5 * J3 * q2 * q, 1.875 * J4 * q2 * q2
    across = 1.0 + k2 * (1.0 - 5.0 * u2) + k3 * (3.0 * u - 7.0 * u2 * u) - k4 * (1.0 - 14.0 * u2 + 21.0 * u2 * u2)
    along = 1.0 + k2 * (3.0 - 5.0 * u2) - k4 * (5.0 - (70.0 / 3.0) * u2 + 21.0 * u2 * u2)
    odd = k3 * (6.0 * u2 - 7.0 * u2 * u2 - 0.6)
    return [
        (x, vx),
        (y, vy),
        (z, vz),
        (vx, -pull * x * across),
        (vy, -pull * y * across),
        (vz, -pull * (z * along + odd * r2**0.5)),
    ]


def harmonic_system(degree: int, turned_at_start_rad: float) -> list[Any]:
    """EGM2008 to a degree and order, turning evenly about the z axis."""
    x, y, z, vx, vy, vz = heyoka.make_vars(*_NAMES)
    angle = turned_at_start_rad + EARTH_ROTATION_RADPS * heyoka.time
    c, s = heyoka.cos(angle), heyoka.sin(angle)
    a, b, vertical = heyoka.model.egm2008_acc([c * x + s * y, c * y - s * x, z], degree, degree)
    return [(x, vx), (y, vy), (z, vz), (vx, c * a - s * b), (vy, s * a + c * b), (vz, vertical)]


def reference(name: str, system: list[Any], made_from: tuple[object, ...]) -> np.ndarray:
    """States at the dense times, integrated with 80 bits, (n, 6), in the axes of the pole."""

    def make() -> np.ndarray:
        long = np.longdouble
        exact = heyoka.taylor_adaptive(
            system, [long(value) for value in _START], fp_type=long, tol=long(1e-19), compact_mode=True
        )
        grid = np.arange(len(DENSE_S)).astype(long) * DENSE_STEP_S
        return np.asarray(exact.propagate_grid(grid)[-1], dtype=float)

    return kept(name, make, (_START, DAY_S, DENSE_STEP_S, *made_from), ("peers_heyoka",))


def zonal_reference() -> np.ndarray:
    """The same model as our W1, flown by heyoka with 80 bits."""
    return reference("heyoka-zonals", zonal_system(), (GM_EARTH_M3PS2, EARTH_RADIUS_M, J2, J3, J4))


def zonal_contenders() -> list[Contender]:
    """W1: two tolerances, and that of a double."""
    return _contenders(zonal_system(), zonal_reference(), (1e-8, 1e-10, 2.2e-16), compact=(False,))


def harmonic_contenders(degree: int, turned_at_start_rad: float) -> list[Contender]:
    """W1b, W1c: the code for a field of some hundred terms is only to be compiled in compact mode."""
    system = harmonic_system(degree, turned_at_start_rad)
    right = reference(f"heyoka-egm{degree}", system, (degree, turned_at_start_rad))
    return _contenders(system, right, (1e-7, 1e-8, 1e-10), compact=(True,))


def _contenders(
    system: list[Any], right: np.ndarray, tolerances: tuple[float, ...], compact: tuple[bool, ...]
) -> list[Contender]:
    return [_contender(system, right, tolerance, mode) for mode in compact for tolerance in tolerances]


def _contender(system: list[Any], right: np.ndarray, tolerance: float, compact: bool) -> Contender:
    integrator = heyoka.taylor_adaptive(system, _START, tol=tolerance, compact_mode=compact)

    def run() -> np.ndarray:
        integrator.time = 0.0
        integrator.state[:] = _START
        return np.asarray(integrator.propagate_grid(DENSE_S)[-1])

    return Contender(
        who=WHO, how=f"taylor_adaptive {tolerance:g}, grid", run=run, error=lambda dense: worst_m(dense, right)
    )
