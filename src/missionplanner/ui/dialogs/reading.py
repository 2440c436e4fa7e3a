"""A page to read: the guide and the list of keys."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget


class ReadingDialog(QDialog):
    """Shows a page of text beside the window, which stays usable."""

    def __init__(self, title: str, html: str, parent: QWidget | None = None) -> None:
        """Show a page."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(620, 640)
        self.page = QTextBrowser(self)
        self.page.setAccessibleName(title)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setHtml(html)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.page, 1)
        layout.addWidget(buttons)


def shortcuts_html(actions: list[QAction], others: list[tuple[str, str]]) -> str:
    """Return a table of keys: those of actions, then others, each a key and what it does."""
    rows = [
        (", ".join(_native(key) for key in action.shortcuts()), action.statusTip())
        for action in actions
        if not action.shortcut().isEmpty()
    ]
    cells = "".join(
        f"<tr><td style='padding: 3px 24px 3px 0'><b>{_escaped(key)}</b></td><td>{_escaped(text)}</td></tr>"
        for key, text in (*rows, *others)
    )
    return f"<table>{cells}</table>"


def _native(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
