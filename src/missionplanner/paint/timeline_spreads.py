"""Paints on the timeline how early or late dispersed flights burn and dock: a band behind the event, with whiskers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from missionplanner.flight.dispersion_result import HIGH, INNER_HIGH, INNER_LOW, LOW, Late
from missionplanner.paint.dispersion_bands import PARTS, DrawnBands, part_brush
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_items import KINDS
from missionplanner.paint.timeline_layout import Layout

_LEAST_PX = 2.0
_CAP_PX = 2.5
_FAR_PX = 4000.0


@dataclass(frozen=True, kw_only=True)
class _Spread:
    """One instant of an event that scatters; the whiskers of an end stand above the bar, others below it."""

    event: str
    planned_ms: float
    late_s: Late
    is_end: bool


def paint_spreads(painter: QPainter, layout: Layout, palette: Palette, drawn: DrawnBands) -> None:
    """Paint the spread of every burn's ignition and cut-off and of contact that is wide enough to be seen."""
    painter.save()
    for spread in _spreads(drawn):
        number = layout.items.index.get(spread.event)
        if number is None:
            continue
        at = [layout.scale.px(spread.planned_ms + 1000.0 * late_s) for late_s in spread.late_s]
        left, right = max(at[LOW], layout.scale.left_px - _FAR_PX), min(at[HIGH], layout.scale.right_px + _FAR_PX)
        if right - left < _LEAST_PX or right < layout.scale.left_px or left > layout.scale.right_px:
            continue
        colour = palette.kind(KINDS[layout.items.kind[number]])
        box = QRectF(left, float(layout.top_px[number]), right - left, float(layout.bars_px[number]))
        paint_spread(painter, palette, colour, box, at, is_current=drawn.is_current, is_end=spread.is_end)
    painter.restore()


def paint_spread(
    painter: QPainter,
    palette: Palette,
    colour: str,
    box: QRectF,
    at_px: list[float],
    *,
    is_current: bool,
    is_end: bool = False,
) -> None:
    """Paint one spread: a band over the height of a bar, whiskers from 5 to 95 % below or above it, thick inside.

    Args:
        painter: where to paint.
        palette: the colours.
        colour: that of the event.
        box: the bar's height, and how far to paint.
        at_px: where the quantiles lie.
        is_current: whether the band still holds.
        is_end: whether the whiskers stand above the bar.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    for low, high in PARTS if is_current else PARTS[:1]:
        left, right = max(at_px[low], box.left()), min(at_px[high], box.right())
        painter.setBrush(part_brush(colour, palette, is_current=is_current))
        painter.drawRect(QRectF(left, box.top(), max(right - left, 0.0), box.height()))
    y = box.top() - _CAP_PX if is_end else box.bottom() + _CAP_PX
    ink = QColor(colour if is_current else palette.muted_text)
    painter.setPen(QPen(ink, 1.2, Qt.PenStyle.SolidLine if is_current else Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(box.left(), y, box.right(), y))
    for x in (at_px[LOW], at_px[HIGH]):
        painter.drawLine(QLineF(x, y - _CAP_PX, x, y + _CAP_PX))
    if is_current:
        painter.setPen(QPen(ink, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QLineF(max(at_px[INNER_LOW], box.left()), y, min(at_px[INNER_HIGH], box.right()), y))


def _spreads(drawn: DrawnBands) -> Iterator[_Spread]:
    found = drawn.found
    for burn in found.burns:
        yield _Spread(event=burn.event, planned_ms=burn.tig_ms, late_s=burn.ignition_late_s, is_end=False)
        yield _Spread(event=burn.event, planned_ms=burn.end_ms, late_s=burn.cutoff_late_s, is_end=True)
    yield _Spread(event=drawn.docking, planned_ms=found.docking_ms, late_s=found.docking_late_s, is_end=False)
