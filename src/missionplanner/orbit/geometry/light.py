"""Light on an orbit: how much of the Sun is seen past the Earth, and where it stands to orbit plane and body."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.constants import SUN_RADIUS_M, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.frames import dcm_lvlh_from_gcrs
from missionplanner.orbit.vectors import Array, cross, dot, norm, rotate, unit


class Light(IntEnum):
    """What the Earth leaves of the Sun."""

    UMBRA = 0
    PENUMBRA = 1
    DAY = 2


def sun_visibility(r_m: Array, sun_m: Array) -> Array:
    """Visible fraction of the Sun's disc: 1 in full light, 0 in the umbra, (...,).

    The Earth is a sphere of its equatorial radius without air.

    Args:
        r_m: position from the Earth's centre [m], (..., 3).
        sun_m: position of the Sun in the same frame [m], broadcast against ``r_m``.

    Source: Montenbruck & Gill, Satellite Orbits, 3.4.2.
    """
    sun_rad, earth_rad, apart_rad = _discs(r_m, sun_m)
    inside = np.clip(apart_rad, abs(earth_rad - sun_rad), earth_rad + sun_rad)
    chord = (inside**2 + sun_rad**2 - earth_rad**2) / (2.0 * inside)
    half_width = np.sqrt(np.maximum(sun_rad**2 - chord**2, 0.0))
    covered = (
        sun_rad**2 * np.arccos(np.clip(chord / sun_rad, -1.0, 1.0))
        + earth_rad**2 * np.arccos(np.clip((inside - chord) / earth_rad, -1.0, 1.0))
        - inside * half_width
    )
    fraction = 1.0 - covered / (np.pi * sun_rad**2)
    fraction = np.where(apart_rad <= earth_rad - sun_rad, 0.0, fraction)
    return np.where(apart_rad >= earth_rad + sun_rad, 1.0, np.clip(fraction, 0.0, 1.0))


def light(r_m: Array, sun_m: Array) -> NDArray[np.int8]:
    """Day, penumbra or umbra, as the values of `Light`, (...,).

    Args:
        r_m: position from the Earth's centre [m], (..., 3).
        sun_m: position of the Sun in the same frame [m], broadcast against ``r_m``.
    """
    sun_rad, earth_rad, apart_rad = _discs(r_m, sun_m)
    state = np.full(np.shape(apart_rad), Light.DAY, dtype=np.int8)
    state[apart_rad < earth_rad + sun_rad] = Light.PENUMBRA
    state[apart_rad < earth_rad - sun_rad] = Light.UMBRA
    return state


def above_umbra(r_m: Array, sun_m: Array) -> Array:
    """Angle by which the Sun's upper edge stands above the Earth's, as seen from there [rad], (...,).

    Negative in the umbra, zero where its edge is crossed, smooth through it.

    Args:
        r_m: position from the Earth's centre [m], (..., 3).
        sun_m: position of the Sun in the same frame [m], broadcast against ``r_m``.
    """
    sun_rad, earth_rad, apart_rad = _discs(r_m, sun_m)
    return apart_rad - earth_rad + sun_rad


def above_penumbra(r_m: Array, sun_m: Array) -> Array:
    """Angle by which the Sun's lower edge stands above the Earth's, as seen from there [rad], (...,).

    Negative in umbra and penumbra, zero where the Sun's disc is first touched, smooth through it.

    Args:
        r_m: position from the Earth's centre [m], (..., 3).
        sun_m: position of the Sun in the same frame [m], broadcast against ``r_m``.
    """
    sun_rad, earth_rad, apart_rad = _discs(r_m, sun_m)
    return apart_rad - earth_rad - sun_rad


def beta_angle(r_m: Array, v_mps: Array, sun_m: Array) -> Array:
    """Angle of the Sun above the orbit plane, towards the momentum positive [rad], (...,).

    Args:
        r_m: position from the Earth's centre [m], (..., 3).
        v_mps: velocity [m/s], (..., 3).
        sun_m: position of the Sun in the same frame [m], (..., 3).
    """
    sine = dot(unit(cross(r_m, v_mps)), unit(sun_m))
    angle: Array = np.arcsin(np.clip(sine, -1.0, 1.0))
    return angle


def sun_angle_to_axis(r_m: Array, v_mps: Array, axis: Array, frame: Literal["lvlh", "gcrs"], sun_m: Array) -> Array:
    """Angle between the Sun, as seen from there, and a body axis held in a frame, in [0, pi] [rad], (...,).

    Args:
        r_m: GCRS position [m], (..., 3).
        v_mps: GCRS velocity [m/s], (..., 3).
        axis: direction of the axis in the frame, of any length, broadcast against ``r_m``.
        frame: ``lvlh`` for a body that keeps its attitude to the Earth, ``gcrs`` for one that keeps it to the stars.
        sun_m: GCRS position of the Sun [m], (..., 3).

    Raises:
        ValueError: r and v are parallel, so there is no LVLH.
    """
    to_sun = unit(np.asarray(sun_m) - r_m)
    if frame == "lvlh":
        to_sun = rotate(dcm_lvlh_from_gcrs(r_m, v_mps), to_sun)
    axis = np.broadcast_to(np.asarray(axis, dtype=float), to_sun.shape)
    angle: Array = np.arctan2(norm(cross(axis, to_sun)), dot(axis, to_sun))
    return angle


def _discs(r_m: Array, sun_m: Array) -> tuple[Array, Array, Array]:
    """Apparent radii of the Sun and of the Earth and the angle between their centres [rad]."""
    to_sun_m = np.asarray(sun_m) - r_m
    sun_distance_m, earth_distance_m = norm(to_sun_m), norm(r_m)
    sun_rad = np.arcsin(SUN_RADIUS_M / sun_distance_m)
    earth_rad = np.arcsin(np.minimum(1.0, WGS84_SEMI_MAJOR_M / earth_distance_m))
    to_earth = -np.asarray(r_m)
    apart_rad = np.arctan2(norm(cross(to_sun_m, to_earth)), dot(to_sun_m, to_earth))
    return sun_rad, earth_rad, apart_rad
