"""The field that renames an event where it stands on the timeline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from missionplanner.ui.timeline.wording import tr

_NARROWEST_PX = 160


class RenameField(QLineEdit):
    """Takes a name until Enter; Escape, or leaving it empty, keeps the old one."""

    def __init__(self, name: str, place: QRect, rename: Callable[[str], None], parent: QWidget) -> None:
        """Open over a place of the chart."""
        super().__init__(name, parent)
        self._rename: Callable[[str], None] | None = rename
        self._is_leaving = False
        self.setAccessibleName(tr("Name of the event"))
        width = max(place.width(), _NARROWEST_PX, self.fontMetrics().horizontalAdvance(name) + 40)
        left = min(max(place.left(), 0), max(parent.width() - width, 0))
        height = self.sizeHint().height()
        self.setGeometry(QRect(left, place.center().y() - height // 2, width, height))
        self.selectAll()
        self.show()
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from whatever else listens to it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the name with Enter, give up with Escape; neither key goes on to the timeline."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._rename = None
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the name when the user goes on elsewhere."""
        super().focusOutEvent(event)
        self._take()

    def _take(self) -> None:
        rename, self._rename = self._rename, None
        name = self.text().strip()
        if rename is not None and name:
            rename(name)
        self._leave()

    def _leave(self) -> None:
        if self._is_leaving:
            return
        self._is_leaving = True
        viewport = self.parentWidget()
        view = None if viewport is None else viewport.parentWidget()
        # Before hiding, or Qt looks for the next widget itself, which on a timeline means the next event.
        if view is not None and self.hasFocus():
            view.setFocus()
        self.hide()
        self.deleteLater()
