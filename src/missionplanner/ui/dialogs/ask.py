"""Ask for one or two values as text, and say what they mean before anything changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

Read = Callable[[list[str]], str]


class AskDialog(QDialog):
    """Takes texts; what they mean, or why they mean nothing, stands below while they are typed."""

    def __init__(
        self,
        title: str,
        fields: Sequence[tuple[str, str]],
        read: Read,
        button: str,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for some fields.

        Args:
            title: the title of the window.
            fields: a label and a first text for each field.
            read: returns the meaning of the texts; raises ValueError with a sentence if they have none.
            button: what accepting does.
            parent: the window that asks.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self._read = read
        form = QFormLayout()
        self.fields: list[QLineEdit] = []
        for label, text in fields:
            field = QLineEdit(text, self)
            field.setAccessibleName(label.rstrip(":"))
            field.textChanged.connect(self._tell)
            form.addRow(label, field)
            self.fields.append(field)
        self.fields[0].selectAll()
        self.meaning = QLabel(self)
        self.meaning.setWordWrap(True)
        self.meaning.setMinimumHeight(self.meaning.fontMetrics().lineSpacing() * 2 + 4)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._accept = buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.meaning)
        layout.addWidget(buttons)
        self._tell()

    def texts(self) -> list[str]:
        """Return what has been typed."""
        return [field.text() for field in self.fields]

    def _tell(self) -> None:
        try:
            self.meaning.setText(self._read(self.texts()))
        except ValueError as error:
            sentence = str(error)
            self.meaning.setText(f"{sentence[:1].upper()}{sentence[1:]}.")
            self._accept.setEnabled(False)
        else:
            self._accept.setEnabled(True)


def ask(
    title: str, fields: Sequence[tuple[str, str]], read: Read, button: str, parent: QWidget | None = None
) -> list[str] | None:
    """Ask for some texts that have a meaning; None if the user thinks better of it."""
    dialog = AskDialog(title, fields, read, button, parent)
    return dialog.texts() if dialog.exec() == QDialog.DialogCode.Accepted else None
