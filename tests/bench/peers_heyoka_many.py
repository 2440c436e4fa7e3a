"""heyoka for many orbits: as many at once as the processor's vectors have lanes, on one thread."""

from __future__ import annotations

from typing import Any

import heyoka
import numpy as np
from dispersed_orbits import (
    BALLISTICS_M2PKG,
    COUNT,
    DENSITY_AT_CENTRE_KGPM3,
    R_POLE_M,
    SCALE_HEIGHT_M,
    SPAN_S,
    V_POLE_MPS,
)
from peers_heyoka import zonal_system
from station_orbit import worst_m
from work import Contender

from missionplanner.orbit.constants import EARTH_ROTATION_RADPS

_STATES = np.hstack([R_POLE_M, V_POLE_MPS])


def contenders(right: np.ndarray) -> list[Contender]:
    """W2 at three tolerances."""
    system = _drag_system()
    return [_contender(system, tolerance, right) for tolerance in (1e-5, 1e-6, 1e-7)]


def _drag_system() -> list[Any]:
    """J2 to J4, and air that turns with the Earth; the ballistic coefficient is the parameter."""
    x, y, z, vx, vy, vz = heyoka.make_vars("x", "y", "z", "vx", "vy", "vz")
    distance = heyoka.sqrt(heyoka.sum([x**2, y**2, z**2]))
    wind = (vx + EARTH_ROTATION_RADPS * y, vy - EARTH_ROTATION_RADPS * x, vz)
    speed = heyoka.sqrt(heyoka.sum([component**2 for component in wind]))
    density = DENSITY_AT_CENTRE_KGPM3 * heyoka.exp(-distance / SCALE_HEIGHT_M)
    slowing = -0.5 * heyoka.par[0] * density * speed
    gravity = zonal_system()
    return gravity[:3] + [
        (rate, pull + slowing * component) for (rate, pull), component in zip(gravity[3:], wind, strict=True)
    ]


def _contender(system: list[Any], tolerance: float, right: np.ndarray) -> Contender:
    lanes = heyoka.recommended_simd_size()
    batch = heyoka.taylor_adaptive_batch(
        system,
        np.ascontiguousarray(_STATES[:lanes].T),
        pars=BALLISTICS_M2PKG[None, :lanes].copy(),
        tol=tolerance,
    )
    ends_m = np.empty((COUNT, 3))

    def run() -> np.ndarray:
        for first in range(0, COUNT, lanes):
            part = slice(first, first + lanes)
            batch.set_time(0.0)
            batch.state[:] = _STATES[part].T
            batch.pars[:] = BALLISTICS_M2PKG[None, part]
            batch.propagate_until(SPAN_S)
            ends_m[part] = batch.state[:3].T
        return ends_m

    return Contender(
        who="heyoka",
        how=f"taylor_adaptive_batch {tolerance:g}, {lanes} lanes",
        run=run,
        error=lambda end: worst_m(end, right),
    )
