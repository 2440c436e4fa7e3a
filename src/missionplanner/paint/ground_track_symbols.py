"""Marks of vehicles and events on the map, with names that do not cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from missionplanner.paint.ground_track_labels import Wish, place_labels
from missionplanner.paint.palette import Palette


class Symbol(NamedTuple):
    """A mark: its place, its name (empty for none), its colour, its shape, and how far it reaches."""

    at: QPointF
    name: str
    colour: str
    shape: str
    reach_px: float
    bold: bool = False
    selected: bool = False


def paint_symbols(
    painter: QPainter, visible: QRectF, palette: Palette, symbols: Sequence[Symbol], taken: Sequence[QRectF] = ()
) -> None:
    """Draw marks, the most important ones, which come first, on top; then the names that find room.

    No name lies where room is taken.
    """
    for symbol in reversed(symbols):
        _paint_mark(painter, symbol, palette)
    named = [symbol for symbol in symbols if symbol.name]
    plain, bold = QFont(painter.font()), QFont(painter.font())
    bold.setBold(True)
    wishes = []
    for symbol in named:
        measure = QFontMetricsF(bold if symbol.bold else plain)
        wishes.append(
            Wish(
                symbol.at.x(),
                symbol.at.y(),
                symbol.reach_px,
                measure.horizontalAdvance(symbol.name) + 6.0,
                measure.height(),
            )
        )
    edges = (visible.left() + 2, visible.top() + 2, visible.right() - 2, visible.bottom() - 2)
    others = [(room.left(), room.top(), room.right(), room.bottom()) for room in taken]
    boxes = place_labels(wishes, edges, others)
    for symbol, box in zip(named, boxes, strict=True):
        if box is None:
            continue
        room = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
        paper = QColor(palette.background)
        paper.setAlphaF(0.72)
        painter.setPen(QPen(QColor(palette.selection), 1.2) if symbol.selected else QPen(QColor(0, 0, 0, 0)))
        painter.setBrush(paper)
        painter.drawRoundedRect(room, 3.0, 3.0)
        font = bold if symbol.bold else plain
        painter.setFont(font)
        painter.setPen(QColor(palette.text))
        painter.drawText(QPointF(room.left() + 3.0, room.top() + QFontMetricsF(font).ascent()), symbol.name)
    painter.setFont(plain)


def _paint_mark(painter: QPainter, symbol: Symbol, palette: Palette) -> None:
    at, reach = symbol.at, symbol.reach_px
    if symbol.selected:
        painter.setPen(QPen(QColor(palette.selection), 1.6))
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.drawEllipse(at, reach + 4.0, reach + 4.0)
    painter.setPen(QPen(QColor(palette.background), 1.4))
    painter.setBrush(QColor(symbol.colour))
    if symbol.shape == "chaser":
        painter.drawEllipse(at, reach, reach)
    elif symbol.shape == "target":
        painter.drawRect(QRectF(at.x() - 0.85 * reach, at.y() - 0.85 * reach, 1.7 * reach, 1.7 * reach))
    elif symbol.shape == "pad":
        painter.setPen(QPen(QColor(symbol.colour), 1.5))
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.drawEllipse(at, reach, reach)
        for dx, dy in ((1.0, 0.0), (0.0, 1.0)):
            painter.drawLine(QLineF(at.x() - dx * reach, at.y() - dy * reach, at.x() + dx * reach, at.y() + dy * reach))
    else:
        painter.drawPath(_pointed(symbol))


def _pointed(symbol: Symbol) -> QPainterPath:
    """A triangle for a burn, a diamond for a milestone, as on the timeline."""
    at, reach = symbol.at, 1.15 * symbol.reach_px
    corners = [QPointF(0, -reach), QPointF(reach, reach), QPointF(-reach, reach)]
    if symbol.shape == "milestone":
        corners = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
    path = QPainterPath()
    path.addPolygon(QPolygonF([at + corner for corner in corners]))
    path.closeSubpath()
    return path
