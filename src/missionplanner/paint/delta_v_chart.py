"""Paints delta-v over phase: a profile's curve and interval, its budget, and where days stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from missionplanner.paint.palette import Palette

_TICKS = 5
_BAND_ALPHA = 46
_USUAL_ALPHA = 40
_AROUND_DEG = 8.0
_LEAST_SPAN_MPS = 60.0
# A day whose burns cost kilometres per second would press the curve flat: the axis ends above the budget.
_ABOVE_BUDGET = 1.6


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A day on the chart: phase to make up, unwrapped, delta-v if its burns could be solved, and its name."""

    closure_deg: float
    total_mps: float | None
    name: str
    is_feasible: bool


@dataclass(frozen=True, kw_only=True)
class DeltaVChart:
    """What a chart shows; ``curve`` are phases and delta-v, None where no burns arrive; ``chosen`` is the day's mark.

    ``usual_deg`` is the interval that is usually flown, where there is another one than ``interval_deg``.
    """

    title: str
    kind: str
    interval_deg: tuple[float, float]
    usual_deg: tuple[float, float] | None
    budget_mps: float
    curve: tuple[tuple[float, float | None], ...]
    marks: tuple[Mark, ...]
    chosen: Mark | None


class _Axes:
    """Where phases and speeds lie on the picture."""

    def __init__(self, chart: DeltaVChart, box: QRectF) -> None:
        low, high = chart.interval_deg
        self.low_deg, self.high_deg = low - _AROUND_DEG, high + _AROUND_DEG
        solved = [mps for _, mps in chart.curve if mps is not None]
        solved += [mark.total_mps for mark in chart.marks if mark.total_mps is not None]
        top = chart.budget_mps * _ABOVE_BUDGET
        shown = [mps for mps in solved if mps <= top] or [chart.budget_mps]
        least, most = min(*shown, chart.budget_mps), max(*shown, chart.budget_mps)
        self.step_mps = nice_step(max(most - least, _LEAST_SPAN_MPS) / 3)
        self.low_mps = max(0.0, floor(least / self.step_mps - 0.4) * self.step_mps)
        self.high_mps = ceil(most / self.step_mps + 0.3) * self.step_mps
        self.box = box

    def x(self, closure_deg: float) -> float:
        share = (closure_deg - self.low_deg) / (self.high_deg - self.low_deg)
        return self.box.left() + min(max(share, 0.0), 1.0) * self.box.width()

    def y(self, mps: float) -> float:
        share = (mps - self.low_mps) / (self.high_mps - self.low_mps)
        return self.box.bottom() - min(max(share, 0.0), 1.0) * self.box.height()

    def holds(self, closure_deg: float) -> bool:
        return self.low_deg <= closure_deg <= self.high_deg


def nice_step(span: float) -> float:
    """Return the step of 1, 2 or 5 times a power of ten that is nearest above a span."""
    power = 10.0 ** floor(log10(span))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= span * 0.999)


def paint_delta_v_chart(painter: QPainter, chart: DeltaVChart, rect: QRectF, palette: Palette) -> None:
    """Paint the chart into a rectangle, in the painter's font."""
    metrics = QFontMetricsF(painter.font())
    line = metrics.height()
    left = metrics.horizontalAdvance("1000") + 10
    box = rect.adjusted(left, 1.6 * line, -12, -2.6 * line)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, QColor(palette.background))
    if box.width() > 40 and box.height() > 20:
        axes = _Axes(chart, box)
        _paint_interval(painter, chart, axes, palette)
        _paint_axes(painter, chart, axes, rect, palette)
        _paint_curve(painter, chart, axes, palette)
        for mark in chart.marks:
            if chart.chosen is None or mark != chart.chosen:
                _paint_mark(painter, mark, axes, palette, chart.kind, 3.0)
        if chart.chosen is not None:
            _paint_chosen(painter, chart, chart.chosen, axes, palette)
    painter.restore()


def _paint_interval(painter: QPainter, chart: DeltaVChart, axes: _Axes, palette: Palette) -> None:
    for interval, alpha in ((chart.interval_deg, _BAND_ALPHA), (chart.usual_deg, _USUAL_ALPHA)):
        if interval is None:
            continue
        color = QColor(palette.profile(chart.kind))
        color.setAlpha(alpha)
        x = axes.x(interval[0])
        painter.fillRect(QRectF(x, axes.box.top(), axes.x(interval[1]) - x, axes.box.height()), color)
    painter.setPen(QPen(QColor(palette.profile(chart.kind)), 1.0, Qt.PenStyle.DashLine))
    for limit_deg in chart.interval_deg:
        painter.drawLine(QLineF(axes.x(limit_deg), axes.box.top(), axes.x(limit_deg), axes.box.bottom()))


def _paint_axes(painter: QPainter, chart: DeltaVChart, axes: _Axes, rect: QRectF, palette: Palette) -> None:
    metrics = QFontMetricsF(painter.font())
    line, box = metrics.height(), axes.box
    speed = axes.low_mps
    while speed <= axes.high_mps + 1e-6:
        y = axes.y(speed)
        painter.setPen(QPen(QColor(palette.grid), 1.0))
        painter.drawLine(QLineF(box.left(), y, box.right(), y))
        painter.setPen(QColor(palette.muted_text))
        place = QRectF(rect.left(), y - line / 2, box.left() - rect.left() - 6, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{speed:g}")
        speed += axes.step_mps
    step_deg = nice_step((axes.high_deg - axes.low_deg) / _TICKS)
    phase = ceil(axes.low_deg / step_deg) * step_deg
    while phase <= axes.high_deg:
        x = axes.x(phase)
        painter.setPen(QPen(QColor(palette.grid), 1.0))
        painter.drawLine(QLineF(x, box.bottom(), x, box.bottom() + 4))
        painter.setPen(QColor(palette.muted_text))
        place = QRectF(x - 40, box.bottom() + 4, 80, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{phase:g}")
        phase += step_deg
    below = QRectF(box.left(), box.bottom() + 4 + line, box.width(), line)
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, _translated("Phase to make up at insertion [deg]"))
    painter.setPen(QPen(QColor(palette.error), 1.2, Qt.PenStyle.DotLine))
    y = axes.y(chart.budget_mps)
    painter.drawLine(QLineF(box.left(), y, box.right(), y))
    budget = _translated("budget {speed} m/s").format(speed=f"{chart.budget_mps:g}")
    painter.setPen(QColor(palette.error))
    place = QRectF(box.left() + 4, y - line, box.width() - 8, line)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight, budget)
    painter.setPen(QColor(palette.text))
    title = metrics.elidedText(
        _translated("{profile}: delta-v [m/s]").format(profile=chart.title),
        Qt.TextElideMode.ElideRight,
        rect.width() - 12,
    )
    top = QRectF(rect.left() + 6, rect.top() + 2, rect.width() - 12, line)
    painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)


def _paint_curve(painter: QPainter, chart: DeltaVChart, axes: _Axes, palette: Palette) -> None:
    painter.setPen(QPen(QColor(palette.profile(chart.kind)), 2.0))
    run = QPolygonF()
    for closure_deg, mps in (*chart.curve, (0.0, None)):
        if mps is not None:
            run.append(QPointF(axes.x(closure_deg), axes.y(mps)))
        elif not run.isEmpty():
            painter.drawPolyline(run)
            run = QPolygonF()


def _paint_mark(
    painter: QPainter, mark: Mark, axes: _Axes, palette: Palette, kind: str, radius_px: float
) -> QPointF | None:
    """Paint a day: a full circle where the profile works, a hollow one where it does not; return its place."""
    if mark.total_mps is None or not axes.holds(mark.closure_deg):
        return None
    at = QPointF(axes.x(mark.closure_deg), axes.y(mark.total_mps))
    color = QColor(palette.profile(kind) if mark.is_feasible else palette.error)
    painter.setPen(QPen(color, 1.6))
    painter.setBrush(color if mark.is_feasible else QColor(palette.background))
    painter.drawEllipse(at, radius_px, radius_px)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return at


def _paint_chosen(painter: QPainter, chart: DeltaVChart, mark: Mark, axes: _Axes, palette: Palette) -> None:
    """Mark the day that is chosen, with its name; one beyond the axis by an arrow at that side."""
    metrics, box = QFontMetricsF(painter.font()), axes.box
    at = _paint_mark(painter, mark, axes, palette, chart.kind, 5.5)
    speed = "" if mark.total_mps is None else f", {mark.total_mps:.1f} m/s"
    text = f"{mark.name}: {mark.closure_deg:.1f} deg{speed}"
    if at is None:
        is_left = mark.closure_deg < axes.low_deg
        text = f"\N{LEFTWARDS ARROW} {text}" if is_left else f"{text} \N{RIGHTWARDS ARROW}"
        if axes.holds(mark.closure_deg):
            text = f"{mark.name}: {mark.closure_deg:.1f} deg"
        at = QPointF(axes.x(mark.closure_deg), box.bottom() - metrics.height())
    else:
        painter.setPen(QPen(QColor(palette.text), 1.2))
        painter.drawEllipse(at, 8.5, 8.5)
    painter.setPen(QColor(palette.text))
    width = metrics.horizontalAdvance(text) + 4
    x = min(max(at.x() - width / 2, box.left() + 2), box.right() - width - 2)
    y = at.y() - 12 - metrics.height()
    if y < box.top():
        y = at.y() + 12
    label = QRectF(x, y, width, metrics.height())
    ground = QColor(palette.background)
    ground.setAlpha(215)
    painter.fillRect(label, ground)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)


def _translated(text: str) -> str:
    return QCoreApplication.translate("DeltaVChart", text)
