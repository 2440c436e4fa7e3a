"""The photos tab, made when it is first looked at."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.ui.theme import Theme


class PhotosPage(QWidget):
    """Holds the photos tab; most sessions begin elsewhere, and reading pictures takes time."""

    def __init__(self, document: Document, playhead: Playhead, theme: Theme, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._document = document
        self._playhead = playhead
        self._theme = theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._is_made = False

    def showEvent(self, event: QShowEvent) -> None:
        """Make the tab."""
        if not self._is_made:
            self._is_made = True
            from missionplanner.ui.photos.tab import PhotosTab

            tab = PhotosTab(self._document, self._playhead, self._theme.colors)
            self._theme.changed.connect(lambda: tab.set_palette_colors(self._theme.colors))
            self._layout.addWidget(tab)
            tab.show()
            self.tab = tab
            self.setFocusProxy(tab)
        super().showEvent(event)

    def take_keyboard(self) -> None:
        """Give the keyboard to the list of photos, or to the button that adds the first one."""
        if self._is_made:
            (self.tab.list if self.tab.list.count() else self.tab.first_button).setFocus()

    def delete_selected(self) -> None:
        """Remove the annotation that is selected, or the photo if none is."""
        if self._is_made:
            tools, commands = self.tab.tools, self.tab.commands
            action = tools.delete_action if tools.delete_action.isEnabled() else commands.remove_action
            action.trigger()
