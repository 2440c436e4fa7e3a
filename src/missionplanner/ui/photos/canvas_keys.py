"""What keys do on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from missionplanner.ui.photos.canvas import PhotoCanvas

_FINE_STEP = 1.0
_COARSE_STEP = 10.0
_ARROWS: dict[int, tuple[float, float]] = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


def press(canvas: PhotoCanvas, event: QKeyEvent) -> bool:
    """Do what a key asks for; say no if it asks the canvas for nothing."""
    modifiers = event.modifiers()
    match event.key():
        case key if key in _ARROWS and canvas.selected_ids:
            step = _COARSE_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else _FINE_STEP
            dx, dy = _ARROWS[key]
            canvas.nudge((step * dx, step * dy), resizing=bool(modifiers & Qt.KeyboardModifier.AltModifier))
        case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
            if canvas.tool == "select":
                canvas.edit_label()
            else:
                canvas.insert_in_the_middle()
        case Qt.Key.Key_A if modifiers == Qt.KeyboardModifier.ControlModifier:
            canvas.select([annotation.id for annotation in canvas.annotations])
        case Qt.Key.Key_Escape:
            return _escape(canvas)
        case _:
            return False
    return True


def release(canvas: PhotoCanvas, event: QKeyEvent) -> bool:
    """Do what letting go of a key asks for; say no if nothing."""
    if event.key() in _ARROWS and not event.isAutoRepeat():
        canvas.finish_nudge()
        return True
    return False


def _escape(canvas: PhotoCanvas) -> bool:
    """Take back one thing: the gesture, else the tool, else the selection."""
    if canvas.is_busy:
        canvas.cancel_gesture()
    elif canvas.tool != "select":
        canvas.set_tool("select")
    elif canvas.selected_ids:
        canvas.select(())
    else:
        return False
    return True
