"""Orbital instants: when one trajectory passes a node, an apsis or an edge of the Earth's shadow."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from math import ceil, floor

import numpy as np

from missionplanner.orbit.geometry.roots import Crossings, Function, crossings
from missionplanner.orbit.geometry.sampling import search_times
from missionplanner.orbit.geometry.sunlight import penumbra_edge, umbra_edge
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.earth_pole import pole_gcrs
from missionplanner.orbit.vectors import Array, dot, norm

_DAY_S = 86_400.0
# Of the distance: below this only rounding shapes the height or the way across the equator (0.7 m in low orbit).
_SHAPELESS = 1e-7
_EVERY = 5


class InstantKind(StrEnum):
    """What can be found on one trajectory.

    Nodes are crossings of the true equator of date; an orbit in the equator has none. Perigee and apogee are where
    the radial rate passes through zero, so that on a nearly circular orbit, where the Earth's oblateness shapes the
    height, they are what a radar would call so; an orbit of constant height has none. Sunrise and sunset are crossings
    of the umbra's edge: first and last light. Those of the penumbra are where the Sun's disc is whole again and where
    it is first touched.
    """

    ASCENDING_NODE = "ascending-node"
    DESCENDING_NODE = "descending-node"
    PERIGEE = "perigee"
    APOGEE = "apogee"
    SUNRISE = "sunrise"
    SUNSET = "sunset"
    PENUMBRA_SUNRISE = "penumbra-sunrise"
    PENUMBRA_SUNSET = "penumbra-sunset"


_FALLING = {
    InstantKind.DESCENDING_NODE,
    InstantKind.APOGEE,
    InstantKind.SUNSET,
    InstantKind.PENUMBRA_SUNSET,
}


def find_instants(kind: InstantKind, trajectory: Trajectory, start_s: float, end_s: float) -> Array:
    """All instants of one kind in a span, to better than a millisecond.

    Args:
        kind: what to look for.
        trajectory: where to look.
        start_s: start of the span [s since the trajectory's epoch].
        end_s: its end, not before the start.

    Returns:
        Times [s since the epoch], ascending, (n,).

    Raises:
        OrbitInputError: the span ends before it starts or leaves the trajectory.
    """
    kind = InstantKind(kind)
    found = _FINDERS[kind](trajectory, search_times(start_s, end_s, trajectory))
    return found.falling_s if kind in _FALLING else found.rising_s


def _nodes(trajectory: Trajectory, times_s: Array) -> Crossings:
    pole = _pole_of_date(trajectory.epoch_utc_ms, times_s)

    def above_equator_m(t_s: Array) -> Array:
        return dot(trajectory.position(t_s), pole(t_s))

    few_s = times_s[::_EVERY]
    return _unless_shapeless(above_equator_m, times_s, few_s, norm(trajectory.position(few_s)))


def _apsides(trajectory: Trajectory, times_s: Array) -> Crossings:
    def radial(t_s: Array) -> Array:
        return dot(*trajectory.state(t_s))

    few_s = times_s[::_EVERY]
    r_m, v_mps = trajectory.state(few_s)
    return _unless_shapeless(radial, times_s, few_s, norm(r_m) * norm(v_mps))


def _umbra(trajectory: Trajectory, times_s: Array) -> Crossings:
    return crossings(umbra_edge(trajectory), times_s)


def _penumbra(trajectory: Trajectory, times_s: Array) -> Crossings:
    return crossings(penumbra_edge(trajectory), times_s)


_FINDERS: dict[InstantKind, Callable[[Trajectory, Array], Crossings]] = {
    InstantKind.ASCENDING_NODE: _nodes,
    InstantKind.DESCENDING_NODE: _nodes,
    InstantKind.PERIGEE: _apsides,
    InstantKind.APOGEE: _apsides,
    InstantKind.SUNRISE: _umbra,
    InstantKind.SUNSET: _umbra,
    InstantKind.PENUMBRA_SUNRISE: _penumbra,
    InstantKind.PENUMBRA_SUNSET: _penumbra,
}


def _unless_shapeless(function: Function, times_s: Array, few_s: Array, size: Array) -> Crossings:
    """The zeros of a function, none if all that there is of it at a few times, as a share of ``size``, is rounding."""
    if len(few_s) > 1 and (abs(function(few_s)) < _SHAPELESS * size).all():
        return Crossings(t_s=np.empty(0), rises=np.empty(0, dtype=bool))
    return crossings(function, times_s)


def _pole_of_date(epoch_utc_ms: int, times_s: Array) -> Function:
    """The Earth's axis in the GCRS at times, (n,) -> (n, 3), straight between one midnight and the next."""
    days = np.arange(floor(times_s[0] / _DAY_S), ceil(times_s[-1] / _DAY_S) + 1)
    poles = np.array([pole_gcrs(epoch_utc_ms + round(1000.0 * _DAY_S * day)) for day in days])

    def pole(t_s: Array) -> Array:
        return np.stack([np.interp(t_s / _DAY_S, days, component) for component in poles.T], axis=-1)

    return pole
