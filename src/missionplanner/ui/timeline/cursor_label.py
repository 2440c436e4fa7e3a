"""The label beside the cursor: what a drag is about to do, written where the eye is."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from missionplanner.paint.palette import Palette

_PAD_PX = 7.0
_AWAY_PX = 18.0
_WIDEST_PX = 440.0  # longer sentences wrap: a wide label hides the timeline that is dragged over


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
    widest = max((plain_size.horizontalAdvance(line.text) for line in lines[1:]), default=0.0)
    needed = max(bold_size.horizontalAdvance(lines[0].text), widest)
    width = min(needed + 2 * _PAD_PX + 1.0, _WIDEST_PX, within.width() - 4.0)
    wrap = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    room = QRectF(0.0, 0.0, width - 2 * _PAD_PX, within.height())
    sizes = [bold_size, *([plain_size] * (len(lines) - 1))]
    heights = [size.boundingRect(room, wrap, line.text).height() + 1.0 for size, line in zip(sizes, lines, strict=True)]
    box = QRectF(at.x() + _AWAY_PX, at.y() + _AWAY_PX, width, sum(heights) + 2 * _PAD_PX)
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
    top = box.top() + _PAD_PX
    for number, (line, height) in enumerate(zip(lines, heights, strict=True)):
        painter.setFont(bold if number == 0 else regular)
        painter.setPen(QColor(line.color or palette.text))
        painter.drawText(QRectF(box.left() + _PAD_PX, top, width - 2 * _PAD_PX, height), wrap, line.text)
        top += height
    painter.restore()
