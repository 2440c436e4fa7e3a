"""Two trajectories together: when their range or range rate passes a value, and when they are closest."""

from __future__ import annotations

from math import isfinite

import numpy as np

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.geometry.roots import Crossings, Function, Spans, crossings, spans_above
from missionplanner.orbit.geometry.sampling import check_same_epoch, search_times
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array, dot, norm


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
    found = crossings(_within(one, other, range_m), search_times(start_s, end_s, one, other))
    return found.t_s if closing is None else found.rising_s if closing else found.falling_s


def find_spans_within_range(one: Trajectory, other: Trajectory, range_m: float, start_s: float, end_s: float) -> Spans:
    """The spans in which two trajectories are no further apart than a distance [m], to better than a millisecond.

    Raises:
        OrbitInputError: the epochs differ, the range is not positive, or the span leaves a trajectory.
    """
    return spans_above(_within(one, other, range_m), search_times(start_s, end_s, one, other))


def find_range_rate_crossings(
    one: Trajectory, other: Trajectory, range_rate_mps: float, start_s: float, end_s: float
) -> Crossings:
    """When the range rate between two trajectories passes a value, to better than a millisecond.

    A burn that takes the rate across the value counts, at its instant.

    Args:
        one: a trajectory.
        other: another with the same epoch.
        range_rate_mps: the rate [m/s], negative while the distance shrinks.
        start_s: start of the span [s since the epoch].
        end_s: its end.

    Raises:
        OrbitInputError: the epochs differ, the rate is not finite, or the span leaves a trajectory.
    """
    check_same_epoch(one, other)
    if not isfinite(range_rate_mps):
        raise OrbitInputError(f"the range rate is {range_rate_mps} m/s; it must be finite")

    def faster_mps(t_s: Array) -> Array:
        return range_rate(one, other, t_s) - range_rate_mps

    return crossings(faster_mps, search_times(start_s, end_s, one, other))


def range_rate(one: Trajectory, other: Trajectory, t_s: Array) -> Array:
    """How fast the distance between two trajectories grows at times [s since the epoch], [m/s], (n,).

    Zero where they are at the same place.
    """
    (r_one_m, v_one_mps), (r_other_m, v_other_mps) = one.state(t_s), other.state(t_s)
    apart_m = r_one_m - r_other_m
    rate: Array = dot(apart_m, v_one_mps - v_other_mps) / np.maximum(norm(apart_m), 1e-9)
    return rate


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

    def growth(t_s: Array) -> Array:
        (r_one_m, v_one_mps), (r_other_m, v_other_mps) = one.state(t_s), other.state(t_s)
        return dot(r_one_m - r_other_m, v_one_mps - v_other_mps)

    return crossings(growth, search_times(start_s, end_s, one, other)).rising_s


def _within(one: Trajectory, other: Trajectory, range_m: float) -> Function:
    """How far inside a range two trajectories are, as a difference of squares: a parabola also where they rush by."""
    check_same_epoch(one, other)
    if not range_m > 0.0:
        raise OrbitInputError(f"the range is {range_m} m; it must be greater than zero")

    def within_m2(t_s: Array) -> Array:
        apart_m = one.position(t_s) - other.position(t_s)
        return range_m * range_m - dot(apart_m, apart_m)

    return within_m2
