"""The canvas of the photos tab: the annotations of one photo under mouse and keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QImage, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from missionplanner.paint.annotated_photo import text_width
from missionplanner.paint.palette import Palette
from missionplanner.photo.gestures import Draw, Gesture, Move, Resize, Tool
from missionplanner.photo.shapes import Handle, bounds, label_box
from missionplanner.plan.photos import Arrow, Photo, Point
from missionplanner.ui.photos import canvas_keys
from missionplanner.ui.photos.annotated_view import AnnotatedView

_CURSORS: dict[Handle, Qt.CursorShape] = {
    "top-left": Qt.CursorShape.SizeFDiagCursor,
    "bottom-right": Qt.CursorShape.SizeFDiagCursor,
    "top-right": Qt.CursorShape.SizeBDiagCursor,
    "bottom-left": Qt.CursorShape.SizeBDiagCursor,
    "top": Qt.CursorShape.SizeVerCursor,
    "bottom": Qt.CursorShape.SizeVerCursor,
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
    "tail": Qt.CursorShape.CrossCursor,
    "tip": Qt.CursorShape.CrossCursor,
}
# A hand is not steady: what moves less than this was a click.
_LEAST_DRAG = 4.0


class PhotoCanvas(AnnotatedView):
    """Turns gestures into edited annotations; it commits nothing itself.

    A drag changes a draft that only the canvas draws: no other view shows annotations, so previewing them through the
    document would repaint the globe for nothing. The draft is handed out once, when the gesture ends.

    Signals:
        edited: all annotations as they shall be, and the undo text.
        tool_changed: another tool is active.
        text_wanted: words are to be typed: the annotation's id or "", and where, in pixels of the image.
        menu_wanted: a context menu is to open at a global position.
    """

    edited = Signal(object, str)
    tool_changed = Signal()
    text_wanted = Signal(str, object)
    menu_wanted = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        """Start empty, with the select tool."""
        super().__init__(palette, parent)
        self.color = "#ffb000"
        self._tool: Tool = "select"
        self._gesture: Gesture | None = None
        self._pressed_at: QPointF | None = None
        self._is_nudging = False

    def set_photo(self, photo: Photo | None, levels: Sequence[QImage], message: str) -> None:
        """Show a photo; what is being dragged goes on unless its annotations have become others."""
        before = self._photo
        if photo is None or before is None or (photo.id, photo.annotations) != (before.id, before.annotations):
            self.cancel_gesture()
        super().set_photo(photo, levels, message)

    # Tool.

    @property
    def tool(self) -> Tool:
        """The active tool."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Take another tool."""
        if tool != self._tool:
            self.cancel_gesture()
            self._tool = tool
            if tool != "select":
                self.select(())
            self._update_cursor()
            self.tool_changed.emit()

    # Gestures.

    @property
    def is_busy(self) -> bool:
        """Whether a gesture is under way."""
        return self._gesture is not None or self._draft is not None

    def cancel_gesture(self) -> None:
        """Give up what is being dragged or nudged; everything is as before."""
        self._gesture = self._draft = self._pressed_at = self._panning_from = None
        self._is_nudging = False
        self._update_cursor()
        self.update()

    def insert_in_the_middle(self) -> None:
        """Put a shape of the active tool in the middle of the view: drawing without a mouse."""
        if not self.has_image or self._tool == "select":
            return
        middle = self.sizes.image.clamp(self.viewport.image_point((self.width() / 2, self.height() / 2)))
        if self._tool == "text":
            self.text_wanted.emit("", middle)
            return
        half_x, half_y = (min(side, 480.0) / 6 / self.viewport.scale for side in (self.width(), self.height()))
        drawing = self._drawing((middle[0] - half_x, middle[1] - half_y))
        self._finish(drawing, (middle[0] + half_x, middle[1] + half_y), constrained=False)

    def edit_label(self) -> None:
        """Ask for the words of the one selected annotation."""
        if len(self.selected) == 1:
            only, sizes = self.selected[0], self.sizes
            box = label_box(only, sizes.label_height_px, sizes.image, text_width) or bounds(only, text_width)
            self.text_wanted.emit(only.id, (box.left, box.top))

    def nudge(self, step: Point, *, resizing: bool) -> None:
        """Move or resize the selected annotations by screen pixels; the edit is handed out by ``finish_nudge``."""
        if self._gesture is not None or not self.has_image or not self.selected:
            return
        by = (step[0] / self.viewport.scale, step[1] / self.viewport.scale)
        if not resizing:
            self._draft = self._moving((0.0, 0.0)).at(by, constrained=False)
        elif len(self.selected) == 1:
            handle: Handle = "tip" if isinstance(self.selected[0], Arrow) else "bottom-right"
            self._draft = self._resizing(handle, (0.0, 0.0)).at(by, constrained=False)
        self._is_nudging = self._draft is not None
        self.update()

    def finish_nudge(self) -> None:
        """Hand out what was nudged since the key went down, as one edit."""
        draft = self._draft if self._is_nudging else None
        if draft is not None:
            self.cancel_gesture()
            self.edited.emit(draft, self.tr("Move annotation"))

    def _drawing(self, start: Point) -> Draw:
        return Draw(
            annotations=self.annotations, tool=self._tool, color=self.color, start=start, image=self.sizes.image
        )

    def _moving(self, start: Point) -> Move:
        return Move(
            annotations=self.annotations,
            ids=self._selected,
            start=start,
            image=self.sizes.image,
            text_width=text_width,
        )

    def _resizing(self, handle: Handle, start: Point) -> Resize:
        return Resize(
            annotations=self.annotations,
            id=self._selected[0],
            handle=handle,
            start=start,
            image=self.sizes.image,
            text_width=text_width,
        )

    def _finish(self, gesture: Gesture, end: Point, *, constrained: bool) -> None:
        annotations = gesture.at(end, constrained=constrained)
        self.cancel_gesture()
        match gesture:
            case Draw(tool="rectangle"):
                text = self.tr("Draw rectangle")
            case Draw(tool="ellipse"):
                text = self.tr("Draw ellipse")
            case Draw():
                text = self.tr("Draw arrow")
            case Resize():
                text = self.tr("Resize annotation")
            case _:
                text = self.tr("Move annotation")
        self.edited.emit(annotations, text)
        if isinstance(gesture, Draw):
            self.set_tool("select")
            self.select((gesture.new_id,))

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture, or to pan."""
        super().mousePressEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self._panning_from is not None or not self.has_image:
            return
        self.cancel_gesture()
        self._pressed_at = event.position()
        if self._tool == "select":
            toggling = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._press_with_select(event.position(), toggling=toggling)
        elif self._tool != "text":
            self._gesture = self._drawing(self._image_point(event.position()))

    def _press_with_select(self, position: QPointF, *, toggling: bool) -> None:
        handle = self._handle_under(position)
        if handle is not None:
            self._gesture = self._resizing(handle, self._image_point(position))
            return
        hit = self.annotation_under(position)
        if hit is None:
            if not toggling:
                self.select(())
            self._start_panning(position)
        elif toggling:
            others = tuple(each for each in self._selected if each != hit.id)
            self.select(others if hit.id in self._selected else (*others, hit.id))
        else:
            if hit.id not in self._selected:
                self.select((hit.id,))
            self._gesture = self._moving(self._image_point(position))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse with the gesture under way."""
        super().mouseMoveEvent(event)
        if self._gesture is None:
            self._update_cursor(event.position())
        elif self._is_dragged(event.position()):
            self._draft = self._gesture.at(self._image_point(event.position()), constrained=_is_constrained(event))
            self.update()

    def _is_dragged(self, position: QPointF) -> bool:
        """Tell a drag from a click; once a drag, always a drag."""
        if self._draft is not None:
            return True
        return self._pressed_at is not None and (position - self._pressed_at).manhattanLength() >= _LEAST_DRAG

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture; what was dragged is handed out as one edit."""
        was_panning = self._panning_from is not None
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        point = self._image_point(event.position())
        gesture, is_dragged = self._gesture, self._is_dragged(event.position())
        if self._tool == "text":
            self.cancel_gesture()
            self.text_wanted.emit("", self.sizes.image.clamp(point))
        elif gesture is not None and is_dragged and not was_panning:
            self._finish(gesture, point, constrained=_is_constrained(event))
        else:
            self.cancel_gesture()
        self._update_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the words of an annotation."""
        hit = self.annotation_under(event.position())
        if event.button() is Qt.MouseButton.LeftButton and self._tool == "select" and hit is not None:
            self.select((hit.id,))
            self.edit_label()
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu of what can be done with the annotation under the mouse."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            hit = self.annotation_under(QPointF(event.pos()))
            if hit is None:
                self.select(())
            elif hit.id not in self._selected:
                self.select((hit.id,))
        self.menu_wanted.emit(event.globalPos())

    def _update_cursor(self, position: QPointF | None = None) -> None:
        super()._update_cursor(position)
        if self._panning_from is not None or self._space_is_down or not self.has_image:
            return
        if self._tool != "select":
            is_text = self._tool == "text"
            self.setCursor(Qt.CursorShape.IBeamCursor if is_text else Qt.CursorShape.CrossCursor)
        elif position is not None:
            handle = self._handle_under(position)
            if handle is not None:
                self.setCursor(_CURSORS[handle])
            elif self.annotation_under(position) is not None:
                self.setCursor(Qt.CursorShape.SizeAllCursor)

    # Keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge, cancel, edit; zooming is the view's."""
        if not canvas_keys.press(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End a nudge."""
        if not canvas_keys.release(self, event):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Let Tab walk through the annotations before it leaves the canvas."""
        # A child that loses the focus asks here too, and means nothing by it.
        if self.hasFocus() and self._tool == "select" and self.has_image and self.select_next(forwards=forwards):
            return True
        return super().focusNextPrevChild(forwards)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was nudged, as the release of the key will not be seen."""
        self.finish_nudge()
        super().focusOutEvent(event)


def _is_constrained(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
