"""Planned against flown: every event with its planned and its actual time, which is edited in place."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.flight.assess import Assessment
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import replace_event
from missionplanner.plan.events import Actual, Event
from missionplanner.plan.provenance import Source
from missionplanner.plan.sourced_edits import BY_HAND
from missionplanner.plan.time_text import parse_instant_ms, shift_text, utc_field_text

Index = QModelIndex | QPersistentModelIndex
# In a narrow dock, what was planned is the first to be out of sight.
_NAME, _ACTUAL, _LATER, _PLANNED = range(4)


class FlownModel(QAbstractTableModel):
    """The events in order of their planned times; what is typed as an actual time becomes one undo step.

    Signals:
        refused: what was typed is no time; carries what would be right.
    """

    refused = Signal(str)

    def __init__(self, document: Document, parent: QWidget) -> None:
        """Show a document's events."""
        super().__init__(parent)
        self._document = document
        self._events: list[Event] = []
        self._shown: Assessment | None = None
        self.refresh()

    def refresh(self) -> None:
        """Show the committed plan; a drag, which may move 10,000 events, is waited for."""
        shown = self._document.shown
        if shown.plan is not self._document.plan:
            return
        if self._shown is not None and shown.plan is self._shown.plan and shown.schedule is self._shown.schedule:
            return
        timed = [(shown.schedule.start_ms(event.id), event) for event in shown.plan.events]
        events = [event for ms, event in sorted(timed, key=lambda pair: (pair[0] is None, pair[0] or 0))]
        same = [event.id for event in events] == [event.id for event in self._events]
        if not same:
            self.beginResetModel()
        self._events, self._shown = events, shown
        if not same:
            self.endResetModel()
        elif events:
            self.dataChanged.emit(self.index(0, 0), self.index(len(events) - 1, _PLANNED))

    def event_id(self, row: int) -> str:
        """Return the event of a row."""
        return self._events[row].id

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many events there are."""
        return 0 if parent is not None and parent.isValid() else len(self._events)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return name, actual time, difference and planned time."""
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the headings."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Event"), self.tr("Flown UTC"), self.tr("Later by"), self.tr("Planned UTC"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the actual time be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _ACTUAL else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell."""
        if not index.isValid() or self._shown is None:
            return None
        event = self._events[index.row()]
        start_ms = self._shown.schedule.start_ms(event.id)
        actual = event.actual
        texts = {
            _NAME: event.name,
            _PLANNED: "" if start_ms is None else utc_field_text(start_ms),
            _ACTUAL: "" if actual is None else utc_field_text(actual.start.ms),
            _LATER: "" if actual is None or start_ms is None else shift_text(actual.start.ms - start_ms),
        }
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            if index.column() == _ACTUAL:
                return self.tr("Type when it happened, for example 12:34:35, T+03:06:38 or +30s; empty if not known")
            return texts[index.column()]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take an actual time over."""
        if role != Qt.ItemDataRole.EditRole or index.column() != _ACTUAL or self._shown is None:
            return False
        event, text = self._events[index.row()], str(value).strip()
        if text == self.data(index):
            return False
        t0_ms = self._shown.schedule.t0_ms
        try:
            ms = parse_instant_ms(text, t0_ms, self._shown.schedule.start_ms(event.id) or t0_ms) if text else None
            actual = None if ms is None else _at(event.actual, ms)
        except ValueError as error:
            self.refused.emit(f"{str(error)[:1].upper()}{str(error)[1:]}".rstrip(".") + ".")
            return False
        self.refused.emit("")
        plan = replace_event(self._document.plan, replace(self._document.plan.event(event.id), actual=actual))
        self._document.commit(plan, self.tr("Change the actual time of {name}").format(name=event.name))
        return True


def _at(actual: Actual | None, start_ms: int) -> Actual:
    """The actual times with another start."""
    if actual is None:
        return Actual(start=Utc(start_ms), source=Source(provenance="assumed", text=BY_HAND))
    return replace(actual, start=Utc(start_ms))


class FlownPanel(QWidget):
    """The table, with what was refused below it; a row selects its event."""

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        """Show a document's events."""
        super().__init__(parent)
        self._selection = selection
        self.model = FlownModel(document, self)
        self.table = QTableView(self)
        self.table.setAccessibleName(self.tr("Planned against flown"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._fit_columns()
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setForegroundRole(QPalette.ColorRole.BrightText)
        self.message.setContentsMargins(8, 2, 8, 4)
        self.message.hide()
        self.model.refused.connect(self._say)
        document.shown_changed.connect(self._refresh)
        self.table.selectionModel().currentRowChanged.connect(self._select)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.message)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while the table was out of sight."""
        super().showEvent(event)
        self.model.refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            self.model.refresh()

    def sizeHint(self) -> QSize:
        """Ask for room for some events."""
        return QSize(300, 150)

    def _fit_columns(self) -> None:
        metrics = self.table.fontMetrics()
        samples = {_NAME: "N" * 8, _ACTUAL: "2025-11-27 12:38:29", _LATER: "+3 min 54 s"}
        for column, sample in samples.items():
            self.table.setColumnWidth(column, metrics.horizontalAdvance(sample) + 12)

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def _select(self, index: QModelIndex) -> None:
        if index.isValid() and self.table.hasFocus():
            self._selection.select([self.model.event_id(index.row())])
