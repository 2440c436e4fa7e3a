"""Motion on a Kepler ellipse, from a state vector and with no regard to which elements are singular."""

from __future__ import annotations

from math import pi

import numpy as np

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.vectors import Array, dot, norm

_MOST_ITERATIONS = 30


def eccentric_anomaly(mean_anomaly_rad: Array | float, eccentricity: Array | float) -> Array:
    """Solve Kepler's equation E - e sin E = M for 0 <= e < 1.

    Args:
        mean_anomaly_rad: M [rad], any shape; the answer stays in M's own revolution.
        eccentricity: e, broadcast against M.

    Returns:
        E [rad], to rounding.

    Source: Danby, Fundamentals of Celestial Mechanics, 6.6, for the quartic iteration; Meeus, Astronomical
    Algorithms, 30, for the start, but Danby's where the orbit is so eccentric that Meeus's can lead astray.
    """
    mean = np.asarray(mean_anomaly_rad, dtype=float)
    e = np.asarray(eccentricity, dtype=float)
    whole = np.rint(mean / (2.0 * pi)) * (2.0 * pi)
    local = mean - whole
    sine = np.sin(local)
    anomaly = local + e * np.where(e < 0.8, sine / (1.0 - np.sin(local + e) + sine), np.copysign(0.85, sine))
    for _ in range(_MOST_ITERATIONS):
        e_sine, e_cosine = e * np.sin(anomaly), e * np.cos(anomaly)
        error, slope = anomaly - e_sine - local, 1.0 - e_cosine
        step = error / slope
        step = error / (slope - 0.5 * step * e_sine)
        step = error / (slope - 0.5 * step * (e_sine - step * e_cosine / 3.0))
        anomaly = anomaly - step
        if abs(step).max(initial=0.0) < 1e-5:  # the next step, of its fourth power, would be below rounding
            break
    anomaly += whole
    return np.asarray(anomaly)


def kepler_propagate(
    r_m: Array, v_mps: Array, dt_s: Array | float, gm_m3ps2: float = GM_EARTH_M3PS2
) -> tuple[Array, Array]:
    """Two-body motion of bound orbits, forward or backward.

    Args:
        r_m: positions in an inertial frame [m], (..., 3).
        v_mps: velocities in the same frame [m/s], (..., 3).
        dt_s: time to go [s], broadcast against the leading axes of the states.
        gm_m3ps2: the attracting body's GM.

    Returns:
        Position and velocity after ``dt_s``, each (..., 3).

    Raises:
        OrbitInputError: a state is not on an ellipse.

    Source: Battin, An Introduction to the Mathematics and Methods of Astrodynamics, 4.3 (f and g of the
    eccentric anomaly's difference).
    """
    r_m, v_mps = np.asarray(r_m, dtype=float), np.asarray(v_mps, dtype=float)
    dt_s = np.asarray(dt_s, dtype=float)
    distance_m = norm(r_m)
    energy_m2ps2 = 0.5 * dot(v_mps, v_mps) - gm_m3ps2 / distance_m
    if not np.all(energy_m2ps2 < 0.0):
        raise OrbitInputError(
            f"the orbit's energy is {float(np.max(energy_m2ps2)):.6g} m2/s2; a bound orbit has a negative one"
        )
    semi_major_m = -0.5 * gm_m3ps2 / energy_m2ps2
    mean_motion_radps = np.sqrt(gm_m3ps2 / semi_major_m) / semi_major_m
    e_cosine = 1.0 - distance_m / semi_major_m
    e_sine = dot(r_m, v_mps) / np.sqrt(gm_m3ps2 * semi_major_m)
    start_rad = np.arctan2(e_sine, e_cosine)
    travelled_rad = mean_motion_radps * dt_s
    travelled_rad = travelled_rad - np.rint(travelled_rad / (2.0 * pi)) * (2.0 * pi)
    end_rad = eccentric_anomaly(start_rad - e_sine + travelled_rad, np.hypot(e_sine, e_cosine))
    swept_rad = end_rad - start_rad
    sine, versine = np.sin(swept_rad), 2.0 * np.sin(0.5 * swept_rad) ** 2
    new_distance_m = distance_m + versine * (semi_major_m - distance_m) + e_sine * semi_major_m * sine
    f = 1.0 - semi_major_m / distance_m * versine
    g_s = (travelled_rad - swept_rad + sine) / mean_motion_radps
    f_rate_ps = -np.sqrt(gm_m3ps2 * semi_major_m) / (new_distance_m * distance_m) * sine
    g_rate = 1.0 - semi_major_m / new_distance_m * versine
    return (
        f[..., None] * r_m + g_s[..., None] * v_mps,
        f_rate_ps[..., None] * r_m + g_rate[..., None] * v_mps,
    )
