"""Many orbits at once: against one at a time, against joined arcs, and against bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE, bound_orbits

from missionplanner.orbit.elements import state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces import Drag, ExponentialAtmosphere, Forces
from missionplanner.orbit.many.flight import propagate_many
from missionplanner.orbit.many.inputs import ManyBurns
from missionplanner.orbit.propagation.propagator import propagate

AIR = ExponentialAtmosphere(density_kgpm3=3.0e-12, height_m=400e3, scale_height_m=60e3)
DRAG = Forces(drag=Drag(ballistic_m2pkg=0.022, atmosphere=AIR))
R_M, V_MPS = STATION_STATE
SPAN_S = 11520.0


def dispersed(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return R_M + rng.normal(0.0, 1000.0, (count, 3)), V_MPS + rng.normal(0.0, 1.0, (count, 3))


def alone(
    r_m: np.ndarray, v_mps: np.ndarray, start_s: float, t_s: np.ndarray, forces: Forces
) -> tuple[np.ndarray, np.ndarray]:
    return propagate(r_m, v_mps, LIFTOFF_UTC_MS, start_s, float(t_s[-1]), forces, 1e-5).state(t_s)


@pytest.mark.parametrize("tolerance_m", [10.0, 0.1, 1e-3])
def test_every_state_of_a_batch_flies_as_it_would_alone(tolerance_m: float) -> None:
    r_m, v_mps = dispersed(12)
    ballistic_m2pkg = np.linspace(0.0, 0.05, 12)
    t_s = np.sort(np.random.default_rng(2).uniform(0.0, SPAN_S, 30))
    flown_m, flown_mps = propagate_many(
        r_m, v_mps, LIFTOFF_UTC_MS, 0.0, t_s, DRAG, ballistic_m2pkg=ballistic_m2pkg, tolerance_m=tolerance_m
    )
    assert flown_m.shape == flown_mps.shape == (30, 12, 3)
    for index in range(12):
        forces = Forces(drag=Drag(ballistic_m2pkg=float(ballistic_m2pkg[index]), atmosphere=AIR))
        alone_m, alone_mps = alone(r_m[index], v_mps[index], 0.0, t_s, forces)
        assert np.linalg.norm(flown_m[:, index] - alone_m, axis=1).max() < tolerance_m
        assert np.linalg.norm(flown_mps[:, index] - alone_mps, axis=1).max() < 2e-3 * tolerance_m + 1e-5


@settings(max_examples=30)
@given(
    st.lists(bound_orbits(), min_size=1, max_size=4),
    st.floats(1.0, 20_000.0),
    st.sampled_from([1.0, 0.01]),
    st.sampled_from([0, 2, 4]),
)
def test_quite_different_orbits_together_all_meet_the_tolerance(orbits, span_s, tolerance_m, degree) -> None:
    r_m, v_mps = map(np.array, zip(*map(state_from_keplerian, orbits), strict=True))
    forces = Forces(gravity_degree=degree)
    t_s = 50.0 + span_s * np.array([0.0, 0.3, 0.31, 1.0])
    flown_m, _ = propagate_many(r_m, v_mps, LIFTOFF_UTC_MS, 50.0, t_s, forces, tolerance_m=tolerance_m)
    for index in range(len(orbits)):
        alone_m, _ = alone(r_m[index], v_mps[index], 50.0, t_s, forces)
        assert np.linalg.norm(flown_m[:, index] - alone_m, axis=1).max() < tolerance_m


def test_three_days_meet_the_tolerance() -> None:
    r_m, v_mps = dispersed(3)
    t_s = np.array([259_200.0])
    flown_m, _ = propagate_many(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, t_s, DRAG)
    for index in range(3):
        assert np.linalg.norm(flown_m[0, index] - alone(r_m[index], v_mps[index], 0.0, t_s, DRAG)[0][0]) < 0.1


def test_each_state_burns_at_its_own_times() -> None:
    count, burns = 6, 4
    rng = np.random.default_rng(3)
    r_m, v_mps = dispersed(count)
    burn_s = np.array([0.0, 2640.0, 5000.0, 8000.0]) + np.abs(rng.normal(0.0, 30.0, (count, burns)))
    burn_s[0, 0] = 0.0
    burn_s[1, 1] = burn_s[1, 2]  # two at the same instant
    burn_s[2, 3] = SPAN_S  # where the velocity asked for is the one after the burn
    delta_v_mps = rng.normal(0.0, 20.0, (count, burns, 3))
    t_s = np.linspace(0.0, SPAN_S, 25)
    flown_m, flown_mps = propagate_many(
        r_m, v_mps, LIFTOFF_UTC_MS, 0.0, t_s, DRAG, burns=ManyBurns(t_s=burn_s, delta_v_mps=delta_v_mps)
    )
    for index in range(count):
        r, v, edges_s = r_m[index], v_mps[index], [0.0, *burn_s[index], SPAN_S]
        for arc in range(burns + 1):
            start_s, end_s = edges_s[arc : arc + 2]
            if arc:
                v = v + delta_v_mps[index, arc - 1]
            if end_s == start_s:
                continue
            path = propagate(r, v, LIFTOFF_UTC_MS, start_s, end_s, DRAG, 1e-5)
            here = (t_s >= start_s) & (t_s < end_s)
            expected_m, expected_mps = path.state(t_s[here])
            assert np.linalg.norm(flown_m[here, index] - expected_m, axis=1).max(initial=0.0) < 0.1
            assert np.linalg.norm(flown_mps[here, index] - expected_mps, axis=1).max(initial=0.0) < 1e-3
            r, v = path.state_at(end_s)
        assert np.linalg.norm(flown_m[-1, index] - r) < 0.1
        assert np.linalg.norm(flown_mps[-1, index] - v) < 1e-3


def test_every_force_flies_as_it_would_alone() -> None:
    r_m, v_mps = dispersed(3)
    forces = Forces(gravity_degree=8, gravity_order=8, sun=True, moon=True, drag=Drag(ballistic_m2pkg=0.01))
    t_s = np.array([1000.0, 6000.0])
    flown_m, _ = propagate_many(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, t_s, forces)
    burns = ManyBurns(t_s=np.array([[100.0], [200.0], [300.0]]), delta_v_mps=np.zeros((3, 1, 3)))
    in_arcs_m, _ = propagate_many(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, t_s, forces, burns=burns)
    for index in range(3):
        alone_m, _ = alone(r_m[index], v_mps[index], 0.0, t_s, forces)
        assert np.linalg.norm(flown_m[:, index] - alone_m, axis=1).max() < 0.1
        assert np.linalg.norm(in_arcs_m[:, index] - alone_m, axis=1).max() < 0.1


def test_more_states_than_are_flown_at_once_keep_their_order() -> None:
    r_m, v_mps = dispersed(1500)
    flown_m, _ = propagate_many(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, np.array([3000.0]), Forces())
    for index in (0, 700, 1499):
        one_m, _ = propagate_many(
            r_m[index : index + 1], v_mps[index : index + 1], LIFTOFF_UTC_MS, 0.0, np.array([3000.0]), Forces()
        )
        assert np.linalg.norm(flown_m[0, index] - one_m[0, 0]) < 0.1


def test_the_same_states_give_the_same_answer_to_the_bit() -> None:
    r_m, v_mps = dispersed(20)
    t_s = np.array([100.0, SPAN_S])
    first = propagate_many(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, t_s, DRAG)
    propagate_many(r_m[:3], v_mps[:3], LIFTOFF_UTC_MS, 0.0, t_s, Forces(), tolerance_m=5.0)
    second = propagate_many(r_m, v_mps, LIFTOFF_UTC_MS, 0.0, t_s, DRAG)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_at_the_start_the_states_are_those_given() -> None:
    r_m, v_mps = dispersed(4)
    flown_m, flown_mps = propagate_many(r_m, v_mps, LIFTOFF_UTC_MS, 10.0, np.array([10.0]), DRAG)
    np.testing.assert_allclose(flown_m[0], r_m, rtol=0, atol=1e-8)
    np.testing.assert_allclose(flown_mps[0], v_mps, rtol=0, atol=1e-11)


def with_state(index: int, r_m: list[float] | None = None, v_mps: list[float] | None = None) -> dict[str, np.ndarray]:
    states = {"r_m": np.tile(R_M, (3, 1)), "v_mps": np.tile(V_MPS, (3, 1))}
    for name, vector in (("r_m", r_m), ("v_mps", v_mps)):
        if vector is not None:
            states[name][index] = vector
    return states


TWO_BURNS_S = np.tile([100.0, 50.0], (3, 1))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (with_state(1, r_m=[np.nan, 0.0, 7e6]), r"state 1: the position is .nan, 0.0, 7000000.0. m"),
        (with_state(2, v_mps=[0.0, np.inf, 0.0]), r"state 2: the velocity is .0.0, inf, 0.0. m/s"),
        (with_state(1, [6.3e6, 0.0, 0.0], [0.0, 7800.0, 0.0]), "state 1: .* 6300.000 km .* below the surface"),
        (with_state(0, [7e6, 0.0, 0.0], [0.0, 11_000.0, 0.0]), "state 0: the speed is 11000.000 m/s, at or above"),
        (with_state(2, [7e6, 0.0, 0.0], [0.0, 10_350.0, 0.0]), "state 2: the eccentricity is 0.88.* with propagate"),
        ({"r_m": np.zeros((0, 3)), "v_mps": np.zeros((0, 3))}, "there are no states"),
        ({"r_m": np.zeros(3)}, r"positions have shape \(3,\)"),
        ({"v_mps": np.zeros((2, 3))}, "there are 3 positions and 2 velocities"),
        ({"t_s": np.array([])}, r"times have shape \(0,\)"),
        ({"t_s": np.array([1.0, np.nan])}, "a time is nan s"),
        ({"t_s": np.array([5.0, 4.0])}, "4.000000 s comes after 5.000000 s"),
        ({"t_s": np.array([-1.0, 4.0])}, "time -1.000000 s lies before the start at 0.000000 s"),
        ({"t_s": np.array([1e7])}, "the span is 115.7 days"),
        ({"start_s": np.inf}, "the start is inf s"),
        ({"tolerance_m": 0.0}, "the tolerance is 0.0 m"),
        ({"ballistic_m2pkg": np.array([0.01, -0.02, 0.01])}, "state 1: the ballistic coefficient is -0.02 m2/kg"),
        ({"ballistic_m2pkg": np.array([0.01])}, r"have shape \(1,\); \(3,\) is needed"),
        ({"ballistic_m2pkg": np.full(3, 0.01), "forces": Forces()}, "the forces have no drag"),
        (
            {"burns": ManyBurns(t_s=TWO_BURNS_S, delta_v_mps=np.zeros((3, 2, 3)))},
            r"state 0: its burns are at .100.0, 50",
        ),
        ({"burns": ManyBurns(t_s=np.ones((3, 1)), delta_v_mps=np.zeros((3, 3)))}, r"\(3, b\) and \(3, b, 3\) are"),
        (
            {"burns": ManyBurns(t_s=np.ones((3, 1)), delta_v_mps=np.full((3, 1, 3), np.nan))},
            "state 0: burn 0 changes the velocity by .nan, nan, nan. m/s",
        ),
    ],
)
def test_what_cannot_be_flown_is_refused_by_name(wrong: dict[str, object], words: str) -> None:
    asked = {**with_state(0), "start_s": 0.0, "t_s": np.array([60.0]), "forces": DRAG, **wrong}
    with pytest.raises(OrbitInputError, match=words):
        propagate_many(epoch_utc_ms=LIFTOFF_UTC_MS, **asked)


def test_a_fall_into_the_earth_says_whose() -> None:
    states = with_state(1, [6.6e6, 0.0, 0.0], [0.0, 4500.0, 0.0])
    with pytest.raises(PropagationError, match=r"state 1: .* a perigee 1329 km from the Earth's centre"):
        propagate_many(epoch_utc_ms=LIFTOFF_UTC_MS, start_s=0.0, t_s=np.array([3000.0]), forces=Forces(), **states)


def test_a_burn_to_infinity_says_whose() -> None:
    burns = ManyBurns(t_s=np.full((3, 1), 500.0), delta_v_mps=np.zeros((3, 1, 3)))
    burns.delta_v_mps[2] = V_MPS
    with pytest.raises(PropagationError, match=r"state 2: from 500.000 s on its orbit has an eccentricity of [1-9]"):
        propagate_many(
            **with_state(0), epoch_utc_ms=LIFTOFF_UTC_MS, start_s=0.0, t_s=np.array([900.0]), forces=DRAG, burns=burns
        )
