"""Orbital instants: each is what it is called, to a millisecond, and none is missed."""

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION, STATION_STATE

from missionplanner.orbit.almanac import sun_position_gcrs
from missionplanner.orbit.earth_pole import pole_gcrs
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.instants import (
    InstantKind,
    find_closest_approaches,
    find_instants,
    find_range_crossings,
)
from missionplanner.orbit.light import above_umbra
from missionplanner.orbit.propagator import propagate
from missionplanner.orbit.trajectory import Trajectory

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
    return above_umbra(path.position(t_s), sun_position_gcrs(path.epoch_utc_ms, t_s))


@pytest.mark.parametrize("kind", list(InstantKind))
def test_within_half_a_millisecond_the_sign_changes_the_right_way(kind: InstantKind, path: Trajectory) -> None:
    found_s = find_instants(kind, path, 0.0, SPAN_S)
    falling = kind in (InstantKind.DESCENDING_NODE, InstantKind.APOGEE, InstantKind.SUNSET)
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


def test_ranges_and_closest_approach_of_two_trajectories(path: Trajectory) -> None:
    lower = KeplerianElements(
        semi_major_axis_m=STATION.semi_major_axis_m - 20_000.0,
        eccentricity=STATION.eccentricity,
        inclination_rad=STATION.inclination_rad + 0.0005,
        raan_rad=STATION.raan_rad,
        argument_of_perigee_rad=STATION.argument_of_perigee_rad,
        true_anomaly_rad=STATION.true_anomaly_rad - 0.02,
    )
    chaser = propagate(*state_from_keplerian(lower), LIFTOFF_UTC_MS, 0.0, SPAN_S, Forces())
    dense_s = np.linspace(0.0, SPAN_S, 20_000)
    range_m = np.linalg.norm(chaser.position(dense_s) - path.position(dense_s), axis=1)
    nearest_s = find_closest_approaches(chaser, path, 0.0, SPAN_S)
    best_s = nearest_s[np.argmin(np.linalg.norm(chaser.position(nearest_s) - path.position(nearest_s), axis=1))]
    assert best_s == pytest.approx(dense_s[np.argmin(range_m)], abs=1.0)
    limit_m = 50e3
    both_s = find_range_crossings(chaser, path, limit_m, 0.0, SPAN_S)
    assert len(both_s) == np.count_nonzero(np.diff(np.sign(range_m - limit_m)))
    distances_m = np.linalg.norm(chaser.position(both_s) - path.position(both_s), axis=1)
    np.testing.assert_allclose(distances_m, limit_m, rtol=0, atol=0.1)
    closing_s = find_range_crossings(chaser, path, limit_m, 0.0, SPAN_S, closing=True)
    opening_s = find_range_crossings(chaser, path, limit_m, 0.0, SPAN_S, closing=False)
    assert sorted([*closing_s, *opening_s]) == both_s.tolist()
    assert closing_s[0] < best_s < opening_s[-1]


def test_bad_questions_are_refused(path: Trajectory) -> None:
    with pytest.raises(OrbitInputError, match="ends before it starts"):
        find_instants(InstantKind.PERIGEE, path, 100.0, 50.0)
    with pytest.raises(OrbitInputError, match="outside the trajectory"):
        find_instants(InstantKind.PERIGEE, path, 0.0, SPAN_S + 1.0)
    with pytest.raises(OrbitInputError, match=r"range is -1\.0 m"):
        find_range_crossings(path, path, -1.0, 0.0, 10.0)
    other = propagate(*STATION_STATE, LIFTOFF_UTC_MS + 1000, 0.0, 100.0, Forces())
    with pytest.raises(OrbitInputError, match="must share one"):
        find_closest_approaches(path, other, 0.0, 50.0)
