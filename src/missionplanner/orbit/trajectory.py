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


@dataclass(frozen=True, kw_only=True, eq=False)
class Trajectory:
    """An immutable path in the GCRS between two times.

    It is made of windows, each with one Chebyshev series of position and one of velocity; nothing is propagated
    again when it is asked. At the joint of two windows or arcs the later one answers, so that the velocity right
    at a burn is the one after it; the very end belongs to the last.

    Attributes:
        epoch_utc_ms: the instant that times are counted from.
        edges_s: limits of the W windows [s since the epoch], ascending, (W + 1,).
        coefficients: of position [m] and velocity [m/s] over each window, (W, K, 6).
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
        window = min(bisect_right(edges, t_s), len(edges) - 1) - 1
        low, high = edges[window], edges[window + 1]
        x = min(1.0, max(-1.0, (2.0 * t_s - low - high) / (high - low)))
        series = self.coefficients[window]
        both = np.cos(acos(x) * np.arange(len(series))) @ series
        return both[:3], both[3:]

    def _evaluate(self, t_s: Array, columns: slice) -> Array:
        t_s = np.asarray(t_s, dtype=float)
        if t_s.ndim != 1:
            raise OrbitInputError(f"the times have shape {t_s.shape}; a row of times, (n,), is needed")
        if not len(t_s):
            return np.empty((0, columns.stop - columns.start))
        earliest, latest = float(t_s.min()), float(t_s.max())
        if not self.start_s <= earliest:
            self._refuse(earliest)
        if not latest <= self.end_s:
            self._refuse(latest)
        edges, count = self.edges_s, self.coefficients.shape[1]
        if len(edges) == 2:
            x = (2.0 * t_s - edges[0] - edges[1]) / (edges[1] - edges[0])
            return np.asarray(values(count, np.clip(x, -1.0, 1.0)) @ self.coefficients[0][:, columns])
        window = np.clip(np.searchsorted(edges, t_s, side="right") - 1, 0, len(edges) - 2)
        low, high = edges[window], edges[window + 1]
        table = values(count, np.clip((2.0 * t_s - low - high) / (high - low), -1.0, 1.0))
        answer = np.empty((len(t_s), columns.stop - columns.start))
        order = np.argsort(window, kind="stable") if np.any(np.diff(window) < 0) else slice(None)
        table, window = table[order], window[order]
        starts = np.concatenate([[0], np.flatnonzero(np.diff(window)) + 1, [len(window)]]).tolist()
        sorted_answer = np.empty_like(answer)
        for first, last in pairwise(starts):
            sorted_answer[first:last] = table[first:last] @ self.coefficients[window[first]][:, columns]
        answer[order] = sorted_answer
        return answer

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
    terms = max(arc.coefficients.shape[1] for arc in arcs)
    padded = [np.pad(arc.coefficients, ((0, 0), (0, terms - arc.coefficients.shape[1]), (0, 0))) for arc in arcs]
    edges = [arc.edges_s[:-1] for arc in arcs] + [arcs[-1].edges_s[-1:]]
    return Trajectory(epoch_utc_ms=epoch_utc_ms, edges_s=np.concatenate(edges), coefficients=np.concatenate(padded))
