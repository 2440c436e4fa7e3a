"""The mean equator and equinox of J2000 (EME2000), which ephemerides are given in, against the GCRS."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

import numpy as np

from missionplanner.orbit.vectors import Array

_ARCSECOND_RAD: Final = pi / (180.0 * 3600.0)
_XI_RAD: Final = -0.0166170 * _ARCSECOND_RAD
_ETA_RAD: Final = -0.0068192 * _ARCSECOND_RAD
_RAAN_RAD: Final = -0.01460 * _ARCSECOND_RAD


def dcm_eme2000_from_gcrs() -> Array:
    """Rotation that takes GCRS components to EME2000 components, (3, 3).

    Source: IERS Conventions 2010, 5.5.4 with eq. 5.33: R1(-eta0) R2(xi0) R3(dalpha0), 23 milliarcseconds in all.
    """
    about_x = _rotation(0, -_ETA_RAD)
    about_y = _rotation(1, _XI_RAD)
    about_z = _rotation(2, _RAAN_RAD)
    return about_x @ about_y @ about_z


def gcrs_from_eme2000(vector: Array) -> Array:
    """GCRS components of vectors in EME2000 components, (..., 3)."""
    return vector @ dcm_eme2000_from_gcrs()


def _rotation(axis: int, angle_rad: float) -> Array:
    """Turn of the frame about one axis. Source: Vallado, eq. 3-15."""
    second, third = (axis + 1) % 3, (axis + 2) % 3
    dcm = np.eye(3)
    dcm[second, second] = dcm[third, third] = cos(angle_rad)
    dcm[second, third], dcm[third, second] = sin(angle_rad), -sin(angle_rad)
    return dcm
