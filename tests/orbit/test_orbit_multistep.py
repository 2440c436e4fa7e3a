"""The multistep method's numbers: exact for what it is made for, and for polynomials when the step is small."""

import numpy as np
import pytest

from missionplanner.orbit.many.multistep import ORDER, STEPS_AHEAD, STEPS_BACK, starter, weights


def sums_repeat(angle_rad: float, harmonic: int, phase_rad: float) -> float:
    """Largest error of positions and velocities over 200 steps of a motion that is known, by the two sums alone."""
    rate = angle_rad * harmonic
    t = np.arange(-ORDER - 2.0, 201.0)
    r, v = np.cos(rate * t + phase_rad), -rate * np.sin(rate * t + phase_rad)
    a = -(rate**2) * r
    rule = weights(angle_rad)
    q, p = rule.ring[ORDER - 1]
    twice = r[ORDER + 1] - p @ a[1 : ORDER + 1]
    once = twice - (r[ORDER] - p @ a[:ORDER])
    worst = 0.0
    for newest in range(ORDER + 1, len(t) - 1):
        once += a[newest]
        twice += once
        last = a[newest - ORDER + 1 : newest + 1]
        worst = max(worst, abs(twice + p @ last - r[newest + 1]), abs(once + q @ last - v[newest + 1]))
    return worst


@pytest.mark.parametrize("angle_rad", [0.03, 0.11, 0.22])
@pytest.mark.parametrize("harmonic", [1, 2, 3])
def test_the_sums_repeat_the_first_three_harmonics(angle_rad: float, harmonic: int) -> None:
    assert sums_repeat(angle_rad, harmonic, 0.4) < 1e-10
    assert sums_repeat(angle_rad, 4, 0.4) > 1e-12


def test_without_an_angle_the_weights_are_those_of_stoermer_and_cowell() -> None:
    rule = weights(0.0)
    # Cowell's weight of the newest of eight accelerations: his coefficients of the backward differences, summed
    # (Montenbruck & Gill, Satellite Orbits, table 4.6)
    deltas_star = [1.0, -1.0, 1 / 12, 0.0, -1 / 240, -1 / 240, -221 / 60480, -19 / 6048]
    assert rule.correction == pytest.approx(sum(deltas_star), abs=1e-9)
    binomial = [8.0, -28.0, 56.0, -70.0, 56.0, -28.0, 8.0, -1.0]
    newest_first = rule.extrapolation[ORDER - 1][::-1]
    np.testing.assert_allclose(newest_first, binomial, rtol=1e-9)


@pytest.mark.parametrize("newest", range(ORDER))
def test_the_ring_turns_with_its_newest_entry(newest: int) -> None:
    rule = weights(0.2)
    by_age = [rule.ring[newest][:, (newest - age) % ORDER] for age in range(ORDER)]
    expected = [rule.ring[0][:, -age % ORDER] for age in range(ORDER)]
    np.testing.assert_array_equal(by_age, expected)


@pytest.mark.parametrize("angle_rad", [0.0, 0.22])
def test_the_starting_window_integrates_from_the_given_state(angle_rad: float) -> None:
    start = starter(angle_rad)
    assert start.grid.tolist() == list(range(-STEPS_BACK, STEPS_AHEAD + 1))
    rate = 0.22
    a = np.cos(rate * start.nodes + 0.3)
    tolerance = 1e-12 if angle_rad else 1e-5
    velocity = (np.sin(rate * start.grid + 0.3) - np.sin(0.3)) / rate
    position = (np.cos(0.3) - np.cos(rate * start.grid + 0.3)) / rate**2 - start.grid * np.sin(0.3) / rate
    np.testing.assert_allclose(start.grid_velocity @ a, velocity, rtol=0, atol=tolerance)
    np.testing.assert_allclose(start.grid_position @ a, position, rtol=0, atol=tolerance)
    np.testing.assert_allclose(start.grid_acceleration @ a, np.cos(rate * start.grid + 0.3), rtol=0, atol=tolerance)
    np.testing.assert_allclose(start.position @ np.ones(ORDER), 0.5 * start.nodes**2, rtol=0, atol=1e-11)
    np.testing.assert_allclose(start.velocity @ np.ones(ORDER), start.nodes, rtol=0, atol=1e-11)
