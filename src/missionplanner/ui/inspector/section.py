"""One headed part of the inspector: labels at the left, fields at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

_LABEL_PX = 92


class Section(QWidget):
    """A heading above rows of label and field."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Make a section without rows; an empty title makes no heading."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(4)
        if title:
            heading = QLabel(title, self)
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            layout.addWidget(heading)
        self.rows = QFormLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setHorizontalSpacing(8)
        self.rows.setVerticalSpacing(5)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self.rows)

    def add(self, label: str, field: QWidget) -> None:
        """Add a row."""
        shown = _RowLabel(label, self)
        shown.setWordWrap(True)
        shown.setFixedWidth(_LABEL_PX)
        shown.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # As high as the row, so that it stands beside the first line of a field that has several.
        shown.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        shown.setBuddy(field)
        self.rows.addRow(shown, field)

    def add_wide(self, field: QWidget) -> None:
        """Add a row without a label, as wide as the section."""
        self.rows.addRow(field)

    def show_row(self, field: QWidget, shown: bool) -> None:
        """Show or hide the row of a field."""
        if self.rows.isRowVisible(field) != shown:
            self.rows.setRowVisible(field, shown)


class _RowLabel(QLabel):
    """A label whose first line stands beside the text in the field."""

    def showEvent(self, event: QShowEvent) -> None:
        """Lower the text, each time anew: a style sheet takes the margin away from what it polishes while hidden."""
        self.setContentsMargins(0, 4, 0, 0)
        super().showEvent(event)


class Fact(QLabel):
    """A value to read and copy, not to edit."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setContentsMargins(0, 4, 0, 0)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_value(self, text: str) -> None:
        """Show a value."""
        if self.text() != text:
            self.setText(text)


def muted(label: QLabel) -> QLabel:
    """Let a label stand back behind the values."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
