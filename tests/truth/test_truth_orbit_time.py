"""Sidereal time as printed, read off the rotations between SGP4's frame and the Earth's."""

import numpy as np
import pytest
from skyfield.api import load

from missionplanner.orbit.sky.almanac import EarthOrientation

UT1_JD = 2448855.009722  # 1992-08-20, 12:14 UT1
TT_MINUS_UTC_S = 27.0 + 32.184  # from July 1992
EPOCH_UTC_MS = int(np.datetime64("1992-08-20T12:14:00", "ms").astype(np.int64))


def test_vallado_3_5_mean_sidereal_time() -> None:
    # TEME and the Earth-fixed frame differ by Greenwich mean sidereal time, the only place the program has it in.
    time = load.timescale(builtin=True).ut1_jd(UT1_JD)
    t_s = (time.whole - 2448855.0 + time.tt_fraction) * 86400.0 - TT_MINUS_UTC_S - 14 * 60.0
    earth = EarthOrientation(EPOCH_UTC_MS, t_s, t_s)
    dcm = earth.dcm_itrs_from_gcrs([t_s])[0] @ earth.dcm_gcrs_from_teme([t_s])[0]
    sidereal_deg = np.degrees(np.arctan2(dcm[0, 1], dcm[0, 0])) % 360.0
    assert sidereal_deg == pytest.approx(152.57870762835, abs=1e-8)
    assert sidereal_deg - 104.0 == pytest.approx(48.57870762835, abs=1e-8)
