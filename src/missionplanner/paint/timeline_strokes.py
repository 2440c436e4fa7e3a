"""Brushes, symbols and lettering of the timeline, the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QStaticText,
)

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_items import ASSUMED, SIBLING
from missionplanner.plan.rules import Severity

Drawing = Callable[[QPainter, Iterable[tuple[float, float]], float], None]


def blend(top: str, below: str, share: float) -> QColor:
    """Return a colour that is ``share`` of one and the rest of another."""
    a, b = QColor(top), QColor(below)
    return QColor.fromRgbF(
        *(
            share * x + (1 - share) * y
            for x, y in ((a.redF(), b.redF()), (a.greenF(), b.greenF()), (a.blueF(), b.blueF()))
        )
    )


def fill_brushes(colour: str, certainty: int, palette: Palette) -> tuple[QBrush, ...]:
    """Return the brushes to fill an event with, one over the other: plain, hatched if sibling, faint if assumed."""
    if certainty == ASSUMED:
        return (QBrush(blend(colour, palette.background, 0.08)),)
    plain = QBrush(blend(colour, palette.background, 0.30))
    if certainty == SIBLING:
        pale = QBrush(blend(colour, palette.background, 0.12))
        return pale, QBrush(blend(colour, palette.background, 0.38), Qt.BrushStyle.BDiagPattern)
    return (plain,)


def outline_pen(colour: str, certainty: int) -> QPen:
    """Return the pen to outline an event with: dashed if assumed."""
    pen = QPen(QColor(colour), 1.2)
    if certainty == ASSUMED:
        pen.setDashPattern([3.0, 2.0])
    return pen


def draw_diamonds(painter: QPainter, places: Iterable[tuple[float, float]], size_px: float) -> None:
    """Draw diamonds around some points, one by one: one path of many shapes is several times slower."""
    half = size_px / 2
    shape = QPolygonF([QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0)])
    for x, y in places:
        painter.drawConvexPolygon(shape.translated(x, y))


def draw_triangles(painter: QPainter, places: Iterable[tuple[float, float]], size_px: float) -> None:
    """Draw upright triangles around some points: burns."""
    half = size_px / 2
    shape = QPolygonF([QPointF(0, -half), QPointF(half, half), QPointF(-half, half)])
    for x, y in places:
        painter.drawConvexPolygon(shape.translated(x, y))


def is_pixels(painter: QPainter) -> bool:
    """Tell whether a painter draws on pixels, and not for paper."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() == QPaintEngine.Type.Raster


def draw_stamped(painter: QPainter, draw: Drawing, places: Iterable[tuple[float, float]], size_px: float) -> None:
    """Draw a shape at many places by drawing it once and stamping its pixels, on whole pixels."""
    pen, brush = painter.pen(), painter.brush()
    dpr = painter.device().devicePixelRatioF()
    stamp = _stamp(draw, size_px, pen.color().rgba(), pen.widthF(), brush.color().rgba(), dpr)
    half = stamp.width() / dpr / 2
    for x, y in places:
        painter.drawPixmap(QPointF(round((x - half) * dpr) / dpr, round((y - half) * dpr) / dpr), stamp)


@lru_cache(maxsize=256)
def _stamp(draw: Drawing, size_px: float, pen_rgba: int, pen_px: float, brush_rgba: int, dpr: float) -> QPixmap:
    side = 2 * ceil((size_px / 2 + pen_px + 1.0) * dpr)
    stamp = QPixmap(side, side)
    stamp.setDevicePixelRatio(dpr)
    stamp.fill(QColor(0, 0, 0, 0))
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor.fromRgba(pen_rgba), pen_px))
    painter.setBrush(QColor.fromRgba(brush_rgba))
    draw(painter, [(side / dpr / 2, side / dpr / 2)], size_px)
    painter.end()
    return stamp


def draw_name(painter: QPainter, left_px: float, top_px: float, height_px: float, text: str) -> None:
    """Write a name, centred in a height, with the painter's font and pen."""
    lettering = _lettering(text)
    painter.drawStaticText(QPointF(left_px, top_px + (height_px - painter.fontMetrics().height()) / 2), lettering)


def elided(text: str, width_px: float, font: QFont) -> str:
    """Return a text shortened to a width, with three dots for what is left out."""
    return _elided(text, int(width_px), font.toString())


@lru_cache(maxsize=16_384)
def _elided(text: str, width_px: int, font_text: str) -> str:
    font = QFont()
    font.fromString(font_text)
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width_px)


@lru_cache(maxsize=16_384)
def _lettering(text: str) -> QStaticText:
    lettering = QStaticText(text)
    lettering.setTextFormat(Qt.TextFormat.PlainText)
    lettering.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return lettering


def draw_badge(painter: QPainter, centre: QPointF, size_px: float, severity: Severity, palette: Palette) -> None:
    """Draw the sign of a finding: an octagon for an error, a triangle for a warning, a disc for a note."""
    half = size_px / 2
    painter.setPen(QPen(QColor(palette.background), 1.0))
    painter.setBrush(QColor(palette.severity(severity)))
    if severity == "error":
        cut = 0.42 * half
        corners = [(-cut, -half), (cut, -half), (half, -cut), (half, cut), (cut, half), (-cut, half)]
        corners += [(-half, cut), (-half, -cut)]
        painter.drawConvexPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))
    elif severity == "warning":
        draw_triangles(painter, [(centre.x(), centre.y())], 1.1 * size_px)
    else:
        painter.drawEllipse(centre, half, half)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.background))
    stem, dot = 0.36 * size_px, 0.16 * size_px
    top = centre.y() - 0.3 * size_px + (0.14 * size_px if severity == "warning" else 0.0)
    dot_top = top + stem + 0.08 * size_px
    if severity == "note":
        top, dot_top = top + dot + 0.08 * size_px, top
    painter.drawRect(QRectF(centre.x() - dot / 2, top, dot, stem))
    painter.drawRect(QRectF(centre.x() - dot / 2, dot_top, dot, dot))
