"""What the timeline says of the point under the mouse: an event, a computed row, or a plot strip at that instant."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from missionplanner.flight.assess import Assessment
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.timeline_band import span_at
from missionplanner.paint.timeline_hits import Hit
from missionplanner.paint.timeline_strips import strip_at
from missionplanner.ui.timeline.canvas import Canvas
from missionplanner.ui.timeline.spread_wording import strip_tip
from missionplanner.ui.timeline.wording import InstantWords, band_tooltip, tooltip_at


def tip(
    canvas: Canvas, assessment: Assessment, target: Hit, at: QPointF, clocks: InstantWords, bands: DrawnBands | None
) -> str:
    """Return the tooltip of a point of the chart and what was hit there; empty where there is nothing to say."""
    utc_ms = round(canvas.scale.utc_ms(at.x()))
    row = span_at(canvas.layout, canvas.backdrop.rows, at.x(), at.y())
    if row is not None:
        return band_tooltip(*row)
    curve = strip_at(canvas.layout, canvas.backdrop.curves, at.y())
    if curve is not None:
        return strip_tip(curve, utc_ms, bands) if at.x() >= canvas.scale.left_px else ""
    return tooltip_at(assessment, target, utc_ms, clocks, bands)
