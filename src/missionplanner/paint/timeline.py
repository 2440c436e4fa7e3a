"""The timeline chart of a plan, painted on a window or on paper.

On paper::

    layout = paper_layout(assessment, painter.font(), width_px=1000.0)
    painter.translate(x_px, y_px)
    paint_timeline(painter, layout, PRINT)         # layout.height_px high
    paint_legend(painter, layout, PRINT, y_px)     # legend_height_px(layout) high
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from missionplanner.flight.assess import Assessment
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_events import moved_events, paint_events, paint_ghosts
from missionplanner.paint.timeline_items import ASSUMED, SIBLING, SURE, Items, chart_items
from missionplanner.paint.timeline_layout import Layout, Measure, Metrics, flight_span_ms, lay_out
from missionplanner.paint.timeline_packing import PAPER
from missionplanner.paint.timeline_ruler import paint_headers, paint_playhead, paint_rows, paint_ruler, paint_t0
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_strokes import draw_diamonds, draw_triangles, fill_brushes, outline_pen

LEFT_MARGIN_PX = 28.0
_NARROWEST_HEADER_PX = 110.0
_WIDEST_HEADER_PX = 190.0


def metrics_for(font: QFont, items: Items) -> Metrics:
    """Return the chart's sizes for a font, the first column as wide as the tracks' names need."""
    measure = QFontMetricsF(font)
    longest = max((measure.horizontalAdvance(name) for _, name in items.tracks), default=0.0)
    corner = measure.horizontalAdvance("UTC   2025-11-27")
    header = min(max(longest, corner, _NARROWEST_HEADER_PX - 20.0) + 20.0, _WIDEST_HEADER_PX)
    return Metrics(text_px=round(measure.height()), header_px=round(header))


def measure_for(font: QFont) -> Measure:
    """Return a function that tells how wide a text is in a font, and remembers it."""
    return lru_cache(maxsize=65_536)(QFontMetricsF(font).horizontalAdvance)


def scale_of_flight(items: Items, docking: str, metrics: Metrics, measure: Measure, width_px: float) -> TimeScale:
    """Return the axis that shows launch to docking and hatch opening, with room for the last name."""
    start_ms, end_ms = flight_span_ms(items, docking)
    axis_px = max(width_px - metrics.header_px, 1.0)
    instants = ~items.is_span
    room_px = 4 * metrics.gap_px + metrics.symbol_px
    first, last = (
        max((measure(items.labels[i]) for i in np.flatnonzero(instants & (items.start_ms == at_ms))), default=0.0)
        for at_ms in (start_ms, end_ms)
    )
    right_margin_px = min(last + room_px, 0.3 * axis_px)
    return TimeScale.between(
        start_ms,
        end_ms,
        left_px=metrics.header_px,
        width_px=axis_px,
        left_margin_px=min(max(first + room_px, LEFT_MARGIN_PX), 0.08 * axis_px),
        right_margin_px=right_margin_px,
    )


def paper_layout(
    assessment: Assessment, font: QFont, width_px: float, span_ms: tuple[float, float] | None = None
) -> Layout:
    """Lay a plan out for paper: launch to docking and hatch opening, or another span, over a width."""
    items, measure = chart_items(assessment), measure_for(font)
    metrics = metrics_for(font, items)
    if span_ms is None:
        scale = scale_of_flight(items, assessment.plan.rendezvous.docking, metrics, measure, width_px)
    else:
        axis_px = width_px - metrics.header_px
        scale = TimeScale.between(*span_ms, left_px=metrics.header_px, width_px=axis_px)
    whole_axis_ms = (scale.left_ms, scale.right_ms)
    return lay_out(items, scale, metrics, measure, density=PAPER, span_ms=whole_axis_ms)


def paint_timeline(
    painter: QPainter,
    layout: Layout,
    palette: Palette,
    *,
    height_px: float | None = None,
    selected: Collection[str] = (),
    hovered: str | None = None,
    playhead_ms: int | None = None,
    guide_ms: int | None = None,
    before: Layout | None = None,
) -> None:
    """Paint the chart with its upper left corner at the painter's origin, in the painter's font.

    Args:
        painter: where to paint.
        layout: what to paint.
        palette: its colours.
        height_px: how far down to paint; the chart's own height if None.
        selected: events to frame.
        hovered: an event to frame lightly.
        playhead_ms: where to draw the playhead, if anywhere.
        guide_ms: where to draw the guide line of a snap, if anywhere.
        before: the layout before a drag began; what has moved since leaves an outline.
    """
    bottom_px = layout.height_px if height_px is None else height_px
    scale, ruler_px = layout.scale, layout.metrics.ruler_px
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRectF(0.0, 0.0, scale.right_px, bottom_px), Qt.ClipOperation.IntersectClip)
    paint_rows(painter, layout, palette, bottom_px)
    painter.save()
    chart = QRectF(scale.left_px, ruler_px, scale.width_px, max(bottom_px - ruler_px, 0.0))
    painter.setClipRect(chart, Qt.ClipOperation.IntersectClip)
    paint_t0(painter, layout, palette, bottom_px)
    lifted = None
    if before is not None:
        paint_ghosts(painter, before, layout, palette)
        lifted = moved_events(before, layout)
    paint_events(painter, layout, palette, selected=selected, hovered=hovered, lifted=lifted)
    painter.restore()
    paint_ruler(painter, layout, palette)
    painter.save()
    painter.setClipRect(QRectF(scale.left_px, 0.0, scale.width_px, bottom_px), Qt.ClipOperation.IntersectClip)
    painter.save()
    painter.setClipRect(QRectF(scale.left_px, 0.0, scale.width_px, ruler_px), Qt.ClipOperation.IntersectClip)
    paint_t0(painter, layout, palette, bottom_px)
    painter.restore()
    if guide_ms is not None:
        painter.setPen(QPen(QColor(palette.accent), 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(scale.px(guide_ms), 0.0, scale.px(guide_ms), bottom_px))
    if playhead_ms is not None:
        paint_playhead(painter, layout, palette, playhead_ms, bottom_px)
    painter.restore()
    paint_headers_below_ruler(painter, layout, palette, bottom_px)
    painter.restore()


def paint_headers_below_ruler(painter: QPainter, layout: Layout, palette: Palette, bottom_px: float) -> None:
    """Paint the names of the tracks so that scrolled ones go under the ruler."""
    painter.save()
    ruler_px = layout.metrics.ruler_px
    painter.setClipRect(
        QRectF(0.0, ruler_px, layout.metrics.header_px, max(bottom_px - ruler_px, 0.0)), Qt.ClipOperation.IntersectClip
    )
    paint_headers(painter, layout, palette, bottom_px)
    painter.restore()


def legend_height_px(layout: Layout) -> float:
    """Return how much height the legend needs."""
    return layout.metrics.lane_px + 2 * layout.metrics.pad_px


def paint_legend(painter: QPainter, layout: Layout, palette: Palette, top_px: float) -> None:
    """Say in one line what shapes and fillings mean."""

    def translated(text: str) -> str:
        return QCoreApplication.translate("TimelineLegend", text)

    metrics = layout.metrics
    size, bar = metrics.symbol_px, metrics.bar_px
    x, y = metrics.gap_px + size, top_px + metrics.pad_px + bar / 2
    entries: list[tuple[str, str]] = [
        ("diamond", translated("Milestone")),
        ("triangle", translated("Burn")),
        ("square", translated("Phase")),
        ("round", translated("Activity")),
        ("sure", translated("of this flight")),
        ("sibling", translated("from a sibling flight")),
        ("assumed", translated("assumed")),
        ("flown", translated("flown")),
        ("t0", translated("T0: liftoff")),
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for sign, text in entries:
        _paint_sign(painter, sign, QPointF(x, y), metrics, palette)
        painter.setPen(QColor(palette.text))
        x += size + metrics.gap_px
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.drawText(QRectF(x, y - bar, width + 4.0, 2 * bar), Qt.AlignmentFlag.AlignVCenter, text)
        x += width + 2 * metrics.gap_px + size
    painter.restore()


def _paint_sign(painter: QPainter, sign: str, at: QPointF, metrics: Metrics, palette: Palette) -> None:
    size = metrics.symbol_px
    box = QRectF(at.x() - size, at.y() - 0.4 * metrics.bar_px, 2 * size, 0.8 * metrics.bar_px)
    place = [(at.x(), at.y())]
    painter.setPen(Qt.PenStyle.NoPen)
    match sign:
        case "diamond":
            painter.setBrush(QColor(palette.milestone))
            draw_diamonds(painter, place, size)
        case "triangle":
            painter.setBrush(QColor(palette.burn))
            draw_triangles(painter, place, size)
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
        case "t0":
            painter.setPen(QPen(QColor(palette.accent), 1.5))
            painter.drawLine(QLineF(at.x(), box.top(), at.x(), box.bottom()))
        case _:
            certainty = {"sure": SURE, "sibling": SIBLING, "assumed": ASSUMED}[sign]
            painter.setPen(outline_pen(palette.muted_text, certainty))
            for brush in fill_brushes(palette.muted_text, certainty, palette):
                painter.setBrush(brush)
                painter.drawRect(box)
