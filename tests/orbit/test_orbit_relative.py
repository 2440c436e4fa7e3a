"""Clohessy-Wiltshire in LVLH axes: against its equations, against exact motion, and its inverse."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.frames import absolute_state_from_lvlh, relative_state_lvlh
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.relative import cw_targeting, cw_transition, cw_two_impulses, relative_trajectory

DISTANCE_M = 6.8e6
N_RADPS = np.sqrt(GM_EARTH_M3PS2 / DISTANCE_M**3)
TARGET = np.array([DISTANCE_M, 0.0, 0.0]), np.array([0.0, N_RADPS * DISTANCE_M, 0.0])


def hill_matrix(n: float) -> np.ndarray:
    """x'' = 2 n z', y'' = -n2 y, z'' = 3 n2 z - 2 n x'."""
    matrix = np.zeros((6, 6))
    matrix[:3, 3:] = np.eye(3)
    matrix[3, 5], matrix[4, 1], matrix[5, 2], matrix[5, 3] = 2 * n, -n * n, 3 * n * n, -2 * n
    return matrix


@pytest.mark.parametrize("dt_s", [0.01, 1.0, 600.0, 5000.0, -900.0])
def test_the_transition_solves_hills_equations(dt_s: float) -> None:
    here, later = cw_transition(N_RADPS, dt_s), cw_transition(N_RADPS, dt_s + 0.01)
    earlier = cw_transition(N_RADPS, dt_s - 0.01)
    scale = np.outer([1, 1, 1, N_RADPS, N_RADPS, N_RADPS], 1 / np.array([1, 1, 1, N_RADPS, N_RADPS, N_RADPS]))
    rate, expected = (later - earlier) / 0.02, hill_matrix(N_RADPS) @ here
    np.testing.assert_allclose(rate / scale, expected / scale, rtol=0, atol=2e-8)


@given(st.floats(-5000.0, 5000.0), st.floats(-5000.0, 5000.0))
def test_transitions_follow_one_another(first_s: float, second_s: float) -> None:
    both = cw_transition(N_RADPS, second_s) @ cw_transition(N_RADPS, first_s)
    np.testing.assert_allclose(both, cw_transition(N_RADPS, first_s + second_s), rtol=1e-6, atol=1e-6)


def test_no_time_changes_nothing() -> None:
    np.testing.assert_array_equal(cw_transition(N_RADPS, 0.0), np.eye(6))


def test_near_the_target_it_is_what_exact_motion_does() -> None:
    r_lvlh_m, v_lvlh_mps = np.array([-200.0, 15.0, 50.0]), np.array([0.1, -0.02, 0.05])
    chaser = absolute_state_from_lvlh(r_lvlh_m, v_lvlh_mps, *TARGET)
    exact_m, exact_mps = relative_state_lvlh(*kepler_propagate(*chaser, 1200.0), *kepler_propagate(*TARGET, 1200.0))
    predicted = cw_transition(N_RADPS, 1200.0) @ np.concatenate([r_lvlh_m, v_lvlh_mps])
    np.testing.assert_allclose(predicted[:3], exact_m, rtol=0, atol=0.1)
    np.testing.assert_allclose(predicted[3:], exact_mps, rtol=0, atol=2e-4)


position = st.tuples(*[st.floats(-1e4, 1e4)] * 3)


@given(position, position, st.floats(60.0, 20_000.0))
def test_targeting_arrives_where_it_aims(start: tuple, end: tuple, dt_s: float) -> None:
    turned = N_RADPS * dt_s / np.pi
    assume(abs(turned - round(turned)) > 0.02 or round(turned) == 0)
    start_m, end_m = np.array(start), np.array(end)
    v_start_mps, v_end_mps = cw_targeting(N_RADPS, start_m, end_m, dt_s)
    arrived = cw_transition(N_RADPS, dt_s) @ np.concatenate([start_m, v_start_mps])
    np.testing.assert_allclose(arrived[:3], end_m, rtol=0, atol=1e-5)
    np.testing.assert_allclose(arrived[3:], v_end_mps, rtol=0, atol=1e-7)


def test_times_that_cannot_be_targeted_are_refused() -> None:
    here_m = np.array([100.0, 0.0, 0.0])
    with pytest.raises(OrbitInputError, match="choose another time"):
        cw_targeting(N_RADPS, here_m, -here_m, 2 * np.pi / N_RADPS)
    with pytest.raises(OrbitInputError, match="greater than zero"):
        cw_targeting(N_RADPS, here_m, -here_m, 0.0)


def test_impulses_move_a_chaser_as_fehse_tabulates() -> None:
    # Fehse, 3.3.2 and 3.3.3: a tangential impulse shifts by -6 pi/n dv in a revolution and reaches 4/n dv above the
    # V-bar half-way; a radial one hops by 4/n dv in half a revolution.
    revolution_s, dv_mps = 2 * np.pi / N_RADPS, 0.1
    half, whole = cw_transition(N_RADPS, np.array([0.5, 1.0]) * revolution_s)
    np.testing.assert_allclose((whole @ [0, 0, 0, dv_mps, 0, 0])[:3], [-6 * np.pi / N_RADPS * dv_mps, 0, 0], atol=1e-9)
    assert (half @ [0, 0, 0, dv_mps, 0, 0])[2] == pytest.approx(-4 / N_RADPS * dv_mps)
    np.testing.assert_allclose((half @ [0, 0, 0, 0, 0, dv_mps])[:3], [4 / N_RADPS * dv_mps, 0, 0], atol=1e-9)
    np.testing.assert_allclose((whole @ [0, 0, 0, 0, 0, dv_mps])[:3], 0.0, atol=1e-9)


def test_transitions_come_for_many_times_at_once() -> None:
    times_s = np.array([[-900.0, 0.0, 0.01], [600.0, 5000.0, 86_400.0]])
    many = cw_transition(N_RADPS, times_s)
    assert many.shape == (2, 3, 6, 6)
    np.testing.assert_allclose(many[1, 2], cw_transition(N_RADPS, 86_400.0), rtol=1e-12)


@given(position, position, st.floats(60.0, 2500.0))
def test_two_impulses_bring_the_chaser_to_rest_where_it_aims(start: tuple, end: tuple, dt_s: float) -> None:
    start_m, end_m, before_mps = np.array(start), np.array(end), np.array([0.3, -0.1, 0.2])
    first_mps, second_mps = cw_two_impulses(N_RADPS, start_m, before_mps, end_m, dt_s)
    arrived = cw_transition(N_RADPS, dt_s) @ np.concatenate([start_m, before_mps + first_mps])
    np.testing.assert_allclose(arrived[:3], end_m, rtol=0, atol=1e-5)
    np.testing.assert_allclose(arrived[3:] + second_mps, 0.0, rtol=0, atol=1e-7)
    _, onward_mps = cw_two_impulses(N_RADPS, start_m, before_mps, end_m, dt_s, np.array([0.0, 0.0, -0.1]))
    np.testing.assert_allclose(onward_mps - second_mps, [0.0, 0.0, -0.1], rtol=0, atol=1e-12)


@lru_cache(maxsize=1)
def two_flights() -> tuple[Trajectory, Trajectory]:
    """A chaser 100 km behind and 5 km below the station, both under the Earth's zonal harmonics."""
    chaser_state = absolute_state_from_lvlh(np.array([-100e3, 2e3, 5e3]), np.array([5.0, 1.0, 0.5]), *STATION_STATE)
    chaser, target = (
        propagate(*state, LIFTOFF_UTC_MS, 0.0, 6000.0, Forces()) for state in (chaser_state, STATION_STATE)
    )
    return chaser, target


def test_the_exact_relative_velocity_is_the_rate_of_the_position() -> None:
    chaser, target = two_flights()
    t_s = np.arange(10.0, 5990.0, 97.0)
    _, velocity_mps = relative_trajectory(chaser, target, t_s)
    ahead_m, behind_m = (relative_trajectory(chaser, target, t_s + shift_s)[0] for shift_s in (0.5, -0.5))
    np.testing.assert_allclose(velocity_mps, ahead_m - behind_m, rtol=0, atol=5e-5)
    # What is left out where no acceleration is given: some 2 mm/s for each kilometre, here across the plane.
    plain_m, plain_mps = relative_state_lvlh(*chaser.state(t_s), *target.state(t_s))
    np.testing.assert_array_equal(plain_m, relative_trajectory(chaser, target, t_s)[0])
    left_out_mps = np.linalg.norm(plain_mps - velocity_mps, axis=1).max()
    assert 1e-4 < left_out_mps / 100.0 < 2e-3


def test_the_ends_of_a_flight_have_a_relative_state_too() -> None:
    chaser, target = two_flights()
    r_m, v_mps = relative_trajectory(chaser, target, np.array([0.0, 6000.0]))
    assert r_m.shape == v_mps.shape == (2, 3)
    np.testing.assert_allclose(r_m[0], [-100e3, 2e3, 5e3], rtol=0, atol=1e-3)


def test_flights_from_different_epochs_are_not_compared() -> None:
    chaser, target = two_flights()
    later = Trajectory(epoch_utc_ms=LIFTOFF_UTC_MS + 1, edges_s=target.edges_s, coefficients=target.coefficients)
    with pytest.raises(OrbitInputError, match="need the same epoch"):
        relative_trajectory(chaser, later, np.array([0.0]))
