"""The orbits that W2 flies: a chaser's while it phases, a thousand times, each a little off."""

from __future__ import annotations

from math import exp

import numpy as np
from station_orbit import DCM_POLE_FROM_GCRS

from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M

COUNT = 1000
SPAN_S = 11_520.0
DENSITY_KGPM3, HEIGHT_M, SCALE_HEIGHT_M = 3.0e-12, 400e3, 60e3
BALLISTIC_M2PKG = 0.022

# Semi-major axis 330 km above the equator's radius, eccentricity 0.004, planes and angles as of the station's orbit.
_CENTRE_M = np.array([-2956432.7081208494, 3046657.652736542, 5159710.871701103])
_CENTRE_MPS = np.array([-4535.286953975175, -6180.821346482382, 1057.8793821311917])


def _dispersed() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One sigma is 1 km, 1 m/s and a tenth of the ballistic coefficient along each axis."""
    draw = np.random.default_rng(1)
    return (
        _CENTRE_M + draw.normal(0.0, 1000.0, (COUNT, 3)),
        _CENTRE_MPS + draw.normal(0.0, 1.0, (COUNT, 3)),
        BALLISTIC_M2PKG * (1.0 + 0.1 * draw.normal(size=COUNT)),
    )


R_M, V_MPS, BALLISTICS_M2PKG = _dispersed()
R_POLE_M, V_POLE_MPS = R_M @ DCM_POLE_FROM_GCRS.T, V_MPS @ DCM_POLE_FROM_GCRS.T

# Density were the exponential law to hold down to the centre of the Earth; height counts from the equator's radius.
DENSITY_AT_CENTRE_KGPM3 = DENSITY_KGPM3 * exp((WGS84_SEMI_MAJOR_M + HEIGHT_M) / SCALE_HEIGHT_M)
