"""What the colours of the map on paper mean, and the instant of its day and night."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from missionplanner.paint.ground_track_plate import Plate
from missionplanner.paint.palette import Palette
from missionplanner.plan.clock import utc_text
from missionplanner.plan.plan import Plan

_SAMPLE_PX = 26.0
_GAP_PX = 8.0


def paint_legend(painter: QPainter, plate: Plate, palette: Palette, plan: Plan, shown_ms: int) -> None:
    """Write the legend into the lower left corner, over Antarctica."""
    measure = QFontMetricsF(painter.font())
    light = QCoreApplication.translate("GroundTrack", "Day and night at {0} UTC").format(
        utc_text(shown_ms)[:19].replace("T", " ")
    )
    rows = (
        (plan.vehicle.name, palette.chaser, 1.9, 1.0),
        (plan.target.name, palette.target, 4.6, 0.62),
        (light, None, 0.0, 0.0),
    )
    width = _SAMPLE_PX + 3 * _GAP_PX + max(measure.horizontalAdvance(text) for text, *_ in rows)
    height = len(rows) * measure.height() + 2 * _GAP_PX
    bottom = plate.visible.bottom() - measure.height() - _GAP_PX
    room = QRectF(plate.visible.left() + 40.0, bottom - height, width, height)
    paper = QColor(palette.background)
    paper.setAlphaF(0.85)
    painter.setPen(QPen(QColor(palette.grid), 1.0))
    painter.setBrush(paper)
    painter.drawRoundedRect(room, 4.0, 4.0)
    baseline = room.top() + _GAP_PX + measure.ascent()
    for text, colour, width_px, opacity in rows:
        left = room.left() + _GAP_PX
        if colour is not None:
            tint = QColor(colour)
            tint.setAlphaF(opacity)
            painter.setPen(QPen(tint, width_px))
            middle = baseline - 0.35 * measure.ascent()
            painter.drawLine(QLineF(left, middle, left + _SAMPLE_PX, middle))
            left += _SAMPLE_PX + _GAP_PX
        painter.setPen(QColor(palette.text))
        painter.drawText(QPointF(left, baseline), text)
        baseline += measure.height()
