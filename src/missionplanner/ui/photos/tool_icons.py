"""Icons of the annotation tools, drawn in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from missionplanner.paint.palette import Palette

_SIDE = 20
_PIXELS_PER_POINT = 2.0


def tool_icon(name: str, palette: Palette) -> QIcon:
    """Return the icon of a tool or a command of the photos tab.

    Raises:
        KeyError: there is no such icon.
    """
    icon = QIcon()
    draw = _DRAWINGS[name]
    for mode, color in ((QIcon.Mode.Normal, palette.text), (QIcon.Mode.Disabled, palette.muted_text)):
        icon.addPixmap(_picture(draw, QColor(color), faint=mode is QIcon.Mode.Disabled), mode)
    return icon


def swatch_icon(color: str, palette: Palette) -> QIcon:
    """Return a patch of a colour."""

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(QColor(palette.muted_text), 1))
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(QRectF(2.5, 2.5, 15, 15), 3, 3)

    return QIcon(_picture(draw, QColor(palette.text)))


def _picture(draw: Callable[[QPainter], None], color: QColor, *, faint: bool = False) -> QPixmap:
    pixmap = QPixmap(int(_SIDE * _PIXELS_PER_POINT), int(_SIDE * _PIXELS_PER_POINT))
    pixmap.setDevicePixelRatio(_PIXELS_PER_POINT)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.45 if faint else 1.0)
    painter.setPen(QPen(color, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    draw(painter)
    painter.end()
    return pixmap


def _select(painter: QPainter) -> None:
    points = ((5, 3), (5, 15.5), (8.2, 12.6), (10.4, 17.2), (12.3, 16.3), (10.2, 11.8), (14.4, 11.4))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _rectangle(painter: QPainter) -> None:
    painter.drawRect(QRectF(3, 5, 14, 10))


def _ellipse(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(2.5, 5, 15, 10))


def _arrow(painter: QPainter) -> None:
    painter.drawLines([QLineF(3.5, 16.5, 16, 4), QLineF(9.5, 4, 16, 4), QLineF(16, 4, 16, 10.5)])


def _text(painter: QPainter) -> None:
    painter.drawLines([QLineF(4, 4, 16, 4), QLineF(10, 4, 10, 16.5), QLineF(4, 4, 4, 6), QLineF(16, 4, 16, 6)])


def _add(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2.5, 6, 12, 10.5), 1.5, 1.5)
    painter.drawPolyline([QPointF(3, 15), QPointF(7, 10.5), QPointF(9.5, 13), QPointF(11, 11.5), QPointF(14, 14.5)])
    painter.drawLines([QLineF(17, 1.5, 17, 7.5), QLineF(14, 4.5, 20, 4.5)])


def _delete(painter: QPainter) -> None:
    painter.drawLines(
        [QLineF(3.5, 5.5, 16.5, 5.5), QLineF(8, 3, 12, 3), QLineF(8.3, 8.5, 8.3, 14), QLineF(11.7, 8.5, 11.7, 14)]
    )
    painter.drawPolyline([QPointF(5, 5.5), QPointF(5.8, 17), QPointF(14.2, 17), QPointF(15, 5.5)])


def _duplicate(painter: QPainter) -> None:
    painter.drawRect(QRectF(3, 3, 10, 10))
    painter.drawPolyline([QPointF(16.5, 7), QPointF(16.5, 16.5), QPointF(7, 16.5)])


def _magnifier(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(3, 3, 11, 11))
    painter.drawLine(QLineF(12.6, 12.6, 17, 17))


def _zoom_in(painter: QPainter) -> None:
    _magnifier(painter)
    painter.drawLines([QLineF(6, 8.5, 11, 8.5), QLineF(8.5, 6, 8.5, 11)])


def _zoom_out(painter: QPainter) -> None:
    _magnifier(painter)
    painter.drawLine(QLineF(6, 8.5, 11, 8.5))


def _fit(painter: QPainter) -> None:
    path = QPainterPath()
    for x, y, dx, dy in ((3, 3, 1, 1), (17, 3, -1, 1), (17, 17, -1, -1), (3, 17, 1, -1)):
        path.moveTo(x + 4 * dx, y)
        path.lineTo(x, y)
        path.lineTo(x, y + 4 * dy)
    painter.drawPath(path)


_DRAWINGS: dict[str, Callable[[QPainter], None]] = {
    "select": _select,
    "rectangle": _rectangle,
    "ellipse": _ellipse,
    "arrow": _arrow,
    "text": _text,
    "add": _add,
    "delete": _delete,
    "duplicate": _duplicate,
    "zoom-in": _zoom_in,
    "zoom-out": _zoom_out,
    "fit": _fit,
}
