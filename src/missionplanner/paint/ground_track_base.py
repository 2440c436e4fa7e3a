"""The map under the tracks: sea, land, borders, night and the net of longitudes and latitudes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from missionplanner.orbit.vectors import Array
from missionplanner.paint.ground_track_coast import Detail, borders, outlines
from missionplanner.paint.ground_track_geometry import dark_region, filled_rings, subsolar_point
from missionplanner.paint.ground_track_plate import Plate
from missionplanner.paint.palette import Palette

# From this scale on the finer coast shows.
_FINE_PX_PER_DEG = 3.2
# The Sun's height at the edge of night, and at the ends of civil, nautical and astronomical twilight.
_TWILIGHTS_DEG = (0.0, -6.0, -12.0, -18.0)


def paint_base(painter: QPainter, plate: Plate, palette: Palette) -> None:
    """Paint sea, land, coasts and borders."""
    detail: Detail = "50m" if plate.px_per_deg >= _FINE_PX_PER_DEG else "110m"
    lay_out = _transform(plate)
    painter.fillRect(plate.visible, QColor(palette.ocean))
    painter.save()
    painter.setTransform(lay_out, True)
    painter.fillPath(_land(detail), QColor(palette.land))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_hair(palette.coast, 0.6, 0.45))
    painter.drawPath(_border_lines())
    painter.setPen(_hair(palette.coast, 0.9))
    painter.drawPath(_coast_lines(detail))
    painter.restore()


def paint_night(painter: QPainter, plate: Plate, palette: Palette, utc_ms: int) -> None:
    """Darken the night side, in steps through twilight, and mark where the Sun stands overhead."""
    sun_deg = subsolar_point(utc_ms)
    shade = QColor("#050a24" if palette.name == "dark" else "#0c1440")
    shade.setAlphaF(0.17 if palette.name == "dark" else 0.09)
    for height_deg in _TWILIGHTS_DEG:
        path = QPainterPath()
        for ring in filled_rings(dark_region(sun_deg, height_deg)):
            path.addPolygon(plate.polygon(ring))
        painter.fillPath(path, shade)
    painter.save()
    painter.setPen(QPen(QColor(palette.text), 1.0))
    painter.setBrush(QColor("#f2c53d"))
    painter.drawEllipse(plate.point(*sun_deg), 5.0, 5.0)
    painter.restore()


def paint_graticule(painter: QPainter, plate: Plate, palette: Palette) -> None:
    """Draw the net every 30 degrees, finer when enlarged, with its figures along the lower and the left edge."""
    step = next((step for step in (1, 5, 10, 15) if step * plate.px_per_deg >= 80.0), 30)
    visible = plate.visible
    west, north = plate.place(visible.topLeft())
    east, south = plate.place(visible.bottomRight())
    painter.save()
    small = QFont(painter.font())
    if small.pointSizeF() > 0:
        small.setPointSizeF(0.82 * small.pointSizeF())
    else:
        small.setPixelSize(max(1, round(0.82 * small.pixelSize())))
    painter.setFont(small)
    measure = QFontMetricsF(small)
    line, words = _hair(palette.muted_text, 0.6, 0.35), QPen(QColor(palette.muted_text))
    for longitude in _steps(west, east, step):
        x = plate.point(longitude, 0.0).x()
        painter.setPen(line)
        painter.drawLine(QPointF(x, visible.top()), QPointF(x, visible.bottom()))
        text = _figure(longitude, "E", "W")
        left = x - measure.horizontalAdvance(text) / 2
        if visible.left() + 34.0 < left and left + measure.horizontalAdvance(text) < visible.right() - 2.0:
            painter.setPen(words)
            painter.drawText(QPointF(left, visible.bottom() - measure.descent() - 2.0), text)
    for latitude in _steps(south, north, step):
        y = plate.point(0.0, latitude).y()
        painter.setPen(line)
        painter.drawLine(QPointF(visible.left(), y), QPointF(visible.right(), y))
        if visible.top() + measure.height() < y < visible.bottom() - 2.0 * measure.height():
            painter.setPen(words)
            painter.drawText(QPointF(visible.left() + 4.0, y - 3.0), _figure(latitude, "N", "S"))
    painter.restore()


def _steps(low: float, high: float, step: int) -> Iterable[int]:
    return (value for value in range(-180, 181, step) if low - 1e-6 < value < high + 1e-6)


def _figure(degrees: int, positive: str, negative: str) -> str:
    return f"{abs(degrees)}°{positive if degrees > 0 else negative if degrees < 0 else ''}"


def _hair(colour: str, width_px: float, opacity: float = 1.0) -> QPen:
    tint = QColor(colour)
    tint.setAlphaF(opacity)
    pen = QPen(tint, width_px)
    pen.setCosmetic(True)
    return pen


def _transform(plate: Plate) -> QTransform:
    origin = plate.point(0.0, 0.0)
    return QTransform(plate.px_per_deg, 0.0, 0.0, -plate.px_per_deg, origin.x(), origin.y())


@cache
def _land(detail: Detail) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in outlines(detail).land:
        path.addPolygon(_polygon(ring))
        path.closeSubpath()
    return path


@cache
def _coast_lines(detail: Detail) -> QPainterPath:
    path = QPainterPath()
    for line in outlines(detail).coasts:
        path.addPolygon(_polygon(line))
    return path


@cache
def _border_lines() -> QPainterPath:
    path = QPainterPath()
    for line in borders():
        path.addPolygon(_polygon(line))
    return path


def _polygon(line: Array) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in line.tolist()])
