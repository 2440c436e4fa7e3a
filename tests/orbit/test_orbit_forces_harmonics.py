"""The field of any degree and order against the gradient of its potential, summed from Legendre functions."""

import numpy as np
import pytest

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4
from missionplanner.orbit.forces.harmonics import egm2008, harmonics
from missionplanner.orbit.forces.zonal import zonal_acceleration

PLACES_M = np.random.default_rng(36).normal(size=(3, 12))
PLACES_M *= np.linspace(6.5e6, 7.5e6, 12) / np.linalg.norm(PLACES_M, axis=0)
POLES_M = np.array([[0.0, 0.0, 7e6], [0.0, 0.0, -7e6], [7e6, 0.0, 0.0]]).T


def potential(r_m: np.ndarray, highest: int, order: int) -> np.ndarray:
    """Montenbruck & Gill, eq. 3.11, with normalised Legendre functions by the standard column recursion."""
    x, y, z = r_m
    r = np.sqrt(x * x + y * y + z * z)
    u, w, east = z / r, np.sqrt(x * x + y * y) / r, np.arctan2(y, x)
    cosines, sines = (table.astype(np.longdouble) for table in egm2008())
    total = np.zeros_like(r)
    sectoral = np.ones_like(r)
    for m in range(order + 1):
        if m == 1:
            sectoral = np.sqrt(np.longdouble(3)) * w
        elif m > 1:
            sectoral = np.sqrt(np.longdouble(2 * m + 1) / (2 * m)) * w * sectoral
        before, now = np.zeros_like(r), sectoral
        for n in range(m, highest + 1):
            if n > m:
                first = np.sqrt(np.longdouble((2 * n - 1) * (2 * n + 1)) / ((n - m) * (n + m)))
                second = np.sqrt(
                    np.longdouble((2 * n + 1) * (n + m - 1) * (n - m - 1)) / ((2 * n - 3) * (n + m) * (n - m))
                    if n > m + 1
                    else np.longdouble(0)
                )
                before, now = now, first * u * now - second * before
            share = cosines[n, m] * np.cos(m * east) + sines[n, m] * np.sin(m * east)
            total += (np.longdouble(EARTH_RADIUS_M) / r) ** n * now * share
    return np.longdouble(GM_EARTH_M3PS2) / r * total


def gradient(r_m: np.ndarray, highest: int, order: int) -> np.ndarray:
    r_m, step_m = r_m.astype(np.longdouble), np.longdouble(800)
    rows = []
    for axis in np.eye(3, dtype=np.longdouble):
        h = step_m * axis[:, None]
        one = potential(r_m + h, highest, order) - potential(r_m - h, highest, order)
        two = potential(r_m + 2 * h, highest, order) - potential(r_m - 2 * h, highest, order)
        rows.append((8 * one - two) / (12 * step_m))
    return np.array(rows).astype(float)


@pytest.mark.parametrize(("degree", "order"), [(2, 1), (2, 2), (8, 8), (20, 20), (20, 3), (36, 36), (36, 1)])
def test_the_field_is_the_gradient_of_the_potential(degree: int, order: int) -> None:
    ours = harmonics(0, degree, order).acceleration(PLACES_M)
    np.testing.assert_allclose(ours, gradient(PLACES_M, degree, order), rtol=0, atol=2e-13)


def test_the_poles_and_the_equator_are_no_exception() -> None:
    ours = harmonics(0, 36, 36).acceleration(POLES_M)
    assert np.isfinite(ours).all()
    np.testing.assert_allclose(ours, harmonics(0, 36, 36).acceleration(POLES_M + 1e-3), rtol=0, atol=1e-8)


def test_zonals_above_the_fourth_complete_the_zonal_kernel() -> None:
    above = harmonics(5, 20, 0).acceleration(PLACES_M)
    below = zonal_acceleration(4, PLACES_M, np.array([0.0, 0.0, 1.0]))
    np.testing.assert_allclose(above + below, gradient(PLACES_M, 20, 0), rtol=0, atol=2e-13)


def test_many_positions_are_answered_as_few_are() -> None:
    many_m = np.tile(PLACES_M, 200)
    field = harmonics(0, 20, 20)
    np.testing.assert_allclose(
        field.acceleration(many_m), np.tile(field.acceleration(PLACES_M), 200), rtol=0, atol=1e-14
    )


def test_the_coefficients_agree_with_the_constants() -> None:
    cosines, sines = egm2008()
    assert cosines.shape == sines.shape == (37, 37)
    assert [-np.sqrt(2 * n + 1) * cosines[n, 0] for n in (2, 3, 4)] == [J2, J3, J4]
    assert cosines[36, 36] == pytest.approx(4.6e-9, abs=5e-9)
    assert not sines[:, 0].any()
    assert not cosines[1].any()
