"""A photo with its annotations: which are drawn, which are selected, which lies under the mouse."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from missionplanner.paint.annotated_photo import text_width
from missionplanner.paint.palette import Palette
from missionplanner.photo.annotation_edits import Annotations
from missionplanner.photo.hit_test import annotation_at, handle_at
from missionplanner.photo.proportions import Proportions, proportions
from missionplanner.photo.shapes import Handle
from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Photo, Point, Rectangle, Text
from missionplanner.ui.photos.canvas_painting import paint_selection, paint_shapes
from missionplanner.ui.photos.photo_view import PhotoView

_REACH = 8.0


class AnnotatedView(PhotoView):
    """Shows annotations and knows which are selected; it changes none.

    Signals:
        selection_changed: other annotations are selected.
    """

    selection_changed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        """Start with nothing selected."""
        super().__init__(palette, parent)
        self._selected: tuple[str, ...] = ()
        self._draft: Annotations | None = None
        self.setAccessibleName(self.tr("Photo with annotations"))

    def set_photo(self, photo: Photo | None, levels: Sequence[QImage], message: str) -> None:
        """Show a photo; of the same photo, what is selected stays selected."""
        is_same = photo is not None and self._photo is not None and photo.id == self._photo.id
        super().set_photo(photo, levels, message)
        known = {annotation.id for annotation in self.annotations}
        self.select([each for each in self._selected if is_same and each in known])
        self._say_selection()

    @property
    def annotations(self) -> Annotations:
        """What is drawn now: the annotations of the photo, or the draft of the gesture under way."""
        if self._draft is not None:
            return self._draft
        return self._photo.annotations if self._photo is not None else ()

    @property
    def sizes(self) -> Proportions:
        """Sizes of annotations on this photo.

        Raises:
            ValueError: no photo is on show.
        """
        if self._photo is None:
            raise ValueError("no photo is on show")
        return proportions(self._photo)

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The selected annotations, in the order they were selected."""
        return self._selected

    @property
    def selected(self) -> Annotations:
        """The selected annotations themselves, in painting order."""
        return tuple(annotation for annotation in self.annotations if annotation.id in self._selected)

    def select(self, ids: Collection[str]) -> None:
        """Select these annotations and no others."""
        chosen = tuple(ids)
        if chosen != self._selected:
            self._selected = chosen
            self._say_selection()
            self.selection_changed.emit()
            self.update()

    def select_next(self, *, forwards: bool) -> bool:
        """Select the annotation after the selected one; say no, with nothing selected, when that was the last."""
        ids = [annotation.id for annotation in self.annotations]
        if not forwards:
            ids.reverse()
        place = ids.index(self._selected[-1]) + 1 if self._selected else 0
        self.select(ids[place : place + 1])
        return bool(self._selected)

    def _say_selection(self) -> None:
        self.setAccessibleDescription(", ".join(self._spoken(each) for each in self.selected))

    def _spoken(self, annotation: Annotation) -> str:
        match annotation:
            case Rectangle():
                return self.tr("Rectangle {label}").format(label=annotation.label).strip()
            case Ellipse():
                return self.tr("Ellipse {label}").format(label=annotation.label).strip()
            case Arrow():
                return self.tr("Arrow {label}").format(label=annotation.label).strip()
            case Text():
                return self.tr("Text {label}").format(label=annotation.label)

    # What lies where.

    def _image_point(self, position: QPointF) -> Point:
        return self.viewport.image_point((position.x(), position.y()))

    def annotation_under(self, position: QPointF) -> Annotation | None:
        """Return the annotation at a point of the canvas."""
        if not self.has_image:
            return None
        return annotation_at(
            self.annotations,
            self._image_point(position),
            reach_px=_REACH / self.viewport.scale,
            label_height_px=self.sizes.label_height_px,
            image=self.sizes.image,
            text_width=text_width,
        )

    def _handle_under(self, position: QPointF) -> Handle | None:
        if len(self.selected) != 1 or not self.has_image:
            return None
        return handle_at(self.selected[0], self._image_point(position), _REACH / self.viewport.scale, text_width)

    def _paint_over_picture(self, painter: QPainter) -> None:
        if self._photo is not None:
            paint_shapes(painter, self.viewport, self._photo, self.annotations)
            paint_selection(painter, self.viewport, self.annotations, self._selected, self._palette)
