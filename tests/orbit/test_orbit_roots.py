"""The root finder on functions whose zeros are known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.orbit.geometry.roots import crossings, highest_in, spans_above


@given(
    st.floats(-0.999999, 0.999999),
    st.floats(0.0, 2.0 * np.pi),
    st.integers(8, 40),
)
def test_a_sine_is_cut_where_the_arcsine_says(limit: float, phase: float, samples: int) -> None:
    turns = 3
    end = 2.0 * np.pi * turns
    # beside the ends, as a turning point is seen between three neighbours only
    times_s = np.unique(np.concatenate([np.linspace(0.0, end, samples * turns), [1e-4, end - 1e-4]]))
    found = crossings(lambda t: np.sin(t + phase) - limit, times_s)
    inner = np.arcsin(limit)
    rising = np.concatenate([inner - phase + 2 * np.pi * np.arange(-1, turns + 2)])
    falling = np.pi - inner - phase + 2 * np.pi * np.arange(-1, turns + 2)
    for expected, here in ((rising, found.rising_s), (falling, found.falling_s)):
        inside = expected[(expected > 1e-3) & (expected < times_s[-1] - 1e-3)]
        seen = here[(here > 1e-3) & (here < times_s[-1] - 1e-3)]
        np.testing.assert_allclose(seen, inside, rtol=0, atol=1e-4)


@given(st.floats(0.0, 1000.0), st.floats(1e-3, 30.0), st.floats(-1.0, 1.0))
def test_a_stay_of_milliseconds_between_samples_a_minute_apart_is_found(
    middle_s: float, half_s: float, skew: float
) -> None:
    def bump(t_s: np.ndarray) -> np.ndarray:
        apart_s = t_s - middle_s
        return (half_s**2 - apart_s**2) * (1.0 + skew * np.tanh(apart_s / 500.0) / 2.0)

    spans = spans_above(bump, np.linspace(-200.0, 1200.0, 24))
    np.testing.assert_allclose(spans.start_s, [middle_s - half_s], atol=1e-4)
    np.testing.assert_allclose(spans.end_s, [middle_s + half_s], atol=1e-4)
    assert not spans.begun_before
    assert not spans.lasts_beyond


def test_spans_open_at_the_ends_say_so() -> None:
    times_s = np.linspace(0.0, 10.0, 30)
    spans = spans_above(np.cos, times_s)
    np.testing.assert_allclose(spans.start_s, [0.0, 1.5 * np.pi], atol=1e-4)
    np.testing.assert_allclose(spans.end_s, [0.5 * np.pi, 2.5 * np.pi], atol=1e-4)
    assert spans.begun_before
    assert not spans.lasts_beyond
    always = spans_above(np.ones_like, times_s)
    assert (always.start_s.tolist(), always.end_s.tolist()) == ([0.0], [10.0])
    assert always.begun_before
    assert always.lasts_beyond
    assert len(spans_above(lambda t: -np.ones_like(t), times_s)) == 0
    assert len(spans_above(np.ones_like, times_s[:1])) == 1


def test_a_jump_is_found_at_the_jump() -> None:
    found = crossings(lambda t: np.where(t < 3.3, -1000.0, 0.5), np.linspace(0.0, 10.0, 11))
    np.testing.assert_allclose(found.rising_s, [3.3], atol=2e-5)


def test_a_steep_root_beside_a_flat_one_is_exact() -> None:
    found = crossings(lambda t: (t - 1.0) ** 9 * (t - 4.0), np.linspace(0.0, 5.0, 6) + 0.05)
    np.testing.assert_allclose(found.t_s[-1], 4.0, atol=1e-5)


@given(st.floats(0.5, 9.5))
def test_the_highest_point_of_a_span(peak_s: float) -> None:
    def hill(t_s: np.ndarray) -> np.ndarray:
        return 3.0 - (t_s - peak_s) ** 2 / 100.0

    at_s, value = highest_in(hill, spans_above(hill, np.linspace(0.0, 10.0, 5)))
    np.testing.assert_allclose(at_s, [peak_s], atol=1e-4)
    np.testing.assert_allclose(value, [3.0], atol=1e-12)


def test_the_highest_point_may_be_an_end() -> None:
    at_s, value = highest_in(lambda t: t, spans_above(lambda t: t + 1.0, np.linspace(0.0, 10.0, 5)))
    assert (at_s.tolist(), value.tolist()) == ([10.0], [10.0])
