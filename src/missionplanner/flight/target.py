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
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Drag, DragNumber, Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory, joined
from missionplanner.orbit.published.fit import FitResult, fit_to_states
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_ephemeris import TargetEphemeris

_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
# Farther from an ephemeris nothing is known of the target, and flying there would take minutes.
_FARTHEST_MS = 60 * _DAY_MS
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
    hour; the epoch of the trajectory is the first of these hours. At a reboost that an ephemeris holds the path is
    fitted anew, one of the plan is an impulse on it.

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
    source = target_states(whereabouts)
    away_ms = max(source.away_ms(first_ms), source.away_ms(last_ms)) if source.reaches_by_flight else 0
    if away_ms > _FARTHEST_MS:
        raise OrbitInputError(
            f"the flight lies {away_ms / _DAY_MS:.0f} days outside its ephemeris, and at most "
            f"{_FARTHEST_MS // _DAY_MS} are flown"
        )
    pushes = pending(whereabouts, reboosts)
    arcs: list[Trajectory] = []
    fits: list[FitResult] = []
    for piece_s in _pieces(-_BEFORE_S, end_s + _AFTER_S, _own_reboosts_s(whereabouts, first_ms)):
        span_s = _fit_span(*piece_s, end_s)
        known = tuple(one for one in pushes if one.utc_ms <= first_ms + 1000 * span_s[0])
        fits.append(_fit_piece(target_states(whereabouts, known), whereabouts, first_ms, span_s, forces))
        impulses = [((one.utc_ms - first_ms) / 1000, one.dv_mps) for one in pushes]
        arcs += _flown(fits[-1], first_ms, piece_s, impulses)
    return TargetOrbit(
        epoch_ms=first_ms,
        trajectory=joined(arcs),
        rms_m=fits[0].rms_m if len(fits) == 1 else sqrt(sum(fit.rms_m**2 for fit in fits) / len(fits)),
        max_m=max(fit.max_m for fit in fits),
    )


def _own_reboosts_s(whereabouts: ElementSet | TargetEphemeris, epoch_ms: int) -> list[float]:
    """When an ephemeris' own states are pushed."""
    if isinstance(whereabouts, ElementSet):
        return []
    return sorted((one.utc.ms - epoch_ms) / 1000 for one in whereabouts.reboosts if one.dv_mps)


def _flown(
    fit: FitResult, epoch_ms: int, piece_s: tuple[float, float], impulses: Sequence[tuple[float, float]]
) -> list[Trajectory]:
    """A piece flown both ways from its fitted state, with impulses along the orbit: (time, delta-v)."""
    back: list[Trajectory] = []
    ahead: list[Trajectory] = []
    for arcs, end_s in ((back, piece_s[0]), (ahead, piece_s[1])):
        side = -1.0 if arcs is back else 1.0
        t_s, r_m, v_mps = fit.start_s, fit.r_m, fit.v_mps
        between = sorted((one for one in impulses if side * t_s < side * one[0] < side * end_s), reverse=arcs is back)
        for at_s, dv_mps in (*between, (end_s, 0.0)):
            if at_s == t_s:
                continue
            arcs.append(propagate(r_m, v_mps, epoch_ms, t_s, at_s, fit.forces, _TOLERANCE_M))
            t_s = at_s
            r_m, v_mps = arcs[-1].state_at(at_s)
            v_mps = v_mps * (1.0 + side * dv_mps / float(np.linalg.norm(v_mps)))
    return [*reversed(back), *ahead]


def _pieces(start_s: float, end_s: float, pushes_s: Sequence[float]) -> list[tuple[float, float]]:
    """The spans between reboosts; one that would be too short goes with the span before it."""
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
