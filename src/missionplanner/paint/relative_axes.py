"""The net and the axes of a relative-motion chart, with words that say which way each axis runs."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_view import Plane, PlaneMap, length_text, round_step

_NET_PX = 64.0


def axis_words(plane: Plane) -> tuple[str, str]:
    """What the axes across and up a plane are called, with the direction that they count in."""
    v_bar = _tr("V-bar (+x, along the flight) →")
    return v_bar, (_tr("R-bar (+z, to the Earth) ↓") if plane == "r-bar" else _tr("H-bar (-y, orbit normal) ↑"))


def paint_axes(painter: QPainter, chart: PlaneMap, palette: Palette) -> None:
    """Draw the net with round steps, the two bars through the target, and the figures along the edges."""
    frame, axes, scale = chart.frame, chart.axes, chart.px_per_m
    step_m = round_step(_NET_PX / scale)
    measure = QFontMetricsF(painter.font())
    net, bar = QPen(QColor(palette.grid), 1.0), QPen(QColor(palette.muted_text), 1.2)
    centre = chart.view.centre_m
    half_x_m, half_y_m = 0.5 * frame.width() / scale, 0.5 * frame.height() / scale
    figures: list[tuple[QRectF, str]] = []
    for k in _steps(centre[axes.across] - half_x_m, centre[axes.across] + half_x_m, step_m):
        x = frame.center().x() + axes.across_sign * (k * step_m - centre[axes.across]) * scale
        painter.setPen(net if k else bar)
        painter.drawLine(QLineF(x, frame.top(), x, frame.bottom()))
        width = measure.horizontalAdvance(_figure(k * step_m)) + 4.0
        room = QRectF(x - width / 2, frame.bottom() - measure.height() - 1.0, width, measure.height())
        figures.append((room, _figure(k * step_m)))
    # R-bar counts downwards; across the plane the orbit normal, -y, counts upwards.
    sign = 1.0 if chart.plane == "r-bar" else -1.0
    for k in _steps(centre[axes.up] - half_y_m, centre[axes.up] + half_y_m, step_m):
        y = frame.center().y() - axes.up_sign * (k * step_m - centre[axes.up]) * scale
        painter.setPen(net if k else bar)
        painter.drawLine(QLineF(frame.left(), y, frame.right(), y))
        text = _figure(sign * k * step_m)
        room = QRectF(
            frame.left() + 2.0, y - measure.height() - 0.5, measure.horizontalAdvance(text) + 2.0, measure.height()
        )
        figures.append((room, text))
    _paint_figures(painter, chart, palette, figures)


def paint_axis_words(painter: QPainter, chart: PlaneMap, palette: Palette) -> list[QRectF]:
    """Write what the axes are over the net; returns the rooms taken."""
    measure = QFontMetricsF(painter.font())
    frame = chart.frame
    across, up = axis_words(chart.plane)
    height = measure.height()
    rooms = [
        QRectF(frame.left() + 4.0, frame.top() + 3.0, measure.horizontalAdvance(up) + 8.0, height),
        QRectF(
            frame.right() - measure.horizontalAdvance(across) - 12.0,
            frame.bottom() - 2.0 * height - 4.0,
            measure.horizontalAdvance(across) + 8.0,
            height,
        ),
    ]
    for room, text in zip(rooms, (up, across), strict=True):
        paper = QColor(palette.background)
        paper.setAlphaF(0.85)
        painter.fillRect(room, paper)
        painter.setPen(QColor(palette.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
    return [*rooms, QRectF(frame.left(), frame.bottom() - height - 1.0, frame.width(), height)]


def _paint_figures(painter: QPainter, chart: PlaneMap, palette: Palette, figures: list[tuple[QRectF, str]]) -> None:
    painter.setPen(QColor(palette.muted_text))
    frame = chart.frame
    bottom = frame.bottom() - painter.fontMetrics().height() - 2.0
    for room, text in figures:
        along_bottom = room.bottom() > bottom
        is_left = room.left() <= frame.left() + 2.0
        # The lower left corner belongs to the figures of the left edge.
        if frame.contains(room) and (not along_bottom or not is_left):
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


def paint_scale_bar(painter: QPainter, chart: PlaneMap, palette: Palette) -> QRectF:
    """Draw a round length into the upper right corner; returns its room."""
    measure = QFontMetricsF(painter.font())
    length_m = round_step(34.0 / chart.px_per_m)
    width = length_m * chart.px_per_m
    text = length_text(length_m)
    room_width = max(width, measure.horizontalAdvance(text)) + 8.0
    room = QRectF(chart.frame.right() - room_width - 4.0, chart.frame.top() + 3.0, room_width, measure.height() + 7.0)
    left, y = room.center().x() - width / 2, room.bottom() - 3.0
    painter.setPen(QPen(QColor(palette.text), 1.4))
    painter.drawLine(QLineF(left, y, left + width, y))
    for x in (left, left + width):
        painter.drawLine(QLineF(x, y - 3.0, x, y + 3.0))
    painter.drawText(
        QPointF(room.center().x() - measure.horizontalAdvance(text) / 2, room.top() + measure.ascent()), text
    )
    return room


def _steps(low_m: float, high_m: float, step_m: float) -> range:
    return range(ceil(low_m / step_m), floor(high_m / step_m) + 1)


def _figure(length_m: float) -> str:
    text = length_text(round(length_m, 6) + 0.0)
    return "0" if text == "0 m" else text


def _tr(text: str) -> str:
    return QCoreApplication.translate("RelativeChart", text)
