"""What the mouse points at on the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_packing import BESIDE, LEFT

Part = Literal["event", "start-edge", "end-edge", "t0", "ruler", "header", "track", "band", "hidden", "nothing"]

_EDGE_OUTSIDE_PX = 3.0
_EDGE_INSIDE_PX = 5.0
_NARROWEST_WITH_EDGES_PX = 14.0


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A part of the chart, with the event or the track it belongs to."""

    part: Part
    event: str | None = None
    track: str | None = None


def t0_flag_px(layout: Layout) -> tuple[float, float]:
    """Return the left and right end of the flag of T0 in the ruler's last row."""
    left = layout.scale.px(layout.items.t0_ms)
    return left, left + 5.0 * layout.metrics.em_px


def hit(layout: Layout, x_px: float, y_px: float) -> Hit:
    """Return what lies at a point: a shape before a name, an upper event before the one below it."""
    metrics = layout.metrics
    if y_px < metrics.ruler_px:
        if x_px < layout.scale.left_px:
            return Hit(part="header")
        left, right = t0_flag_px(layout)
        in_flag_row = y_px >= metrics.flags_top_px
        return Hit(part="t0" if in_flag_row and left - 3.0 <= x_px <= right else "ruler")
    if y_px < metrics.rows_top_px:
        return Hit(part="band")

    track = track_at(layout, y_px)
    if track is None:
        below_px = y_px - (layout.height_px - layout.scroll_px)
        on_note = layout.items.hidden and x_px < layout.scale.left_px and 0.0 <= below_px <= metrics.lane_px + 2.0
        return Hit(part="hidden" if on_note else "nothing")
    if x_px < layout.scale.left_px:
        return Hit(part="header", track=track)
    number = _event_at(layout, x_px, y_px)
    if number is None:
        return Hit(part="track", track=track)
    return Hit(part=_part_of_event(layout, number, x_px), event=layout.items.ids[number], track=track)


def track_at(layout: Layout, y_px: float) -> str | None:
    """Return the track at a height, None outside all of them."""
    row = row_at(layout, y_px)
    return None if row is None else layout.items.tracks[row][0]


def row_at(layout: Layout, y_px: float) -> int | None:
    """Return the number of the track at a height, None outside all of them."""
    inside = np.flatnonzero((layout.row_tops_px <= y_px) & (y_px < layout.row_tops_px + layout.row_heights_px))
    return int(inside[0]) if inside.size else None


def touched(layout: Layout, left_px: float, top_px: float, right_px: float, bottom_px: float) -> list[str]:
    """Return the events whose bars or symbols a rectangle touches, in plan order."""
    across = (layout.shape_right_px >= left_px) & (layout.shape_left_px <= right_px)
    along = (layout.top_px + layout.bars_px >= top_px) & (layout.top_px <= bottom_px)
    return [layout.items.ids[number] for number in np.flatnonzero(across & along).tolist()]


def _event_at(layout: Layout, x_px: float, y_px: float) -> int | None:
    top = layout.top_px
    in_lane = (top - 2.0 <= y_px) & (y_px <= top + layout.bars_px + 2.0)
    on_shape = (layout.shape_left_px - _EDGE_OUTSIDE_PX <= x_px) & (x_px <= layout.shape_right_px + _EDGE_OUTSIDE_PX)
    found = np.flatnonzero(in_lane & on_shape)
    if found.size:
        middle = (layout.shape_left_px[found] + layout.shape_right_px[found]) / 2
        inside = (layout.shape_left_px[found] <= x_px) & (x_px <= layout.shape_right_px[found])
        return int(found[np.lexsort((np.abs(middle - x_px), ~inside))[0]])
    beside = (layout.lanes.label_place == BESIDE) | (layout.lanes.label_place == LEFT)
    on_name = (layout.label_left_px <= x_px) & (x_px <= layout.label_left_px + layout.lanes.room_px)
    found = np.flatnonzero(in_lane & beside & on_name)
    return int(found[-1]) if found.size else None


def _part_of_event(layout: Layout, number: int, x_px: float) -> Part:
    left, right = float(layout.shape_left_px[number]), float(layout.shape_right_px[number])
    if not layout.items.is_span[number] or right - left < _NARROWEST_WITH_EDGES_PX:
        return "event"
    if left - _EDGE_OUTSIDE_PX <= x_px <= left + _EDGE_INSIDE_PX:
        return "start-edge"
    if right - _EDGE_INSIDE_PX <= x_px <= right + _EDGE_OUTSIDE_PX:
        return "end-edge"
    return "event"
