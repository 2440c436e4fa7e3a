"""The smallest sum of impulses that makes a linear change, with components fixed, bounded or free."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.vectors import Array

_SOFTNESS_MPS = 0.1


@dataclass(frozen=True, kw_only=True)
class Freedom:
    """Limits of every component of every burn [m/s], (n, 3); equal limits fix a component."""

    low_mps: Array
    high_mps: Array

    @property
    def free(self) -> NDArray[np.bool_]:
        """Which components the solver may choose."""
        return self.high_mps > self.low_mps


def least_delta_v(
    effect: Array, change: Array, freedom: Freedom, sweeps: int = 24, near_mps: Array | None = None
) -> Array:
    """Impulses of least total size that make a change.

    Minimises the sum of sqrt(|dv|^2 + softness^2) over the burns: convex, so that the answer is unique and moves
    smoothly with the inputs, and within 0.1 m/s per burn of the true least sum. Solved by reweighted least squares;
    a component that leaves its limits is put on the limit and the rest solved again.

    Args:
        effect: what each component does, (..., 6, n, 3).
        change: what is wanted, (6,).
        freedom: limits of the components.
        sweeps: how often the weights are renewed; a comparison of candidates needs fewer than an answer.
        near_mps: impulses near the answer, (n, 3), from which fewer sweeps get there.

    Returns:
        The impulses [m/s], (..., n, 3). Where the free components cannot make the change they come as close as they
        can, in the least-squares sense.

    Source: Daubechies, DeVore, Fornasier & Guentuerk (2010), Iteratively reweighted least squares.
    """
    burns = effect.shape[-2]
    matrix = effect.reshape(*effect.shape[:-2], 3 * burns)
    free = np.broadcast_to(freedom.free.ravel(), (*effect.shape[:-3], 3 * burns)).copy()
    held = np.where(free, 0.0, np.clip(0.0, freedom.low_mps, freedom.high_mps).ravel())
    first = None if near_mps is None else _weights(near_mps)
    low, high = freedom.low_mps.ravel(), freedom.high_mps.ravel()
    for _ in range(3 * burns + 1):
        wanted = change - (matrix @ held[..., None])[..., 0]
        impulses = np.where(free, _reweighted(matrix, wanted, free, burns, sweeps, first), held)
        outside = free & ((impulses < low - 1e-9) | (impulses > high + 1e-9))
        if not outside.any():
            break
        held = np.where(outside, np.clip(impulses, low, high), held)
        free &= ~outside
    return impulses.reshape(*effect.shape[:-3], burns, 3)


def _reweighted(
    matrix: Array, wanted: Array, free: NDArray[np.bool_], burns: int, sweeps: int, first: Array | None
) -> Array:
    """Reweighted least squares over the free components, (..., 3 n)."""
    weight = free.astype(float) if first is None else np.where(free, first, 0.0)
    rows = np.ascontiguousarray(np.swapaxes(matrix, -1, -2))
    least = 1e-12 * np.eye(6)
    wanted = wanted[..., None]
    for _ in range(sweeps):
        weighted = weight[..., None] * rows
        gram = matrix @ weighted
        trace = np.einsum("...ii->...", gram)
        # Where nothing is free the trace is zero, and so is the answer; the system must stay solvable all the same.
        gram += least * (trace + (trace <= 0.0))[..., None, None]
        impulses = (weighted @ np.linalg.solve(gram, wanted))[..., 0]
        weight = np.where(free, _weights(impulses.reshape(*impulses.shape[:-1], burns, 3)), 0.0)
    return impulses


def _weights(impulses_mps: Array) -> Array:
    """Softened sizes of impulses (..., n, 3), one for each component, (..., 3 n)."""
    size = np.sqrt(np.einsum("...i,...i->...", impulses_mps, impulses_mps) + _SOFTNESS_MPS**2)
    return np.repeat(size, 3, axis=-1)
