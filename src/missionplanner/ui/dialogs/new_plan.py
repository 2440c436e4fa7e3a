"""Start a new plan: from which template, under which name, and when it lifts off."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from missionplanner.plan.plan import Plan
from missionplanner.plan.templates import TEMPLATES, TemplateName, plan_from_template
from missionplanner.plan.time_text import parse_instant_ms, shift_text, utc_field_text

_DAY_MS = 86_400_000
_OLD_ELEMENTS_DAYS = 5


class NewPlanDialog(QDialog):
    """Asks for template, name and T0, and says which pad, vehicle and target the plan begins with."""

    def __init__(self, like: Plan, parent: QWidget | None = None) -> None:
        """Offer templates made like a plan that is complete."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("New Plan"))
        self.setMinimumWidth(480)
        self._like = like
        self._t0_ms = like.t0.ms
        self.choices: dict[TemplateName, QRadioButton] = {}
        box = QGroupBox(self.tr("Template"), self)
        inside = QVBoxLayout(box)
        self._group = QButtonGroup(self)
        for name in TEMPLATES:
            title, explanation = self._words(name)
            button = QRadioButton(title, box)
            button.setToolTip(explanation)
            button.setAccessibleDescription(explanation)
            note = QLabel(explanation, box)
            note.setWordWrap(True)
            note.setIndent(24)
            note.setEnabled(False)
            inside.addWidget(button)
            inside.addWidget(note)
            self._group.addButton(button)
            self.choices[name] = button
        self.choices["two-orbit"].setChecked(True)
        self.name = QLineEdit(self.tr("Untitled flight"), self)
        self.name.selectAll()
        self.t0 = QLineEdit(utc_field_text(like.t0.ms), self)
        self.meaning = QLabel(self)
        self.meaning.setWordWrap(True)
        self.meaning.setMinimumHeight(self.meaning.fontMetrics().lineSpacing() * 2 + 4)
        form = QFormLayout()
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("T0, &UTC"), self.t0)
        form.addRow(self.tr("Pad"), QLabel(like.site.name, self))
        form.addRow(self.tr("Vehicle"), QLabel(f"{like.vehicle.name}, {like.vehicle.launcher}", self))
        form.addRow(self.tr("Target"), QLabel(f"{like.target.name}, {like.target.port.name}", self))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._create = buttons.addButton(self.tr("Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._create.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(box)
        layout.addLayout(form)
        layout.addWidget(self.meaning)
        layout.addWidget(buttons)
        for field in (self.name, self.t0):
            field.textChanged.connect(self._tell)
        self.name.setFocus()
        self._tell()

    def plan(self) -> Plan:
        """Return the plan that was asked for."""
        template = next(name for name, button in self.choices.items() if button.isChecked())
        return plan_from_template(self._like, template, self.name.text().strip(), self._t0_ms)

    def _words(self, name: TemplateName) -> tuple[str, str]:
        match name:
            case "two-orbit":
                return (
                    self.tr("Soyuz in two &orbits"),
                    self.tr("Ascent, four burns and the approach, docking about three hours after liftoff."),
                )
            case "two-day":
                return (
                    self.tr("Soyuz in two &days"),
                    self.tr("Key events and burns of a flight that docks about two days after liftoff."),
                )
            case "blank":
                return (
                    self.tr("&Blank"),
                    self.tr("Only what every flight takes: liftoff, insertion, burns and docking."),
                )

    def _tell(self) -> None:
        try:
            if not self.name.text().strip():
                raise ValueError(self.tr("the name is empty"))
            self._t0_ms = parse_instant_ms(self.t0.text(), self._like.t0.ms, self._like.t0.ms)
        except ValueError as error:
            sentence = str(error)
            self.meaning.setText(f"{sentence[:1].upper()}{sentence[1:]}.")
            self._create.setEnabled(False)
            return
        self._create.setEnabled(True)
        age_days = abs(self._t0_ms - self._like.target.elements.epoch.ms) / _DAY_MS
        if age_days > _OLD_ELEMENTS_DAYS:
            text = self.tr("The target's elements are {age:.0f} days off this T0; import newer ones afterwards.")
            self.meaning.setText(text.format(age=age_days))
        else:
            shift_ms = self._t0_ms - self._like.t0.ms
            text = self.tr("T0 is that of {plan}.") if not shift_ms else self.tr("{shift} from the T0 of {plan}.")
            self.meaning.setText(text.format(plan=self._like.name, shift=shift_text(shift_ms)))
