"""Undo keys in a text field: its own typing while there is some, the plan's last change otherwise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class _UndoKeys(QObject):
    """Lets undo and redo pass by a field in which nothing is being typed, up to the window."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep such a key from the field, which would claim it even with nothing to undo."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if _is_being_typed_in(watched) or not any(event.matches(key) for key in _KEYS):
            return False
        event.ignore()
        return True


def _is_being_typed_in(field: QObject) -> bool:
    if isinstance(field, QPlainTextEdit):
        return field.document().isModified()
    return isinstance(field, QLineEdit) and field.isModified()


def undo_plan_in(field: QLineEdit | QPlainTextEdit) -> None:
    """Let undo and redo in a field mean the plan once its text is handed over and marked unmodified."""
    field.installEventFilter(_UndoKeys(field))
