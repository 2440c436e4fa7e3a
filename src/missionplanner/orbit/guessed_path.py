"""A first guess of a path: the mean ellipse with J2's short periods, in frames that follow the orbit plane.

Each segment of the path has its own inertial frame: x along the ellipse's ascending node at the segment's start, z
along its normal there. In it the path lies flat but for some kilometres, and the pole is the same for all segments.

Source: Hoots & Roehrich, Spacetrack Report No. 3 (1980), for the short periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.chebyshev import Basis
from missionplanner.orbit.kepler import eccentric_anomaly
from missionplanner.orbit.mean_ellipse import K2_M2, MeanEllipse
from missionplanner.orbit.vectors import Array

_NEARLY_CIRCULAR = 0.02


@dataclass(frozen=True, kw_only=True)
class GuessedPath:
    """The guess at N times in each of S segments, in the segments' frames: components, times, segments.

    Attributes:
        starts_s: first time of each segment [s], (S,).
        times_s: all times [s], (N, S).
        r_m: positions [m], (3, N, S).
        v_mps: velocities [m/s], (3, N, S).
        dcm_segment_from_polar: rotation into each segment's frame from that of the ellipse, (S, 3, 3).
    """

    starts_s: Array
    times_s: Array
    r_m: Array
    v_mps: Array
    dcm_segment_from_polar: Array


def guess_path(ellipse: MeanEllipse, starts_s: Array, half_s: Array, basis: Basis) -> GuessedPath:
    """Evaluate an ellipse.

    Args:
        ellipse: the mean ellipse at time zero.
        starts_s: first time of each segment [s], (S,).
        half_s: half the length of each segment [s], (1,) if all are alike, else (S,).
        basis: the Chebyshev nodes of a segment.
    """
    local_s = (basis.nodes[:, None] + 1.0) * half_s
    e, c, s = ellipse.eccentricity, cos(ellipse.inclination_rad), sin(ellipse.inclination_rad)
    p, beta = ellipse.parameter_m, sqrt(1.0 - ellipse.eccentricity**2)
    k_m, k = K2_M2 / p, K2_M2 / p**2
    times_s = starts_s + local_s

    # Directions in the plane are complex numbers: cosine and sine as real and imaginary part.
    # Inside a segment the moving node turns the path about the pole: in the plane here, out of it below.
    perigee = _turning(ellipse.perigee_rad, ellipse.perigee_radps, starts_s) * _turning(
        0.0, ellipse.perigee_radps + c * ellipse.raan_radps, local_s
    )
    from_perigee = _true_anomaly(ellipse, beta, starts_s, local_s)
    outward = from_perigee * perigee
    twice = outward * outward
    on_ellipse_m = p / (1.0 + e * from_perigee.real)
    radius_m = (1.0 - 1.5 * k * beta * (3.0 * c * c - 1.0)) * on_ellipse_m + (0.5 * k_m * s * s) * twice.real
    # The node's short period, seen in the plane, adds to the argument's own.
    outward += outward * ((1.5 * k * c * c - 0.25 * k * (7.0 * c * c - 1.0)) * 1j * twice.imag)
    r_m = np.empty((3, *times_s.shape))
    np.multiply(radius_m, outward.real, out=r_m[0])
    np.multiply(radius_m, outward.imag, out=r_m[1])
    # The short periods of node and inclination together tilt the plane about the node: z = -3/2 k c s y.
    np.multiply(r_m[1], -1.5 * k * c * s, out=r_m[2])
    r_m[2] -= (s * ellipse.raan_radps * local_s) * r_m[0]
    return GuessedPath(
        starts_s=starts_s,
        times_s=times_s,
        r_m=r_m,
        v_mps=(basis.slope @ r_m) / half_s,
        dcm_segment_from_polar=_frames(ellipse.raan_rad + ellipse.raan_radps * starts_s, c, s),
    )


def _turning(angle_rad: float, rate_radps: float, t_s: Array) -> NDArray[np.complex128]:
    """The direction of an angle that grows evenly."""
    direction: NDArray[np.complex128] = np.exp(1j * (angle_rad + rate_radps * t_s))
    return direction


def _true_anomaly(ellipse: MeanEllipse, beta: float, starts_s: Array, local_s: Array) -> NDArray[np.complex128]:
    """The direction of the true anomaly, (N, S).

    Source: the equation of the centre to the third order (Vallado, 2.2) while e is small, else Kepler's equation.
    """
    e, rate_radps = ellipse.eccentricity, ellipse.anomaly_radps
    if e < _NEARLY_CIRCULAR:
        mean = _turning(ellipse.anomaly_rad, rate_radps, starts_s) * _turning(0.0, rate_radps, local_s)
        ahead = mean.imag * (
            (2.0 * e - 4.0 / 3.0 * e**3) + (2.5 * e * e) * mean.real + (13.0 / 3.0 * e**3) * mean.real**2
        )
        turn = 1j * ahead
        turned: NDArray[np.complex128] = mean * (1.0 + turn * (1.0 + turn * (1.0 / 2.0 + turn * (1.0 / 6.0))))
        return turned
    anomaly = eccentric_anomaly(ellipse.anomaly_rad + rate_radps * (starts_s + local_s), e)
    direction = np.empty(anomaly.shape, dtype=np.complex128)
    cos_e = np.cos(anomaly)
    inverse = 1.0 / (1.0 - e * cos_e)
    direction.real, direction.imag = (cos_e - e) * inverse, beta * np.sin(anomaly) * inverse
    return direction


def _frames(raan_rad: Array, c: float, s: float) -> Array:
    """Rotations into frames with x along a node and z along the normal of a plane of inclination i, (S, 3, 3)."""
    cos_o, sin_o = np.cos(raan_rad), np.sin(raan_rad)
    frames = np.empty((len(raan_rad), 3, 3))
    frames[:, 0, 0], frames[:, 0, 1], frames[:, 0, 2] = cos_o, sin_o, 0.0
    frames[:, 1, 0], frames[:, 1, 1], frames[:, 1, 2] = -c * sin_o, c * cos_o, s
    frames[:, 2, 0], frames[:, 2, 1], frames[:, 2, 2] = s * sin_o, -s * cos_o, c
    return frames
