"""What the Help menu shows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from missionplanner.ui.dialogs.guide import guide_html
from missionplanner.ui.dialogs.reading import ReadingDialog, shortcuts_html


def show_guide(window: QWidget) -> None:
    """Show the guide beside the window."""
    _show(ReadingDialog(_tr("Guide"), guide_html(), window))


def show_shortcuts(window: QWidget, actions: list[QAction]) -> None:
    """Show every key beside the window."""
    html = shortcuts_html(actions, _keys_of_views())
    _show(ReadingDialog(_tr("Keyboard shortcuts"), html, window))


def _show(dialog: ReadingDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()


def _keys_of_views() -> list[tuple[str, str]]:
    return [
        (_tr("Up, Down, Home, End"), _tr("Timeline: previous, next, first, last event")),
        (_tr("Shift+Up, Shift+Down"), _tr("Timeline: select the previous or next event too")),
        (_tr("Left, Right"), _tr("Timeline: move by 1 s; with Shift by 10 s, with Ctrl by 1 min")),
        ("+, -", _tr("Timeline: zoom in, zoom out")),
        ("F, Shift+F, Z", _tr("Timeline: zoom to the flight, to the plan, to the event")),
        (_tr("Enter"), _tr("Timeline: edit the selected event, the mission if there is none")),
        (_tr("Drag"), _tr("Timeline: move; with Ctrl copy, with Shift push all that follows, with Alt do not snap")),
        (_tr("Drag the ring"), _tr("Timeline: anchor the selected event to an edge of another")),
        (_tr("Drag on empty ground"), _tr("Timeline: select with a rubber band; Ctrl or Shift adds")),
        (_tr("Wheel"), _tr("Timeline: scroll; with Shift pan, with Ctrl zoom to the cursor")),
        (_tr("Esc"), _tr("Take back the drag under way, or what is being typed")),
        ("F, D, B", _tr("Relative motion: follow the chaser, show drifts, show bands")),
        ("V, R, E, A, T", _tr("Photos: select, draw a rectangle, an ellipse, an arrow, a text")),
        ("P", _tr("Photos: type where the selected annotation stands")),
        ("1, 2, 3", _tr("Orbit: Earth, chaser, target in the middle")),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Help", text)
