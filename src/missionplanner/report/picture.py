"""The flight as one picture: the timeline above its key figures and the ground track."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from missionplanner.flight.assess import Assessment
from missionplanner.paint.ground_track import ground_track_map, paint_ground_track
from missionplanner.paint.palette import PRINT
from missionplanner.paint.timeline import legend_height_px, paint_legend, paint_timeline, paper_layout
from missionplanner.paint.timeline_layout import Layout
from missionplanner.report.content.cover import cover
from missionplanner.report.pages.figures import set_figures
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import RUNNING, SUBTITLE, Lettering, Style, chart_font
from missionplanner.report.pages.qt_application import ensure_gui_application
from missionplanner.report.pages.sheet import DOTS_PER_INCH

_MARGIN = 20.0
_TITLE = Style(size_pt=15.0, bold=True)
_TEXT_SIZES_PX = (13, 12, 11, 10)
_LARGEST_CHART_SHARE = 0.6
_NARROWEST_FIGURES = 300.0
# The lettering of the map grows with it, within what reads well.
_MAP_EMS = 75
_GUTTER = 24.0
_SMALLEST_PX = 300
_LARGEST_PX = 16_000


def timeline_png(assessment: Assessment, width_px: int = 1600, height_px: int = 1000) -> bytes:
    """Draw a flight as a PNG: its timeline, below it the key figures and the ground track.

    Args:
        assessment: the plan with its schedule and flight.
        width_px: the width of the picture, 300 to 16,000.
        height_px: its height, 300 to 16,000.

    Returns:
        The picture as PNG.

    Raises:
        ValueError: the picture would be too small or too large.
    """
    for side_px in (width_px, height_px):
        if not _SMALLEST_PX <= side_px <= _LARGEST_PX:
            raise ValueError(f"a picture side of {side_px} px is not between {_SMALLEST_PX} and {_LARGEST_PX}")
    ensure_gui_application()
    image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    dots_per_meter = round(DOTS_PER_INCH / 0.0254)
    image.setDotsPerMeterX(dots_per_meter)
    image.setDotsPerMeterY(dots_per_meter)
    image.fill(QColor(PRINT.background))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint(painter, Lettering(image), assessment, QRectF(0, 0, width_px, height_px))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _paint(painter: QPainter, lettering: Lettering, assessment: Assessment, whole: QRectF) -> None:
    room = whole.adjusted(_MARGIN, 0.8 * _MARGIN, -_MARGIN, -_MARGIN)
    top = _paint_title(painter, lettering, assessment, room)
    top = _paint_timeline(painter, lettering, assessment, QRectF(room.left(), top, room.width(), 0.0), whole.height())
    below = QRectF(room.left(), top + 10.0, room.width(), room.bottom() - top - 10.0)
    # The map is twice as wide as high and stands at the right; the figures take what is left of it, if that is enough.
    map_width = min(below.width(), 2 * below.height())
    width = below.width() - map_width - _GUTTER
    if width >= _NARROWEST_FIGURES:
        flow = Flow(lettering, "", QRectF(below.left(), below.top(), width, below.height()))
        set_figures(flow, cover(assessment))
        for draw in flow.pages[0].draws:
            painter.save()
            draw(painter)
            painter.restore()
    painter.setFont(chart_font(min(max(round(map_width / _MAP_EMS), _TEXT_SIZES_PX[-1] - 2), _TEXT_SIZES_PX[0])))
    place = QRectF(below.right() - map_width, below.top(), map_width, map_width / 2)
    paint_ground_track(painter, place, ground_track_map(assessment), PRINT)


def _paint_title(painter: QPainter, lettering: Lettering, assessment: Assessment, room: QRectF) -> float:
    t0 = lettering.line(f"T0 {assessment.plan.t0}", SUBTITLE)
    title = lettering.elided(assessment.plan.name, _TITLE, room.width() - t0.width - _GUTTER)
    title.draw(painter, room.left(), room.top())
    t0.draw(painter, room.right() - t0.width, room.top() + title.ascent - t0.ascent)
    return room.top() + title.height + 6.0


def _paint_timeline(
    painter: QPainter, lettering: Lettering, assessment: Assessment, place: QRectF, height: float
) -> float:
    """Paint the chart with its upper left corner at a place; return where it ends."""
    highest = _LARGEST_CHART_SHARE * height
    for size_px in _TEXT_SIZES_PX:
        font = chart_font(size_px)
        layout = paper_layout(assessment, font, place.width())
        if layout.height_px + legend_height_px(layout) <= highest:
            break
    painter.save()
    painter.setFont(font)
    painter.translate(place.topLeft())
    chart_height, left_out = _whole_tracks(layout, highest - legend_height_px(layout))
    paint_timeline(painter, layout, PRINT, height_px=chart_height)
    paint_legend(painter, layout, PRINT, chart_height)
    painter.restore()
    bottom = place.top() + chart_height + legend_height_px(layout)
    if not left_out:
        return bottom
    note = lettering.elided("No room for the tracks " + ", ".join(left_out), RUNNING, place.width())
    note.draw(painter, place.left(), bottom)
    return bottom + note.height


def _whole_tracks(layout: Layout, highest: float) -> tuple[float, list[str]]:
    """Return how high the chart is with as many whole tracks as fit, and which tracks do not."""
    bottoms = [float(top + tall) for top, tall in zip(layout.row_tops_px, layout.row_heights_px, strict=True)]
    fitting = [bottom for bottom in bottoms if bottom <= highest]
    if len(fitting) == len(bottoms):
        return layout.height_px, []
    names = [name for _, name in layout.items.tracks]
    # The first track is shown as far as it fits, whatever its height.
    return (fitting[-1], names[len(fitting) :]) if fitting else (highest, names[1:])
