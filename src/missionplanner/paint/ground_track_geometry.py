"""Paths over the ground and the edge of night, as longitudes and latitudes in degrees."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from missionplanner.flight.flight import Flight
from missionplanner.orbit.frames import geodetic_from_itrs
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.almanac import EarthOrientation, sun_position_gcrs
from missionplanner.orbit.vectors import Array, rotate
from missionplanner.paint.ground_track_motion import Motion

_STEP_S = 20.0


@dataclass(frozen=True, kw_only=True, eq=False)
class GroundPath:
    """A path over the ground: times since the flight's epoch [s] and places [deg], each (n,).

    ``longitude_deg`` is unwrapped: it runs on beyond 180 degrees instead of jumping.
    """

    t_s: Array
    longitude_deg: Array
    latitude_deg: Array

    def between(self, start_s: float, end_s: float) -> GroundPath:
        """The part between two times, with its ends interpolated; empty if the path lies elsewhere."""
        start_s, end_s = max(start_s, float(self.t_s[0])), min(end_s, float(self.t_s[-1]))
        if not start_s < end_s:
            return GroundPath(t_s=np.empty(0), longitude_deg=np.empty(0), latitude_deg=np.empty(0))
        inside = self.t_s[(self.t_s > start_s) & (self.t_s < end_s)]
        t_s = np.concatenate([[start_s], inside, [end_s]])
        return GroundPath(
            t_s=t_s,
            longitude_deg=np.interp(t_s, self.t_s, self.longitude_deg),
            latitude_deg=np.interp(t_s, self.t_s, self.latitude_deg),
        )

    def place(self, t_s: float) -> tuple[float, float] | None:
        """Longitude in [-180, 180) and latitude at a time [deg], None outside the path."""
        if not self.t_s[0] <= t_s <= self.t_s[-1]:
            return None
        longitude = float(np.interp(t_s, self.t_s, self.longitude_deg))
        return wrapped(longitude), float(np.interp(t_s, self.t_s, self.latitude_deg))


@dataclass(frozen=True, kw_only=True, eq=False)
class GroundTrack:
    """Both vehicles over the ground.

    Attributes:
        motion: the flight it was made of.
        target: the target's path, None if it was not flown.
        chaser: the chaser's path from insertion to contact.
        ascent: the way from the pad to insertion.
    """

    motion: Motion
    target: GroundPath | None = None
    chaser: GroundPath | None = None
    ascent: GroundPath | None = None
    flight: Flight = field(init=False)

    def __post_init__(self) -> None:
        """Remember the flight, so that whoever holds the track can tell whether it is still the right one."""
        object.__setattr__(self, "flight", self.motion.flight)


def ground_track(flight: Flight) -> GroundTrack:
    """Compute the paths of a flight over the ground."""
    motion = Motion(flight=flight)
    ascent = None
    if flight.ascent is not None:
        ascent = _path(flight.epoch_ms, flight.ascent.t_s, flight.ascent.r_m)
    return GroundTrack(
        motion=motion,
        target=_flown_path(flight.target),
        chaser=_flown_path(flight.chaser),
        ascent=ascent,
    )


def _flown_path(trajectory: Trajectory | None) -> GroundPath | None:
    if trajectory is None:
        return None
    count = max(2, round((trajectory.end_s - trajectory.start_s) / _STEP_S) + 1)
    t_s = np.linspace(trajectory.start_s, trajectory.end_s, count)
    return _path(trajectory.epoch_utc_ms, t_s, trajectory.position(t_s))


def _path(epoch_ms: int, t_s: Array, r_m: Array) -> GroundPath:
    orientation = EarthOrientation(epoch_ms, float(t_s[0]), float(t_s[-1]))
    latitude, longitude, _ = geodetic_from_itrs(rotate(orientation.dcm_itrs_from_gcrs(t_s), r_m))
    return GroundPath(t_s=t_s, longitude_deg=np.degrees(np.unwrap(longitude)), latitude_deg=np.degrees(latitude))


def below(epoch_ms: int, t_s: float, r_m: Array) -> tuple[float, float, float]:
    """Longitude and latitude [deg] below a place of the GCRS, and its height [m]."""
    dcm = EarthOrientation(epoch_ms, t_s, t_s).dcm_itrs_from_gcrs(t_s)[0]
    latitude, longitude, height_m = geodetic_from_itrs(dcm @ r_m)
    return float(np.degrees(longitude)), float(np.degrees(latitude)), float(height_m)


def subsolar_point(utc_ms: int) -> tuple[float, float]:
    """Longitude and latitude [deg] of the place that has the Sun in its zenith.

    Raises:
        OrbitInputError: the instant lies outside the ephemeris.
    """
    sun = sun_position_gcrs(utc_ms, np.zeros(1))[0]
    sun = EarthOrientation(utc_ms, 0.0, 0.0).dcm_itrs_from_gcrs(0.0)[0] @ sun
    return float(np.degrees(np.arctan2(sun[1], sun[0]))), float(np.degrees(np.arcsin(sun[2] / np.linalg.norm(sun))))


def dark_region(subsolar_deg: tuple[float, float], sun_height_deg: float) -> Array:
    """Outline of the places where the Sun stands lower than a height.

    Args:
        subsolar_deg: longitude and latitude of the subsolar point.
        sun_height_deg: at most 0; 0 gives the night, -18 its fully dark part.

    Returns:
        A closed ring of (longitude, latitude) [deg], (n, 2), for `filled_rings`.
    """
    longitude, latitude = np.radians(subsolar_deg)
    away = -np.array([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)])
    one = np.cross(away, [0.0, 0.0, 1.0] if abs(away[2]) < 0.9 else [1.0, 0.0, 0.0])
    one /= np.linalg.norm(one)
    radius = np.radians(min(90.0 + sun_height_deg, 89.99))
    turn = np.linspace(0.0, 2.0 * np.pi, 181)[:, None]
    ring = np.cos(radius) * away + np.sin(radius) * (np.cos(turn) * one + np.sin(turn) * np.cross(away, one))
    outline: Array = np.degrees(np.column_stack([np.arctan2(ring[:, 1], ring[:, 0]), np.arcsin(ring[:, 2])]))
    return outline


def filled_rings(ring_deg: Array) -> list[Array]:
    """Lay a ring on the sphere out on a map from -180 to 180 degrees, so that it can be filled there.

    A ring around a pole is closed along the map's edge; copies a turn to either side cover what runs over the edge.

    Args:
        ring_deg: a closed ring of (longitude, latitude), (n, 2).

    Returns:
        Rings to be filled and clipped to the map, each (m, 2).
    """
    longitude = np.unwrap(ring_deg[:, 0], period=360.0)
    flat = np.column_stack([longitude, ring_deg[:, 1]])
    around = longitude[-1] - longitude[0]
    if abs(around) > 180.0:
        pole = 90.0 if float(np.mean(ring_deg[:, 1])) > 0.0 else -90.0
        start, step = flat[:-1], np.array([around, 0.0])
        turns = [start + k * step for k in (-1, 0, 1, 2)]
        edge = np.array([[turns[-1][-1, 0], pole], [turns[0][0, 0], pole]])
        return [np.concatenate([*turns, edge])]
    low, high = float(longitude.min()), float(longitude.max())
    return [
        flat + np.array([360.0 * k, 0.0]) for k in range(-2, 3) if low + 360.0 * k < 180.0 and high + 360.0 * k > -180.0
    ]


def wrapped(longitude_deg: float) -> float:
    """The same longitude in [-180, 180)."""
    return (longitude_deg + 180.0) % 360.0 - 180.0
