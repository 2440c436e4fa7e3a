"""Options as rows of a table: each profile at each window of a day, or of several days."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from missionplanner.flight.option import Option
from missionplanner.flight.windows import Window
from missionplanner.paint.palette import Palette
from missionplanner.plan.time_text import utc_field_text
from missionplanner.ui.icons import icon
from missionplanner.ui.windows.days import Day
from missionplanner.ui.windows.wording import clock_text, parts_text, profile_text, remark_text

Index = QModelIndex | QPersistentModelIndex
Row = tuple[Window, Option]
_NUMBERS = (2, 3, 4)


class OptionsModel(QAbstractTableModel):
    """What each profile would do, feasible or why not; over several days liftoff is told with its date."""

    def __init__(self, colors: Palette, parent: QObject | None = None, has_days: bool = False) -> None:
        """Start without rows."""
        super().__init__(parent)
        self._colors = colors
        self._has_days = has_days
        self._rows: tuple[Row, ...] = ()

    def show_day(self, day: Day | None) -> None:
        """Show the options of a day."""
        self.show_rows(
            () if day is None else tuple((window, option) for window in day.windows for option in window.options)
        )

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows, and keep the chosen one where they are more of, or other options at, the same windows."""
        old = len(self._rows)
        if rows == self._rows:
            return
        if old and rows[:old] == self._rows:
            self.beginInsertRows(QModelIndex(), old, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
            return
        if old and [window for window, _ in rows] == [window for window, _ in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(old - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def set_palette_colors(self, colors: Palette) -> None:
        """Tint the icons."""
        self._colors = colors
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def row(self, number: int) -> Row | None:
        """Return window and option of a row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, option: Option) -> int:
        """Return the row of an option, -1 if it is not there."""
        return next((number for number, (_, other) in enumerate(self._rows) if other == option), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many options there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else 7

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return heading and explanation of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Profile"),
                self.tr("Liftoff UTC"),
                self.tr("At liftoff"),
                self.tr("To make up"),
                self.tr("Delta-v"),
                self.tr("Docking UTC"),
                self.tr("Works, or why not"),
            )[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("How to rendezvous"),
                self.tr("Liftoff, to the second"),
                self.tr("Phase angle at liftoff: target ahead of the pad, in degrees"),
                self.tr("Phase at insertion that the flight makes up, in degrees, unwrapped as the profile counts it"),
                self.tr("Total delta-v, approach included"),
                self.tr("Contact"),
                "",
            )[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, icon or explanation of a cell."""
        window, option = self._rows[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(window, option, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return parts_text(option) if column == 4 else remark_text(window, option)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            colors = self._colors
            if window.not_flown or not option.is_feasible:
                return icon("error", colors, colors.muted_text)
            has_warning = bool(option.warnings or window.warnings)
            return icon("warning", colors, colors.warning) if has_warning else icon("ok", colors, colors.ok)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, window: Window, option: Option, column: int) -> str:
        return (
            profile_text(option.profile),
            utc_field_text(option.liftoff_ms)[:19] if self._has_days else clock_text(option.liftoff_ms),
            f"{option.phase_at_liftoff_deg:.1f} deg",
            f"{option.closure_deg:.1f} deg",
            "-" if option.delta_v is None else f"{option.delta_v.total_mps:.1f} m/s",
            "-" if option.docking_ms is None else utc_field_text(option.docking_ms)[:19],
            remark_text(window, option),
        )[column]
