"""Impulses of least total size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.flight.least_delta_v import Freedom, least_delta_v

RANDOM = np.random.default_rng(28)


def freedom(burns: int) -> Freedom:
    return Freedom(low_mps=np.full((burns, 3), -1e9), high_mps=np.full((burns, 3), 1e9))


@given(seed=st.integers(0, 1000), burns=st.integers(2, 5))
def test_the_change_is_made(seed: int, burns: int) -> None:
    random = np.random.default_rng(seed)
    effect, change = random.normal(size=(6, burns, 3)), random.normal(size=6)
    impulses = least_delta_v(effect, change, freedom(burns))
    np.testing.assert_allclose(np.einsum("ijk,jk->i", effect, impulses), change, atol=1e-6)


def test_no_other_way_is_shorter() -> None:
    effect, change = RANDOM.normal(size=(6, 4, 3)), 20.0 * RANDOM.normal(size=6)
    impulses = least_delta_v(effect, change, freedom(4), sweeps=200)
    least = np.linalg.norm(impulses, axis=1).sum()
    _, _, rows = np.linalg.svd(effect.reshape(6, 12))
    for direction in rows[6:]:
        for step in (-1.0, -0.1, 0.1, 1.0):
            other = impulses + step * direction.reshape(4, 3)
            assert np.linalg.norm(other, axis=1).sum() > least - 0.1


def test_fixed_and_bounded_components_are_kept() -> None:
    limits = freedom(4)
    limits.low_mps[0] = limits.high_mps[0] = [1.0, 2.0, 3.0]
    limits.low_mps[1, 0], limits.high_mps[1, 0] = -0.01, 0.01
    effect, change = RANDOM.normal(size=(6, 4, 3)), RANDOM.normal(size=6)
    impulses = least_delta_v(effect, change, limits)
    np.testing.assert_array_equal(impulses[0], [1.0, 2.0, 3.0])
    assert abs(impulses[1, 0]) <= 0.01 + 1e-9
    np.testing.assert_allclose(np.einsum("ijk,jk->i", effect, impulses), change, atol=1e-6)


def test_too_little_freedom_comes_as_close_as_it_can() -> None:
    limits = freedom(2)
    limits.low_mps[:, 1] = limits.high_mps[:, 1] = 0.0
    effect, change = RANDOM.normal(size=(6, 2, 3)), RANDOM.normal(size=6)
    impulses = least_delta_v(effect, change, limits)
    free = effect[:, :, [0, 2]].reshape(6, 4)
    best = np.linalg.lstsq(free, change, rcond=None)[1]
    missed = np.sum((np.einsum("ijk,jk->i", effect, impulses) - change) ** 2)
    assert missed == pytest.approx(best[0], rel=1e-3)


def test_many_candidates_at_once_are_the_candidates_one_by_one() -> None:
    effects, change = RANDOM.normal(size=(5, 6, 4, 3)), RANDOM.normal(size=6)
    together = least_delta_v(effects, change, freedom(4))
    for effect, impulses in zip(effects, together, strict=True):
        np.testing.assert_allclose(least_delta_v(effect, change, freedom(4)), impulses, atol=1e-9)
