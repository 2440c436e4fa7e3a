"""Physical constants of the Earth and the Sun, each with its source."""

from math import sqrt
from typing import Final

# EGM2008 (NGA, public domain), tide-free: GM, reference radius, normalised zonal coefficients C20, C30, C40.
GM_EARTH_M3PS2: Final = 3.986004415e14
EARTH_RADIUS_M: Final = 6378136.3
_C20: Final = -0.000484165143790815
_C30: Final = 9.57161207093473e-07
_C40: Final = 5.39965866638991e-07

# Zonal coefficients without normalisation, Jn = -sqrt(2n + 1) Cn0 (Montenbruck & Gill, eq. 3.15).
J2: Final = -sqrt(5.0) * _C20
J3: Final = -sqrt(7.0) * _C30
J4: Final = -sqrt(9.0) * _C40

# WGS 84 (NIMA TR8350.2, third edition).
WGS84_SEMI_MAJOR_M: Final = 6378137.0
WGS84_FLATTENING: Final = 1.0 / 298.257223563

# Rate of the Earth rotation angle, 2 pi times 1.00273781191135448 turns per day of UT1 (IERS Conventions 2010, 5.15).
EARTH_ROTATION_RADPS: Final = 7.292115146706979e-5

# Standard acceleration of free fall, third CGPM (1901), which a specific impulse in seconds is counted with.
STANDARD_GRAVITY_MPS2: Final = 9.80665

# IAU 2015 resolution B3 (nominal solar radius) and IAU 2012 resolution B2 (astronomical unit).
SUN_RADIUS_M: Final = 6.957e8
AU_M: Final = 149597870700.0
