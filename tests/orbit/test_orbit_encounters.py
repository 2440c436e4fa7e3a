"""Two trajectories together: ranges, rates and closest approaches, to a millisecond, also where they rush by."""

import numpy as np
import pytest
from brute_force import scan
from hypothesis import given
from hypothesis import strategies as st
from orbits_to_try import LIFTOFF_UTC_MS, STATION, STATION_STATE

from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.geometry.encounters import (
    find_closest_approaches,
    find_range_crossings,
    find_range_rate_crossings,
    find_spans_within_range,
    range_rate,
)
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory, joined

SPAN_S = 12_000.0


@pytest.fixture(scope="module")
def target() -> Trajectory:
    return propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, SPAN_S, Forces())


@pytest.fixture(scope="module")
def chaser() -> Trajectory:
    """Below and behind, with a burn in the middle of the span."""
    orbit = KeplerianElements(
        semi_major_axis_m=STATION.semi_major_axis_m - 20_000.0,
        eccentricity=STATION.eccentricity,
        inclination_rad=STATION.inclination_rad + 0.0005,
        raan_rad=STATION.raan_rad,
        argument_of_perigee_rad=STATION.argument_of_perigee_rad,
        true_anomaly_rad=STATION.true_anomaly_rad - 0.02,
    )
    first = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, 6_000.0, Forces())
    r_m, v_mps = first.state_at(6_000.0)
    return joined([first, propagate(r_m, v_mps * 1.002, LIFTOFF_UTC_MS, 6_000.0, SPAN_S, Forces())])


def test_ranges_both_ways_are_those_of_a_scan(chaser: Trajectory, target: Trajectory) -> None:
    for limit_m in (20e3, 50e3, 120e3):

        def beyond_m(t_s: np.ndarray, limit_m: float = limit_m) -> np.ndarray:
            return np.linalg.norm(chaser.position(t_s) - target.position(t_s), axis=1) - limit_m

        expected_s = scan(beyond_m, 0.0, SPAN_S, 1.0)
        closing_s = find_range_crossings(chaser, target, limit_m, 0.0, SPAN_S, closing=True)
        opening_s = find_range_crossings(chaser, target, limit_m, 0.0, SPAN_S, closing=False)
        np.testing.assert_allclose(np.sort([*closing_s, *opening_s]), expected_s, rtol=0, atol=5e-4)
        assert (beyond_m(closing_s - 0.01) > 0.0).all()
        assert (beyond_m(opening_s - 0.01) < 0.0).all()
        spans = find_spans_within_range(chaser, target, limit_m, 0.0, SPAN_S)
        assert spans.end_s[: len(opening_s)].tolist() == opening_s.tolist()


@pytest.mark.parametrize("limit_mps", [-30.0, -5.0, 0.0, 12.0])
def test_range_rates_are_those_of_a_scan_and_burns_count(
    chaser: Trajectory, target: Trajectory, limit_mps: float
) -> None:
    def above_mps(t_s: np.ndarray) -> np.ndarray:
        one, other = chaser.state(t_s), target.state(t_s)
        apart_m = one[0] - other[0]
        return np.sum(apart_m * (one[1] - other[1]), axis=1) / np.linalg.norm(apart_m, axis=1) - limit_mps

    expected_s = scan(above_mps, 0.0, SPAN_S, 1.0)
    found = find_range_rate_crossings(chaser, target, limit_mps, 0.0, SPAN_S)
    assert len(expected_s) >= 1
    np.testing.assert_allclose(found.t_s, expected_s, rtol=0, atol=5e-4)
    assert (above_mps(found.rising_s + 0.01) > 0.0).all()
    assert (above_mps(found.falling_s + 0.01) < 0.0).all()


def test_a_burn_that_takes_the_rate_across_a_value_is_the_instant(chaser: Trajectory, target: Trajectory) -> None:
    before, after = (float(range_rate(chaser, target, np.array([t_s]))[0]) for t_s in (5_999.999, 6_000.0))
    assert abs(after - before) > 5.0
    found = find_range_rate_crossings(chaser, target, 0.5 * (before + after), 5_900.0, 6_100.0)
    np.testing.assert_allclose(found.t_s, [6_000.0], atol=5e-5)


@given(st.floats(1.0, 2_000.0), st.floats(0.05, 0.9), st.floats(0.0, 3.0))
def test_a_rush_past_in_a_fraction_of_a_second_is_found(miss_m: float, share: float, plane_rad: float) -> None:
    """Two orbits that cross at a node, one higher by the miss: up to 15 km/s, so within the range for milliseconds."""
    radius_m, at_s = 6.8e6, 1_234.5
    arc_rad = np.sqrt(3.986004415e14 / radius_m**3) * at_s
    common = {"eccentricity": 0.0, "raan_rad": 0.0, "argument_of_perigee_rad": 0.0}
    low = KeplerianElements(
        semi_major_axis_m=radius_m, inclination_rad=0.1, true_anomaly_rad=float(-arc_rad % (2 * np.pi)), **common
    )
    high_arc_rad = np.sqrt(3.986004415e14 / (radius_m + miss_m) ** 3) * at_s
    high = KeplerianElements(
        semi_major_axis_m=radius_m + miss_m,
        inclination_rad=0.1 + 0.1 + plane_rad,
        true_anomaly_rad=float(-high_arc_rad % (2 * np.pi)),
        **common,
    )
    one, other = (
        propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, 2_500.0, Forces(gravity_degree=0))
        for orbit in (low, high)
    )
    (nearest_s,) = find_closest_approaches(one, other, 0.0, 2_500.0)
    assert nearest_s == pytest.approx(at_s, abs=1e-3)
    limit_m = miss_m * (1.0 + share)
    spans = find_spans_within_range(one, other, limit_m, 0.0, 2_500.0)
    assert len(spans) == 1
    assert spans.start_s[0] < at_s < spans.end_s[0]
    # at constant relative speed: half the chord
    speed_mps = float(np.linalg.norm(one.state_at(at_s)[1] - other.state_at(at_s)[1]))
    half_s = np.sqrt(limit_m**2 - miss_m**2) / speed_mps
    assert spans.end_s[0] - spans.start_s[0] == pytest.approx(2.0 * half_s, rel=1e-3, abs=5e-5)


def test_bad_questions_are_refused(chaser: Trajectory, target: Trajectory) -> None:
    with pytest.raises(OrbitInputError, match="range rate is nan"):
        find_range_rate_crossings(chaser, target, float("nan"), 0.0, 10.0)
    with pytest.raises(OrbitInputError, match=r"range is 0\.0 m"):
        find_spans_within_range(chaser, target, 0.0, 0.0, 10.0)
    other = propagate(*STATION_STATE, LIFTOFF_UTC_MS + 1000, 0.0, 100.0, Forces())
    with pytest.raises(OrbitInputError, match="must share one"):
        find_range_rate_crossings(chaser, other, 0.0, 0.0, 10.0)
