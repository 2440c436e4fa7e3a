"""A list of events to choose from, filled only when somebody looks into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from missionplanner.ui.inspector.fields import Choice


class EventChoice(Choice):
    """One of the plan's events; a plan may hold thousands, so the list is made when it is opened."""

    def __init__(
        self,
        name: str,
        entries: Callable[[], list[tuple[str, Any]]],
        chosen: Callable[[Any], None],
        parent: QWidget | None = None,
    ) -> None:
        """Make a list that asks ``entries`` what it offers, each a text and an event's id."""
        super().__init__(name, chosen, parent)
        self._entries = entries

    def show_event(self, event_id: str, name: str) -> None:
        """Show an event, before the list is made."""
        if self.currentData() == event_id and self.currentText() == name:
            return
        self.clear()
        self.addItem(name, event_id)

    def showPopup(self) -> None:
        """Make the list and open it."""
        self._make()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the list, for arrow keys and typing."""
        self._make()
        super().focusInEvent(event)

    def _make(self) -> None:
        shown, text = self.currentData(), self.currentText()
        self.fill(self._entries())
        self.show_data(shown, text)
