"""The corner panel with the figures of the instant, painted over globe and map alike."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from missionplanner.paint.palette import Palette
from missionplanner.ui.orbit.readout import Readout

_PADDING_PX = 10.0
_GAP_PX = 16.0
_LEADING_PX = 3.0


def readout_size(font: QFont, readout: Readout) -> tuple[float, float]:
    """Width and height of the panel in pixels; the width changes only with names, not with every figure."""
    measure, bold = QFontMetricsF(font), QFontMetricsF(_bold(font))
    first, second, third = _columns(font, readout)
    width = first + second + third + 2 * _GAP_PX
    width = max(
        width, bold.horizontalAdvance(readout.utc + "0"), *(measure.horizontalAdvance(r) for r in readout.remarks)
    )
    rows = 3 + len(readout.figures) + len(readout.relative) + len(readout.remarks)
    return width + 2 * _PADDING_PX, rows * (measure.height() + _LEADING_PX) + 2 * _PADDING_PX + 10.0


def paint_readout(painter: QPainter, left_px: float, top_px: float, readout: Readout, palette: Palette) -> QRectF:
    """Paint the panel with its upper left corner at a point, in the painter's font, and return where it lies."""
    font = QFont(painter.font())
    width, height = readout_size(font, readout)
    room = QRectF(left_px, top_px, width, height)
    paper = QColor(palette.background)
    paper.setAlphaF(0.86)
    painter.fillRect(room, paper)
    measure = QFontMetricsF(font)
    left, line = room.left() + _PADDING_PX, measure.height() + _LEADING_PX
    first, second, third = _columns(font, readout)
    ends = (left + first + _GAP_PX + second, left + first + 2 * _GAP_PX + second + third)
    text, muted = QColor(palette.text), QColor(palette.muted_text)
    baseline = room.top() + _PADDING_PX + measure.ascent()

    painter.setFont(_bold(font))
    painter.setPen(text)
    painter.drawText(QPointF(left, baseline), readout.utc)
    baseline += line
    painter.drawText(QPointF(left, baseline), readout.met)
    baseline += line + 5.0
    bold = QFontMetricsF(_bold(font))
    for name, end, colour in zip(readout.columns, ends, (palette.chaser, palette.target), strict=True):
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(end - bold.horizontalAdvance(name), baseline), name)
    painter.setFont(font)
    baseline += line
    for label, *values in readout.figures:
        painter.setPen(muted)
        painter.drawText(QPointF(left, baseline), label)
        painter.setPen(text)
        for value, end in zip(values, ends, strict=True):
            painter.drawText(QPointF(end - measure.horizontalAdvance(value), baseline), value)
        baseline += line
    rule = baseline - measure.ascent() - 1.0
    painter.setPen(QPen(QColor(palette.grid), 1.0))
    painter.drawLine(QPointF(left, rule), QPointF(room.right() - _PADDING_PX, rule))
    baseline += 5.0
    for label, value in readout.relative:
        painter.setPen(muted)
        painter.drawText(QPointF(left, baseline), label)
        painter.setPen(text)
        painter.drawText(QPointF(ends[1] - measure.horizontalAdvance(value), baseline), value)
        baseline += line
    painter.setPen(QColor(palette.warning))
    for remark in readout.remarks:
        painter.drawText(QPointF(left, baseline), remark)
        baseline += line
    return room


def _columns(font: QFont, readout: Readout) -> tuple[float, float, float]:
    measure, bold = QFontMetricsF(font), QFontMetricsF(_bold(font))
    labels = [label for label, *_ in (*readout.figures, *readout.relative)]
    widest = measure.horizontalAdvance("42,000.0 km")
    return (
        max(measure.horizontalAdvance(label) for label in labels),
        max(widest, bold.horizontalAdvance(readout.columns[0])),
        max(widest, bold.horizontalAdvance(readout.columns[1])),
    )


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
