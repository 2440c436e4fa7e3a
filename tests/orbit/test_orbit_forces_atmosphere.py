"""The air against the printed table, and the shape of its bulge."""

from math import cos, exp, radians, sin

import numpy as np
import pytest

from missionplanner.orbit.constants import WGS84_FLATTENING, WGS84_SEMI_MAJOR_M
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import ExponentialAtmosphere, HarrisPriester
from missionplanner.orbit.forces.atmosphere import bulge_apex

POLE = np.array([0.0, 0.0, 1.0])
SUN_M = np.array([[1.5e11], [0.0], [0.0]])
APEX = bulge_apex(SUN_M, POLE)


@pytest.mark.parametrize(
    ("height_km", "least_kgpm3", "greatest_kgpm3"),
    [
        (100, 4.974e-7, 4.974e-7),
        (130, 8.377e-9, 8.710e-9),
        (200, 2.557e-10, 3.162e-10),
        (400, 2.249e-12, 7.492e-12),
        (500, 3.916e-13, 2.042e-12),
        (1000, 1.150e-15, 1.810e-14),
    ],
)
def test_the_table_is_that_of_montenbruck_and_gill(height_km: float, least_kgpm3: float, greatest_kgpm3: float) -> None:
    least, greatest = HarrisPriester().densities(np.array([1e3 * height_km]))
    assert [float(least[0]), float(greatest[0])] == pytest.approx([least_kgpm3, greatest_kgpm3], rel=1e-12)


def test_between_the_heights_density_falls_exponentially() -> None:
    least, _ = HarrisPriester().densities(np.array([410e3]))
    assert float(least[0]) == pytest.approx((2.249e-12 * 1.558e-12) ** 0.5, rel=1e-12)


def test_the_bulge_stands_over_two_in_the_afternoon() -> None:
    assert APEX.ravel() == pytest.approx([cos(radians(30.0)), sin(radians(30.0)), 0.0])
    height_m = 400e3
    east_rad = np.radians([30.0, 210.0, 120.0])
    r_m = (WGS84_SEMI_MAJOR_M + height_m) * np.stack([np.cos(east_rad), np.sin(east_rad), np.zeros(3)])
    under, behind, beside = HarrisPriester().density(r_m, POLE, APEX)
    assert under == pytest.approx(7.492e-12, rel=1e-9)
    assert behind == pytest.approx(2.249e-12, rel=1e-9)
    assert beside == pytest.approx(2.249e-12 + (7.492e-12 - 2.249e-12) * 0.5**2, rel=1e-9)
    sharper = HarrisPriester(bulge_exponent=6.0).density(r_m, POLE, APEX)
    assert sharper[2] == pytest.approx(2.249e-12 + (7.492e-12 - 2.249e-12) * 0.5**3, rel=1e-9)


def test_the_height_is_counted_from_the_ellipsoid() -> None:
    over_the_pole_m = np.array([[0.0], [0.0], [WGS84_SEMI_MAJOR_M * (1.0 - WGS84_FLATTENING) + 400e3]])
    expected = 2.249e-12 + (7.492e-12 - 2.249e-12) * 0.5**2
    assert float(HarrisPriester().density(over_the_pole_m, POLE, APEX)[0]) == pytest.approx(expected, rel=1e-6)


def test_the_apex_of_a_sun_off_the_equator_stays_at_its_latitude() -> None:
    sun_m = 1.5e11 * np.array([[cos(0.4)], [0.0], [sin(0.4)]])
    assert bulge_apex(sun_m, POLE).ravel() == pytest.approx(
        [cos(0.4) * cos(radians(30.0)), cos(0.4) * sin(radians(30.0)), sin(0.4)]
    )


def test_an_active_sun_lifts_the_air_as_nrlmsise_00_says_within_a_third() -> None:
    """NRLMSISE-00 at 400 km, cases 1 and 8 of its published list: F10.7A from 150 to 70 thins the air 2.59 times.

    There the day's F10.7 stays at 150, so that the mean of both flux values falls by half of that.
    """
    heights_m = np.array([400e3])
    quiet = sum(HarrisPriester(f107=110.0).densities(heights_m))
    mean = sum(HarrisPriester(f107=150.0).densities(heights_m))
    assert float((mean / quiet)[0]) == pytest.approx(4.074714e-15 / 1.571889e-15, rel=0.34)


@pytest.mark.parametrize("height_m", [120e3, 90e3])
def test_the_lowest_air_does_not_care_for_the_sun(height_m: float) -> None:
    quiet, mean = (HarrisPriester(f107=f107).densities(np.array([height_m]))[0] for f107 in (70.0, 150.0))
    assert quiet == pytest.approx(mean)


def test_heights_beyond_the_table_are_answered() -> None:
    least, greatest = HarrisPriester().densities(np.array([-10e3, 0.0, 50e3, 1500e3, 36000e3]))
    assert (least > 0.0).all()
    assert (np.diff(least) <= 0.0).all()
    assert (least <= greatest).all()


def test_the_exponential_falls_by_e_in_a_scale_height() -> None:
    air = ExponentialAtmosphere(density_kgpm3=3e-12, height_m=400e3, scale_height_m=60e3)
    r_m = np.array([[WGS84_SEMI_MAJOR_M + 400e3, 0.0], [0.0, 0.0], [0.0, WGS84_SEMI_MAJOR_M + 460e3]])
    assert air.density(r_m) == pytest.approx([3e-12, 3e-12 / exp(1.0)])


def test_wrong_numbers_are_refused() -> None:
    with pytest.raises(OrbitInputError, match="f107 is 1000; it must lie between 50 and 400"):
        HarrisPriester(f107=1000.0)
    with pytest.raises(OrbitInputError, match="scale_height_m is nan"):
        ExponentialAtmosphere(density_kgpm3=3e-12, height_m=400e3, scale_height_m=float("nan"))
