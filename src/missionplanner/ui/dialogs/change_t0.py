"""Ask for another T0."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from missionplanner.plan.time_text import parse_instant_ms, shift_text, utc_field_text


class ChangeT0Dialog(QDialog):
    """Takes a time or a shift, and says what it means before anything changes."""

    def __init__(self, t0_ms: int, parent: QWidget | None = None) -> None:
        """Start at the T0 that stands now."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Change T0"))
        self.setMinimumWidth(420)
        self._now_ms = t0_ms
        self.t0_ms = t0_ms
        prompt = QLabel(self.tr("New T0 in UTC, or a shift such as +60s or -1 d:"), self)
        self.field = QLineEdit(utc_field_text(t0_ms), self)
        self.field.setAccessibleName(self.tr("New T0, UTC"))
        self.field.selectAll()
        self.field.textChanged.connect(self._read)
        prompt.setBuddy(self.field)
        self.meaning = QLabel(self)
        self.meaning.setWordWrap(True)
        self.meaning.setMinimumHeight(self.meaning.fontMetrics().lineSpacing() * 2 + 4)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._move = self._buttons.addButton(self.tr("Move T0"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(prompt)
        layout.addWidget(self.field)
        layout.addWidget(self.meaning)
        layout.addWidget(self._buttons)
        self._read(self.field.text())

    def _read(self, text: str) -> None:
        try:
            self.t0_ms = parse_instant_ms(text, self._now_ms, self._now_ms)
        except ValueError as error:
            sentence = str(error)
            self.meaning.setText(f"{sentence[:1].upper()}{sentence[1:]}.")
            self._move.setEnabled(False)
            return
        shift_ms = self.t0_ms - self._now_ms
        self._move.setEnabled(shift_ms != 0)
        if shift_ms == 0:
            self.meaning.setText(self.tr("That is where T0 is now."))
        else:
            self.meaning.setText(
                self.tr("T0 moves by {shift} to {time} UTC. Events anchored in UTC stay.").format(
                    shift=shift_text(shift_ms), time=utc_field_text(self.t0_ms)
                )
            )
