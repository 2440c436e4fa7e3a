"""The zonal kernel against its textbook components and against the gradient of its potential."""

import numpy as np
import pytest
from independent_flight import zonal_acceleration as printed_acceleration

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4
from missionplanner.orbit.forces.zonal import zonal_acceleration

POLE = np.array([0.0025, -0.0001, 1.0]) / np.linalg.norm([0.0025, -0.0001, 1.0])
PLACES_M = np.random.default_rng(28).normal(size=(20, 3)) * 2.0e6 + np.array([6.0e6, 3.0e6, 4.0e6])


def test_a_point_mass_pulls_straight_down() -> None:
    r_m = np.array([[0.0], [7.0e6], [0.0]])
    assert zonal_acceleration(0, r_m, POLE).ravel() == pytest.approx([0.0, -GM_EARTH_M3PS2 / 49e12, 0.0])


def test_the_field_is_that_of_the_printed_components() -> None:
    printed = np.array([printed_acceleration(place, POLE) for place in PLACES_M])
    np.testing.assert_allclose(zonal_acceleration(4, PLACES_M.T, POLE).T, printed, rtol=0, atol=1e-14)


@pytest.mark.parametrize("degree", [2, 3, 4])
def test_the_field_is_the_gradient_of_the_potential(degree: int) -> None:
    def potential(r_m: np.ndarray) -> np.ndarray:
        r = np.linalg.norm(r_m, axis=-1)
        u, q = r_m @ POLE / r, EARTH_RADIUS_M / r
        legendre = {2: 1.5 * u**2 - 0.5, 3: 2.5 * u**3 - 1.5 * u, 4: (35 * u**4 - 30 * u**2 + 3) / 8}
        return (
            GM_EARTH_M3PS2 / r * (1 - sum({2: J2, 3: J3, 4: J4}[n] * q**n * legendre[n] for n in range(2, degree + 1)))
        )

    step_m = 100.0
    gradient = np.stack(
        [
            (
                8 * (potential(PLACES_M + h) - potential(PLACES_M - h))
                - potential(PLACES_M + 2 * h)
                + potential(PLACES_M - 2 * h)
            )
            / (12 * step_m)
            for h in step_m * np.eye(3)
        ],
        axis=-1,
    )
    np.testing.assert_allclose(zonal_acceleration(degree, PLACES_M.T, POLE).T, gradient, rtol=0, atol=2e-9)
