"""The Earth as a point mass with zonal harmonics up to the fourth: the kernel that every sweep asks."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4
from missionplanner.orbit.vectors import Array


def _zonal_terms(degree: int) -> Array:
    """Factors of the products q2, qu, qu2, q2 qu, q4, qu3, q2 qu2, qu4: along the radius, along the pole [m]."""
    j2, j3, j4 = (j if n <= degree else 0.0 for n, j in ((2, J2), (3, J3), (4, J4)))
    along_radius = [-1.5 * j2, 0.0, 7.5 * j2, -7.5 * j3, 1.875 * j4, 17.5 * j3, -26.25 * j4, 39.375 * j4]
    along_pole = [-1.5 * j3, 3.0 * j2, 7.5 * j3, -7.5 * j4, 0.0, 17.5 * j4, 0.0, 0.0]
    return np.array([along_radius, [EARTH_RADIUS_M * factor for factor in along_pole]])


_ZONAL_TERMS = {degree: _zonal_terms(degree) for degree in (2, 3, 4)}


def zonal_acceleration(degree: int, r_m: Array, pole: Array) -> Array:
    """Pull of the Earth at each position.

    The potential of each zonal harmonic is -(GM/r) Jn (R/r)^n Pn(u), u the sine of the latitude; its gradient is
    (GM/r2) Jn (R/r)^n (P'n+1(u) r_unit - P'n(u) pole), because P'n+1 = (n + 1) Pn + u P'n. With q = R/r every term
    is a product of powers of q2 and qu.

    Args:
        degree: highest zonal harmonic, 2, 3 or 4; 0 for the point mass alone.
        r_m: positions in an inertial frame centred on the Earth [m], (3, n).
        pole: unit vector of the Earth's axis in that frame, (3,).

    Returns:
        Acceleration in the same frame [m/s2], (3, n).

    Source: Vallado, Fundamentals of Astrodynamics, 8.6; recursion of P'n from Abramowitz & Stegun 8.5.3.
    """
    inverse_r2 = 1.0 / np.einsum("in,in->n", r_m, r_m)
    pull_ps2 = GM_EARTH_M3PS2 * inverse_r2 * np.sqrt(inverse_r2)
    if degree == 0:
        central: Array = r_m * -pull_ps2
        return central
    powers = np.empty((8, r_m.shape[1]))
    q2, qu, qu2, q2_qu, q4, qu3, q2_qu2, qu4 = powers
    np.multiply(inverse_r2, EARTH_RADIUS_M**2, out=q2)
    np.multiply(pole @ r_m, inverse_r2 * EARTH_RADIUS_M, out=qu)
    np.multiply(qu, qu, out=qu2)
    np.multiply(q2, q2, out=q4)
    np.multiply(q2, qu, out=q2_qu)
    np.multiply(qu2, qu, out=qu3)
    np.multiply(q2, qu2, out=q2_qu2)
    np.multiply(qu2, qu2, out=qu4)
    along_radius, along_pole_m = _ZONAL_TERMS[degree] @ powers
    result: Array = r_m * (pull_ps2 * (along_radius - 1.0))
    result -= np.multiply.outer(pole, pull_ps2 * along_pole_m)
    return result
