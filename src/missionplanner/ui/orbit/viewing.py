"""From where the flight is seen: the Earth, the chaser or the target in the middle."""

from __future__ import annotations

from enum import Enum
from math import atan2, pi, radians

import numpy as np

from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M
from missionplanner.orbit.vectors import Array
from missionplanner.ui.orbit.camera import Camera, Viewpoint, camera_at, orbit_frame
from missionplanner.ui.orbit.flight_scene import FlightScene, Instant

_NEAREST_OF_EARTH_M = WGS84_SEMI_MAJOR_M + 120_000.0
_NEAREST_OF_VEHICLE_M = 20.0
_FARTHEST_M = 5e8
_FASTEST_TURN_RAD_PER_PX = radians(0.35)


class Centre(Enum):
    """What stands in the middle of the picture."""

    EARTH = "earth"
    CHASER = "chaser"
    TARGET = "target"


class Viewing:
    """One viewpoint for each centre; the one in use can be turned, zoomed and reset."""

    def __init__(self) -> None:
        """Start over the Earth, at a viewpoint still to be chosen for the flight."""
        self.centre = Centre.EARTH
        self._viewpoints: dict[Centre, Viewpoint] = {}

    def reset(self) -> None:
        """Return to where the centre is first seen from."""
        self._viewpoints.pop(self.centre, None)

    def viewpoint(self, scene: FlightScene) -> Viewpoint:
        """The viewpoint in use."""
        if self.centre not in self._viewpoints:
            self._viewpoints[self.centre] = _first_viewpoint(self.centre, scene)
        return self._viewpoints[self.centre]

    def camera(self, scene: FlightScene, instant: Instant, width_px: float, height_px: float) -> Camera:
        """The camera of the viewpoint in use; a vehicle that is nowhere leaves the Earth in the middle."""
        state = {Centre.EARTH: None, Centre.CHASER: instant.chaser, Centre.TARGET: instant.target}[self.centre]
        if state is None:
            whole = self._viewpoints.get(Centre.EARTH) or _first_viewpoint(Centre.EARTH, scene)
            return camera_at(whole, np.zeros(3), np.eye(3), width_px, height_px)
        frame = orbit_frame(state.r_m, state.v_mps)
        return camera_at(self.viewpoint(scene), state.r_m, frame, width_px, height_px)

    def turn(self, scene: FlightScene, right_px: float, down_px: float, focal_px: float) -> None:
        """Turn as if the ground, or the vehicle's surroundings, were dragged by so many pixels."""
        viewpoint = self.viewpoint(scene)
        rate = _FASTEST_TURN_RAD_PER_PX
        if self.centre is Centre.EARTH:
            rate = min(rate, (viewpoint.distance_m / WGS84_SEMI_MAJOR_M - 1.0) / focal_px)
        self._viewpoints[self.centre] = viewpoint.turned(-rate * right_px, rate * down_px)

    def zoom(self, scene: FlightScene, factor: float) -> None:
        """Scale the distance to the ground, or to the vehicle."""
        of_earth = self.centre is Centre.EARTH
        self._viewpoints[self.centre] = self.viewpoint(scene).zoomed(
            factor,
            floor_m=WGS84_SEMI_MAJOR_M if of_earth else 0.0,
            nearest_m=_NEAREST_OF_EARTH_M if of_earth else _NEAREST_OF_VEHICLE_M,
            farthest_m=_FARTHEST_M,
        )


def _first_viewpoint(centre: Centre, scene: FlightScene) -> Viewpoint:
    if centre is not Centre.EARTH:
        return Viewpoint(azimuth_rad=pi + 0.62, elevation_rad=radians(24.0), distance_m=1_700_000.0)
    # East of the pad at liftoff: the climb-out in front, the terminator to the right.
    pad_m: Array = scene.at(scene.motion.flight.inputs.t0_ms).pad_m
    east_of_pad = atan2(float(pad_m[1]), float(pad_m[0])) + radians(32.0)
    return Viewpoint(azimuth_rad=east_of_pad, elevation_rad=radians(24.0), distance_m=27_500_000.0)
