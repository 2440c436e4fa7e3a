"""Say what went wrong, in one sentence, with details for whoever wants them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def show_problem(parent: QWidget | None, sentence: str, details: str = "") -> None:
    """Show a sentence about what could not be done, and wait until it was read."""
    box = QMessageBox(parent)
    box.setObjectName("problem")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(QCoreApplication.translate("Problem", "missionplanner"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    if details:
        box.setDetailedText(details)
    box.exec()
