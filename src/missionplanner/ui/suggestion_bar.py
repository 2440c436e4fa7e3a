"""A suggestion on trial: what it changes, and whether to keep it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from missionplanner.app.document import Document
from missionplanner.flight.suggest import Suggestion, suggest
from missionplanner.plan.rules import Finding


class SuggestionBar(QWidget):
    """Previews the edit that heals a finding, until it is kept or put back."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        """Start without a suggestion, out of sight."""
        super().__init__(parent)
        self._document = document
        self._suggestion: Suggestion | None = None
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.keep_button = QPushButton(self.tr("Keep"), self)
        self.keep_button.setToolTip(self.tr("Make this change part of the plan"))
        self.keep_button.clicked.connect(self.keep)
        self.put_back_button = QPushButton(self.tr("Put Back"), self)
        self.put_back_button.setToolTip(self.tr("Show the plan as it was"))
        self.put_back_button.clicked.connect(self.put_back)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 2, 6, 0)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.keep_button)
        layout.addWidget(self.put_back_button)
        self.hide()
        document.state_changed.connect(self._forget)

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion on trial."""
        return self._suggestion

    def try_out(self, finding: Finding) -> None:
        """Preview what heals a finding, or say that nothing is known."""
        self._suggestion = suggest(self._document.settled(), finding)
        known = self._suggestion is not None
        self.keep_button.setVisible(known)
        self.put_back_button.setText(self.tr("Put Back") if known else self.tr("Close"))
        if self._suggestion is None:
            self.label.setText(self.tr("No change is known that would heal this."))
        else:
            self.label.setText(self.tr("{label}?").format(label=self._suggestion.label))
            self._document.preview(self._suggestion.plan)
        self.show()

    def keep(self) -> None:
        """Make the change part of the plan, as one undo step."""
        suggestion, self._suggestion = self._suggestion, None
        self.hide()
        if suggestion is not None:
            self._document.commit(suggestion.plan, suggestion.label)

    def put_back(self) -> None:
        """Show the plan as it was."""
        suggestion, self._suggestion = self._suggestion, None
        self.hide()
        if suggestion is not None:
            self._document.cancel_preview()

    def _forget(self) -> None:
        """Another edit, or another plan, has taken the place of the trial."""
        self._suggestion = None
        self.hide()
