"""Shadow, beta and Sun angles along trajectories, against a scan, skyfield, and where geometry gives the answer."""

from math import pi

import numpy as np
import pytest
from brute_force import scan
from hypothesis import given
from hypothesis import strategies as st
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE, bound_orbits
from skyfield.api import EarthSatellite, load, load_file
from skyfield.searchlib import find_discrete
from test_orbit_almanac import BEFORE

from missionplanner.orbit.constants import SUN_RADIUS_M, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.geometry.light import above_penumbra, above_umbra
from missionplanner.orbit.geometry.roots import crossings
from missionplanner.orbit.geometry.sampling import search_times
from missionplanner.orbit.geometry.sunlight import (
    beta_angles,
    find_beta_crossings,
    find_shadow_spans,
    find_spans_of_sun_near_axis,
    find_umbra_spans,
    penumbra_edge,
    sun_angles_to_axis,
    umbra_edge,
)
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.published.fit import fit_to_states
from missionplanner.orbit.sky import almanac
from missionplanner.orbit.sky.almanac import sgp4_states, sun_position_gcrs

DAY_S = 86_400.0


@pytest.fixture(scope="module")
def path() -> Trajectory:
    return propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 2 * DAY_S, Forces())


def cone_depth_m(path: Trajectory, t_s: np.ndarray, sign: float) -> np.ndarray:
    """How deep in the umbra's (+1) or penumbra's (-1) cone a path is. Source: Montenbruck & Gill, 3.4.3.

    Along the axis from the Earth's centre, without apparent discs.
    """
    sun_m = sun_position_gcrs(path.epoch_utc_ms, t_s)
    distance_m = np.linalg.norm(sun_m, axis=1)
    axis = sun_m / distance_m[:, None]
    r_m = path.position(t_s)
    behind_m = -np.sum(r_m * axis, axis=1)
    beside_m = np.linalg.norm(r_m + behind_m[:, None] * axis, axis=1)
    half_rad = np.arcsin((SUN_RADIUS_M - sign * WGS84_SEMI_MAJOR_M) / distance_m)
    apex_m = WGS84_SEMI_MAJOR_M / np.sin(half_rad)
    radius_m = np.where(behind_m > 0.0, (apex_m - sign * behind_m) * np.tan(half_rad), -1e9)
    return radius_m - beside_m


@pytest.mark.parametrize(("find", "sign"), [(find_umbra_spans, 1.0), (find_shadow_spans, -1.0)])
def test_shadows_are_those_of_the_cones(path: Trajectory, find, sign: float) -> None:
    spans = find(path, 0.0, DAY_S)
    limits_s = np.sort(np.concatenate([spans.start_s, spans.end_s]))
    expected_s = scan(lambda t_s: cone_depth_m(path, t_s, sign), 0.0, DAY_S, 2.0)
    assert len(expected_s) > 25
    np.testing.assert_allclose(limits_s[int(spans.begun_before) :][: len(expected_s)], expected_s, rtol=0, atol=1e-3)


@given(bound_orbits(0.7))
def test_on_any_orbit_each_umbra_lies_within_a_shadow_and_none_is_missed(orbit: KeplerianElements) -> None:
    path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, 20_000.0, Forces())
    for find, edge in ((find_umbra_spans, umbra_edge), (find_shadow_spans, penumbra_edge)):
        spans = find(path, 0.0, 20_000.0)
        expected_s = scan(edge(path), 0.0, 20_000.0, 1.0)
        limits_s = np.concatenate(
            [spans.start_s[int(spans.begun_before) :], spans.end_s[: len(spans) - int(spans.lasts_beyond)]]
        )
        # a grazing shadow of less than a second may fall between the scan's steps, and not between ours
        assert len(limits_s) >= len(expected_s)
        for limit_s in expected_s:
            assert abs(limits_s - limit_s).min() < 1e-3


def test_skyfields_sunlight_changes_in_our_penumbra_where_the_suns_centre_sets() -> None:
    """skyfield's ``is_sunlit`` draws a line from the satellite to the Sun's centre past a sphere of 6378136.6 m.

    So its instants must lie between our edges; half-way between them, by angle, is the same instant within 10 ms: the
    fit's 17 m, and the half metre of the radius; 4 ms were seen. The Sun is taken where it is, as skyfield does here,
    not where it is seen: light's 499 s are 20 arcseconds, up to 0.09 s on this orbit.
    """
    span_s = 10_800.0
    t_s = np.arange(0.0, span_s + 1.0, 60.0)
    r_m, _ = sgp4_states(*BEFORE, LIFTOFF_UTC_MS + np.rint(t_s * 1000).astype(np.int64))
    fit = fit_to_states(t_s, r_m, LIFTOFF_UTC_MS, Forces())
    path = propagate(fit.r_m, fit.v_mps, LIFTOFF_UTC_MS, 0.0, span_s, Forces())
    timescale = load.timescale(builtin=True)
    begin = timescale.utc(2025, 11, 27, 9, 27, 57.402)
    satellite = EarthSatellite(*BEFORE, ts=timescale)
    ephemeris = load_file(almanac._data_path("de421.bsp"))
    try:

        def is_lit(time):
            return satellite.at(time).is_sunlit(ephemeris)

        is_lit.step_days = 60.0 / DAY_S
        times, rises = find_discrete(begin, begin + span_s / DAY_S, is_lit, epsilon=1e-4 / DAY_S)

        def above_centre(t_s):
            r_m = path.position(t_s)
            sun_m = (ephemeris["sun"] - ephemeris["earth"]).at(begin + t_s / DAY_S).position.m.T
            return above_umbra(r_m, sun_m) + above_penumbra(r_m, sun_m)

        centre = crossings(above_centre, search_times(0.0, span_s, path))
    finally:
        ephemeris.close()
    their_s = (times.tt - begin.tt) * DAY_S
    edges = (umbra_edge(path), penumbra_edge(path))
    assert len(their_s) >= 3
    assert centre.rises.tolist() == [bool(rise) for rise in rises]
    np.testing.assert_allclose(centre.t_s, their_s, rtol=0, atol=0.01)
    for at_s in their_s:
        umbra, penumbra = (float(edge(np.array([at_s]))[0]) for edge in edges)
        assert penumbra < 0.0 < umbra


def test_beta_is_found_where_a_scan_finds_it(path: Trajectory) -> None:
    ends_rad = beta_angles(path, np.array([0.0, 2 * DAY_S]))
    limit_rad = float(ends_rad.mean())
    found = find_beta_crossings(path, limit_rad, 0.0, 2 * DAY_S)
    expected_s = scan(lambda t_s: beta_angles(path, t_s) - limit_rad, 0.0, 2 * DAY_S, 5.0)
    assert len(expected_s) >= 1
    np.testing.assert_allclose(found.t_s, expected_s, rtol=0, atol=1e-3)
    assert len(find_beta_crossings(path, 1.5, 0.0, 2 * DAY_S).t_s) == 0


@given(bound_orbits(0.7))
def test_beta_is_that_of_the_usual_formula(orbit: KeplerianElements) -> None:
    """From node, inclination and the Sun's ecliptic longitude. The formula takes the Sun to be
    in the ecliptic of J2000, which in 2025 it leaves by less than 0.004 deg.
    """
    r_m, v_mps = state_from_keplerian(orbit)
    path = propagate(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, 10.0, Forces())
    x, y, z = sun_position_gcrs(LIFTOFF_UTC_MS, np.array([0.0]))[0]
    tilt = np.radians(23.4392911)
    longitude = np.arctan2(y * np.cos(tilt) + z * np.sin(tilt), x)
    node, inclination = orbit.raan_rad, orbit.inclination_rad
    sine = (
        np.cos(longitude) * np.sin(node) * np.sin(inclination)
        - np.sin(longitude) * np.cos(tilt) * np.cos(node) * np.sin(inclination)
        + np.sin(longitude) * np.sin(tilt) * np.cos(inclination)
    )
    assert beta_angles(path, np.array([0.0]))[0] == pytest.approx(np.arcsin(np.clip(sine, -1, 1)), abs=2e-4)


@pytest.mark.parametrize("frame", ["lvlh", "gcrs"])
def test_a_sun_angle_is_found_where_a_scan_finds_it(path: Trajectory, frame) -> None:
    axis = np.array([1.0, 0.2, -0.5])
    limit_rad = 0.7 if frame == "lvlh" else float(sun_angles_to_axis(path, axis, "gcrs", np.array([DAY_S]))[0])
    spans = find_spans_of_sun_near_axis(path, axis, frame, limit_rad, 0.0, 2 * DAY_S)
    limits_s = np.sort(np.concatenate([spans.start_s, spans.end_s]))
    inner_s = limits_s[(limits_s > 0.0) & (limits_s < 2 * DAY_S)]
    expected_s = scan(lambda t_s: sun_angles_to_axis(path, axis, frame, t_s) - limit_rad, 0.0, 2 * DAY_S, 2.0)
    assert len(expected_s) >= 1
    np.testing.assert_allclose(inner_s, expected_s, rtol=0, atol=1e-3)


def test_the_suns_angle_to_the_orbit_normal_is_what_beta_leaves_of_a_right_angle(path: Trajectory) -> None:
    t_s = np.linspace(0.0, DAY_S, 50)
    # -y of LVLH lies along the momentum; from the satellite instead of the Earth the Sun moves by 5e-5 rad at most.
    angle_rad = sun_angles_to_axis(path, np.array([0.0, -1.0, 0.0]), "lvlh", t_s)
    np.testing.assert_allclose(angle_rad, pi / 2 - beta_angles(path, t_s), rtol=0, atol=5e-5)
    to_sun = sun_position_gcrs(path.epoch_utc_ms, np.array([0.0]))[0]
    assert sun_angles_to_axis(path, 3.0 * to_sun, "gcrs", np.array([0.0]))[0] == pytest.approx(0.0, abs=5e-5)
    assert sun_angles_to_axis(path, -to_sun, "gcrs", np.array([0.0]))[0] == pytest.approx(pi, abs=5e-5)


@given(st.floats(0.01, 0.5))
def test_a_moment_with_the_sun_on_the_axis_is_not_missed(path: Trajectory, half_s: float) -> None:
    # Take the axis that points at the Sun at some time of the day, and a cone that it leaves in less than a second.
    at_s = np.array([5000.0])
    angle = sun_angles_to_axis(path, np.array([1.0, 0.0, 0.0]), "lvlh", at_s)
    assert 0.0 < angle[0] < pi
    from missionplanner.orbit.frames import dcm_lvlh_from_gcrs

    r_m, v_mps = path.state(at_s)
    axis = dcm_lvlh_from_gcrs(r_m, v_mps)[0] @ (sun_position_gcrs(path.epoch_utc_ms, at_s)[0] - r_m[0])
    limit_rad = float(sun_angles_to_axis(path, axis, "lvlh", at_s + half_s)[0])
    spans = find_spans_of_sun_near_axis(path, axis, "lvlh", limit_rad, 0.0, 10_000.0)
    here = (spans.start_s < 5000.0) & (spans.end_s > 5000.0)
    assert here.sum() == 1
    assert spans.end_s[here][0] == pytest.approx(5000.0 + half_s, abs=1e-3)


def test_bad_questions_are_refused(path: Trajectory) -> None:
    with pytest.raises(OrbitInputError, match=r"beta angle is 2\.0 rad"):
        find_beta_crossings(path, 2.0, 0.0, 10.0)
    with pytest.raises(OrbitInputError, match=r"angle is 0\.0 rad"):
        find_spans_of_sun_near_axis(path, np.array([1.0, 0.0, 0.0]), "lvlh", 0.0, 0.0, 10.0)
    with pytest.raises(OrbitInputError, match="not all zero"):
        find_spans_of_sun_near_axis(path, np.zeros(3), "gcrs", 1.0, 0.0, 10.0)
