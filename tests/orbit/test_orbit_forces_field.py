"""Each force alone as the field answers it, and their sum."""

from dataclasses import replace
from math import log

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE

from missionplanner.orbit.constants import AU_M, EARTH_ROTATION_RADPS, STANDARD_GRAVITY_MPS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import (
    Drag,
    ExponentialAtmosphere,
    ForceField,
    Forces,
    HarrisPriester,
    Radiation,
    Thrust,
)
from missionplanner.orbit.forces.bodies import GM_MOON_M3PS2, third_body_acceleration
from missionplanner.orbit.forces.harmonics import harmonics
from missionplanner.orbit.forces.radiation import SUN_PRESSURE_PA
from missionplanner.orbit.forces.zonal import zonal_acceleration
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.sky.almanac import EarthOrientation, moon_position_gcrs, sun_position_gcrs
from missionplanner.orbit.sky.earth_pole import pole_gcrs

T_S = np.linspace(-3000.0, 80_000.0, 40)
R_M = np.random.default_rng(7).normal(size=(3, 40))
R_M *= 6.8e6 / np.linalg.norm(R_M, axis=0)
V_MPS = np.roll(R_M, 1, axis=0) * 1.1e-3
DRAG = Drag(ballistic_m2pkg=0.01)
ENGINE = Thrust(thrust_n=2950.0, isp_s=302.0, mass_kg=7152.0, start_s=T_S[0], direction_lvlh=(0.6, 0.0, -0.8))
EVERYTHING = Forces(
    gravity_degree=12,
    gravity_order=10,
    sun=True,
    moon=True,
    drag=DRAG,
    radiation=Radiation(reflecting_m2pkg=0.02),
    thrust=replace(ENGINE, thrust_n=10.0),
)


def field(forces: Forces) -> ForceField:
    return ForceField(forces, LIFTOFF_UTC_MS, T_S)


def detail(**chosen: object) -> np.ndarray:
    forces = field(Forces(**chosen))  # type: ignore[arg-type]
    assert forces.has_detail
    return forces.detail(R_M, V_MPS)


@pytest.mark.parametrize("degree", [0, 2, 3, 4, 8])
def test_the_main_part_is_the_zonal_kernel_up_to_degree_four(degree: int) -> None:
    forces = field(Forces(gravity_degree=degree))
    expected = zonal_acceleration(min(degree, 4), R_M, pole_gcrs(LIFTOFF_UTC_MS))
    np.testing.assert_array_equal(forces.main(R_M), expected)
    assert forces.has_detail == (degree > 4)
    assert not forces.needs_velocity


def test_with_an_order_the_sum_is_the_field_as_it_turns_with_the_earth() -> None:
    dcm = EarthOrientation(LIFTOFF_UTC_MS, T_S[0], T_S[-1]).dcm_itrs_from_gcrs(T_S)
    in_itrs = harmonics(0, 8, 8).acceleration(np.einsum("nij,jn->in", dcm, R_M))
    expected = np.einsum("nji,jn->in", dcm, in_itrs)
    ours = field(Forces(gravity_degree=8, gravity_order=8)).acceleration(R_M, V_MPS)
    np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-14)


def test_high_zonals_stand_on_the_pole_of_the_epoch() -> None:
    pole = pole_gcrs(LIFTOFF_UTC_MS)
    above = detail(gravity_degree=20)
    turn_rad = 1.0
    cross = np.cross(pole, R_M.T).T
    along = np.multiply.outer(pole, pole @ R_M)
    turned_m = along + np.cos(turn_rad) * (R_M - along) + np.sin(turn_rad) * cross
    turned = field(Forces(gravity_degree=20)).detail(turned_m, V_MPS)
    np.testing.assert_allclose(pole @ turned, pole @ above, rtol=0, atol=1e-17)
    np.testing.assert_allclose(np.sum(turned * turned_m, axis=0), np.sum(above * R_M, axis=0), rtol=0, atol=1e-9)


def test_the_moon_pulls_as_the_difference_of_two_pulls() -> None:
    """Printed: Vallado, 8.6.3, a pull of the Moon on low orbits of about 1e-6 m/s2, of the Sun of half that."""
    moon_m = moon_position_gcrs(LIFTOFF_UTC_MS, T_S).T
    pull = np.empty((3, 40))
    for k in range(40):
        apart = (moon_m[:, k] - R_M[:, k]).astype(np.longdouble)
        away = moon_m[:, k].astype(np.longdouble)
        pull[:, k] = GM_MOON_M3PS2 * (apart / np.sqrt(apart @ apart) ** 3 - away / np.sqrt(away @ away) ** 3)
    np.testing.assert_allclose(detail(moon=True), pull, rtol=0, atol=1e-17)
    assert 4e-7 < np.linalg.norm(pull, axis=0).max() < 1.4e-6
    sun = np.linalg.norm(detail(sun=True), axis=0).max()
    assert 3e-7 < sun < 6e-7


def test_a_third_body_pulls_nothing_at_the_centre() -> None:
    far_m = np.array([[4e8], [1e8], [0.0]])
    assert abs(third_body_acceleration(GM_MOON_M3PS2, np.full((3, 1), 1e-3), far_m)).max() < 1e-15


def test_drag_opposes_the_motion_through_air_that_turns_with_the_earth() -> None:
    air = ExponentialAtmosphere(density_kgpm3=3e-12, height_m=400e3, scale_height_m=60e3)
    ours = detail(drag=Drag(ballistic_m2pkg=0.01, factor=1.5, atmosphere=air))
    wind = V_MPS - np.cross(EARTH_ROTATION_RADPS * pole_gcrs(LIFTOFF_UTC_MS), R_M.T).T
    expected = -0.5 * 0.015 * air.density(R_M) * np.linalg.norm(wind, axis=0) * wind
    np.testing.assert_allclose(ours, expected, rtol=1e-12, atol=0)


def test_drag_is_proportional_to_its_factor_and_to_the_density_of_its_air() -> None:
    once = detail(drag=DRAG)
    np.testing.assert_allclose(detail(drag=replace(DRAG, factor=2.0)), 2.0 * once, rtol=1e-13)
    thicker = detail(drag=replace(DRAG, atmosphere=HarrisPriester(f107=220.0)))
    assert (np.linalg.norm(thicker, axis=0) > 1.5 * np.linalg.norm(once, axis=0)).all()
    own = ForceField(Forces(drag=DRAG), LIFTOFF_UTC_MS, T_S, ballistic_m2pkg=np.linspace(0.0, 0.02, 40))
    np.testing.assert_allclose(own.detail(R_M, V_MPS), once * np.linspace(0.0, 2.0, 40), rtol=1e-12, atol=1e-30)


def test_sunlight_pushes_away_from_the_sun_and_not_at_all_in_the_shadow() -> None:
    sun_m = sun_position_gcrs(LIFTOFF_UTC_MS, T_S).T
    to_sun = sun_m / np.linalg.norm(sun_m, axis=0)
    radiation = Forces(radiation=Radiation(reflecting_m2pkg=0.02))
    forces = field(radiation)
    assert not forces.detail(-6.8e6 * to_sun, V_MPS).any()
    lit = forces.detail(6.8e6 * to_sun, V_MPS)
    expected = SUN_PRESSURE_PA * 0.02 * (AU_M / (np.linalg.norm(sun_m, axis=0) - 6.8e6)) ** 2
    np.testing.assert_allclose(lit, -to_sun * expected, rtol=1e-9, atol=1e-20)
    assert pytest.approx(4.56e-6, rel=0.01) == SUN_PRESSURE_PA  # Montenbruck & Gill, eq. 3.69


def test_a_burn_gains_what_tsiolkovsky_says() -> None:
    """Away from gravity the speed gained is the exhaust velocity times the logarithm of the mass ratio."""
    burn_s = 600.0
    t_s = np.linspace(0.0, burn_s, 2001)
    r_m, v_mps = np.repeat([[7e6], [0.0], [0.0]], 2001, axis=1), np.repeat([[0.0], [7500.0], [0.0]], 2001, axis=1)
    engine = replace(ENGINE, start_s=0.0, direction_lvlh=(1.0, 0.0, 0.0))
    push = ForceField(Forces(thrust=engine), LIFTOFF_UTC_MS, t_s).detail(r_m, v_mps)
    np.testing.assert_allclose(push[[0, 2]], 0.0, rtol=0, atol=1e-15)
    gained_mps = float(np.trapezoid(push[1], t_s))
    left_kg = 7152.0 - 600.0 * 2950.0 / (302.0 * STANDARD_GRAVITY_MPS2)
    assert gained_mps == pytest.approx(302.0 * STANDARD_GRAVITY_MPS2 * log(7152.0 / left_kg), rel=1e-7)


def test_the_directions_of_a_burn_are_those_of_lvlh() -> None:
    r_m, v_mps = np.array([[7e6], [0.0], [0.0]]), np.array([[0.0], [7500.0], [0.0]])
    for direction, expected in (((1, 0, 0), [0, 1, 0]), ((0, 1, 0), [0, 0, -1]), ((0, 0, 1), [-1, 0, 0])):
        engine = replace(ENGINE, start_s=0.0, direction_lvlh=direction)
        push = ForceField(Forces(thrust=engine), LIFTOFF_UTC_MS, np.zeros(1)).detail(r_m, v_mps)
        assert push.ravel() / np.linalg.norm(push) == pytest.approx(expected, abs=1e-15)


def test_a_burn_before_ignition_or_beyond_the_mass_is_refused() -> None:
    with pytest.raises(OrbitInputError, match="split the flight at ignition"):
        field(Forces(thrust=replace(ENGINE, start_s=T_S[0] + 1.0)))
    with pytest.raises(OrbitInputError, match="has nothing left"):
        field(Forces(thrust=ENGINE))


def test_forces_add_up() -> None:
    parts = [
        {"gravity_degree": 12, "gravity_order": 10},
        {"sun": True},
        {"moon": True},
        {"drag": EVERYTHING.drag},
        {"radiation": EVERYTHING.radiation},
        {"thrust": EVERYTHING.thrust},
    ]
    total = sum(detail(**part) for part in parts)
    everything = field(EVERYTHING)
    assert everything.needs_velocity
    np.testing.assert_allclose(everything.detail(R_M, V_MPS), total, rtol=0, atol=1e-14)
    np.testing.assert_allclose(
        everything.acceleration(R_M, V_MPS),
        everything.main(R_M) + everything.detail(R_M, V_MPS),
        rtol=0,
        atol=1e-14,
    )


def test_one_of_the_times_answers_for_many_positions() -> None:
    everything = field(EVERYTHING)
    at_once = everything.detail(R_M, V_MPS)
    for index in (0, 17, 39):
        one = everything.at(index)
        there = one.detail(R_M, V_MPS)
        assert there.shape == R_M.shape
        np.testing.assert_allclose(there[:, index], at_once[:, index], rtol=0, atol=1e-14)
        np.testing.assert_array_equal(one.main(R_M), everything.main(R_M))


def test_a_flight_under_gravity_and_drag_agrees_with_itself_backward() -> None:
    forces = replace(EVERYTHING, thrust=None, radiation=None)
    out = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 20_000.0, forces, 1e-2)
    back = propagate(*out.state_at(20_000.0), LIFTOFF_UTC_MS, 20_000.0, 0.0, forces, 1e-2)
    times_s = np.linspace(0.0, 20_000.0, 50)
    assert np.linalg.norm(out.position(times_s) - back.position(times_s), axis=1).max() < 0.1


def test_a_burn_is_flown_as_small_steps_fly_it() -> None:
    """Runge-Kutta of fourth order in steps of a second, which asks the field at one time after the other."""
    forces = Forces(gravity_degree=8, gravity_order=8, drag=DRAG, thrust=replace(ENGINE, start_s=0.0))

    def rate(t_s: float, state: np.ndarray) -> np.ndarray:
        one = ForceField(forces, LIFTOFF_UTC_MS, np.array([t_s]))
        return np.concatenate([state[3:], one.acceleration(state[:3, None], state[3:, None])[:, 0]])

    state = np.concatenate(STATION_STATE)
    for t_s in np.arange(0.0, 120.0):
        first = rate(t_s, state)
        second = rate(t_s + 0.5, state + 0.5 * first)
        third = rate(t_s + 0.5, state + 0.5 * second)
        fourth = rate(t_s + 1.0, state + third)
        state = state + (first + 2.0 * second + 2.0 * third + fourth) / 6.0
    flown_m, flown_mps = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 120.0, forces).state_at(120.0)
    np.testing.assert_allclose(flown_m, state[:3], rtol=0, atol=1e-4)
    np.testing.assert_allclose(flown_mps, state[3:], rtol=0, atol=1e-6)
