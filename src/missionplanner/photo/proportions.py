"""How thick and tall annotations are on a photo, so that they look alike on every size of image and of paper."""

from __future__ import annotations

import math
from dataclasses import dataclass

from missionplanner.photo.shapes import Box
from missionplanner.plan.photos import Arrow, Photo, Point


@dataclass(frozen=True, slots=True)
class Proportions:
    """Sizes in pixels of the full image."""

    image: Box
    stroke_px: float
    label_height_px: float
    text_height_px: float
    arrow_head_px: float


def proportions(photo: Photo) -> Proportions:
    """Return the sizes for a photo; its longer side decides."""
    longer = max(photo.width_px, photo.height_px)
    return Proportions(
        image=Box(0.0, 0.0, float(photo.width_px), float(photo.height_px)),
        stroke_px=longer / 400,
        label_height_px=longer / 48,
        text_height_px=round(longer / 36, 1),
        arrow_head_px=longer / 50,
    )


def arrow_head(arrow: Arrow, length_px: float) -> tuple[Point, Point, Point]:
    """Return the tip and the two barbs of an arrow; a short arrow gets a shorter head."""
    (tail_x, tail_y), (tip_x, tip_y) = arrow.tail_px, arrow.tip_px
    shaft_px = math.hypot(tip_x - tail_x, tip_y - tail_y)
    if shaft_px == 0:
        return arrow.tip_px, arrow.tip_px, arrow.tip_px
    head_px = min(length_px, 0.6 * shaft_px)
    along_x, along_y = (tip_x - tail_x) / shaft_px, (tip_y - tail_y) / shaft_px
    back_x, back_y = tip_x - head_px * along_x, tip_y - head_px * along_y
    half_px = 0.4 * head_px
    return (
        arrow.tip_px,
        (back_x - half_px * along_y, back_y + half_px * along_x),
        (back_x + half_px * along_y, back_y - half_px * along_x),
    )
