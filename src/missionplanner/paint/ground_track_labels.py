"""Where names go beside their marks, so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Box = tuple[float, float, float, float]


class Wish(NamedTuple):
    """A name to place: its mark, how far the mark reaches, and the size of the name, in pixels."""

    x_px: float
    y_px: float
    reach_px: float
    width_px: float
    height_px: float


def place_labels(wishes: Sequence[Wish], frame: Box, taken: Iterable[Box] = ()) -> list[Box | None]:
    """Place names, the first ones first.

    Args:
        wishes: what to place, the most important first.
        frame: left, top, right and bottom of the picture.
        taken: boxes that must stay free.

    Returns:
        For each name its box, None where it found no room; such a name is left out.
    """
    marks = [(w.x_px - w.reach_px, w.y_px - w.reach_px, w.x_px + w.reach_px, w.y_px + w.reach_px) for w in wishes]
    fixed = list(taken)
    placed: list[Box] = []
    answer: list[Box | None] = []
    for number, wish in enumerate(wishes):
        blocked = [*fixed, *placed, *marks[:number], *marks[number + 1 :]]
        # A mark that covers this one's own place cannot be avoided, so it does not forbid the name.
        blocked = [box for box in blocked if box in fixed or box in placed or not _holds(box, wish.x_px, wish.y_px)]
        free = next((box for box in _candidates(wish) if _inside(box, frame) and not _hits_any(box, blocked)), None)
        answer.append(free)
        if free is not None:
            placed.append(free)
    return answer


def _candidates(wish: Wish) -> Iterable[Box]:
    """Boxes to try: right, left, above, below, the corners, then the same further out."""
    for gap_px in (wish.reach_px + 4.0, wish.reach_px + 0.9 * wish.height_px, wish.reach_px + 2.0 * wish.height_px):
        for across, down in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            slant = 0.75 if across and down else 1.0
            x = wish.x_px + across * (gap_px * slant + 0.5 * wish.width_px)
            y = wish.y_px + down * (gap_px * slant + 0.5 * wish.height_px)
            yield (
                x - 0.5 * wish.width_px,
                y - 0.5 * wish.height_px,
                x + 0.5 * wish.width_px,
                y + 0.5 * wish.height_px,
            )


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _holds(box: Box, x_px: float, y_px: float) -> bool:
    return box[0] <= x_px <= box[2] and box[1] <= y_px <= box[3]


def _hits_any(box: Box, others: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < o[2] and o[0] < right and top < o[3] and o[1] < bottom for o in others)
