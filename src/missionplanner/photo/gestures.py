"""What a drag of the mouse does to annotations: draw, move, resize; each from its press to any later point."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, Protocol

from missionplanner.photo.shapes import (
    Box,
    Handle,
    TextWidth,
    bounds,
    box_between,
    handles,
    moved,
    resized,
    tidy,
    union,
)
from missionplanner.plan.edits import fresh_id
from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Point, Rectangle

Tool = Literal["select", "rectangle", "ellipse", "arrow", "text"]
_BOXED: dict[Tool, type[Rectangle | Ellipse]] = {"rectangle": Rectangle, "ellipse": Ellipse}


class Gesture(Protocol):
    """One drag under way; it knows where it began and never changes anything by itself."""

    def at(self, point: Point, *, constrained: bool) -> tuple[Annotation, ...]:
        """Return all annotations as they stand when the mouse is at a point.

        Args:
            point: in pixels of the full image.
            constrained: keep squares square, arrows at multiples of 45 degrees, moves on one axis.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Draw one more rectangle, ellipse or arrow."""

    annotations: tuple[Annotation, ...]
    tool: Tool
    color: str
    start: Point
    image: Box

    @property
    def new_id(self) -> str:
        """The id of what is drawn."""
        return fresh_id({annotation.id for annotation in self.annotations}, self.tool)

    def at(self, point: Point, *, constrained: bool) -> tuple[Annotation, ...]:
        """Return all annotations, the new one last."""
        start = tidy(self.image.clamp(self.start))
        if constrained:
            point = _at_45_degrees(start, point) if self.tool == "arrow" else _square(start, point)
        end = tidy(self.image.clamp(point))
        drawn: Annotation
        if self.tool == "arrow":
            drawn = Arrow(id=self.new_id, color=self.color, tail_px=start, tip_px=end)
        else:
            box = box_between(start, end)
            drawn = _BOXED[self.tool](
                id=self.new_id, color=self.color, corner_px=(box.left, box.top), opposite_px=(box.right, box.bottom)
            )
        return (*self.annotations, drawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Move the selected annotations; they stay on the image."""

    annotations: tuple[Annotation, ...]
    ids: Collection[str]
    start: Point
    image: Box
    text_width: TextWidth

    def at(self, point: Point, *, constrained: bool) -> tuple[Annotation, ...]:
        """Return all annotations, the selected ones moved."""
        dx, dy = point[0] - self.start[0], point[1] - self.start[1]
        if constrained:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        around = union(bounds(each, self.text_width) for each in self.annotations if each.id in self.ids)
        dx = _kept(dx, self.image.left - around.left, self.image.right - around.right)
        dy = _kept(dy, self.image.top - around.top, self.image.bottom - around.bottom)
        return tuple(moved(each, dx, dy) if each.id in self.ids else each for each in self.annotations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resize:
    """Drag one handle of one annotation."""

    annotations: tuple[Annotation, ...]
    id: str
    handle: Handle
    start: Point
    image: Box
    text_width: TextWidth

    def at(self, point: Point, *, constrained: bool) -> tuple[Annotation, ...]:
        """Return all annotations, the one resized."""
        return tuple(
            self._resized(each, point, constrained) if each.id == self.id else each for each in self.annotations
        )

    def _resized(self, annotation: Annotation, point: Point, constrained: bool) -> Annotation:
        # The mouse seldom presses the very middle of a handle; what it missed by must not make the shape jump.
        places = handles(annotation, self.text_width)
        place = places[self.handle]
        to = (place[0] + point[0] - self.start[0], place[1] + point[1] - self.start[1])
        if constrained and isinstance(annotation, Arrow):
            to = _at_45_degrees(places["tail" if self.handle == "tip" else "tip"], to)
        elif constrained and "-" in self.handle:
            box = bounds(annotation, self.text_width)
            fixed = (
                box.right if "left" in self.handle else box.left,
                box.bottom if "top" in self.handle else box.top,
            )
            to = _square(fixed, to)
        return resized(annotation, self.handle, self.image.clamp(to), self.text_width)


def _kept(step: float, low: float, high: float) -> float:
    """Return a step within limits; what already stands out of the image may move, as there is no room to keep to."""
    return min(max(step, low), high) if low <= high else step


def _square(start: Point, point: Point) -> Point:
    dx, dy = point[0] - start[0], point[1] - start[1]
    side = max(abs(dx), abs(dy))
    return start[0] + math.copysign(side, dx), start[1] + math.copysign(side, dy)


def _at_45_degrees(start: Point, point: Point) -> Point:
    dx, dy = point[0] - start[0], point[1] - start[1]
    length = math.hypot(dx, dy)
    angle = round(math.atan2(dy, dx) / (math.pi / 4)) * (math.pi / 4)
    return start[0] + length * math.cos(angle), start[1] + length * math.sin(angle)
