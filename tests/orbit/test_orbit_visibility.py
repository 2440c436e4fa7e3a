"""Passes and lines of sight against a scan, against skyfield, and where geometry gives the answer."""

from math import acos, asin, atan2, cos, degrees, pi, radians, sin

import numpy as np
import pytest
from brute_force import scan
from hypothesis import given
from hypothesis import strategies as st
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE, bound_orbits
from skyfield.api import EarthSatellite, load, wgs84
from skyfield.searchlib import find_discrete
from test_orbit_almanac import BEFORE

from missionplanner.orbit.constants import EARTH_ROTATION_RADPS, GM_EARTH_M3PS2, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.geometry.visibility import (
    GEOSYNCHRONOUS_RADIUS_M,
    Place,
    elevations,
    find_passes,
    find_relay_spans,
    line_of_sight_clearance,
)
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.published.fit import fit_to_states
from missionplanner.orbit.sky.almanac import EarthOrientation, sgp4_states

USSURIYSK = Place(latitude_rad=radians(44.02), longitude_rad=radians(131.76))
DAY_S = 86_400.0


@pytest.fixture(scope="module")
def path() -> Trajectory:
    return propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, DAY_S, Forces())


def elevation_independently(path: Trajectory, place: Place, t_s: np.ndarray) -> np.ndarray:
    """By the angle between the local vertical, from the ellipsoid's gradient, and the line of sight."""
    turn = EarthOrientation(path.epoch_utc_ms, float(t_s.min()), float(t_s.max())).dcm_itrs_from_gcrs(t_s)
    a, f = 6378137.0, 1.0 / 298.257223563
    b = a * (1.0 - f)
    phi, lam, h = place.latitude_rad, place.longitude_rad, place.height_m
    radius = a * a / np.hypot(a * cos(phi), b * sin(phi))
    site = np.array(
        [
            (radius + h) * cos(phi) * cos(lam),
            (radius + h) * cos(phi) * sin(lam),
            (radius * (b / a) ** 2 + h) * sin(phi),
        ]
    )
    up = np.array([cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)])
    sight = np.einsum("nij,nj->ni", turn, path.position(t_s)) - site
    along = sight @ up
    across = np.linalg.norm(sight - along[:, None] * up, axis=1)
    return np.arctan2(along, across)


@pytest.mark.parametrize("mask_deg", [-5.0, 0.0, 5.0, 30.0])
def test_passes_of_a_day_are_those_of_a_scan(path: Trajectory, mask_deg: float) -> None:
    mask_rad = radians(mask_deg)
    expected_s = scan(lambda t_s: elevation_independently(path, USSURIYSK, t_s) - mask_rad, 0.0, DAY_S, 2.0)
    passes = find_passes(path, USSURIYSK, mask_rad, 0.0, DAY_S)
    assert len(passes.spans) > 2
    limits_s = np.sort(np.concatenate([passes.spans.start_s, passes.spans.end_s]))
    np.testing.assert_allclose(limits_s, expected_s, rtol=0, atol=5e-4)
    for start_s, end_s, highest_s, highest_rad in zip(
        passes.spans.start_s, passes.spans.end_s, passes.highest_s, passes.highest_rad, strict=True
    ):
        dense_s = np.linspace(start_s, end_s, 3000)
        dense = elevations(path, USSURIYSK, dense_s)
        assert dense.max() <= highest_rad + 1e-12
        assert highest_s == pytest.approx(dense_s[np.argmax(dense)], abs=(end_s - start_s) / 2000)


@given(
    bound_orbits(0.7),
    st.floats(-pi / 2, pi / 2),
    st.floats(-pi, pi),
    st.floats(0.5, 4.0),
)
def test_a_pass_of_seconds_is_never_missed(
    orbit: KeplerianElements, latitude_rad: float, longitude_rad: float, about_s: float
) -> None:
    # Take the highest place of a scan, and a mask so close below it that the pass lasts seconds.
    span_s = 20_000.0
    path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, span_s, Forces())
    place = Place(latitude_rad=latitude_rad, longitude_rad=longitude_rad)
    dense_s = np.linspace(0.0, span_s, 20_001)
    dense = elevation_independently(path, place, dense_s)
    peaks = np.flatnonzero((dense[1:-1] > dense[:-2]) & (dense[1:-1] > dense[2:]))
    for peak in peaks + 1:
        fine_s = np.linspace(dense_s[peak - 1], dense_s[peak + 1], 4001)
        fine = elevation_independently(path, place, fine_s)
        top_s = fine_s[np.argmax(fine)]
        if not 2.0 * about_s < top_s < span_s - 2.0 * about_s:
            continue
        mask_rad = max(elevation_independently(path, place, top_s + about_s * np.array([-0.5, 0.5])))
        if abs(mask_rad) > 1.57 or fine.max() - mask_rad < 1e-10:
            continue
        spans = find_passes(path, place, mask_rad, 0.0, span_s).spans
        here = (spans.start_s < top_s) & (spans.end_s > top_s)
        assert here.sum() == 1
        expected_s = scan(
            lambda t_s, mask_rad=mask_rad: elevation_independently(path, place, t_s) - mask_rad,
            top_s - 2.0 * about_s,
            top_s + 2.0 * about_s,
            0.01,
        )
        found_s = np.array([spans.start_s[here][0], spans.end_s[here][0]])
        # where the elevation is flat, rounding alone moves a crossing: 1e-13 rad over the slope there
        slope = abs(np.diff(elevation_independently(path, place, np.array([found_s[0], found_s[0] + 0.01])))[0]) / 0.01
        for limit_s in found_s:
            assert abs(expected_s - limit_s).min() < 5e-4 + 1e-13 / max(slope, 1e-12)


def test_passes_that_are_under_way_at_the_ends_say_so(path: Trajectory) -> None:
    spans = find_passes(path, USSURIYSK, radians(5.0), 0.0, DAY_S).spans
    begin_s, end_s = spans.start_s[0] + 60.0, spans.end_s[1] - 60.0
    cut = find_passes(path, USSURIYSK, radians(5.0), begin_s, end_s).spans
    assert cut.begun_before
    assert cut.lasts_beyond
    assert cut.start_s.tolist() == pytest.approx([begin_s, spans.start_s[1]], abs=1e-4)
    assert cut.end_s.tolist() == pytest.approx([spans.end_s[0], end_s], abs=1e-4)


def test_a_polar_orbit_over_a_pole_and_an_equatorial_one_over_the_equator() -> None:
    # On a sphere's great circle a pass above the horizon is 2 arccos(R / r) long; at the pole nothing turns away.
    a, height_m = 6378137.0, 500e3
    pole_m = a * (1.0 - 1.0 / 298.257223563)
    radius_m = a + height_m
    rate = (GM_EARTH_M3PS2 / radius_m**3) ** 0.5
    for inclination_rad, place, least_m, turning in (
        (pi / 2, Place(latitude_rad=pi / 2, longitude_rad=0.0), pole_m, 0.0),
        (0.0, Place(latitude_rad=0.0, longitude_rad=1.0), a, EARTH_ROTATION_RADPS),
    ):
        orbit = KeplerianElements(
            semi_major_axis_m=radius_m,
            eccentricity=0.0,
            inclination_rad=inclination_rad,
            raan_rad=0.3,
            argument_of_perigee_rad=0.0,
            true_anomaly_rad=0.0,
        )
        path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, 20_000.0, Forces(gravity_degree=0))
        spans = find_passes(path, place, 0.0, 0.0, 20_000.0).spans
        whole = slice(int(spans.begun_before), len(spans) - int(spans.lasts_beyond))
        lengths_s = (spans.end_s - spans.start_s)[whole]
        assert len(lengths_s) >= 2
        # The GCRS equator is 0.14 deg off the Earth's: some metres of the line of sight's foot.
        np.testing.assert_allclose(lengths_s, 2.0 * acos(least_m / radius_m) / (rate - turning), rtol=2e-4)


def test_rise_culmination_and_set_agree_with_skyfield() -> None:
    """On an arc fitted to an element set, against skyfield's own SGP4, station and search.

    ``find_events`` stops within half a second, its own tolerance; ``find_discrete`` on the same altitude goes to
    0.1 ms. What remains then is the fit: 17 m at most between the two paths, which are 17 m / 7.7 km/s = 2 ms along
    the track, and more where a low pass rises at a slant; 4 ms were seen.
    """
    span_s = 10_800.0
    t_s = np.arange(0.0, span_s + 1.0, 60.0)
    r_m, _ = sgp4_states(*BEFORE, LIFTOFF_UTC_MS + np.rint(t_s * 1000).astype(np.int64))
    fit = fit_to_states(t_s, r_m, LIFTOFF_UTC_MS, Forces())
    path = propagate(fit.r_m, fit.v_mps, LIFTOFF_UTC_MS, 0.0, span_s, Forces())
    timescale = load.timescale(builtin=True)
    satellite = EarthSatellite(*BEFORE, ts=timescale)
    begin = timescale.utc(2025, 11, 27, 9, 27, 57.402)
    compared = 0
    for latitude_deg, longitude_deg in ((44.02, 131.76), (53.19, 158.38), (51.87, 107.94), (45.33, 64.27), (0.0, 0.0)):
        site = wgs84.latlon(latitude_deg, longitude_deg)
        times, kinds = satellite.find_events(site, begin, begin + span_s / DAY_S, altitude_degrees=5.0)
        their_s = (times.tt - begin.tt) * DAY_S
        passes = find_passes(
            path,
            Place(latitude_rad=radians(latitude_deg), longitude_rad=radians(longitude_deg)),
            radians(5.0),
            0.0,
            span_s,
        )
        spans = passes.spans
        ours = (
            ([0] * len(spans) + [1] * len(spans) + [2] * len(spans)),
            np.concatenate([spans.start_s, passes.highest_s, spans.end_s]),
        )
        order = np.argsort(ours[1])
        our_kinds, our_s = np.array(ours[0])[order], ours[1][order]
        inside = (our_s > 1.0) & (our_s < span_s - 1.0)
        assert our_kinds[inside].tolist() == list(kinds)
        np.testing.assert_allclose(our_s[inside], their_s, rtol=0, atol=0.5)

        def is_up(time, site=site):
            return (satellite - site).at(time).altaz()[0].degrees >= 5.0

        is_up.step_days = 60.0 / DAY_S
        times, rises = find_discrete(begin, begin + span_s / DAY_S, is_up, epsilon=1e-4 / DAY_S)
        exact_s = (times.tt - begin.tt) * DAY_S
        assert rises.tolist() == [kind == 0 for kind in kinds if kind != 1]
        np.testing.assert_allclose(our_s[inside & (our_kinds != 1)], exact_s, rtol=0, atol=0.02)
        compared += len(kinds)
    assert compared >= 12


@pytest.mark.parametrize("grazing_m", [0.0, 100e3])
def test_a_relay_is_lost_where_triangles_say(grazing_m: float) -> None:
    # In the equator the line of sight touches a circle: the angle at the centre is known.
    radius_m = 6.8e6
    orbit = KeplerianElements(
        semi_major_axis_m=radius_m,
        eccentricity=0.0,
        inclination_rad=0.0,
        raan_rad=0.0,
        argument_of_perigee_rad=0.0,
        true_anomaly_rad=0.0,
    )
    path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, 20_000.0, Forces(gravity_degree=0))
    spans = find_relay_spans(path, 1.0, grazing_m, 0.0, 20_000.0)
    earth_m = WGS84_SEMI_MAJOR_M + grazing_m
    half_rad = acos(earth_m / radius_m) + acos(earth_m / GEOSYNCHRONOUS_RADIUS_M)
    rate = (GM_EARTH_M3PS2 / radius_m**3) ** 0.5 - EARTH_ROTATION_RADPS
    whole = slice(int(spans.begun_before), len(spans) - int(spans.lasts_beyond))
    np.testing.assert_allclose((spans.end_s - spans.start_s)[whole], 2.0 * half_rad / rate, rtol=2e-5)


def test_relay_spans_of_a_day_are_those_of_a_scan(path: Trajectory) -> None:
    longitude_rad, grazing_m = radians(-16.4), 50e3
    relay_m = 42_164_172.0 * np.array([cos(longitude_rad), sin(longitude_rad), 0.0])
    a, b = 6378137.0 + grazing_m, 6378137.0 * (1.0 - 1.0 / 298.257223563) + grazing_m

    def free(t_s: np.ndarray) -> np.ndarray:
        """Minus the discriminant of line and ellipsoid: positive where the line misses, or points away."""
        turn = EarthOrientation(path.epoch_utc_ms, 0.0, DAY_S).dcm_itrs_from_gcrs(t_s)
        r = np.einsum("nij,nj->ni", turn, path.position(t_s)) / np.array([a, a, b])
        d = relay_m / np.array([a, a, b]) - r
        dd, rd, rr = np.sum(d * d, 1), np.sum(r * d, 1), np.sum(r * r, 1)
        return np.where(rd >= 0.0, 1.0, dd * (rr - 1.0) - rd * rd)

    expected_s = scan(free, 0.0, DAY_S, 2.0)
    spans = find_relay_spans(path, longitude_rad, grazing_m, 0.0, DAY_S)
    limits_s = np.concatenate(
        [spans.start_s[int(spans.begun_before) :], spans.end_s[: len(spans) - int(spans.lasts_beyond)]]
    )
    assert len(expected_s) > 25
    # 2 m in the relay's height are a few microseconds.
    np.testing.assert_allclose(np.sort(limits_s), expected_s, rtol=0, atol=5e-4)


def test_lines_of_sight_of_known_clearance() -> None:
    # In the equator the line passes the centre at r cos(half the angle between its ends).
    ahead, behind = np.array([7e6, 0.0, 0.0]), np.array([-7e6, 0.0, 0.0])
    assert line_of_sight_clearance(ahead, behind, 0.0) == pytest.approx(-1.0)
    high = np.array([7e6 * cos(0.8), 7e6 * sin(0.8), 0.0])
    assert line_of_sight_clearance(ahead, high, 0.0) == pytest.approx(7e6 * cos(0.4) / WGS84_SEMI_MAJOR_M - 1.0)
    assert line_of_sight_clearance(ahead, 6.0 * ahead, 0.0) == pytest.approx(7e6 / WGS84_SEMI_MAJOR_M - 1.0)


def test_bad_questions_are_refused(path: Trajectory) -> None:
    with pytest.raises(OrbitInputError, match=r"mask is 1\.6 rad"):
        find_passes(path, USSURIYSK, 1.6, 0.0, 10.0)
    with pytest.raises(OrbitInputError, match=r"latitude is 2\.0 rad"):
        Place(latitude_rad=2.0, longitude_rad=0.0)
    with pytest.raises(OrbitInputError, match="both must be finite"):
        Place(latitude_rad=0.0, longitude_rad=float("nan"))
    with pytest.raises(OrbitInputError, match=r"grazing height is -1\.0 m"):
        find_relay_spans(path, 0.0, -1.0, 0.0, 10.0)
    with pytest.raises(OrbitInputError, match="longitude is nan"):
        find_relay_spans(path, float("nan"), 0.0, 0.0, 10.0)
    with pytest.raises(OrbitInputError, match="outside the trajectory"):
        find_passes(path, USSURIYSK, 0.0, 0.0, DAY_S + 1.0)


def test_elevation_at_the_zenith_and_the_horizon(path: Trajectory) -> None:
    turn = EarthOrientation(path.epoch_utc_ms, 0.0, 1.0).dcm_itrs_from_gcrs(np.array([0.0]))[0]
    x, y, z = turn @ path.position(np.array([0.0]))[0]
    below = Place(latitude_rad=asin(z / np.linalg.norm([x, y, z])), longitude_rad=atan2(y, x))
    # geocentric for geodetic latitude: up to 0.2 deg of difference, seen from 420 km as some 3 deg
    assert degrees(elevations(path, below, np.array([0.0]))[0]) == pytest.approx(90.0, abs=4.0)
    assert len(elevations(path, below, np.empty(0))) == 0
