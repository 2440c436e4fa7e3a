"""The accelerations that act on a spacecraft: the one place to change a force model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.vectors import Array

_ZONALS = {2: J2, 3: J3, 4: J4}
_Z_AXIS = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, kw_only=True)
class Forces:
    """Which forces act.

    Attributes:
        zonal_degree: highest zonal harmonic of the Earth's field: 2, 3 or 4; 0 for a point mass.
    """

    zonal_degree: int = 4

    def __post_init__(self) -> None:
        """Refuse a degree that is not modelled.

        Raises:
            OrbitInputError: the degree is not 0, 2, 3 or 4.
        """
        if self.zonal_degree not in (0, 2, 3, 4):
            raise OrbitInputError(f"zonal_degree is {self.zonal_degree}; it must be 0, 2, 3 or 4")


def acceleration(forces: Forces, r_m: Array, pole: Array = _Z_AXIS) -> Array:
    """Acceleration at each position.

    Args:
        forces: which forces act.
        r_m: positions in an inertial frame centred on the Earth [m], (..., 3).
        pole: unit vector of the Earth's axis in that frame, (3,).

    Returns:
        Acceleration in the same frame [m/s2], (..., 3).
    """
    return np.moveaxis(acceleration_by_component(forces, np.moveaxis(r_m, -1, 0), pole), 0, -1)


def acceleration_by_component(forces: Forces, r_m: Array, pole: Array) -> Array:
    """The same with the components along the first axis, (3, ...), which is faster for long arrays.

    The potential of each zonal harmonic is -(GM/r) Jn (R/r)^n Pn(u), u the sine of the latitude; its gradient is
    (GM/r2) Jn (R/r)^n (P'n+1(u) r_unit - P'n(u) pole), because P'n+1 = (n + 1) Pn + u P'n.

    Source: Vallado, Fundamentals of Astrodynamics, 8.6; recursion of P'n from Abramowitz & Stegun 8.5.3.
    """
    x, y, z = r_m
    inverse_r2 = 1.0 / (x * x + y * y + z * z)
    inverse_r = np.sqrt(inverse_r2)
    gravity = inverse_r2 * GM_EARTH_M3PS2
    if forces.zonal_degree == 0:
        central: Array = r_m * (gravity * -inverse_r)
        return central
    sine = np.tensordot(pole, r_m, 1) * inverse_r
    ratio = inverse_r * EARTH_RADIUS_M
    power = ratio
    before: Array | float = 1.0  # P'1
    slope = 3.0 * sine  # P'2
    along_radius: Array | float = -1.0
    along_pole: Array | float = 0.0
    for n in range(2, forces.zonal_degree + 1):
        after = ((2 * n + 1) / n) * sine * slope - ((n + 1) / n) * before
        power = power * ratio
        strength = power * _ZONALS[n]
        along_radius = along_radius + strength * after
        along_pole = along_pole + strength * slope
        before, slope = slope, after
    result: Array = r_m * (gravity * inverse_r * along_radius)
    result -= np.multiply.outer(pole, gravity * along_pole)
    return result
