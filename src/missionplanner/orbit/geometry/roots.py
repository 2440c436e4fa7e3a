"""Where functions of time pass through zero, and the spans in which they lie above it, many places at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.vectors import Array

Function: TypeAlias = Callable[[Array], Array]

_ACCURACY_S = 1e-5
_MOST_REFINEMENTS = 80
_GOLDEN = 0.3819660112501051
_LEAST_STEP_S = 2e-6
_CAUTION = 2.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Crossings:
    """Times at which a function passes through zero, ascending, (n,), and whether it rises there, (n,)."""

    t_s: Array
    rises: NDArray[np.bool_]

    @property
    def rising_s(self) -> Array:
        """The times at which the function rises through zero."""
        return self.t_s[self.rises]

    @property
    def falling_s(self) -> Array:
        """The times at which the function falls through zero."""
        return self.t_s[~self.rises]


@dataclass(frozen=True, kw_only=True, eq=False)
class Spans:
    """Spans of time in which something holds, in order, each from ``start_s`` to ``end_s``, (n,).

    ``begun_before`` says that it holds already when the search begins, so that the first start is only where the
    search begins; ``lasts_beyond`` says the same of the last end.
    """

    start_s: Array
    end_s: Array
    begun_before: bool
    lasts_beyond: bool

    def __len__(self) -> int:
        """How many spans there are."""
        return len(self.start_s)


def crossings(function: Function, times_s: Array) -> Crossings:
    """All zeros of a function between the first and the last of some times, to 0.01 ms.

    Where the function comes nearer to zero at one of the times than at its neighbours without reaching it, the
    turning point between them is followed, so that a stay beyond zero of any length is found, as long as no two
    turning points lie between three neighbours. A jump across zero counts as a crossing, at the jump.

    Args:
        function: values at times, (n,) -> (n,).
        times_s: where to look first [s], ascending, (m,).
    """
    _, crossed = _crossings(function, times_s)
    return crossed


def spans_above(function: Function, times_s: Array) -> Spans:
    """The spans between the first and the last of some times in which a function is not below zero, to 0.01 ms.

    Args:
        function: values at times, (n,) -> (n,).
        times_s: where to look first [s], ascending, (m,), as for `crossings`.
    """
    begins_above, crossed = _crossings(function, times_s)
    start_s, end_s = crossed.rising_s, crossed.falling_s
    ends_above = bool(crossed.rises[-1]) if len(crossed.rises) else begins_above
    if begins_above:
        start_s = np.concatenate([times_s[:1], start_s])
    if ends_above:
        end_s = np.concatenate([end_s, times_s[-1:]])
    return Spans(start_s=start_s, end_s=end_s, begun_before=begins_above, lasts_beyond=ends_above)


def highest_in(function: Function, spans: Spans, samples: int = 17) -> tuple[Array, Array]:
    """When a function is greatest in each span, and its value there, each (n,).

    Args:
        function: values at times, (n,) -> (n,), with one greatest value in a span or so.
        spans: where to look.
        samples: how many times of each span are looked at first.
    """
    if not len(spans):
        return np.empty(0), np.empty(0)
    shares = np.linspace(0.0, 1.0, samples)
    times_s = spans.start_s[:, None] + (spans.end_s - spans.start_s)[:, None] * shares
    values = function(times_s.ravel()).reshape(times_s.shape)
    rows = np.arange(len(times_s))
    best = np.clip(np.argmax(values, axis=1), 1, samples - 2)
    bracket_s = np.stack([times_s[rows, best + k] for k in (-1, 0, 1)])
    heights = np.stack([values[rows, best + k] for k in (-1, 0, 1)])
    peak_s, peak = bracket_s[1].copy(), heights[1].copy()
    inside = (heights[1] >= heights[0]) & (heights[1] >= heights[2])
    if inside.any():
        found_s, found = _lowest(lambda t_s, _: -function(t_s), bracket_s[:, inside], -heights[:, inside], -np.inf)
        peak_s[inside], peak[inside] = found_s, -found
    ends = np.argmax(heights, axis=0)
    return np.where(inside, peak_s, bracket_s[ends, rows]), np.where(inside, peak, heights[ends, rows])


def _crossings(function: Function, times_s: Array) -> tuple[bool, Crossings]:
    times_s, values = _with_turning_points(function, times_s)
    above = values >= 0.0
    before = np.flatnonzero(above[1:] != above[:-1])
    t_s = _zeros(function, times_s[before], times_s[before + 1], values[before], values[before + 1])
    return bool(above[0]), Crossings(t_s=t_s, rises=above[before + 1])


def _zeros(function: Function, low_s: Array, high_s: Array, low: Array, high: Array) -> Array:
    """Refine brackets of one zero each, all together.

    Source: Chandrupatla, Advances in Engineering Software 28 (1997): inverse quadratic interpolation where it is
    safe, bisection where it is not.
    """
    if not len(low_s):
        return np.empty(0)
    one_s, two_s, three_s, one, two, three = high_s, low_s, low_s, high, low, low
    share = np.full(len(low_s), 0.5)
    for _ in range(_MOST_REFINEMENTS):
        guess_s = one_s + share * (two_s - one_s)
        value = function(guess_s)
        same = (value >= 0.0) == (one >= 0.0)
        three_s, three = np.where(same, one_s, two_s), np.where(same, one, two)
        two_s, two = np.where(same, two_s, one_s), np.where(same, two, one)
        one_s, one = guess_s, value
        width_s = abs(two_s - one_s)
        if (width_s <= _ACCURACY_S).all():
            break
        with np.errstate(divide="ignore", invalid="ignore"):
            place = (one_s - two_s) / (three_s - two_s)
            height = (one - two) / (three - two)
            quadratic = (height**2 < place) & ((1.0 - height) ** 2 < 1.0 - place)
            inverse = one / (two - one) * three / (two - three) + (three_s - one_s) / (two_s - one_s) * one / (
                three - one
            ) * two / (three - two)
            least = np.minimum(0.5, 0.5 * _ACCURACY_S / width_s)
            share = np.clip(np.where(quadratic & np.isfinite(inverse), inverse, 0.5), least, 1.0 - least)
    nearest: Array = np.where(abs(one) < abs(two), one_s, two_s)
    return nearest


def _with_turning_points(function: Function, times_s: Array) -> tuple[Array, Array]:
    """Samples, with one more beyond zero wherever a turning point between three of them reaches it."""
    values = function(times_s)
    left, middle, right = values[:-2], values[1:-1], values[2:]
    above = values >= 0.0
    alike = (above[:-2] == above[1:-1]) & (above[1:-1] == above[2:])
    bends = (abs(middle) <= abs(left)) & (abs(middle) <= abs(right)) & (abs(left) + abs(right) > 2.0 * abs(middle))
    at = np.flatnonzero(alike & bends)
    if not len(at):
        return times_s, values
    sign = np.where(above[at + 1], 1.0, -1.0)
    bracket_s = np.stack([times_s[at], times_s[at + 1], times_s[at + 2]])
    heights = sign * np.stack([left[at], middle[at], right[at]])
    extra_s, extra = _lowest(lambda t_s, lanes: sign[lanes] * function(t_s), bracket_s, heights, 0.0)
    # a value of exactly zero counts as above, so only the other side of it is beyond
    beyond = extra < 0.0
    places = np.searchsorted(times_s, extra_s[beyond])
    return np.insert(times_s, places, extra_s[beyond]), np.insert(values, places, (sign * extra)[beyond])


def _lowest(
    function: Callable[[Array, NDArray[np.intp]], Array], bracket_s: Array, heights: Array, enough: float
) -> tuple[Array, Array]:
    """Follow functions down between three times of which the middle one is lowest, until below ``enough``.

    Args:
        function: values at times in given lanes.
        bracket_s: three times of each lane, ascending, (3, n).
        heights: the values there, (3, n).
        enough: a lane ends once below this, or once it is clear that it will not come there.

    Returns:
        The lowest place found in each lane and its value, each (n,).

    Source: Brent, Algorithms for Minimization without Derivatives (1973), chapter 5: parabolas, and golden sections
    in between (here every third step) so that the bracket always shrinks.
    """
    best_s, best = bracket_s[1].copy(), heights[1].copy()
    lanes = np.arange(len(best))
    (left_s, middle_s, right_s), (left, middle, right) = bracket_s, heights
    for step in range(_MOST_REFINEMENTS):
        gap_left_s, gap_right_s = middle_s - left_s, right_s - middle_s
        wider = gap_right_s > gap_left_s
        with np.errstate(divide="ignore", invalid="ignore"):
            slope_left, slope_right = (middle - left) / gap_left_s, (right - middle) / gap_right_s
            bend = (slope_right - slope_left) / (right_s - left_s)
            move_s = -0.5 * (slope_left / bend + gap_left_s)
            # what a curve that bends one way can still gain: it stays within its chords, drawn on
            most = np.maximum(-slope_left * gap_right_s, slope_right * gap_left_s)
        narrow = right_s - left_s < 4.0 * _LEAST_STEP_S
        if np.isfinite(enough):
            settled = (middle < enough) | (_CAUTION * most < middle - enough)
        else:
            settled = (abs(move_s) < _ACCURACY_S) & (step > 2)
        done = narrow | settled
        if done.any():
            keep = ~done
            if not keep.any():
                break
            lanes, wider, move_s = lanes[keep], wider[keep], move_s[keep]
            left_s, middle_s, right_s = left_s[keep], middle_s[keep], right_s[keep]
            left, middle, right = left[keep], middle[keep], right[keep]
        move_s = np.where(abs(move_s) < _LEAST_STEP_S, np.where(wider, _LEAST_STEP_S, -_LEAST_STEP_S), move_s)
        vertex_s = middle_s + move_s
        golden_s = middle_s + _GOLDEN * np.where(wider, right_s - middle_s, left_s - middle_s)
        fits = (vertex_s > left_s) & (vertex_s < right_s) & (step % 3 != 2)
        guess_s = np.where(fits, vertex_s, golden_s)
        value = function(guess_s, lanes)
        better, later = value < middle, guess_s > middle_s
        # the worse of the two inner places becomes the bracket's end on its side
        end_s, end = np.where(better, middle_s, guess_s), np.where(better, middle, value)
        is_left = later == better
        left_s, left = np.where(is_left, end_s, left_s), np.where(is_left, end, left)
        right_s, right = np.where(is_left, right_s, end_s), np.where(is_left, right, end)
        middle_s, middle = np.where(better, guess_s, middle_s), np.where(better, value, middle)
        best_s[lanes], best[lanes] = middle_s, middle
    return best_s, best
