"""Names beside the marks of the globe, painted over the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from missionplanner.paint.ground_track_labels import Box, Wish, place_labels
from missionplanner.paint.palette import Palette
from missionplanner.ui.orbit.globe_picture import Named

_PADDING_PX = 4.0


def paint_names(
    painter: QPainter, shown: Sequence[Named], frame: QRectF, taken: QRectF, palette: Palette, pointed: Named | None
) -> None:
    """Write the names that find room, the important ones first.

    Args:
        painter: where to write, in its font.
        shown: the marks in the picture, the most important first.
        frame: the picture.
        taken: where no name may lie.
        palette: the colours.
        pointed: the mark under the mouse, named before all others.
    """
    plain, bold = QFont(painter.font()), QFont(painter.font())
    bold.setBold(True)
    named = [mark for mark in shown if mark.always_named and mark is not pointed]
    if pointed is not None:
        named.insert(0, pointed)
    fonts = [bold if mark.is_vehicle else plain for mark in named]
    wishes = []
    for mark, font in zip(named, fonts, strict=True):
        measure = QFontMetricsF(font)
        width = measure.horizontalAdvance(mark.name) + 2 * _PADDING_PX
        wishes.append(
            Wish(mark.marker.x_px, mark.marker.y_px, mark.marker.reach_px + 1.0, width, measure.height() + 2.0)
        )
    edges: Box = (frame.left() + 3.0, frame.top() + 3.0, frame.right() - 3.0, frame.bottom() - 3.0)
    boxes = place_labels(wishes, edges, [(taken.left(), taken.top(), taken.right(), taken.bottom())])
    paper = QColor(palette.background)
    paper.setAlphaF(0.66)
    for mark, font, box in zip(named, fonts, boxes, strict=True):
        if box is None:
            continue
        room = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
        painter.fillRect(room, paper)
        if mark.is_selected:
            painter.setPen(QColor(palette.selection))
            painter.drawRect(room.adjusted(0.0, 0.0, -1.0, -1.0))
        painter.setFont(font)
        painter.setPen(QColor(mark.marker.colour) if mark.is_vehicle else QColor(palette.text))
        painter.drawText(QPointF(room.left() + _PADDING_PX, room.top() + 1.0 + QFontMetricsF(font).ascent()), mark.name)
    painter.setFont(plain)
