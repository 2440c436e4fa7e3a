"""A flown path: polynomials that answer position and velocity at any time of their span."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import acos

import numpy as np

from missionplanner.orbit.chebyshev import values
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.vectors import Array

_JOINT_S = 1e-6
_SAME_PLACE = 1e-13
_AT_ONCE = 2048


@dataclass(frozen=True, kw_only=True, eq=False)
class Trajectory:
    """An immutable path in the GCRS between two times.

    It is made of segments, each with one Chebyshev series of position and one of velocity; nothing is propagated
    again when it is asked. At the joint of two segments the later one answers, so that the velocity right at a burn is
    the one after it; the very end belongs to the last.

    Attributes:
        epoch_utc_ms: the instant that times are counted from.
        edges_s: limits of the S segments [s since the epoch], ascending, (S + 1,).
        coefficients: of position [m] and velocity [m/s] over each segment, (6, S, K).
    """

    epoch_utc_ms: int
    edges_s: Array
    coefficients: Array

    def __post_init__(self) -> None:
        """Protect the arrays from being written to."""
        self.edges_s.setflags(write=False)
        self.coefficients.setflags(write=False)

    @property
    def start_s(self) -> float:
        """The earliest time [s since the epoch], whichever way the path was propagated."""
        return float(self.edges_s[0])

    @property
    def end_s(self) -> float:
        """The latest time [s since the epoch]."""
        return float(self.edges_s[-1])

    def position(self, t_s: Array) -> Array:
        """Position in the GCRS [m] at each time [s since the epoch], (n, 3)."""
        return self._evaluate(t_s, slice(0, 3))

    def velocity(self, t_s: Array) -> Array:
        """Velocity in the GCRS [m/s] at each time [s since the epoch], (n, 3)."""
        return self._evaluate(t_s, slice(3, 6))

    def state(self, t_s: Array) -> tuple[Array, Array]:
        """Position [m] and velocity [m/s] in the GCRS at each time [s since the epoch], each (n, 3).

        Raises:
            OrbitInputError: a time lies outside the trajectory.
        """
        both = self._evaluate(t_s, slice(0, 6))
        return both[:, :3], both[:, 3:]

    def state_at(self, t_s: float) -> tuple[Array, Array]:
        """Position [m] and velocity [m/s] in the GCRS at one time [s since the epoch], each (3,).

        Raises:
            OrbitInputError: the time lies outside the trajectory.
        """
        edges = self.edges_s.tolist()
        if not edges[0] <= t_s <= edges[-1]:
            self._refuse(t_s)
        segment = min(bisect_right(edges, t_s), len(edges) - 1) - 1
        low, high = edges[segment], edges[segment + 1]
        x = min(1.0, max(-1.0, (2.0 * t_s - low - high) / (high - low)))
        series = self.coefficients[:, segment]
        both = series @ np.cos(acos(x) * np.arange(series.shape[1]))
        return both[:3], both[3:]

    def until(self, t_s: float) -> Trajectory | None:
        """The segments that end at a time or before, within a microsecond; None if there are none."""
        count = int(np.searchsorted(self.edges_s, t_s + _JOINT_S, side="right")) - 1
        if count < 1:
            return None
        return Trajectory(
            epoch_utc_ms=self.epoch_utc_ms,
            edges_s=self.edges_s[: count + 1].copy(),
            coefficients=self.coefficients[:, :count].copy(),
        )

    def _evaluate(self, t_s: Array, rows: slice) -> Array:
        """The wanted rows of the state at each time, (n, rows)."""
        t_s = np.asarray(t_s, dtype=float)
        if t_s.ndim != 1:
            raise OrbitInputError(f"the times have shape {t_s.shape}; a row of times, (n,), is needed")
        series = self.coefficients[rows]
        answer = np.empty((len(series), len(t_s)))
        if not len(t_s) or self._fill_alike(answer, series, t_s):
            return answer.T
        if np.all(t_s[1:] >= t_s[:-1]):
            self._fill(answer, series, t_s)
            return answer.T
        order = np.argsort(t_s, kind="stable")
        ascending = np.empty_like(answer)
        self._fill(ascending, series, t_s[order])
        answer[:, order] = ascending
        return answer.T

    def _fill_alike(self, answer: Array, series: Array, t_s: Array) -> bool:
        """Write the series' values if the times fall on the same places of every segment, as even ones may.

        The polynomials of these places are then shared. One more time may follow at the very end.
        """
        segments, terms = series.shape[1:]
        each, rest = divmod(len(t_s), segments)
        if segments == 1 or each < 2 or rest > 1 or (rest and t_s[-1] != self.edges_s[-1]):
            return False
        lengths_s = np.diff(self.edges_s)
        since_s = t_s[:each] - self.edges_s[0]
        apart_s = t_s[: segments * each].reshape(segments, each) - self.edges_s[:-1, None]
        apart_s -= since_s
        most_s = max(float(apart_s.max()), -float(apart_s.min())) + float(np.ptp(lengths_s))
        x = since_s * (2.0 / lengths_s[0]) - 1.0
        if not (most_s < _SAME_PLACE * lengths_s[0] and x[0] >= -1.0 and x[-1] <= 1.0 and np.all(x[1:] >= x[:-1])):
            return False
        table = values(terms, x).T
        np.matmul(series, table, out=answer[:, : segments * each].reshape(len(answer), segments, each))
        if rest:
            answer[:, -1] = series[:, -1].sum(axis=1)
        return True

    def _fill(self, answer: Array, series: Array, t_s: Array) -> None:
        """Write the series' values at ascending times, (rows, n)."""
        for t in (float(t_s[0]), float(t_s[-1])):
            if not self.start_s <= t <= self.end_s:
                self._refuse(t)
        first = [0, *np.searchsorted(t_s, self.edges_s[1:-1]).tolist(), len(t_s)]
        counts = np.diff(first)
        middles, halves = 0.5 * (self.edges_s[1:] + self.edges_s[:-1]), 0.5 * np.diff(self.edges_s)
        x = np.clip((t_s - np.repeat(middles, counts)) / np.repeat(halves, counts), -1.0, 1.0)
        begin = 0  # the polynomials are tabulated for as many times as stay in the cache
        for segment in np.flatnonzero(counts).tolist():
            low, high = first[segment], first[segment + 1]
            if high > begin:
                table_from, begin = low, min(len(t_s), max(high, low + _AT_ONCE))
                table = values(series.shape[2], x[low:begin]).T
            answer[:, low:high] = series[:, segment] @ table[:, low - table_from : high - table_from]

    def _refuse(self, t_s: float) -> None:
        raise OrbitInputError(
            f"time {t_s:.6f} s lies outside the trajectory, which spans {self.start_s:.6f} s to {self.end_s:.6f} s"
        )


def joined(arcs: Sequence[Trajectory]) -> Trajectory:
    """One trajectory from arcs that follow one another, in order; velocity may jump at a joint.

    Raises:
        OrbitInputError: there is no arc, the epochs differ, or two arcs do not touch within a microsecond.
    """
    if not arcs:
        raise OrbitInputError("no arcs were given; a trajectory needs at least one")
    epoch_utc_ms = arcs[0].epoch_utc_ms
    for before, after in pairwise(arcs):
        if after.epoch_utc_ms != epoch_utc_ms:
            raise OrbitInputError(
                f"arcs have epochs {epoch_utc_ms} ms and {after.epoch_utc_ms} ms; joined arcs must share one"
            )
        if not abs(after.start_s - before.end_s) <= _JOINT_S:
            raise OrbitInputError(
                f"an arc ends at {before.end_s:.6f} s and the next starts at {after.start_s:.6f} s; they must touch"
            )
    edges = [arc.edges_s[:-1] for arc in arcs] + [arcs[-1].edges_s[-1:]]
    return Trajectory(
        epoch_utc_ms=epoch_utc_ms,
        edges_s=np.concatenate(edges),
        coefficients=side_by_side([arc.coefficients for arc in arcs]),
    )


def side_by_side(pieces: Sequence[Array]) -> Array:
    """Series (6, S, K) of different K as one array, the segments one after another, padded with zeros."""
    if len(pieces) == 1:
        return pieces[0]
    terms = max(piece.shape[2] for piece in pieces)
    every = np.zeros((6, sum(piece.shape[1] for piece in pieces), terms))
    first = 0
    for piece in pieces:
        every[:, first : first + piece.shape[1], : piece.shape[2]] = piece
        first += piece.shape[1]
    return every
