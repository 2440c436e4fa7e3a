"""Paints the ruler of the timeline, its grid, its flags, and the names of the tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_hits import t0_flag_px
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_ticks import Tick, local_ticks, met_ticks, utc_ticks
from missionplanner.plan.clock import utc_text
from missionplanner.plan.zones import offset_text, zone_offset_ms

_INDENT_PX = 8.0
_LABEL_GAP_PX = 4.0
_MINOR_TICK_PX = 4.0
_INTERSECT = Qt.ClipOperation.IntersectClip
_LEFT_OF_ROW = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip


def paint_rows(painter: QPainter, layout: Layout, palette: Palette, bottom_px: float) -> None:
    """Paint the ground of the chart: tracks told apart by tone, and the grid of the UTC ticks."""
    scale = layout.scale
    painter.fillRect(QRectF(0.0, 0.0, scale.right_px, bottom_px), QColor(palette.background))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.surface))
    rows = list(zip(layout.row_tops_px.tolist(), layout.row_heights_px.tolist(), strict=True))
    painter.drawRects(
        [QRectF(scale.left_px, top, scale.width_px, height) for top, height in rows[1::2] if top < bottom_px]
    )
    painter.setPen(QPen(QColor(palette.grid), 1.0))
    painter.drawLines(
        [
            QLineF(x, layout.metrics.rows_top_px, x, bottom_px)
            for x in (round(scale.px(tick.utc_ms)) + 0.5 for tick in _utc(layout) if tick.is_major)
            if x >= scale.left_px
        ]
    )


def paint_ruler(painter: QPainter, layout: Layout, palette: Palette) -> None:
    """Paint the rows of UTC and mission elapsed time, each with its name in the corner."""
    scale, row_px = layout.scale, layout.metrics.ruler_row_px
    painter.fillRect(QRectF(0.0, 0.0, scale.right_px, layout.metrics.ruler_px), QColor(palette.surface))
    painter.save()
    painter.setClipRect(QRectF(scale.left_px, 0.0, scale.width_px, layout.metrics.ruler_px), _INTERSECT)
    _paint_ticks(painter, layout, palette, _utc(layout), 0.0)
    met = met_ticks(scale, layout.items.t0_ms, layout.metrics.em_px)
    _paint_ticks(painter, layout, palette, met, row_px)
    if layout.metrics.zone is not None:
        local = local_ticks(scale, layout.metrics.em_px, zone_offset_ms(scale.left_ms, layout.metrics.zone))
        _paint_ticks(painter, layout, palette, local, 2 * row_px)
    painter.restore()

    painter.setPen(QPen(QColor(palette.grid), 1.0))
    for y in np.arange(row_px, layout.metrics.ruler_px + 1.0, row_px).tolist():
        painter.drawLine(QLineF(0.0, y - 0.5, scale.right_px, y - 0.5))
    painter.setPen(QColor(palette.text))
    corner = QRectF(_INDENT_PX, 0.0, layout.metrics.header_px - 2 * _INDENT_PX, row_px - _MINOR_TICK_PX + 1.0)
    painter.drawText(corner, _LEFT_OF_ROW, "UTC")
    painter.drawText(corner.translated(0.0, row_px), _LEFT_OF_ROW, "MET")
    if layout.metrics.zone is not None:
        offset = offset_text(zone_offset_ms(scale.left_ms, layout.metrics.zone))
        place = layout.metrics.zone.rsplit("/", 1)[-1].replace("_", " ")
        measure = QFontMetricsF(painter.font())
        name = measure.elidedText(f"{place} {offset.removeprefix('UTC')}", Qt.TextElideMode.ElideRight, corner.width())
        painter.drawText(corner.translated(0.0, 2 * row_px), _LEFT_OF_ROW, name)
    painter.setPen(QColor(palette.muted_text))
    day = utc_text(round(scale.left_ms))[:10]
    painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, day)


def paint_headers(painter: QPainter, layout: Layout, palette: Palette, bottom_px: float) -> None:
    """Paint the names of the tracks at the left, shortened where the column is too narrow."""
    width_px = layout.metrics.header_px
    top_px = layout.metrics.rows_top_px
    painter.fillRect(QRectF(0.0, top_px, width_px, bottom_px - top_px), QColor(palette.surface))
    measure = QFontMetricsF(painter.font())
    rows = zip(layout.items.tracks, layout.row_tops_px.tolist(), layout.row_heights_px.tolist(), strict=True)
    folded = layout.items.is_folded or (False,) * len(layout.items.tracks)
    colors = layout.items.colors or (None,) * len(layout.items.tracks)
    for ((_, name), top, height), is_folded, color in zip(rows, folded, colors, strict=True):
        if top > bottom_px or top + height < layout.metrics.rows_top_px:
            continue
        if color is not None:
            painter.fillRect(QRectF(width_px - 5.0, top, 4.0, height - 1.0), QColor(color))
        indent_px = fold_width_px(layout)
        text = measure.elidedText(name, Qt.TextElideMode.ElideRight, width_px - indent_px - _INDENT_PX)
        painter.setPen(QColor(palette.muted_text if is_folded else palette.text))
        room_px = height if is_folded else layout.metrics.lane_px
        place = QRectF(indent_px, top + (0.0 if is_folded else layout.metrics.pad_px), width_px - indent_px, room_px)
        if layout.metrics.can_fold:
            _paint_fold(painter, QPointF(0.5 * indent_px, place.center().y()), palette, is_folded=is_folded)
        painter.setPen(QColor(palette.muted_text if is_folded else palette.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(QColor(palette.grid), 1.0))
        painter.drawLine(QLineF(0.0, top + height - 0.5, width_px, top + height - 0.5))
    if layout.items.hidden and layout.metrics.can_fold:
        end_px = layout.height_px - layout.scroll_px
        text = QCoreApplication.translate("Timeline", "{count} hidden").format(count=len(layout.items.hidden))
        painter.setPen(QColor(palette.muted_text))
        place = QRectF(fold_width_px(layout), end_px + 2.0, width_px, layout.metrics.lane_px)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(QColor(palette.grid), 1.0))
    painter.drawLine(QLineF(width_px - 0.5, 0.0, width_px - 0.5, bottom_px))


def fold_width_px(layout: Layout) -> float:
    """Return how wide the room for a track's fold mark is, left of its name."""
    return layout.metrics.text_px + 4.0 if layout.metrics.can_fold else _INDENT_PX


def _paint_fold(painter: QPainter, at: QPointF, palette: Palette, *, is_folded: bool) -> None:
    """Draw the mark that folds a track: it points down at what is unfolded, right at what is folded."""
    size = 3.5
    if is_folded:
        corners = [QPointF(-0.6 * size, -size), QPointF(size, 0.0), QPointF(-0.6 * size, size)]
    else:
        corners = [QPointF(-size, -0.6 * size), QPointF(size, -0.6 * size), QPointF(0.0, size)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.muted_text))
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


def paint_t0(painter: QPainter, layout: Layout, palette: Palette, bottom_px: float) -> None:
    """Paint the line of liftoff, with its flag in the ruler's last row."""
    row_px = layout.metrics.ruler_row_px
    left, right = t0_flag_px(layout)
    if right < layout.scale.left_px or left > layout.scale.right_px:
        return
    painter.setPen(QPen(QColor(palette.accent), 1.5))
    flags_px = layout.metrics.flags_top_px
    painter.drawLine(QLineF(left, flags_px, left, bottom_px))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.accent))
    top, bottom = flags_px + 1.0, flags_px + row_px - 3.0
    notch = 0.25 * row_px
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(left, top),
                QPointF(right, top),
                QPointF(right - notch, (top + bottom) / 2),
                QPointF(right, bottom),
                QPointF(left, bottom),
            ]
        )
    )
    font = QFont(painter.font())
    painter.save()
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(palette.background))
    painter.drawText(QRectF(left, top, right - left - notch, bottom - top), Qt.AlignmentFlag.AlignCenter, "T0")
    painter.restore()


def paint_playhead(painter: QPainter, layout: Layout, palette: Palette, utc_ms: int, bottom_px: float) -> None:
    """Paint the playhead: a line with a handle that hangs from the ruler."""
    x = layout.scale.px(utc_ms)
    if not layout.scale.left_px - 8.0 <= x <= layout.scale.right_px + 8.0:
        return
    row_px = layout.metrics.ruler_row_px
    painter.setPen(QPen(QColor(palette.playhead), 1.5))
    flags_px = layout.metrics.flags_top_px
    painter.drawLine(QLineF(x, flags_px, x, bottom_px))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.playhead))
    top, half = flags_px + 1.0, 0.34 * row_px
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(x - half, top),
                QPointF(x + half, top),
                QPointF(x + half, top + 0.4 * row_px),
                QPointF(x, flags_px + row_px - 2.0),
                QPointF(x - half, top + 0.4 * row_px),
            ]
        )
    )


def _utc(layout: Layout) -> tuple[Tick, ...]:
    return utc_ticks(layout.scale, layout.metrics.em_px)


def _paint_ticks(painter: QPainter, layout: Layout, palette: Palette, ticks: tuple[Tick, ...], top_px: float) -> None:
    """Draw ticks with their labels at the right of them; minor ticks end below the lettering."""
    scale, row_px = layout.scale, layout.metrics.ruler_row_px
    lines = []
    for tick in ticks:
        x = round(scale.px(tick.utc_ms)) + 0.5
        lines.append(QLineF(x, top_px + (0.0 if tick.is_major else row_px - _MINOR_TICK_PX), x, top_px + row_px))
    painter.setPen(QPen(QColor(palette.muted_text), 1.0))
    painter.drawLines(lines)
    painter.setPen(QColor(palette.text))
    for label, x, width in whole_labels(ticks, layout.scale, QFontMetricsF(painter.font()).horizontalAdvance):
        place = QRectF(x, top_px, width + 1.0, row_px - _MINOR_TICK_PX + 1.0)
        painter.drawText(place, _LEFT_OF_ROW, label)


def whole_labels(
    ticks: tuple[Tick, ...], scale: TimeScale, measure: Callable[[str], float]
) -> Iterator[tuple[str, float, float]]:
    """Yield each label with its left end and width; half a label would be misread, so it is left out."""
    for tick in ticks:
        x = scale.px(tick.utc_ms) + _LABEL_GAP_PX
        width = measure(tick.label) if tick.is_major and x >= scale.left_px else 0.0
        if width and x + width <= scale.right_px:
            yield tick.label, x, width
