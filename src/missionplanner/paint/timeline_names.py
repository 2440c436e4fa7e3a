"""Writes the names of events, where there is room for them, and on top of everything where they are asked for."""

from __future__ import annotations

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
    metrics, scale = layout.metrics, layout.scale
    painter.setPen(QColor(palette.muted_text))
    for members in layout.lanes.crowds:
        numbers = list(members)
        right = float(np.nanmax([layout.shape_right_px[numbers], layout.actual_px[numbers] + metrics.symbol_px / 2]))
        top = float(layout.top_px[numbers[-1]])
        left = right + metrics.gap_px
        if scale.left_px - metrics.crowd_px <= left <= scale.right_px and -metrics.lane_px <= top <= layout.bottom_px:
            text = QCoreApplication.translate("Timeline", "{count} events").format(count=len(numbers))
            draw_name(painter, left, top, metrics.bar_px, elided(text, metrics.crowd_px, painter.font()))


def paint_called_names(painter: QPainter, layout: Layout, palette: Palette, called: Collection[int]) -> None:
    """Write whole names of events that do not have theirs, on a ground of their own, over whatever is there."""
    for number in called:
        if layout.has_whole_label(number):
            continue
        box = _ground(layout, number)
        painter.setPen(QPen(QColor(palette.grid), 1.0))
        painter.setBrush(QColor(palette.background))
        painter.drawRoundedRect(box, 3.0, 3.0)
        painter.setPen(QColor(palette.text))
        text = layout.items.labels[number]
        draw_name(painter, box.left() + layout.metrics.gap_px, box.top() + 1.0, layout.metrics.bar_px - 2.0, text)


def _ground(layout: Layout, number: int) -> QRectF:
    """Return the place of a called name: right of its shape, or left of it near the right end of the axis."""
    gap, scale = layout.metrics.gap_px, layout.scale
    width = float(layout.label_px[number]) + 2 * gap
    left = float(np.fmax(layout.shape_right_px[number], layout.actual_px[number] + layout.metrics.symbol_px / 2)) + 1.0
    if left + width > scale.right_px:
        left = max(min(float(layout.shape_left_px[number]) - 1.0, scale.right_px) - width, scale.left_px)
    return QRectF(left, float(layout.top_px[number]), width, layout.metrics.bar_px)


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
