"""The Kepler ellipse that precesses under J2, from an osculating state.

Source: Hoots & Roehrich, Spacetrack Report No. 3 (1980), for secular rates and short periods; Vallado, Fundamentals of
Astrodynamics, 9.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, inf, sin, sqrt

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.vectors import Array

K2_M2 = 0.5 * J2 * EARTH_RADIUS_M**2
_MEAN_STEPS = 2


@dataclass(frozen=True, kw_only=True)
class MeanEllipse:
    """Mean elements of a state and their secular rates, in a frame whose z axis is the pole."""

    semi_major_m: float
    eccentricity: float
    inclination_rad: float
    raan_rad: float
    perigee_rad: float
    anomaly_rad: float
    raan_radps: float
    perigee_radps: float
    anomaly_radps: float

    @property
    def parameter_m(self) -> float:
        """Semi-latus rectum [m]."""
        return self.semi_major_m * (1.0 - self.eccentricity**2)

    @property
    def mean_motion_radps(self) -> float:
        """Kepler's mean motion, without what J2 adds [rad/s]."""
        return sqrt(GM_EARTH_M3PS2 / self.semi_major_m) / self.semi_major_m


def mean_ellipse(r_m: Array, v_mps: Array) -> MeanEllipse:
    """The mean elements of an osculating state.

    Args:
        r_m: position in an inertial frame whose z axis is the pole [m], (3,).
        v_mps: velocity [m/s], (3,); the orbit must be bound.

    Raises:
        OrbitInputError: the mean orbit is not bound, as one that plunged into dense air may come out.
    """
    x, y, z = r_m.tolist()
    vx, vy, vz = v_mps.tolist()
    hx, hy, hz = y * vz - z * vy, z * vx - x * vz, x * vy - y * vx
    across, momentum = hypot(hx, hy), sqrt(hx * hx + hy * hy + hz * hz)
    node_x, node_y = (-hy / across, hx / across) if across > 1e-12 * momentum else (1.0, 0.0)
    along = x * node_x + y * node_y
    beside = (z * (hx * node_y - hy * node_x) + hz * (node_x * y - node_y * x)) / momentum
    distance_m = sqrt(x * x + y * y + z * z)
    osculating = (
        distance_m,
        atan2(beside, along),
        atan2(node_y, node_x),
        atan2(across, hz),
        (x * vx + y * vy + z * vz) / distance_m,
        momentum / distance_m,
    )
    mean = osculating
    for _ in range(_MEAN_STEPS):
        mean = tuple(o - short for o, short in zip(osculating, _short_periods(*mean), strict=True))
    radius_m, latitude_rad, raan_rad, inclination_rad, climb_mps, across_mps = mean
    momentum = radius_m * across_mps
    p = momentum**2 / GM_EARTH_M3PS2
    a = 1.0 / (2.0 / radius_m - (climb_mps**2 + across_mps**2) / GM_EARTH_M3PS2)
    if not 0.0 < a < inf:
        raise OrbitInputError(f"the mean semi-major axis is {a:.6g} m; the orbit must be bound")
    e_cosine, e_sine = p / radius_m - 1.0, climb_mps * sqrt(p / GM_EARTH_M3PS2)
    e, true_rad = hypot(e_sine, e_cosine), atan2(e_sine, e_cosine)
    beta = sqrt(max(0.0, 1.0 - e * e))
    eccentric_rad = atan2(beta * sin(true_rad), e + cos(true_rad))
    n = sqrt(GM_EARTH_M3PS2 / a) / a
    tilt, strength = cos(inclination_rad), K2_M2 / p**2
    return MeanEllipse(
        semi_major_m=a,
        eccentricity=e,
        inclination_rad=inclination_rad,
        raan_rad=raan_rad,
        perigee_rad=latitude_rad - true_rad,
        anomaly_rad=eccentric_rad - e * sin(eccentric_rad),
        raan_radps=-3.0 * n * strength * tilt,
        perigee_radps=1.5 * n * strength * (5.0 * tilt**2 - 1.0),
        anomaly_radps=n * (1.0 + 1.5 * strength * beta * (3.0 * tilt**2 - 1.0)),
    )


def _short_periods(
    radius_m: float, latitude_rad: float, raan_rad: float, inclination_rad: float, climb_mps: float, across_mps: float
) -> tuple[float, float, float, float, float, float]:
    """What J2 adds, within a revolution, to radius, argument of latitude, node, inclination and the two speeds."""
    del raan_rad
    p = (radius_m * across_mps) ** 2 / GM_EARTH_M3PS2
    a = 1.0 / (2.0 / radius_m - (climb_mps**2 + across_mps**2) / GM_EARTH_M3PS2)
    if not 0.0 < a < inf:
        raise OrbitInputError(f"the mean semi-major axis is {a:.6g} m; the orbit must be bound")
    n, beta = sqrt(GM_EARTH_M3PS2 / a) / a, sqrt(max(0.0, p / a))
    c, s = cos(inclination_rad), sin(inclination_rad)
    sine, cosine = sin(2.0 * latitude_rad), cos(2.0 * latitude_rad)
    k_m, k = K2_M2 / p, K2_M2 / p**2
    return (
        -1.5 * k * beta * (3.0 * c * c - 1.0) * radius_m + 0.5 * k_m * s * s * cosine,
        -0.25 * k * (7.0 * c * c - 1.0) * sine,
        1.5 * k * c * sine,
        1.5 * k * c * s * cosine,
        -n * k_m * s * s * sine,
        n * k_m * (s * s * cosine + 1.5 * (3.0 * c * c - 1.0)),
    )
