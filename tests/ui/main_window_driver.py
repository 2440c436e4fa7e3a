"""How the tests of the main window answer its dialogs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMessageBox

_TRIES = 2000


def when_asked(answer: Callable[[QDialog], None]) -> None:
    """Answer the next modal dialog as soon as it is there."""
    tries = 0

    def look() -> None:
        nonlocal tries
        tries += 1
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            answer(dialog)
        elif tries < _TRIES:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def press(role: QMessageBox.StandardButton) -> Callable[[QDialog], None]:
    """Return an answer that presses a standard button of a message."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        button = dialog.button(role)
        assert button is not None
        button.click()

    return answer


def choose_file(path: Path) -> Callable[[QDialog], None]:
    """Return an answer that names a file in a file dialog."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(path))
        dialog.accept()

    return answer


def read_and_close(texts: list[str]) -> Callable[[QDialog], None]:
    """Return an answer that notes what a message says, and closes it."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        texts.append(dialog.text())
        dialog.accept()

    return answer


def click(dialog: QDialog, text: str) -> None:
    """Click the button of a dialog that carries a text."""
    next(b for b in dialog.findChildren(QAbstractButton) if b.text().replace("&", "") == text).click()
