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
from missionplanner.orbit.propagation.mean_ellipse import K2_M2, MeanEllipse
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
    c, s = cos(ellipse.inclination_rad), sin(ellipse.inclination_rad)
    k = K2_M2 / ellipse.parameter_m**2
    times_s = starts_s + local_s

    # Places and directions in the plane are complex numbers: along x and along y.
    # Inside a segment the moving node turns the path about the pole: in the plane here, out of it below.
    angles_rad = np.array([[[ellipse.perigee_rad]], [[ellipse.anomaly_rad]]])
    rates_radps = np.array([[[ellipse.perigee_radps]], [[ellipse.anomaly_radps]]])
    inside_radps = rates_radps + np.array([[[c * ellipse.raan_radps]], [[0.0]]])
    perigee, anomaly = np.exp(1j * (angles_rad + rates_radps * starts_s)) * np.exp(1j * (inside_radps * local_s))
    place_m, outward = _on_ellipse(ellipse, anomaly, times_s)
    place_m *= perigee
    outward *= perigee
    twice = outward * outward
    # The short periods of the radius, and of the argument with what the node's adds to it: cos 2u and i sin 2u.
    radius_2u, argument_2u = 0.5 * k * s * s, k * (1.5 * c * c - 0.25 * (7.0 * c * c - 1.0))
    short = (0.5 * (radius_2u + argument_2u)) * twice + (0.5 * (radius_2u - argument_2u)) * twice.conj()
    short += 1.0 - 1.5 * k * sqrt(1.0 - ellipse.eccentricity**2) * (3.0 * c * c - 1.0)
    place_m *= short
    r_m = np.empty((3, *times_s.shape))
    r_m[0], r_m[1] = place_m.real, place_m.imag
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


def _on_ellipse(
    ellipse: MeanEllipse, mean: NDArray[np.complex128], times_s: Array
) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Place on the ellipse, seen from its perigee [m], and direction to it, from that of the mean anomaly, (N, S).

    Source: the expansion in e (Brouwer & Clemence, Methods of Celestial Mechanics, II.3) while e is small, else
    Kepler's equation.
    """
    a, e = ellipse.semi_major_m, ellipse.eccentricity
    if e < _NEARLY_CIRCULAR:
        beside = e * (mean * mean - 1.0)
        series = mean * (1.0 - 0.125 * e * e + (0.375 * e) * beside)
        series += 0.5 * beside + (0.125 * e * e) * mean.conj() - e
        return a * series, mean + beside
    anomaly = eccentric_anomaly(ellipse.anomaly_rad + ellipse.anomaly_radps * times_s, e)
    cosine = np.cos(anomaly)
    place_m = np.empty(anomaly.shape, dtype=np.complex128)
    place_m.real, place_m.imag = a * (cosine - e), (a * sqrt(1.0 - e * e)) * np.sin(anomaly)
    return place_m, place_m / (a * (1.0 - e * cosine))


def _frames(raan_rad: Array, c: float, s: float) -> Array:
    """Rotations into frames with x along a node and z along the normal of a plane of inclination i, (S, 3, 3)."""
    cos_o, sin_o = np.cos(raan_rad), np.sin(raan_rad)
    frames = np.empty((len(raan_rad), 3, 3))
    frames[:, 0, 0], frames[:, 0, 1], frames[:, 0, 2] = cos_o, sin_o, 0.0
    frames[:, 1, 0], frames[:, 1, 1], frames[:, 1, 2] = -c * sin_o, c * cos_o, s
    frames[:, 2, 0], frames[:, 2, 1], frames[:, 2, 2] = s * sin_o, -s * cos_o, c
    return frames
