"""Where the Earth's axis points: precession and the main terms of nutation, to about one arcsecond."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

import numpy as np

from missionplanner.orbit.vectors import Array

J2000_UTC_MS = 946_727_935_816  # 2000-01-01T12:00:00 TT
_CENTURY_MS = 36525 * 86_400_000
_ARCSECOND_RAD = pi / 648000.0


@lru_cache(maxsize=64)
def pole_gcrs(utc_ms: int) -> Array:
    """Unit vector of the celestial intermediate pole in the GCRS, (3,), not to be written to.

    Gravity's zonal harmonics are symmetric about this axis, not about the GCRS z axis, which it left by 0.14 deg
    between 2000 and 2025. Between 1900 and 2100 within one arcsecond of the IAU 2006/2000A series.

    Source: Capitaine & Wallace, A&A 478 (2008): the largest terms of X and Y.
    """
    t = (utc_ms - J2000_UTC_MS) / _CENTURY_MS
    moon_node_rad = 2.182439 - 33.757045 * t
    twice_sun_rad = 3.506954 + 1256.663930 * t
    twice_moon_rad = 7.622 + 16799.418 * t
    x_as = (
        2004.191898 * t
        - 0.4297829 * t**2
        - 0.19861834 * t**3
        - 6.844318 * sin(moon_node_rad)
        - 0.523908 * sin(twice_sun_rad)
        - 0.0905 * sin(twice_moon_rad)
    )
    y_as = (
        -0.006951
        - 0.025896 * t
        - 22.4072747 * t**2
        + 9.205236 * cos(moon_node_rad)
        + 0.573033 * cos(twice_sun_rad)
        + 0.0978 * cos(twice_moon_rad)
    )
    x, y = x_as * _ARCSECOND_RAD, y_as * _ARCSECOND_RAD
    pole = np.array([x, y, (1.0 - x * x - y * y) ** 0.5])
    pole.setflags(write=False)
    return pole


@lru_cache(maxsize=64)
def dcm_cirs_from_gcrs(utc_ms: int) -> Array:
    """Rotation to the true equator of date with the x axis at the celestial intermediate origin, (3, 3), read-only.

    In it an orbit has the inclination and node that element sets and launch sites speak of (but for the origin of
    right ascension, which lies 0.33 deg from the equinox of 2025).

    Source: IERS Conventions 2010, eq. 5.6 with the locator s, below 0.1 arcsecond, left out.
    """
    x, y, z = pole_gcrs(utc_ms)
    a = 1.0 / (1.0 + z)
    dcm = np.array([[1.0 - a * x * x, -a * x * y, -x], [-a * x * y, 1.0 - a * y * y, -y], [x, y, z]])
    dcm.setflags(write=False)
    return dcm


def dcm_of_date_from_gcrs(utc_ms: int) -> Array:
    """Rotation to the true equator of date with the x axis at the mean equinox, as element sets count nodes, (3, 3).

    Source: IERS Conventions 2010, eq. 5.32: sidereal time minus Earth rotation angle, without the short terms.
    """
    t = (utc_ms - J2000_UTC_MS) / _CENTURY_MS
    origin_rad = (0.014506 + 4612.156534 * t + 1.3915817 * t**2) * _ARCSECOND_RAD
    c, s = cos(origin_rad), sin(origin_rad)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]) @ dcm_cirs_from_gcrs(utc_ms)
