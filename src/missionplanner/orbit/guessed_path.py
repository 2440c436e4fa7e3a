"""A first guess of a path: the mean ellipse with J2's short periods, in frames that follow the orbit plane.

Each segment of the path has its own inertial frame: x along the ellipse's ascending node at the segment's start, z
along its normal there. In it the path lies flat but for some kilometres, and the pole is the same for all segments.

Source: Hoots & Roehrich, Spacetrack Report No. 3 (1980), for the short periods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, sin, sqrt

import numpy as np

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.kepler import eccentric_anomaly
from missionplanner.orbit.mean_ellipse import K2_M2, MeanEllipse
from missionplanner.orbit.vectors import Array

_NEARLY_CIRCULAR = 0.02


@dataclass(frozen=True, kw_only=True)
class GuessedPath:
    """The guess at N times in each of S segments, in the segments' frames, components before times.

    Attributes:
        ellipse: the mean ellipse at the first time.
        starts_s: first time of each segment [s], (S,).
        times_s: all times [s], (S, N).
        r_m: positions [m], (3, S, N).
        v_mps: velocities in the plane [m/s], (2, S, N).
        v_across_mps: the third component of the first velocity of each segment [m/s], (S,).
        perigee: cosine and sine of the argument of perigee, (2, S, N).
        dcm_segment_from_polar: rotation into each segment's frame from that of the ellipse, (S, 3, 3).
    """

    ellipse: MeanEllipse
    starts_s: Array
    times_s: Array
    r_m: Array
    v_mps: Array
    v_across_mps: Array
    perigee: tuple[Array, Array]
    dcm_segment_from_polar: Array


def guess_path(ellipse: MeanEllipse, starts_s: Array, local_s: Array) -> GuessedPath:
    """Evaluate an ellipse.

    Args:
        ellipse: the mean ellipse at time zero.
        starts_s: first time of each segment [s], (S,).
        local_s: times since the first of the segment [s], (1, N) if all segments are alike, else (S, N).
    """
    e, c, s = ellipse.eccentricity, cos(ellipse.inclination_rad), sin(ellipse.inclination_rad)
    p, n, beta = ellipse.parameter_m, ellipse.mean_motion_radps, sqrt(1.0 - ellipse.eccentricity**2)
    k_m, k = K2_M2 / p, K2_M2 / p**2
    times_s = starts_s[:, None] + local_s

    def turning(angle_rad: float, rate_radps: float, inside_radps: float) -> tuple[Array, Array]:
        """Cosine and sine of an angle that grows evenly from start to start and inside a segment, (S, N)."""
        at_starts = (angle_rad + rate_radps * starts_s)[:, None]
        since = inside_radps * local_s
        cos_a, sin_a, cos_b, sin_b = np.cos(at_starts), np.sin(at_starts), np.cos(since), np.sin(since)
        return cos_a * cos_b - sin_a * sin_b, sin_a * cos_b + cos_a * sin_b

    # Inside a segment the moving node turns the path about the pole: in the plane here, out of it below.
    node_radps = ellipse.raan_radps
    cos_w, sin_w = turning(ellipse.perigee_rad, ellipse.perigee_radps, ellipse.perigee_radps + c * node_radps)
    cos_f, sin_f = _true_anomaly(ellipse, beta, times_s, turning)
    cos_u, sin_u = cos_f * cos_w - sin_f * sin_w, sin_f * cos_w + cos_f * sin_w
    on_ellipse_m = p / (1.0 + e * cos_f)
    sin_2u, cos_2u = 2.0 * sin_u * cos_u, 1.0 - 2.0 * sin_u * sin_u
    r = (1.0 - 1.5 * k * beta * (3.0 * c * c - 1.0)) * on_ellipse_m + (0.5 * k_m * s * s) * cos_2u
    climb = (sqrt(GM_EARTH_M3PS2 / p) * e) * sin_f - (n * k_m * s * s) * sin_2u
    across = sqrt(GM_EARTH_M3PS2 * p) / on_ellipse_m + n * k_m * (s * s * cos_2u + 1.5 * (3.0 * c * c - 1.0))
    # The node's short period, seen in the plane, adds to the argument's own; both turn the position a little.
    ahead = (1.5 * k * c * c - 0.25 * k * (7.0 * c * c - 1.0)) * sin_2u
    cos_u, sin_u = cos_u - sin_u * ahead, sin_u + cos_u * ahead
    r_m, v_mps = np.empty((3, *times_s.shape)), np.empty((2, *times_s.shape))
    np.multiply(r, cos_u, out=r_m[0])
    np.multiply(r, sin_u, out=r_m[1])
    # The short periods of node and inclination together tilt the plane about the node: z = -3/2 k c s y.
    np.multiply(r_m[1], -1.5 * k * c * s, out=r_m[2])
    r_m[2] -= (s * node_radps * local_s) * r_m[0]
    np.subtract(climb * cos_u, across * sin_u, out=v_mps[0])
    np.add(climb * sin_u, across * cos_u, out=v_mps[1])
    return GuessedPath(
        ellipse=ellipse,
        starts_s=starts_s,
        times_s=times_s,
        r_m=r_m,
        v_mps=v_mps,
        v_across_mps=(-1.5 * k * c * s) * v_mps[1, :, 0] - (s * node_radps) * r_m[0, :, 0],
        perigee=(cos_w, sin_w),
        dcm_segment_from_polar=_frames(ellipse.raan_rad + ellipse.raan_radps * starts_s, c, s),
    )


def _true_anomaly(
    ellipse: MeanEllipse, beta: float, times_s: Array, turning: Callable[[float, float, float], tuple[Array, Array]]
) -> tuple[Array, Array]:
    """Cosine and sine of the true anomaly, each (S, N).

    Source: the equation of the centre to the third order (Vallado, 2.2) while e is small, else Kepler's equation.
    """
    e = ellipse.eccentricity
    if e < _NEARLY_CIRCULAR:
        cos_m, sin_m = turning(ellipse.anomaly_rad, ellipse.anomaly_radps, ellipse.anomaly_radps)
        ahead = sin_m * ((2.0 * e - 0.25 * e**3) + (2.5 * e * e) * cos_m)
        ahead += sin_m * ((52.0 / 12.0 * e**3) * cos_m * cos_m - 13.0 / 12.0 * e**3)
        square = ahead * ahead
        cos_ahead = 1.0 + square * (square * (1.0 / 24.0) - 0.5)
        sin_ahead = ahead - square * ahead * (1.0 / 6.0)
        return cos_m * cos_ahead - sin_m * sin_ahead, sin_m * cos_ahead + cos_m * sin_ahead
    anomaly = eccentric_anomaly(ellipse.anomaly_rad + ellipse.anomaly_radps * times_s, e)
    cos_e, sin_e = np.cos(anomaly), np.sin(anomaly)
    inverse = 1.0 / (1.0 - e * cos_e)
    return (cos_e - e) * inverse, beta * sin_e * inverse


def _frames(raan_rad: Array, c: float, s: float) -> Array:
    """Rotations into frames with x along a node and z along the normal of a plane of inclination i, (S, 3, 3)."""
    cos_o, sin_o = np.cos(raan_rad), np.sin(raan_rad)
    frames = np.empty((len(raan_rad), 3, 3))
    frames[:, 0, 0], frames[:, 0, 1], frames[:, 0, 2] = cos_o, sin_o, 0.0
    frames[:, 1, 0], frames[:, 1, 1], frames[:, 1, 2] = -c * sin_o, c * cos_o, s
    frames[:, 2, 0], frames[:, 2, 1], frames[:, 2, 2] = s * sin_o, -s * cos_o, c
    return frames
