"""The geometry of annotations, in pixels of the full image: boxes, handles, moving, resizing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace

from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Point, Rectangle, Text

Handle = Literal[
    "top-left", "top", "top-right", "right", "bottom-right", "bottom", "bottom-left", "left", "tail", "tip"
]  # fmt: skip

# Width of a line of text as a multiple of its height; only whoever has the font can tell.
TextWidth = Callable[[str], float]
LINE_SPACING = 1.2
_SMALLEST_TEXT_PX = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle, ``left <= right`` and ``top <= bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent to the right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent downwards."""
        return self.bottom - self.top

    @property
    def center(self) -> Point:
        """The middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def contains(self, point: Point, margin: float = 0.0) -> bool:
        """Tell whether a point lies inside, or within a margin around."""
        x, y = point
        return self.left - margin <= x <= self.right + margin and self.top - margin <= y <= self.bottom + margin

    def clamp(self, point: Point) -> Point:
        """Return the nearest point inside."""
        return min(max(point[0], self.left), self.right), min(max(point[1], self.top), self.bottom)


def box_between(first: Point, second: Point) -> Box:
    """Return the box between two opposite corners."""
    return Box(min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1]))


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around some boxes.

    Raises:
        ValueError: there are none.
    """
    every = tuple(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


def text_box(position: Point, text: str, height_px: float, text_width: TextWidth) -> Box:
    """Return the box around words whose top left stands at a position."""
    lines = text.splitlines() or [""]
    width = max(text_width(line) for line in lines) * height_px
    return Box(position[0], position[1], position[0] + width, position[1] + len(lines) * LINE_SPACING * height_px)


def bounds(annotation: Annotation, text_width: TextWidth) -> Box:
    """Return the box around an annotation, without its label and the width of its stroke."""
    match annotation:
        case Rectangle() | Ellipse():
            return box_between(annotation.corner_px, annotation.opposite_px)
        case Arrow():
            return box_between(annotation.tail_px, annotation.tip_px)
        case Text():
            return text_box(annotation.position_px, annotation.label, annotation.height_px, text_width)


def label_box(annotation: Annotation, label_height_px: float, image: Box, text_width: TextWidth) -> Box | None:
    """Return where the label of a shape stands: above it, behind an arrow's tail, always inside the image."""
    if isinstance(annotation, Text) or not annotation.label:
        return None
    size = text_box((0.0, 0.0), annotation.label, label_height_px, text_width)
    gap = 0.35 * label_height_px
    if isinstance(annotation, Arrow):
        (tail_x, tail_y), (tip_x, tip_y) = annotation.tail_px, annotation.tip_px
        if abs(tip_x - tail_x) > abs(tip_y - tail_y):
            left = tail_x - size.width - gap if tip_x > tail_x else tail_x + gap
            top = tail_y - size.height / 2
        else:
            left = tail_x - size.width / 2
            top = tail_y - size.height - gap if tip_y > tail_y else tail_y + gap
    else:
        box = box_between(annotation.corner_px, annotation.opposite_px)
        left, above = box.left, box.top - size.height - gap
        top = above if above >= image.top else box.bottom + gap
    left = max(image.left, min(left, image.right - size.width))
    top = max(image.top, min(top, image.bottom - size.height))
    return Box(left, top, left + size.width, top + size.height)


def handles(annotation: Annotation, text_width: TextWidth) -> dict[Handle, Point]:
    """Return the points by which an annotation is resized."""
    if isinstance(annotation, Arrow):
        return {"tail": annotation.tail_px, "tip": annotation.tip_px}
    box = bounds(annotation, text_width)
    middle_x, middle_y = box.center
    corners: dict[Handle, Point] = {
        "top-left": (box.left, box.top),
        "top-right": (box.right, box.top),
        "bottom-right": (box.right, box.bottom),
        "bottom-left": (box.left, box.bottom),
    }
    if isinstance(annotation, Text):
        return corners
    return {
        **corners,
        "top": (middle_x, box.top),
        "right": (box.right, middle_y),
        "bottom": (middle_x, box.bottom),
        "left": (box.left, middle_y),
    }


def moved(annotation: Annotation, dx: float, dy: float) -> Annotation:
    """Return an annotation shifted."""

    def shift(point: Point) -> Point:
        return tidy((point[0] + dx, point[1] + dy))

    match annotation:
        case Rectangle() | Ellipse():
            return replace(annotation, corner_px=shift(annotation.corner_px), opposite_px=shift(annotation.opposite_px))
        case Arrow():
            return replace(annotation, tail_px=shift(annotation.tail_px), tip_px=shift(annotation.tip_px))
        case Text():
            return replace(annotation, position_px=shift(annotation.position_px))


def resized(annotation: Annotation, handle: Handle, to: Point, text_width: TextWidth) -> Annotation:
    """Return an annotation with one of its handles brought to a point; the opposite handle stays."""
    match annotation:
        case Arrow():
            return replace(annotation, **{f"{handle}_px": tidy(to)})
        case Text():
            return _resized_text(annotation, handle, to, text_width)
        case Rectangle() | Ellipse():
            box = box_between(annotation.corner_px, annotation.opposite_px)
            left = to[0] if "left" in handle else box.left
            right = to[0] if "right" in handle else box.right
            top = to[1] if "top" in handle else box.top
            bottom = to[1] if "bottom" in handle else box.bottom
            turned = box_between((left, top), (right, bottom))
            return replace(
                annotation,
                corner_px=tidy((turned.left, turned.top)),
                opposite_px=tidy((turned.right, turned.bottom)),
            )


def _resized_text(text: Text, handle: Handle, to: Point, text_width: TextWidth) -> Text:
    box = bounds(text, text_width)
    fixed_y = box.top if "bottom" in handle else box.bottom
    lines = len(text.label.splitlines()) or 1
    height_px = round(max(_SMALLEST_TEXT_PX, abs(to[1] - fixed_y) / (LINE_SPACING * lines)), 1)
    grown = text_box(text.position_px, text.label, height_px, text_width)
    left = box.right - grown.width if "left" in handle else box.left
    top = box.bottom - grown.height if "top" in handle else box.top
    return replace(text, position_px=tidy((left, top)), height_px=height_px)


def tidy(point: Point) -> Point:
    """Return a point to a tenth of a pixel, so that plan files stay readable."""
    return round(point[0], 1), round(point[1], 1)
