"""The propagator over every shape of orbit, span and tolerance that it is meant for, from 1 s to 30 days."""

from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from independent_flight import fly_independently
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE, bound_orbits

from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.sky.earth_pole import pole_gcrs

DAY_S = 86400.0
SHAPES = 32


def rough_tolerances() -> st.SearchStrategy[float]:
    return st.sampled_from([1.0, 1e-2, 1e-3])


def spans_s(longest_s: float) -> st.SearchStrategy[float]:
    """From one second, as likely short as long."""
    return st.floats(0.0, float(np.log(longest_s))).map(lambda x: float(np.exp(x)))


@pytest.fixture(scope="module")
def shapes() -> list[KeplerianElements]:
    """Eccentricities to 0.75, perigees from 150 km, all inclinations, any place on the orbit."""
    draw = np.random.default_rng(20)
    eccentricities = np.concatenate([[0.0, 1e-6], np.geomspace(1e-4, 0.75, SHAPES - 2)])
    return [
        KeplerianElements(
            semi_major_axis_m=(WGS84_SEMI_MAJOR_M + height_m) / (1.0 - e),
            eccentricity=e,
            inclination_rad=inclination_rad,
            raan_rad=node_rad,
            argument_of_perigee_rad=perigee_rad,
            true_anomaly_rad=anomaly_rad,
        )
        for e, height_m, inclination_rad, node_rad, perigee_rad, anomaly_rad in zip(
            eccentricities.tolist(),
            draw.uniform(150e3, 2000e3, SHAPES).tolist(),
            np.linspace(0.0, pi, SHAPES).tolist(),
            *draw.uniform(0.0, 2.0 * pi, (3, SHAPES)).tolist(),
            strict=True,
        )
    ]


@pytest.fixture(scope="module")
def times_s() -> np.ndarray:
    """Over a day, at random, so that they lie between whatever nodes there are."""
    return np.append(np.sort(np.random.default_rng(21).uniform(0.0, DAY_S, 300)), DAY_S)


@pytest.fixture(scope="module")
def reference(shapes: list[KeplerianElements], times_s: np.ndarray) -> np.ndarray:
    """States of every shape at every time, (orbit, time, 6)."""
    r_m, v_mps = (np.array(vectors).T for vectors in zip(*map(state_from_keplerian, shapes), strict=True))
    return np.moveaxis(fly_independently(r_m, v_mps, times_s, pole_gcrs(LIFTOFF_UTC_MS)), -1, 0)


@pytest.mark.parametrize("tolerance_m", [100.0, 1.0, 1e-2, 1e-3])
def test_the_tolerance_is_met_at_every_time_of_a_day(
    shapes: list[KeplerianElements], times_s: np.ndarray, reference: np.ndarray, tolerance_m: float
) -> None:
    for orbit, right in zip(shapes, reference, strict=True):
        path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, DAY_S, Forces(), tolerance_m)
        off_m = np.linalg.norm(path.position(times_s) - right[:, :3], axis=1)
        assert off_m.max() <= tolerance_m, orbit


def test_velocities_are_as_true_as_positions(
    shapes: list[KeplerianElements], times_s: np.ndarray, reference: np.ndarray
) -> None:
    for orbit, right in zip(shapes, reference, strict=True):
        path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, DAY_S, Forces())
        assert np.linalg.norm(path.velocity(times_s) - right[:, 3:], axis=1).max() < 2e-6, orbit


def test_a_day_forward_and_back_returns_within_a_millimetre(shapes: list[KeplerianElements]) -> None:
    for orbit in shapes:
        r_m, v_mps = state_from_keplerian(orbit)
        there = propagate(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, DAY_S, Forces()).state_at(DAY_S)
        back_m, back_mps = propagate(*there, LIFTOFF_UTC_MS, DAY_S, 0.0, Forces()).state_at(0.0)
        assert np.linalg.norm(back_m - r_m) < 1e-3, orbit
        assert np.linalg.norm(back_mps - v_mps) < 1e-6, orbit


@settings(max_examples=60)
@given(bound_orbits(), spans_s(2 * DAY_S), rough_tolerances(), st.sampled_from([1.0, -1.0]))
def test_a_rough_path_stays_within_its_tolerance_of_a_tight_one(
    orbit: KeplerianElements, span_s: float, tolerance_m: float, way: float
) -> None:
    r_m, v_mps = state_from_keplerian(orbit)
    rough = propagate(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, way * span_s, Forces(), tolerance_m)
    tight = propagate(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, way * span_s, Forces(), 1e-5)
    times_s = np.linspace(rough.start_s, rough.end_s, 997)
    assert np.linalg.norm(rough.position(times_s) - tight.position(times_s), axis=1).max() < tolerance_m
    assert np.linalg.norm(rough.state_at(0.0)[0] - r_m) < min(tolerance_m, 1e-6)


@settings(max_examples=12)
@given(bound_orbits(), spans_s(30 * DAY_S))
def test_up_to_thirty_days_come_back_to_where_they_started(orbit: KeplerianElements, span_s: float) -> None:
    r_m, v_mps = state_from_keplerian(orbit)
    there = propagate(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, span_s, Forces()).state_at(span_s)
    back_m = propagate(*there, LIFTOFF_UTC_MS, span_s, 0.0, Forces()).state_at(0.0)[0]
    # Rounding errors of the mean motion pile up with the days.
    assert np.linalg.norm(back_m - r_m) < 1e-3 * max(1.0, span_s / DAY_S) ** 1.5


@pytest.mark.parametrize("eccentricity", [0.0008, 0.75])
def test_thirty_days_flown_at_once_are_as_ten_flown_thrice(eccentricity: float) -> None:
    orbit = KeplerianElements(
        semi_major_axis_m=6_700_000.0 / (1.0 - eccentricity),
        eccentricity=eccentricity,
        inclination_rad=0.9,
        raan_rad=1.0,
        argument_of_perigee_rad=2.0,
        true_anomaly_rad=-1.0,
    )
    once = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, 30 * DAY_S, Forces())
    state = state_from_keplerian(orbit)
    for third in range(3):
        path = propagate(*state, LIFTOFF_UTC_MS, third * 10 * DAY_S, (third + 1) * 10 * DAY_S, Forces())
        state = path.state_at(path.end_s)
        assert np.linalg.norm(state[0] - once.state_at(path.end_s)[0]) < 0.1


def test_with_a_point_mass_the_whole_angular_momentum_stays() -> None:
    path = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, DAY_S, Forces(gravity_degree=0))
    momentum = np.cross(*path.state(np.linspace(0.0, DAY_S, 3000)))
    assert np.linalg.norm(momentum - momentum[0], axis=1).max() / np.linalg.norm(momentum[0]) < 1e-11
