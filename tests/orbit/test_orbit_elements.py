"""Kepler elements, Kepler motion and the angles between orbits."""

from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from orbits_to_try import STATION, STATION_STATE, bound_orbits

from missionplanner.orbit.elements import (
    KeplerianElements,
    argument_of_latitude,
    keplerian_from_state,
    phase_angle,
    plane_angle,
    state_from_keplerian,
)
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.kepler import eccentric_anomaly, kepler_propagate


@given(bound_orbits(most_eccentric=0.9))
def test_a_state_makes_the_elements_that_make_the_state(orbit: KeplerianElements) -> None:
    r_m, v_mps = state_from_keplerian(orbit)
    again_m, again_mps = state_from_keplerian(keplerian_from_state(r_m, v_mps))
    np.testing.assert_allclose(again_m, r_m, rtol=0, atol=1e-5)
    np.testing.assert_allclose(again_mps, v_mps, rtol=0, atol=1e-8)


def test_elements_speak_of_heights_and_period() -> None:
    assert STATION.perigee_height_m == pytest.approx(6_798_000 * (1 - 0.0008) - 6_378_137)
    assert STATION.apogee_height_m == pytest.approx(6_798_000 * (1 + 0.0008) - 6_378_137)
    assert STATION.period_s == pytest.approx(5578.05, abs=0.01)
    assert STATION.argument_of_latitude_rad == pytest.approx(np.radians(80.0))


def test_a_circular_orbit_counts_from_the_node_and_an_equatorial_one_from_x() -> None:
    circular = keplerian_from_state(np.array([0.0, 7e6, 0.0]), np.array([-7546.0533, 0.0, 0.0]))
    assert circular.inclination_rad == pytest.approx(0.0)
    assert circular.raan_rad == 0.0
    assert circular.argument_of_latitude_rad == pytest.approx(pi / 2)


@given(st.floats(-50.0, 50.0), st.floats(0.0, 0.99))
def test_keplers_equation_is_solved(mean_rad: float, eccentricity: float) -> None:
    anomaly_rad = float(eccentric_anomaly(mean_rad, eccentricity))
    assert anomaly_rad - eccentricity * np.sin(anomaly_rad) == pytest.approx(mean_rad, abs=1e-12)


@given(bound_orbits(most_eccentric=0.9), st.floats(-1e5, 1e5))
def test_kepler_motion_keeps_the_ellipse_and_goes_back(orbit: KeplerianElements, dt_s: float) -> None:
    r_m, v_mps = state_from_keplerian(orbit)
    there = kepler_propagate(r_m, v_mps, dt_s)
    after = keplerian_from_state(*there)
    assert after.semi_major_axis_m == pytest.approx(orbit.semi_major_axis_m, rel=1e-11)
    assert after.eccentricity == pytest.approx(orbit.eccentricity, abs=1e-11)
    back_m, back_mps = kepler_propagate(*there, -dt_s)
    np.testing.assert_allclose(back_m, r_m, rtol=0, atol=1e-2)
    np.testing.assert_allclose(back_mps, v_mps, rtol=0, atol=1e-5)


def test_kepler_motion_of_many_times_and_many_states() -> None:
    times_s = np.linspace(-5000.0, 5000.0, 11)
    row_m, _ = kepler_propagate(*STATION_STATE, times_s)
    each_m = np.array([kepler_propagate(*STATION_STATE, t_s)[0] for t_s in times_s])
    np.testing.assert_allclose(row_m, each_m, rtol=0, atol=1e-8)
    states_m, states_mps = kepler_propagate(*STATION_STATE, times_s)
    home_m, _ = kepler_propagate(states_m, states_mps, -times_s)
    np.testing.assert_allclose(home_m, np.tile(STATION_STATE[0], (11, 1)), rtol=0, atol=1e-5)


def test_a_hyperbola_is_refused_with_its_energy() -> None:
    with pytest.raises(OrbitInputError, match=r"energy is 1\.5\d+e\+07"):
        kepler_propagate(np.array([7e6, 0, 0]), np.array([0, 12_053.0, 0]), 10.0)
    with pytest.raises(OrbitInputError, match="must be bound"):
        keplerian_from_state(np.array([7e6, 0, 0]), np.array([0, 12_000.0, 0]))


@given(bound_orbits())
def test_argument_of_latitude_is_that_of_the_elements(orbit: KeplerianElements) -> None:
    if min(orbit.inclination_rad, pi - orbit.inclination_rad) < 1e-3:
        return
    angle_rad = float(argument_of_latitude(*state_from_keplerian(orbit)))
    assert np.cos(angle_rad - orbit.argument_of_latitude_rad) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("ahead_deg", [-179.0, -90.0, -1.0, 0.0, 16.0, 120.0, 179.0])
def test_phase_counts_the_target_ahead_of_the_chaser(ahead_deg: float) -> None:
    def at(true_anomaly_deg: float, tilt_deg: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        return state_from_keplerian(
            KeplerianElements(
                semi_major_axis_m=6.8e6,
                eccentricity=0.0,
                inclination_rad=np.radians(51.6 + tilt_deg),
                raan_rad=1.0,
                argument_of_perigee_rad=0.0,
                true_anomaly_rad=np.radians(true_anomaly_deg),
            )
        )

    assert np.degrees(phase_angle(*at(30.0), *at(30.0 + ahead_deg))) == pytest.approx(ahead_deg)
    # a chaser out of the plane is seen where its shadow falls on the plane: at the node it is in the plane
    assert np.degrees(phase_angle(*at(0.0, 1.0), *at(ahead_deg))) == pytest.approx(ahead_deg)


def test_phase_half_way_round_is_minus_pi() -> None:
    behind = np.array([-6.8e6, 0, 0]), np.array([0, -7600.0, 0])
    ahead = np.array([6.8e6, 0, 0]), np.array([0, 7600.0, 0])
    assert float(phase_angle(*behind, *ahead)) == pytest.approx(-pi)


def test_plane_angle_is_that_of_the_momenta() -> None:
    r_m, v_mps = np.array([7e6, 0, 0]), np.array([0, 7500.0, 0])
    tilted_mps = 7500.0 * np.array([0, np.cos(1e-6), np.sin(1e-6)])
    assert float(plane_angle(r_m, v_mps, r_m, tilted_mps)) == pytest.approx(1e-6, rel=1e-6)
    assert float(plane_angle(r_m, v_mps, r_m, -v_mps)) == pytest.approx(pi)


@pytest.mark.parametrize("eccentricity", [0.0, 0.1, 0.79, 0.8, 0.95, 0.991, 0.9999])
def test_keplers_equation_is_solved_however_eccentric_the_orbit(eccentricity: float) -> None:
    mean_rad = np.concatenate([np.linspace(-np.pi, np.pi, 5001), np.logspace(-9, 0, 500)])
    anomaly_rad = eccentric_anomaly(mean_rad, eccentricity)
    np.testing.assert_allclose(anomaly_rad - eccentricity * np.sin(anomaly_rad), mean_rad, rtol=0, atol=1e-14)
