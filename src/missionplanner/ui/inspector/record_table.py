"""A small table of records, edited in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from missionplanner.plan.provenance import Source
from missionplanner.ui.inspector.source_button import SourceDialog

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column: heading, how a record's value is written, and the record that a typed text makes.

    ``change`` raises ValueError with what would be right; None makes the column read-only. ``choices`` limits the
    texts to a list.
    """

    title: str
    show: Callable[[Row], str]
    change: Callable[[Row, str], Row] | None = None
    choices: tuple[str, ...] = ()
    stretches: bool = False


@dataclass(frozen=True, kw_only=True)
class RowSource(Generic[Row]):
    """Where a record comes from: the source that it holds, and the record with another one."""

    get: Callable[[Row], Source | None]
    put: Callable[[Row, Source | None], Row]


class RecordTable(QWidget, Generic[Row]):
    """Rows of records; ``replace`` takes all rows after a change and what was done to them."""

    def __init__(
        self,
        name: str,
        columns: tuple[Column[Row], ...],
        replace: Callable[[tuple[Row, ...]], None],
        new: Callable[[], Row] | None = None,
        source: RowSource[Row] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty table.

        Args:
            name: what the rows are, for screen readers.
            columns: what to show of each record.
            replace: called with all rows after a change.
            new: makes a record for the Add button; without it rows are neither added nor removed.
            source: reads and changes a record's source for the Source button; without it there is none.
            parent: the widget that the table stands in.
        """
        super().__init__(parent)
        self._columns = columns
        self._replace = replace
        self._new = new
        self._source: RowSource[Row] | None = source
        self._rows: tuple[Row, ...] | None = None
        self.table = QTableWidget(0, len(columns), self)
        self.table.setAccessibleName(name)
        self.table.setHorizontalHeaderLabels([column.title for column in columns])
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(False)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for k, column in enumerate(columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretches else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(k, mode)
            if column.choices:
                self.table.setItemDelegateForColumn(k, _ChoiceDelegate(column.choices, self.table))
        self.table.itemChanged.connect(self._change)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setForegroundRole(QPalette.ColorRole.BrightText)
        self.message.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.table)
        layout.addWidget(self.message)
        self.add_button = QPushButton(self.tr("Add"), self)
        self.remove_button = QPushButton(self.tr("Remove"), self)
        self.source_button = QPushButton(self.tr("Source..."), self)
        self.source_button.setToolTip(self.tr("Say where the current row comes from"))
        self.add_button.setToolTip(self.tr("Add a row (Insert)"))
        self.remove_button.setToolTip(self.tr("Remove the current row (Delete)"))
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.source_button.clicked.connect(self._ask_source)
        self.add_button.setVisible(new is not None)
        self.remove_button.setVisible(new is not None)
        self.source_button.setVisible(source is not None)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addWidget(self.source_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these records."""
        if rows == self._rows:
            return
        self._rows = rows
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        for r, row in enumerate(rows):
            for c, column in enumerate(self._columns):
                self._show_cell(r, c, column, row)
        self.table.blockSignals(False)
        self.message.hide()
        self.remove_button.setEnabled(bool(rows))
        self.source_button.setEnabled(bool(rows))
        self._fit_height()

    def _show_cell(self, r: int, c: int, column: Column[Row], row: Row) -> None:
        text = column.show(row)
        cell = QTableWidgetItem(text)
        cell.setToolTip(text)
        if column.change is None:
            cell.setFlags(cell.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.setItem(r, c, cell)

    def _fit_height(self) -> None:
        """Make the table as high as its rows, so that only the page scrolls."""
        self.table.resizeRowsToContents()
        header_px = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header_px + self.table.verticalHeader().length() + 2 * self.table.frameWidth() + 2)

    def resizeEvent(self, event: Any) -> None:
        """Wrap the texts anew."""
        super().resizeEvent(event)
        self._fit_height()

    def _change(self, cell: QTableWidgetItem) -> None:
        rows, column = list(self._rows or ()), self._columns[cell.column()]
        if column.change is None:
            return
        try:
            rows[cell.row()] = column.change(rows[cell.row()], cell.text().strip())
        except ValueError as error:
            self.refuse(tuple(rows), str(error), column.show(rows[cell.row()]))
            return
        self._rows = None
        self._replace(tuple(rows))

    def refuse(self, rows: tuple[Row, ...], reason: str, old: str = "") -> None:
        """Show the rows as they were, and why they stay."""
        self._rows = None
        self.show_rows(rows)
        sentence = f"{reason[:1].upper()}{reason[1:]}".rstrip(".")
        stays = self.tr("The old value stays: {value}").format(value=old)
        self.message.setText(f"{sentence}. {stays}" if old else f"{sentence}.")
        self.message.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add a row with Insert, remove the current one with Delete."""
        if self._new is not None and event.key() == Qt.Key.Key_Insert and self.add_button.isEnabled():
            self._add()
        elif self._new is not None and event.key() == Qt.Key.Key_Delete and self.remove_button.isEnabled():
            self._remove()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        if self._new is None:
            return
        rows = (*(self._rows or ()), self._new())
        self._replace(rows)
        cell = self.table.item(len(rows) - 1, 0)
        if cell is not None:
            self.table.setFocus()
            self.table.setCurrentItem(cell)
            self.table.editItem(cell)

    def _remove(self) -> None:
        at = self._current()
        self._replace(tuple(row for k, row in enumerate(self._rows or ()) if k != at))

    def _ask_source(self) -> None:
        rows, at = list(self._rows or ()), self._current()
        if self._source is None or not 0 <= at < len(rows):
            return
        dialog = SourceDialog(self._columns[0].show(rows[at]), self._source.get(rows[at]), parent=self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            rows[at] = self._source.put(rows[at], dialog.source)
            self._replace(tuple(rows))

    def _current(self) -> int:
        """The row that the buttons are for: the current one, the last one if there is none."""
        return self.table.currentRow() if self.table.currentRow() >= 0 else self.table.rowCount() - 1


class _ChoiceDelegate(QStyledItemDelegate):
    """Edits a cell by a list of texts."""

    def __init__(self, choices: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Open the list."""
        editor = QComboBox(parent)
        editor.addItems(self._choices)
        editor.activated.connect(lambda _index: self._done(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show the text of the cell."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))
            editor.showPopup()

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Take over what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
