"""Where the eye stands and what it sees, in float64; float32 begins only after the eye was subtracted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, pi, sin, sqrt, tan

import numpy as np

from missionplanner.orbit.constants import WGS84_FLATTENING, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.vectors import Array

HALF_FIELD_RAD = 0.5 * 32.0 * pi / 180.0
LOWEST_EYE_M = 25_000.0
_STEEPEST_RAD = 0.499 * pi


@dataclass(frozen=True, kw_only=True)
class Viewpoint:
    """A camera that orbits a point: two angles and a distance in a frame of its own.

    Elevation counts from the plane of the frame's first two axes towards the third, azimuth from the first.
    """

    azimuth_rad: float
    elevation_rad: float
    distance_m: float

    def turned(self, azimuth_rad: float, elevation_rad: float) -> Viewpoint:
        """Return the viewpoint moved by two angles, never over the top."""
        elevation = min(max(self.elevation_rad + elevation_rad, -_STEEPEST_RAD), _STEEPEST_RAD)
        return replace(self, azimuth_rad=self.azimuth_rad + azimuth_rad, elevation_rad=elevation)

    def zoomed(self, factor: float, *, floor_m: float, nearest_m: float, farthest_m: float) -> Viewpoint:
        """Return the viewpoint with its distance from a floor below it scaled, within limits.

        With the Earth's radius as the floor, zooming slows down towards the surface.
        """
        distance = floor_m + (self.distance_m - floor_m) * factor
        return replace(self, distance_m=min(max(distance, nearest_m), farthest_m))


@dataclass(frozen=True, kw_only=True, eq=False)
class Camera:
    """An eye with a direction and a picture of a size.

    Attributes:
        eye_m: the eye in the GCRS, (3,).
        axes: rows point right, up and backwards in the GCRS, (3, 3).
        width_px: width of the picture.
        height_px: height of the picture.
    """

    eye_m: Array
    axes: Array
    width_px: float
    height_px: float

    @property
    def focal_px(self) -> float:
        """Pixels for a slope of one; the field of view is that of the shorter side."""
        return 0.5 * min(self.width_px, self.height_px) / tan(HALF_FIELD_RAD)

    @property
    def half_slopes(self) -> tuple[float, float]:
        """Slopes of the lines of sight at the right and the upper edge."""
        return 0.5 * self.width_px / self.focal_px, 0.5 * self.height_px / self.focal_px

    def project(self, points_m: Array) -> tuple[Array, Array]:
        """Project points of the GCRS.

        Args:
            points_m: (n, 3).

        Returns:
            Pixels from the upper left corner, (n, 2), and distances ahead of the eye [m], (n,), negative behind it,
            where the pixels mean nothing.
        """
        seen = (points_m - self.eye_m) @ self.axes.T
        ahead = -seen[:, 2]
        with np.errstate(divide="ignore", invalid="ignore"):
            slopes = seen[:, :2] / ahead[:, None]
        pixels = np.array([0.5 * self.width_px, 0.5 * self.height_px]) + slopes * [self.focal_px, -self.focal_px]
        return pixels, ahead

    def hides(self, points_m: Array, dcm_itrs_from_gcrs: Array, shrink: float = 0.998) -> Array:
        """Whether the Earth stands between the eye and each point, (n,).

        Args:
            points_m: points of the GCRS, (n, 3).
            dcm_itrs_from_gcrs: how the Earth is turned, (3, 3).
            shrink: size of the ellipsoid tested; a little below 1, so that what stands on the ground is seen.
        """
        squash = squashed_from_gcrs(dcm_itrs_from_gcrs) / shrink
        eye = squash @ self.eye_m
        way = (points_m - self.eye_m) @ squash.T
        length2 = np.maximum(np.einsum("ij,ij->i", way, way), 1e-30)
        nearest = np.clip(-(way @ eye) / length2, 0.0, 1.0)
        closest = eye + nearest[:, None] * way
        hidden: Array = np.einsum("ij,ij->i", closest, closest) < 1.0
        return hidden


def squashed_from_gcrs(dcm_itrs_from_gcrs: Array) -> Array:
    """The map, (3, 3) [1/m], that turns the GCRS to the Earth and its ellipsoid to the unit sphere."""
    return np.diag([1.0, 1.0, 1.0 / (1.0 - WGS84_FLATTENING)]) @ dcm_itrs_from_gcrs / WGS84_SEMI_MAJOR_M


def camera_at(viewpoint: Viewpoint, centre_m: Array, frame: Array, width_px: float, height_px: float) -> Camera:
    """Place the camera of a viewpoint.

    Args:
        viewpoint: angles and distance.
        centre_m: the point looked at, GCRS, (3,).
        frame: rows are the axes that the angles count in, (3, 3).
        width_px: width of the picture.
        height_px: height of the picture.

    Returns:
        The camera; an eye that would lie in the ground is lifted out of it along its own vertical.
    """
    ca, sa = cos(viewpoint.azimuth_rad), sin(viewpoint.azimuth_rad)
    ce, se = cos(viewpoint.elevation_rad), sin(viewpoint.elevation_rad)
    back = np.array([ce * ca, ce * sa, se]) @ frame
    right = np.array([-sa, ca, 0.0]) @ frame
    eye_m = centre_m + viewpoint.distance_m * back
    height_m = float(np.linalg.norm(eye_m))
    lowest_m = WGS84_SEMI_MAJOR_M + LOWEST_EYE_M
    if height_m < lowest_m:
        lift = centre_m if height_m < 1.0 else eye_m
        eye_m = lift * (lowest_m / float(np.linalg.norm(lift)))
    return Camera(
        eye_m=eye_m, axes=np.stack([right, np.cross(back, right), back]), width_px=width_px, height_px=height_px
    )


def orbit_frame(r_m: Array, v_mps: Array) -> Array:
    """Rows ahead along the orbit, to its left, and up: the frame of a camera that follows a vehicle, (3, 3)."""
    up = r_m / sqrt(float(r_m @ r_m))
    ahead = v_mps - (v_mps @ up) * up
    ahead /= sqrt(float(ahead @ ahead))
    return np.stack([ahead, np.cross(up, ahead), up])
