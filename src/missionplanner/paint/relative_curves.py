"""Range and range rate over time, on scales of powers of ten, with the limits of the speed at contact.

On paper::

    paint_relative_curves(painter, CurveMap(span=CurveSpan(), frame=QRectF(x, y, width, height)), motion, PRINT)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from missionplanner.flight.dispersion_result import CurveBand
from missionplanner.orbit.vectors import Array
from missionplanner.paint.clipped_line import clipped
from missionplanner.paint.dispersion_bands import DrawnBands, paint_between, part_brush, parts_of
from missionplanner.paint.ground_track_symbols import Symbol, paint_symbols
from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_motion import RelativeMotion
from missionplanner.paint.relative_ticks import before_text
from missionplanner.paint.relative_view import length_text

SHORTEST_S, LONGEST_S = 10.0, 4.0 * 86_400.0
_FIRST_S = 3900.0
_AFTER = 0.04  # how much of the width is left after contact
_LEAST_RANGE_M, _LEAST_RATE_MPS = 0.1, 0.01
_STEPS_S = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 21_600, 43_200, 86_400)
_TICK_PX = 58.0


@dataclass(frozen=True, kw_only=True)
class CurveSpan:
    """Which times are shown, in seconds after contact (before it they are below zero)."""

    start_s: float = -_FIRST_S
    end_s: float = _AFTER * _FIRST_S

    def enlarged(self, factor: float, around_s: float) -> CurveSpan:
        """The span shortened by a factor; one time stays where it is."""
        length_s = self.end_s - self.start_s
        wanted_s = min(max(length_s / factor, SHORTEST_S), LONGEST_S)
        start_s = around_s + (self.start_s - around_s) * wanted_s / length_s
        return CurveSpan(start_s=start_s, end_s=start_s + wanted_s).kept()

    def moved(self, by_s: float) -> CurveSpan:
        """The span moved."""
        return CurveSpan(start_s=self.start_s + by_s, end_s=self.end_s + by_s).kept()

    def kept(self) -> CurveSpan:
        """The span moved back to where contact, or something before it, is shown."""
        length_s = self.end_s - self.start_s
        end_s = min(max(self.end_s, length_s - LONGEST_S), 0.5 * length_s)
        return CurveSpan(start_s=end_s - length_s, end_s=end_s)


@dataclass(frozen=True, kw_only=True)
class CurveMap:
    """A span of time laid into a frame: the range above, its rate below."""

    span: CurveSpan
    frame: QRectF
    line_px: float = 14.0

    @property
    def plots(self) -> tuple[QRectF, QRectF]:
        """Where the two curves lie, without figures and words."""
        left, top, line = 4.3 * self.line_px, 1.2 * self.line_px, self.line_px
        height = (self.frame.height() - 2.0 * top - 2.6 * line) / 2.0
        width = self.frame.width() - left - 4.0
        upper = QRectF(self.frame.left() + left, self.frame.top() + top, width, max(height, 10.0))
        return upper, upper.translated(0.0, upper.height() + top + 0.4 * line)

    def x(self, after_s: float) -> float:
        """Where a time lies across the picture."""
        plot, span = self.plots[0], self.span
        return plot.left() + (after_s - span.start_s) / (span.end_s - span.start_s) * plot.width()

    def after_s(self, x: float) -> float:
        """The time under a point of the picture, in seconds after contact."""
        plot, span = self.plots[0], self.span
        return span.start_s + (x - plot.left()) / plot.width() * (span.end_s - span.start_s)


def paint_relative_curves(
    painter: QPainter,
    curves: CurveMap,
    motion: RelativeMotion,
    palette: Palette,
    *,
    playhead_ms: int | None = None,
    selected: Collection[str] = (),
    bands: DrawnBands | None = None,
) -> None:
    """Paint both curves, in the painter's font.

    Args:
        painter: where to paint.
        curves: the times shown, and where.
        motion: what to paint.
        palette: its colours.
        playhead_ms: an instant to mark.
        selected: events to frame.
        bands: where dispersed flights are, if that is to be shown.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(curves.frame, QColor(palette.background))
    if motion.path is None:
        painter.restore()
        return
    range_m, rate_mps = motion.path.ranges
    after_s = motion.before_contact_s
    shown = (after_s >= curves.span.start_s - 60.0) & (after_s <= curves.span.end_s)
    upper, lower = curves.plots
    range_limits = _decades(range_m[shown], _LEAST_RANGE_M, 1e7)
    rate_limits = _decades(np.abs(rate_mps[shown]), _LEAST_RATE_MPS, 1e4)
    _paint_net(painter, curves, upper, range_limits, palette, _tr("Range to the port"), length_text)
    titles = (_tr("Closing, m/s (dashed: opening; red: limit)"), _tr("Closing, m/s (red: limit)"), _tr("Closing, m/s"))
    title = next((one for one in titles if _fits(painter, one, lower)), titles[-1])
    _paint_net(painter, curves, lower, rate_limits, palette, title, _number)
    _paint_times(painter, curves, palette)
    if bands is not None:
        studied = bands.found.bands
        _paint_band(painter, curves, upper, range_limits, bands, palette, studied.port_range_m, [(palette.chaser, 1.0)])
        ways = [(palette.chaser, -1.0), (palette.warning, 1.0)]
        _paint_band(painter, curves, lower, rate_limits, bands, palette, studied.port_rate_mps, ways)
    x = curves.x(0.0) + after_s[shown] * (curves.x(1.0) - curves.x(0.0))
    _paint_curve(painter, upper, x, _heights(upper, range_m[shown], range_limits), palette.chaser)
    heights = _heights(lower, np.abs(rate_mps[shown]), rate_limits)
    opening = rate_mps[shown] > 0.0
    _paint_curve(painter, lower, x, np.where(opening, np.nan, heights), palette.chaser)
    _paint_curve(painter, lower, x, np.where(opening, heights, np.nan), palette.warning, Qt.PenStyle.DashLine)
    limits_mps = motion.speed_limits_mps
    if limits_mps is not None:
        allowed = limits_mps[shown]
        _paint_curve(painter, lower, x, _heights(lower, allowed, rate_limits), palette.error, Qt.PenStyle.DashDotLine)
    taken = _paint_contact_limits(painter, curves, lower, rate_limits, motion, palette)
    symbols = _marks(curves, upper, range_limits, motion, palette, selected)
    paint_symbols(painter, upper, palette, symbols, taken)
    painter.restore()
    if playhead_ms is not None:
        paint_instant(painter, curves, motion, palette, playhead_ms)


def paint_instant(
    painter: QPainter, curves: CurveMap, motion: RelativeMotion, palette: Palette, playhead_ms: int
) -> None:
    """Mark an instant on both curves."""
    upper, lower = curves.plots
    if motion.contact_ms is None:
        return
    x = curves.x((playhead_ms - motion.contact_ms) / 1000.0)
    if upper.left() <= x <= upper.right():
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.playhead), 1.5))
        painter.drawLine(QLineF(x, upper.top(), x, lower.bottom()))
        painter.restore()


def _decades(values: Array, least: float, most: float) -> tuple[int, int]:
    """The powers of ten around some values."""
    inside = values[np.isfinite(values) & (values > least)]
    if not len(inside):
        return floor(log10(least)), floor(log10(least)) + 2
    low, high = floor(log10(max(float(inside.min()), least))), ceil(log10(min(float(inside.max()), most)))
    return low, max(high, low + 1)


def _heights(plot: QRectF, values: Array, limits: tuple[int, int]) -> Array:
    low, high = limits
    share = (np.log10(np.maximum(values, 10.0 ** (low - 2))) - low) / (high - low)
    heights: Array = plot.bottom() - share * plot.height()
    return heights


def _paint_curve(
    painter: QPainter, plot: QRectF, x: Array, y: Array, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine
) -> None:
    painter.setPen(QPen(QColor(colour), 1.8, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    known = np.isfinite(y)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(int)))
    for first, last in edges.reshape(-1, 2).tolist():
        for part in clipped(np.stack([x[first:last], y[first:last]], axis=1), plot):
            painter.drawPolyline(part)


def _fits(painter: QPainter, title: str, plot: QRectF) -> bool:
    return QFontMetricsF(painter.font()).horizontalAdvance(title) <= plot.width()


def _paint_band(
    painter: QPainter,
    curves: CurveMap,
    plot: QRectF,
    limits: tuple[int, int],
    bands: DrawnBands,
    palette: Palette,
    band: CurveBand,
    ways: Sequence[tuple[str, float]],
) -> None:
    """Paint a band once for each way to count its values: a colour, and the sign that makes them positive."""
    x = curves.x(0.0) + (band.utc_ms - bands.found.docking_ms) / 1000.0 * (curves.x(1.0) - curves.x(0.0))
    painter.save()
    painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
    for low, high in parts_of(bands):
        for colour, sign in ways:
            # Both edges lie below the plot where no flight moves this way, so nothing is filled there.
            edges = _heights(plot, sign * band.values[[low, high]], limits)
            paint_between(painter, x, edges[0], edges[1], part_brush(colour, palette, is_current=bands.is_current))
    painter.restore()


def _paint_net(
    painter: QPainter,
    curves: CurveMap,
    plot: QRectF,
    limits: tuple[int, int],
    palette: Palette,
    title: str,
    write: Callable[[float], str],
) -> None:
    measure = QFontMetricsF(painter.font())
    net, words = QPen(QColor(palette.grid), 1.0), QColor(palette.muted_text)
    low, high = limits
    each = max(1, ceil((high - low) * 1.3 * measure.height() / plot.height()))
    for power in range(low, high + 1):
        y = plot.bottom() - (power - low) / (high - low) * plot.height()
        painter.setPen(net)
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
        if (power - low) % each == 0:
            text = write(10.0**power)
            room = QRectF(
                curves.frame.left(), y - measure.height() / 2, plot.left() - curves.frame.left() - 4.0, measure.height()
            )
            painter.setPen(words)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    painter.setPen(QColor(palette.text))
    painter.drawText(QPointF(plot.left(), plot.top() - measure.descent() - 1.0), title)


def _paint_times(painter: QPainter, curves: CurveMap, palette: Palette) -> None:
    """Draw the lines of both plots that stand at round times, with the times below."""
    measure = QFontMetricsF(painter.font())
    net, words = QPen(QColor(palette.grid), 1.0), QColor(palette.muted_text)
    upper, lower = curves.plots
    px_per_s = curves.x(1.0) - curves.x(0.0)
    step_s = next((step for step in _STEPS_S if step * px_per_s >= _TICK_PX), _STEPS_S[-1])
    for k in range(ceil(curves.span.start_s / step_s), floor(curves.span.end_s / step_s) + 1):
        x = curves.x(k * step_s)
        painter.setPen(net if k else QPen(QColor(palette.muted_text), 1.2))
        for plot in (upper, lower):
            painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
        text = before_text(k * step_s)
        width = measure.horizontalAdvance(text)
        if x + width / 2 <= curves.frame.right() and x - width / 2 >= upper.left() - 8.0:
            painter.setPen(words)
            painter.drawText(QPointF(x - width / 2, lower.bottom() + measure.ascent() + 2.0), text)
    painter.setPen(words)
    text = _tr("Time before contact")
    at = QPointF(lower.center().x() - measure.horizontalAdvance(text) / 2, lower.bottom() + 1.85 * measure.height())
    painter.drawText(at, text)


def _paint_contact_limits(
    painter: QPainter,
    curves: CurveMap,
    plot: QRectF,
    limits: tuple[int, int],
    motion: RelativeMotion,
    palette: Palette,
) -> list[QRectF]:
    """Mark how fast the chaser may touch: a band that ends at contact."""
    least, most = motion.contact_limits_mps
    x = curves.x(0.0)
    if most is None or not plot.left() < x <= plot.right():
        return []
    y_most, y_least = _heights(plot, np.array([most, least or 1e-9]), limits).clip(plot.top(), plot.bottom()).tolist()
    colour = QColor(palette.ok)
    painter.setPen(QPen(colour, 1.2))
    colour.setAlphaF(0.25)
    painter.setBrush(colour)
    painter.drawRect(QRectF(QPointF(max(x - 14.0, plot.left()), y_most), QPointF(x, max(y_least, y_most + 1.0))))
    words = (
        _tr("Contact at most {most} m/s").format(most=f"{most:g}")
        if least is None
        else _tr("Contact {least} to {most} m/s").format(least=f"{least:g}", most=f"{most:g}")
    )
    measure = QFontMetricsF(painter.font())
    width = measure.horizontalAdvance(words) + 6.0
    room = QRectF(max(x - 20.0 - width, plot.left()), y_least - measure.height(), width, measure.height())
    room.moveBottom(min(room.bottom(), plot.bottom() - 1.0))
    paper = QColor(palette.background)
    paper.setAlphaF(0.8)
    painter.fillRect(room, paper)
    painter.setPen(QColor(palette.ok))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
    return [room]


def _marks(
    curves: CurveMap,
    plot: QRectF,
    limits: tuple[int, int],
    motion: RelativeMotion,
    palette: Palette,
    selected: Collection[str],
) -> list[Symbol]:
    """The events on the curve of the range."""
    assert motion.path is not None
    assert motion.contact_ms is not None
    range_m, _ = motion.path.ranges
    symbols = []
    for mark in motion.marks:
        after_s = min((mark.utc_ms - motion.contact_ms) / 1000.0, 0.0)
        if not curves.span.start_s <= after_s <= curves.span.end_s:
            continue
        value = np.interp([after_s], motion.before_contact_s, range_m)
        at = QPointF(curves.x(after_s), float(_heights(plot, value, limits).clip(plot.top(), plot.bottom())[0]))
        shape = "burn" if mark.kind == "burn" else "milestone"
        symbols.append(Symbol(at, mark.name, palette.kind(mark.kind), shape, 4.0, selected=mark.event in selected))
    return symbols


def mark_on_curve(curves: CurveMap, motion: RelativeMotion, point: QPointF, within_px: float = 6.0) -> str | None:
    """The event whose time lies under a point of the upper curve, None if none is near."""
    if motion.contact_ms is None or not curves.plots[0].contains(point):
        return None
    near = [
        (abs(curves.x(min((mark.utc_ms - motion.contact_ms) / 1000.0, 0.0)) - point.x()), mark.event)
        for mark in motion.marks
    ]
    away, event = min(near, default=(within_px + 1.0, ""))
    return event if away <= within_px else None


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1.0 else f"{value:g}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("RelativeChart", text)
