"""The Earth as a point mass with zonal harmonics up to the fourth: the kernel that every sweep asks."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4
from missionplanner.orbit.vectors import Array


def _zonal_terms(degree: int) -> Array:
    """GM times the factors of 1, w, s, s2, w2, w s, w s2, s3, s4: along the radius, along the pole; (2, 9) in SI."""
    j2, j3, j4 = (j if n <= degree else 0.0 for n, j in ((2, J2), (3, J3), (4, J4)))
    along_radius = [-1.0, -1.5 * j2, 0.0, 7.5 * j2, 1.875 * j4, -7.5 * j3, -26.25 * j4, 17.5 * j3, 39.375 * j4]
    along_pole = [0.0, -1.5 * j3, 3.0 * j2, 7.5 * j3, 0.0, -7.5 * j4, 0.0, 17.5 * j4, 0.0]
    radius_m = EARTH_RADIUS_M ** np.array([0.0, 2.0, 1.0, 2.0, 4.0, 3.0, 4.0, 3.0, 4.0])
    terms: Array = (
        GM_EARTH_M3PS2 * radius_m * np.array([along_radius, [-EARTH_RADIUS_M * factor for factor in along_pole]])
    )
    return terms


_ZONAL_TERMS = {degree: _zonal_terms(degree) for degree in (2, 3, 4)}


def zonal_acceleration(degree: int, r_m: Array, pole: Array) -> Array:
    """Pull of the Earth at each position.

    The potential of each zonal harmonic is -(GM/r) Jn (R/r)^n Pn(u), u the sine of the latitude; its gradient is
    (GM/r2) Jn (R/r)^n (P'n+1(u) r_unit - P'n(u) pole), because P'n+1 = (n + 1) Pn + u P'n. With w = 1/r2 and s = u/r
    every term is a product of powers of w and s.

    Args:
        degree: highest zonal harmonic, 2, 3 or 4; 0 for the point mass alone.
        r_m: positions in an inertial frame centred on the Earth [m], (3, n).
        pole: unit vector of the Earth's axis in that frame, (3,).

    Returns:
        Acceleration in the same frame [m/s2], (3, n).

    Source: Vallado, Fundamentals of Astrodynamics, 8.6; recursion of P'n from Abramowitz & Stegun 8.5.3.
    """
    powers = np.empty((9, r_m.shape[1]))
    w, s, s2 = powers[1], powers[2], powers[3]
    np.divide(1.0, np.einsum("in,in->n", r_m, r_m), out=w)
    inverse_r3 = w * np.sqrt(w)
    if degree == 0:
        central: Array = r_m * (-GM_EARTH_M3PS2 * inverse_r3)
        return central
    powers[0] = 1.0
    np.multiply(pole @ r_m, w, out=s)
    np.multiply(s, s, out=s2)
    np.multiply(powers[1:3], w, out=powers[4:6])
    np.multiply(powers[1:4], s2, out=powers[6:9])
    factors = _ZONAL_TERMS[degree] @ powers
    factors *= inverse_r3
    result: Array = r_m * factors[0]
    result += pole[:, None] * factors[1]
    return result
