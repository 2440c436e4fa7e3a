"""SGP4 as published by its authors, and genuine ISS element sets against their neighbours."""

import numpy as np
import pytest
from sgp4.api import WGS72, Satrec

from missionplanner.orbit.sky.almanac import EarthOrientation, element_epoch_utc_ms, sgp4_states

# SGP4-VER.TLE and tcppver.out, Vallado, Crawford, Hujsak & Kelso, AIAA 2006-6753; TEME, km and km/s.
VERIFICATION = (
    "1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
    "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667",
)
AT_EPOCH_KM = [7022.46529266, -1400.08296755, 0.03995155]
AT_EPOCH_KMPS = [1.893841015, 6.405893759, 4.53480725]
AT_360_MIN_KM = [-7154.03120202, -3783.17682504, -3536.19412294]
AT_360_MIN_KMPS = [4.741887409, -4.151817765, -2.093935425]

# Genuine ISS element sets of the US Space Force's catalogue, in pairs without a reboost between them.
NEIGHBOURS = {
    "two days of October 2020": (
        (
            "1 25544U 98067A   20284.12598781  .00000554  00000-0  18038-4 0  9995",
            "2 25544  51.6443 139.7571 0001313  18.8517 125.1639 15.49294162249832",
        ),
        (
            "1 25544U 98067A   20287.09347615  .00000576  00000-0  18428-4 0  9999",
            "2 25544  51.6446 125.0696 0001433  27.0371 118.9673 15.49299288250298",
        ),
    ),
    "July 2025": (
        (
            "1 25544U 98067A   25185.47485775  .00005492  00000+0  10282-3 0  9993",
            "2 25544  51.6344 221.3901 0002450 331.8120  28.2736 15.50368910517843",
        ),
        (
            "1 25544U 98067A   25186.50618345  .00006730  00000+0  12412-3 0  9992",
            "2 25544  51.6343 216.2777 0002492 336.9059  23.1817 15.50384048518002",
        ),
    ),
    "before Soyuz MS-28": (
        (
            "1 25544U 98067A   25328.22215535  .00013951  00000-0  26056-3 0  9996",
            "2 25544  51.6316 234.1374 0003908 162.5046 197.6078 15.49037704539984",
        ),
        (
            "1 25544U 98067A   25328.54472231  .00014120  00000-0  26353-3 0  9998",
            "2 25544  51.6316 232.5414 0003895 163.7073 196.4042 15.49046550540034",
        ),
    ),
}


def test_the_verification_satellite_is_where_its_authors_print_it() -> None:
    epoch_ms = element_epoch_utc_ms(*VERIFICATION)
    instant_ms = epoch_ms + 360 * 60_000
    r_m, v_mps = sgp4_states(*VERIFICATION, [instant_ms])
    dcm_teme_from_gcrs = EarthOrientation(instant_ms, 0.0, 1.0).dcm_gcrs_from_teme([0.0])[0].T
    # The epoch is kept to the millisecond, in which the satellite moves 7 m.
    np.testing.assert_allclose(dcm_teme_from_gcrs @ r_m[0] / 1e3, AT_360_MIN_KM, rtol=0, atol=4e-3)
    np.testing.assert_allclose(dcm_teme_from_gcrs @ v_mps[0] / 1e3, AT_360_MIN_KMPS, rtol=0, atol=4e-6)
    for minutes, at_km, at_kmps in ((0.0, AT_EPOCH_KM, AT_EPOCH_KMPS), (360.0, AT_360_MIN_KM, AT_360_MIN_KMPS)):
        _, r_km, v_kmps = Satrec.twoline2rv(*VERIFICATION, WGS72).sgp4_tsince(minutes)
        np.testing.assert_allclose(r_km, at_km, rtol=0, atol=5e-9)
        np.testing.assert_allclose(v_kmps, at_kmps, rtol=0, atol=5e-10)


@pytest.mark.parametrize("pair", NEIGHBOURS)
def test_neighbours_agree_half_way_between_their_epochs(pair: str) -> None:
    earlier, later = NEIGHBOURS[pair]
    instant_ms = (element_epoch_utc_ms(*earlier) + element_epoch_utc_ms(*later)) // 2
    apart_m = np.linalg.norm(sgp4_states(*earlier, [instant_ms])[0] - sgp4_states(*later, [instant_ms])[0])
    assert apart_m < 3000.0
