"""The label beside the cursor: what a drag is about to do, written where the eye is."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from missionplanner.paint.palette import Palette

_PAD_PX = 7.0
_AWAY_PX = 18.0


class Line(NamedTuple):
    """A line of the label, in the colour of text if it has none of its own."""

    text: str
    color: str | None = None


def paint_cursor_label(painter: QPainter, lines: list[Line], at: QPointF, within: QRectF, palette: Palette) -> None:
    """Paint some lines beside a point, the first one bold, inside the bounds of the widget."""
    if not lines:
        return
    bold = QFont(painter.font())
    bold.setBold(True)
    plain_size, bold_size = QFontMetricsF(painter.font()), QFontMetricsF(bold)
    line_px = plain_size.height() + 1.0
    widest = max((plain_size.horizontalAdvance(line.text) for line in lines[1:]), default=0.0)
    width = max(bold_size.horizontalAdvance(lines[0].text), widest)
    width = min(width + 2 * _PAD_PX, within.width() - 4.0)
    box = QRectF(at.x() + _AWAY_PX, at.y() + _AWAY_PX, width, line_px * len(lines) + 2 * _PAD_PX)
    if box.right() > within.right() - 2.0:
        box.moveRight(max(at.x() - _AWAY_PX, within.left() + width + 2.0))
    if box.bottom() > within.bottom() - 2.0:
        box.moveBottom(max(at.y() - _AWAY_PX, box.height() + 2.0))
    box.moveLeft(max(box.left(), within.left() + 2.0))

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(palette.accent), 1.0))
    painter.setBrush(QColor(palette.background))
    painter.drawRoundedRect(box, 4.0, 4.0)
    regular = QFont(painter.font())
    for number, line in enumerate(lines):
        painter.setFont(bold if number == 0 else regular)
        painter.setPen(QColor(line.color or palette.text))
        place = QRectF(box.left() + _PAD_PX, box.top() + _PAD_PX + number * line_px, width - 2 * _PAD_PX, line_px)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line.text)
    painter.restore()
