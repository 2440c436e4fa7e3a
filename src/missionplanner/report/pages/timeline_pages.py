"""The pages of the timeline chart, launch to docking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtGui import QFont, QPainter

from missionplanner.flight.assess import Assessment
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.palette import PRINT
from missionplanner.paint.timeline import legend_height_px, paint_legend, paint_timeline, paper_layout
from missionplanner.paint.timeline_layout import Layout
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import Lettering, chart_font
from missionplanner.report.pages.sheet import FRAME, Page

SECTION = "Timeline, launch to docking"
# From generous to the smallest that reads well on paper: 13 px are 9.75 pt, 9 px are 6.75 pt.
_TEXT_SIZES_PX = (13, 12, 11, 10, 9)


def timeline_pages(lettering: Lettering, assessment: Assessment, bands: DrawnBands | None = None) -> list[Page]:
    """Lay out the chart as large as it fits on a page, or over several pages if it is too high for one."""
    flow = Flow(lettering, SECTION, FRAME)
    flow.heading(SECTION)
    font, layout = _largest_fitting(assessment, flow.room)
    height = flow.room - legend_height_px(layout)
    for number, (scroll_px, chart_height) in enumerate(_slices(layout, height)):
        if number:
            flow.break_page()
        _place(flow, font, replace(layout, scroll_px=scroll_px), chart_height, bands)
    return flow.pages


def _largest_fitting(assessment: Assessment, room: float) -> tuple[QFont, Layout]:
    for size_px in _TEXT_SIZES_PX:
        font = chart_font(size_px)
        layout = paper_layout(assessment, font, FRAME.width())
        if layout.height_px + legend_height_px(layout) <= room:
            break
    return font, layout


def _slices(layout: Layout, height: float) -> Iterator[tuple[float, float]]:
    """Cut the tracks into pages: how far each page is scrolled, and how high its chart is.

    A page ends below a whole track where it can, else below a whole lane.
    """
    lane, ruler = layout.metrics.lane_px, layout.metrics.ruler_px
    bottoms = [top - ruler + tall for top, tall in zip(layout.row_tops_px, layout.row_heights_px, strict=True)]
    end = layout.height_px - ruler
    start = 0.0
    while True:
        limit = start + height - ruler
        if limit >= end:
            yield start, end - start + ruler
            return
        whole_tracks = [float(bottom) for bottom in bottoms if start < bottom <= limit]
        stop = whole_tracks[-1] if whole_tracks else start + max((limit - start) // lane, 1) * lane
        yield start, stop - start + ruler
        start = stop


def _place(flow: Flow, font: QFont, layout: Layout, chart_height: float, bands: DrawnBands | None) -> None:
    left, top = flow.frame.left(), flow.y

    def draw(painter: QPainter) -> None:
        painter.setFont(font)
        painter.translate(left, top)
        paint_timeline(painter, layout, PRINT, height_px=chart_height, bands=bands)
        paint_legend(painter, layout, PRINT, chart_height, has_bands=bands is not None)

    flow.draw(draw)
