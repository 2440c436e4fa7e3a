"""A photo with its annotations, painted on any QPainter; the annotations stay vector."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
)

from missionplanner.paint.palette import Palette
from missionplanner.photo.proportions import Proportions, arrow_head, proportions
from missionplanner.photo.shapes import LINE_SPACING, Box, box_between, label_box
from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Photo, Point, Rectangle, Text

# Text is laid out at one size and scaled, so that it is equally wide on screen, on paper and in hit tests.
_LAYOUT_PX = 100
_HALO_FOR_LIGHT = QColor("#101418")
_HALO_FOR_DARK = QColor("#ffffff")


def paint_annotated_photo(
    painter: QPainter, target: QRectF, photo: Photo, image: QImage | None, palette: Palette, missing: str = ""
) -> QRectF:
    """Paint a photo as large as it fits into a rectangle, centred, with its annotations.

    Args:
        painter: on a widget, an image or a page.
        target: the room there is.
        photo: the record; its annotations are painted.
        image: the decoded picture of any resolution, None if there is none to show.
        palette: colours of the placeholder.
        missing: the sentence that stands in place of a picture that is not there.

    Returns:
        The rectangle that the photo takes.
    """
    scale = min(target.width() / photo.width_px, target.height() / photo.height_px)
    width, height = photo.width_px * scale, photo.height_px * scale
    center = target.center()
    place = QRectF(center.x() - width / 2, center.y() - height / 2, width, height)
    painter.save()
    if image is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        painter.translate(place.topLeft())
        painter.scale(scale, scale)
        paint_annotations(painter, photo.annotations, proportions(photo))
    else:
        _paint_placeholder(painter, place, missing, palette)
    painter.restore()
    return place


def paint_annotations(painter: QPainter, annotations: Iterable[Annotation], sizes: Proportions) -> None:
    """Paint annotations on a painter whose units are pixels of the full image."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for annotation in annotations:
        color = QColor(annotation.color)
        if isinstance(annotation, Text):
            _paint_text(painter, annotation.label, annotation.position_px, annotation.height_px, color)
            continue
        _paint_outline(painter, annotation, color, sizes)
        label = label_box(annotation, sizes.label_height_px, sizes.image, text_width)
        if label is not None:
            _paint_text(painter, annotation.label, (label.left, label.top), sizes.label_height_px, color)
    painter.restore()


def text_width(line: str) -> float:
    """Return how wide a line of annotation text is, as a multiple of its height."""
    return QFontMetricsF(annotation_font()).horizontalAdvance(line) / _LAYOUT_PX


def annotation_font() -> QFont:
    """Return the font of annotations, at the size of layout."""
    font = QFont()
    font.setPixelSize(_LAYOUT_PX)
    font.setWeight(QFont.Weight.DemiBold)
    # Metrics that do not depend on the device's resolution.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def halo_color(color: QColor) -> QColor:
    """Return what sets a colour off from any picture: dark around light colours, white around dark ones."""
    # Luminance weights of ITU-R BT.709, on the encoded values: enough to tell light from dark.
    luminance = 0.2126 * color.redF() + 0.7152 * color.greenF() + 0.0722 * color.blueF()
    return _HALO_FOR_LIGHT if luminance > 0.35 else _HALO_FOR_DARK


def _paint_outline(
    painter: QPainter, annotation: Rectangle | Ellipse | Arrow, color: QColor, sizes: Proportions
) -> None:
    head = QPolygonF()
    outline = QPainterPath()
    match annotation:
        case Rectangle():
            outline.addRect(_rect(box_between(annotation.corner_px, annotation.opposite_px)))
        case Ellipse():
            outline.addEllipse(_rect(box_between(annotation.corner_px, annotation.opposite_px)))
        case Arrow():
            tip, *barbs = (QPointF(*point) for point in arrow_head(annotation, sizes.arrow_head_px))
            head = QPolygonF([tip, *barbs])
            outline.moveTo(QPointF(*annotation.tail_px))
            # The shaft ends inside the head, so that its blunt end does not show at the tip.
            outline.lineTo((barbs[0] + barbs[1] + tip) / 3)
    for pen_color, width_px in ((halo_color(color), 2.0 * sizes.stroke_px), (color, sizes.stroke_px)):
        pen = QPen(pen_color, width_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        painter.setBrush(pen_color)
        if not head.isEmpty():
            painter.drawPolygon(head)


def _paint_text(painter: QPainter, text: str, position: Point, height_px: float, color: QColor) -> None:
    """Paint words as text, not as outlines, so that they can be searched in a PDF; only the halo is an outline."""
    font = annotation_font()
    metrics = QFontMetricsF(font)
    painter.save()
    painter.translate(*position)
    painter.scale(height_px / _LAYOUT_PX, height_px / _LAYOUT_PX)
    painter.setFont(font)
    spacing = LINE_SPACING * _LAYOUT_PX
    first_baseline = (spacing - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
    for row, line in enumerate(text.splitlines()):
        baseline = QPointF(0.0, first_baseline + row * spacing)
        painter.translate(baseline)
        painter.fillPath(_halo(line, font.toString()), halo_color(color))
        painter.translate(-baseline)
        painter.setPen(color)
        painter.drawText(baseline, line)
    painter.restore()


@lru_cache(maxsize=512)
def _halo(line: str, font_text: str) -> QPainterPath:
    """Return the outline around a line of text; stroking it anew took most of a frame."""
    font = QFont()
    font.fromString(font_text)
    letters = QPainterPath()
    letters.addText(QPointF(0.0, 0.0), font, line)
    stroker = QPainterPathStroker()
    stroker.setWidth(0.16 * _LAYOUT_PX)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(letters).simplified()


def _paint_placeholder(painter: QPainter, place: QRectF, sentence: str, palette: Palette) -> None:
    painter.setPen(QPen(QColor(palette.grid), 0))
    painter.setBrush(QColor(palette.surface))
    painter.drawRect(place)
    painter.setPen(QColor(palette.muted_text))
    margin = 0.05 * min(place.width(), place.height())
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(place.adjusted(margin, margin, -margin, -margin), flags, sentence)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
