"""The days of a search as a calendar: a row for each week, which begins on Monday."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from missionplanner.ui.windows.days import Day
from missionplanner.ui.windows.wording import clock_text, date_of, day_text, kind_text

Index = QModelIndex | QPersistentModelIndex
_WEEK = 7


class CalendarModel(QAbstractTableModel):
    """Days by week and weekday; ``UserRole`` is the day itself, None outside the span."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without days."""
        super().__init__(parent)
        self._days: tuple[Day, ...] = ()
        self._ahead = 0

    def show_days(self, days: tuple[Day, ...]) -> None:
        """Show other days, or the same ones with more found on them."""
        if days == self._days:
            return
        old, new = [day.start_ms for day in self._days], [day.start_ms for day in days]
        if old == new:
            before, self._days = self._days, days
            for number, (was, now) in enumerate(zip(before, days, strict=True)):
                if was != now:
                    index = self._index(number)
                    self.dataChanged.emit(index, index)
            return
        self.beginResetModel()
        self._days = days
        self._ahead = date_of(days[0].start_ms).dayOfWeek() - 1 if days else 0
        self.endResetModel()

    def day(self, index: Index) -> Day | None:
        """Return the day of a cell."""
        number = index.row() * _WEEK + index.column() - self._ahead
        return self._days[number] if index.isValid() and 0 <= number < len(self._days) else None

    def index_of(self, utc_ms: int) -> QModelIndex:
        """Return the cell of the day that holds an instant; an invalid one if there is none."""
        for number, day in enumerate(self._days):
            if day.start_ms // 86_400_000 == utc_ms // 86_400_000:
                return self._index(number)
        return QModelIndex()

    def _index(self, number: int) -> QModelIndex:
        return self.index((number + self._ahead) // _WEEK, (number + self._ahead) % _WEEK)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many weeks there are."""
        if parent is not None and parent.isValid():
            return 0
        return -(-(len(self._days) + self._ahead) // _WEEK) if self._days else 0

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many days a week has."""
        return 0 if parent is not None and parent.isValid() else _WEEK

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let days be chosen, and nothing else."""
        if self.day(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a weekday."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return QLocale().dayName(section + 1, QLocale.FormatType.ShortFormat)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a day says."""
        day = self.day(index)
        if day is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return day
        if role == Qt.ItemDataRole.DisplayRole:
            return self.verdict(day)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(day)
        return None

    def verdict(self, day: Day) -> str:
        """Say in two words what a day is good for."""
        best, other = day.best, day.only_experimental
        if best is not None:
            return kind_text(best.profile.kind)
        if other is not None:
            return self.tr("{profile}?").format(profile=kind_text(other.profile.kind))
        if day.windows:
            return self.tr("none")
        return self.tr("no pass") if day.is_searched else ""

    def _sentence(self, day: Day) -> str:
        best = day.best or day.only_experimental
        name = day_text(day.start_ms)
        if best is None:
            if not day.windows and not day.is_searched:
                return self.tr("{day}: not searched yet").format(day=name)
            return f"{name}: {self.verdict(day)}"
        text = self.tr("{day}: {profile}, liftoff {time} UTC").format(
            day=name, profile=best.profile.name, time=clock_text(best.liftoff_ms)
        )
        if best.delta_v is not None:
            text += self.tr(", {speed:.1f} m/s").format(speed=best.delta_v.total_mps)
        return text + (self.tr(", experimental") if best.profile.experimental else "")
