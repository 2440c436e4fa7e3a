"""LVLH, RSW, relative states and geodetic coordinates: axes, inverses, and a Clohessy-Wiltshire check of the rates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE, bound_orbits
from skyfield.framelib import itrs
from skyfield.positionlib import Geocentric
from test_orbit_orientation import skyfield_times

from missionplanner.orbit.constants import WGS84_FLATTENING, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.frames import (
    absolute_state_from_lvlh,
    dcm_lvlh_from_gcrs,
    dcm_rsw_from_gcrs,
    geodetic_from_gcrs,
    geodetic_from_itrs,
    itrs_from_geodetic,
    lvlh_angular_velocity_gcrs,
    lvlh_from_rsw,
    relative_state_lvlh,
    rsw_from_lvlh,
)
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.sky.almanac import EarthOrientation

EQUATORIAL = np.array([7.0e6, 0.0, 0.0]), np.array([0.0, 7500.0, 0.0])


def test_lvlh_is_ahead_against_the_normal_and_down() -> None:
    ahead, against_normal, down = dcm_lvlh_from_gcrs(*EQUATORIAL)
    np.testing.assert_allclose(ahead, [0, 1, 0], atol=1e-15)
    np.testing.assert_allclose(against_normal, [0, 0, -1], atol=1e-15)
    np.testing.assert_allclose(down, [-1, 0, 0], atol=1e-15)


def test_rsw_is_up_ahead_and_normal() -> None:
    np.testing.assert_allclose(dcm_rsw_from_gcrs(*EQUATORIAL), np.eye(3), atol=1e-15)


@given(bound_orbits())
def test_both_frames_are_rotations(orbit: KeplerianElements) -> None:
    r_m, v_mps = state_from_keplerian(orbit)
    for dcm in (dcm_lvlh_from_gcrs(r_m, v_mps), dcm_rsw_from_gcrs(r_m, v_mps)):
        np.testing.assert_allclose(dcm @ dcm.T, np.eye(3), atol=1e-14)
        assert np.linalg.det(dcm) == pytest.approx(1.0)


def test_frames_come_for_many_states_at_once() -> None:
    r_m, v_mps = kepler_propagate(*STATION_STATE, np.linspace(0.0, 5000.0, 7))
    many = dcm_lvlh_from_gcrs(r_m, v_mps)
    assert many.shape == (7, 3, 3)
    np.testing.assert_array_equal(many[3], dcm_lvlh_from_gcrs(r_m[3], v_mps[3]))


def test_lvlh_turns_at_its_angular_velocity() -> None:
    (before, now, after) = dcm_lvlh_from_gcrs(*kepler_propagate(*STATION_STATE, np.array([-1.0, 0.0, 1.0])))
    turning = lvlh_angular_velocity_gcrs(*STATION_STATE)
    rate = (after - before).T / 2.0  # d/dt of the axes, in GCRS, as columns
    np.testing.assert_allclose(rate, np.cross(turning, now).T, atol=1e-9)


def test_parallel_vectors_have_no_orbit_plane() -> None:
    with pytest.raises(ValueError, match="parallel"):
        dcm_lvlh_from_gcrs(np.array([7e6, 0, 0]), np.array([100.0, 0, 0]))


def test_a_chaser_ahead_and_below_on_a_circular_orbit() -> None:
    r_m = np.array([6.8e6, 0.0, 0.0])
    speed_mps = np.sqrt(3.986004415e14 / 6.8e6)
    v_mps = np.array([0.0, speed_mps, 0.0])
    below_m, ahead_m = 1000.0, 50.0
    chaser_m = r_m + np.array([-below_m, ahead_m, 0.0])
    position_m, velocity_mps = relative_state_lvlh(chaser_m, v_mps, r_m, v_mps)
    np.testing.assert_allclose(position_m, [ahead_m, 0.0, below_m], atol=1e-9)
    # the same inertial velocity: the frame turns by n, so the chaser drifts by n times its offset
    n = speed_mps / 6.8e6
    np.testing.assert_allclose(velocity_mps, [n * below_m, 0.0, -n * ahead_m], atol=1e-9)


offset = st.floats(-1e5, 1e5)
drift = st.floats(-100.0, 100.0)


@given(bound_orbits(), st.tuples(offset, offset, offset), st.tuples(drift, drift, drift))
def test_relative_and_absolute_are_inverses(orbit: KeplerianElements, r_lvlh_m: tuple, v_lvlh_mps: tuple) -> None:
    target = state_from_keplerian(orbit)
    chaser = absolute_state_from_lvlh(np.array(r_lvlh_m), np.array(v_lvlh_mps), *target)
    again_m, again_mps = relative_state_lvlh(*chaser, *target)
    np.testing.assert_allclose(again_m, r_lvlh_m, rtol=0, atol=1e-6)
    np.testing.assert_allclose(again_mps, v_lvlh_mps, rtol=0, atol=1e-9)


@given(bound_orbits(), st.tuples(offset, offset, offset))
def test_rsw_and_lvlh_are_the_same_axes_by_other_names(orbit: KeplerianElements, a_gcrs: tuple) -> None:
    state = state_from_keplerian(orbit)
    a_lvlh, a_rsw = dcm_lvlh_from_gcrs(*state) @ a_gcrs, dcm_rsw_from_gcrs(*state) @ a_gcrs
    np.testing.assert_allclose(rsw_from_lvlh(a_lvlh), a_rsw, rtol=0, atol=1e-9)
    np.testing.assert_allclose(lvlh_from_rsw(a_rsw), a_lvlh, rtol=0, atol=1e-9)


@given(bound_orbits(), st.tuples(offset, offset, offset), st.tuples(drift, drift, drift), st.floats(-1.0, 1.0))
def test_relative_and_absolute_are_inverses_while_the_plane_turns(
    orbit: KeplerianElements, r_lvlh_m: tuple, v_lvlh_mps: tuple, across_mps2: float
) -> None:
    target = state_from_keplerian(orbit)
    a_mps2 = np.array([0.1, across_mps2, -0.2])
    chaser = absolute_state_from_lvlh(np.array(r_lvlh_m), np.array(v_lvlh_mps), *target, a_mps2)
    again_m, again_mps = relative_state_lvlh(*chaser, *target, a_mps2)
    np.testing.assert_allclose(again_m, r_lvlh_m, rtol=0, atol=1e-6)
    np.testing.assert_allclose(again_mps, v_lvlh_mps, rtol=0, atol=1e-9)


def test_geodetic_at_the_equator_and_the_poles() -> None:
    polar_m = WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING)
    places_m = np.array([[WGS84_SEMI_MAJOR_M + 10.0, 0, 0], [0, 0, polar_m + 20.0], [0, 0, -polar_m - 30.0]])
    latitude_rad, _, height_m = geodetic_from_itrs(places_m)
    np.testing.assert_allclose(np.degrees(latitude_rad), [0.0, 90.0, -90.0], atol=1e-12)
    np.testing.assert_allclose(height_m, [10.0, 20.0, 30.0], atol=1e-8)


heights_m = st.one_of(st.sampled_from([-100e3, 0.0, 420e3, 35_786e3]), st.floats(-100e3, 1000e3), st.floats(0.0, 3.6e7))


@given(
    st.one_of(st.sampled_from([-np.pi / 2, 0.0, np.pi / 2]), st.floats(-np.pi / 2, np.pi / 2)),
    st.one_of(st.sampled_from([np.pi, -np.pi + 1e-15]), st.floats(-np.pi, np.pi, exclude_min=True)),
    heights_m,
)
def test_geodetic_and_back_within_a_micrometre(latitude_rad: float, longitude_rad: float, height_m: float) -> None:
    place_m = itrs_from_geodetic(latitude_rad, longitude_rad, height_m)
    again_rad, along_rad, again_m = geodetic_from_itrs(place_m)
    distance_m = np.linalg.norm(place_m)
    assert abs(again_rad - latitude_rad) * distance_m < 1e-6
    assert abs(along_rad - longitude_rad) * distance_m * np.cos(latitude_rad) < 1e-6
    assert again_m == pytest.approx(height_m, abs=1e-6)
    np.testing.assert_allclose(itrs_from_geodetic(again_rad, along_rad, again_m), place_m, rtol=0, atol=1e-6)


def test_geodetic_on_both_sides_of_the_antimeridian() -> None:
    west_m, east_m = np.array([-7e6, -1e-3, 1e6]), np.array([-7e6, 1e-3, 1e6])
    np.testing.assert_allclose(geodetic_from_itrs(np.stack([west_m, east_m]))[1], [-np.pi, np.pi], rtol=0, atol=1e-9)


def test_whole_trajectories_become_geodetic_as_skyfield_has_it_within_a_millimetre() -> None:
    t_s = np.arange(0.0, 30_000.0, 100.0)
    r_m, _ = kepler_propagate(*STATION_STATE, t_s)
    ground = geodetic_from_gcrs(EarthOrientation(LIFTOFF_UTC_MS, 0.0, t_s[-1]), t_s, r_m)
    times = skyfield_times(LIFTOFF_UTC_MS, t_s)
    right_m = Geocentric(r_m.T / 149597870700.0, t=times, center=399).frame_xyz(itrs).m.T
    assert np.linalg.norm(itrs_from_geodetic(*ground) - right_m, axis=1).max() < 1e-3


def test_whole_trajectories_become_geodetic_as_one_place_does() -> None:
    orientation = EarthOrientation(LIFTOFF_UTC_MS, 0.0, 90_000.0)
    t_s = np.linspace(0.0, 90_000.0, 20_000)  # more than are worked on at a time, on three days, and out of order
    t_s = t_s[np.random.default_rng(1).permutation(len(t_s))]
    r_m, _ = kepler_propagate(*STATION_STATE, t_s)
    many = geodetic_from_gcrs(orientation, t_s, r_m)
    for k in (0, 8191, 8192, 19_999):
        single = geodetic_from_itrs(orientation.dcm_itrs_from_gcrs(t_s[k])[0] @ r_m[k])
        np.testing.assert_allclose([part[k] for part in many], single, rtol=1e-12, atol=1e-12)
    assert all(part.shape == (0,) for part in geodetic_from_gcrs(orientation, np.empty(0), np.empty((0, 3))))


def test_as_many_times_as_positions_are_needed() -> None:
    with pytest.raises(OrbitInputError, match=r"2 times need positions of shape \(2, 3\); theirs is \(3, 3\)"):
        geodetic_from_gcrs(EarthOrientation(LIFTOFF_UTC_MS, 0.0, 1.0), np.zeros(2), np.eye(3))
