"""The page of the relative motion: both planes from afar and from near, range and closing speed."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from missionplanner.flight.assess import Assessment
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.palette import PRINT
from missionplanner.paint.relative_chart import paint_relative_chart
from missionplanner.paint.relative_curves import CurveMap, CurveSpan, paint_relative_curves
from missionplanner.paint.relative_motion import relative_motion
from missionplanner.paint.relative_view import Plane, PlaneMap, RelativeView
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import DETAIL, Lettering, chart_font
from missionplanner.report.pages.sheet import FRAME, Page

SECTION = "Relative motion"
_TEXT_PX = 9
_LINE_PX = 12.0
_GAP = 8.0
_NOTE_HEIGHT = 50.0
_WIDTHS_M = (6000.0, 700.0)
_PLANES: tuple[Plane, ...] = ("r-bar", "h-bar")
_NOTE = (
    "The chaser as seen from the target, in the target's LVLH: V-bar (+x) runs to the right, along the flight; R-bar "
    "(+z) runs down, to the Earth; the orbit normal (-y, H-bar) runs up. Approach ellipsoid and keep-out sphere: "
    "SSP 50011. The places of the ports are assumed. "
    "Ticks count to contact; the range is the way left to contact, straight from the chaser's centre of mass."
)


def relative_pages(lettering: Lettering, assessment: Assessment, bands: DrawnBands | None = None) -> list[Page]:
    """Lay out the charts on one page; none if the chaser was not flown."""
    motion = relative_motion(assessment)
    if motion.path is None:
        return []
    flow = Flow(lettering, SECTION, FRAME)
    flow.heading(SECTION)
    room = QRectF(FRAME.left(), flow.y, FRAME.width(), flow.room - _NOTE_HEIGHT)
    side = (room.height() - _GAP) / 2.0
    curves = QRectF(room.left() + 2.0 * (side + _GAP), room.top(), room.width() - 2.0 * (side + _GAP), room.height())

    def draw(painter: QPainter) -> None:
        painter.setFont(chart_font(_TEXT_PX))
        for row, plane in enumerate(_PLANES):
            for column, width_m in enumerate(_WIDTHS_M):
                frame = QRectF(room.left() + column * (side + _GAP), room.top() + row * (side + _GAP), side, side)
                chart = PlaneMap(plane=plane, view=RelativeView(span_m=width_m), frame=frame)
                paint_relative_chart(painter, chart, motion, PRINT, shows_drifts=bool(motion.drifts), bands=bands)
        over_time = CurveMap(span=CurveSpan(), frame=curves, line_px=_LINE_PX)
        paint_relative_curves(painter, over_time, motion, PRINT, bands=bands)

    flow.draw(draw)
    flow.y = room.bottom() + 8.0
    flow.text(_NOTE, DETAIL)
    return flow.pages
