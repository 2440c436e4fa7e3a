"""Flights through burns: joints, the rocket equation, and burns that cannot be flown."""

from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE

from missionplanner.orbit.constants import STANDARD_GRAVITY_MPS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.frames import dcm_lvlh_from_gcrs
from missionplanner.orbit.propagation.burns import FiniteBurn, Impulse, fly_through_burns
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory

END_S = 11_520.0
ENGINE = FiniteBurn(start_s=3000.0, dv_lvlh_mps=(24.0, -7.0, 0.0), thrust_n=2950.0, isp_s=302.0, mass_kg=7150.0)


def flown(*burns: Impulse | FiniteBurn, forces: Forces | None = None) -> Trajectory:
    return fly_through_burns(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, END_S, forces or Forces(), burns)


def test_without_burns_it_is_the_coast() -> None:
    coast = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, END_S, Forces())
    times_s = np.linspace(0.0, END_S, 200)
    np.testing.assert_array_equal(flown().position(times_s), coast.position(times_s))


def test_an_impulse_changes_the_velocity_by_itself_and_nothing_else() -> None:
    path = flown(Impulse(t_s=3000.0, dv_lvlh_mps=(10.0, 1.0, -2.0)))
    before_m, before_mps = path.state_at(3000.0 - 1e-6)
    at_m, at_mps = path.state_at(3000.0)
    change = dcm_lvlh_from_gcrs(before_m, before_mps) @ (at_mps - before_mps)
    np.testing.assert_allclose(change, [10.0, 1.0, -2.0], rtol=0, atol=2e-5)
    np.testing.assert_allclose(at_m, before_m, rtol=0, atol=0.01)


def test_an_impulse_at_the_start_counts() -> None:
    pushed = flown(Impulse(t_s=0.0, dv_lvlh_mps=(5.0, 0.0, 0.0)))
    assert np.linalg.norm(pushed.state_at(0.0)[1] - STATION_STATE[1]) == pytest.approx(5.0)


def test_a_short_burn_is_nearly_the_impulse_at_its_middle() -> None:
    # In the plane: a push out of it turns the plane, and with it the direction that a finite burn holds in LVLH.
    strong = replace(ENGINE, thrust_n=ENGINE.thrust_n * 1000.0, dv_lvlh_mps=(24.0, 0.0, 7.0))
    middle_s = strong.start_s + 0.5 * strong.duration_s
    impulse = Impulse(t_s=middle_s, dv_lvlh_mps=strong.dv_lvlh_mps)
    apart_m = flown(strong).state_at(END_S)[0] - flown(impulse).state_at(END_S)[0]
    assert np.linalg.norm(apart_m) < 1.0


def test_the_engine_burns_as_long_as_the_rocket_equation_says() -> None:
    exhaust_mps = ENGINE.isp_s * STANDARD_GRAVITY_MPS2
    assert ENGINE.mass_after_kg == pytest.approx(7150.0 * np.exp(-25.0 / exhaust_mps))
    assert ENGINE.duration_s == pytest.approx((7150.0 - ENGINE.mass_after_kg) / (ENGINE.thrust_n / exhaust_mps))


def test_what_the_engine_adds_in_free_space_is_its_size() -> None:
    # Far from where gravity differs, over a minute, the burnt path parts from the coast by the burn's delta-v.
    path, coast = flown(ENGINE), flown()
    end_s = ENGINE.span_s[1]
    gained_mps = np.linalg.norm(path.state_at(end_s)[1] - coast.state_at(end_s)[1])
    assert gained_mps == pytest.approx(25.0, abs=0.1)


def test_burns_follow_one_another_and_an_arc_may_end_with_one() -> None:
    second = replace(ENGINE, start_s=ENGINE.span_s[1], mass_kg=ENGINE.mass_after_kg)
    path = fly_through_burns(
        *STATION_STATE,
        LIFTOFF_UTC_MS,
        0.0,
        second.span_s[1],
        Forces(gravity_degree=8, gravity_order=8),
        [ENGINE, second],
    )
    assert path.end_s == second.span_s[1]


@pytest.mark.parametrize(
    ("burns", "words"),
    [
        ([Impulse(t_s=-1.0, dv_lvlh_mps=(1.0, 0.0, 0.0))], "begins before 0.000 s"),
        ([Impulse(t_s=END_S, dv_lvlh_mps=(1.0, 0.0, 0.0))], "not before the flight's end at 11520.000 s"),
        ([ENGINE, Impulse(t_s=3010.0, dv_lvlh_mps=(1.0, 0.0, 0.0))], "burn at 3010.000 s begins before 30"),
        ([replace(ENGINE, start_s=END_S - 10.0)], "ends at 115"),
        ([Impulse(t_s=100.0, dv_lvlh_mps=(9000.0, 0.0, 0.0))], "escape speed"),
    ],
)
def test_burns_that_cannot_be_flown_are_refused_by_name(burns: list[Impulse | FiniteBurn], words: str) -> None:
    with pytest.raises(OrbitInputError, match=words):
        flown(*burns)


def test_a_burn_of_nothing_is_refused() -> None:
    with pytest.raises(OrbitInputError, match=r"size of the burn at 3000\.0 s is 0\.0"):
        replace(ENGINE, dv_lvlh_mps=(0.0, 0.0, 0.0))
    with pytest.raises(OrbitInputError, match="thrust of the burn"):
        replace(ENGINE, thrust_n=0.0)
    with pytest.raises(OrbitInputError, match="finite"):
        Impulse(t_s=nan, dv_lvlh_mps=(1.0, 0.0, 0.0))
    with pytest.raises(OrbitInputError, match="finite"):
        Impulse(t_s=0.0, dv_lvlh_mps=(inf, 0.0, 0.0))


def test_a_flight_through_burns_goes_forward() -> None:
    with pytest.raises(OrbitInputError, match="must go forward"):
        fly_through_burns(*STATION_STATE, LIFTOFF_UTC_MS, 100.0, 0.0, Forces(), [])
