"""Orbital instants: each is what it is called, to a millisecond, and none is missed."""

from dataclasses import replace

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION, STATION_STATE

from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.geometry.instants import InstantKind, find_instants
from missionplanner.orbit.geometry.light import above_penumbra, above_umbra
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.almanac import sun_position_gcrs
from missionplanner.orbit.sky.earth_pole import dcm_cirs_from_gcrs, pole_gcrs

SPAN_S = 12_000.0


@pytest.fixture(scope="module")
def path() -> Trajectory:
    return propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, SPAN_S, Forces())


def radial_rate(path: Trajectory, t_s: np.ndarray) -> np.ndarray:
    r_m, v_mps = path.state(t_s)
    return np.sum(r_m * v_mps, axis=1)


def zero_of(kind: InstantKind, path: Trajectory, t_s: np.ndarray) -> np.ndarray:
    if "node" in kind:
        return path.position(t_s) @ pole_gcrs(path.epoch_utc_ms)
    if kind in (InstantKind.PERIGEE, InstantKind.APOGEE):
        return radial_rate(path, t_s)
    edge = above_penumbra if "penumbra" in kind else above_umbra
    return edge(path.position(t_s), sun_position_gcrs(path.epoch_utc_ms, t_s))


@pytest.mark.parametrize("kind", list(InstantKind))
def test_within_half_a_millisecond_the_sign_changes_the_right_way(kind: InstantKind, path: Trajectory) -> None:
    found_s = find_instants(kind, path, 0.0, SPAN_S)
    falling = kind in (InstantKind.DESCENDING_NODE, InstantKind.APOGEE, InstantKind.SUNSET, InstantKind.PENUMBRA_SUNSET)
    sign = -1.0 if falling else 1.0
    assert len(found_s) in (2, 3)
    assert (np.diff(found_s) > 5000.0).all()
    assert (sign * zero_of(kind, path, found_s - 5e-4) < 0.0).all()
    assert (sign * zero_of(kind, path, found_s + 5e-4) > 0.0).all()


def test_as_many_as_a_dense_scan_sees(path: Trajectory) -> None:
    dense_s = np.linspace(0.0, SPAN_S, 40_000)
    for kind in InstantKind:
        signs = np.sign(zero_of(kind, path, dense_s))
        changes = np.count_nonzero(np.diff(signs))
        opposite = {
            InstantKind.ASCENDING_NODE: InstantKind.DESCENDING_NODE,
            InstantKind.PERIGEE: InstantKind.APOGEE,
            InstantKind.SUNRISE: InstantKind.SUNSET,
            InstantKind.PENUMBRA_SUNRISE: InstantKind.PENUMBRA_SUNSET,
        }.get(kind)
        if opposite:
            found = [find_instants(k, path, 0.0, SPAN_S) for k in (kind, opposite)]
            assert sum(map(len, found)) == changes


def test_a_span_is_respected(path: Trajectory) -> None:
    first_s, second_s = find_instants(InstantKind.ASCENDING_NODE, path, 0.0, SPAN_S)[:2]
    assert find_instants(InstantKind.ASCENDING_NODE, path, first_s + 1.0, second_s - 1.0).size == 0
    assert find_instants(InstantKind.ASCENDING_NODE, path, first_s - 1.0, first_s + 1.0) == pytest.approx([first_s])


def test_an_eccentric_orbit_has_its_apsides_at_kepler_times() -> None:
    orbit = KeplerianElements(
        semi_major_axis_m=26e6,
        eccentricity=0.74,
        inclination_rad=0.5,
        raan_rad=0.0,
        argument_of_perigee_rad=1.0,
        true_anomaly_rad=np.pi,
    )
    path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, 2.2 * orbit.period_s, Forces(gravity_degree=0))
    perigees_s = find_instants(InstantKind.PERIGEE, path, 1.0, path.end_s)
    assert perigees_s == pytest.approx([0.5 * orbit.period_s, 1.5 * orbit.period_s], abs=1e-3)


def test_a_grazing_night_of_seconds_is_not_missed() -> None:
    # Tilt a circular orbit against the Sun until its night is shorter than the step of the first search.
    sun = sun_position_gcrs(LIFTOFF_UTC_MS, [0.0])[0]
    sun /= np.linalg.norm(sun)
    side = np.cross(sun, [0.0, 0.0, 1.0])
    side /= np.linalg.norm(side)
    up = np.cross(side, sun)

    def night(beta_rad: float) -> tuple[np.ndarray, np.ndarray]:
        start = -np.cos(beta_rad) * sun + np.sin(beta_rad) * up
        ahead = side
        begin = np.cos(0.35) * start - np.sin(0.35) * ahead
        path = propagate(
            6.8e6 * begin,
            7656.2 * (np.sin(0.35) * start + np.cos(0.35) * ahead),
            LIFTOFF_UTC_MS,
            0.0,
            620.0,
            Forces(gravity_degree=0),
        )
        return (
            find_instants(InstantKind.SUNSET, path, 0.0, 620.0),
            find_instants(InstantKind.SUNRISE, path, 0.0, 620.0),
        )

    edge_rad = np.arcsin(6378137.0 / 6.8e6)
    lengths_s = []
    for beta_rad in np.linspace(edge_rad - 0.01, edge_rad, 300):
        sunset_s, sunrise_s = night(beta_rad)
        assert len(sunset_s) == len(sunrise_s)
        lengths_s.extend(sunrise_s - sunset_s)
    assert 0.0 < min(lengths_s) < 40.0


def about_the_pole(orbit: KeplerianElements, utc_ms: int = LIFTOFF_UTC_MS) -> tuple[np.ndarray, np.ndarray]:
    """A state whose elements are meant about the Earth's axis of date."""
    turn = dcm_cirs_from_gcrs(utc_ms)
    r_m, v_mps = state_from_keplerian(orbit)
    return turn.T @ r_m, turn.T @ v_mps


@pytest.mark.parametrize("inclination_rad", [0.0, np.pi])
def test_an_orbit_in_the_equator_has_no_nodes_and_a_round_one_no_apsides(inclination_rad: float) -> None:
    orbit = replace(STATION, inclination_rad=inclination_rad, eccentricity=0.0)
    path = propagate(*about_the_pole(orbit), LIFTOFF_UTC_MS, 0.0, SPAN_S, Forces(gravity_degree=0))
    for kind in list(InstantKind)[:4]:
        assert find_instants(kind, path, 0.0, SPAN_S).size == 0
    assert find_instants(InstantKind.SUNSET, path, 0.0, SPAN_S).size >= 2


def test_an_orbit_almost_in_the_equator_has_its_nodes_at_kepler_times() -> None:
    orbit = replace(STATION, inclination_rad=1e-3, eccentricity=0.0, argument_of_perigee_rad=0.0, true_anomaly_rad=-1.0)
    path = propagate(*about_the_pole(orbit), LIFTOFF_UTC_MS, 0.0, SPAN_S, Forces(gravity_degree=0))
    expected_s = orbit.period_s * (1.0 / (2 * np.pi) + np.arange(2))
    # The axis of date moves on, and such a node with it by a hundredth of a second.
    assert find_instants(InstantKind.ASCENDING_NODE, path, 0.0, SPAN_S) == pytest.approx(expected_s, abs=0.02)


@pytest.mark.parametrize("inclination_rad", [0.5 * np.pi, np.radians(63.4), np.radians(98.0)])
def test_nodes_of_an_eccentric_orbit_come_at_kepler_times(inclination_rad: float) -> None:
    e = 0.7
    orbit = KeplerianElements(
        semi_major_axis_m=6_600e3 / (1.0 - e),
        eccentricity=e,
        inclination_rad=inclination_rad,
        raan_rad=2.0,
        argument_of_perigee_rad=4.0,
        true_anomaly_rad=0.0,
    )
    path = propagate(*about_the_pole(orbit), LIFTOFF_UTC_MS, 0.0, 3.0 * orbit.period_s, Forces(gravity_degree=0))

    def since_perigee_s(true_anomaly_rad: float) -> float:
        anomaly_rad = 2.0 * np.arctan(np.sqrt((1 - e) / (1 + e)) * np.tan(0.5 * true_anomaly_rad)) % (2 * np.pi)
        return (anomaly_rad - e * np.sin(anomaly_rad)) / orbit.mean_motion_radps

    # The Earth's axis moves on by some milliarcseconds within the day: below a millisecond of node.
    for kind, place_rad in ((InstantKind.ASCENDING_NODE, -4.0), (InstantKind.DESCENDING_NODE, np.pi - 4.0)):
        expected_s = since_perigee_s(place_rad) + orbit.period_s * np.arange(3)
        assert find_instants(kind, path, 0.0, path.end_s) == pytest.approx(expected_s, abs=2e-3)


def test_nodes_after_a_month_are_on_the_equator_of_that_day() -> None:
    path = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 30 * 86_400.0, Forces())
    (first_s, *_) = find_instants(InstantKind.ASCENDING_NODE, path, 29.8 * 86_400.0, 30 * 86_400.0)
    pole = pole_gcrs(LIFTOFF_UTC_MS + round(first_s * 1000))
    r_m, v_mps = path.state_at(first_s)
    assert abs(r_m @ pole / (v_mps @ pole)) < 1e-3
    assert abs(r_m @ pole_gcrs(LIFTOFF_UTC_MS) / (v_mps @ pole)) > 1e-3


def test_bad_questions_are_refused(path: Trajectory) -> None:
    with pytest.raises(OrbitInputError, match="ends before it starts"):
        find_instants(InstantKind.PERIGEE, path, 100.0, 50.0)
    with pytest.raises(OrbitInputError, match="outside the trajectory"):
        find_instants(InstantKind.PERIGEE, path, 0.0, SPAN_S + 1.0)
