"""Frames that move with an orbit or turn with the Earth: LVLH, RSW, relative states, geodetic coordinates."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.constants import WGS84_FLATTENING, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.sky.orientation import Orientation
from missionplanner.orbit.vectors import Array, cross, dot, norm, rotate, unit

_A_M = WGS84_SEMI_MAJOR_M
_B_M = WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)
_E2 = 1.0 - (_B_M / _A_M) ** 2
_SECOND_E2 = (_A_M / _B_M) ** 2 - 1.0
_CHUNK = 8192  # so that what is worked on stays in the processor's own cache


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


def rsw_from_lvlh(a_lvlh: Array) -> Array:
    """The RSW components of vectors given in LVLH components, (..., 3), and the other way round: R -z, S x, W -y."""
    a_lvlh = np.asarray(a_lvlh, dtype=float)
    return np.stack([-a_lvlh[..., 2], a_lvlh[..., 0], -a_lvlh[..., 1]], axis=-1)


def lvlh_from_rsw(a_rsw: Array) -> Array:
    """The inverse of `rsw_from_lvlh`, (..., 3)."""
    a_rsw = np.asarray(a_rsw, dtype=float)
    return np.stack([a_rsw[..., 1], -a_rsw[..., 2], -a_rsw[..., 0]], axis=-1)


def lvlh_angular_velocity_gcrs(r_m: Array, v_mps: Array, a_mps2: Array | None = None) -> Array:
    """Angular velocity of the LVLH frame against the GCRS [rad/s], in GCRS components, (..., 3).

    Args:
        r_m: GCRS position [m], (..., 3).
        v_mps: GCRS velocity [m/s], (..., 3).
        a_mps2: GCRS acceleration [m/s2], (..., 3), whose part across the plane turns the plane about the zenith.
            Without it that turning, zero on a Kepler orbit and up to 2e-6 rad/s in low orbit, is left out.

    Source: Kechichian, J. Astronaut. Sci. 46 (1998): h/r2 about the normal and r (a . normal)/h about the zenith.
    """
    momentum = cross(r_m, v_mps)
    turning = momentum / dot(r_m, r_m)[..., None]
    if a_mps2 is None:
        return turning
    return turning + (dot(a_mps2, momentum) / dot(momentum, momentum))[..., None] * r_m


def relative_state_lvlh(
    r_chaser_m: Array, v_chaser_mps: Array, r_target_m: Array, v_target_mps: Array, a_target_mps2: Array | None = None
) -> tuple[Array, Array]:
    """The chaser's state as the target's rotating LVLH frame sees it.

    Args:
        r_chaser_m: GCRS position of the chaser [m], (..., 3).
        v_chaser_mps: GCRS velocity of the chaser [m/s], (..., 3).
        r_target_m: GCRS position of the target [m], (..., 3).
        v_target_mps: GCRS velocity of the target [m/s], (..., 3).
        a_target_mps2: GCRS acceleration of the target [m/s2], (..., 3); without it the velocity leaves out the turning
            of the target's plane, up to 2 mm/s for each kilometre between the two in low orbit.

    Returns:
        Position [m] and velocity [m/s] of the chaser in LVLH, each (..., 3).

    Raises:
        ValueError: the target's r and v are parallel, so there is no orbit plane.
    """
    dcm = dcm_lvlh_from_gcrs(r_target_m, v_target_mps)
    apart_m = r_chaser_m - r_target_m
    turning = lvlh_angular_velocity_gcrs(r_target_m, v_target_mps, a_target_mps2)
    drift_mps = v_chaser_mps - v_target_mps - cross(turning, apart_m)
    return rotate(dcm, apart_m), rotate(dcm, drift_mps)


def absolute_state_from_lvlh(
    r_lvlh_m: Array, v_lvlh_mps: Array, r_target_m: Array, v_target_mps: Array, a_target_mps2: Array | None = None
) -> tuple[Array, Array]:
    """The inverse of `relative_state_lvlh`: the chaser's GCRS position [m] and velocity [m/s], each (..., 3).

    Args:
        r_lvlh_m: position of the chaser in the target's LVLH frame [m], (..., 3).
        v_lvlh_mps: its velocity as the rotating frame sees it [m/s], (..., 3).
        r_target_m: GCRS position of the target [m], (..., 3).
        v_target_mps: GCRS velocity of the target [m/s], (..., 3).
        a_target_mps2: GCRS acceleration of the target [m/s2], (..., 3), or none, as for the other direction.

    Raises:
        ValueError: the target's r and v are parallel, so there is no orbit plane.
    """
    dcm_gcrs_from_lvlh = np.swapaxes(dcm_lvlh_from_gcrs(r_target_m, v_target_mps), -1, -2)
    apart_m = rotate(dcm_gcrs_from_lvlh, r_lvlh_m)
    turning = lvlh_angular_velocity_gcrs(r_target_m, v_target_mps, a_target_mps2)
    drift_mps = rotate(dcm_gcrs_from_lvlh, v_lvlh_mps) + cross(turning, apart_m)
    return r_target_m + apart_m, v_target_mps + drift_mps


def itrs_from_geodetic(latitude_rad: Array | float, longitude_rad: Array | float, height_m: Array | float) -> Array:
    """ITRS position [m] of WGS 84 geodetic coordinates, (..., 3).

    Source: Montenbruck & Gill, Satellite Orbits, eq. 5.83.
    """
    latitude_rad, longitude_rad, height_m = np.broadcast_arrays(latitude_rad, longitude_rad, height_m)
    squeeze = (1.0 - WGS84_FLATTENING) ** 2
    sine, cosine = np.sin(latitude_rad), np.cos(latitude_rad)
    curvature_m = _A_M / np.sqrt(cosine * cosine + squeeze * sine * sine)
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
        Latitude, -pi/2 to pi/2, longitude, -pi to pi, and height, each (...,); within a micrometre up to the height
        of geostationary satellites.

    Source: Bowring, Survey Review 28 (1985): one step from his start with the height taken into account; a second
    step of it here.
    """
    r_m = np.asarray(r_m, dtype=float)
    return _geodetic(r_m[..., 0], r_m[..., 1], r_m[..., 2])


def geodetic_from_gcrs(orientation: Orientation, t_s: Array | float, r_m: Array) -> tuple[Array, Array, Array]:
    """What a trajectory flies over: WGS 84 latitude [rad], longitude [rad] and height [m].

    Args:
        orientation: the Earth's, over a span that holds the times.
        t_s: times [s since the orientation's epoch], (n,); fastest in ascending order.
        r_m: GCRS position at each time [m], (n, 3), anywhere above 100 km below the surface.

    Returns:
        Latitude, -pi/2 to pi/2, longitude, -pi to pi, and height, each (n,); within a millimetre, up to the height of
        geostationary satellites, of what `Orientation.dcm_itrs_from_gcrs` and `geodetic_from_itrs` give.

    Raises:
        OrbitInputError: there are not as many times as positions, or a time is outside the orientation's span.

    Source: as `Orientation` and `geodetic_from_itrs`.
    """
    t_s, r_m = np.atleast_1d(np.asarray(t_s, dtype=float)), np.atleast_2d(np.asarray(r_m, dtype=float))
    if r_m.shape != (len(t_s), 3):
        raise OrbitInputError(f"{len(t_s)} times need positions of shape ({len(t_s)}, 3); theirs is {r_m.shape}")
    ground = np.empty((3, len(t_s)))
    for start in range(0, len(t_s), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        ground[:, chunk] = _geodetic(*orientation.components_itrs(t_s[chunk], r_m[chunk].T))
    latitude_rad, longitude_rad, height_m = ground
    return latitude_rad, longitude_rad, height_m


def _geodetic(x: Array, y: Array, z: Array) -> tuple[Array, Array, Array]:
    """Latitude, longitude and height of components [m], any shape."""
    from_axis2 = x * x + y * y
    from_axis = np.sqrt(from_axis2)
    # The start: the tangent of the reduced latitude, as sine and cosine without a scale.
    sine = z * (1.0 + _SECOND_E2 * _B_M / np.sqrt(from_axis2 + z * z))
    cosine = from_axis * (_A_M / _B_M)
    for _ in range(2):
        scale = 1.0 / np.sqrt(sine * sine + cosine * cosine)
        sine, cosine = sine * scale, cosine * scale
        rise = z + (_SECOND_E2 * _B_M) * (sine * sine * sine)
        run = from_axis - (_E2 * _A_M) * (cosine * cosine * cosine)
        sine, cosine = rise * (_B_M / _A_M), run
    scale = 1.0 / np.sqrt(rise * rise + run * run)
    sine, cosine = rise * scale, run * scale
    height = from_axis * cosine + z * sine - _A_M * np.sqrt(1.0 - _E2 * (sine * sine))
    return np.arctan2(rise, run), np.arctan2(y, x), height


def _orbit_normal(r_m: Array, v_mps: Array) -> Array:
    momentum = cross(np.asarray(r_m, dtype=float), np.asarray(v_mps, dtype=float))
    size = norm(momentum)
    if not np.all(size > 1e-12 * norm(r_m) * norm(v_mps)):
        raise ValueError("position and velocity are parallel, so there is no orbit plane")
    normal: Array = momentum / size[..., None]
    return normal
