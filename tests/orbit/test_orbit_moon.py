"""The Moon of the almanac against skyfield itself."""

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS
from skyfield.api import load
from skyfield.jpllib import SpiceKernel

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.sky.almanac import _data_path, moon_position_gcrs

TT_MINUS_UTC_S = 69.184


@pytest.mark.parametrize("days", [0.2, 2.0, 25.0])
def test_the_moon_stands_where_the_ephemeris_has_it(days: float) -> None:
    t_s = np.linspace(0.0, 86400.0 * days, 60)
    day, of_day_ms = divmod(LIFTOFF_UTC_MS, 86_400_000)
    time = load.timescale(builtin=True).tt_jd(day + 2440587.5, (of_day_ms / 1000 + TT_MINUS_UTC_S + t_s) / 86400)
    kernel = SpiceKernel(_data_path("de421.bsp"))
    expected_m = (kernel["moon"] - kernel["earth"]).at(time).xyz.m.T
    kernel.close()
    ours_m = moon_position_gcrs(LIFTOFF_UTC_MS, t_s)
    assert abs(ours_m - expected_m).max() < 1e-9 * 3.8e8
    assert 3.56e8 < np.linalg.norm(ours_m, axis=1).min() < 4.07e8


def test_no_times_and_years_that_are_not_covered() -> None:
    assert moon_position_gcrs(LIFTOFF_UTC_MS, []).shape == (0, 3)
    with pytest.raises(OrbitInputError, match="1900 to 2050"):
        moon_position_gcrs(2_600_000_000_000, [0.0])
