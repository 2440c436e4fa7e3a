"""An ephemeris: tabulated states that are interpolated, never across a segment's end or a burn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.published.bridging import bridge
from missionplanner.orbit.published.hermite import hermite
from missionplanner.orbit.sky.leaps import leaps
from missionplanner.orbit.vectors import Array, norm

Index: TypeAlias = NDArray[np.int64]

# Eight nodes with velocities make degree 15: at a twentieth of a revolution a step, far below a millimetre.
_NODES = 8
# At an arc's end only one node lies beyond the interval asked for; few nodes then stay closer to the path.
_NODES_AT_AN_END = 4
_SHORT_STEP_RAD = 0.35
# Integrators restart at burns and other events, and publish shorter steps there.
_STEP_RATIO = 4.0
_MICROSECOND_S = 1e-6
_TRIED = 32
_LONGEST_BRIDGE_RAD = 1.5


@dataclass(frozen=True, kw_only=True, eq=False)
class EphemerisSegment:
    """States of one object without a known jump between them.

    Attributes:
        t_s: times [s since the ephemeris' epoch], ascending, (n,) with n at least 2.
        r_m: GCRS positions [m], (n, 3).
        v_mps: GCRS velocities [m/s], (n, 3).
        start_s: from when on the states may be used for interpolation [s]; those before only support it.
        end_s: until when they may be used.
        degree: of the polynomial, as its author advises.
    """

    t_s: Array
    r_m: Array
    v_mps: Array
    start_s: float
    end_s: float
    degree: int = 2 * _NODES - 1

    def __post_init__(self) -> None:
        """Check the states and protect them from being written to.

        Raises:
            OrbitInputError: there are too few, their times do not ascend, or a number is not finite.
        """
        if len(self.t_s) < 2:
            raise OrbitInputError(f"an ephemeris segment has {len(self.t_s)} states; at least 2 are needed")
        if not (np.diff(self.t_s) > 0).all():
            raise OrbitInputError("the times of an ephemeris segment do not ascend")
        for name, array in (("time", self.t_s), ("position", self.r_m), ("velocity", self.v_mps)):
            if not np.isfinite(array).all():
                raise OrbitInputError(f"a {name} of the ephemeris is not finite")
            array.setflags(write=False)


@dataclass(frozen=True, kw_only=True)
class _Arc:
    """A run of nodes of a segment that one smooth path goes through, and the times it answers for."""

    segment: EphemerisSegment
    first: int
    last: int
    start_s: float
    end_s: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Ephemeris:
    """States of an object at any time within its segments; where two overlap, the later one answers.

    Between two states with a jump, as an impulsive burn makes one, there is no answer: such a span is a gap.

    Attributes:
        epoch_utc_ms: the instant that times are counted from.
        segments: in the order of time.
    """

    epoch_utc_ms: int
    segments: tuple[EphemerisSegment, ...]
    _arcs: tuple[_Arc, ...] = field(init=False, repr=False)
    _bridged: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Cut the segments into arcs.

        Raises:
            OrbitInputError: there is no segment, or no path goes through any two of its states.
        """
        if not self.segments:
            raise OrbitInputError("an ephemeris needs at least one segment")
        arcs = tuple(arc for one in self.segments for arc in _arcs(one, self.epoch_utc_ms))
        if not arcs:
            distance_m = max(1.0, float(norm(self.segments[0].r_m[0])))
            speed_mps = float(norm(self.segments[0].v_mps[0]))
            raise OrbitInputError(
                "no two neighbouring states of the ephemeris lie on one orbit about the Earth; the first is "
                f"{distance_m / 1000.0:.3f} km from its centre at {speed_mps:.3f} m/s, where the escape speed is "
                f"{(2.0 * GM_EARTH_M3PS2 / distance_m) ** 0.5:.3f} m/s"
            )
        object.__setattr__(self, "_arcs", arcs)
        object.__setattr__(self, "_bridged", self._is_better_bridged())

    @property
    def start_s(self) -> float:
        """The earliest time of all segments [s since the epoch]."""
        return min(one.start_s for one in self.segments)

    @property
    def end_s(self) -> float:
        """The latest time of all segments [s since the epoch]."""
        return max(one.end_s for one in self.segments)

    @property
    def arcs_s(self) -> tuple[tuple[float, float], ...]:
        """Start and end of each arc that one smooth path goes through [s since the epoch]."""
        return tuple((arc.start_s, arc.end_s) for arc in self._arcs)

    def covers(self, t_s: Array) -> NDArray[np.bool_]:
        """Whether each time [s since the epoch] lies within an arc, (n,)."""
        covered: NDArray[np.bool_] = self._arc_of(np.asarray(t_s, dtype=float)) >= 0
        return covered

    def state(self, t_s: Array) -> tuple[Array, Array]:
        """Position [m] and velocity [m/s] in the GCRS at each time [s since the epoch], each (n, 3).

        Raises:
            OrbitInputError: a time lies outside the ephemeris, or in a gap of it.
        """
        t_s = np.asarray(t_s, dtype=float)
        chosen = self._arc_of(t_s)
        if (chosen < 0).any():
            raise OrbitInputError(
                f"time {float(t_s[chosen < 0][0]):.6f} s lies outside the ephemeris, which spans {self.start_s:.6f} s "
                f"to {self.end_s:.6f} s, or in a gap of it"
            )
        r_m, v_mps = np.empty((len(t_s), 3)), np.empty((len(t_s), 3))
        for index in np.unique(chosen):
            here = chosen == index
            r_m[here], v_mps[here] = self._on(self._arcs[index], t_s[here])
        return r_m, v_mps

    def nearest_state(self, t_s: float) -> tuple[float, Array, Array]:
        """The end of an arc that is nearest to a time: its own time [s since the epoch], position [m], velocity [m/s].

        Where two ends are equally near, the earlier one is given.
        """
        ends_s = sorted({end_s for arc in self._arcs for end_s in (arc.start_s, arc.end_s)})
        nearest_s = min(ends_s, key=lambda end_s: abs(end_s - t_s))
        # At a joint of two arcs with a jump, the one on the side of the time asked for.
        beside = [arc for arc in self._arcs if nearest_s == (arc.end_s if t_s >= nearest_s else arc.start_s)]
        arc = beside[-1] if beside else next(arc for arc in self._arcs if nearest_s in (arc.start_s, arc.end_s))
        r_m, v_mps = self._on(arc, np.array([nearest_s]))
        return nearest_s, r_m[0], v_mps[0]

    def _is_better_bridged(self) -> bool:
        """Whether our forces foretell states that are left out better than a polynomial through their neighbours.

        They do where the states come from a flight under the real field; not if they come from a simpler one.
        """
        arc = max(self._arcs, key=lambda one: one.end_s - one.start_s)
        inner = np.unique(np.linspace(arc.first + 2, arc.last - 2, _TRIED).astype(np.int64))
        inner = inner[(inner >= arc.first + 1) & (inner < arc.last)]
        if not len(inner) or not _near_earth(arc):
            return False
        bridged_m = np.median(_missed_by_bridge_m(arc, inner, self.epoch_utc_ms))
        return bool(bridged_m < np.median(_missed_m(arc, inner)))

    def _on(self, arc: _Arc, t_s: Array) -> tuple[Array, Array]:
        return _bridged(arc, t_s, self.epoch_utc_ms) if self._bridged else _interpolated(arc, t_s)

    def _arc_of(self, t_s: Array) -> Index:
        """Index of the arc that answers for each time, -1 where none does, (n,)."""
        chosen = np.full(t_s.shape, -1)
        for index, arc in enumerate(self._arcs):
            chosen[(arc.start_s - _MICROSECOND_S <= t_s) & (t_s <= arc.end_s + _MICROSECOND_S)] = index
        return chosen


def _arcs(segment: EphemerisSegment, epoch_utc_ms: int) -> Iterator[_Arc]:
    steps_s = np.diff(segment.t_s)
    leap = leaps(segment.t_s, segment.r_m, segment.v_mps, epoch_utc_ms)
    ratio = steps_s[1:] / steps_s[:-1]
    restarts = np.flatnonzero((ratio > _STEP_RATIO) | (ratio < 1.0 / _STEP_RATIO)) + 1
    beside_leaps = (edge for at in np.flatnonzero(leap).tolist() for edge in (at, at + 1))
    edges = sorted({0, len(steps_s), *restarts.tolist(), *beside_leaps})
    for first, last in pairwise(edges):
        start_s = max(float(segment.t_s[first]), segment.start_s)
        end_s = min(float(segment.t_s[last]), segment.end_s)
        if not leap[first] and start_s < end_s:
            yield _Arc(segment=segment, first=first, last=last, start_s=start_s, end_s=end_s)


def _interpolated(arc: _Arc, t_s: Array) -> tuple[Array, Array]:
    """Position [m] and velocity [m/s] on an arc at each time [s], each (n, 3)."""
    one = arc.segment
    interval = np.clip(np.searchsorted(one.t_s, t_s, side="right") - 1, arc.first, arc.last - 1)
    counts = _node_counts(arc, interval)
    r_m, v_mps = np.empty((len(t_s), 3)), np.empty((len(t_s), 3))
    for count in np.unique(counts):
        here = counts == count
        start = np.clip(interval[here] - count // 2 + 1, arc.first, arc.last - count + 1)
        columns = start[:, None] + np.arange(count)
        r_m[here], v_mps[here] = hermite(t_s[here], one.t_s[columns], one.r_m[columns], one.v_mps[columns])
    return r_m, v_mps


def _node_counts(arc: _Arc, interval: Index) -> Index:
    """How many nodes to take for each interval: as many on either side, if that is not too few."""
    one = arc.segment
    step_s = one.t_s[interval + 1] - one.t_s[interval]
    step_rad = step_s * np.sqrt(GM_EARTH_M3PS2 / norm(one.r_m[interval]) ** 3)
    least = np.where(step_rad < _SHORT_STEP_RAD, _NODES_AT_AN_END, _NODES)
    balanced = 2 * (np.minimum(interval - arc.first, arc.last - 1 - interval) + 1)
    most = max(_NODES, (one.degree + 1) // 2)
    counts: Index = np.minimum(np.clip(balanced, least, most), arc.last - arc.first + 1)
    return counts


def _bridged(arc: _Arc, t_s: Array, epoch_utc_ms: int) -> tuple[Array, Array]:
    """The same, by our forces between the two states beside each time."""
    one = arc.segment
    interval = np.clip(np.searchsorted(one.t_s, t_s, side="right") - 1, arc.first, arc.last - 1)
    used, which = np.unique(interval, return_inverse=True)
    ends = used[:, None] + np.arange(2)
    return bridge(t_s, which, one.t_s[ends], one.r_m[ends], one.v_mps[ends], epoch_utc_ms)


def _missed_m(arc: _Arc, inner: Index) -> Array:
    """How far a polynomial through the nodes around inner nodes misses these [m], (n,)."""
    one = arc.segment
    missed_m = np.empty(len(inner))
    reach = np.minimum(np.minimum(inner - arc.first, arc.last - inner), _NODES // 2)
    for k in np.unique(reach):
        here = inner[reach == k]
        columns = here[:, None] + np.delete(np.arange(-k, k + 1), k)
        r_m, _ = hermite(one.t_s[here], one.t_s[columns], one.r_m[columns], one.v_mps[columns])
        missed_m[reach == k] = norm(r_m - one.r_m[here])
    return missed_m


def _missed_by_bridge_m(arc: _Arc, inner: Index, epoch_utc_ms: int) -> Array:
    """How far the path under our forces between the two nodes beside inner nodes misses these [m], (n,)."""
    one = arc.segment
    if not len(inner):
        return np.empty(0)
    ends = inner[:, None] + np.array([-1, 1])
    which = np.arange(len(inner))
    r_m, _ = bridge(one.t_s[inner], which, one.t_s[ends], one.r_m[ends], one.v_mps[ends], epoch_utc_ms)
    return norm(r_m - one.r_m[inner])


def _near_earth(arc: _Arc) -> bool:
    """Whether two steps are short enough for the bridge to converge, and no state lies inside the Earth."""
    one = arc.segment
    nodes = slice(arc.first, arc.last + 1)
    nearest_m = float(norm(one.r_m[nodes]).min())
    longest_s = float(np.diff(one.t_s[nodes]).max())
    return nearest_m > EARTH_RADIUS_M and 2.0 * longest_s * np.sqrt(GM_EARTH_M3PS2 / nearest_m**3) < _LONGEST_BRIDGE_RAD
