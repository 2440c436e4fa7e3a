"""The propagator: against another one, against what physics conserves, and against bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from independent_flight import fly_independently
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE, bound_orbits

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.sky.earth_pole import pole_gcrs

DAY_S = 86400.0
POLE = pole_gcrs(LIFTOFF_UTC_MS)
R_M, V_MPS = STATION_STATE


def energy_and_polar_momentum(r_m: np.ndarray, v_mps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r = np.linalg.norm(r_m, axis=1)
    u, q = r_m @ POLE / r, EARTH_RADIUS_M / r
    zonals = (
        J2 * q**2 * (1.5 * u**2 - 0.5)
        + J3 * q**3 * (2.5 * u**3 - 1.5 * u)
        + J4 * q**4 * (35 * u**4 - 30 * u**2 + 3) / 8
    )
    return 0.5 * np.sum(v_mps**2, axis=1) - GM_EARTH_M3PS2 / r * (1 - zonals), np.cross(r_m, v_mps) @ POLE


@pytest.mark.parametrize("eccentricity", [0.0008, 0.1, 0.4, 0.74])
def test_between_the_nodes_it_agrees_with_an_independent_propagator(eccentricity: float) -> None:
    orbit = KeplerianElements(
        semi_major_axis_m=6_700_000.0 / (1.0 - eccentricity),
        eccentricity=eccentricity,
        inclination_rad=0.9,
        raan_rad=1.0,
        argument_of_perigee_rad=2.0,
        true_anomaly_rad=-1.0,
    )
    r_m, v_mps = state_from_keplerian(orbit)
    times_s = np.sort(np.random.default_rng(1).uniform(0.0, 11520.0, 60))
    flown = np.hstack(propagate(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, 11520.0, Forces()).state(times_s))
    reference = fly_independently(r_m, v_mps, times_s, POLE)
    assert np.linalg.norm(flown[:, :3] - reference[:, :3], axis=1).max() < 1e-4
    assert np.linalg.norm(flown[:, 3:] - reference[:, 3:], axis=1).max() < 1e-6


def test_a_hop_of_a_minute_agrees_too() -> None:
    times_s = np.linspace(0.5, 60.0, 20)
    flown = propagate(R_M, V_MPS, LIFTOFF_UTC_MS, 0.0, 60.0, Forces()).position(times_s)
    reference = fly_independently(R_M, V_MPS, times_s, POLE)[:, :3]
    assert np.linalg.norm(flown - reference, axis=1).max() < 1e-6


def test_without_zonals_it_flies_the_kepler_orbit() -> None:
    times_s = np.linspace(0.0, DAY_S, 500)
    flown_m, flown_mps = propagate(R_M, V_MPS, LIFTOFF_UTC_MS, 0.0, DAY_S, Forces(gravity_degree=0)).state(times_s)
    kepler_m, kepler_mps = kepler_propagate(R_M, V_MPS, times_s)
    assert abs(flown_m - kepler_m).max() < 1e-3
    assert abs(flown_mps - kepler_mps).max() < 1e-6


@pytest.mark.parametrize("eccentricity", [0.0, 0.0008, 0.2, 0.74])
def test_energy_and_momentum_about_the_pole_stay_over_a_day(eccentricity: float) -> None:
    orbit = KeplerianElements(
        semi_major_axis_m=6_700_000.0 / (1.0 - eccentricity),
        eccentricity=eccentricity,
        inclination_rad=1.1,
        raan_rad=5.0,
        argument_of_perigee_rad=0.3,
        true_anomaly_rad=0.2,
    )
    path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, DAY_S, Forces())
    energy, momentum = energy_and_polar_momentum(*path.state(np.linspace(0.0, DAY_S, 3000)))
    assert np.ptp(energy) / abs(energy[0]) < 1e-11
    assert np.ptp(momentum) / abs(momentum[0]) < 1e-11


def test_forward_and_back_returns_within_a_millimetre() -> None:
    out = propagate(R_M, V_MPS, LIFTOFF_UTC_MS, 100.0, 100.0 + DAY_S, Forces())
    back = propagate(*out.state_at(100.0 + DAY_S), LIFTOFF_UTC_MS, 100.0 + DAY_S, 100.0, Forces())
    assert (back.start_s, back.end_s) == (100.0, 100.0 + DAY_S)
    times_s = np.linspace(100.0, 100.0 + DAY_S, 1000)
    assert np.linalg.norm(back.position(times_s) - out.position(times_s), axis=1).max() < 1e-3
    assert np.linalg.norm(back.state_at(100.0)[1] - V_MPS) < 1e-6


@settings(max_examples=40)
@given(bound_orbits(), st.floats(1.0, 20_000.0), st.sampled_from([1.0, -1.0]))
def test_any_orbit_starts_where_it_was_put_and_comes_back(orbit: KeplerianElements, span_s: float, way: float) -> None:
    r_m, v_mps = state_from_keplerian(orbit)
    out = propagate(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, way * span_s, Forces())
    np.testing.assert_allclose(out.state_at(0.0)[0], r_m, rtol=0, atol=1e-6)
    back = propagate(*out.state_at(way * span_s), LIFTOFF_UTC_MS, way * span_s, 0.0, Forces())
    assert np.linalg.norm(back.state_at(0.0)[0] - r_m) < 1e-3
    energy, momentum = energy_and_polar_momentum(*out.state(np.linspace(out.start_s, out.end_s, 200)))
    assert np.ptp(energy) / abs(energy[0]) < 1e-10
    # on a polar orbit the momentum about the pole is nearly zero: judge it against the whole
    assert np.ptp(momentum) / np.linalg.norm(np.cross(r_m, v_mps)) < 1e-11


def test_thirty_days_come_back_within_a_metre() -> None:
    out = propagate(R_M, V_MPS, LIFTOFF_UTC_MS, 0.0, 30 * DAY_S, Forces())
    back = propagate(*out.state_at(30 * DAY_S), LIFTOFF_UTC_MS, 30 * DAY_S, 0.0, Forces())
    assert np.linalg.norm(back.state_at(0.0)[0] - R_M) < 1.0


@pytest.mark.parametrize(
    ("r_m", "v_mps", "words"),
    [
        ([np.nan, 0.0, 7e6], V_MPS, "position is .nan, 0.0, 7000000.0. m"),
        (R_M, [0.0, np.inf, 0.0], "velocity is .0.0, inf, 0.0. m/s"),
        (
            [6.3e6, 0.0, 0.0],
            [0.0, 7800.0, 0.0],
            "6300.000 km from the Earth's centre, which is below the surface",
        ),
        (
            [7e6, 0.0, 0.0],
            [0.0, 11_000.0, 0.0],
            "speed is 11000.000 m/s, at or above the escape speed of 10671",
        ),
        ([7e6, 0.0, 0.0], [3000.0, 0.0, 0.0], "eccentricity is 1.000000"),
        ([7e6, 0.0], V_MPS, "position has shape"),
    ],
)
def test_a_state_that_cannot_be_flown_is_refused_by_name(r_m: list[float], v_mps: list[float], words: str) -> None:
    with pytest.raises(OrbitInputError, match=words):
        propagate(np.array(r_m), np.array(v_mps), LIFTOFF_UTC_MS, 0.0, 60.0, Forces())


@pytest.mark.parametrize(
    ("start_s", "end_s", "tolerance_m", "words"),
    [
        (5.0, 5.0, 1e-3, "span is zero: it starts and ends at 5.000000 s"),
        (0.0, np.nan, 1e-3, "span is 0.0 s to nan s"),
        (0.0, 1e9, 1e-3, "span is 11574.1 days"),
        (0.0, 60.0, 0.0, "tolerance is 0.0 m"),
    ],
)
def test_a_span_that_cannot_be_flown_is_refused_by_name(
    start_s: float, end_s: float, tolerance_m: float, words: str
) -> None:
    with pytest.raises(OrbitInputError, match=words):
        propagate(R_M, V_MPS, LIFTOFF_UTC_MS, start_s, end_s, Forces(), tolerance_m)


def test_a_fall_into_the_earth_says_so() -> None:
    with pytest.raises(PropagationError, match="middle of the Earth"):
        propagate(np.array([6.6e6, 0.0, 0.0]), np.array([0.0, 2500.0, 0.0]), LIFTOFF_UTC_MS, 0.0, 1500.0, Forces())
