"""Paints the legend of the timeline: what shapes and fillings mean, in a line on paper or in a column."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_items import ASSUMED, SIBLING, SURE
from missionplanner.paint.timeline_layout import Layout, Metrics
from missionplanner.paint.timeline_spreads import paint_spread
from missionplanner.paint.timeline_strokes import (
    draw_badge,
    draw_diamonds,
    draw_triangles,
    fill_brushes,
    outline_pen,
)
from missionplanner.plan.rules import Severity

_CERTAINTY = {"sure": SURE, "sibling": SIBLING, "assumed": ASSUMED}
_SEVERITY: dict[str, Severity] = {"error": "error", "warning": "warning", "note": "note"}


def legend_height_px(layout: Layout) -> float:
    """Return how much height the legend needs in one line."""
    return layout.metrics.lane_px + 2 * layout.metrics.pad_px


def paint_legend(
    painter: QPainter, layout: Layout, palette: Palette, top_px: float, *, has_bands: bool = False
) -> None:
    """Say in one line what shapes and fillings mean, spreads of dispersed flights among them if there are some."""
    metrics = layout.metrics
    size, bar = metrics.symbol_px, metrics.bar_px
    x, y = metrics.gap_px + size, top_px + metrics.pad_px + bar / 2
    signs = [*_signs(), ("spread", _translated("90 % of flights"))] if has_bands else _signs()
    for sign, text in signs:
        _paint_sign(painter, sign, QPointF(x, y), metrics, palette)
        x += size + metrics.gap_px
        x += _write(painter, x, y, text, metrics, palette) + 2 * metrics.gap_px + size


def legend_column_size(metrics: Metrics, font: QFont) -> QSizeF:
    """Return how much room the legend needs in a column."""
    texts = [text for _, text in _all_signs()]
    widest = max(map(QFontMetricsF(font).horizontalAdvance, texts))
    return QSizeF(
        3 * metrics.symbol_px + 4 * metrics.gap_px + widest, len(texts) * metrics.lane_px + 2 * metrics.gap_px
    )


def paint_legend_column(painter: QPainter, metrics: Metrics, palette: Palette) -> None:
    """Say one below the other what shapes, fillings and marks mean, those of the window included."""
    x, y = metrics.gap_px + 1.5 * metrics.symbol_px, metrics.gap_px + metrics.lane_px / 2
    for sign, text in _all_signs():
        _paint_sign(painter, sign, QPointF(x, y), metrics, palette)
        _write(painter, x + 1.5 * metrics.symbol_px + metrics.gap_px, y, text, metrics, palette)
        y += metrics.lane_px


def _signs() -> list[tuple[str, str]]:
    return [
        ("diamond", _translated("Milestone")),
        ("triangle", _translated("Burn")),
        ("square", _translated("Phase")),
        ("round", _translated("Activity")),
        ("sure", _translated("of this flight")),
        ("sibling", _translated("from a sibling flight")),
        ("assumed", _translated("assumed")),
        ("flown", _translated("flown")),
        ("t0", _translated("T0: liftoff")),
    ]


def _all_signs() -> list[tuple[str, str]]:
    return [
        *_signs(),
        ("playhead", _translated("playhead")),
        ("fixed", _translated("burn at a time you have fixed")),
        ("anchor", _translated("what the selected event hangs on, and what hangs on it")),
        ("ring", _translated("drag it to another event to anchor there")),
        ("limit", _translated("constraint that is broken: click its words to repair")),
        ("spread", _translated("when 90 of 100 dispersed flights do it; thick: 50 of 100")),
        ("old spread", _translated("the same before the plan was changed")),
        ("crowd", _translated("no room for names: point at a symbol, or zoom in")),
        ("error", _translated("finding: error")),
        ("warning", _translated("finding: warning")),
        ("note", _translated("finding: note")),
    ]


def _translated(text: str) -> str:
    return QCoreApplication.translate("TimelineLegend", text)


def _write(painter: QPainter, x: float, y: float, text: str, metrics: Metrics, palette: Palette) -> float:
    """Write a text, centred about a height; return its width."""
    bar = metrics.bar_px
    width = QFontMetricsF(painter.font()).horizontalAdvance(text)
    painter.setPen(QColor(palette.text))
    painter.drawText(QRectF(x, y - bar, width + 4.0, 2 * bar), Qt.AlignmentFlag.AlignVCenter, text)
    return width


def _paint_sign(painter: QPainter, sign: str, at: QPointF, metrics: Metrics, palette: Palette) -> None:
    size = metrics.symbol_px
    box = QRectF(at.x() - size, at.y() - 0.4 * metrics.bar_px, 2 * size, 0.8 * metrics.bar_px)
    place = [(at.x(), at.y())]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    match sign:
        case "diamond":
            painter.setBrush(QColor(palette.milestone))
            draw_diamonds(painter, place, size)
        case "crowd":
            painter.setPen(QPen(QColor(palette.background), 1.0))
            painter.setBrush(QColor(palette.milestone))
            draw_diamonds(painter, [(at.x() + step * size, at.y()) for step in (-0.7, 0.0, 0.7)], size)
        case "triangle" | "fixed":
            painter.setBrush(QColor(palette.burn))
            draw_triangles(painter, place, size)
            if sign == "fixed":
                painter.setPen(QPen(QColor(palette.text), 2.0))
                painter.drawLine(QLineF(at.x() - 0.7 * size, box.bottom(), at.x() + 0.7 * size, box.bottom()))
        case "square":
            painter.setBrush(QColor(palette.phase))
            painter.drawRect(box)
        case "round":
            painter.setBrush(QColor(palette.activity))
            painter.drawRoundedRect(box, 5.0, 5.0)
        case "flown":
            painter.setPen(QPen(QColor(palette.text), 1.0))
            painter.setBrush(QColor(palette.background))
            draw_diamonds(painter, place, 0.72 * size)
        case "t0" | "playhead":
            painter.setPen(QPen(QColor(palette.accent if sign == "t0" else palette.playhead), 1.5))
            painter.drawLine(QLineF(at.x(), box.top(), at.x(), box.bottom()))
        case "anchor":
            painter.setPen(QPen(QColor(palette.accent), 1.2))
            painter.drawLine(QLineF(box.left(), at.y(), box.right() - 2.0, at.y()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.accent))
            tip = QPointF(box.right(), at.y())
            painter.drawConvexPolygon([tip, tip + QPointF(-5.0, -3.5), tip + QPointF(-5.0, 3.5)])
        case "ring":
            painter.setPen(QPen(QColor(palette.selection), 1.6))
            painter.setBrush(QColor(palette.background))
            painter.drawEllipse(at, 0.4 * size, 0.4 * size)
        case "limit":
            painter.setPen(QPen(QColor(palette.error), 1.8))
            painter.drawLine(QLineF(box.left(), at.y(), box.right(), at.y()))
            for x in (box.left(), box.right()):
                painter.drawLine(QLineF(x, at.y(), x, at.y() + 0.5 * size))
        case "spread" | "old spread":
            steps = [at.x() + share * size for share in (-1.0, -0.4, 0.0, 0.4, 1.0)]
            short = box.adjusted(0.0, 0.0, 0.0, -4.0)
            paint_spread(painter, palette, palette.burn, short, steps, is_current=sign == "spread")
        case "error" | "warning" | "note":
            draw_badge(painter, at, size, _SEVERITY[sign], palette)
        case _:
            certainty = _CERTAINTY[sign]
            painter.setPen(outline_pen(palette.muted_text, certainty))
            for brush in fill_brushes(palette.muted_text, certainty, palette):
                painter.setBrush(brush)
                painter.drawRect(box)
    painter.restore()
