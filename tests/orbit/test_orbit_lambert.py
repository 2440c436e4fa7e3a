"""Lambert's problem: published transfers to their printed digits, and orbits that are recovered from two places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from orbits_to_try import bound_orbits

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.lambert import lambert, transfers

GM_M3PS2 = 3.986004418e14
KM = 1000.0

# Vallado 7-5; Curtis 5.2; Der, Astrodynamics 102 (AMOS 2011), I and II with and without a revolution. km, km/s, s.
DER_I = [2249.171260, 1898.007100, 5639.599193], [1744.495443, -4601.556054, 4043.864391], 1618.50
DER_II = [22592.145603, -1599.915239, -19783.950506], [1922.067697, 4054.157051, -8925.727465], 36000.0
PUBLISHED = {
    "Vallado 7-5": (
        ([15945.34, 0, 0], [12214.83399, 10249.46731, 0], 4560.0),
        {},
        [2.058913, 2.915965, 0],
        [-3.451565, 0.910315, 0],
        2e-6,
    ),
    "Curtis 5.2": (
        ([5000, 10000, 2100], [-14600, 2500, 7000], 3600.0),
        {},
        [-5.9925, 1.9254, 3.2456],
        [-3.3125, -4.1966, -0.38529],
        1e-4,
    ),
    "Der I, prograde": (
        DER_I,
        {},
        [-2.09572809, 3.92602196, -4.94516810],
        [2.46309613, 0.84490197, 6.10890863],
        2e-8,
    ),
    "Der I, retrograde": (
        DER_I,
        {"retrograde": True},
        [1.94312182, -4.35300015, 4.54630439],
        [-2.38885563, -1.42519647, -5.95772225],
        2e-8,
    ),
    "Der II, prograde": (
        DER_II,
        {},
        [2.000652697, 0.387688615, -2.66694776],
        [-3.79246619, -1.77707641, 6.856814395],
        6e-9,
    ),
    "Der II, retrograde": (
        DER_II,
        {"retrograde": True},
        [2.96616042, -1.27577231, -0.75545632],
        [5.84375455, -0.20047673, -5.48615883],
        6e-9,
    ),
    "Der II, one revolution, left": (
        DER_II,
        {"revolutions": 1},
        [0.50335770, 0.61869408, -1.57176904],
        [-4.18334626, -1.13262727, 6.13307091],
        6e-9,
    ),
    "Der II, one revolution, right": (
        DER_II,
        {"revolutions": 1, "right": True},
        [-2.45759553, 1.16945801, 0.43161258],
        [-5.53841370, 0.01822220, 5.49641054],
        6e-7,  # its last digits do not arrive: the energies of the two velocities printed differ by as much
    ),
    "Der II, one revolution retrograde, left": (
        DER_II,
        {"revolutions": 1, "retrograde": True},
        [1.33645655, -0.94654565, 0.30211211],
        [4.93628678, 0.39863416, -5.61593092],
        6e-9,
    ),
    "Der II, one revolution retrograde, right": (
        DER_II,
        {"revolutions": 1, "right": True, "retrograde": True},
        [-1.38861608, -0.47836611, 2.21280154],
        [3.92901545, 1.50871943, -6.52926969],
        6e-9,
    ),
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_published_transfers_to_their_printed_digits(case: str) -> None:
    (start_km, end_km, dt_s), choice, v_start_kmps, v_end_kmps, digits_kmps = PUBLISHED[case]
    start_m, end_m = KM * np.array(start_km), KM * np.array(end_km)
    v_start_mps, v_end_mps = lambert(start_m, end_m, dt_s, gm_m3ps2=GM_M3PS2, **choice)
    np.testing.assert_allclose(v_start_mps / KM, v_start_kmps, rtol=0, atol=digits_kmps)
    np.testing.assert_allclose(v_end_mps / KM, v_end_kmps, rtol=0, atol=digits_kmps)
    arrived_m, arrived_mps = kepler_propagate(start_m, v_start_mps, dt_s, GM_M3PS2)
    np.testing.assert_allclose(arrived_m, end_m, rtol=0, atol=1e-10 * np.linalg.norm(end_m))
    np.testing.assert_allclose(arrived_mps, v_end_mps, rtol=0, atol=1e-10 * np.linalg.norm(v_end_mps))


def test_every_transfer_of_der_ii() -> None:
    start_km, end_km, dt_s = DER_II
    found = transfers(KM * np.array(start_km), KM * np.array(end_km), dt_s, gm_m3ps2=GM_M3PS2)
    assert [(each.revolutions, each.right) for each in found] == [(0, False), (1, False), (1, True)]
    np.testing.assert_allclose(found[2].v_start_mps / KM, [-2.45759553, 1.16945801, 0.43161258], rtol=0, atol=7e-8)


@given(bound_orbits(), st.floats(0.01, 0.99), st.integers(0, 5))
def test_an_orbit_is_recovered_from_two_of_its_places(orbit: KeplerianElements, part: float, rounds: int) -> None:
    r_m, v_mps = state_from_keplerian(orbit)
    period_s = 2 * np.pi * np.sqrt(orbit.semi_major_axis_m**3 / GM_EARTH_M3PS2)
    dt_s = (rounds + part) * period_s
    end_m, v_end_mps = kepler_propagate(r_m, v_mps, dt_s)
    normal = np.cross(r_m, v_mps)
    assume(np.linalg.norm(np.cross(r_m, end_m)) > 0.01 * np.linalg.norm(r_m) * np.linalg.norm(end_m))
    found = transfers(r_m, end_m, dt_s, most_revolutions=rounds, normal=normal)
    candidates = [each for each in found if each.revolutions == rounds]
    assert len(candidates) == (2 if rounds else 1)
    misses = [
        max(
            np.linalg.norm(each.v_start_mps - v_mps) / np.linalg.norm(v_mps),
            np.linalg.norm(each.v_end_mps - v_end_mps) / np.linalg.norm(v_end_mps),
        )
        for each in candidates
    ]
    # Two solutions merge where the time is least; there the velocity is known to the root of the rounding.
    merged = rounds > 0 and np.linalg.norm(candidates[0].v_start_mps - candidates[1].v_start_mps) < 10.0
    assert min(misses) < (1e-6 if merged else 1e-9)


direction = st.tuples(*[st.floats(-1.0, 1.0)] * 3).filter(lambda a: np.linalg.norm(a) > 0.1)


@given(direction, direction, st.floats(6.5e6, 5e7), st.floats(6.5e6, 5e7), st.floats(600.0, 2e5), st.booleans())
def test_what_is_answered_arrives(
    towards: tuple, onwards: tuple, near_m: float, far_m: float, dt_s: float, retrograde: bool
) -> None:
    start_m = near_m * np.array(towards) / np.linalg.norm(towards)
    end_m = far_m * np.array(onwards) / np.linalg.norm(onwards)
    assume(np.linalg.norm(np.cross(start_m, end_m)) > 0.01 * near_m * far_m)
    for each in transfers(start_m, end_m, dt_s, retrograde=retrograde):
        if each.v_start_mps @ each.v_start_mps < 1.99 * GM_EARTH_M3PS2 / near_m:
            arrived_m, _ = kepler_propagate(start_m, each.v_start_mps, dt_s)
            # A flight of n revolutions multiplies the rounding of its period by n, most where it dives to the centre.
            assert np.linalg.norm(arrived_m - end_m) < 1e-7 * far_m
        turning = np.cross(start_m, each.v_start_mps)[2]
        assert turning <= 1e-6 * near_m if retrograde else turning >= -1e-6 * near_m


def test_rows_are_solved_as_single_problems_are() -> None:
    draw = np.random.default_rng(2)
    start_m, end_m = draw.normal(size=(2, 20_000, 3)) * 1e7
    dt_s, rounds, right = draw.uniform(1e3, 2e5, 20_000), draw.integers(0, 3, 20_000), draw.random(20_000) < 0.5
    v_start_mps, _ = lambert(start_m, end_m, dt_s, revolutions=rounds, right=right)
    for k in (0, 1, 2, 8191, 8192, 19_999):
        single, _ = lambert(start_m[k], end_m[k], dt_s[k], revolutions=rounds[k], right=right[k])
        np.testing.assert_allclose(v_start_mps[k], single, rtol=1e-9)
    assert np.isfinite(v_start_mps[rounds == 0]).all()
    assert lambert(np.empty((0, 3)), np.empty((0, 3)), 1.0)[0].shape == (0, 3)


def test_too_many_revolutions_have_no_answer() -> None:
    start_m, end_m = np.array([7e6, 0, 0]), np.array([0, 7e6, 0])
    assert np.isnan(lambert(start_m, end_m, 3000.0, revolutions=1)[0]).all()
    assert len(transfers(start_m, end_m, 3000.0)) == 1


@pytest.mark.parametrize("angle_deg", [180.0, 180.0 + 1e-9, 0.0])
def test_places_in_line_need_a_normal(angle_deg: float) -> None:
    start_m, angle = np.array([7e6, 0.0, 0.0]), np.radians(angle_deg)
    end_m = 8e6 * np.array([np.cos(angle), np.sin(angle), 0.0])
    with pytest.raises(OrbitInputError, match="defines no plane"):
        lambert(start_m, end_m, 3000.0)
    normal = np.array([0.3, -1.0, 1.0])
    v_start_mps, v_end_mps = lambert(start_m, end_m, 3000.0, normal=normal)
    arrived_m, arrived_mps = kepler_propagate(start_m, v_start_mps, 3000.0)
    np.testing.assert_allclose(arrived_m, end_m, rtol=0, atol=1.0)
    np.testing.assert_allclose(arrived_mps, v_end_mps, rtol=0, atol=1e-3)
    if angle_deg:
        np.testing.assert_allclose(np.cross(start_m, v_start_mps)[1:] @ [1.0, 1.0], 0.0, atol=1.0)
        assert np.cross(start_m, v_start_mps) @ normal > 0.0
    with pytest.raises(OrbitInputError, match="points along the positions"):
        lambert(start_m, end_m, 3000.0, normal=start_m)


def test_a_half_turn_is_a_hohmann_transfer() -> None:
    near_m, far_m = 6.678e6, 6.798e6
    axis_m = 0.5 * (near_m + far_m)
    dt_s = np.pi * np.sqrt(axis_m**3 / GM_EARTH_M3PS2)
    v_start_mps, _ = lambert(np.array([near_m, 0, 0]), np.array([-far_m, 0, 0]), dt_s, normal=np.array([0.0, 0.0, 1.0]))
    speed_mps = np.sqrt(GM_EARTH_M3PS2 * (2 / near_m - 1 / axis_m))
    np.testing.assert_allclose(v_start_mps, [0.0, speed_mps, 0.0], rtol=0, atol=1e-6)


PLACE_M, OTHER_M = np.array([7e6, 0.0, 0.0]), np.array([0.0, 7e6, 1e6])


@pytest.mark.parametrize(
    ("problem", "choice", "words"),
    [
        ((PLACE_M, OTHER_M, 0.0), {}, "transfer time is 0.0 s"),
        ((PLACE_M, OTHER_M, -5.0), {}, r"transfer time is -5.0 s"),
        ((PLACE_M, OTHER_M, np.nan), {}, "transfer time is nan s"),
        ((PLACE_M, OTHER_M, np.inf), {}, "transfer time is inf s"),
        ((np.array([7e6, np.nan, 0.0]), OTHER_M, 9.0), {}, r"position at the start is \[7000000\.\s+nan\s+0\.\]"),
        ((PLACE_M, np.array([np.inf, 0, 0]), 9.0), {}, "position to arrive at is"),
        ((PLACE_M, np.zeros(3), 9.0), {}, "centre of attraction"),
        ((PLACE_M, PLACE_M, 9.0), {}, "needs two places"),
        ((PLACE_M, OTHER_M, 9.0), {"normal": np.full(3, np.nan)}, "normal is"),
        ((PLACE_M, OTHER_M, 9.0), {"revolutions": -1}, "revolutions is -1"),
        ((PLACE_M, OTHER_M, 9.0), {"revolutions": 0.5}, "whole one"),
        ((PLACE_M, OTHER_M, 9.0), {"gm_m3ps2": 0.0}, "GM is 0.0"),
    ],
)
def test_what_is_no_problem_is_refused_by_its_value(problem: tuple, choice: dict, words: str) -> None:
    with pytest.raises(OrbitInputError, match=words):
        lambert(*problem, **choice)


def test_a_list_of_negative_length_is_refused() -> None:
    with pytest.raises(OrbitInputError, match="most_revolutions is -1"):
        transfers(PLACE_M, OTHER_M, 900.0, most_revolutions=-1)
