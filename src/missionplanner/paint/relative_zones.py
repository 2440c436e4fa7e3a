"""The zones around a station: approach ellipsoid, keep-out sphere, and the corridor of the port."""

from __future__ import annotations

from math import radians
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from missionplanner.flight.drift_limits import APPROACH_ELLIPSOID, KEEP_OUT_SPHERE
from missionplanner.paint.cone_outline import cone_points, hull
from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_view import PlaneMap
from missionplanner.plan.provenance import Source
from missionplanner.plan.rules import Rule
from missionplanner.plan.station import Port

_LEAST_PX = 14.0  # a smaller zone has no name
_MOST_PX = 30_000.0  # a larger outline is beyond what painters take, and nothing of it would be seen


class ZoneName(NamedTuple):
    """The name of a zone, its colour, and the points of the picture where it may stand: above the first, or below."""

    text: str
    colour: str
    places: tuple[QPointF, ...]
    width_px: float


def paint_zones(
    painter: QPainter, chart: PlaneMap, palette: Palette, port: Port, corridor: Rule | None
) -> list[QRectF]:
    """Paint the zones with their names; returns the rooms that the names take."""
    centre = chart.point(np.zeros(3))
    scale, axes = chart.px_per_m, chart.axes
    names = []
    half_x = scale * APPROACH_ELLIPSOID.semi_axes_m[axes.across]
    half_y = scale * APPROACH_ELLIPSOID.semi_axes_m[axes.up]
    if _paint_ellipse(painter, centre, half_x, half_y, palette.warning, Qt.PenStyle.DashLine, 0.05):
        sizes = " x ".join(f"{2e-3 * half_m:g}" for half_m in APPROACH_ELLIPSOID.semi_axes_m)
        text = _tr("Approach ellipsoid {sizes} km").format(sizes=sizes)
        names.append(_name_above(text, palette.warning, centre, half_x, half_y))
    radius = scale * KEEP_OUT_SPHERE.semi_axes_m[0]
    if _paint_ellipse(painter, centre, radius, radius, palette.error, Qt.PenStyle.SolidLine, 0.07):
        text = _tr("Keep-out sphere {radius} m").format(radius=f"{KEEP_OUT_SPHERE.semi_axes_m[0]:g}")
        names.append(_name_above(text, palette.error, centre, radius, radius))
    if corridor is not None and corridor.high is not None and 0.0 < corridor.high < 89.0:
        names += _paint_corridor(painter, chart, palette, port, corridor.high, corridor.source)
    return _paint_names(painter, chart.frame, palette, names)


def _paint_ellipse(
    painter: QPainter, centre: QPointF, half_x: float, half_y: float, colour: str, style: Qt.PenStyle, fill: float
) -> bool:
    if max(half_x, half_y) > _MOST_PX or max(half_x, half_y) < 1.5:
        return False
    inside = QColor(colour)
    inside.setAlphaF(fill)
    painter.setPen(QPen(QColor(colour), 1.2, style))
    painter.setBrush(inside)
    painter.drawEllipse(centre, half_x, half_y)
    return True


def _paint_corridor(
    painter: QPainter, chart: PlaneMap, palette: Palette, port: Port, half_angle_deg: float, source: Source
) -> list[ZoneName]:
    """Paint the cone in front of the port, as long as the keep-out sphere is wide from its middle."""
    radius_m = KEEP_OUT_SPHERE.semi_axes_m[0]
    cone = cone_points(np.array(port.position_lvlh_m), np.array(port.axis_lvlh), radians(half_angle_deg), radius_m)
    corners = hull(chart.pixels(cone))
    size_px = float(np.ptp(corners, axis=0).max())
    if size_px < 24.0 or size_px > _MOST_PX:
        return []
    inside = QColor(palette.ok)
    inside.setAlphaF(0.12)
    painter.setPen(QPen(QColor(palette.ok), 1.2))
    painter.setBrush(inside)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners.tolist()]))
    words = _tr("Corridor {angle} deg (assumed)") if source.provenance == "assumed" else _tr("Corridor {angle} deg")
    text = words.format(angle=f"±{half_angle_deg:g}")
    right, middle = float(corners[:, 0].max()), float(corners[:, 1].mean())
    below = QPointF(float(corners[:, 0].mean()), float(corners[:, 1].max()))
    return [ZoneName(text, palette.ok, (QPointF(right, middle), below), size_px)]


def _name_above(text: str, colour: str, centre: QPointF, half_x: float, half_y: float) -> ZoneName:
    up = QPointF(0.0, half_y)
    return ZoneName(text, colour, (centre - up, centre + up), 2.0 * half_x)


def _paint_names(painter: QPainter, frame: QRectF, palette: Palette, names: list[ZoneName]) -> list[QRectF]:
    measure = QFontMetricsF(painter.font())
    rooms: list[QRectF] = []
    for name in names:
        if name.width_px < _LEAST_PX:
            continue
        width, height = measure.horizontalAdvance(name.text) + 6.0, measure.height()
        first, second = name.places
        # Outside of the outline first, inside where that is out of the picture.
        choices = [
            QRectF(first.x() - width / 2, first.y() - height - 2.0, width, height),
            QRectF(second.x() - width / 2, second.y() + 2.0, width, height),
            QRectF(first.x() - width / 2, first.y() + 2.0, width, height),
            QRectF(first.x() + 4.0, first.y() - height / 2, width, height),
        ]
        free = (room for room in choices if frame.contains(room) and not any(room.intersects(r) for r in rooms))
        room = next(free, None)
        if room is None:
            continue
        paper = QColor(palette.background)
        paper.setAlphaF(0.75)
        painter.fillRect(room, paper)
        painter.setPen(QColor(name.colour))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name.text)
        rooms.append(room)
    return rooms


def _tr(text: str) -> str:
    return QCoreApplication.translate("RelativeChart", text)
