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
    """W2 by its two best methods, judged by the second at a tight tolerance: its constants are not quite ours."""
    brahe.set_num_threads(_THREADS)
    epoch, forces = start_time(), _forces()
    methods = brahe.IntegrationMethod
    right = _flown(epoch, forces, methods.RKF78, 1e-4, 1e-13)
    return [
        Contender(
            who="brahe",
            how=f"par_propagate_to, {name}, {_THREADS} threads",
            run=partial(_flown, epoch, forces, method, 1e-2, 1e-11),
            error=lambda end: worst_m(end, right),
        )
        for name, method in (("RKN1210", methods.RKN1210), ("RKF78", methods.RKF78))
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


def _flown(epoch: Any, forces: Any, method: Any, absolute: float, relative: float) -> np.ndarray:
    """Positions at the end, (n, 3)."""
    settings = brahe.NumericalPropagationConfig.with_method(method).with_abs_tol(absolute).with_rel_tol(relative)
    flights = [
        brahe.NumericalOrbitPropagator(epoch, state, settings, forces, np.array([1.0, ballistic]))
        for state, ballistic in zip(_STATES, BALLISTICS_M2PKG, strict=True)
    ]
    for flight in flights:
        flight.set_trajectory_mode(brahe.TrajectoryMode.DISABLED)
    brahe.par_propagate_to(flights, epoch + SPAN_S)
    return np.array([flight.current_state()[:3] for flight in flights])
