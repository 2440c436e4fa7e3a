"""The pull of the Sun and of the Moon on an orbit about the Earth."""

from __future__ import annotations

from typing import Final

import numpy as np

from missionplanner.orbit.vectors import Array

# IAU 2009 system of astronomical constants (TDB-compatible) for the Sun; DE430, Folkner et al. (2014), for the Moon.
GM_SUN_M3PS2: Final = 1.32712440041e20
GM_MOON_M3PS2: Final = 4.902800066e12


def third_body_acceleration(gm_m3ps2: float, r_m: Array, body_m: Array) -> Array:
    """How much more a far body pulls at each position than at the Earth's centre [m/s2], (3, n).

    Args:
        gm_m3ps2: gravitational parameter of the body.
        r_m: positions from the Earth's centre [m], (3, n).
        body_m: the body's positions in the same frame [m], (3, n) or (3, 1).

    Source: Montenbruck & Gill, Satellite Orbits, eq. 3.37.
    """
    apart_m = body_m - r_m
    apart2_m2 = np.einsum("in,in->n", apart_m, apart_m)
    away2_m2 = np.einsum("in,in->n", body_m, body_m)
    pull: Array = apart_m * (gm_m3ps2 / (apart2_m2 * np.sqrt(apart2_m2)))
    pull -= body_m * (gm_m3ps2 / (away2_m2 * np.sqrt(away2_m2)))
    return pull
