"""Element sets as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from missionplanner.files.found_elements import FoundElements
from missionplanner.plan.target_edits import catalogue_number
from missionplanner.plan.time_text import utc_field_text

Index = QModelIndex | QPersistentModelIndex

_DAY_MS = 86_400_000


class ElementsModel(QAbstractTableModel):
    """One row for each element set: name, catalogue number, epoch, age at T0, warnings."""

    def __init__(self, found: Sequence[FoundElements], t0_ms: int, parent: QObject | None = None) -> None:
        """Show the element sets of a file."""
        super().__init__(parent)
        self._found = tuple(found)
        self._t0_ms = t0_ms

    def found(self, row: int) -> FoundElements:
        """Return the element set of a row."""
        return self._found[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many element sets there are."""
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heading of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        headings = (
            self.tr("Name"),
            self.tr("Catalogue number"),
            self.tr("Epoch UTC"),
            self.tr("Age at T0"),
            self.tr("What looks wrong"),
        )
        return headings[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell."""
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(found.warnings) or None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 3:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        age_d = (self._t0_ms - found.elements.epoch.ms) / _DAY_MS
        return (
            found.name or self.tr("(no name)"),
            catalogue_number(found.elements),
            utc_field_text(found.elements.epoch.ms),
            self.tr("{days:.2f} d").format(days=age_d),
            " ".join(found.warnings),
        )[index.column()]
