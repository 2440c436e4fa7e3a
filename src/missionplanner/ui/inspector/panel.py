"""The inspector: the selected event, or the mission when nothing is selected."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.ui.inspector.event_form import EventForm
from missionplanner.ui.inspector.mission_form import MissionForm
from missionplanner.ui.inspector.section import muted


class Inspector(QWidget):
    """Shows what is selected and edits it.

    Signals:
        target_wanted: the user asks for target elements from a file.
        rules_wanted: the user asks for the rules editor.
    """

    target_wanted = Signal()
    rules_wanted = Signal()

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        """Show what is selected now."""
        super().__init__(parent)
        self._document = document
        self._selection = selection
        self.setAccessibleName(self.tr("Inspector"))
        self.mission_form = MissionForm(document)
        self.mission_form.target_wanted.connect(self.target_wanted)
        self.mission_form.rules_wanted.connect(self.rules_wanted)
        self._pages = QStackedWidget(self)
        self._mission_page = _scrolling(self.mission_form)
        self._pages.addWidget(self._mission_page)
        self._several = muted(QLabel(self))
        self._several.setContentsMargins(10, 6, 10, 0)
        self._several.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._several)
        layout.addWidget(self._pages, 1)
        selection.changed.connect(self._select)
        document.shown_changed.connect(self._refresh)
        self._refresh()

    @cached_property
    def event_form(self) -> EventForm:
        """The page of an event, made when the first one is selected, so that the window appears sooner."""
        return EventForm(self._document)

    @cached_property
    def _event_page(self) -> QScrollArea:
        page = _scrolling(self.event_form)
        self._pages.addWidget(page)
        return page

    def begin_editing(self) -> None:
        """Put the cursor into the name of what is shown."""
        on_mission = self._pages.currentWidget() is self._mission_page
        name = self.mission_form.name if on_mission else self.event_form.name
        name.edit.setFocus()
        name.edit.selectAll()

    def _select(self) -> None:
        for page in self.findChildren(QScrollArea):
            page.verticalScrollBar().setValue(0)
        self._refresh()

    def _refresh(self) -> None:
        plan = self._document.shown.plan
        known = {event.id for event in plan.events}
        event_id = self._selection.event_id
        count = len(self._selection.event_ids)
        self._several.setVisible(count > 1)
        self._several.setText(self.tr("{count} events selected; this is the last one.").format(count=count))
        if event_id is None or event_id not in known:
            self.mission_form.refresh()
            self._pages.setCurrentWidget(self._mission_page)
        else:
            self.event_form.show_event(event_id)
            self._pages.setCurrentWidget(self._event_page)


def _scrolling(form: QWidget) -> QScrollArea:
    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setFrameShape(QScrollArea.Shape.NoFrame)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setWidget(form)
    return page
