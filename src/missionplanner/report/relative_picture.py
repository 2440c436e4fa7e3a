"""The relative motion as one picture: both planes beside range and closing speed."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.palette import PRINT
from missionplanner.paint.relative_chart import paint_relative_chart
from missionplanner.paint.relative_curves import CurveMap, CurveSpan, paint_relative_curves
from missionplanner.paint.relative_motion import RelativeMotion
from missionplanner.paint.relative_view import PlaneMap, RelativeView
from missionplanner.report.pages.lettering import chart_font
from missionplanner.report.pages.qt_application import ensure_gui_application

_WIDTH_PX, _HEIGHT_PX, _SCALE = 1500, 560, 2
_MARGIN_PX, _GAP_PX, _TITLE_PX, _TEXT_PX = 16.0, 10.0, 30.0, 12


def relative_png(
    motion: RelativeMotion,
    view: RelativeView,
    span: CurveSpan,
    playhead_ms: int | None = None,
    *,
    shows_drifts: bool = False,
    bands: DrawnBands | None = None,
) -> bytes:
    """Draw the relative motion of a flight as a PNG in the colours of paper.

    Args:
        motion: the flight.
        view: what both planes show.
        span: the times that the curves show.
        playhead_ms: the instant to mark; none without it.
        shows_drifts: whether to show where the chaser drifts if a burn fails.
        bands: where dispersed flights are, if that is to be shown.
    """
    ensure_gui_application()
    image = QImage(_SCALE * _WIDTH_PX, _SCALE * _HEIGHT_PX, QImage.Format.Format_RGB32)
    image.fill(QColor(PRINT.background))
    painter = QPainter(image)
    painter.scale(_SCALE, _SCALE)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(chart_font(_TEXT_PX + 4))
    painter.setPen(QColor(PRINT.text))
    painter.drawText(QPointF(_MARGIN_PX, _MARGIN_PX + 14.0), motion.assessment.plan.name)
    painter.setFont(chart_font(_TEXT_PX))
    room = QRectF(0, 0, _WIDTH_PX, _HEIGHT_PX).adjusted(_MARGIN_PX, _MARGIN_PX + _TITLE_PX, -_MARGIN_PX, -_MARGIN_PX)
    width = (room.width() - 2.0 * _GAP_PX) / 3.0
    first, second, third = (
        QRectF(room.left() + k * (width + _GAP_PX), room.top(), width, room.height()) for k in range(3)
    )
    for chart in (PlaneMap(plane="r-bar", view=view, frame=first), PlaneMap(plane="h-bar", view=view, frame=second)):
        paint_relative_chart(
            painter, chart, motion, PRINT, playhead_ms=playhead_ms, shows_drifts=shows_drifts, bands=bands
        )
    curves = CurveMap(span=span, frame=third)
    paint_relative_curves(painter, curves, motion, PRINT, playhead_ms=playhead_ms, bands=bands)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
