"""Reboosts that make a day work, as rows of a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from missionplanner.flight.reboost import Reboost
from missionplanner.plan.time_text import utc_field_text

Index = QModelIndex | QPersistentModelIndex


class ReboostsModel(QAbstractTableModel):
    """One row for each instant at which a reboost works."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self._rows: tuple[Reboost, ...] = ()

    def show_rows(self, rows: tuple[Reboost, ...]) -> None:
        """Show these reboosts; more of the same search are added below."""
        count = len(self._rows)
        if rows[:count] == self._rows and len(rows) > count:
            self.beginInsertRows(QModelIndex(), count, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        elif rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, number: int) -> Reboost | None:
        """Return the reboost of a row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many reboosts there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Reboost UTC"),
            self.tr("Size"),
            self.tr("Orbit higher by"),
            self.tr("Liftoff UTC then"),
            self.tr("Phase to make up"),
            self.tr("Delta-v of the flight"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (1, 2, 4, 5):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        reboost = self._rows[index.row()]
        option = reboost.option
        return (
            utc_field_text(reboost.utc_ms)[:16],
            f"{reboost.dv_mps:.3f} m/s",
            f"{reboost.higher_m / 1000:.2f} km",
            utc_field_text(option.liftoff_ms)[:19],
            f"{option.closure_deg:.1f} deg",
            "-" if option.delta_v is None else f"{option.delta_v.total_mps:.1f} m/s",
        )[index.column()]
