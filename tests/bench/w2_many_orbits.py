"""W2: a thousand dispersed orbits over 3.2 h under J2 to J4 and drag in an exponential atmosphere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from dispersed_orbits import (
    BALLISTIC_M2PKG,
    BALLISTICS_M2PKG,
    DENSITY_AT_CENTRE_KGPM3,
    DENSITY_KGPM3,
    HEIGHT_M,
    R_M,
    R_POLE_M,
    SCALE_HEIGHT_M,
    SPAN_S,
    V_MPS,
    V_POLE_MPS,
)
from installed import is_installed, missing
from plain_reference import LONG, fly
from references import kept
from station_orbit import DCM_POLE_FROM_GCRS, EPOCH_UTC_MS, worst_m
from work import OURS, Contender, Target, Work

from missionplanner.orbit.constants import EARTH_RADIUS_M, EARTH_ROTATION_RADPS, GM_EARTH_M3PS2, J2, J3, J4
from missionplanner.orbit.forces import Drag, ExponentialAtmosphere, Forces
from missionplanner.orbit.many.flight import propagate_many

_LIMIT_M = 10.0
_STEP_S = 20
_AIR = ExponentialAtmosphere(density_kgpm3=DENSITY_KGPM3, height_m=HEIGHT_M, scale_height_m=SCALE_HEIGHT_M)
_FORCES = Forces(drag=Drag(ballistic_m2pkg=BALLISTIC_M2PKG, atmosphere=_AIR))


def works() -> Iterator[Work]:
    """W2, judged at the end of the span."""
    right_in_pole_axes = _reference()
    right = right_in_pole_axes @ DCM_POLE_FROM_GCRS
    contenders = [_ours(tolerance_m, right) for tolerance_m in (10.0, 1.0)]
    if is_installed("heyoka"):
        import peers_heyoka_many

        contenders += peers_heyoka_many.contenders(right_in_pole_axes)
    if is_installed("brahe"):
        import peers_brahe_many

        contenders += peers_brahe_many.contenders()
    if is_installed("scipy"):
        import peers_scipy

        contenders.append(peers_scipy.drag_contender(right_in_pole_axes))
    yield Work(
        name="W2",
        title=f"{len(R_M)} dispersed orbits, 3.2 h, J2 to J4 and drag",
        unit="m",
        error_limit=_LIMIT_M,
        contenders=contenders,
        missing=[*missing("heyoka", "brahe", "scipy"), "satkit: has no exponential atmosphere"],
        target=Target(ratio=1.1, peer="heyoka"),
        note="reference: 80 bits, Adams-Bashforth-Moulton of order 12 in steps of 20 s",
    )


def _ours(tolerance_m: float, right: np.ndarray) -> Contender:
    def run() -> np.ndarray:
        return propagate_many(
            R_M,
            V_MPS,
            EPOCH_UTC_MS,
            0.0,
            np.array([SPAN_S]),
            _FORCES,
            ballistic_m2pkg=BALLISTICS_M2PKG,
            tolerance_m=tolerance_m,
        )[0][0]

    return Contender(
        who=OURS, how=f"propagate_many, tolerance {tolerance_m:g} m", run=run, error=lambda end: worst_m(end, right)
    )


def _reference() -> np.ndarray:
    """Positions at the end in the axes of the pole, (n, 3)."""

    def make() -> np.ndarray:
        return fly(_acceleration, R_POLE_M.T, V_POLE_MPS.T, _STEP_S, round(SPAN_S / _STEP_S))[-1, :3].T

    made_from = (R_POLE_M, V_POLE_MPS, BALLISTICS_M2PKG, DENSITY_AT_CENTRE_KGPM3, GM_EARTH_M3PS2, J2, J3, J4)
    return kept("dispersed", make, made_from, ("plain_reference", "w2_many_orbits", "dispersed_orbits"))


def _acceleration(_: LONG, r_m: np.ndarray, v_mps: np.ndarray) -> np.ndarray:
    """Zonals about the z axis and air that turns with the Earth. Source: Vallado, 8.6."""
    x, y, z = r_m
    r = np.sqrt((r_m * r_m).sum(axis=0))
    q, u = EARTH_RADIUS_M / r, z / r
    across = 1 + (
        1.5 * J2 * q**2 * (1 - 5 * u**2)
        + 2.5 * J3 * q**3 * (3 * u - 7 * u**3)
        - 1.875 * J4 * q**4 * (1 - 14 * u**2 + 21 * u**4)
    )
    along_z = u + (
        1.5 * J2 * q**2 * (3 - 5 * u**2) * u
        + 0.5 * J3 * q**3 * (30 * u**2 - 35 * u**4 - 3)
        - 0.625 * J4 * q**4 * (15 * u - 70 * u**3 + 63 * u**5)
    )
    pull = -LONG(GM_EARTH_M3PS2) / r**2
    wind = np.stack([v_mps[0] + EARTH_ROTATION_RADPS * y, v_mps[1] - EARTH_ROTATION_RADPS * x, v_mps[2]])
    speed = np.sqrt((wind * wind).sum(axis=0))
    slowing = -0.5 * BALLISTICS_M2PKG * DENSITY_AT_CENTRE_KGPM3 * np.exp(-r / SCALE_HEIGHT_M) * speed
    return np.stack([pull * across * x / r, pull * across * y / r, pull * along_z]) + slowing * wind
