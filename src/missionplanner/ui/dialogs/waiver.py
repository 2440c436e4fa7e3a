"""Ask why a finding may stand."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding


class WaiverDialog(QDialog):
    """Asks for a reason, and whether it holds for all findings of this rule or for those of one event."""

    def __init__(self, finding: Finding, plan: Plan, parent: QWidget | None = None) -> None:
        """Ask about a finding."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Waive a finding"))
        self.setMinimumWidth(440)
        message = QLabel(finding.message, self)
        message.setWordWrap(True)
        self._reason = QPlainTextEdit(self)
        self._reason.setAccessibleName(self.tr("Reason"))
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(80)
        self._reason.textChanged.connect(self._adapt)
        self._scope = QComboBox(self)
        self._scope.setAccessibleName(self.tr("For what"))
        self._scope.addItem(self.tr("Wherever this rule is broken"), None)
        names = {event.id: event.name for event in plan.events}
        for event in finding.events:
            self._scope.addItem(self.tr("Only for {name}").format(name=names.get(event, event)), event)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._waive = self._buttons.addButton(self.tr("Waive"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(message)
        layout.addWidget(QLabel(self.tr("Why may this stand? The reason becomes part of the plan."), self))
        layout.addWidget(self._reason)
        layout.addWidget(self._scope)
        layout.addWidget(self._buttons)
        self._adapt()

    @property
    def reason(self) -> str:
        """What the user wrote."""
        return self._reason.toPlainText().strip()

    @property
    def event_id(self) -> str | None:
        """The event that the waiver is for, None for all."""
        data = self._scope.currentData()
        return data if isinstance(data, str) else None

    def _adapt(self) -> None:
        self._waive.setEnabled(bool(self.reason))
