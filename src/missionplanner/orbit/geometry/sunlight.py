"""The Sun along a trajectory: spans in shadow, and when beta or the Sun's angle to a body axis passes a limit."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, pi
from typing import Literal

import numpy as np

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.geometry.light import above_penumbra, above_umbra, beta_angle, sun_angle_to_axis
from missionplanner.orbit.geometry.roots import Crossings, Function, Spans, crossings, spans_above
from missionplanner.orbit.geometry.sampling import search_times
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.almanac import sun_position_gcrs
from missionplanner.orbit.vectors import Array, norm

AxisFrame = Literal["lvlh", "gcrs"]


def umbra_edge(trajectory: Trajectory) -> Function:
    """By how much the Sun's upper edge stands above the Earth's along a path [rad], negative in the umbra."""
    return _towards_sun(trajectory, above_umbra)


def penumbra_edge(trajectory: Trajectory) -> Function:
    """By how much the Sun's lower edge stands above the Earth's along a path [rad], negative in any shadow."""
    return _towards_sun(trajectory, above_penumbra)


def find_umbra_spans(trajectory: Trajectory, start_s: float, end_s: float) -> Spans:
    """The spans in the umbra, from sunset to sunrise, to better than a millisecond.

    Raises:
        OrbitInputError: the span ends before it starts or leaves the trajectory.
    """
    return _spans_below(umbra_edge(trajectory), search_times(start_s, end_s, trajectory))


def find_shadow_spans(trajectory: Trajectory, start_s: float, end_s: float) -> Spans:
    """The spans in umbra or penumbra, in which the Sun's disc is not whole, to better than a millisecond.

    Raises:
        OrbitInputError: the span ends before it starts or leaves the trajectory.
    """
    return _spans_below(penumbra_edge(trajectory), search_times(start_s, end_s, trajectory))


def beta_angles(trajectory: Trajectory, t_s: Array) -> Array:
    """The Sun's height over the osculating orbit plane at times [s since the epoch], towards the momentum, [rad], (n,).

    The oblate Earth tilts the osculating plane to and fro twice a revolution, by some hundredths of a degree.
    """
    return beta_angle(*trajectory.state(t_s), sun_position_gcrs(trajectory.epoch_utc_ms, t_s))


def find_beta_crossings(trajectory: Trajectory, limit_rad: float, start_s: float, end_s: float) -> Crossings:
    """When the beta angle passes a limit, to better than a millisecond; several times if it wavers there.

    Args:
        trajectory: where to look.
        limit_rad: the limit [rad], from -pi/2 to pi/2.
        start_s: start of the span [s since the epoch].
        end_s: its end.

    Raises:
        OrbitInputError: the limit is no such angle, or the span leaves the trajectory.
    """
    if not abs(limit_rad) <= 0.5 * pi:
        raise OrbitInputError(f"the beta angle is {limit_rad} rad; it must lie between -pi/2 and pi/2")
    return crossings(lambda t_s: beta_angles(trajectory, t_s) - limit_rad, search_times(start_s, end_s, trajectory))


def sun_angles_to_axis(trajectory: Trajectory, axis: Array, frame: AxisFrame, t_s: Array) -> Array:
    """The Sun's angle to a body axis that is held in a frame, at times [s since the epoch], in [0, pi] [rad], (n,).

    Args:
        trajectory: the path of the body.
        axis: direction of the axis in the frame, of any length, (3,).
        frame: ``lvlh`` for a body that keeps its attitude to the Earth, ``gcrs`` for one that keeps it to the stars.
        t_s: times [s since the epoch], (n,).

    Raises:
        OrbitInputError: the axis has no direction, or a time lies outside the trajectory.
    """
    axis = np.asarray(axis, dtype=float)
    if axis.shape != (3,) or not np.isfinite(axis).all() or not isfinite(size := float(norm(axis))) or size == 0.0:
        raise OrbitInputError(f"the axis is {axis.tolist()}; three finite components, not all zero, are needed")
    r_m, v_mps = trajectory.state(t_s)
    return sun_angle_to_axis(r_m, v_mps, axis, frame, sun_position_gcrs(trajectory.epoch_utc_ms, t_s))


def find_spans_of_sun_near_axis(
    trajectory: Trajectory, axis: Array, frame: AxisFrame, limit_rad: float, start_s: float, end_s: float
) -> Spans:
    """The spans in which the Sun stands within an angle of a body axis, whether the Earth hides it or not.

    Args:
        trajectory: the path of the body.
        axis: direction of the axis in the frame, of any length, (3,).
        frame: what the axis is held in, as for `sun_angles_to_axis`.
        limit_rad: the angle [rad], between 0 and pi.
        start_s: start of the span [s since the epoch].
        end_s: its end.

    Raises:
        OrbitInputError: the limit or the axis cannot be, or the span leaves the trajectory.
    """
    if not 0.0 < limit_rad < pi:
        raise OrbitInputError(f"the Sun's angle is {limit_rad} rad; it must lie between 0 and pi")
    least_cosine = float(np.cos(limit_rad))

    # The cosine is smooth where the Sun passes through the axis itself; the angle has a corner there.
    def inside(t_s: Array) -> Array:
        return np.cos(sun_angles_to_axis(trajectory, axis, frame, t_s)) - least_cosine

    return spans_above(inside, search_times(start_s, end_s, trajectory))


def _towards_sun(trajectory: Trajectory, edge: Callable[[Array, Array], Array]) -> Function:
    return lambda t_s: edge(trajectory.position(t_s), sun_position_gcrs(trajectory.epoch_utc_ms, t_s))


def _spans_below(function: Function, times_s: Array) -> Spans:
    return spans_above(lambda t_s: -function(t_s), times_s)
