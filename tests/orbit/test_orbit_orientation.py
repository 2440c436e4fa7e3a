"""The Earth's orientation against skyfield with the same polar motion, its tables, and its inverses."""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from orbits_to_try import LIFTOFF_UTC_MS
from skyfield.api import load
from skyfield.data import iers
from skyfield.framelib import itrs
from skyfield.timelib import Time

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.sky import almanac
from missionplanner.orbit.sky.almanac import EarthOrientation, polar_motion_known
from missionplanner.orbit.sky.bulletin_a import read_rotation_table

DAY_S = 86_400.0
EARTH_RADIUS_M = 6.378e6
STATION_DISTANCE_M = EARTH_RADIUS_M + 420e3


def utc_ms(text: str) -> int:
    return int(np.datetime64(text, "ms").astype(np.int64))


@lru_cache(maxsize=1)
def skyfield_timescale() -> object:
    """Skyfield's own, with polar motion installed as its documentation says."""
    timescale = load.timescale(builtin=True)
    with open(almanac._data_path("finals2000A.all"), "rb") as file:
        iers.install_polar_motion_table(timescale, iers.parse_x_y_dut1_from_finals_all(file))
    return timescale


def skyfield_times(epoch_utc_ms: int, t_s: np.ndarray) -> Time:
    """Skyfield's time a number of seconds after an instant."""
    timescale = skyfield_timescale()
    day, of_day_ms = divmod(epoch_utc_ms, 86_400_000)
    epoch = timescale.utc(1970, 1, 1 + day)
    return timescale.tt_jd(epoch.whole, epoch.tt_fraction + (of_day_ms / 1000 + t_s) / DAY_S)


@pytest.mark.parametrize(
    "epoch", ["1973-06-30T12:00", "1998-12-30T18:00", "2012-06-30T06:00", "2025-11-27T09:27:57.402"]
)
@pytest.mark.parametrize("days", [0.3, 3.0, 30.0])
def test_the_earth_is_oriented_as_skyfield_has_it_within_a_millimetre(epoch: str, days: float) -> None:
    t_s = np.linspace(0.0, days * DAY_S, 400)
    dcm = EarthOrientation(utc_ms(epoch), 0.0, days * DAY_S).dcm_itrs_from_gcrs(t_s)
    reference = np.moveaxis(itrs.rotation_at(skyfield_times(utc_ms(epoch), t_s)), -1, 0)
    apart_rad = np.linalg.norm(dcm - reference, ord=2, axis=(1, 2)).max()
    assert apart_rad * EARTH_RADIUS_M < 1e-3
    assert apart_rad * STATION_DISTANCE_M < 1e-3


def test_spans_before_the_epoch_are_oriented_too() -> None:
    t_s = np.linspace(-150_000.0, -40_000.0, 20)
    dcm = EarthOrientation(LIFTOFF_UTC_MS, -150_000.0, 10.0).dcm_itrs_from_gcrs(t_s)
    reference = np.moveaxis(itrs.rotation_at(skyfield_times(LIFTOFF_UTC_MS, t_s)), -1, 0)
    assert abs(dcm - reference).max() * EARTH_RADIUS_M < 1e-3


@pytest.mark.parametrize("epoch", ["1950-03-01", "1972-12-01", "2040-01-01"])
def test_without_measured_polar_motion_the_earth_turns_about_its_pole(epoch: str) -> None:
    t_s = np.linspace(0.0, DAY_S, 50)
    timescale = load.timescale(builtin=True)
    time = skyfield_times(utc_ms(epoch), t_s)
    reference = np.moveaxis(itrs.rotation_at(timescale.tt_jd(time.whole, time.tt_fraction)), -1, 0)
    dcm = EarthOrientation(utc_ms(epoch), 0.0, DAY_S).dcm_itrs_from_gcrs(t_s)
    assert abs(dcm - reference).max() * EARTH_RADIUS_M < 1e-3


def test_polar_motion_is_what_the_bulletin_prints() -> None:
    # finals2000A.all, 2004-04-06 and 07: xp -0.140722 and -0.140160, yp 0.333536 and 0.336396 arcseconds.
    table = read_rotation_table(almanac._data_path("finals2000A.all"))
    day = utc_ms("2004-04-06") // 86_400_000
    x_rad, y_rad = table.polar_motion_rad(day, np.array([0.0, 1.0]))
    np.testing.assert_allclose(np.degrees(x_rad) * 3600, [-0.140722, -0.140160], atol=1e-9)
    np.testing.assert_allclose(np.degrees(y_rad) * 3600, [0.333536, 0.336396], atol=1e-9)
    assert table.ut1_minus_utc_s[day - table.first_day] == pytest.approx(-0.4399498, abs=1e-9)
    first_ms, last_ms = polar_motion_known()
    assert first_ms == utc_ms("1973-01-02") == table.first_day * 86_400_000
    assert last_ms == table.last_day * 86_400_000 > LIFTOFF_UTC_MS
    for outside in (table.first_day - 1, table.last_day):
        np.testing.assert_array_equal(table.polar_motion_rad(outside, np.array([0.5])), [[0.0], [0.0]])


def test_the_newer_of_two_tables_tells_ut1(monkeypatch: pytest.MonkeyPatch) -> None:
    own = load.timescale(builtin=True)
    short, delta_t_s = own.delta_t_table[0][:-900], own.delta_t_table[1][:-900]
    reached = read_rotation_table(almanac._data_path("finals2000A.all")).last_day + 2440587.5
    assert short[-1] < reached
    try:
        with monkeypatch.context() as patch:
            patch.setattr(own, "delta_t_table", (short, delta_t_s))
            patch.setattr("skyfield.api.load.timescale", lambda builtin: own)
            almanac._timescale.cache_clear()
            newer = almanac._timescale()
        assert newer.delta_t_table[0][-1] == pytest.approx(reached + 69.184 / DAY_S, abs=1e-6)
        middle = short[len(short) // 2]
        assert newer.tt_jd(middle).delta_t == pytest.approx(own.tt_jd(middle).delta_t, abs=1e-6)
        np.testing.assert_array_equal(newer.leap_dates, own.leap_dates)
    finally:
        almanac._timescale.cache_clear()


def test_reading_the_bulletin_warns_of_nothing() -> None:
    almanac._rotation_table.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        polar_motion_known()


BULLETIN_LINE = b" 4 4 6 53101.00 I -0.140722 0.000033  0.333536 0.000041  I-0.4399498".ljust(187) + b"\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "188 bytes"),
        (b"73 1 2\n", "188 bytes"),
        (BULLETIN_LINE * 2, "days do not follow"),
        (BULLETIN_LINE.replace(b"0.333536", b"0.33x536"), "not a number"),
    ],
)
def test_a_file_that_is_not_the_bulletin_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "finals2000A.all"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=words):
        read_rotation_table(str(path))


@given(st.floats(0.0, 40 * 365.25), st.floats(0.0, 10 * DAY_S))
def test_it_is_a_rotation_at_any_time(days_since_1990: float, t_s: float) -> None:
    epoch_ms = utc_ms("1990-01-01") + round(days_since_1990 * 86_400_000)
    orientation = EarthOrientation(epoch_ms, t_s, t_s)
    for dcm in (orientation.dcm_itrs_from_gcrs(t_s)[0], orientation.dcm_gcrs_from_teme(t_s)[0]):
        np.testing.assert_allclose(dcm @ dcm.T, np.eye(3), atol=1e-13)
        assert np.linalg.det(dcm) == pytest.approx(1.0)
    np.testing.assert_array_equal(
        orientation.dcm_gcrs_from_itrs(t_s), np.swapaxes(orientation.dcm_itrs_from_gcrs(t_s), 1, 2)
    )


component = st.floats(-1.0, 1.0)


@given(
    st.tuples(component, component, component), st.tuples(component, component, component), st.floats(0.0, 2 * DAY_S)
)
def test_states_go_to_the_earth_and_back(place: tuple, motion: tuple, t_s: float) -> None:
    orientation = EarthOrientation(LIFTOFF_UTC_MS, 0.0, 2 * DAY_S)
    r_m, v_mps = 4.2e7 * np.array([place]), 8e3 * np.array([motion])
    again_m, again_mps = orientation.gcrs_from_itrs(t_s, *orientation.itrs_from_gcrs(t_s, r_m, v_mps))
    np.testing.assert_allclose(again_m, r_m, rtol=0, atol=1e-6)
    np.testing.assert_allclose(again_mps, v_mps, rtol=0, atol=1e-9)


def test_velocities_are_how_fast_places_on_the_earth_change() -> None:
    orientation = EarthOrientation(LIFTOFF_UTC_MS, 0.0, 10.0)
    r_m, v_mps = np.array([5.1e6, 3.2e6, 3.1e6]), np.array([-4e3, 6e3, 2e3])
    t_s = np.array([0.0, 0.5, 1.0])
    places_m, velocities_mps = orientation.itrs_from_gcrs(t_s, r_m + t_s[:, None] * v_mps, np.tile(v_mps, (3, 1)))
    np.testing.assert_allclose((places_m[2] - places_m[0]), velocities_mps[1], rtol=0, atol=1e-4)


def test_times_may_come_in_any_order() -> None:
    t_s = np.linspace(0.0, 5 * DAY_S, 300)
    orientation = EarthOrientation(LIFTOFF_UTC_MS, 0.0, 5 * DAY_S)
    shuffled = np.random.default_rng(1).permutation(300)
    np.testing.assert_allclose(
        orientation.dcm_itrs_from_gcrs(t_s[shuffled]), orientation.dcm_itrs_from_gcrs(t_s)[shuffled], rtol=0, atol=1e-15
    )
    assert orientation.dcm_itrs_from_gcrs(np.empty(0)).shape == (0, 3, 3)


@pytest.mark.parametrize("t_s", [-DAY_S, 3 * DAY_S, np.nan])
def test_times_outside_the_span_are_refused(t_s: float) -> None:
    with pytest.raises(OrbitInputError, match="lies outside the days"):
        EarthOrientation(LIFTOFF_UTC_MS, 0.0, DAY_S).dcm_itrs_from_gcrs([0.0, t_s])
