"""The page of the ground track."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from missionplanner.flight.assess import Assessment
from missionplanner.paint.ground_track import ground_track_map, paint_ground_track
from missionplanner.paint.palette import PRINT
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import DETAIL, Lettering, chart_font
from missionplanner.report.pages.sheet import FRAME, Page

SECTION = "Ground track"
_TEXT_PX = 11
_NOTE = (
    "Equirectangular map with the paths of both vehicles from liftoff to contact; burns and events stand where the "
    "vehicle is then. Day and night are those of contact. Coastlines and borders: Natural Earth."
)


def ground_track_pages(lettering: Lettering, assessment: Assessment) -> list[Page]:
    """Lay out the map as wide as the page."""
    flow = Flow(lettering, SECTION, FRAME)
    flow.heading(SECTION)
    picture = ground_track_map(assessment)
    note_height = 40.0
    place = QRectF(FRAME.left(), flow.y, FRAME.width(), min(FRAME.width() / 2, flow.room - note_height))

    def draw(painter: QPainter) -> None:
        painter.setFont(chart_font(_TEXT_PX))
        paint_ground_track(painter, place, picture, PRINT)

    flow.draw(draw)
    flow.y = place.bottom() + 8.0
    flow.text(_NOTE, DETAIL)
    return flow.pages
