"""A line to type an annotation's words right where they will stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_WIDTH = 240


class LabelEditor(QLineEdit):
    """Enter or leaving it accepts, Escape takes nothing.

    Signals:
        accepted: the words.
    """

    accepted = Signal(str)

    def __init__(self, over: QWidget) -> None:
        """Lie over a widget, hidden until somebody is to type."""
        super().__init__(over)
        self._over = over
        self.setAccessibleName(self.tr("Words of the annotation"))
        self.setPlaceholderText(self.tr("Type a label, then Enter"))
        self.hide()

    def begin(self, place: QPoint, words: str) -> None:
        """Ask for words at a place of the widget below."""
        room = self._over.rect()
        width = min(_WIDTH, room.width())
        height = self.sizeHint().height()
        left = max(0, min(place.x(), room.width() - width))
        top = max(0, min(place.y(), room.height() - height))
        self.setGeometry(left, top, width, height)
        self.setText(words)
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept or give up."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._close(accepting=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._close(accepting=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Accept what was typed, unless only a menu of this line has opened."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._close(accepting=True, keeping_focus=False)

    def finish(self) -> None:
        """Accept what was typed, if anybody is typing."""
        self._close(accepting=True)

    def _close(self, *, accepting: bool, keeping_focus: bool = True) -> None:
        if self.isHidden():
            return
        # Hiding takes the focus away, which must not count as leaving a second time.
        self.hide()
        if keeping_focus:
            self._over.setFocus(Qt.FocusReason.OtherFocusReason)
        if accepting:
            self.accepted.emit(self.text())
