"""How dense the air is: an exponential, and the table of Harris and Priester with its bulge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin
from typing import Final

import numpy as np

from missionplanner.orbit.constants import WGS84_FLATTENING, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.forces.checks import refuse_outside, refuse_unless_positive
from missionplanner.orbit.vectors import Array, cross

# Height [km], least and greatest density [1e-12 kg/m3] for mean activity of the Sun.
# Source: Montenbruck & Gill, Satellite Orbits, table 3.8, after Long et al. (1989), GTDS.
_ROWS: Final = """
    100 497400 497400, 120 24900 24900, 130 8377 8710, 140 3899 4059, 150 2122 2215,
    160 1263 1344, 170 800.8 875.8, 180 528.3 601, 190 361.7 429.7, 200 255.7 316.2,
    210 183.9 239.6, 220 134.1 185.3, 230 99.49 145.5, 240 74.88 115.7, 250 57.09 93.08,
    260 44.03 75.55, 270 34.3 61.82, 280 26.97 50.95, 290 21.39 42.26, 300 17.08 35.26,
    320 10.99 25.11, 340 7.214 18.19, 360 4.824 13.37, 380 3.274 9.955, 400 2.249 7.492,
    420 1.558 5.684, 440 1.091 4.355, 460 0.7701 3.362, 480 0.5474 2.612, 500 0.3916 2.042,
    520 0.2819 1.605, 540 0.2042 1.267, 560 0.1488 1.005, 580 0.1092 0.7997, 600 0.0807 0.639,
    620 0.06012 0.5123, 640 0.04519 0.4121, 660 0.0343 0.3325, 680 0.02632 0.2691, 700 0.02043 0.2185,
    720 0.01607 0.1779, 740 0.01281 0.1452, 760 0.01036 0.119, 780 0.008496 0.09776, 800 0.007069 0.08059,
    840 0.00468 0.05741, 880 0.0032 0.0421, 920 0.00221 0.0313, 960 0.00156 0.0236, 1000 0.00115 0.0181
"""
_TABLE: Final = np.array([row.split() for row in _ROWS.split(",")], dtype=float)
LEAST_F107: Final = 50.0
GREATEST_F107: Final = 400.0
_MEAN_F107: Final = 150.0
_FIXED_HEIGHT_M: Final = 120e3
_HIGHEST_M: Final = 4000e3
_BULGE_LAG_RAD: Final = radians(30.0)


@dataclass(frozen=True, kw_only=True)
class ExponentialAtmosphere:
    """Air that thins out by one factor per scale height, the same everywhere.

    Attributes:
        density_kgpm3: density at ``height_m`` [kg/m3].
        height_m: height above a sphere of the Earth's equatorial radius [m].
        scale_height_m: rise over which the density falls by the factor e [m].
    """

    density_kgpm3: float
    height_m: float
    scale_height_m: float

    def __post_init__(self) -> None:
        """Refuse numbers that are no atmosphere.

        Raises:
            OrbitInputError: a number is not finite or not above zero.
        """
        refuse_unless_positive("density_kgpm3", self.density_kgpm3)
        refuse_outside("height_m", self.height_m, 0.0, 5e6)
        refuse_unless_positive("scale_height_m", self.scale_height_m)

    def density(self, r_m: Array) -> Array:
        """Density [kg/m3] at positions from the Earth's centre [m], (3, n) to (n,)."""
        distance_m = np.sqrt(np.einsum("in,in->n", r_m, r_m))
        depth = (self.height_m + WGS84_SEMI_MAJOR_M - distance_m) / self.scale_height_m
        thin: Array = self.density_kgpm3 * np.exp(depth)
        return thin


@dataclass(frozen=True, kw_only=True)
class HarrisPriester:
    """Air that bulges 30 degrees behind the Sun, by the table of Harris and Priester.

    The table holds for mean activity of the Sun. For another one the heights above 120 km are stretched in proportion
    to the temperature of the outer air, 379 K + 3.24 K per unit of F10.7, as the scale height is proportional to it.

    Attributes:
        f107: solar flux at 10.7 cm, mean over some months [1e-22 W/m2/Hz]; 150 is the table's own.
        bulge_exponent: how sharp the bulge is: 2 for an equatorial orbit to 6 for a polar one.

    Sources: Montenbruck & Gill, Satellite Orbits, 3.5.2, for the table and the bulge; Jacchia, SAO Special Report 332
    (1971), eq. 14, for the temperature.
    """

    f107: float = _MEAN_F107
    bulge_exponent: float = 4.0

    def __post_init__(self) -> None:
        """Refuse numbers that are no atmosphere.

        Raises:
            OrbitInputError: a number is out of its limits.
        """
        refuse_outside("f107", self.f107, LEAST_F107, GREATEST_F107)
        refuse_outside("bulge_exponent", self.bulge_exponent, 0.0, 10.0)

    def densities(self, height_m: Array) -> tuple[Array, Array]:
        """Least and greatest density [kg/m3] at heights above the ellipsoid [m], each (n,)."""
        heights_m, log_least, log_greatest = _logarithms()
        stretch = _temperature_k(self.f107) / _temperature_k(_MEAN_F107)
        table_m = height_m - (1.0 - 1.0 / stretch) * np.maximum(height_m - _FIXED_HEIGHT_M, 0.0)
        return np.exp(np.interp(table_m, heights_m, log_least)), np.exp(np.interp(table_m, heights_m, log_greatest))

    def density(self, r_m: Array, pole: Array, apex: Array) -> Array:
        """Density at each position.

        Args:
            r_m: positions from the Earth's centre [m], (3, n).
            pole: the Earth's axis in the same frame, (3,).
            apex: unit vectors to where the air bulges most, (3, n) or (3, 1), from `bulge_apex`.

        Returns:
            Density [kg/m3], (n,).
        """
        distance_m = np.sqrt(np.einsum("in,in->n", r_m, r_m))
        least, greatest = self.densities(_height_m(distance_m, pole @ r_m))
        apart = np.einsum("in,in->n", r_m, apex) / distance_m
        full: Array = least + (greatest - least) * (0.5 + 0.5 * apart) ** (0.5 * self.bulge_exponent)
        return full


def _height_m(distance_m: Array, along_pole_m: Array) -> Array:
    """Height above the ellipsoid along the radius, some metres from the geodetic one."""
    sine2 = (along_pole_m / distance_m) ** 2
    squeeze = (1.0 - WGS84_FLATTENING) ** -2 - 1.0
    height: Array = distance_m - WGS84_SEMI_MAJOR_M / np.sqrt(1.0 + squeeze * sine2)
    return height


def bulge_apex(sun_m: Array, pole: Array) -> Array:
    """Unit vectors to where the air is densest: the Sun's, turned 30 degrees eastward about the pole, (3, n).

    Args:
        sun_m: the Sun's positions [m], (3, n).
        pole: the Earth's axis in the same frame, (3,).
    """
    east_m = cross(pole[None], sun_m.T).T
    along_pole_m = np.multiply.outer(pole, pole @ sun_m)
    turned = along_pole_m + cos(_BULGE_LAG_RAD) * (sun_m - along_pole_m) + sin(_BULGE_LAG_RAD) * east_m
    apex: Array = turned / np.sqrt(np.einsum("in,in->n", turned, turned))
    return apex


def _temperature_k(f107: float) -> float:
    return 379.0 + 3.24 * f107


@lru_cache(maxsize=1)
def _logarithms() -> tuple[Array, Array, Array]:
    """Heights [m] and logarithms of both densities [kg/m3], continued down to the ground and far up."""
    heights_m = _TABLE[:, 0] * 1e3
    ends_m = np.array([0.0, _HIGHEST_M])
    columns = []
    for logs in np.log(_TABLE[:, 1:] * 1e-12).T:
        slopes = (np.diff(logs) / np.diff(heights_m))[[0, -1]]
        low, high = logs[[0, -1]] + slopes * (ends_m - heights_m[[0, -1]])
        columns.append(np.concatenate([[low], logs, [high]]))
    return np.concatenate([ends_m[:1], heights_m, ends_m[1:]]), columns[0], columns[1]
