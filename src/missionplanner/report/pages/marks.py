"""Marks: small shapes that say beside a word the same as its colour does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from missionplanner.paint.palette import PRINT
from missionplanner.plan.provenance import ProvenanceKind

Shape = Literal["diamond", "triangle", "bar", "pill", "dot", "ringed-dot", "half-dot", "square", "ring", "swatch"]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A shape in a colour."""

    shape: Shape
    color: str


KIND_MARKS = {
    "milestone": Mark(shape="diamond", color=PRINT.milestone),
    "burn": Mark(shape="triangle", color=PRINT.burn),
    "phase": Mark(shape="bar", color=PRINT.phase),
    "activity": Mark(shape="pill", color=PRINT.activity),
}
SEVERITY_MARKS = {
    "error": Mark(shape="square", color=PRINT.error),
    "warning": Mark(shape="triangle", color=PRINT.warning),
    "note": Mark(shape="dot", color=PRINT.note),
}
PROVENANCE_MARKS: dict[ProvenanceKind, Mark] = {
    "published": Mark(shape="dot", color=PRINT.text),
    "published-plan": Mark(shape="ringed-dot", color=PRINT.text),
    "sibling": Mark(shape="half-dot", color=PRINT.text),
    "derived": Mark(shape="square", color=PRINT.muted_text),
    "assumed": Mark(shape="ring", color=PRINT.text),
}
MARK_SIZE = 7.5


def draw_mark(painter: QPainter, mark: Mark, left: float, middle: float) -> None:
    """Draw a mark with its left edge and its vertical middle here."""
    box = QRectF(left, middle - MARK_SIZE / 2, MARK_SIZE, MARK_SIZE)
    color = QColor(mark.color)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    _DRAWERS[mark.shape](painter, box, color)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _outline(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setPen(QPen(color, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _diamond(painter: QPainter, box: QRectF, _: QColor) -> None:
    middle = box.center()
    corners = [
        QPointF(middle.x(), box.top()),
        QPointF(box.right(), middle.y()),
        QPointF(middle.x(), box.bottom()),
        QPointF(box.left(), middle.y()),
    ]
    painter.drawPolygon(QPolygonF(corners))


def _triangle(painter: QPainter, box: QRectF, _: QColor) -> None:
    painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))


def _ringed_dot(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.drawEllipse(box.adjusted(2.2, 2.2, -2.2, -2.2))
    _outline(painter, box, color)


def _half_dot(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.drawPie(box, 90 * 16, 180 * 16)
    _outline(painter, box, color)


def _swatch(painter: QPainter, box: QRectF, _: QColor) -> None:
    """Show a colour of any kind, a white one too."""
    painter.setPen(QPen(QColor(PRINT.muted_text), 0.6))
    painter.drawRect(box)


_DRAWERS: dict[Shape, Callable[[QPainter, QRectF, QColor], None]] = {
    "diamond": _diamond,
    "triangle": _triangle,
    "bar": lambda painter, box, _: painter.drawRect(box.adjusted(0, 2, 0, -2)),
    "pill": lambda painter, box, _: painter.drawRoundedRect(box.adjusted(0, 1.5, 0, -1.5), 2.2, 2.2),
    "dot": lambda painter, box, _: painter.drawEllipse(box),
    "ringed-dot": _ringed_dot,
    "half-dot": _half_dot,
    "square": lambda painter, box, _: painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5)),
    "ring": _outline,
    "swatch": _swatch,
}
