"""What the bands of dispersed flights look like in every chart: shaded while they hold, hatched when out of date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygonF

from missionplanner.flight.dispersion_result import HIGH, INNER_HIGH, INNER_LOW, LOW, Dispersions
from missionplanner.orbit.vectors import Array
from missionplanner.paint.palette import Palette

_TINT, _HATCH = 0.18, 0.55
# Edges are smooth: more points than this would be painted and not seen.
_COLUMN_PX = 2.0
# Lower and upper edge of the band that holds 90 of 100 flights, and of the one that holds 50.
PARTS = ((LOW, HIGH), (INNER_LOW, INNER_HIGH))


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnBands:
    """The bands of a study to draw: of which flights, which event is contact, and whether the plan is still that one.

    Bands that are out of date stay where they were found.
    """

    found: Dispersions
    docking: str
    is_current: bool


def part_brush(colour: str, palette: Palette, *, is_current: bool) -> QBrush:
    """Return the brush of one part of a band; the inner part is painted over the outer one."""
    if is_current:
        tint = QColor(colour)
        tint.setAlphaF(_TINT)
        return QBrush(tint)
    tint = QColor(palette.muted_text)
    tint.setAlphaF(_HATCH)
    return QBrush(tint, Qt.BrushStyle.BDiagPattern)


def parts_of(drawn: DrawnBands) -> tuple[tuple[int, int], ...]:
    """Return the rows of quantiles between which to fill: both parts, or the outer one only if it is out of date."""
    return PARTS if drawn.is_current else PARTS[:1]


def paint_between(painter: QPainter, x: Array, low: Array, high: Array, brush: QBrush) -> None:
    """Fill what lies between two edges over the same places."""
    if len(x) < 2:
        return
    columns = np.floor(x / _COLUMN_PX)
    kept = np.append(columns[1:] != columns[:-1], True)
    x, low, high = x[kept], low[kept], high[kept]
    across = np.concatenate([x, x[::-1]]).tolist()
    edge = np.concatenate([high, low[::-1]]).tolist()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawPolygon(QPolygonF(list(map(QPointF, across, edge))))


def bands_words(drawn: DrawnBands) -> str:
    """Say in a line what the bands are."""
    if not drawn.is_current:
        return _tr("Hatched: before the plan was changed")
    return _tr("Shaded: 50 and 90 % of {count} flights").format(count=f"{drawn.found.count:,}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("DispersionBands", text)
