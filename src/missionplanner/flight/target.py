"""The target's orbit: states from its elements or its ephemeris, fitted and flown under the chaser's forces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import sqrt

import numpy as np

from missionplanner.flight.inputs import ReboostInput
from missionplanner.flight.target_states import TargetStates
from missionplanner.flight.whereabouts import pending, target_states
from missionplanner.orbit.fit import FitResult, fit_to_states
from missionplanner.orbit.forces import Drag, DragNumber, Forces
from missionplanner.orbit.propagator import propagate
from missionplanner.orbit.trajectory import Trajectory, joined
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_ephemeris import TargetEphemeris

_HOUR_MS = 3_600_000
_SAMPLE_S = 120.0
_TOLERANCE_M = 1e-3
_BEFORE_S = 3.0 * 3600
_AFTER_S = 9.0 * 3600
# From here on the air shows: without it a fit over two days leaves kilometres, over a few hours metres.
_WITH_AIR_S = 12.0 * 3600
# Of the station, as NASA's ephemerides give it; the factor that is fitted makes up for the rest.
_USUAL_BALLISTIC_M2PKG = 0.005
# Less of the path than this is not fitted on its own: a push so near to the next one is taken together with it.
_SHORTEST_PIECE_S = 1_800.0
_FITTED_S = 1.5 * 3600.0

# What SGP4 knows is the zonals (docs/decisions/0013); who flew an ephemeris knew the field of the day.
ELEMENT_FORCES = Forces(gravity_degree=4)
EPHEMERIS_FORCES = Forces(gravity_degree=36, gravity_order=36, sun=True, moon=True)


def forces_for(whereabouts: ElementSet | TargetEphemeris) -> Forces:
    """Return the forces without drag that both vehicles are flown under, by what says where the target is."""
    return ELEMENT_FORCES if isinstance(whereabouts, ElementSet) else EPHEMERIS_FORCES


@dataclass(frozen=True, kw_only=True)
class TargetOrbit:
    """The target as flown by our propagator; ``rms_m`` and ``max_m`` say how far from what it was fitted to."""

    epoch_ms: int
    trajectory: Trajectory
    rms_m: float
    max_m: float


def target_orbit(
    whereabouts: ElementSet | TargetEphemeris,
    t0_ms: int,
    docking_ms: int,
    forces: Forces,
    reboosts: tuple[ReboostInput, ...] = (),
) -> TargetOrbit:
    """Fly the target from three hours before liftoff to some nine hours after docking.

    The fit runs over whole hours around the flight, so that it stays the same orbit while T0 is dragged within an
    hour; the epoch of the trajectory is the first of these hours. At a reboost, of the plan or in an ephemeris, the
    path is fitted anew.

    Raises:
        ElementsError: the element set is malformed or SGP4 refuses it.
        OrbitInputError, PropagationError: its states cannot be flown.
    """
    first_ms = t0_ms // _HOUR_MS * _HOUR_MS
    return _fitted(whereabouts, first_ms, (docking_ms // _HOUR_MS + 1) * _HOUR_MS, forces, reboosts)


@lru_cache(maxsize=16)
def _fitted(
    whereabouts: ElementSet | TargetEphemeris,
    first_ms: int,
    last_ms: int,
    forces: Forces,
    reboosts: tuple[ReboostInput, ...],
) -> TargetOrbit:
    end_s = (last_ms - first_ms) / 1000
    source = target_states(whereabouts, reboosts)
    pushes_ms = [one.utc_ms for one in pending(whereabouts, reboosts)]
    if isinstance(whereabouts, TargetEphemeris):
        pushes_ms += [one.utc.ms for one in whereabouts.reboosts if one.dv_mps]
    pushes_s = [(utc_ms - first_ms) / 1000 for utc_ms in sorted(pushes_ms)]
    arcs: list[Trajectory] = []
    fits: list[FitResult] = []
    for start_s, stop_s in _pieces(-_BEFORE_S, end_s + _AFTER_S, pushes_s):
        fit = _fit_piece(source, whereabouts, first_ms, _fit_span(start_s, stop_s, end_s), forces)
        fits.append(fit)
        if start_s < fit.start_s:
            arcs.append(propagate(fit.r_m, fit.v_mps, first_ms, fit.start_s, start_s, fit.forces, _TOLERANCE_M))
        arcs.append(propagate(fit.r_m, fit.v_mps, first_ms, fit.start_s, stop_s, fit.forces, _TOLERANCE_M))
    return TargetOrbit(
        epoch_ms=first_ms,
        trajectory=joined(arcs),
        rms_m=fits[0].rms_m if len(fits) == 1 else sqrt(sum(fit.rms_m**2 for fit in fits) / len(fits)),
        max_m=max(fit.max_m for fit in fits),
    )


def _pieces(start_s: float, end_s: float, pushes_s: Sequence[float]) -> list[tuple[float, float]]:
    """The spans between pushes; one that would be too short goes with the span before it."""
    edges = [start_s]
    for at_s in pushes_s:
        if at_s - edges[-1] >= _SHORTEST_PIECE_S and end_s - at_s >= _SHORTEST_PIECE_S:
            edges.append(at_s)
    return list(pairwise([*edges, end_s]))


def _fit_span(start_s: float, stop_s: float, end_s: float) -> tuple[float, float]:
    """The part of a piece to fit over: that in the flight, zero to its end, or a revolution of it beside the flight."""
    low_s, high_s = max(start_s, 0.0), min(stop_s, end_s)
    if high_s - low_s < _FITTED_S:
        low_s, high_s = max(start_s, min(low_s, stop_s - _FITTED_S)), min(stop_s, max(high_s, start_s + _FITTED_S))
    return low_s, high_s


def _fit_piece(
    source: TargetStates,
    whereabouts: ElementSet | TargetEphemeris,
    epoch_ms: int,
    span_s: tuple[float, float],
    forces: Forces,
) -> FitResult:
    t_s = np.arange(span_s[0], span_s[1] + _SAMPLE_S / 2, _SAMPLE_S)
    r_m, _ = source.states(epoch_ms + np.rint(t_s * 1000).astype(np.int64))
    is_long = span_s[1] - span_s[0] > _WITH_AIR_S
    known_m2pkg = whereabouts.ballistic_m2pkg if isinstance(whereabouts, TargetEphemeris) else None
    if forces.drag is None and (is_long or known_m2pkg):
        with_air = replace(forces, drag=Drag(ballistic_m2pkg=known_m2pkg or _USUAL_BALLISTIC_M2PKG))
        return fit_to_states(t_s, r_m, epoch_ms, with_air, drag=DragNumber.FACTOR if is_long else None)
    return fit_to_states(t_s, r_m, epoch_ms, forces)
