"""Orbital instants: when a trajectory passes a node, an apsis or the umbra's edge, and when two are at a range."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from math import ceil, pi, sqrt

import numpy as np

from missionplanner.orbit.almanac import sun_position_gcrs
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.earth_pole import pole_gcrs
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.light import above_umbra
from missionplanner.orbit.trajectory import Trajectory
from missionplanner.orbit.vectors import Array, dot, norm

_SAMPLES_PER_REVOLUTION = 90
_ACCURACY_S = 1e-4
_MOST_REFINEMENTS = 60


class InstantKind(StrEnum):
    """What can be found on one trajectory.

    Nodes are crossings of the true equator of date. Perigee and apogee are where the radial rate passes through zero,
    so that on a nearly circular orbit, where the Earth's oblateness shapes the height, they are what a radar would
    call so. Sunrise and sunset are crossings of the umbra's edge: first and last light.
    """

    ASCENDING_NODE = "ascending-node"
    DESCENDING_NODE = "descending-node"
    PERIGEE = "perigee"
    APOGEE = "apogee"
    SUNRISE = "sunrise"
    SUNSET = "sunset"


_FALLING = {InstantKind.DESCENDING_NODE, InstantKind.APOGEE, InstantKind.SUNSET}


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
        OrbitInputError: the span is empty or leaves the trajectory.
    """
    function = _function(InstantKind(kind), trajectory)
    times_s = _samples(trajectory, start_s, end_s)
    return _crossings(function, times_s, rising=kind not in _FALLING)


def find_range_crossings(
    one: Trajectory,
    other: Trajectory,
    range_m: float,
    start_s: float,
    end_s: float,
    *,
    closing: bool | None = None,
) -> Array:
    """When the distance between two trajectories passes a value, to better than a millisecond.

    Args:
        one: a trajectory.
        other: another with the same epoch.
        range_m: the distance [m].
        start_s: start of the span [s since the epoch].
        end_s: its end.
        closing: True for crossings while the distance shrinks, False while it grows, None for both.

    Returns:
        Times [s since the epoch], ascending, (n,).

    Raises:
        OrbitInputError: the epochs differ, the range is not positive, or the span leaves a trajectory.
    """
    _check_same_epoch(one, other)
    if not range_m > 0.0:
        raise OrbitInputError(f"the range is {range_m} m; it must be greater than zero")

    def beyond_m(t_s: Array) -> Array:
        return norm(one.position(t_s) - other.position(t_s)) - range_m

    times_s = _samples(one, start_s, end_s)
    found = [_crossings(beyond_m, times_s, rising=rising) for rising in (False, True) if closing is not rising]
    return np.sort(np.concatenate(found))


def find_closest_approaches(one: Trajectory, other: Trajectory, start_s: float, end_s: float) -> Array:
    """When the distance between two trajectories is least (TCA), to better than a millisecond.

    Args:
        one: a trajectory.
        other: another with the same epoch.
        start_s: start of the span [s since the epoch].
        end_s: its end; minima at the ends of the span do not count.

    Returns:
        Times [s since the epoch], ascending, (n,).

    Raises:
        OrbitInputError: the epochs differ, or the span leaves a trajectory.
    """
    _check_same_epoch(one, other)

    def range_rate(t_s: Array) -> Array:
        (r_one_m, v_one_mps), (r_other_m, v_other_mps) = one.state(t_s), other.state(t_s)
        return dot(r_one_m - r_other_m, v_one_mps - v_other_mps)

    return _crossings(range_rate, _samples(one, start_s, end_s), rising=True)


def _function(kind: InstantKind, trajectory: Trajectory) -> Callable[[Array], Array]:
    """What passes through zero at an instant of a kind."""
    if kind in (InstantKind.ASCENDING_NODE, InstantKind.DESCENDING_NODE):
        pole = pole_gcrs(trajectory.epoch_utc_ms)
        return lambda t_s: np.asarray(trajectory.position(t_s) @ pole)
    if kind in (InstantKind.PERIGEE, InstantKind.APOGEE):
        return lambda t_s: dot(*trajectory.state(t_s))
    return lambda t_s: above_umbra(trajectory.position(t_s), sun_position_gcrs(trajectory.epoch_utc_ms, t_s))


def _samples(trajectory: Trajectory, start_s: float, end_s: float) -> Array:
    """Times close enough that between two of them nothing happens twice."""
    if not end_s >= start_s:
        raise OrbitInputError(f"the span from {start_s} s to {end_s} s ends before it starts")
    r_m, v_mps = trajectory.state_at(start_s)
    trajectory.state_at(end_s)
    distance_m = sqrt(float(r_m @ r_m))
    semi_major_m = 1.0 / (2.0 / distance_m - float(v_mps @ v_mps) / GM_EARTH_M3PS2)
    shortest_s = 2.0 * pi * sqrt(min(distance_m, semi_major_m) ** 3 / GM_EARTH_M3PS2)
    count = ceil((end_s - start_s) / shortest_s * _SAMPLES_PER_REVOLUTION) + 2
    return np.linspace(start_s, end_s, count)


def _crossings(function: Callable[[Array], Array], times_s: Array, *, rising: bool) -> Array:
    """Zeros of a function in one direction, all brackets refined together by the Illinois rule.

    Source: Dowell & Jarratt, BIT 11 (1971).
    """

    def signed(t_s: Array) -> Array:
        return function(t_s) if rising else -function(t_s)

    times_s, values = _with_turning_points(signed, times_s)
    before = np.flatnonzero((values[:-1] < 0.0) & (values[1:] >= 0.0))
    if not len(before):
        return np.empty(0)
    low_s, high_s, low, high = times_s[before], times_s[before + 1], values[before], values[before + 1]
    guess_s = high_s
    for _ in range(_MOST_REFINEMENTS):
        previous_s = guess_s
        rise = np.where(high == low, 1.0, high - low)
        guess_s = high_s - high * (high_s - low_s) / rise
        if abs(guess_s - previous_s).max() < _ACCURACY_S:
            break
        value = signed(guess_s)
        # `low` is the end left behind for longer, `high` the latest guess: their signs differ
        stays = value * high > 0.0
        low_s, low = np.where(stays, low_s, high_s), np.where(stays, 0.5 * low, high)
        high_s, high = guess_s, value
    return guess_s


def _with_turning_points(function: Callable[[Array], Array], times_s: Array) -> tuple[Array, Array]:
    """Samples with one more where three of them bend towards zero, so that a brief crossing is not missed."""
    values = function(times_s)
    if len(times_s) < 3:
        return times_s, values
    left, middle, right = values[:-2], values[1:-1], values[2:]
    bends = (middle * (left - middle) >= 0.0) & (middle * (right - middle) >= 0.0) & (left + right != 2.0 * middle)
    at = np.flatnonzero(bends)
    if not len(at):
        return times_s, values
    offset = 0.5 * (left[at] - right[at]) / (left[at] - 2.0 * middle[at] + right[at])
    extra_s = times_s[at + 1] + offset * (times_s[1] - times_s[0])
    all_s = np.concatenate([times_s, extra_s])
    order = np.argsort(all_s, kind="stable")
    return all_s[order], np.concatenate([values, function(extra_s)])[order]


def _check_same_epoch(one: Trajectory, other: Trajectory) -> None:
    if one.epoch_utc_ms != other.epoch_utc_ms:
        raise OrbitInputError(
            f"the trajectories have epochs {one.epoch_utc_ms} ms and {other.epoch_utc_ms} ms; they must share one"
        )
