"""Who sees whom: passes over ground stations, and lines of sight to relay satellites past the Earth.

Light and radio go straight here. Refraction is left out: it lifts a satellite on the horizon by half a degree and one
5 degrees up by a sixth of a degree, which for a low orbit is a rise some ten or three seconds earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, isfinite, pi, sin

import numpy as np

from missionplanner.orbit.constants import EARTH_ROTATION_RADPS, GM_EARTH_M3PS2, WGS84_FLATTENING, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.frames import itrs_from_geodetic
from missionplanner.orbit.geometry.roots import Function, Spans, highest_in, spans_above
from missionplanner.orbit.geometry.sampling import search_times
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.almanac import EarthOrientation
from missionplanner.orbit.vectors import Array, dot, norm, rotate, unit

# Where an orbit takes one sidereal day.
GEOSYNCHRONOUS_RADIUS_M = (GM_EARTH_M3PS2 / EARTH_ROTATION_RADPS**2) ** (1.0 / 3.0)
_POLAR_M = WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place on the Earth in WGS 84 geodetic coordinates."""

    latitude_rad: float
    longitude_rad: float
    height_m: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no place.

        Raises:
            OrbitInputError: a coordinate is not finite, or the latitude lies beyond a pole.
        """
        if not abs(self.latitude_rad) <= 0.5 * pi:
            raise OrbitInputError(f"the latitude is {self.latitude_rad} rad; it must lie between -pi/2 and pi/2")
        if not (isfinite(self.longitude_rad) and isfinite(self.height_m)):
            raise OrbitInputError(f"the place is at {self.longitude_rad} rad, {self.height_m} m; both must be finite")


@dataclass(frozen=True, kw_only=True, eq=False)
class Passes:
    """Passes over a place: from rise to set, with the time and the elevation of the highest point, each (n,)."""

    spans: Spans
    highest_s: Array
    highest_rad: Array


def elevations(trajectory: Trajectory, place: Place, t_s: Array) -> Array:
    """Elevation above the horizontal of a place, without refraction, at times [s since the epoch], [rad], (n,).

    Source: Vallado, Fundamentals of Astrodynamics, 4.4: the height in topocentric horizon coordinates.
    """
    times_s = np.asarray(t_s, dtype=float)
    if not len(times_s):
        return np.empty(0)
    orientation = EarthOrientation(trajectory.epoch_utc_ms, float(times_s.min()), float(times_s.max()))
    angle: Array = np.arcsin(np.clip(_sines(trajectory, place, orientation)(times_s), -1.0, 1.0))
    return angle


def find_visible_spans(trajectory: Trajectory, place: Place, mask_rad: float, start_s: float, end_s: float) -> Spans:
    """When a place sees the trajectory above an elevation mask, from rise to set, to better than a millisecond.

    Args:
        trajectory: where to look.
        place: the station.
        mask_rad: the least elevation [rad], between -pi/2 and pi/2.
        start_s: start of the span [s since the epoch].
        end_s: its end.

    Raises:
        OrbitInputError: the mask is no elevation, the span ends before it starts or leaves the trajectory.
    """
    if not abs(mask_rad) < 0.5 * pi:
        raise OrbitInputError(f"the elevation mask is {mask_rad} rad; it must lie between -pi/2 and pi/2")
    times_s = search_times(start_s, end_s, trajectory)
    sine = _sines(trajectory, place, EarthOrientation(trajectory.epoch_utc_ms, start_s, end_s))
    least = sin(mask_rad)
    return spans_above(lambda t_s: sine(t_s) - least, times_s)


def find_passes(trajectory: Trajectory, place: Place, mask_rad: float, start_s: float, end_s: float) -> Passes:
    """The spans of `find_visible_spans` with the highest point of each.

    Raises:
        OrbitInputError: the mask is no elevation, the span ends before it starts or leaves the trajectory.
    """
    spans = find_visible_spans(trajectory, place, mask_rad, start_s, end_s)
    sine = _sines(trajectory, place, EarthOrientation(trajectory.epoch_utc_ms, start_s, end_s))
    highest_s, highest = highest_in(sine, spans)
    return Passes(spans=spans, highest_s=highest_s, highest_rad=np.arcsin(np.clip(highest, -1.0, 1.0)))


def find_relay_spans(
    trajectory: Trajectory, longitude_rad: float, grazing_height_m: float, start_s: float, end_s: float
) -> Spans:
    """When the line of sight to a geostationary relay passes the Earth, to better than a millisecond.

    The relay stands still over the equator. A real one that is inclined wanders north and south by its inclination
    once a day, which moves acquisition and loss by up to that angle along the user's orbit.

    Args:
        trajectory: the user's path.
        longitude_rad: where the relay stands, east of Greenwich [rad].
        grazing_height_m: the least height over the ellipsoid at which the line may pass [m], not negative; below it
            the user itself is out of sight.
        start_s: start of the span [s since the epoch].
        end_s: its end.

    Raises:
        OrbitInputError: the longitude is not finite, the height is negative, or the span leaves the trajectory.
    """
    if not isfinite(longitude_rad):
        raise OrbitInputError(f"the relay's longitude is {longitude_rad} rad; it must be finite")
    if not 0.0 <= grazing_height_m < GEOSYNCHRONOUS_RADIUS_M - WGS84_SEMI_MAJOR_M:
        raise OrbitInputError(f"the grazing height is {grazing_height_m} m; it must lie between 0 m and the relay's")
    times_s = search_times(start_s, end_s, trajectory)
    orientation = EarthOrientation(trajectory.epoch_utc_ms, start_s, end_s)
    relay_m = GEOSYNCHRONOUS_RADIUS_M * np.array([cos(longitude_rad), sin(longitude_rad), 0.0])

    def clearance(t_s: Array) -> Array:
        r_m = rotate(orientation.dcm_itrs_from_gcrs(t_s), trajectory.position(t_s))
        return line_of_sight_clearance(r_m, relay_m, grazing_height_m)

    return spans_above(clearance, times_s)


def line_of_sight_clearance(r_one_m: Array, r_other_m: Array, grazing_height_m: float) -> Array:
    """How clear of the Earth the line between two places is, in Earth radii, negative where it is blocked, (...,).

    The Earth is the WGS 84 ellipsoid with both axes made longer by the grazing height. Stretched along its axis to
    a sphere of radius 1, it leaves straight lines straight, so that the nearest point of the line decides.

    Args:
        r_one_m: ITRS position of one end [m], (..., 3).
        r_other_m: ITRS position of the other [m], broadcast against it.
        grazing_height_m: the least height at which the line may pass [m].

    Source: Vallado, Fundamentals of Astrodynamics, 5.3.3, algorithm 35 (SIGHT).
    """
    radii_m = np.array([WGS84_SEMI_MAJOR_M, WGS84_SEMI_MAJOR_M, _POLAR_M]) + grazing_height_m
    one, other = np.asarray(r_one_m) / radii_m, np.asarray(r_other_m) / radii_m
    along = other - one
    share = np.clip(-dot(one, along) / dot(along, along), 0.0, 1.0)
    return norm(one + share[..., None] * along) - 1.0


def _sines(trajectory: Trajectory, place: Place, orientation: EarthOrientation) -> Function:
    """Sine of the elevation, which unlike the angle is smooth where a pass goes through the zenith."""
    latitude_rad, longitude_rad = place.latitude_rad, place.longitude_rad
    place_m = itrs_from_geodetic(latitude_rad, longitude_rad, place.height_m)
    up = np.array([cos(latitude_rad) * cos(longitude_rad), cos(latitude_rad) * sin(longitude_rad), sin(latitude_rad)])

    def sine(t_s: Array) -> Array:
        r_m = rotate(orientation.dcm_itrs_from_gcrs(t_s), trajectory.position(t_s))
        return np.asarray(unit(r_m - place_m) @ up)

    return sine
