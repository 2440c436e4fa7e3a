"""Writes the names of events, where there is room for them, and on top of everything where they are asked for."""

from __future__ import annotations

import itertools
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_packing import HIDDEN, INSIDE
from missionplanner.paint.timeline_strokes import draw_name, elided

_SPARE_PX = 0.5


def paint_names(painter: QPainter, layout: Layout, palette: Palette, shown: NDArray[np.int64]) -> None:
    """Write the names that have a place, shortened to it."""
    painter.setPen(QColor(palette.text))
    bar_px = layout.metrics.bar_px
    place, room_px = layout.lanes.label_place[shown], layout.lanes.room_px[shown]
    in_bar_px = layout.end_px[shown] - layout.label_left_px[shown]
    is_named = (place != HIDDEN) & ((place != INSIDE) | (in_bar_px > room_px))
    # The end of a name whose shape has left the axis says nothing.
    is_named &= np.fmax(layout.shape_right_px[shown], layout.actual_px[shown]) >= layout.scale.left_px
    named = shown[is_named]
    is_short = (room_px[is_named] < np.minimum(layout.label_px[named], layout.name_px[named]) - _SPARE_PX).tolist()
    lefts, tops = layout.label_left_px[named].tolist(), layout.top_px[named].tolist()
    for number, left, top, short in zip(named.tolist(), lefts, tops, is_short, strict=True):
        text = layout.label_text(number)
        if short:
            text = elided(text, float(layout.lanes.room_px[number]), painter.font())
        draw_name(painter, left, top, bar_px, text)


def paint_crowds(painter: QPainter, layout: Layout, palette: Palette) -> None:
    """Write behind symbols that stand together without names how many they are."""
    crowds, metrics, scale = layout.lanes.crowds, layout.metrics, layout.scale
    if not crowds:
        return
    sizes = np.array([len(members) for members in crowds])
    everyone = np.fromiter(itertools.chain.from_iterable(crowds), np.int64)
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    rights = np.fmax(layout.shape_right_px[everyone], layout.actual_px[everyone] + metrics.symbol_px / 2)
    lefts = np.maximum.reduceat(rights, first) + metrics.gap_px
    tops = layout.top_px[everyone[first]]
    in_view = (lefts >= scale.left_px - metrics.crowd_px) & (lefts <= scale.right_px)
    in_view &= (tops >= -metrics.lane_px) & (tops <= layout.bottom_px)
    painter.setPen(QColor(palette.muted_text))
    text = QCoreApplication.translate("Timeline", "{count} events")
    for count, left, top in zip(sizes[in_view].tolist(), lefts[in_view].tolist(), tops[in_view].tolist(), strict=True):
        shown = elided(text.format(count=count), metrics.crowd_px, painter.font())
        draw_name(painter, left, top, metrics.bar_px, shown)


def paint_called_names(
    painter: QPainter, layout: Layout, palette: Palette, selected: Collection[int], pointed: Collection[int]
) -> None:
    """Write whole names of events that do not have theirs, on a ground of their own.

    The name of the event pointed at may hide what is beside it for a moment; that of a selected one hides no shape.
    """
    written: list[QRectF] = []
    for number in [*pointed, *selected]:
        if layout.has_whole_label(number):
            continue
        places = _called_places(layout, number)
        if layout.has_name(number):  # only the delta-v is missing: anywhere else the name would stand twice
            places = [box for box in places if box.left() <= layout.label_left_px[number] < box.right()]
        free = [box for box in places if not _hides_a_shape(layout, number, box)]
        if not places or (not free and number not in pointed):
            continue
        box = (free or places)[0]
        if any(box.intersects(other) for other in written):
            continue
        written.append(box)
        painter.setPen(QPen(QColor(palette.grid), 1.0))
        painter.setBrush(QColor(palette.background))
        painter.drawRoundedRect(box, 3.0, 3.0)
        painter.setPen(QColor(palette.text))
        text = layout.items.labels[number]
        draw_name(painter, box.left() + layout.metrics.gap_px, box.top() + 1.0, layout.metrics.bar_px - 2.0, text)


def _called_places(layout: Layout, number: int) -> list[QRectF]:
    """Return where a called name may stand: right or left of its shape and of its whole crowd, inside the axis."""
    near = next((list(members) for members in layout.lanes.crowds if number in members), [number])
    width = float(layout.label_px[number]) + 2 * layout.metrics.gap_px
    half, scale = layout.metrics.symbol_px / 2, layout.scale
    right = float(np.fmax(layout.shape_right_px[near], layout.actual_px[near] + half).max()) + 1.0
    left = float(np.fmin(layout.shape_left_px[near], layout.actual_px[near] - half).min()) - 1.0 - width
    top, height = float(layout.top_px[number]), layout.metrics.bar_px
    inside = [x for x in (right, left) if scale.left_px <= x and x + width <= scale.right_px]
    return [QRectF(x, top, width, height) for x in inside or [max(scale.right_px - width, scale.left_px)]]


def _hides_a_shape(layout: Layout, number: int, box: QRectF) -> bool:
    shown = layout.visible
    beside = shown[(layout.top_px[shown] == layout.top_px[number]) & (shown != number)]
    covered = (layout.shape_right_px[beside] > box.left()) & (layout.shape_left_px[beside] < box.right())
    return bool(covered.any())


def paint_ground(painter: QPainter, layout: Layout, palette: Palette, number: int) -> None:
    """Clear the ground under an event and its name, so that both read over what else is there."""
    left, right = float(layout.shape_left_px[number]), float(layout.shape_right_px[number])
    if layout.lanes.label_place[number] not in (HIDDEN, INSIDE):
        name_left = float(layout.label_left_px[number])
        left, right = min(left, name_left), max(right, name_left + float(layout.lanes.room_px[number]))
    left, right = max(left, layout.scale.left_px - 9.0), min(right, layout.scale.right_px + 9.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.background))
    place = QRectF(left - 3.0, float(layout.top_px[number]) - 2.0, right - left + 6.0, layout.metrics.bar_px + 4.0)
    painter.drawRoundedRect(place, 3.0, 3.0)
