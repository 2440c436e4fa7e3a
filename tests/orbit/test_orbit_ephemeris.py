"""Interpolation in ephemerides: left-out states of NASA's station ephemeris, simple fields, burns, ends."""

from pathlib import Path

import numpy as np
import pytest
from skyfield.framelib import ICRS_to_J2000

from missionplanner.files.elements_file import read_target
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.published.ephemeris import Ephemeris, EphemerisSegment
from missionplanner.orbit.published.hermite import hermite
from missionplanner.orbit.sky.frame_bias import dcm_eme2000_from_gcrs
from missionplanner.orbit.vectors import Array, norm

NASA = Path(__file__).parents[1] / "data" / "oem" / "iss_2022-02-25_nasa.xml.gz"
EPOCH_MS = 1_700_000_000_000
R_M, V_MPS = np.array([6.8e6, 0.0, 0.0]), np.array([0.0, 4.75, 6.01]) * 1e3


@pytest.fixture(scope="module")
def nasa() -> Ephemeris:
    found = read_target(NASA)
    assert isinstance(found, FoundEphemeris)
    return found.ephemeris


def thinned(segment: EphemerisSegment, every: slice) -> EphemerisSegment:
    t_s = segment.t_s[every].copy()
    return EphemerisSegment(t_s=t_s, r_m=segment.r_m[every], v_mps=segment.v_mps[every], start_s=t_s[0], end_s=t_s[-1])


def segment(t_s: Array, r_m: Array, v_mps: Array) -> EphemerisSegment:
    return EphemerisSegment(t_s=t_s, r_m=r_m, v_mps=v_mps, start_s=float(t_s[0]), end_s=float(t_s[-1]))


def flown(forces: Forces, t_s: Array, r_m: Array = R_M, v_mps: Array = V_MPS) -> tuple[Array, Array]:
    return propagate(r_m, v_mps, EPOCH_MS, float(t_s[0]), float(t_s[-1]) + 1.0, forces, 1e-5).state(t_s)


def test_the_frame_bias_is_skyfield_s() -> None:
    np.testing.assert_allclose(dcm_eme2000_from_gcrs(), ICRS_to_J2000, rtol=0, atol=1e-11)


def test_every_other_state_is_foretold_by_the_rest(nasa: Ephemeris) -> None:
    one = nasa.segments[0]
    half = Ephemeris(epoch_utc_ms=nasa.epoch_utc_ms, segments=(thinned(one, slice(0, 113, 2)),))
    r_m, v_mps = half.state(one.t_s[1:112:2])
    assert norm(r_m - one.r_m[1:112:2]).max() < 0.05
    assert norm(v_mps - one.v_mps[1:112:2]).max() < 5e-4


def test_states_come_back_as_they_were_given_also_through_the_burn(nasa: Ephemeris) -> None:
    one = nasa.segments[0]
    r_m, v_mps = nasa.state(one.t_s)
    np.testing.assert_allclose(r_m, one.r_m, rtol=0, atol=1e-6)
    np.testing.assert_allclose(v_mps, one.v_mps, rtol=0, atol=1e-9)


def test_inside_the_burn_every_other_state_is_foretold(nasa: Ephemeris) -> None:
    one = nasa.segments[0]
    burn = np.flatnonzero(np.diff(one.t_s) == 2.0)
    every = slice(int(burn[0]), int(burn[-1]), 2)
    half = Ephemeris(epoch_utc_ms=nasa.epoch_utc_ms, segments=(thinned(one, every),))
    left_out = np.arange(every.start + 1, every.stop - 2, 2)
    r_m, v_mps = half.state(one.t_s[left_out])
    assert norm(r_m - one.r_m[left_out]).max() < 1e-3
    assert norm(v_mps - one.v_mps[left_out]).max() < 1e-3


@pytest.mark.parametrize("degree", [0, 4])
@pytest.mark.parametrize("step_s", [60.0, 240.0, 480.0])
def test_an_ephemeris_of_a_simpler_field_is_met_too(degree: int, step_s: float) -> None:
    t_s = np.arange(0.0, 20_001.0, step_s)
    ephemeris = Ephemeris(epoch_utc_ms=EPOCH_MS, segments=(segment(t_s, *flown(Forces(gravity_degree=degree), t_s)),))
    inner_s = np.linspace(0.0, t_s[-1], 777)
    r_m, v_mps = ephemeris.state(inner_s)
    true_m, true_mps = flown(Forces(gravity_degree=degree), inner_s)
    centre = slice(150, -150)
    assert norm(r_m - true_m)[centre].max() < 0.02
    assert norm(r_m - true_m).max() < 2.0
    assert norm(v_mps - true_mps)[centre].max() < 1e-3


@pytest.mark.parametrize("degree", [0, 4, 36])
def test_an_eccentric_orbit_of_any_field_has_no_gaps(degree: int) -> None:
    forces = Forces(gravity_degree=degree, gravity_order=degree if degree > 4 else 0)
    t_s = np.arange(0.0, 86_401.0, 300.0)
    v_mps = V_MPS * (9_980.0 / norm(V_MPS))  # perigee of a Molniya orbit
    path = propagate(R_M, v_mps, EPOCH_MS, 0.0, 86_400.0, forces, 1e-4)
    ephemeris = Ephemeris(epoch_utc_ms=EPOCH_MS, segments=(segment(t_s, *path.state(t_s)),))
    inner_s = np.linspace(0.0, 86_400.0, 997)
    assert ephemeris.covers(inner_s).all()
    missed_m = norm(ephemeris.state(inner_s)[0] - path.position(inner_s))
    assert np.median(missed_m) < 1e-3
    assert missed_m.max() < 20.0


def test_an_impulse_is_never_interpolated_across() -> None:
    before_s, after_s = np.arange(0.0, 6001.0, 240.0), np.arange(6240.0, 12_000.0, 240.0)
    first = propagate(R_M, V_MPS, EPOCH_MS, 0.0, 6100.0, Forces())
    r_m, v_mps = first.state_at(6100.0)
    second = propagate(r_m, v_mps + 0.3 * v_mps / norm(v_mps), EPOCH_MS, 6100.0, 12_500.0, Forces())
    states = [np.concatenate(both) for both in zip(first.state(before_s), second.state(after_s), strict=True)]
    ephemeris = Ephemeris(epoch_utc_ms=EPOCH_MS, segments=(segment(np.concatenate([before_s, after_s]), *states),))
    assert ephemeris.covers(np.array([5999.0, 6100.0, 6241.0])).tolist() == [True, False, True]
    with pytest.raises(OrbitInputError, match=r"time 6100\.000000 s lies outside the ephemeris"):
        ephemeris.state(np.array([6100.0]))
    assert norm(ephemeris.state(np.array([5990.0]))[0] - first.position(np.array([5990.0]))).max() < 0.5
    assert norm(ephemeris.state(np.array([6250.0]))[0] - second.position(np.array([6250.0]))).max() < 0.5
    assert [ephemeris.nearest_state(t_s)[0] for t_s in (6050.0, 6200.0)] == [6000.0, 6240.0]


def test_outside_and_between_segments_the_nearest_end_is_told() -> None:
    t_s = np.arange(0.0, 3001.0, 240.0)
    one = segment(t_s, *flown(Forces(), t_s))
    later_s = np.arange(9000.0, 12_001.0, 240.0)
    r_m, v_mps = flown(Forces(), np.concatenate([t_s, later_s]))
    two = segment(later_s, r_m[len(t_s) :], v_mps[len(t_s) :])
    ephemeris = Ephemeris(epoch_utc_ms=EPOCH_MS, segments=(one, two))
    assert (ephemeris.start_s, ephemeris.end_s) == (0.0, later_s[-1])
    ends = [ephemeris.nearest_state(at_s)[0] for at_s in (-500.0, 3500.0, 8000.0, 99_999.0)]
    assert ends == [0.0, t_s[-1], 9000.0, later_s[-1]]


def test_at_a_shared_instant_the_later_segment_answers() -> None:
    t_s = np.arange(0.0, 2401.0, 240.0)
    r_m, v_mps = flown(Forces(), t_s)
    burnt_mps = v_mps[-1] * 1.001
    then = propagate(r_m[-1], burnt_mps, EPOCH_MS, 2400.0, 4801.0, Forces()).state(t_s + 2400.0)
    ephemeris = Ephemeris(epoch_utc_ms=EPOCH_MS, segments=(segment(t_s, r_m, v_mps), segment(t_s + 2400.0, *then)))
    np.testing.assert_allclose(ephemeris.state(np.array([2400.0]))[1][0], burnt_mps)


@pytest.mark.parametrize(
    ("t_s", "says"), [([0.0], "has 1 states"), ([0.0, 0.0], "do not ascend"), ([0.0, np.inf], "not finite")]
)
def test_a_segment_that_is_none_is_refused(t_s: list[float], says: str) -> None:
    with pytest.raises(OrbitInputError, match=says):
        segment(np.array(t_s), np.ones((len(t_s), 3)) * 7e6, np.ones((len(t_s), 3)))


def test_states_that_are_no_path_are_refused() -> None:
    with pytest.raises(OrbitInputError, match="no two neighbouring states"):
        Ephemeris(
            epoch_utc_ms=EPOCH_MS,
            segments=(segment(np.array([0.0, 60.0]), np.array([R_M, -R_M]), np.array([V_MPS, V_MPS])),),
        )
    with pytest.raises(OrbitInputError, match="at least one segment"):
        Ephemeris(epoch_utc_ms=EPOCH_MS, segments=())


def test_hermite_meets_polynomials_of_its_degree() -> None:
    nodes_s = np.array([[0.0, 1.0, 2.5, 4.0], [1.0, 2.0, 3.0, 4.0]])
    t_s = np.array([0.7, 3.3])
    powers = np.arange(8)
    coefficients = np.random.default_rng(1).normal(size=(8, 3))
    r_m = nodes_s[..., None] ** powers @ coefficients
    v_mps = (powers[1:] * nodes_s[..., None] ** (powers[1:] - 1)) @ coefficients[1:]
    found_m, found_mps = hermite(t_s, nodes_s, r_m, v_mps)
    np.testing.assert_allclose(found_m, t_s[:, None] ** powers @ coefficients, rtol=1e-9)
    np.testing.assert_allclose(found_mps, (powers[1:] * t_s[:, None] ** (powers[1:] - 1)) @ coefficients[1:], rtol=1e-9)
