"""The chaser's path as seen from the target."""

from math import radians

import numpy as np
import pytest

from missionplanner.flight.assess import Assessment, assess_unflown
from missionplanner.flight.proximity import corridor_angle, range_and_rate, relative_path
from missionplanner.orbit.relative import relative_trajectory
from missionplanner.plan.plan import Plan


def test_the_path_reaches_from_separation_to_contact_and_is_finest_at_its_end(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    path = relative_path(flight)
    assert path is not None
    assert flight.chaser is not None
    assert (path.t_s[0], path.t_s[-1]) == (flight.chaser.start_s, flight.chaser.end_s)
    steps_s = np.diff(path.t_s)
    assert steps_s.min() > 0.0
    assert steps_s[0] == pytest.approx(20.0)
    assert steps_s[-2] == pytest.approx(0.2)
    assert path.r_m[-1] == pytest.approx(path.contact_place_m, abs=0.01)


def test_ranges_are_those_of_the_path_and_the_rate_is_their_slope(sample_assessment: Assessment) -> None:
    path = relative_path(sample_assessment.flight)
    assert path is not None
    range_m, rate_mps = path.ranges
    assert range_m[-1] == pytest.approx(0.0, abs=0.01)
    late = path.t_s > path.t_s[-1] - 30.0
    slopes = np.gradient(range_m[late], path.t_s[late])
    assert rate_mps[late][1:-2] == pytest.approx(slopes[1:-2], abs=0.03)


def test_a_state_between_two_samples_is_exact(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    path = relative_path(flight)
    assert path is not None
    assert flight.chaser is not None
    assert flight.target is not None
    t_s = flight.chaser.end_s - 1234.567
    state = path.state_at(t_s)
    assert state is not None
    place, velocity = relative_trajectory(flight.chaser, flight.target, np.array([t_s]))
    assert state[0] == pytest.approx(place[0], abs=1e-6)
    assert state[1] == pytest.approx(velocity[0], abs=5e-3)
    assert path.state_at(flight.chaser.end_s + 1.0) is None


def test_without_a_flight_there_is_no_path(sample: Plan) -> None:
    assert relative_path(assess_unflown(sample).flight) is None


def test_range_and_rate_of_a_chaser_that_comes_straight_in() -> None:
    range_m, rate_mps = range_and_rate(np.array([[0.0, 3.0, 4.0]]), np.array([[0.0, -0.6, -0.8]]))
    assert (range_m[0], rate_mps[0]) == pytest.approx((5.0, -1.0))


def test_the_angle_to_a_port_axis() -> None:
    port, axis = np.array([1.0, 0.0, 2.0]), np.array([0.0, 0.0, 1.0])
    places = port + np.array([[0.0, 0.0, 7.0], [np.tan(radians(10.0)), 0.0, 1.0], [0.0, 0.0, -1.0]])
    assert corridor_angle(places, port, axis) == pytest.approx([0.0, radians(10.0), np.pi])
