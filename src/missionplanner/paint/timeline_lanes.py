"""Stacking: which lane of its track an event stands in, and where its name stands."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from missionplanner.paint.timeline_items import Items
from missionplanner.paint.timeline_packing import HIDDEN, INSIDE, Density, Packing, Shapes, pack_dense
from missionplanner.paint.timeline_scale import TimeScale

Span = tuple[float, float]


class Sizes(Protocol):
    """What stacking needs to know of the chart's sizes."""

    @property
    def symbol_px(self) -> float:
        """The width of the symbol of an instant."""

    @property
    def gap_px(self) -> float:
        """The room around a name."""

    @property
    def crowd_px(self) -> float:
        """The room to say how many events stand in a crowd."""

    @property
    def shortest_px(self) -> float:
        """The least room a shortened name is worth writing in."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lanes:
    """Each event's lane, where its name stands and how wide it may be, and how many lanes each track needs.

    ``span_ms`` is the part of the axis in which events were stacked. ``crowds`` are events side by side in one lane
    that have no room for their names.
    """

    span_ms: Span
    lane: NDArray[np.int64]
    label_place: NDArray[np.int8]
    room_px: NDArray[np.float64]
    lanes_of_row: tuple[int, ...]
    crowds: tuple[tuple[int, ...], ...]


def stacking_span_ms(scale: TimeScale, before: Span | None) -> Span:
    """Return the part of the axis to stack events in: the view, and half of it more.

    Args:
        scale: the axis.
        before: the part at this magnification so far; it stays while the view is within, so that panning moves
            nothing up or down until it has gone half a view. None for a new magnification.
    """
    half_ms = scale.width_px * scale.ms_per_px / 2
    if before is None or scale.right_ms > before[1] + scale.ms_per_px:
        return scale.left_ms, scale.right_ms + half_ms
    return before if scale.left_ms >= before[0] - scale.ms_per_px else (scale.left_ms - half_ms, scale.right_ms)


def stack(
    items: Items,
    scale: TimeScale,
    span_ms: Span,
    *,
    label_px: NDArray[np.float64],
    name_px: NDArray[np.float64],
    sizes: Sizes,
    density: Density,
) -> Lanes:
    """Give every event in a span a lane; what lies elsewhere takes no room.

    Args:
        items: the events.
        scale: the axis.
        span_ms: the part of the axis to fill.
        label_px: how wide each name is with what is written behind it.
        name_px: how wide each name is alone.
        sizes: how wide symbols and gaps are.
        density: how many lanes there may be.
    """
    gap_px = sizes.gap_px
    start_px = (items.start_ms - span_ms[0]) / scale.ms_per_px
    end_px = (items.end_ms - span_ms[0]) / scale.ms_per_px
    actual_px = np.where(np.isnan(items.actual_ms), start_px, (items.actual_ms - span_ms[0]) / scale.ms_per_px)
    half_px = np.where(items.is_span, 0.0, sizes.symbol_px / 2)
    left = np.minimum(start_px, actual_px) - half_px
    right = np.maximum(np.maximum(end_px, actual_px), start_px + np.where(items.is_span, 3.0, 0.0)) + half_px
    inside = items.is_span & (label_px + 3 * gap_px <= end_px - start_px)

    width_px = (span_ms[1] - span_ms[0]) / scale.ms_per_px
    reach_px = np.where(inside, right, right + 2 * gap_px + label_px)
    near = np.flatnonzero((reach_px >= 0.0) & (left <= width_px) & ~items.in_folded)
    order = near[np.lexsort((near, left[near], items.row[near]))]
    shapes = Shapes(
        left=left[order].tolist(),
        right=right[order].tolist(),
        is_bar=(items.is_span & (right - left > sizes.symbol_px))[order].tolist(),
        is_inside=inside[order].tolist(),
        is_key=items.is_key[order].tolist(),
        full_px=label_px[order].tolist(),
        name_px=name_px[order].tolist(),
        gap_px=gap_px,
        crowd_px=sizes.crowd_px,
        shortest_px=sizes.shortest_px,
    )
    most_named = density.named * width_px / (sizes.symbol_px + 2 * gap_px + sizes.shortest_px)
    lane_of, places, rooms_px = [0] * order.size, [HIDDEN] * order.size, [0.0] * order.size
    lanes_of_row = []
    crowds: list[tuple[int, ...]] = []
    bounds = np.searchsorted(items.row[order], np.arange(len(items.tracks) + 1)).tolist()
    for first, last in itertools.pairwise(bounds):
        if last - first > most_named:
            lanes_of_row.append(pack_dense(shapes, first, last, density, lane_of))
            continue
        packing = Packing(shapes, density, lane_of, places, rooms_px)
        for i in range(first, last):
            packing.add(i)
        lanes_of_row.append(max(packing.count, 1))
        crowds.extend(tuple(order[list(members)].tolist()) for members in packing.finish())
    lane, place = np.zeros(items.count, np.int64), np.full(items.count, HIDDEN, np.int8)
    room_px = np.zeros(items.count)
    lane[order], place[order], room_px[order] = lane_of, places, rooms_px
    # In a crowded track a bar still carries its name where it is long enough.
    dense = np.repeat(np.diff(bounds) > most_named, np.diff(bounds))
    named = order[dense & inside[order]]
    place[named], room_px[named] = INSIDE, label_px[named]
    return Lanes(
        span_ms=span_ms,
        lane=lane,
        label_place=place,
        room_px=room_px,
        lanes_of_row=tuple(lanes_of_row),
        crowds=tuple(crowds),
    )
