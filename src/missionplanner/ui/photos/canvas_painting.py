"""What the canvas shows: the picture, its annotations, and the handles of what is selected."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from missionplanner.paint.annotated_photo import paint_annotations, text_width
from missionplanner.paint.palette import Palette
from missionplanner.photo.proportions import proportions
from missionplanner.photo.shapes import bounds, handles
from missionplanner.plan.photos import Annotation, Arrow, Photo
from missionplanner.ui.photos.viewport import Viewport

_HANDLE_SIDE = 8.0


def paint_picture(painter: QPainter, viewport: Viewport, levels: Sequence[QImage], device_ratio: float) -> None:
    """Paint the visible part of the picture, from the smallest halving that is sharp enough."""
    width, height = viewport.image_size
    wanted_px = viewport.scale * width * device_ratio
    level = next((image for image in reversed(levels) if image.width() >= wanted_px), levels[0])
    place = QRectF(*viewport.origin, viewport.scale * width, viewport.scale * height)
    seen = place.intersected(QRectF(0.0, 0.0, *viewport.view_size))
    if seen.isEmpty():
        return
    per_point = level.width() / place.width()
    source = QRectF(
        (seen.left() - place.left()) * per_point,
        (seen.top() - place.top()) * per_point,
        seen.width() * per_point,
        seen.height() * per_point,
    )
    # Beyond twice its size a picture is read pixel by pixel, so its pixels are left as they are.
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, per_point > 0.5 or level is not levels[0])
    painter.drawImage(seen, level, source)


def paint_shapes(painter: QPainter, viewport: Viewport, photo: Photo, annotations: Sequence[Annotation]) -> None:
    """Paint the annotations, cut at the edges of the picture as on paper."""
    painter.save()
    painter.translate(*viewport.origin)
    painter.scale(viewport.scale, viewport.scale)
    painter.setClipRect(QRectF(0.0, 0.0, photo.width_px, photo.height_px))
    paint_annotations(painter, annotations, proportions(photo))
    painter.restore()


def paint_selection(
    painter: QPainter, viewport: Viewport, annotations: Sequence[Annotation], ids: Collection[str], palette: Palette
) -> None:
    """Paint a frame around each selected annotation, and its handles when it is the only one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for annotation in annotations:
        if annotation.id not in ids:
            continue
        box = bounds(annotation, text_width)
        frame = QRectF(
            QPointF(*viewport.canvas_point((box.left, box.top))),
            QPointF(*viewport.canvas_point((box.right, box.bottom))),
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not isinstance(annotation, Arrow):
            for color, style in (("#ffffff", Qt.PenStyle.SolidLine), (palette.accent, Qt.PenStyle.DashLine)):
                painter.setPen(QPen(QColor(color), 1.0, style))
                painter.drawRect(frame)
        if len(ids) > 1 and not isinstance(annotation, Arrow):
            continue
        painter.setPen(QPen(QColor("#10506f"), 1.5))
        painter.setBrush(QColor("#ffffff"))
        for place in handles(annotation, text_width).values():
            center = QPointF(*viewport.canvas_point(place))
            half = QPointF(_HANDLE_SIDE / 2, _HANDLE_SIDE / 2)
            painter.drawRect(QRectF(center - half, center + half))
