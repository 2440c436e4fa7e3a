"""Stacking: which lane of its track an event stands in, so that neither bars nor names overprint each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.paint.timeline_items import Items
from missionplanner.paint.timeline_scale import TimeScale

HIDDEN, INSIDE, BESIDE = range(3)
# Beyond this many lanes a track stops growing: names are left out, and then shapes overlap.
MOST_LANES = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class Lanes:
    """Each event's lane, where its name stands, and how many lanes each track needs (at least one).

    ``screen`` numbers the screenful of the axis, at this magnification, around which events were stacked.
    """

    screen: int
    lane: NDArray[np.int64]
    label_place: NDArray[np.int8]
    lanes_of_row: tuple[int, ...]


def screen_of(scale: TimeScale) -> int:
    """Return the number of the screenful of the axis that the view begins in."""
    return math.floor(scale.left_ms / (scale.width_px * scale.ms_per_px))


def stack(items: Items, scale: TimeScale, label_px: NDArray[np.float64], symbol_px: float, gap_px: float) -> Lanes:
    """Give every event near the view a lane.

    Near is the screenful in which the view begins, with one before it and two after: so panning moves nothing up or
    down within a screenful, and what lies months away takes no room.

    Args:
        items: the events.
        scale: the axis.
        label_px: how wide each name is.
        symbol_px: how wide the symbol of an instant is.
        gap_px: the room around a name.
    """
    screen = screen_of(scale)
    lane = np.zeros(items.count, np.int64)
    place = np.full(items.count, HIDDEN, np.int8)
    lanes_of_row = [1] * len(items.tracks)
    origin_ms = screen * scale.width_px * scale.ms_per_px
    start_px = (items.start_ms - origin_ms) / scale.ms_per_px
    end_px = (items.end_ms - origin_ms) / scale.ms_per_px
    actual_px = np.where(np.isnan(items.actual_ms), start_px, (items.actual_ms - origin_ms) / scale.ms_per_px)
    half_px = np.where(items.is_span, 0.0, symbol_px / 2)
    left = np.minimum(start_px, actual_px) - half_px
    right = np.maximum(np.maximum(end_px, actual_px), start_px + np.where(items.is_span, 3.0, 0.0)) + half_px
    inside = items.is_span & (label_px + 3 * gap_px <= end_px - start_px)
    # Bars with their name inside may touch; half a pixel forgives rounding.
    right_with_label = np.where(inside, right - 0.5, right + 2 * gap_px + label_px)

    near = np.flatnonzero((right_with_label >= -scale.width_px) & (left <= 3 * scale.width_px))
    order = near[np.lexsort((near, left[near], items.row[near]))].tolist()
    lefts, rights, wide_rights = left.tolist(), (right + 1.0).tolist(), right_with_label.tolist()
    insides, rows = inside.tolist(), items.row.tolist()
    row, ends = -1, [0.0]
    for i in order:
        if rows[i] != row:
            row, ends = rows[i], []
        k = _first_free(ends, lefts[i])
        if k == len(ends) and k < MOST_LANES:
            ends.append(0.0)
        if k < MOST_LANES:
            ends[k] = wide_rights[i]
            place[i] = INSIDE if insides[i] else BESIDE
        else:
            k = min(range(MOST_LANES), key=ends.__getitem__)
            ends[k] = max(ends[k], rights[i])
        lane[i] = k
        lanes_of_row[row] = len(ends)
    return Lanes(screen=screen, lane=lane, label_place=place, lanes_of_row=tuple(lanes_of_row))


def _first_free(ends: list[float], left: float) -> int:
    for k, end in enumerate(ends):
        if end <= left:
            return k
    return len(ends)
