"""Ask for the place of an annotation in pixels of its photo, for whoever wants it to the pixel or has no mouse."""

from __future__ import annotations

import math

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from missionplanner.photo.shapes import tidy
from missionplanner.plan.photos import Annotation, Arrow, Photo, Point, Text
from missionplanner.ui.dialogs.ask import ask


def ask_place(annotation: Annotation, photo: Photo, parent: QWidget) -> Annotation | None:
    """Return the annotation where the user wants it, None if they think better of it."""

    def meaning(texts: list[str]) -> str:
        _placed(annotation, texts, photo)
        size = _tr("Pixels from the top left corner of the picture, which is {width} wide and {height} high.")
        return size.format(width=photo.width_px, height=photo.height_px)

    texts = ask(_tr("Place the Annotation"), _fields(annotation), meaning, _tr("Place"), parent)
    return None if texts is None else _placed(annotation, texts, photo)


def _fields(annotation: Annotation) -> list[tuple[str, str]]:
    match annotation:
        case Text():
            place = (_tr("Top left, such as 590, 246:"), _text_of(annotation.position_px))
            return [place, (_tr("Height of the letters:"), f"{annotation.height_px:g}")]
        case Arrow():
            tail = (_tr("Tail, such as 590, 246:"), _text_of(annotation.tail_px))
            return [tail, (_tr("Tip:"), _text_of(annotation.tip_px))]
        case _:
            corner = (_tr("Corner, such as 590, 246:"), _text_of(annotation.corner_px))
            return [corner, (_tr("Opposite corner:"), _text_of(annotation.opposite_px))]


def _placed(annotation: Annotation, texts: list[str], photo: Photo) -> Annotation:
    """Put an annotation where the texts say.

    Raises:
        ValueError: a text is no place on the photo, or no height.
    """
    first = _point(texts[0], photo)
    match annotation:
        case Text():
            return replace(annotation, position_px=first, height_px=_number(texts[1], 1.0, float(photo.height_px)))
        case Arrow():
            return replace(annotation, tail_px=first, tip_px=_point(texts[1], photo))
        case _:
            return replace(annotation, corner_px=first, opposite_px=_point(texts[1], photo))


def _text_of(point: Point) -> str:
    return f"{point[0]:g}, {point[1]:g}"


def _point(text: str, photo: Photo) -> Point:
    parts = text.replace(",", " ").split()
    if len(parts) != 2:
        raise ValueError(_tr("{text} is not a place like 590, 246").format(text=repr(text)))
    return tidy((_number(parts[0], 0.0, float(photo.width_px)), _number(parts[1], 0.0, float(photo.height_px))))


def _number(text: str, low: float, high: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise ValueError(
            _tr("{text} is not a number of pixels from {low:g} to {high:g}").format(text=repr(text), low=low, high=high)
        )
    return number


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlaceDialog", text)
