"""Frames that move with an orbit or turn with the Earth: LVLH, RSW, relative states, geodetic coordinates."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.constants import WGS84_FLATTENING, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.vectors import Array, cross, dot, norm, rotate, unit


def dcm_lvlh_from_gcrs(r_m: Array, v_mps: Array) -> Array:
    """Rotation that takes GCRS components to LVLH components.

    Args:
        r_m: GCRS position [m], (..., 3).
        v_mps: GCRS velocity [m/s], (..., 3).

    Returns:
        (..., 3, 3), such that ``a_lvlh = dcm @ a_gcrs``.

    Raises:
        ValueError: r and v are parallel, so there is no orbit plane.

    Source: CCSDS 500.0-G, LVLH: z to nadir, y against the orbit momentum, x completes.
    """
    nadir = -unit(r_m)
    minus_normal = -_orbit_normal(r_m, v_mps)
    return np.stack([cross(minus_normal, nadir), minus_normal, nadir], axis=-2)


def dcm_rsw_from_gcrs(r_m: Array, v_mps: Array) -> Array:
    """Rotation that takes GCRS components to RSW components: R zenith, S along-track, W orbit normal.

    Args:
        r_m: GCRS position [m], (..., 3).
        v_mps: GCRS velocity [m/s], (..., 3).

    Returns:
        (..., 3, 3), such that ``a_rsw = dcm @ a_gcrs``.

    Raises:
        ValueError: r and v are parallel, so there is no orbit plane.

    Source: Vallado, Fundamentals of Astrodynamics, 3.3.
    """
    zenith = unit(r_m)
    normal = _orbit_normal(r_m, v_mps)
    return np.stack([zenith, cross(normal, zenith), normal], axis=-2)


def lvlh_angular_velocity_gcrs(r_m: Array, v_mps: Array) -> Array:
    """Angular velocity of the LVLH frame against the GCRS, r x v / r2 [rad/s], in GCRS components, (..., 3).

    Exact on a Kepler orbit; the plane's own turning under other forces, some 1e-6 rad/s in low orbit, is left out.
    """
    return cross(r_m, v_mps) / dot(r_m, r_m)[..., None]


def relative_state_lvlh(
    r_chaser_m: Array, v_chaser_mps: Array, r_target_m: Array, v_target_mps: Array
) -> tuple[Array, Array]:
    """The chaser's state as the target's rotating LVLH frame sees it.

    Args:
        r_chaser_m: GCRS position of the chaser [m], (..., 3).
        v_chaser_mps: GCRS velocity of the chaser [m/s], (..., 3).
        r_target_m: GCRS position of the target [m], (..., 3).
        v_target_mps: GCRS velocity of the target [m/s], (..., 3).

    Returns:
        Position [m] and velocity [m/s] of the chaser in LVLH, each (..., 3).

    Raises:
        ValueError: the target's r and v are parallel, so there is no orbit plane.
    """
    dcm = dcm_lvlh_from_gcrs(r_target_m, v_target_mps)
    apart_m = r_chaser_m - r_target_m
    turning = lvlh_angular_velocity_gcrs(r_target_m, v_target_mps)
    drift_mps = v_chaser_mps - v_target_mps - cross(turning, apart_m)
    return rotate(dcm, apart_m), rotate(dcm, drift_mps)


def absolute_state_from_lvlh(
    r_lvlh_m: Array, v_lvlh_mps: Array, r_target_m: Array, v_target_mps: Array
) -> tuple[Array, Array]:
    """The inverse of `relative_state_lvlh`: the chaser's GCRS position [m] and velocity [m/s], each (..., 3).

    Args:
        r_lvlh_m: position of the chaser in the target's LVLH frame [m], (..., 3).
        v_lvlh_mps: its velocity as the rotating frame sees it [m/s], (..., 3).
        r_target_m: GCRS position of the target [m], (..., 3).
        v_target_mps: GCRS velocity of the target [m/s], (..., 3).

    Raises:
        ValueError: the target's r and v are parallel, so there is no orbit plane.
    """
    dcm_gcrs_from_lvlh = np.swapaxes(dcm_lvlh_from_gcrs(r_target_m, v_target_mps), -1, -2)
    apart_m = rotate(dcm_gcrs_from_lvlh, r_lvlh_m)
    turning = lvlh_angular_velocity_gcrs(r_target_m, v_target_mps)
    drift_mps = rotate(dcm_gcrs_from_lvlh, v_lvlh_mps) + cross(turning, apart_m)
    return r_target_m + apart_m, v_target_mps + drift_mps


def itrs_from_geodetic(latitude_rad: Array | float, longitude_rad: Array | float, height_m: Array | float) -> Array:
    """ITRS position [m] of WGS 84 geodetic coordinates, (..., 3).

    Source: Montenbruck & Gill, Satellite Orbits, eq. 5.83.
    """
    latitude_rad, longitude_rad, height_m = np.broadcast_arrays(latitude_rad, longitude_rad, height_m)
    squeeze = (1.0 - WGS84_FLATTENING) ** 2
    sine, cosine = np.sin(latitude_rad), np.cos(latitude_rad)
    curvature_m = WGS84_SEMI_MAJOR_M / np.sqrt(cosine * cosine + squeeze * sine * sine)
    from_axis_m = (curvature_m + height_m) * cosine
    return np.stack(
        [
            from_axis_m * np.cos(longitude_rad),
            from_axis_m * np.sin(longitude_rad),
            (curvature_m * squeeze + height_m) * sine,
        ],
        axis=-1,
    )


def geodetic_from_itrs(r_m: Array) -> tuple[Array, Array, Array]:
    """WGS 84 latitude [rad], longitude [rad] and height [m] of ITRS positions.

    Args:
        r_m: ITRS position [m], (..., 3), anywhere above 100 km below the surface.

    Returns:
        Latitude and longitude [rad] and height [m], each (...,); within a micrometre up to the height of
        geostationary satellites.

    Source: Bowring, Survey Review 28 (1985): one step from his start with the height taken into account; a second
    step of it here.
    """
    x, y, z = np.moveaxis(np.asarray(r_m, dtype=float), -1, 0)
    a, b = WGS84_SEMI_MAJOR_M, WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)
    e2, second_e2 = 1.0 - (b / a) ** 2, (a / b) ** 2 - 1.0
    from_axis_m = np.hypot(x, y)
    reduced_rad = np.arctan2(z * b * (1.0 + second_e2 * b / norm(np.asarray(r_m, dtype=float))), from_axis_m * a)
    for _ in range(2):
        rise = z + second_e2 * b * np.sin(reduced_rad) ** 3
        run = from_axis_m - e2 * a * np.cos(reduced_rad) ** 3
        reduced_rad = np.arctan2(b * rise, a * run)
    latitude_rad = np.arctan2(rise, run)
    sine, cosine = np.sin(latitude_rad), np.cos(latitude_rad)
    height_m = from_axis_m * cosine + z * sine - a * np.sqrt(1.0 - e2 * sine * sine)
    return latitude_rad, np.arctan2(y, x), height_m


def _orbit_normal(r_m: Array, v_mps: Array) -> Array:
    momentum = cross(np.asarray(r_m, dtype=float), np.asarray(v_mps, dtype=float))
    size = norm(momentum)
    if not np.all(size > 1e-12 * norm(r_m) * norm(v_mps)):
        raise ValueError("position and velocity are parallel, so there is no orbit plane")
    normal: Array = momentum / size[..., None]
    return normal
