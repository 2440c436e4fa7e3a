"""Going somewhere in the window: to a view, to a panel, to an event; each brings it up and gives it the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDockWidget, QWidget

if TYPE_CHECKING:
    from missionplanner.ui.main_window import MainWindow


class Places(QObject):
    """The places of the window that commands lead to."""

    def __init__(self, window: MainWindow) -> None:
        """Know the window, whose views and panels are made."""
        super().__init__(window)
        self._window = window

    def show_orbit(self) -> None:
        """Go to the timeline, with the orbit above it."""
        window = self._window
        window.tabs.setCurrentWidget(window.split)
        window.views.setCurrentWidget(window.orbit)
        window.timeline.setFocus()

    def show_relative(self) -> None:
        """Go to the flight as seen from the target."""
        window = self._window
        window.tabs.setCurrentWidget(window.split)
        window.views.setCurrentWidget(window.relative)
        window.relative.in_plane.setFocus()

    def show_photos(self) -> None:
        """Go to the photos."""
        self._window.tabs.setCurrentWidget(self._window.photos)
        self._window.photos.take_keyboard()

    def show_windows(self) -> None:
        """Go to the calendar of launch windows."""
        panel = self._window.launch.panel
        self._window.tabs.setCurrentWidget(panel)
        panel.calendar.setFocus()

    def show_findings(self) -> None:
        """Go to the list of findings."""
        self._raise(self._window.findings)
        self._window.findings.list.setFocus()

    def show_history(self) -> None:
        """Go to the list of changes."""
        self._raise(self._window.history)
        self._window.history.setFocus()

    def show_event(self, event_id: str) -> None:
        """Go to an event on the timeline."""
        window = self._window
        window.tabs.setCurrentWidget(window.split)
        window.selection.select([event_id])
        window.timeline.reveal(event_id)
        window.timeline.setFocus()

    def zoom_to_finding(self) -> None:
        """Show the selected events on the timeline."""
        self._window.tabs.setCurrentWidget(self._window.split)
        self._window.timeline.zoom_to_selection()

    def edit_event(self, event_id: str) -> None:
        """Edit an event in the inspector, the mission for an empty id."""
        self._window.selection.select([event_id] if event_id else [])
        self._raise(self._window.inspector)
        self._window.inspector.begin_editing()

    @staticmethod
    def _raise(panel: QWidget) -> None:
        dock = panel.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.show()
            dock.raise_()
