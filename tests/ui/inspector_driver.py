"""How the tests of the inspector type into its fields."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from missionplanner.ui.inspector.fields import ValueField


def type_into(qtbot: QtBot, field: ValueField, text: str) -> None:
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, text)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
