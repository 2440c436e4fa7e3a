"""A field over a list: what is typed narrows the list, Enter does what is chosen; for commands and for events."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

_WIDTH_PX, _HEIGHT_PX = 560, 420
_MOST = 300
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Entry(NamedTuple):
    """One line of the list: what it says, what stands behind it, and what choosing it does."""

    text: str
    detail: str
    do: Callable[[], object]
    enabled: bool = True


class QuickList(QDialog):
    """Asks for one of many things by typing part of it.

    ``find`` returns the entries for a text; ``all_of`` is done with the text by Ctrl+Enter, ``hint`` says what that is.
    """

    def __init__(
        self,
        title: str,
        prompt: str,
        find: Callable[[str], list[Entry]],
        parent: QWidget,
        all_of: Callable[[str], object] | None = None,
        hint: str = "",
    ) -> None:
        """Start with everything."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._find = find
        self._all_of = all_of
        self._entries: list[Entry] = []
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(title)
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("What was found"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        if hint:
            layout.addWidget(QLabel(hint, self))
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(self._choose)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self._choose())
        self._narrow("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's arrow keys move in the list, and Ctrl+Enter take everything."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _LIST_KEYS:
                self.list.keyPressEvent(event)
                return True
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and self._all_of is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                text, all_of = self.field.text(), self._all_of
                self.accept()
                all_of(text)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        self._entries = self._find(text)[:_MOST]
        self.list.clear()
        for entry in self._entries:
            item = QListWidgetItem(f"{entry.text}    {entry.detail}" if entry.detail else entry.text)
            if not entry.enabled:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        first = next((row for row, entry in enumerate(self._entries) if entry.enabled), -1)
        self.list.setCurrentRow(first)

    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._entries) and self._entries[row].enabled:
            self.accept()
            self._entries[row].do()


def rank(text: str, typed: str) -> int | None:
    """Tell how well a text fits what was typed: 0 begins with it, 1 a word does, 2 holds it, None not at all.

    Several words may stand anywhere, in any order.
    """
    folded, words = text.casefold(), typed.casefold().split()
    if not all(word in folded for word in words):
        return None
    if folded.startswith(" ".join(words)):
        return 0
    return 1 if words and any(part.startswith(words[0]) for part in folded.split()) else 2
