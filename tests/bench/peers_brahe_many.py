"""brahe for many orbits: propagators side by side, on both of its threads."""

from __future__ import annotations

from functools import partial
from typing import Any

import brahe
import numpy as np
from dispersed_orbits import (
    BALLISTICS_M2PKG,
    DENSITY_KGPM3,
    HEIGHT_M,
    R_POLE_M,
    SCALE_HEIGHT_M,
    SPAN_S,
    V_POLE_MPS,
)
from peers_brahe import start_time, zonal_gravity
from station_orbit import worst_m
from work import Contender

_STATES = np.hstack([R_POLE_M, V_POLE_MPS])
_THREADS = 2


def contenders() -> list[Contender]:
    """W2 at two tolerances, judged by a tight one: its constants are not quite ours.

    RKN1210, its quickest over one orbit, takes no account of forces that depend on the velocity.
    """
    brahe.set_num_threads(_THREADS)
    epoch, forces = start_time(), _forces()
    right = _flown(epoch, forces, 1e-4, 1e-13)
    return [
        Contender(
            who="brahe",
            how=f"par_propagate_to, RKF78 {relative:g}, {_THREADS} threads",
            run=partial(_flown, epoch, forces, absolute, relative),
            error=lambda end: worst_m(end, right),
        )
        for absolute, relative in ((1e-1, 1e-10), (1e-2, 1e-11))
    ]


def _forces() -> Any:
    """The mass is parameter 0, set to one; parameter 1 the area, set to the ballistic coefficient."""
    return brahe.ForceModelConfig(
        gravity=zonal_gravity(),
        frame_transform=brahe.FrameTransformationModel.EARTH_ROTATION_ONLY,
        drag=brahe.DragConfiguration(
            model=brahe.AtmosphericModel.exponential(SCALE_HEIGHT_M, DENSITY_KGPM3, HEIGHT_M),
            area=brahe.ParameterSource.parameter_index(1),
            cd=brahe.ParameterSource.value(1.0),
        ),
        mass=brahe.ParameterSource.parameter_index(0),
    )


def _flown(epoch: Any, forces: Any, absolute: float, relative: float) -> np.ndarray:
    """Positions at the end, (n, 3)."""
    method = brahe.IntegrationMethod.RKF78
    settings = brahe.NumericalPropagationConfig.with_method(method).with_abs_tol(absolute).with_rel_tol(relative)
    flights = [
        brahe.NumericalOrbitPropagator(epoch, state, settings, forces, np.array([1.0, ballistic]))
        for state, ballistic in zip(_STATES, BALLISTICS_M2PKG, strict=True)
    ]
    for flight in flights:
        flight.set_trajectory_mode(brahe.TrajectoryMode.DISABLED)
    brahe.par_propagate_to(flights, epoch + SPAN_S)
    return np.array([flight.current_state()[:3] for flight in flights])
