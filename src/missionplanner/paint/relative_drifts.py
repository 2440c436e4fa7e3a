"""Drift fans: where the chaser goes in an orbit if a burn does not happen, or stops halfway."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from missionplanner.flight.passive_safety import Drift
from missionplanner.paint.clipped_line import clipped
from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_motion import RelativeMotion
from missionplanner.paint.relative_view import PlaneMap


def paint_drifts(
    painter: QPainter, chart: PlaneMap, motion: RelativeMotion, palette: Palette, selected: Collection[str]
) -> list[QRectF]:
    """Paint the drifts; if a burn is selected that has some, only its own. Returns the room that the words take."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    room = chart.frame.adjusted(-4.0, -4.0, 4.0, 4.0)
    for drift in _wanted(motion, selected):
        colour = QColor(palette.note if drift.is_safe else palette.error)
        colour.setAlphaF(0.75 if drift.event else 0.45)
        painter.setPen(QPen(colour, 1.3 if drift.event else 1.0, Qt.PenStyle.DotLine))
        for part in clipped(chart.pixels(drift.places_lvlh_m), room):
            painter.drawPolyline(part)
    painter.restore()
    return [_paint_words(painter, chart, motion, palette)]


def drift_at(
    chart: PlaneMap, motion: RelativeMotion, point: QPointF, selected: Collection[str], within_px: float = 6.0
) -> Drift | None:
    """Return the drift nearest to a point of the picture, None if none is near."""
    nearest = None
    for drift in _wanted(motion, selected):
        points = chart.pixels(drift.places_lvlh_m)
        start, step = points[:-1], np.diff(points, axis=0)
        at = np.array([point.x(), point.y()])
        share = np.sum((at - start) * step, axis=1) / np.maximum(np.sum(step * step, axis=1), 1e-12)
        away = np.linalg.norm(start + np.clip(share, 0.0, 1.0)[:, None] * step - at, axis=1)
        if away.min() <= within_px:
            nearest, within_px = drift, float(away.min())
    return nearest


def drift_text(drift: Drift) -> str:
    """Write what failed, and where that leads."""
    failed = _tr("{name} does not happen") if drift.failure == "missed" else _tr("{name} stops halfway")
    text = failed.format(name=drift.name[:1].upper() + drift.name[1:])
    if drift.unflyable:
        return f"{text}: {drift.unflyable}"
    zone = drift.rule.zone.name
    if drift.intrusion is not None:
        leads = _tr("the chaser drifts into the {zone}, {nearest} m from its middle")
        return f"{text}: {leads.format(zone=zone, nearest=f'{drift.intrusion.closest_m:.0f}')}"
    keeps = _tr("the chaser stays out of the {zone} for {hours} h")
    return f"{text}: {keeps.format(zone=zone, hours=f'{drift.hours:.1f}')}"


def _wanted(motion: RelativeMotion, selected: Collection[str]) -> list[Drift]:
    flown = [drift for drift in motion.drifts if len(drift.places_lvlh_m) > 1]
    own = [drift for drift in flown if drift.event and drift.event in selected]
    return own or flown


def _paint_words(painter: QPainter, chart: PlaneMap, motion: RelativeMotion, palette: Palette) -> QRectF:
    if motion.drifts:
        text = _tr("Dotted: an orbit of drift if a burn fails; red enters a zone")
    elif motion.assessment.is_checking:
        text = _tr("Drifts are being computed")
    else:
        text = _tr("No drifts: passive safety has not been checked")
    measure = QFontMetricsF(painter.font())
    width, height = chart.frame.width() - 12.0, measure.height()
    text = measure.elidedText(text, Qt.TextElideMode.ElideRight, width - 8.0)
    room = QRectF(
        chart.frame.left() + 4.0, chart.frame.top() + 12.0 + height, measure.horizontalAdvance(text) + 8.0, height
    )
    paper = QColor(palette.background)
    paper.setAlphaF(0.85)
    painter.fillRect(room, paper)
    painter.setPen(QColor(palette.note))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
    return room


def _tr(text: str) -> str:
    return QCoreApplication.translate("RelativeChart", text)
