"""A trajectory answers from its own polynomials, at any times of its span and at no others."""

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory, joined

PUSH_MPS = np.array([0.0, 10.0, -3.0])


@pytest.fixture(scope="module")
def path() -> Trajectory:
    return propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 20_000.0, Forces())


@pytest.fixture(scope="module")
def two_arcs(path: Trajectory) -> Trajectory:
    coast = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 3000.0, Forces())
    r_m, v_mps = coast.state_at(3000.0)
    return joined([coast, propagate(r_m, v_mps + PUSH_MPS, LIFTOFF_UTC_MS, 3000.0, 3060.0, Forces())])


def test_times_in_any_order_give_the_same_as_one_by_one(path: Trajectory) -> None:
    times_s = np.random.default_rng(3).uniform(0.0, 20_000.0, 200)
    r_m, v_mps = path.state(times_s)
    for t_s, one_m, one_mps in zip(times_s, r_m, v_mps, strict=True):
        single_m, single_mps = path.state_at(t_s)
        np.testing.assert_allclose(single_m, one_m, rtol=0, atol=1e-6)
        np.testing.assert_allclose(single_mps, one_mps, rtol=0, atol=1e-8)
    np.testing.assert_allclose(path.position(times_s), r_m, rtol=0, atol=1e-8)
    np.testing.assert_allclose(path.velocity(times_s), v_mps, rtol=0, atol=1e-10)


@pytest.mark.parametrize("segments", range(2, 12))
def test_evenly_spaced_times_reach_the_very_ends_whatever_rounding_says(segments: int) -> None:
    # an end's place on its segment may round to a little beyond 1, where a polynomial by arccosine is no number
    for end_s in np.random.default_rng(segments).uniform(1_000.0, 30_000.0, 200):
        edges_s = np.linspace(0.0, end_s, segments + 1)
        straight = np.zeros((6, segments, 4))
        straight[:, :, 0], straight[:, :, 1] = 0.5 * (edges_s[1:] + edges_s[:-1]), 0.5 * np.diff(edges_s)
        path = Trajectory(epoch_utc_ms=LIFTOFF_UTC_MS, edges_s=edges_s, coefficients=straight)
        for each in (2, 5):
            times_s = np.linspace(0.0, end_s, segments * each + 1)
            np.testing.assert_allclose(path.position(times_s)[:, 0], times_s, rtol=0, atol=1e-7)


def test_the_velocity_is_the_slope_of_the_position(path: Trajectory) -> None:
    times_s = np.linspace(1.0, 19_999.0, 300)
    slope = (path.position(times_s + 0.5) - path.position(times_s - 0.5)) / 1.0
    np.testing.assert_allclose(path.velocity(times_s), slope, rtol=0, atol=2e-3)


def test_no_times_give_no_states(path: Trajectory) -> None:
    r_m, v_mps = path.state(np.empty(0))
    assert r_m.shape == v_mps.shape == (0, 3)


def test_the_later_arc_answers_at_a_burn(two_arcs: Trajectory) -> None:
    before_mps, at_mps = two_arcs.velocity(np.array([3000.0 - 1e-6, 3000.0]))
    np.testing.assert_allclose(at_mps - before_mps, PUSH_MPS, rtol=0, atol=1e-4)
    np.testing.assert_allclose(two_arcs.state_at(3000.0)[1], at_mps, rtol=0, atol=1e-9)
    assert (two_arcs.start_s, two_arcs.end_s) == (0.0, 3060.0)


def test_arcs_of_different_length_keep_their_own_answers(path: Trajectory, two_arcs: Trajectory) -> None:
    times_s = np.linspace(0.0, 2999.0, 50)
    np.testing.assert_allclose(two_arcs.position(times_s), path.position(times_s), rtol=0, atol=1e-3)


@pytest.mark.parametrize("t_s", [-0.001, 20_000.001, np.nan])
def test_times_outside_are_refused_with_the_span(path: Trajectory, t_s: float) -> None:
    words = "lies outside the trajectory, which spans 0.000000 s to 20000.000000 s"
    with pytest.raises(OrbitInputError, match=words):
        path.state_at(t_s)
    with pytest.raises(OrbitInputError, match=words):
        path.position(np.array([5.0, t_s]))


def test_a_single_time_is_not_a_row_of_times(path: Trajectory) -> None:
    with pytest.raises(OrbitInputError, match="a row of times"):
        path.position(np.float64(5.0))


def test_arcs_that_do_not_touch_are_not_joined(path: Trajectory) -> None:
    with pytest.raises(OrbitInputError, match="must touch"):
        joined([path, path])
    with pytest.raises(OrbitInputError, match="no arcs"):
        joined([])
    later = propagate(*STATION_STATE, LIFTOFF_UTC_MS + 1, 20_000.0, 20_100.0, Forces())
    with pytest.raises(OrbitInputError, match="must share one"):
        joined([path, later])


def test_a_trajectory_cannot_be_changed(path: Trajectory) -> None:
    with pytest.raises(AttributeError):
        path.epoch_utc_ms = 0  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        path.coefficients[0, 0, 0] = 1.0
