"""A line above the photo that says what is the matter, with a way out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from missionplanner.paint.palette import Palette


class Notice(QFrame):
    """Hidden while all is well.

    Attributes:
        find_button: "Find it...": look for the picture elsewhere.
        accept_button: "Use this picture": take the changed file for the one that is meant.
    """

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("photoNotice")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.find_button = QPushButton(self.tr("Find it..."))
        self.accept_button = QPushButton(self.tr("Use this picture"))
        self._close_button = QToolButton()
        self._close_button.setText("\N{MULTIPLICATION SIGN}")
        self._close_button.setAutoRaise(True)
        self._close_button.setToolTip(self.tr("Close this message"))
        self._close_button.setAccessibleName(self.tr("Close this message"))
        self._close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.addWidget(self._words)
        for button in (self.accept_button, self.find_button, self._close_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_palette_colors(palette)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str, *, can_find: bool = False, can_accept: bool = False) -> None:
        """Say something, with the ways out that there are; it stays until closed or replaced."""
        self._words.setText(sentence)
        self.find_button.setVisible(can_find)
        self.accept_button.setVisible(can_accept)
        self.setVisible(bool(sentence))

    def set_palette_colors(self, palette: Palette) -> None:
        """Stand out in other colours."""
        self.setStyleSheet(
            f"#photoNotice {{ background: {palette.surface}; border: none; border-left: 4px solid {palette.warning}; }}"
        )
