"""Plot strips under the tracks: curves of the flight on the same time axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from missionplanner.flight.computed_tracks import Curve
from missionplanner.flight.dispersion_result import HIGH, LOW, CurveBand
from missionplanner.paint.dispersion_bands import DrawnBands, paint_between, part_brush, parts_of
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_layout import Layout, Metrics

STRIPS = ("range", "range-rate", "phase", "height", "delta-v-left")
_INDENT_PX = 8.0
_PAD_PX = 5.0
_MOST_DIGITS = 4


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The values at the lower and upper end of a strip."""

    low: float
    high: float


def strip_name(name: str) -> str:
    """Return what a strip is called."""
    return {
        "range": _tr("Range"),
        "range-rate": _tr("Range rate"),
        "phase": _tr("Phase angle"),
        "height": _tr("Height"),
        "delta-v-left": _tr("Delta-v left"),
    }[name]


def strip_height_px(metrics: Metrics) -> float:
    """Return the height of one strip."""
    return round(3.4 * metrics.text_px)


def paint_strips(
    painter: QPainter,
    layout: Layout,
    palette: Palette,
    curves: tuple[Curve, ...],
    top_px: float,
    playhead_ms: int,
    bands: DrawnBands | None = None,
) -> None:
    """Paint one strip below the other, each over the values in view, with the value at the playhead, and bands."""
    height = strip_height_px(layout.metrics)
    painter.save()
    for number, curve in enumerate(curves):
        box = QRectF(0.0, top_px + number * height, layout.scale.right_px, height)
        _paint_strip(painter, layout, palette, curve, box, playhead_ms, bands)
    painter.restore()


def value_at(curve: Curve, utc_ms: float) -> float | None:
    """Return the value of a curve at an instant, None outside it."""
    if curve.utc_ms.size == 0 or not curve.utc_ms[0] <= utc_ms <= curve.utc_ms[-1]:
        return None
    return float(np.interp(utc_ms, curve.utc_ms, curve.value))


def value_text(curve: Curve, value: float, apart: float = 1e9) -> str:
    """Write a value of a curve with its unit, such that it can be told from one so far apart."""
    digits = max(_digits(value), min(math.ceil(1.0 - math.log10(apart)), _MOST_DIGITS) if apart > 0.0 else 0)
    return f"{value:,.{digits}f} {_unit(curve)}"


def bounds_in_view(curve: Curve, left_ms: float, right_ms: float, band: CurveBand | None = None) -> Bounds | None:
    """Return the least and greatest value of a curve and its band in a part of the axis, None if it has none there."""
    inside = (curve.utc_ms >= left_ms) & (curve.utc_ms <= right_ms) & np.isfinite(curve.value)
    if not inside.any():
        return None
    low, high = float(curve.value[inside].min()), float(curve.value[inside].max())
    if band is not None:
        near = _near(band.utc_ms, left_ms, right_ms)
        if near.stop - near.start > 2:
            low = min(low, float(band.values[LOW, near].min()))
            high = max(high, float(band.values[HIGH, near].max()))
    room = 0.5 if high == low else 0.0
    return Bounds(low=low - room, high=high + room)


def strip_at(layout: Layout, curves: tuple[Curve, ...], y_px: float) -> Curve | None:
    """Return the curve whose strip is at a height below the tracks, None if there is none."""
    number = int((y_px - layout.bottom_px) // strip_height_px(layout.metrics)) if y_px >= layout.bottom_px else -1
    return curves[number] if 0 <= number < len(curves) else None


def _paint_strip(
    painter: QPainter,
    layout: Layout,
    palette: Palette,
    curve: Curve,
    box: QRectF,
    playhead_ms: int,
    bands: DrawnBands | None,
) -> None:
    scale, metrics = layout.scale, layout.metrics
    painter.fillRect(box, QColor(palette.background))
    painter.fillRect(QRectF(0.0, box.top(), metrics.header_px, box.height()), QColor(palette.surface))
    painter.setPen(QPen(QColor(palette.grid), 1.0))
    painter.drawLine(QLineF(0.0, box.top() + 0.5, box.right(), box.top() + 0.5))
    painter.drawLine(QLineF(metrics.header_px - 0.5, box.top(), metrics.header_px - 0.5, box.bottom()))
    band = None if bands is None else bands.found.bands.strips.get(curve.name)
    bounds = bounds_in_view(curve, scale.left_ms, scale.right_ms, band)
    value = value_at(curve, playhead_ms)
    lines = [strip_name(curve.name), "-" if value is None else value_text(curve, value)]
    text_px = metrics.text_px + 2.0
    for number, text in enumerate(lines):
        painter.setPen(QColor(palette.text if number else palette.muted_text))
        place = QRectF(_INDENT_PX, box.top() + 4.0 + number * text_px, metrics.header_px - 2 * _INDENT_PX, text_px)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)
    if bounds is None:
        return
    painter.save()
    painter.setClipRect(QRectF(scale.left_px, box.top(), scale.width_px, box.height()), Qt.ClipOperation.IntersectClip)
    top, bottom = box.top() + _PAD_PX, box.bottom() - _PAD_PX
    per_value = (bottom - top) / (bounds.high - bounds.low)
    chosen = _near(curve.utc_ms, scale.left_ms, scale.right_ms)
    x, y = scale.px_of_all(curve.utc_ms[chosen]), bottom - (curve.value[chosen] - bounds.low) * per_value
    if bounds.low < 0.0 < bounds.high:
        painter.setPen(QPen(QColor(palette.grid), 1.0, Qt.PenStyle.DashLine))
        zero = bottom + bounds.low * per_value
        painter.drawLine(QLineF(scale.left_px, zero, scale.right_px, zero))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if band is not None and bands is not None:
        shown = _near(band.utc_ms, scale.left_ms, scale.right_ms)
        across = scale.px_of_all(band.utc_ms[shown])
        edges = bottom - (band.values[:, shown] - bounds.low) * per_value
        for least, most in parts_of(bands):
            brush = part_brush(palette.chaser, palette, is_current=bands.is_current)
            paint_between(painter, across, edges[least], edges[most], brush)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(palette.chaser), 1.5))
    painter.drawPolyline(QPolygonF(list(map(QPointF, x.tolist(), y.tolist()))))
    painter.setPen(QColor(palette.muted_text))
    measure = QFontMetricsF(painter.font())
    for at, edge in ((bounds.high, top - 3.0), (bounds.low, bottom - metrics.text_px + 3.0)):
        text = f"{at:,.{_digits(at)}f}"
        width = measure.horizontalAdvance(text)
        ground = QRectF(scale.right_px - width - 6.0, edge, width + 4.0, metrics.text_px)
        painter.fillRect(ground, QColor(palette.background))
        painter.drawText(ground.adjusted(2.0, 0.0, 2.0, 0.0), 0, text)
    if value is not None:
        spot = QPointF(scale.px(playhead_ms), bottom - (value - bounds.low) * per_value)
        painter.setPen(QPen(QColor(palette.background), 1.0))
        painter.setBrush(QColor(palette.playhead))
        painter.drawEllipse(spot, 3.5, 3.5)
    painter.restore()


def _near(utc_ms: NDArray[np.float64], left_ms: float, right_ms: float) -> slice:
    """Return the samples in a part of the axis, with one more at each end."""
    first, end = np.searchsorted(utc_ms, [left_ms, right_ms]).tolist()
    return slice(max(first - 1, 0), end + 1)


def _digits(value: float) -> int:
    return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2


def _unit(curve: Curve) -> str:
    return {"deg": "\N{DEGREE SIGN}"}.get(curve.unit, curve.unit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TimelineStrips", text)
