"""The almanac against skyfield itself, element sets against each other, and dates that nothing is known for."""

import subprocess
import sys

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS
from skyfield.api import EarthSatellite, load

from missionplanner.orbit.constants import AU_M
from missionplanner.orbit.elements import keplerian_from_state
from missionplanner.orbit.errors import ElementsError, OrbitInputError
from missionplanner.orbit.frames import geodetic_from_itrs
from missionplanner.orbit.sky.almanac import (
    EarthOrientation,
    element_epoch_utc_ms,
    ephemeris_covers,
    sgp4_states,
    sun_position_gcrs,
)
from missionplanner.orbit.sky.earth_pole import dcm_cirs_from_gcrs, dcm_of_date_from_gcrs, pole_gcrs

# Genuine ISS element sets of the US Space Force's catalogue, before and after the liftoff of Soyuz MS-28.
BEFORE = (
    "1 25544U 98067A   25328.54472231  .00014120  00000-0  26353-3 0  9998",
    "2 25544  51.6316 232.5414 0003895 163.7073 196.4042 15.49046550540034",
)
AFTER = (
    "1 25544U 98067A   25333.83453771  .00008010  00000+0  15237-3 0  9993",
    "2 25544  51.6312 206.3646 0003723 184.1118 175.9840 15.49193835540850",
)
TT_MINUS_UTC_S = 69.184
EARTH_RADIUS_M = 6.378e6
FAR_UTC_MS = 2_600_000_000_000


def skyfield_times(t_s: np.ndarray) -> object:
    """Skyfield's terrestrial time at seconds since the liftoff."""
    day, of_day_ms = divmod(LIFTOFF_UTC_MS, 86_400_000)
    return load.timescale(builtin=True).tt_jd(day + 2440587.5, (of_day_ms / 1000 + TT_MINUS_UTC_S + t_s) / 86400)


def test_an_element_set_flies_as_skyfield_flies_it() -> None:
    t_s = np.arange(0.0, 12_000.0, 137.0)
    r_m, v_mps = sgp4_states(*BEFORE, LIFTOFF_UTC_MS + (t_s * 1000).astype(np.int64))
    position = EarthSatellite(*BEFORE, ts=load.timescale(builtin=True)).at(skyfield_times(t_s))
    assert abs(r_m - position.xyz.m.T).max() < 1e-3
    assert abs(v_mps - position.velocity.m_per_s.T).max() < 1e-6


def test_neighbouring_element_sets_agree_at_liftoff() -> None:
    before_m, _ = sgp4_states(*BEFORE, [LIFTOFF_UTC_MS])
    after_m, _ = sgp4_states(*AFTER, [LIFTOFF_UTC_MS])
    assert np.linalg.norm(before_m - after_m) == pytest.approx(7000.0, abs=500.0)


def test_the_epoch_of_an_element_set() -> None:
    expected = np.datetime64("2025-11-24T13:04:24.008", "ms").astype(np.int64)
    assert element_epoch_utc_ms(*BEFORE) == expected
    old = BEFORE[0].replace("25328.54472231", "57001.00000000")
    assert element_epoch_utc_ms(old, BEFORE[1]) == np.datetime64("1957-01-01", "ms").astype(np.int64)


def test_no_instants_give_no_states() -> None:
    r_m, v_mps = sgp4_states(*BEFORE, np.empty(0, dtype=np.int64))
    assert r_m.shape == v_mps.shape == (0, 3)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("", BEFORE[1]), "line 1 of the element set is ''"),
        ((BEFORE[0], "3" + BEFORE[1][1:]), "line 2 of the element set is '3 25544"),
        ((BEFORE[0], BEFORE[1].replace("25544", "25545")), "two objects, 25544 and 25545"),
        (
            (BEFORE[0], BEFORE[1].replace("15.49046550", "xx.yyyyyyyy")),
            "mean motion 'xx.yyyyyyyy' of the element",
        ),
        ((BEFORE[0], BEFORE[1][:60]), "69 characters"),
        ((BEFORE[0], BEFORE[1].replace("0003895", "       ")), "eccentricity '       ' of the element set"),
        ((BEFORE[0].replace("26353-3", "2x353-3"), BEFORE[1]), "drag term ' 2x353-3' of the element set"),
        ((BEFORE[0], BEFORE[1].replace("15.49046550", "19.49046550")), "orbit lies inside the Earth|decayed"),
    ],
)
def test_element_sets_that_are_none_are_refused(lines: tuple[str, str], words: str) -> None:
    with pytest.raises(ElementsError, match=words):
        sgp4_states(*lines, [LIFTOFF_UTC_MS])


def test_a_path_that_ran_away_is_no_state() -> None:
    sixty_years_ms = 60 * 365 * 86_400_000
    with pytest.raises(ElementsError, match=r"1965-.*: it comes out .* km from the Earth's centre"):
        sgp4_states(*BEFORE, [LIFTOFF_UTC_MS, LIFTOFF_UTC_MS - sixty_years_ms])


def test_an_epoch_that_is_none_is_refused() -> None:
    with pytest.raises(ElementsError, match=r"epoch '25x28\.54472231' of the element set"):
        element_epoch_utc_ms(BEFORE[0].replace("25328.54472231", "25x28.54472231"), BEFORE[1])


def test_dates_beyond_the_ephemeris_are_refused_by_date() -> None:
    assert ephemeris_covers(LIFTOFF_UTC_MS)
    assert not ephemeris_covers(FAR_UTC_MS)
    for ask in (
        lambda: sun_position_gcrs(FAR_UTC_MS, [0.0]),
        lambda: EarthOrientation(FAR_UTC_MS, 0.0, 1.0),
        lambda: sun_position_gcrs(LIFTOFF_UTC_MS, [np.nan]),
    ):
        with pytest.raises(OrbitInputError, match="1900 to 2050"):
            ask()


def test_the_sun_is_where_the_seasons_put_it() -> None:
    # The March equinox of 2025 was at 09:01 UTC on the 20th: the apparent Sun crosses the equator of date.
    equinox_ms = int(np.datetime64("2025-03-20T09:01:25", "ms").astype(np.int64))
    sun_m = sun_position_gcrs(equinox_ms, [0.0])[0]
    assert np.linalg.norm(sun_m) == pytest.approx(0.996 * AU_M, rel=1e-3)
    assert abs(np.degrees(np.arcsin(sun_m @ pole_gcrs(equinox_ms) / np.linalg.norm(sun_m)))) < 5e-4


def test_the_sun_moves_smoothly_over_the_days_it_is_interpolated_in() -> None:
    t_s = np.linspace(-5 * 86400.0, 40 * 86400.0, 2000)
    whole = sun_position_gcrs(LIFTOFF_UTC_MS, t_s)
    piece = sun_position_gcrs(LIFTOFF_UTC_MS, t_s[700:720])
    np.testing.assert_allclose(whole[700:720], piece, rtol=1e-9)


@pytest.mark.parametrize("year", [1960, 1990, 2000, 2025, 2045])
def test_the_pole_points_where_the_full_series_does(year: int) -> None:
    utc_ms = int(np.datetime64(f"{year}-03-05", "ms").astype(np.int64))
    full = load.timescale(builtin=True).utc(year, 3, 5).M[2]
    assert np.degrees(np.linalg.norm(pole_gcrs(utc_ms) - full)) * 3600 < 0.5
    np.testing.assert_allclose(dcm_cirs_from_gcrs(utc_ms) @ pole_gcrs(utc_ms), [0, 0, 1], atol=1e-12)


def test_of_date_an_element_set_has_its_own_plane() -> None:
    epoch_ms = element_epoch_utc_ms(*BEFORE)
    r_m, v_mps = sgp4_states(*BEFORE, [epoch_ms])
    dcm = dcm_of_date_from_gcrs(epoch_ms)
    elements = keplerian_from_state(dcm @ r_m[0], dcm @ v_mps[0])
    assert np.degrees(elements.inclination_rad) == pytest.approx(51.6316, abs=0.05)
    assert np.degrees(elements.raan_rad) == pytest.approx(232.5414, abs=0.05)


def test_the_station_is_over_the_earth_at_its_height() -> None:
    r_m, _ = sgp4_states(*BEFORE, [LIFTOFF_UTC_MS])
    dcm = EarthOrientation(LIFTOFF_UTC_MS, 0.0, 1.0).dcm_itrs_from_gcrs([0.0])[0]
    latitude_rad, _, height_m = geodetic_from_itrs(dcm @ r_m[0])
    assert abs(np.degrees(latitude_rad)) < 52.0
    assert 405e3 < height_m < 435e3


def test_importing_the_orbit_package_does_not_import_skyfield() -> None:
    code = (
        "import sys, missionplanner.orbit.sky.almanac, missionplanner.orbit.published.fit;"
        "import missionplanner.orbit.geometry.instants;"
        "sys.exit(any(name.split('.')[0] in {'skyfield', 'sgp4', 'jplephem'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
