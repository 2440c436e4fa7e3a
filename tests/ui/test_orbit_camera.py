"""The camera in float64: what it projects, what the Earth hides, how it turns and zooms."""

from math import hypot, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.flight.assess import Assessment
from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M
from missionplanner.ui.orbit.camera import LOWEST_EYE_M, Camera, Viewpoint, camera_at, orbit_frame
from missionplanner.ui.orbit.flight_scene import FlightScene, flight_scene
from missionplanner.ui.orbit.viewing import Centre, Viewing

angles = st.floats(-3.0, 3.0)
CRUISE_MS = 1_764_241_000_000


def over_earth(azimuth: float = 0.4, elevation: float = 0.3, distance: float = 3e7) -> Camera:
    viewpoint = Viewpoint(azimuth_rad=azimuth, elevation_rad=elevation, distance_m=distance)
    return camera_at(viewpoint, np.zeros(3), np.eye(3), 1280.0, 800.0)


@pytest.fixture(scope="module")
def scene(sample_assessment: Assessment) -> FlightScene:
    return flight_scene(sample_assessment)


@given(angles, st.floats(-1.5, 1.5), st.floats(6.6e6, 1e9))
def test_the_centre_is_in_the_middle_and_the_axes_are_square(azimuth: float, elevation: float, distance: float) -> None:
    camera = over_earth(azimuth, elevation, distance)
    pixels, ahead = camera.project(np.zeros((1, 3)))
    np.testing.assert_allclose(pixels[0], [640.0, 400.0], atol=1e-6)
    assert ahead[0] == pytest.approx(distance)
    np.testing.assert_allclose(camera.axes @ camera.axes.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(camera.axes) == pytest.approx(1.0)


def test_north_is_up() -> None:
    pixels, _ = over_earth().project(np.array([[0.0, 0.0, 6.4e6], [0.0, 0.0, -6.4e6]]))
    assert pixels[0, 1] < 400.0 < pixels[1, 1]


def test_what_is_behind_the_eye_is_said_to_be() -> None:
    camera = over_earth()
    _, ahead = camera.project(camera.eye_m[None] * 1.5)
    assert ahead[0] < 0.0


def test_the_earth_hides_what_is_behind_it_and_nothing_else() -> None:
    camera = over_earth(0.0, 0.0)
    points = np.array([[7e6, 0, 0], [-7e6, 0, 0], [0, 7e6, 0], [-7e6, 9e6, 0], [-6e6, 4e6, 0]], dtype=float)
    assert camera.hides(points, np.eye(3)).tolist() == [False, True, False, False, True]


def test_what_stands_on_the_ground_is_seen_from_above() -> None:
    camera = over_earth(0.0, 0.0)
    assert not camera.hides(np.array([[WGS84_SEMI_MAJOR_M, 0.0, 0.0]]), np.eye(3))[0]


def test_a_place_seen_from_fifty_metres_is_exact_to_a_thousandth_of_a_pixel() -> None:
    """At the station's distance from the Earth's centre float32 would be wrong by half a metre, 14 px."""
    vehicle = np.array([4e6, -5e6, 2.2e6])
    frame = orbit_frame(vehicle, np.array([5e3, 4e3, 4e3]))
    viewpoint = Viewpoint(azimuth_rad=2.0, elevation_rad=0.3, distance_m=50.0)
    camera = camera_at(viewpoint, vehicle, frame, 1280.0, 800.0)
    aside = vehicle + 10.0 * camera.axes[0]
    pixels, _ = camera.project(aside[None])
    assert pixels[0, 0] - 640.0 == pytest.approx(camera.focal_px * 10.0 / 50.0, abs=1e-3)


@given(angles, st.floats(-1.5, 1.5), st.floats(10.0, 5e6))
def test_the_eye_never_stands_in_the_ground(azimuth: float, elevation: float, distance: float) -> None:
    vehicle = np.array([6.6e6, 0.0, 0.0])
    frame = orbit_frame(vehicle, np.array([0.0, 7e3, 2e3]))
    viewpoint = Viewpoint(azimuth_rad=azimuth, elevation_rad=elevation, distance_m=distance)
    camera = camera_at(viewpoint, vehicle, frame, 800.0, 600.0)
    assert np.linalg.norm(camera.eye_m) >= WGS84_SEMI_MAJOR_M + LOWEST_EYE_M - 1e-3


def test_the_ground_follows_the_mouse(scene: FlightScene) -> None:
    viewing = Viewing()
    instant = scene.at(CRUISE_MS)
    before = viewing.camera(scene, instant, 1280.0, 800.0)
    ground = before.axes[2] * WGS84_SEMI_MAJOR_M
    viewing.turn(scene, 30.0, 20.0, before.focal_px)
    after = viewing.camera(scene, instant, 1280.0, 800.0)
    moved = after.project(ground[None])[0][0] - before.project(ground[None])[0][0]
    assert hypot(*(moved - [30.0, 20.0])) < 3.0


def test_zooming_stops_above_the_ground_and_far_out(scene: FlightScene) -> None:
    viewing = Viewing()
    for _ in range(200):
        viewing.zoom(scene, 0.7)
    assert viewing.viewpoint(scene).distance_m == pytest.approx(WGS84_SEMI_MAJOR_M + 120_000.0)
    for _ in range(200):
        viewing.zoom(scene, 1.5)
    assert viewing.viewpoint(scene).distance_m == pytest.approx(5e8)


def test_a_followed_vehicle_stays_in_the_middle(scene: FlightScene) -> None:
    viewing = Viewing()
    viewing.centre = Centre.CHASER
    for utc_ms in (CRUISE_MS, CRUISE_MS + 1_200_000):
        instant = scene.at(utc_ms)
        assert instant.chaser is not None
        camera = viewing.camera(scene, instant, 1280.0, 800.0)
        np.testing.assert_allclose(camera.project(instant.chaser.r_m[None])[0][0], [640.0, 400.0], atol=1e-3)


def test_a_vehicle_that_is_nowhere_leaves_the_earth_in_the_middle(scene: FlightScene) -> None:
    viewing = Viewing()
    viewing.centre = Centre.CHASER
    instant = scene.at(CRUISE_MS + 90 * 86_400_000)
    assert instant.chaser is None
    assert viewing.camera(scene, instant, 1280.0, 800.0).project(np.zeros((1, 3)))[0][0] == pytest.approx(
        [640.0, 400.0]
    )


def test_turning_never_goes_over_the_top() -> None:
    viewpoint = Viewpoint(azimuth_rad=0.0, elevation_rad=0.0, distance_m=1e7)
    assert abs(viewpoint.turned(0.0, 9.0).elevation_rad) < 0.5 * pi


def test_the_path_meets_the_vehicle_to_a_millimetre(scene: FlightScene) -> None:
    assert scene.chaser is not None
    now_s = 6_003.7
    t_s, r_m = scene.chaser.around(now_s)
    assert np.all(np.diff(t_s) > 0.0)
    vehicle, _ = scene.chaser.trajectory.state_at(now_s)
    assert np.linalg.norm(r_m - vehicle, axis=1).min() < 1e-3
    # and between its points beside the vehicle it bends by less than a millionth of the way there
    near = np.abs(t_s - now_s) < 1.0
    middle_s = 0.5 * (t_s[near][1:] + t_s[near][:-1])
    sagitta = np.linalg.norm(
        scene.chaser.trajectory.position(middle_s) - 0.5 * (r_m[near][1:] + r_m[near][:-1]), axis=1
    )
    assert sagitta.max() < 1.0
