"""Fly an ephemeris on beyond its ends, with the drag that its own last or first hours show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M
from missionplanner.orbit.drag_fit import fit_drag_to_ephemeris
from missionplanner.orbit.ephemeris import Ephemeris
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces import Drag, Forces
from missionplanner.orbit.propagator import propagate
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


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """A state beyond an ephemeris.

    Attributes:
        r_m: GCRS position [m], (3,).
        v_mps: GCRS velocity [m/s], (3,).
        from_s: time of the state of the ephemeris that it was flown from [s since its epoch].
        drag_factor: what the drag was multiplied with; None if it was left out.
    """

    r_m: Array
    v_mps: Array
    from_s: float
    drag_factor: float | None


def state_beyond(ephemeris: Ephemeris, t_s: float, ballistic_m2pkg: float | None) -> Beyond:
    """Fly the state of an ephemeris that is nearest to a time outside of it, or in a gap of it, to that time.

    Gravity is EGM2008 to degree and order 36, with Sun and Moon; the drag is what explains the six hours of the
    ephemeris next to that state.

    Args:
        ephemeris: the ephemeris.
        t_s: a time [s since its epoch] that it does not cover.
        ballistic_m2pkg: drag coefficient times area over mass, if it is known.

    Raises:
        OrbitInputError: the state is not that of a bound orbit, or the time is too far away.
        PropagationError: the orbit cannot be flown.
    """
    from_s, r_m, v_mps = ephemeris.nearest_state(t_s)
    forces = _forces(ephemeris, from_s, t_s >= from_s, ballistic_m2pkg)
    if t_s != from_s:
        r_m, v_mps = propagate(r_m, v_mps, ephemeris.epoch_utc_ms, from_s, t_s, forces).state_at(t_s)
    factor = None if forces.drag is None else forces.drag.factor
    return Beyond(r_m=r_m, v_mps=v_mps, from_s=from_s, drag_factor=factor)


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
