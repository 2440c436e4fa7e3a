"""Which annotation lies under the mouse."""

from __future__ import annotations

import math
from collections.abc import Iterable

from missionplanner.photo.shapes import Box, Handle, TextWidth, bounds, box_between, handles, label_box
from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Point, Rectangle, Text


def handle_at(annotation: Annotation, point: Point, reach_px: float, text_width: TextWidth) -> Handle | None:
    """Return the nearest handle of an annotation within reach of a point."""
    near = [
        (math.dist(place, point), handle)
        for handle, place in handles(annotation, text_width).items()
        if math.dist(place, point) <= reach_px
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def annotation_at(
    annotations: Iterable[Annotation],
    point: Point,
    *,
    reach_px: float,
    label_height_px: float,
    image: Box,
    text_width: TextWidth,
) -> Annotation | None:
    """Return the annotation under a point: the topmost line or text there, or else the smallest shape around it."""
    on_top = tuple(annotations)[::-1]
    for annotation in on_top:
        label = label_box(annotation, label_height_px, image, text_width)
        if distance_px(annotation, point, text_width) <= reach_px or (label is not None and label.contains(point)):
            return annotation
    around = [annotation for annotation in on_top if _is_inside(annotation, point)]
    return min(around, key=lambda annotation: _area(annotation, text_width)) if around else None


def distance_px(annotation: Annotation, point: Point, text_width: TextWidth) -> float:
    """Return how far a point lies from the line of a shape, or from the box of a text."""
    match annotation:
        case Rectangle():
            return _distance_to_frame(box_between(annotation.corner_px, annotation.opposite_px), point)
        case Ellipse():
            return _distance_to_ellipse(box_between(annotation.corner_px, annotation.opposite_px), point)
        case Arrow():
            return _distance_to_segment(annotation.tail_px, annotation.tip_px, point)
        case Text():
            box = bounds(annotation, text_width)
            return math.dist(box.clamp(point), point)


def _distance_to_frame(box: Box, point: Point) -> float:
    if not box.contains(point):
        return math.dist(box.clamp(point), point)
    x, y = point
    return min(x - box.left, box.right - x, y - box.top, box.bottom - y)


def _distance_to_ellipse(box: Box, point: Point) -> float:
    """Return the distance to the ellipse along the ray from its middle; right on the line, close enough near it."""
    (middle_x, middle_y), half_width, half_height = box.center, box.width / 2, box.height / 2
    if half_width < 1e-9 or half_height < 1e-9:
        return _distance_to_segment((box.left, box.top), (box.right, box.bottom), point)
    dx, dy = point[0] - middle_x, point[1] - middle_y
    scaled = math.hypot(dx / half_width, dy / half_height)
    if scaled < 1e-9:
        return min(half_width, half_height)
    return math.hypot(dx, dy) * abs(1 - 1 / scaled)


def _distance_to_segment(start: Point, end: Point, point: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length_squared = dx * dx + dy * dy
    if length_squared == 0:
        return math.dist(start, point)
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length_squared
    along = min(1.0, max(0.0, along))
    return math.dist((start[0] + along * dx, start[1] + along * dy), point)


def _is_inside(annotation: Annotation, point: Point) -> bool:
    if not isinstance(annotation, Rectangle | Ellipse):
        return False
    box = box_between(annotation.corner_px, annotation.opposite_px)
    if isinstance(annotation, Rectangle) or not box.contains(point):
        return box.contains(point)
    (middle_x, middle_y) = box.center
    return math.hypot((point[0] - middle_x) / (box.width / 2), (point[1] - middle_y) / (box.height / 2)) <= 1


def _area(annotation: Annotation, text_width: TextWidth) -> float:
    box = bounds(annotation, text_width)
    return box.width * box.height
