"""W1, W1b, W1c: one orbit like the station's for a day, a state every ten seconds, in three gravity fields."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from math import atan2

import numpy as np
from installed import is_installed, missing
from plain_reference import LONG, PinesGravity, fly
from references import kept
from station_orbit import (
    DAY_S,
    DCM_POLE_FROM_GCRS,
    DENSE_S,
    DENSE_STEP_S,
    EPOCH_UTC_MS,
    R_M,
    R_POLE_M,
    V_MPS,
    V_POLE_MPS,
    worst_m,
)
from work import OURS, Contender, Target, Work

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.sky.almanac import EarthOrientation

_LIMIT_M = 1.0
_STEPS = round(DAY_S / DENSE_STEP_S)
_REFERENCE_SOURCES = ("plain_reference", "w1_one_orbit", "station_orbit")


def works() -> Iterator[Work]:
    """The three of them."""
    yield _zonals()
    yield _harmonics("W1b", 8, Target(ratio=0.35))
    yield _harmonics("W1c", 20, Target(ratio=0.4))


def _zonals() -> Work:
    right = zonal_reference()
    right_in_pole_axes = _turned(DCM_POLE_FROM_GCRS, right)
    contenders = _ours(Forces(gravity_degree=4, gravity_order=0), right)
    absent = missing("heyoka", "scipy", "brahe")
    note = "reference: 80 bits, Adams-Bashforth-Moulton of order 12 in steps of 10 s"
    if is_installed("heyoka"):
        import peers_heyoka

        contenders += peers_heyoka.zonal_contenders()
        apart_m = worst_m(peers_heyoka.zonal_reference(), right_in_pole_axes)
        note += f"; heyoka's own with 80 bits is within {apart_m:.1e} m of it at every state"
    if is_installed("scipy"):
        import peers_scipy

        contenders += peers_scipy.zonal_contenders(right_in_pole_axes)
    if is_installed("brahe"):
        import peers_brahe

        contenders += peers_brahe.contenders(peers_brahe.zonal_gravity())
    import peers_satkit

    absent += peers_satkit.missing()
    if not peers_satkit.missing():
        contenders += peers_satkit.contenders(4, 0)
    return Work(
        name="W1",
        title=f"one orbit, 24 h, J2 to J4, {len(DENSE_S)} dense states",
        unit="m",
        error_limit=_LIMIT_M,
        contenders=contenders,
        missing=absent,
        target=Target(ratio=1.1, peer="heyoka"),
        note=note,
    )


def _harmonics(name: str, degree: int, target: Target) -> Work:
    right = _harmonic_reference(degree)
    contenders = _ours(Forces(gravity_degree=degree, gravity_order=degree), right)
    absent = [*missing("heyoka", "brahe"), "scipy: has no gravity field"]
    note = "our reference turns with the Earth's true orientation"
    if is_installed("heyoka"):
        import peers_heyoka

        contenders += peers_heyoka.harmonic_contenders(degree, _turned_at_start_rad())
    if is_installed("brahe"):
        import peers_brahe

        contenders += peers_brahe.contenders(peers_brahe.harmonic_gravity(degree))
    import peers_satkit

    absent += peers_satkit.missing()
    if not peers_satkit.missing():
        contenders += peers_satkit.contenders(degree, degree)
    return Work(
        name=name,
        title=f"one orbit, 24 h, EGM2008 {degree}x{degree}, {len(DENSE_S)} dense states",
        unit="m",
        error_limit=_LIMIT_M,
        contenders=contenders,
        missing=absent,
        target=target,
        note=note,
    )


def _ours(forces: Forces, right: np.ndarray) -> list[Contender]:
    return [_contender(forces, tolerance_m, right) for tolerance_m in (1.0, 0.01)]


def _contender(forces: Forces, tolerance_m: float, right: np.ndarray) -> Contender:
    def run() -> tuple[np.ndarray, np.ndarray]:
        return propagate(R_M, V_MPS, EPOCH_UTC_MS, 0.0, DAY_S, forces, tolerance_m).state(DENSE_S)

    return Contender(
        who=OURS, how=f"propagate, tolerance {tolerance_m:g} m", run=run, error=lambda dense: worst_m(dense[0], right)
    )


def zonal_reference() -> np.ndarray:
    """Our W1 in GCRS axes, (n, 6): flown about the pole of the epoch."""
    cosine, sine = _coefficients(4)
    cosine[:, 1:] = sine[:] = 0.0
    gravity = PinesGravity(GM_EARTH_M3PS2, EARTH_RADIUS_M, cosine, sine)

    def make() -> np.ndarray:
        return fly(lambda _, r_m, __: gravity(r_m), R_POLE_M, V_POLE_MPS, DENSE_STEP_S, _STEPS)

    in_pole_axes = kept("zonals", make, (cosine, GM_EARTH_M3PS2, EARTH_RADIUS_M, R_POLE_M), _REFERENCE_SOURCES)
    return _turned(DCM_POLE_FROM_GCRS.T, in_pole_axes)


def _harmonic_reference(degree: int) -> np.ndarray:
    """Our W1b and W1c in GCRS axes, (n, 6): the field turns as our Earth does."""
    cosine, sine = _coefficients(degree)
    gravity = PinesGravity(GM_EARTH_M3PS2, EARTH_RADIUS_M, cosine, sine)
    earth = EarthOrientation(EPOCH_UTC_MS, 0.0, DAY_S)
    at_steps = earth.dcm_itrs_from_gcrs(DENSE_S)

    def acceleration(t_s: LONG, r_m: np.ndarray, _: np.ndarray) -> np.ndarray:
        step, beyond_s = divmod(float(t_s), DENSE_STEP_S)
        # Between steps the method asks during the first two minutes only.
        dcm = (earth.dcm_itrs_from_gcrs([float(t_s)])[0] if beyond_s else at_steps[int(step)]).astype(LONG)
        return dcm.T @ gravity(dcm @ r_m)

    def make() -> np.ndarray:
        return fly(acceleration, R_M, V_MPS, DENSE_STEP_S, _STEPS)

    return kept(f"egm{degree}", make, (cosine, sine, at_steps, R_M, V_MPS), _REFERENCE_SOURCES)


def _coefficients(degree: int) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of EGM2008 that the program ships, each (degree + 1, degree + 1)."""
    path = files("missionplanner") / "resources" / "earth" / "egm2008_36.npz"
    with path.open("rb") as stream, np.load(stream) as data:
        size = degree + 1
        return data["cosine"][:size, :size].copy(), data["sine"][:size, :size].copy()


def _turned_at_start_rad() -> float:
    """How far the Earth is turned at the epoch, against the axes of the pole."""
    dcm = EarthOrientation(EPOCH_UTC_MS, 0.0, DAY_S).dcm_itrs_from_gcrs([0.0])[0] @ DCM_POLE_FROM_GCRS.T
    return atan2(float(dcm[0, 1]), float(dcm[0, 0]))


def _turned(dcm: np.ndarray, states: np.ndarray) -> np.ndarray:
    return np.hstack([states[:, :3] @ dcm.T, states[:, 3:] @ dcm.T])
