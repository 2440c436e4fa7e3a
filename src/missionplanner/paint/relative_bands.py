"""Paints where dispersed flights are around the path: ellipses that hold 50 and 90 of 100 places, swept along it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPolygonF

from missionplanner.flight.dispersion_result import SHARES
from missionplanner.orbit.vectors import Array
from missionplanner.paint.dispersion_bands import DrawnBands, bands_words, part_brush
from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_view import PlaneMap

_DIRECTIONS = 40
# Beyond so many pixels painters lose their exactness; a hull that reaches farther is cut to the frame.
_FAR_PX = 20_000.0


def paint_bands(painter: QPainter, chart: PlaneMap, drawn: DrawnBands, palette: Palette) -> None:
    """Paint both parts, or the outer one hatched if it is out of date."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for part in range(len(SHARES) if drawn.is_current else 1):
        painter.setBrush(part_brush(palette.chaser, palette, is_current=drawn.is_current))
        painter.drawPath(_swept(chart, swept_ellipses(chart, drawn, part)))
    painter.restore()


def paint_bands_words(painter: QPainter, chart: PlaneMap, drawn: DrawnBands, palette: Palette, line: int) -> QRectF:
    """Write what the bands are into a line of the upper left corner; returns the room taken."""
    measure = QFontMetricsF(painter.font())
    width = chart.frame.width() - 12.0
    text = measure.elidedText(bands_words(drawn), Qt.TextElideMode.ElideRight, width - 8.0)
    room = QRectF(
        chart.frame.left() + 4.0,
        chart.frame.top() + 12.0 + line * (measure.height() + 2.0),
        measure.horizontalAdvance(text) + 8.0,
        measure.height(),
    )
    paper = QColor(palette.background)
    paper.setAlphaF(0.85)
    painter.fillRect(room, paper)
    painter.setPen(QColor(palette.chaser if drawn.is_current else palette.muted_text))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
    return room


def swept_ellipses(chart: PlaneMap, drawn: DrawnBands, part: int) -> Array:
    """The convex hulls of each two ellipses in succession [px], (hulls, points, 2).

    What lies farther before or behind the plane than the view is wide is left out: where the chaser is 20 km below the
    target, its band would cover the whole plane of the orbit normal.

    A hull's farthest point in a direction is the farthest of either ellipse, and that of an ellipse with covariance P
    is c + k P u / sqrt(u P u).

    Source: Boyd & Vandenberghe, Convex Optimization (2004), 2.2.2 and 8.4 (support functions).
    """
    bands, up = drawn.found.bands, chart.axes.up
    angle = np.linspace(0.0, 2.0 * np.pi, _DIRECTIONS, endpoint=False)
    direction = np.stack([np.cos(angle), np.sin(angle)])
    covariance = bands.covariance_m2[:, [[0, 0], [up, up]], [[0, up], [0, up]]]
    towards = covariance @ direction
    size = np.sqrt(np.maximum(np.einsum("dk,mdk->mk", direction, towards), 1e-12))
    reach = bands.reach[up][part][:, None]
    middle = bands.middle_m[:, [0, up]]
    points = middle[:, None] + (reach[..., None] * towards.swapaxes(1, 2) / size[..., None])
    farthest = middle @ direction + reach * size
    first_is_farther = (farthest[:-1] > farthest[1:])[..., None]
    places = np.zeros((len(points) - 1, _DIRECTIONS, 3))
    places[..., [0, up]] = np.where(first_is_farther, points[:-1], points[1:])
    # Nothing leads from the clock's gate to each flight's own, nor from before a burn to after it.
    moves = np.diff(bands.utc_ms) > 0.0
    moves[bands.by_clock - 1] = False
    away_m = np.abs(bands.middle_m[:, 3 - up] - chart.view.centre_m[3 - up])
    moves &= np.minimum(away_m[:-1], away_m[1:]) <= chart.view.span_m
    return chart.pixels(places[moves].reshape(-1, 3)).reshape(-1, _DIRECTIONS, 2)


def _swept(chart: PlaneMap, hulls: Array) -> QPainterPath:
    """The union of the hulls that are in the frame, as one path, so that overlaps are not darker."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    frame = chart.frame
    least, most = hulls.min(axis=1), hulls.max(axis=1)
    seen = (most[:, 0] >= frame.left()) & (least[:, 0] <= frame.right())
    seen &= (most[:, 1] >= frame.top()) & (least[:, 1] <= frame.bottom())
    far = np.abs(hulls).max(axis=(1, 2)) > _FAR_PX
    for number in np.flatnonzero(seen).tolist():
        polygon = QPolygonF([QPointF(x, y) for x, y in hulls[number].tolist()])
        if far[number]:
            polygon = polygon.intersected(QPolygonF(frame.adjusted(-8.0, -8.0, 8.0, 8.0)))
        path.addPolygon(polygon)
        path.closeSubpath()
    return path
