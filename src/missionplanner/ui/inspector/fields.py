"""Fields that keep the old value and say what would be right when what was typed is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from missionplanner.ui.undo_in_fields import undo_plan_in

Accept = Callable[[str], None]


class ValueField(QWidget):
    """One line of text; ``accept`` takes what was typed, or raises ValueError with what would be right."""

    def __init__(self, name: str, accept: Accept, hint: str = "", parent: QWidget | None = None) -> None:
        """Make an empty field.

        Args:
            name: what the field is called, for screen readers.
            accept: called with the text when the user is done with it.
            hint: what may be typed, for the tooltip.
            parent: the widget that the field stands in.
        """
        super().__init__(parent)
        self._accept = accept
        self._hint = hint
        self._shown = ""
        self._refused: str | None = None
        self.edit = _Line(self.revert, self)
        self.edit.setAccessibleName(name)
        self.edit.editingFinished.connect(self._finish)
        undo_plan_in(self.edit)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setForegroundRole(QPalette.ColorRole.BrightText)
        self.message.hide()
        self.setFocusProxy(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.edit)
        layout.addWidget(self.message)

    def show_value(self, text: str) -> None:
        """Show the value of the plan, unless the user is typing another one right now."""
        self._shown = text
        self.edit.setToolTip(self._hint or text)
        if self.edit.hasFocus() and self.edit.isModified():
            return
        self.revert()

    def revert(self) -> None:
        """Show the value of the plan again."""
        self._refused = None
        self.message.hide()
        if self.edit.text() != self._shown:
            self.edit.setText(self._shown)
            self.edit.setCursorPosition(0)
        self.edit.setModified(False)

    def _finish(self) -> None:
        typed = self.edit.text()
        if typed == self._shown:
            self.revert()
            return
        if typed == self._refused:
            return
        self.edit.setModified(False)
        try:
            self._accept(typed)
        except ValueError as error:
            self._refuse(typed, str(error))

    def _refuse(self, typed: str, reason: str) -> None:
        self._refused = typed
        sentence = reason[:1].upper() + reason[1:].rstrip(".")
        stays = QCoreApplication.translate("ValueField", "The old value stays: {value}").format(value=self._shown)
        self.message.setText(f"{sentence}. {stays}" if self._shown else f"{sentence}.")
        self.message.show()
        self._keep_message_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the message anew."""
        super().resizeEvent(event)
        self._keep_message_whole()

    def _keep_message_whole(self) -> None:
        """Ask for the height of all lines; a form gives a field the height of its hint, too low when it is narrow."""
        self.message.setMinimumHeight(max(self.message.heightForWidth(self.width()), 0))


class _Line(QLineEdit):
    """A line in which Escape takes back what was typed."""

    def __init__(self, revert: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._revert = revert

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._revert()
            self.selectAll()
        else:
            super().keyPressEvent(event)


class TextArea(QPlainTextEdit):
    """Several lines of text, handed over when the user leaves the field."""

    def __init__(self, name: str, accept: Accept, lines: int = 3, parent: QWidget | None = None) -> None:
        """Make an empty field of so many lines."""
        super().__init__(parent)
        self._accept = accept
        self._shown = ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        undo_plan_in(self)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 12)

    def show_value(self, text: str) -> None:
        """Show the value of the plan, unless the user is typing another one right now."""
        self._shown = text
        if self.hasFocus() and self.document().isModified():
            return
        if self.toPlainText() != text:
            self.setPlainText(text)
        self.document().setModified(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._shown)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over what was typed."""
        super().focusOutEvent(event)
        if self.toPlainText() != self._shown:
            self.document().setModified(False)
            self._accept(self.toPlainText())


class Choice(QComboBox):
    """A list to choose from, which the mouse wheel changes only when it has the focus.

    ``chosen`` is called with the data of the entry that the user picked.
    """

    def __init__(self, name: str, chosen: Callable[[Any], None], parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(lambda index: chosen(self.itemData(index)))

    def fill(self, entries: list[tuple[str, Any]]) -> None:
        """Offer these entries, each a text and its data, in place of the old ones."""
        if entries == [(self.itemText(i), self.itemData(i)) for i in range(self.count())]:
            return
        self.clear()
        for text, data in entries:
            self.addItem(text, data)

    def show_data(self, data: Any, otherwise: str = "") -> None:
        """Show the entry with this data; where there is none, add one with the text ``otherwise``."""
        index = next((i for i in range(self.count()) if self.itemData(i) == data), -1)
        if index < 0:
            self.addItem(otherwise or str(data), data)
            index = self.count() - 1
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll unless the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
