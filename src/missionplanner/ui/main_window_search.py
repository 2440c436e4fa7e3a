"""Find events, and find commands: the two lists that the keyboard opens from anywhere in the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.plan.clock import met_text
from missionplanner.plan.search import search
from missionplanner.ui.dialogs.quick_list import Entry, QuickList, rank
from missionplanner.ui.timeline.wording import kind_text


class SearchCommands(QObject):
    """Opens the lists; a found event is selected and brought into view, a found command is done."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        actions: Callable[[], Sequence[QAction]],
        show_event: Callable[[str], None],
        window: QWidget,
    ) -> None:
        """Look through a document and the window's actions."""
        super().__init__(window)
        self._document = document
        self._selection = selection
        self._actions = actions
        self._show_event = show_event
        self._window = window

    def find_event(self) -> None:
        """Ask for an event by name, kind, track, crew, note or finding."""
        hint = self.tr("Enter: go there. Ctrl+Enter: select all that were found.")
        prompt = self.tr("Name, kind, track, crew, note or finding")
        self._open(QuickList(self.tr("Find Event"), prompt, self._events, self._window, self._select_all, hint))

    def find_command(self) -> None:
        """Ask for a command by its name."""
        prompt = self.tr("Type what you want to do")
        self._open(QuickList(self.tr("Commands"), prompt, self._commands, self._window))

    def next_finding(self) -> None:
        """Select the next event, in time, that something is wrong with."""
        shown = self._document.shown
        wrong = {event_id for finding in shown.findings if finding.waived is None for event_id in finding.events}
        timed = sorted((ms, each) for each in wrong if (ms := shown.schedule.start_ms(each)) is not None)
        if not timed:
            return
        chosen = self._selection.event_id
        now = (shown.schedule.start_ms(chosen) or 0, chosen) if chosen is not None else (-1, "")
        self._show_event(next((each for ms, each in timed if (ms, each) > now), timed[0][1]))

    def _open(self, dialog: QuickList) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.field.setFocus()

    def _events(self, text: str) -> list[Entry]:
        shown = self._document.shown
        events = {event.id: event for event in shown.plan.events}
        entries = []
        for match in search(shown.plan, shown.findings, text):
            event = events[match.event]
            start_ms = shown.schedule.start_ms(match.event)
            when = self.tr("no time") if start_ms is None else met_text(start_ms - shown.plan.t0.ms)[:-4]
            details = [when, kind_text(event), *([match.why] if match.why else [])]
            entries.append(Entry(event.name, "  \N{MIDDLE DOT}  ".join(details), partial(self._show_event, event.id)))
        return entries

    def _select_all(self, text: str) -> None:
        shown = self._document.shown
        self._selection.select(match.event for match in search(shown.plan, shown.findings, text))

    def _commands(self, text: str) -> list[Entry]:
        ranked: list[tuple[bool, int, int, Entry]] = []
        for number, action in enumerate(self._actions()):
            name = action.text().replace("&", "").rstrip(".")
            tip = action.statusTip()
            fit = rank(name, text)
            fit = fit if fit is not None else 3 if rank(f"{name} {tip}", text) is not None else None
            if fit is not None:
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                detail = "    ".join(part for part in (keys, tip) if part)
                enabled = action.isEnabled()
                ranked.append((not enabled, fit, number, Entry(name, detail, action.trigger, enabled)))
        return [entry for *_, entry in sorted(ranked, key=lambda each: each[:3])]
