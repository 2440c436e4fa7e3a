"""The path between two neighbouring states of a table, flown under the Earth's field so that it meets both."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit import chebyshev
from missionplanner.orbit.forces import ForceField, Forces
from missionplanner.orbit.vectors import Array

FORCES = Forces(gravity_degree=36, gravity_order=36, sun=True, moon=True)
# Each sweep shrinks the error by some (n h)^2 / 8, n the mean motion and h the span.
_SWEEPS = 8
_MOST_NODES = 44
_NODES_AT_ONCE = 20_000


def bridge(
    t_s: Array,
    which: NDArray[np.int64],
    edges_s: Array,
    r_m: Array,
    v_mps: Array,
    epoch_utc_ms: int,
    forces: Forces = FORCES,
) -> tuple[Array, Array]:
    """States between neighbouring states, on paths that the forces bend and that meet both ends.

    A polynomial through states four minutes apart cannot know the pull of the field's waves shorter than that; here
    they are integrated along the path. What the forces leave out, such as drag, is made up for by an acceleration
    that is linear in time and the one that closes the gap at the end.

    Args:
        t_s: times asked for [s since the epoch], (q,).
        which: the span that each lies in, (q,).
        edges_s: start and end of each span [s since the epoch], (m, 2).
        r_m: GCRS positions there [m], (m, 2, 3).
        v_mps: GCRS velocities there [m/s], (m, 2, 3).
        epoch_utc_ms: the instant that times are counted from.
        forces: the force model.

    Returns:
        GCRS position [m] and velocity [m/s] at each time, each (q, 3).

    Source: Picard iteration on Chebyshev nodes, Bai & Junkins, J. Astronaut. Sci. 58 (2011), with both ends given.
    """
    found_r_m, found_v_mps = np.empty((len(t_s), 3)), np.empty((len(t_s), 3))
    longest_s = float((edges_s[:, 1] - edges_s[:, 0]).max())
    count = int(np.clip(10 + 0.03 * longest_s, 12, _MOST_NODES))
    size = max(1, _NODES_AT_ONCE // count)
    for first in range(0, len(edges_s), size):
        spans = slice(first, first + size)
        paths = _Paths(edges_s[spans], r_m[spans], v_mps[spans], count, epoch_utc_ms, forces)
        here = (which >= first) & (which < first + size)
        found_r_m[here], found_v_mps[here] = paths.states(t_s[here], which[here] - first)
    return found_r_m, found_v_mps


class _Matrices(NamedTuple):
    """Integrals from -1 of the polynomial through N nodes: of rows of samples, and to coefficients."""

    nodes: Array
    first: Array
    second: Array
    first_coefficients: Array
    second_coefficients: Array


@lru_cache(maxsize=8)
def _matrices(count: int) -> _Matrices:
    nodes, interpolate = chebyshev.interpolation(count)
    first: Array = np.polynomial.chebyshev.chebint(interpolate, 1, lbnd=-1).astype(np.float64)
    second: Array = np.polynomial.chebyshev.chebint(interpolate, 2, lbnd=-1).astype(np.float64)
    table = chebyshev.values(count + 2, nodes)
    return _Matrices(
        nodes=nodes,
        first=(table[:, :-1] @ first).T,
        second=(table @ second).T,
        first_coefficients=first,
        second_coefficients=second,
    )


class _Paths:
    """Polynomials over m spans at once; arrays are (m, 3, N), N nodes of each span along the last axis."""

    def __init__(self, edges_s: Array, r_m: Array, v_mps: Array, count: int, epoch_utc_ms: int, forces: Forces) -> None:
        self._matrices = _matrices(count)
        self._edges_s = edges_s
        self._span_s = (edges_s[:, 1] - edges_s[:, 0])[:, None, None]
        self._r_m, self._v_mps = np.moveaxis(r_m, 1, -1), np.moveaxis(v_mps, 1, -1)
        share = 0.5 * (self._matrices.nodes + 1.0)
        field = ForceField(forces, epoch_utc_ms, (edges_s[:, :1] + self._span_s[:, 0] * share).ravel())
        self._acceleration = np.zeros((len(edges_s), 3, count))
        r_m, v_mps = self._closed(share, *self._integrated(share))
        detail = np.zeros_like(self._acceleration)
        for _ in range(2):
            for _ in range(_SWEEPS):
                self._acceleration = _by_span(field.main(_by_component(r_m)), count) + detail
                r_m, v_mps = self._closed(share, *self._integrated(share))
            if field.has_detail:
                detail = _by_span(field.detail(_by_component(r_m), _by_component(v_mps)), count)

    def _integrated(self, share: Array) -> tuple[Array, Array]:
        """Free flight from each first state at the nodes."""
        half_s = 0.5 * self._span_s
        r_m = self._r_m[..., :1] + self._v_mps[..., :1] * (self._span_s * share)
        r_m += half_s * half_s * (self._acceleration @ self._matrices.second)
        return r_m, self._v_mps[..., :1] + half_s * (self._acceleration @ self._matrices.first)

    def _closed(self, share: Array, r_m: Array, v_mps: Array) -> tuple[Array, Array]:
        """Add the cubic that starts at rest and ends where the second state is missed."""
        self._missed_m = self._r_m[..., 1:] - r_m[..., -1:]
        self._missed_mps = self._v_mps[..., 1:] - v_mps[..., -1:]
        return self._with_cubic(share, self._span_s, r_m, v_mps, self._missed_m, self._missed_mps)

    @staticmethod
    def _with_cubic(
        share: Array, span_s: Array, r_m: Array, v_mps: Array, missed_m: Array, missed_mps: Array
    ) -> tuple[Array, Array]:
        """Source: the two basis polynomials of cubic Hermite interpolation that belong to the end."""
        square = share * share
        r_m = r_m + square * (3.0 - 2.0 * share) * missed_m + square * (share - 1.0) * span_s * missed_mps
        v_mps = v_mps + 6.0 * (share - square) / span_s * missed_m + (3.0 * square - 2.0 * share) * missed_mps
        return r_m, v_mps

    def states(self, t_s: Array, which: NDArray[np.int64]) -> tuple[Array, Array]:
        """Position [m] and velocity [m/s] at times within spans, each (q, 3)."""
        span_s = self._span_s[which, :, 0]
        share = np.clip((t_s - self._edges_s[which, 0]) / span_s[:, 0], 0.0, 1.0)
        table = chebyshev.values(len(self._matrices.nodes) + 2, 2.0 * share - 1.0)
        acceleration = self._acceleration[which]
        twice = np.einsum("qcn,qn->qc", acceleration, table @ self._matrices.second_coefficients)
        once = np.einsum("qcn,qn->qc", acceleration, table[:, :-1] @ self._matrices.first_coefficients)
        start_m, start_mps = self._r_m[which, :, 0], self._v_mps[which, :, 0]
        along = share[:, None]
        return self._with_cubic(
            along,
            span_s,
            start_m + start_mps * (along * span_s) + 0.25 * span_s * span_s * twice,
            start_mps + 0.5 * span_s * once,
            self._missed_m[which, :, 0],
            self._missed_mps[which, :, 0],
        )


def _by_component(vectors: Array) -> Array:
    """(m, 3, N) to (3, m N)."""
    return np.ascontiguousarray(np.moveaxis(vectors, 1, 0).reshape(3, -1))


def _by_span(vectors: Array, count: int) -> Array:
    """(3, m N) to (m, 3, N)."""
    return np.moveaxis(vectors.reshape(3, -1, count), 0, 1)
