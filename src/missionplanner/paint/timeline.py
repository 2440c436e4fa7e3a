"""The timeline chart of a plan, painted on a window or on paper.

On paper::

    layout = paper_layout(assessment, painter.font(), width_px=1000.0)
    painter.translate(x_px, y_px)
    paint_timeline(painter, layout, PRINT)         # layout.height_px high
    paint_legend(painter, layout, PRINT, y_px)     # legend_height_px(layout) high
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from missionplanner.flight.assess import Assessment
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_events import moved_events, paint_events, paint_ghosts
from missionplanner.paint.timeline_items import Items, chart_items
from missionplanner.paint.timeline_layout import Layout, Measure, Metrics, flight_span_ms, lay_out
from missionplanner.paint.timeline_legend import legend_height_px as legend_height_px
from missionplanner.paint.timeline_legend import paint_legend as paint_legend
from missionplanner.paint.timeline_packing import PAPER
from missionplanner.paint.timeline_ruler import paint_headers, paint_playhead, paint_rows, paint_ruler, paint_t0
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_spreads import paint_spreads

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
    metrics = QFontMetricsF(font)
    # Not the method itself: asking Qt's methods for their signature, as the cache does, takes 0.1 s the first time.
    return lru_cache(maxsize=65_536)(lambda text: metrics.horizontalAdvance(text))


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
    """Lay a plan out for paper: launch to docking and hatch opening, or another span, over a width.

    Folded tracks are unfolded, because nobody can unfold paper; hidden ones stay hidden.
    """
    items, measure = replace(chart_items(assessment), is_folded=()), measure_for(font)
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
    bands: DrawnBands | None = None,
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
        bands: how early or late dispersed flights burn and dock, if that is to be shown.
    """
    bottom_px = layout.height_px if height_px is None else height_px
    scale, ruler_px, rows_top_px = layout.scale, layout.metrics.ruler_px, layout.metrics.rows_top_px
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRectF(0.0, 0.0, scale.right_px, bottom_px), Qt.ClipOperation.IntersectClip)
    paint_rows(painter, layout, palette, bottom_px)
    painter.save()
    chart = QRectF(scale.left_px, rows_top_px, scale.width_px, max(bottom_px - rows_top_px, 0.0))
    painter.setClipRect(chart, Qt.ClipOperation.IntersectClip)
    paint_t0(painter, layout, palette, bottom_px)
    if bands is not None:
        paint_spreads(painter, layout, palette, bands)
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


def paint_playhead_over(painter: QPainter, layout: Layout, palette: Palette, utc_ms: int, bottom_px: float) -> None:
    """Paint the playhead over everything else, within the axis."""
    scale = layout.scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRectF(scale.left_px, 0.0, scale.width_px, bottom_px), Qt.ClipOperation.IntersectClip)
    paint_playhead(painter, layout, palette, utc_ms, bottom_px)
    painter.restore()


def paint_headers_below_ruler(painter: QPainter, layout: Layout, palette: Palette, bottom_px: float) -> None:
    """Paint the names of the tracks so that scrolled ones go under the ruler."""
    painter.save()
    top_px = layout.metrics.rows_top_px
    painter.setClipRect(
        QRectF(0.0, top_px, layout.metrics.header_px, max(bottom_px - top_px, 0.0)), Qt.ClipOperation.IntersectClip
    )
    paint_headers(painter, layout, palette, bottom_px)
    painter.restore()
