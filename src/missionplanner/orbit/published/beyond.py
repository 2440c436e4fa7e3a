"""Fly an ephemeris on beyond its ends, with the drag that its own last or first hours show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces import Drag, Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.published.drag_fit import fit_drag_to_ephemeris
from missionplanner.orbit.published.ephemeris import Ephemeris
from missionplanner.orbit.vectors import Array, norm

_GRAVITY = Forces(gravity_degree=36, gravity_order=36, sun=True, moon=True)
_FITTED_S = 6.0 * 3600.0
_SHORTEST_FIT_S = 2.0 * 3600.0
_SAMPLE_S = 240.0
_HIGHEST_WITH_DRAG_M = 1_000e3
# Of the station; where an ephemeris does not say its own, the fitted factor makes up for it.
_USUAL_BALLISTIC_M2PKG = 0.008
_LARGEST_FACTOR = 20.0
# A burn within the fitted hours leaves more than what the air's changes do.
_LARGEST_REST_M = 5.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Beyond:
    """States beyond an ephemeris.

    Attributes:
        r_m: GCRS positions [m], (n, 3).
        v_mps: GCRS velocities [m/s], (n, 3).
        from_s: times of the states of the ephemeris that they were flown from [s since its epoch], (n,).
        drag_factor: what the drag was multiplied with, NaN where it was left out, (n,).
    """

    r_m: Array
    v_mps: Array
    from_s: Array
    drag_factor: Array


def states_beyond(ephemeris: Ephemeris, t_s: Array, ballistic_m2pkg: float | None) -> Beyond:
    """Fly the states of an ephemeris that are nearest to times outside of it, or in a gap of it, to these times.

    Gravity is EGM2008 to degree and order 36, with Sun and Moon; the drag is what explains the six hours of the
    ephemeris next to that state.

    Args:
        ephemeris: the ephemeris.
        t_s: times [s since its epoch] that it does not cover, (n,).
        ballistic_m2pkg: drag coefficient times area over mass, if it is known.

    Raises:
        OrbitInputError: a state is not that of a bound orbit, or a time is too far away.
        PropagationError: the orbit cannot be flown.
    """
    ends_s = np.unique(ephemeris.arcs_s)
    from_s = ends_s[np.argmin(abs(np.asarray(t_s)[:, None] - ends_s), axis=1)]
    r_m, v_mps, factors = np.empty((len(t_s), 3)), np.empty((len(t_s), 3)), np.full(len(t_s), np.nan)
    for start_s, onward in sorted(set(zip(from_s.tolist(), (t_s >= from_s).tolist(), strict=True))):
        here = (from_s == start_s) & ((t_s >= from_s) == onward)
        forces = _forces(ephemeris, start_s, onward, ballistic_m2pkg)
        if forces.drag is not None:
            factors[here] = forces.drag.factor
        end_s = float(t_s[here].max() if onward else t_s[here].min())
        _, start_m, start_mps = ephemeris.nearest_state(end_s)
        if end_s == start_s:
            r_m[here], v_mps[here] = start_m, start_mps
        else:
            path = propagate(start_m, start_mps, ephemeris.epoch_utc_ms, start_s, end_s, forces)
            r_m[here], v_mps[here] = path.state(t_s[here])
    return Beyond(r_m=r_m, v_mps=v_mps, from_s=from_s, drag_factor=factors)


@lru_cache(maxsize=8)
def _forces(ephemeris: Ephemeris, from_s: float, onward: bool, ballistic_m2pkg: float | None) -> Forces:
    """The forces to fly on with: of the last hours, or of those of the last smooth arc if a burn lies in them."""
    side_s, far_s = (-1.0, from_s - _FITTED_S) if onward else (1.0, from_s + _FITTED_S)
    beside = [arc for arc in ephemeris.arcs_s if from_s == arc[1 if onward else 0]]
    arc_end_s = beside[0][0 if onward else 1] if beside else from_s
    unfitted = _GRAVITY if ballistic_m2pkg is None else _with_drag(ballistic_m2pkg)
    for limit_s in (far_s, max(arc_end_s, far_s) if onward else min(arc_end_s, far_s)):
        times_s = _covered_times(ephemeris, np.arange(from_s, limit_s + 0.5 * side_s, side_s * _SAMPLE_S))
        r_m, v_mps = ephemeris.state(times_s)
        if float(norm(r_m).min()) - EARTH_RADIUS_M > _HIGHEST_WITH_DRAG_M:
            return _GRAVITY
        if ballistic_m2pkg == 0.0 or times_s[-1] - times_s[0] < _SHORTEST_FIT_S:
            return unfitted
        known = _with_drag(_USUAL_BALLISTIC_M2PKG if ballistic_m2pkg is None else ballistic_m2pkg)
        try:
            fitted = fit_drag_to_ephemeris(times_s, r_m, v_mps[0], ephemeris.epoch_utc_ms, known)
        except (OrbitInputError, PropagationError):
            continue
        if fitted.rms_m < _LARGEST_REST_M and abs(fitted.number) <= _LARGEST_FACTOR:
            return fitted.forces
    return unfitted


def _with_drag(ballistic_m2pkg: float) -> Forces:
    drag = Drag(ballistic_m2pkg=ballistic_m2pkg)
    return Forces(gravity_degree=36, gravity_order=36, sun=True, moon=True, drag=drag)


def _covered_times(ephemeris: Ephemeris, times_s: Array) -> Array:
    """The first of the times that are covered without a gap, ascending."""
    covered = ephemeris.covers(times_s)
    count = len(covered) if covered.all() else int(np.argmin(covered))
    return np.sort(times_s[: max(1, count)])
