"""The ascent: where and how fast the spacecraft is at separation, and the way there for display."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

import numpy as np

from missionplanner.flight.flight import AscentPath, Insertion
from missionplanner.orbit.constants import GM_EARTH_M3PS2, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.elements import keplerian_from_state
from missionplanner.orbit.frames import itrs_from_geodetic
from missionplanner.orbit.sky.almanac import EarthOrientation
from missionplanner.orbit.sky.earth_pole import dcm_of_date_from_gcrs, pole_gcrs
from missionplanner.orbit.vectors import Array
from missionplanner.plan.vehicle import Ascent, LaunchDirection, LaunchSite


class AscentError(ValueError):
    """The ascent cannot end in the orbit asked for; the message says why."""


def pad_position(site: LaunchSite, epoch_ms: int, t_s: Array) -> Array:
    """Position of the pad at times since the epoch, GCRS [m], (n, 3)."""
    fixed_m = itrs_from_geodetic(
        np.array(radians(site.latitude_deg)), np.array(radians(site.longitude_deg)), np.array(site.height_m)
    )
    orientation = EarthOrientation(epoch_ms, float(t_s.min()) - 1.0, float(t_s.max()) + 1.0)
    rotations = orientation.dcm_itrs_from_gcrs(t_s)
    position_m: Array = np.einsum("nji,j->ni", rotations, fixed_m)
    return position_m


def plane_through(
    point_m: Array, inclination_rad: float, pole: Array, direction: LaunchDirection = "ascending"
) -> Array:
    """Unit normal of the orbit plane that holds a point on its ascending or on its descending half.

    Args:
        point_m: position [m], (3,).
        inclination_rad: angle between the normal and the Earth's axis.
        pole: unit vector of the Earth's axis in the same frame, (3,).
        direction: on which half of the orbit the point lies.

    Returns:
        The unit angular momentum vector, (3,).

    Raises:
        AscentError: no plane of this inclination reaches the point's latitude.
    """
    zenith = point_m / np.linalg.norm(point_m)
    sine_latitude = float(zenith @ pole)
    cosine_latitude = sqrt(1.0 - sine_latitude**2)
    ratio = cos(inclination_rad) / cosine_latitude
    if abs(ratio) > 1.0:
        raise AscentError(
            f"an orbit inclined {np.degrees(inclination_rad):.2f} deg never passes over the pad's geocentric latitude "
            f"of {np.degrees(asin(sine_latitude)):.2f} deg; the inclination must be at least as large"
        )
    east = np.cross(pole, zenith) / cosine_latitude
    north = np.cross(zenith, east)
    # The azimuth of a pass has sin(azimuth) = cos(i) / cos(latitude); the normal is zenith x heading.
    northward = sqrt(1.0 - ratio**2) if direction == "ascending" else -sqrt(1.0 - ratio**2)
    heading = ratio * east + northward * north
    normal: Array = np.cross(zenith, heading)
    return normal


def insertion_state(site: LaunchSite, ascent: Ascent, epoch_ms: int, t0_s: float) -> tuple[Array, Array]:
    """Position and velocity at separation, GCRS, each (3,).

    The plane holds the place where the pad is ``plane_lead_ms`` after liftoff; separation is at perigee,
    ``downrange_deg`` ahead of the pad's place at liftoff.

    Raises:
        AscentError: the inclination does not reach the pad's latitude.
    """
    lead_s = ascent.plane_lead_ms / 1000
    pad_m = pad_position(site, epoch_ms, np.array([t0_s, t0_s + lead_s]))
    normal = plane_through(pad_m[1], radians(ascent.inclination_deg), pole_gcrs(epoch_ms), ascent.direction)
    start = pad_m[0] - (pad_m[0] @ normal) * normal
    start /= np.linalg.norm(start)
    ahead = np.cross(normal, start)
    angle_rad = radians(ascent.downrange_deg)
    zenith = cos(angle_rad) * start + sin(angle_rad) * ahead
    perigee_m = WGS84_SEMI_MAJOR_M + ascent.perigee_height_m
    apogee_m = WGS84_SEMI_MAJOR_M + ascent.apogee_height_m
    speed_mps = sqrt(GM_EARTH_M3PS2 * 2.0 * apogee_m / (perigee_m * (perigee_m + apogee_m)))
    return perigee_m * zenith, speed_mps * np.cross(normal, zenith)


def insertion_orbit(utc_ms: int, r_m: Array, v_mps: Array) -> Insertion:
    """Osculating orbit at separation, inclination and node of date (as element sets count them)."""
    of_date = dcm_of_date_from_gcrs(utc_ms)
    elements = keplerian_from_state(of_date @ r_m, of_date @ v_mps)
    return Insertion(
        utc_ms=utc_ms,
        perigee_height_m=elements.perigee_height_m,
        apogee_height_m=elements.apogee_height_m,
        inclination_rad=elements.inclination_rad,
        raan_rad=elements.raan_rad,
    )


def ascent_path(
    site: LaunchSite, epoch_ms: int, t0_s: float, insertion_s: float, r_m: Array, v_mps: Array
) -> AscentPath:
    """A smooth path from the pad to the insertion state: drawn, not flown.

    The direction turns along the great circle from pad to insertion, its angle a cubic that starts at rest and ends
    at the orbit's rate; the height rises fast first and levels off at insertion.
    """
    t_s = np.linspace(t0_s, insertion_s, 61)
    pad_m = pad_position(site, epoch_ms, t_s[:1])[0]
    start, end = pad_m / np.linalg.norm(pad_m), r_m / np.linalg.norm(r_m)
    angle_rad = float(np.arccos(np.clip(start @ end, -1.0, 1.0)))
    share = (t_s - t0_s) / (insertion_s - t0_s)
    end_rate_rad = float(np.linalg.norm(v_mps) / np.linalg.norm(r_m)) * (insertion_s - t0_s)
    # angle(share) = a share^2 + b share^3 meets the angle and the angular rate at insertion.
    b = end_rate_rad - 2.0 * angle_rad
    turned_rad = ((angle_rad - b) * share**2 + b * share**3)[:, None]
    ahead = end - (end @ start) * start
    if np.linalg.norm(ahead) < 1e-9:  # insertion straight above the pad, or opposite it: the orbit shows the way
        ahead = v_mps - (v_mps @ start) * start
    direction = np.cos(turned_rad) * start + np.sin(turned_rad) * ahead / np.linalg.norm(ahead)
    rise = 1.0 - (1.0 - share) ** 2
    radius_m = np.linalg.norm(pad_m) + rise * (np.linalg.norm(r_m) - np.linalg.norm(pad_m))
    return AscentPath(t_s=t_s, r_m=radius_m[:, None] * direction)
