"""Paints the events of a laid-out chart: bars, symbols, names, flown times and findings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_items import (
    ACTIVITY,
    ASSUMED,
    BURN,
    KINDS,
    MILESTONE,
    PHASE,
    SEVERITIES,
    SIBLING,
    SURE,
)
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_names import paint_called_names, paint_crowds, paint_ground, paint_names
from missionplanner.paint.timeline_packing import HIDDEN
from missionplanner.paint.timeline_strokes import (
    blend,
    draw_badge,
    draw_diamonds,
    draw_stamped,
    draw_triangles,
    fill_brushes,
    is_pixels,
    outline_pen,
)

_THIN_PX = 2.0
_MANY_SYMBOLS = 400
_MANY_BOXES = 150
_MANY_STAMPED = 40
# Coordinates beyond a few screens make painters slow or wrong; nothing is lost by cutting bars there.
_FAR_PX = 4000.0


def paint_events(
    painter: QPainter,
    layout: Layout,
    palette: Palette,
    *,
    selected: Collection[str] = (),
    hovered: str | None = None,
    lifted: NDArray[np.bool_] | None = None,
) -> None:
    """Paint every event in view, with the painter's font; those that are lifted over the others."""
    shown = layout.visible
    if lifted is None:
        _paint_layer(painter, layout, palette, shown)
    else:
        _paint_layer(painter, layout, palette, shown[~lifted[shown]])
        upper = shown[lifted[shown]]
        for number in upper.tolist():
            paint_ground(painter, layout, palette, number)
        _paint_layer(painter, layout, palette, upper)
    paint_crowds(painter, layout, palette)
    items = layout.items
    marked = [items.index[event_id] for event_id in selected if event_id in items.index]
    pointed = [items.index[event_id] for event_id in {hovered or ""} - {*selected} if event_id in items.index]
    for number in pointed:
        _paint_frame(painter, layout, number, palette.muted_text, 1.0)
    for number in marked:
        _paint_frame(painter, layout, number, palette.selection, 2.0)
    paint_called_names(painter, layout, palette, marked[-1:], pointed)


def moved_events(before: Layout, after: Layout) -> NDArray[np.bool_] | None:
    """Tell which events have moved from one layout to the other; None if they are not of the same events."""
    if before.items.ids != after.items.ids:
        return None
    moved: NDArray[np.bool_] = (before.items.start_ms != after.items.start_ms) | (
        before.items.end_ms != after.items.end_ms
    )
    return moved


def _paint_layer(painter: QPainter, layout: Layout, palette: Palette, shown: NDArray[np.int64]) -> None:
    items = layout.items
    for kind in (PHASE, ACTIVITY):
        for certainty in (SURE, SIBLING, ASSUMED):
            chosen = shown[(items.kind[shown] == kind) & (items.certainty[shown] == certainty)]
            _paint_bars(painter, layout, palette, chosen, kind, certainty)
    _paint_burn_lengths(painter, layout, palette, shown[items.kind[shown] == BURN])
    _paint_actuals(painter, layout, palette, shown[~np.isnan(items.actual_ms[shown])])
    for kind in (MILESTONE, BURN):
        for certainty in (SURE, SIBLING, ASSUMED):
            chosen = shown[(items.kind[shown] == kind) & (items.certainty[shown] == certainty)]
            _paint_symbols(painter, layout, palette, chosen, kind, certainty)
    _paint_pins(painter, layout, palette, shown[items.is_fixed_burn[shown]])
    paint_names(painter, layout, palette, shown)
    for number in shown[items.severity[shown] > 0].tolist():
        severity = SEVERITIES[items.severity[number]]
        if severity is not None:
            at = QPointF(float(layout.shape_left_px[number]), float(layout.top_px[number]) + 2.0)
            draw_badge(painter, at, layout.metrics.symbol_px, severity, palette)


def paint_ghosts(painter: QPainter, before: Layout, after: Layout, palette: Palette) -> None:
    """Outline where events were that have moved from one layout to the other."""
    moved = moved_events(before, after)
    if moved is None:
        return
    # On the axis of now, which may have been scrolled since.
    was = replace(after, items=before.items)
    painter.setPen(QPen(QColor(palette.muted_text), 1.0, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(_rects(was, was.visible[moved[was.visible]]))


def shape_rect(layout: Layout, number: int) -> QRectF:
    """Return the place of an event's bar or symbol, cut off far outside the view."""
    return _rect(layout, number)


def _rect(layout: Layout, number: int) -> QRectF:
    return _rects(layout, np.array([number]))[0]


def _rects(layout: Layout, chosen: NDArray[np.int64]) -> list[QRectF]:
    left = np.maximum(layout.shape_left_px[chosen], layout.scale.left_px - _FAR_PX)
    width = np.maximum(np.minimum(layout.shape_right_px[chosen], layout.scale.right_px + _FAR_PX) - left, 1.0)
    places = (left.tolist(), layout.top_px[chosen].tolist(), width.tolist(), layout.bars_px[chosen].tolist())
    return list(map(QRectF, *places))


def _paint_bars(
    painter: QPainter, layout: Layout, palette: Palette, chosen: NDArray[np.int64], kind: int, certainty: int
) -> None:
    if chosen.size == 0:
        return
    colour = palette.kind(KINDS[kind])
    width = layout.end_px[chosen] - layout.start_px[chosen]
    _draw_thin(painter, layout, colour, chosen[width < _THIN_PX])
    rects = _rects(layout, chosen[width >= _THIN_PX])
    for brush in fill_brushes(colour, certainty, palette):
        painter.setBrush(brush)
        _draw_boxes(painter, rects, kind)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(outline_pen(colour, certainty))
    _draw_boxes(painter, rects, kind)
    if kind == PHASE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRects([QRectF(r.left(), r.top(), min(3.0, r.width()), r.height()) for r in rects])


def _draw_boxes(painter: QPainter, rects: list[QRectF], kind: int) -> None:
    """Phases have square corners, activities round ones, if they are not too many to tell."""
    if kind == PHASE or len(rects) > _MANY_BOXES:
        _draw_sharply(painter, rects)
        return
    for rect in rects:
        radius = min(rect.height(), rect.width()) / 2.6
        painter.drawRoundedRect(rect, radius, radius)


def _draw_thin(painter: QPainter, layout: Layout, colour: str, chosen: NDArray[np.int64]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    _draw_sharply(painter, _thin_runs(layout, chosen))


def _draw_sharply(painter: QPainter, rects: list[QRectF]) -> None:
    """Draw upright rectangles; smoothing many of them takes longer than a frame, and none of them needs it."""
    if len(rects) <= _MANY_BOXES:
        painter.drawRects(rects)
        return
    pen = painter.pen()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if pen.style() == Qt.PenStyle.SolidLine:
        painter.setPen(QPen(pen.color(), 0.0))
    painter.drawRects(rects)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _thin_runs(layout: Layout, chosen: NDArray[np.int64]) -> list[QRectF]:
    """Merge what is narrower than two pixels and falls on the same pixel of the same lane."""
    left, top, height = np.floor(layout.shape_left_px[chosen]), layout.top_px[chosen], layout.bars_px[chosen]
    _, first = np.unique(left + 1e5 * np.round(4 * top), return_index=True)
    widths = np.full(first.size, _THIN_PX).tolist()
    return list(map(QRectF, left[first].tolist(), top[first].tolist(), widths, height[first].tolist()))


def _paint_symbols(
    painter: QPainter, layout: Layout, palette: Palette, chosen: NDArray[np.int64], kind: int, certainty: int
) -> None:
    if chosen.size == 0:
        return
    colour = palette.kind(KINDS[kind])
    if chosen.size > _MANY_SYMBOLS:
        nameless = layout.lanes.label_place[chosen] == HIDDEN
        _draw_thin(painter, layout, colour, chosen[nameless])
        chosen = chosen[~nameless]
    middles = layout.top_px[chosen] + layout.bars_px[chosen] / 2
    places = zip(layout.start_px[chosen].tolist(), middles.tolist(), strict=True)
    draw = draw_diamonds if kind == MILESTONE else draw_triangles
    painter.save()
    painter.setPen(outline_pen(colour, SURE))
    if certainty == SURE:
        painter.setBrush(QColor(colour))
    elif certainty == SIBLING:
        painter.setBrush(blend(colour, palette.background, 0.40))
    else:
        painter.setBrush(QColor(palette.background))
    if chosen.size > _MANY_STAMPED and is_pixels(painter):
        draw_stamped(painter, draw, places, layout.metrics.symbol_px)
    else:
        draw(painter, places, layout.metrics.symbol_px)
    painter.restore()


def _paint_burn_lengths(painter: QPainter, layout: Layout, palette: Palette, chosen: NDArray[np.int64]) -> None:
    """Draw how long the engine runs as a bar to the right of the burn's triangle."""
    half = layout.metrics.symbol_px / 2
    long = chosen[layout.end_px[chosen] - layout.start_px[chosen] > half]
    if long.size == 0:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(blend(palette.burn, palette.background, 0.45))
    rects = _rects(layout, long)
    painter.drawRects([r.adjusted(half, 0.3 * r.height(), 0.0, -0.1 * r.height()) for r in rects])


def _paint_pins(painter: QPainter, layout: Layout, palette: Palette, chosen: NDArray[np.int64]) -> None:
    """Underline a burn whose time the user has fixed."""
    half = layout.metrics.symbol_px / 2 + 1.0
    bottoms = layout.top_px[chosen] + layout.bars_px[chosen]
    painter.setPen(QPen(QColor(palette.text), 2.0))
    places = zip(layout.start_px[chosen].tolist(), bottoms.tolist(), strict=True)
    painter.drawLines([QLineF(x - half, bottom, x + half, bottom) for x, bottom in places])


def _paint_actuals(painter: QPainter, layout: Layout, palette: Palette, chosen: NDArray[np.int64]) -> None:
    """Draw the flown time as a small hollow diamond, tied to the planned one by a thin line."""
    for number in chosen.tolist():
        planned, flown = float(layout.start_px[number]), float(layout.actual_px[number])
        if abs(flown - planned) < 1.0 or abs(flown - planned) > _FAR_PX:
            continue
        y = float(layout.top_px[number]) + float(layout.bars_px[number]) / 2
        painter.setPen(QPen(QColor(palette.text), 1.0))
        painter.drawLine(QPointF(planned, y), QPointF(flown, y))
        painter.setBrush(QBrush(QColor(palette.background)))
        draw_diamonds(painter, [(flown, y)], 0.72 * layout.metrics.symbol_px)


def _paint_frame(painter: QPainter, layout: Layout, number: int, colour: str, width_px: float) -> None:
    painter.setPen(QPen(QColor(colour), width_px))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_rect(layout, number).adjusted(-2.5, -1.5, 2.5, 1.5), 3.0, 3.0)
