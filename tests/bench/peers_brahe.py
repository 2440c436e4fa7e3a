"""brahe: a Runge-Kutta-Nystroem integrator compiled from Rust, with Hermite interpolation between its steps."""

from __future__ import annotations

from functools import partial
from typing import Any

import brahe
import numpy as np
from station_orbit import DENSE_S, EPOCH_UTC, R_POLE_M, V_POLE_MPS, worst_m
from work import Contender

_WHO = "brahe"
_START = np.concatenate([R_POLE_M, V_POLE_MPS])
_LONGEST_STEPS_S = (180.0, 240.0, 300.0, 360.0)


def zonal_gravity() -> Any:
    """Point mass and J2 to J4."""
    return brahe.GravityConfiguration.earth_zonal(brahe.ZonalHarmonicsDegree.J4)


def harmonic_gravity(degree: int) -> Any:
    """EGM2008 to a degree and order, on one thread as everybody else."""
    return brahe.GravityConfiguration(degree=degree, order=degree, parallel=brahe.ParallelMode.Never)


def no_download() -> None:
    """Earth orientation of zeros: it plays no part where the Earth turns evenly, and nothing is fetched for it."""
    brahe.set_global_eop_provider(brahe.StaticEOPProvider.from_zero())


def start_time() -> Any:
    """The epoch of the station's orbit; with it, no data are looked for."""
    no_download()
    year, month, day, hour, minute, second = EPOCH_UTC
    return brahe.Epoch.from_datetime(year, month, day, hour, minute, second, 0.0, brahe.TimeSystem.UTC)


def settings(longest_step_s: float, absolute: float = 1e-2, relative: float = 1e-10) -> Any:
    """Adaptive steps up to a length, and Hermite polynomials of the fifth degree between them."""
    return (
        brahe.NumericalPropagationConfig.with_method(brahe.IntegrationMethod.RKN1210)
        .with_abs_tol(absolute)
        .with_rel_tol(relative)
        .with_max_step(longest_step_s)
        .with_interpolation_method(brahe.InterpolationMethod.HERMITE_QUINTIC)
        .with_store_accelerations(True)
    )


def flown(start: np.ndarray, gravity: Any, settings: Any, times: list[Any]) -> np.ndarray:
    """States at times, the first of them the start, (n, 6)."""
    forces = brahe.ForceModelConfig(gravity=gravity, frame_transform=brahe.FrameTransformationModel.EARTH_ROTATION_ONLY)
    propagator = brahe.NumericalOrbitPropagator(times[0], start, settings, forces, None)
    propagator.propagate_to(times[-1])
    return np.array(propagator.states_eci(times))


def reference(gravity: Any) -> np.ndarray:
    """States at the dense times by its own steps of a minute at most, (n, 6), in the axes of the pole."""
    return flown(_START, gravity, settings(60.0, 1e-9, 1e-14), _times())


def contenders(gravity: Any) -> list[Contender]:
    """W1, W1b, W1c: longer and shorter steps."""
    times, right = _times(), reference(gravity)
    return [
        Contender(
            who=_WHO,
            how=f"RKN1210, steps to {longest_s:g} s, Hermite",
            run=partial(flown, _START, gravity, settings(longest_s), times),
            error=lambda dense: worst_m(dense, right),
        )
        for longest_s in _LONGEST_STEPS_S
    ]


def _times() -> list[Any]:
    start = start_time()
    return [start + t_s for t_s in DENSE_S.tolist()]
