"""Textbook manoeuvres, as the program's Kepler orbits and plane angles give them, to their printed digits.

The program has no function for a Hohmann transfer or a plane change: its burns come from targeting. What a textbook
computes in closed form must come out of the same orbits all the same.
"""

from math import pi, radians, sin

import numpy as np
import pytest

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.elements import (
    KeplerianElements,
    argument_of_latitude,
    keplerian_from_state,
    plane_angle,
    state_from_keplerian,
)
from missionplanner.orbit.kepler import kepler_propagate

VALLADO_RADIUS_M = 6378136.3
PLANE_CHANGE_SPEED_MPS = 5892.311


def orbit(
    semi_major_axis_m: float, eccentricity: float = 0.0, inclination_rad: float = 0.0, raan_rad: float = 0.0
) -> KeplerianElements:
    """An orbit at its perigee."""
    return KeplerianElements(
        semi_major_axis_m=semi_major_axis_m,
        eccentricity=eccentricity,
        inclination_rad=inclination_rad,
        raan_rad=raan_rad,
        argument_of_perigee_rad=0.0,
        true_anomaly_rad=0.0,
    )


def speed_mps(elements: KeplerianElements) -> float:
    return float(np.linalg.norm(state_from_keplerian(elements)[1]))


def circle(inclination_deg: float, raan_deg: float) -> tuple[np.ndarray, np.ndarray]:
    """State at the node of the circular orbit of the plane changes."""
    radius_m = GM_EARTH_M3PS2 / PLANE_CHANGE_SPEED_MPS**2
    return state_from_keplerian(orbit(radius_m, inclination_rad=radians(inclination_deg), raan_rad=radians(raan_deg)))


def argument_deg(place: np.ndarray, state: tuple[np.ndarray, np.ndarray]) -> float:
    """Argument of latitude of a place in the plane of a state."""
    ahead = np.cross(np.cross(*state), place)
    return float(np.degrees(argument_of_latitude(place, ahead)))


def test_vallado_6_1_hohmann_transfer() -> None:
    low_m, high_m = VALLADO_RADIUS_M + 191341.1, VALLADO_RADIUS_M + 35781348.57
    ellipse = orbit(0.5 * (low_m + high_m), eccentricity=(high_m - low_m) / (high_m + low_m))
    half_s = 0.5 * ellipse.period_s
    arrival_m, arrival_mps = kepler_propagate(*state_from_keplerian(ellipse), half_s)
    assert np.linalg.norm(arrival_m) == pytest.approx(high_m, abs=1e-6)
    assert speed_mps(ellipse) - speed_mps(orbit(low_m)) == pytest.approx(2457.038635627854, abs=1e-9)
    assert speed_mps(orbit(high_m)) - np.linalg.norm(arrival_mps) == pytest.approx(1478.187015430896, abs=1e-9)
    assert half_s / 60.0 == pytest.approx(315.4027569935991, abs=1e-10)


def test_vallado_6_4_change_of_inclination_alone() -> None:
    (r_m, v_mps), (other_m, other_mps) = circle(0.0, 0.0), circle(15.0, 0.0)
    np.testing.assert_allclose(r_m, other_m, rtol=0, atol=1e-6)
    assert np.linalg.norm(other_mps - v_mps) == pytest.approx(1538.2018364, abs=5e-8)


@pytest.mark.parametrize(
    ("final_inclination_deg", "delta_v_mps", "initial_deg", "final_deg"),
    [
        pytest.param(55.0, 3694.1951754, 103.36472753, 76.63527247, id="6-5 node alone"),
        pytest.param(40.0, 3615.9245485, 128.90413974, 97.38034533, id="6-6 inclination and node"),
    ],
)
def test_vallado_6_5_and_6_6_change_of_plane(
    final_inclination_deg: float, delta_v_mps: float, initial_deg: float, final_deg: float
) -> None:
    before, after = circle(55.0, 0.0), circle(final_inclination_deg, 45.0)
    turned_rad = float(plane_angle(*before, *after))
    assert 2.0 * PLANE_CHANGE_SPEED_MPS * sin(0.5 * turned_rad) == pytest.approx(delta_v_mps, abs=5e-8)
    crossing = np.cross(np.cross(*before), np.cross(*after))
    assert argument_deg(crossing, before) == pytest.approx(initial_deg, abs=5e-9)
    assert argument_deg(crossing, after) == pytest.approx(final_deg, abs=5e-9)


def test_vallado_6_8a_coplanar_phasing() -> None:
    radius_m, phase_rad = 12_756_274.0, radians(-20.0)
    r_m, v_mps = state_from_keplerian(orbit(radius_m))
    wait_s = (2.0 * pi + phase_rad) / orbit(radius_m).mean_motion_radps
    phasing_m = (GM_EARTH_M3PS2 * (wait_s / (2.0 * pi)) ** 2) ** (1.0 / 3.0)
    phasing = orbit(phasing_m, eccentricity=radius_m / phasing_m - 1.0)  # burns at its apogee
    assert wait_s / 60.0 == pytest.approx(225.6949830406, abs=5e-11)
    assert phasing.period_s == pytest.approx(wait_s, abs=1e-8)
    assert phasing_m == pytest.approx(12_279_333.178, abs=5e-4)
    slower_mps = np.linalg.norm(kepler_propagate(*state_from_keplerian(phasing), 0.5 * wait_s)[1])
    assert 2.0 * (np.linalg.norm(v_mps) - slower_mps) == pytest.approx(219.2686616, abs=5e-8)
    # The target starts 20 deg ahead and comes to where the chaser burnt when the chaser does.
    target = kepler_propagate(r_m, v_mps, -phase_rad / orbit(radius_m).mean_motion_radps)
    np.testing.assert_allclose(kepler_propagate(*target, wait_s)[0], r_m, rtol=0, atol=1e-5)


def test_vallado_7_3_the_orbit_through_three_places() -> None:
    # Gibbs' method is for determining orbits, which the program does not; the orbit it finds must still be one of ours.
    first_m, second_m, third_m = (
        np.array(place) for place in ([0.0, 0.0, 6378136.3], [0.0, -4464696.0, -5102509.0], [0.0, 5740323.0, 3189068.0])
    )
    v_mps = np.array([0.0, 5531.147205, -5191.8064135])
    found = keplerian_from_state(second_m, v_mps)
    momentum = np.cross(second_m, v_mps)
    for place_m in (first_m, third_m):
        angle_rad = np.arctan2(np.cross(second_m, place_m) @ momentum / np.linalg.norm(momentum), second_m @ place_m)
        there = KeplerianElements(
            semi_major_axis_m=found.semi_major_axis_m,
            eccentricity=found.eccentricity,
            inclination_rad=found.inclination_rad,
            raan_rad=found.raan_rad,
            argument_of_perigee_rad=found.argument_of_perigee_rad,
            true_anomaly_rad=found.true_anomaly_rad + float(angle_rad),
        )
        np.testing.assert_allclose(state_from_keplerian(there)[0], place_m, rtol=0, atol=0.02)
