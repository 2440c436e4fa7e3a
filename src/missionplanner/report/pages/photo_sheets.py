"""The pages of photos: each with its annotations, and beside it what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from missionplanner.paint.annotated_photo import paint_annotated_photo
from missionplanner.paint.palette import PRINT
from missionplanner.paint.photo_image import read_photo_image
from missionplanner.photo.picture_file import PictureError
from missionplanner.photo.reference import check_file
from missionplanner.plan.photos import Photo
from missionplanner.report.content.photo_list import PhotoPage
from missionplanner.report.pages.flow import Flow, side_by_side
from missionplanner.report.pages.lettering import DETAIL, Lettering, Paragraph
from missionplanner.report.pages.marks import PROVENANCE_MARKS, Mark
from missionplanner.report.pages.sheet import FRAME, Page
from missionplanner.report.pages.table import Column, Row, cell, set_table

SECTION = "Photos"
_TEXT_SHARE = 0.27
_GUTTER = 20.0
# About 290 dots per inch over the width that a photo takes.
_LONGEST_SIDE_PX = 2200


def photo_sheets(lettering: Lettering, photos: Sequence[PhotoPage], folder: Path | None) -> list[Page]:
    """Lay out one page for each photo; ``folder`` is where relative paths start."""
    pages: list[Page] = []
    for number, content in enumerate(photos):
        pages += _photo(lettering, content, folder, is_first=number == 0)
    return pages


def _photo(lettering: Lettering, content: PhotoPage, folder: Path | None, *, is_first: bool) -> list[Page]:
    head = Flow(lettering, SECTION, FRAME)
    if is_first:
        head.mark(SECTION)
    head.mark(content.title, is_section=False)
    head.title(content.title)
    top = head.y if len(head.pages) == 1 else FRAME.top()
    split = FRAME.right() - FRAME.width() * _TEXT_SHARE
    room = QRectF(FRAME.left(), top, split - FRAME.left() - _GUTTER, FRAME.bottom() - top)
    text = Flow(lettering, SECTION, QRectF(split, FRAME.top(), FRAME.right() - split, FRAME.height()), top)
    text.draw(_PhotoDraw(content.photo, room, folder))
    mark = PROVENANCE_MARKS[content.provenance] if content.provenance else None
    known = [cell(content.caption)] if content.caption else []
    known += [cell(content.source, mark=mark), *(cell(fact) for fact in content.facts)]
    rows = [Row(cells=(one,)) for one in known]
    set_table(text, [Column(title="")], rows)
    if content.labels:
        text.subheading("Annotations")
        labels = [
            Row(cells=(cell(words, Paragraph(shape, DETAIL), mark=Mark(shape="swatch", color=color)),))
            for color, shape, words in content.labels
        ]
        set_table(text, [Column(title="")], labels)
    if len(head.pages) > 1:
        return [*head.pages, *text.pages]
    return side_by_side(head, text)


class _PhotoDraw:
    """Decodes and paints one photo when its page is painted, so that only one is in memory at a time."""

    def __init__(self, photo: Photo, room: QRectF, folder: Path | None) -> None:
        self._photo, self._room, self._folder = photo, room, folder

    def __call__(self, painter: QPainter) -> None:
        image, missing = self._read()
        # Against the upper left, where the text beside it starts too.
        scale = min(self._room.width() / self._photo.width_px, self._room.height() / self._photo.height_px)
        place = QRectF(self._room.left(), self._room.top(), self._photo.width_px * scale, self._photo.height_px * scale)
        paint_annotated_photo(painter, place, self._photo, image, PRINT, missing)

    def _read(self) -> tuple[QImage | None, str]:
        check = check_file(self._photo, self._folder)
        if check.state != "sound":
            return None, check.sentence
        try:
            return read_photo_image(check.path, _LONGEST_SIDE_PX), ""
        except PictureError as error:
            return None, str(error)
