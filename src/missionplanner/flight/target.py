"""The target's orbit: states from its element set, fitted and flown under the chaser's forces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from missionplanner.flight.element_states import element_states
from missionplanner.orbit.forces import Drag, DragNumber, Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory, joined
from missionplanner.orbit.published.fit import fit_to_states
from missionplanner.plan.station import ElementSet

_HOUR_MS = 3_600_000
_SAMPLE_S = 120.0
_TOLERANCE_M = 1e-3
_BEFORE_S = 3.0 * 3600
_AFTER_S = 9.0 * 3600
# From here on the air shows: without it a fit over two days leaves kilometres, over a few hours metres.
_WITH_AIR_S = 12.0 * 3600
# Of the station, as NASA's ephemerides give it; the factor that is fitted makes up for the rest.
_USUAL_BALLISTIC_M2PKG = 0.005


@dataclass(frozen=True, kw_only=True)
class TargetOrbit:
    """The target as flown by our propagator; ``rms_m`` and ``max_m`` say how far from its element set."""

    epoch_ms: int
    trajectory: Trajectory
    rms_m: float
    max_m: float


def target_orbit(elements: ElementSet, t0_ms: int, docking_ms: int, forces: Forces) -> TargetOrbit:
    """Fly the target from three hours before liftoff to some nine hours after docking.

    The fit runs over whole hours around the flight, so that it stays the same orbit while T0 is dragged within an
    hour; the epoch of the trajectory is the first of these hours.

    Raises:
        ElementsError: the element set is malformed or SGP4 refuses it.
        OrbitInputError, PropagationError: its states cannot be flown.
    """
    first_ms = t0_ms // _HOUR_MS * _HOUR_MS
    return _fitted(elements, first_ms, (docking_ms // _HOUR_MS + 1) * _HOUR_MS, forces)


@lru_cache(maxsize=16)
def _fitted(elements: ElementSet, first_ms: int, last_ms: int, forces: Forces) -> TargetOrbit:
    span_s = (last_ms - first_ms) / 1000
    t_s = np.arange(0.0, span_s + _SAMPLE_S / 2, _SAMPLE_S)
    r_m, _ = element_states(elements, first_ms + np.rint(t_s * 1000).astype(np.int64))
    if span_s > _WITH_AIR_S and forces.drag is None:
        with_air = replace(forces, drag=Drag(ballistic_m2pkg=_USUAL_BALLISTIC_M2PKG))
        fit = fit_to_states(t_s, r_m, first_ms, with_air, drag=DragNumber.FACTOR)
    else:
        fit = fit_to_states(t_s, r_m, first_ms, forces)
    back = propagate(fit.r_m, fit.v_mps, first_ms, 0.0, -_BEFORE_S, fit.forces, _TOLERANCE_M)
    ahead = propagate(fit.r_m, fit.v_mps, first_ms, 0.0, span_s + _AFTER_S, fit.forces, _TOLERANCE_M)
    return TargetOrbit(epoch_ms=first_ms, trajectory=joined([back, ahead]), rms_m=fit.rms_m, max_m=fit.max_m)
