"""The relative-motion chart: one plane of the target's LVLH with zones, ports, the flown path and its events.

On paper::

    motion = relative_motion(assessment)
    chart = PlaneMap(plane="r-bar", view=RelativeView(), frame=QRectF(x, y, width, height))
    paint_relative_chart(painter, chart, motion, PRINT)
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from missionplanner.orbit.vectors import Array
from missionplanner.paint.clipped_line import clipped
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.ground_track_symbols import Symbol, paint_symbols
from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_axes import paint_axes, paint_axis_words, paint_scale_bar
from missionplanner.paint.relative_bands import paint_bands, paint_bands_words
from missionplanner.paint.relative_drifts import paint_drifts
from missionplanner.paint.relative_motion import RelativeMark, RelativeMotion, ports_of
from missionplanner.paint.relative_ticks import time_ticks
from missionplanner.paint.relative_view import PlaneMap
from missionplanner.paint.relative_zones import paint_zones

_PORTS_NAMED_BELOW_M = 160.0
_PORT_AXIS_M = 5.0
_PAST_PX, _FUTURE_PX = 2.2, 1.4


def paint_relative_chart(
    painter: QPainter,
    chart: PlaneMap,
    motion: RelativeMotion,
    palette: Palette,
    *,
    playhead_ms: int | None = None,
    selected: Collection[str] = (),
    shows_drifts: bool = False,
    bands: DrawnBands | None = None,
) -> None:
    """Paint one plane, in the painter's font.

    Args:
        painter: where to paint; nothing but lines, fills and text, so that paper gets vectors.
        chart: the plane, and how it lies in the picture.
        motion: what to paint.
        palette: its colours.
        playhead_ms: the instant of the chaser's place; without it only the path is shown.
        selected: events to frame.
        shows_drifts: whether to show where the chaser drifts if a burn fails.
        bands: where dispersed flights are, if that is to be shown.
    """
    paint_still(
        painter,
        chart,
        motion,
        palette,
        selected,
        is_all_flown=playhead_ms is None,
        shows_drifts=shows_drifts,
        bands=bands,
    )
    if playhead_ms is not None:
        paint_moving(painter, chart, motion, palette, playhead_ms)


def paint_still(
    painter: QPainter,
    chart: PlaneMap,
    motion: RelativeMotion,
    palette: Palette,
    selected: Collection[str] = (),
    *,
    is_all_flown: bool = False,
    shows_drifts: bool = False,
    bands: DrawnBands | None = None,
) -> None:
    """Paint all that stays where it is while time goes on: a window need not do it again for each instant."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(chart.frame, Qt.ClipOperation.IntersectClip)
    painter.fillRect(chart.frame, QColor(palette.background))
    paint_axes(painter, chart, palette)
    taken = paint_zones(painter, chart, palette, motion.port, motion.corridor)
    symbols = _port_symbols(painter, chart, motion, palette)
    if bands is not None:
        paint_bands(painter, chart, bands, palette)
        taken.append(paint_bands_words(painter, chart, bands, palette, 2 if shows_drifts else 1))
    if shows_drifts:
        taken += paint_drifts(painter, chart, motion, palette, selected)
    if motion.path is not None:
        if is_all_flown:
            _paint_line(painter, chart, chart.pixels(motion.path.r_m), palette, _PAST_PX, Qt.PenStyle.SolidLine)
        else:
            _paint_line(painter, chart, chart.pixels(motion.path.r_m), palette, _FUTURE_PX, Qt.PenStyle.DashLine)
        symbols = [*_event_symbols(chart, motion, palette, selected), *symbols, *time_ticks(chart, motion, palette)]
    taken += paint_axis_words(painter, chart, palette)
    taken.append(paint_scale_bar(painter, chart, palette))
    near = chart.frame.adjusted(-20.0, -20.0, 20.0, 20.0)
    paint_symbols(painter, chart.frame, palette, [symbol for symbol in symbols if near.contains(symbol.at)], taken)
    if motion.path is None:
        painter.setPen(QColor(palette.muted_text))
        text = QCoreApplication.translate("RelativeChart", "The approach has not been flown; the findings say why.")
        align = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(chart.frame.adjusted(20, 20, -20, -20), align, text)
    painter.setClipping(False)
    painter.setPen(QPen(QColor(palette.grid), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(chart.frame)
    painter.restore()


def paint_moving(
    painter: QPainter, chart: PlaneMap, motion: RelativeMotion, palette: Palette, playhead_ms: int
) -> None:
    """Paint what an instant adds: the path flown by then, and the chaser."""
    if motion.path is None:
        return
    figures = motion.figures(playhead_ms)
    split = int(np.searchsorted(motion.path.t_s, (playhead_ms - motion.path.flight.epoch_ms) / 1000.0))
    end = np.empty((0, 3)) if figures is None else figures.r_m[None]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(chart.frame, Qt.ClipOperation.IntersectClip)
    past = chart.pixels(np.concatenate([motion.path.r_m[:split], end])) if split else np.empty((0, 2))
    _paint_line(painter, chart, past, palette, _PAST_PX, Qt.PenStyle.SolidLine)
    if figures is not None:
        # Without a name: the names of the events lie where they lay before, and it would cover them.
        here = Symbol(chart.point(figures.r_m), "", palette.chaser, "chaser", 6.0)
        paint_symbols(painter, chart.frame, palette, [here])
    painter.restore()


def mark_at(chart: PlaneMap, motion: RelativeMotion, point: QPointF, within_px: float = 9.0) -> RelativeMark | None:
    """Return the event's mark nearest to a point of the picture, None if none is near."""
    nearest = None
    for mark in motion.marks:
        away = chart.point(mark.r_m) - point
        distance = float(np.hypot(away.x(), away.y()))
        if distance <= within_px:
            nearest, within_px = mark, distance
    return nearest


def time_at(chart: PlaneMap, motion: RelativeMotion, point: QPointF, within_px: float = 12.0) -> int | None:
    """Return when the chaser passes a point of the picture, in UTC milliseconds; None if its path is not near."""
    if motion.path is None:
        return None
    points = chart.pixels(motion.path.r_m)
    start, step = points[:-1], np.diff(points, axis=0)
    length2 = np.maximum(np.sum(step * step, axis=1), 1e-12)
    at = np.array([point.x(), point.y()])
    share = np.clip(np.sum((at - start) * step, axis=1) / length2, 0.0, 1.0)
    away = np.linalg.norm(start + share[:, None] * step - at, axis=1)
    k = int(np.argmin(away))
    if away[k] > within_px:
        return None
    t_s = motion.path.t_s
    return motion.path.flight.epoch_ms + round(1000.0 * float(t_s[k] + share[k] * (t_s[k + 1] - t_s[k])))


def _paint_line(
    painter: QPainter, chart: PlaneMap, points: Array, palette: Palette, width_px: float, style: Qt.PenStyle
) -> None:
    pen = QPen(QColor(palette.chaser), width_px, style)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for part in clipped(points, chart.frame.adjusted(-8.0, -8.0, 8.0, 8.0)):
        painter.drawPolyline(part)


def _port_symbols(painter: QPainter, chart: PlaneMap, motion: RelativeMotion, palette: Palette) -> list[Symbol]:
    """Draw the ports with their axes, and the target's centre of mass; all but the chosen port only from near."""
    is_near = chart.view.span_m <= _PORTS_NAMED_BELOW_M
    target = motion.assessment.plan.target
    centre = chart.point(np.zeros(3))
    symbols = [Symbol(centre, target.name, palette.target, "target", 6.0, bold=True)]
    for number, port in enumerate(ports_of(motion)):
        if number and not is_near:
            break
        place, axis = np.array(port.position_lvlh_m), np.array(port.axis_lvlh)
        at, out = chart.point(place), chart.point(place + _PORT_AXIS_M * axis)
        if QLineF(centre, at).length() < 5.0:
            continue
        colour = palette.ok if number == 0 else palette.muted_text
        painter.setPen(QPen(QColor(palette.target), 1.0))
        painter.drawLine(QLineF(centre, at))
        painter.setPen(QPen(QColor(colour), 2.0))
        painter.drawLine(QLineF(at, out))
        symbols.append(Symbol(at, port.name if is_near else "", colour, "pad", 3.5))
    return symbols


def _event_symbols(
    chart: PlaneMap, motion: RelativeMotion, palette: Palette, selected: Collection[str]
) -> list[Symbol]:
    return [
        Symbol(
            chart.point(mark.r_m),
            mark.name,
            palette.kind(mark.kind),
            "burn" if mark.kind == "burn" else "milestone",
            4.5,
            selected=mark.event in selected,
        )
        for mark in motion.marks
    ]
