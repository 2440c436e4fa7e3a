"""Clohessy-Wiltshire in LVLH axes: against its equations, against exact motion, and its inverse."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.frames import absolute_state_from_lvlh, relative_state_lvlh
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.relative import cw_targeting, cw_transition

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
