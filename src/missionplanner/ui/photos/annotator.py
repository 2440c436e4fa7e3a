"""Between canvas and document: every edit of annotations becomes one undo step."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from missionplanner.app.document import Document
from missionplanner.photo.annotation_edits import Annotations, duplicated, raised, recolored, relabeled, without
from missionplanner.plan import edits
from missionplanner.plan.photos import Point, Text
from missionplanner.ui.photos.canvas import PhotoCanvas
from missionplanner.ui.photos.label_editor import LabelEditor
from missionplanner.ui.photos.place_dialog import ask_place
from missionplanner.ui.photos.tools import AnnotationTools

_DUPLICATE_STEP = 16.0


class Annotator(QObject):
    """Commits what canvas, toolbar and label editor ask for."""

    def __init__(self, document: Document, canvas: PhotoCanvas, tools: AnnotationTools) -> None:
        """Listen to canvas and tools."""
        super().__init__(canvas)
        self._document = document
        self._canvas = canvas
        self._tools = tools
        self._editor = LabelEditor(canvas)
        self._edited_id = ""
        self._text_place: Point = (0.0, 0.0)
        canvas.edited.connect(self._commit)
        canvas.text_wanted.connect(self._begin_typing)
        canvas.menu_wanted.connect(self._show_menu)
        canvas.view_changed.connect(self._editor.finish)
        self._editor.accepted.connect(self._finish_typing)
        tools.color_chosen.connect(self._set_color)
        tools.delete_action.triggered.connect(self._delete)
        tools.duplicate_action.triggered.connect(self._duplicate)
        tools.front_action.triggered.connect(self._bring_to_front)
        tools.place_action.triggered.connect(self._place)
        tools.label_action.triggered.connect(canvas.edit_label)

    def _commit(self, annotations: Annotations, text: str) -> None:
        photo = self._canvas.photo
        if photo is not None:
            self._document.commit(edits.set_annotations(self._document.plan, photo.id, annotations), text)

    def _delete(self) -> None:
        self._commit(without(self._canvas.annotations, self._canvas.selected_ids), self.tr("Delete annotation"))

    def _duplicate(self) -> None:
        step_px = _DUPLICATE_STEP / self._canvas.viewport.scale
        annotations, copies = duplicated(self._canvas.annotations, self._canvas.selected_ids, step_px)
        self._commit(annotations, self.tr("Duplicate annotation"))
        self._canvas.select(copies)

    def _bring_to_front(self) -> None:
        self._commit(raised(self._canvas.annotations, self._canvas.selected_ids), self.tr("Bring annotation to front"))

    def _place(self) -> None:
        """Ask for the pixels where the one selected annotation stands."""
        photo, selected = self._canvas.photo, self._canvas.selected
        if photo is None or len(selected) != 1:
            return
        placed = ask_place(selected[0], photo, self._canvas)
        if placed is not None:
            annotations = tuple(placed if each.id == placed.id else each for each in self._canvas.annotations)
            self._commit(annotations, self.tr("Place annotation"))

    def _set_color(self, color: str) -> None:
        self._canvas.color = color
        selected = self._canvas.selected_ids
        self._commit(recolored(self._canvas.annotations, selected, color), self.tr("Colour annotation"))
        self._tools.show_color(color)

    def _begin_typing(self, annotation_id: str, place: Point) -> None:
        self._edited_id, self._text_place = annotation_id, place
        words = next((each.label for each in self._canvas.annotations if each.id == annotation_id), "")
        x, y = self._canvas.viewport.canvas_point(place)
        self._editor.begin(QPoint(round(x), round(y)), words)

    def _finish_typing(self, words: str) -> None:
        if self._edited_id:
            annotations = relabeled(self._canvas.annotations, self._edited_id, words)
            self._commit(annotations, self.tr("Label annotation"))
        elif words.strip():
            self._add_text(words.strip())
        elif self._canvas.tool == "text":
            self._canvas.set_tool("select")

    def _add_text(self, words: str) -> None:
        taken = {annotation.id for annotation in self._canvas.annotations}
        text = Text(
            id=edits.fresh_id(taken, "text"),
            label=words,
            color=self._canvas.color,
            position_px=(round(self._text_place[0], 1), round(self._text_place[1], 1)),
            height_px=self._canvas.sizes.text_height_px,
        )
        self._commit((*self._canvas.annotations, text), self.tr("Add text"))
        self._canvas.set_tool("select")
        self._canvas.select((text.id,))

    def _show_menu(self, place: QPoint) -> None:
        if not self._canvas.has_image:
            return
        menu = QMenu(self._canvas)
        if self._canvas.selected_ids:
            menu.addActions([self._tools.label_action, self._tools.place_action])
            colors = menu.addMenu(self.tr("Colour"))
            colors.addActions(self._tools.color_menu.actions())
            menu.addAction(self._tools.duplicate_action)
            menu.addAction(self._tools.front_action)
            menu.addSeparator()
            menu.addAction(self._tools.delete_action)
        else:
            menu.addActions(self._tools.drawing_actions)
        menu.popup(place)
        menu.aboutToHide.connect(menu.deleteLater)
