"""Photos of a plan, referenced and not contained, with the annotations drawn on them."""

from __future__ import annotations

import re

from missionplanner.plan.clock import Utc
from missionplanner.plan.provenance import Source
from missionplanner.plan.record import Record, check_id, check_positive, check_range, check_unique

Point = tuple[float, float]

_COLOR = re.compile(r"#[0-9a-f]{6}\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class _Shape(Record, frozen=True, kw_only=True):
    id: str
    color: str = "#ffb000"
    label: str = ""

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        check_id(self.id)
        if not _COLOR.match(self.color):
            raise ValueError(f"color {self.color!r} is not one like '#ffb000'")


class Rectangle(_Shape, frozen=True, kw_only=True, tag_field="shape", tag="rectangle"):
    """A rectangle between two corners, in pixels of the full image from its top left."""

    corner_px: Point
    opposite_px: Point


class Ellipse(_Shape, frozen=True, kw_only=True, tag_field="shape", tag="ellipse"):
    """An ellipse inscribed between two corners, in pixels of the full image from its top left."""

    corner_px: Point
    opposite_px: Point


class Arrow(_Shape, frozen=True, kw_only=True, tag_field="shape", tag="arrow"):
    """An arrow that points from its tail to its tip."""

    tail_px: Point
    tip_px: Point


class Text(_Shape, frozen=True, kw_only=True, tag_field="shape", tag="text"):
    """Words at a place; the label is the text, its height is in pixels of the full image."""

    position_px: Point
    height_px: float

    def __post_init__(self) -> None:
        """Refuse a text without words or height.

        Raises:
            ValueError: the label is empty or the height not positive.
        """
        _Shape.__post_init__(self)
        check_positive("height_px", self.height_px)
        if not self.label.strip():
            raise ValueError("label is empty; a text annotation needs words")


Annotation = Rectangle | Ellipse | Arrow | Text


class Photo(Record, frozen=True, kw_only=True):
    """One picture: a path relative to the plan file, what it must contain, and what is drawn on it."""

    id: str
    title: str
    path: str
    sha256: str
    size_bytes: int
    width_px: int
    height_px: int
    taken: Utc | None = None
    caption: str = ""
    source: Source | None = None
    annotations: tuple[Annotation, ...] = ()

    def __post_init__(self) -> None:
        """Check identifier, hash and sizes.

        Raises:
            ValueError: a field is malformed or an annotation stands twice.
        """
        check_id(self.id)
        if not _SHA256.match(self.sha256):
            raise ValueError("sha256 is not 64 hexadecimal digits")
        check_range("size_bytes", self.size_bytes, 1, 1 << 40)
        check_range("width_px", self.width_px, 1, 1_000_000)
        check_range("height_px", self.height_px, 1, 1_000_000)
        check_unique("annotation", (shape.id for shape in self.annotations))
