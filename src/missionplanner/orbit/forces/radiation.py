"""The pressure of sunlight, with the Earth's shadow."""

from __future__ import annotations

from typing import Final

import numpy as np

from missionplanner.orbit.constants import AU_M
from missionplanner.orbit.geometry.light import sun_visibility
from missionplanner.orbit.vectors import Array

# IAU 2015 resolution B3 (nominal total solar irradiance at one astronomical unit) over the speed of light.
SUN_PRESSURE_PA: Final = 1361.0 / 299_792_458.0


def radiation_acceleration(reflecting_m2pkg: float, r_m: Array, sun_m: Array) -> Array:
    """Acceleration away from the Sun at each position [m/s2], (3, n).

    Args:
        reflecting_m2pkg: radiation pressure coefficient times area over mass [m2/kg].
        r_m: positions from the Earth's centre [m], (3, n).
        sun_m: the Sun's positions in the same frame [m], (3, n) or (3, 1).

    Source: Montenbruck & Gill, Satellite Orbits, 3.4; the share of the Sun's disc from `light.sun_visibility`.
    """
    from_sun_m = r_m - sun_m
    distance2_m2 = np.einsum("in,in->n", from_sun_m, from_sun_m)
    visible = sun_visibility(r_m.T, sun_m.T)
    push: Array = from_sun_m * (
        visible * (SUN_PRESSURE_PA * AU_M**2 * reflecting_m2pkg) / (distance2_m2 * np.sqrt(distance2_m2))
    )
    return push
