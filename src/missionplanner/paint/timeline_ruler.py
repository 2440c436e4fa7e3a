"""Paints the ruler of the timeline, its grid, its flags, and the names of the tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_hits import t0_flag_px
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_ticks import Tick, met_ticks, utc_ticks
from missionplanner.plan.clock import utc_text

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
            QLineF(x, layout.metrics.ruler_px, x, bottom_px)
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
    painter.restore()

    painter.setPen(QPen(QColor(palette.grid), 1.0))
    for y in (row_px, 2 * row_px, 3 * row_px):
        painter.drawLine(QLineF(0.0, y - 0.5, scale.right_px, y - 0.5))
    painter.setPen(QColor(palette.text))
    corner = QRectF(_INDENT_PX, 0.0, layout.metrics.header_px - 2 * _INDENT_PX, row_px - _MINOR_TICK_PX + 1.0)
    painter.drawText(corner, _LEFT_OF_ROW, "UTC")
    painter.drawText(corner.translated(0.0, row_px), _LEFT_OF_ROW, "MET")
    painter.setPen(QColor(palette.muted_text))
    day = utc_text(round(scale.left_ms))[:10]
    painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, day)


def paint_headers(painter: QPainter, layout: Layout, palette: Palette, bottom_px: float) -> None:
    """Paint the names of the tracks at the left, shortened where the column is too narrow."""
    width_px = layout.metrics.header_px
    painter.fillRect(
        QRectF(0.0, layout.metrics.ruler_px, width_px, bottom_px - layout.metrics.ruler_px), QColor(palette.surface)
    )
    measure = QFontMetricsF(painter.font())
    rows = zip(layout.items.tracks, layout.row_tops_px.tolist(), layout.row_heights_px.tolist(), strict=True)
    for (_, name), top, height in rows:
        if top > bottom_px or top + height < layout.metrics.ruler_px:
            continue
        text = measure.elidedText(name, Qt.TextElideMode.ElideRight, width_px - 2 * _INDENT_PX)
        painter.setPen(QColor(palette.text))
        place = QRectF(_INDENT_PX, top + layout.metrics.pad_px, width_px - _INDENT_PX, layout.metrics.lane_px)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(QColor(palette.grid), 1.0))
        painter.drawLine(QLineF(0.0, top + height - 0.5, width_px, top + height - 0.5))
    painter.drawLine(QLineF(width_px - 0.5, 0.0, width_px - 0.5, bottom_px))


def paint_t0(painter: QPainter, layout: Layout, palette: Palette, bottom_px: float) -> None:
    """Paint the line of liftoff, with its flag in the ruler's last row."""
    row_px = layout.metrics.ruler_row_px
    left, right = t0_flag_px(layout)
    if right < layout.scale.left_px or left > layout.scale.right_px:
        return
    painter.setPen(QPen(QColor(palette.accent), 1.5))
    painter.drawLine(QLineF(left, 2 * row_px, left, bottom_px))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.accent))
    top, bottom = 2 * row_px + 1.0, 3 * row_px - 3.0
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
    painter.drawLine(QLineF(x, 2 * row_px, x, bottom_px))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.playhead))
    top, half = 2 * row_px + 1.0, 0.34 * row_px
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(x - half, top),
                QPointF(x + half, top),
                QPointF(x + half, top + 0.4 * row_px),
                QPointF(x, 3 * row_px - 2.0),
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
