"""Start a new plan: from which template, from which pad, and when it lifts off, with the windows of those days."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from missionplanner.app.window_finder import WindowFinder
from missionplanner.flight.option import Option
from missionplanner.flight.slip import converted, search_of
from missionplanner.flight.windows import Window
from missionplanner.plan.clock import met_text, utc_text
from missionplanner.plan.launch_data import Pad
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.templates import TEMPLATES, TemplateName, plan_from_template
from missionplanner.plan.time_text import parse_instant_ms, shift_text, utc_field_text

_DAY_MS = 86_400_000
_OLD_ELEMENTS_DAYS = 5
_SEARCHED_DAYS = 3
_LIST_LINES = 5


class NewPlanDialog(QDialog):
    """Asks for template, name, pad and T0, and lists the windows that the target leaves open around it."""

    def __init__(
        self, like: Plan, pads: tuple[Pad, ...], profiles: tuple[Profile, ...], parent: QWidget | None = None
    ) -> None:
        """Offer templates made like a plan that is complete.

        Args:
            like: the plan.
            pads: the pads to choose from, each with one ascent for the plan's vehicle.
            profiles: the profiles that windows are searched for, the shortest first; one of them takes two days.
            parent: the window that asks.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("New Plan"))
        self.setMinimumWidth(480)
        self._like = like
        self._pads = pads
        self._profiles = profiles
        self._option: Option | None = None
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
        self.pad = QComboBox(self)
        for pad in pads:
            self.pad.addItem(pad.site.name, pad)
        self.pad.setCurrentIndex(max(self.pad.findText(like.site.name), 0))
        form.addRow(self.tr("&Pad"), self.pad)
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
        self.find_button = QPushButton(self.tr("Find &Windows of These Days"), self)
        self.find_button.setToolTip(self.tr("Search three days from T0 for launches that reach the target"))
        self.find_button.setAutoDefault(False)
        self.find_button.clicked.connect(self._search)
        self.windows = QListWidget(self)
        self.windows.setAccessibleName(self.tr("Launch windows"))
        self.windows.setMaximumHeight(_LIST_LINES * self.windows.fontMetrics().lineSpacing() + 8)
        self.windows.currentItemChanged.connect(lambda item, _before: self._take(item))
        layout.addWidget(self.find_button)
        layout.addWidget(self.windows)
        self._finder = WindowFinder(self)
        self._finder.found.connect(self._list)
        self._finder.finished.connect(self._end_search)
        self.finished.connect(self._finder.stop)
        self.pad.currentIndexChanged.connect(self._forget)
        layout.addWidget(buttons)
        self.t0.textChanged.connect(self._leave_window)
        for field in (self.name, self.t0):
            field.textChanged.connect(self._tell)
        self.name.setFocus()
        self._tell()

    def plan(self) -> Plan:
        """Return the plan that was asked for."""
        template = next(name for name, button in self.choices.items() if button.isChecked())
        two_day = next(profile for profile in self._profiles if profile.kind == "2-day")
        plan = plan_from_template(self._at_pad(), template, two_day, self.name.text().strip(), self._t0_ms)
        return plan if self._option is None else converted(plan, self._option)

    def _at_pad(self) -> Plan:
        """Return the plan to be like, lifting off from the chosen pad."""
        pad = self.pad.currentData()
        if not isinstance(pad, Pad) or pad.site.id == self._like.site.id:
            return self._like
        return replace(self._like, site=pad.site, ascent=pad.ascents[0].ascent)

    def _search(self) -> None:
        self._forget()
        self.find_button.setText(self.tr("Searching..."))
        self.find_button.setEnabled(False)
        self._finder.search(search_of(self._at_pad(), self._profiles, self._t0_ms - _DAY_MS // 2, _SEARCHED_DAYS))

    def _list(self, window: Window) -> None:
        option = window.best
        if option is None or option.delta_v is None or option.docking_ms is None:
            day = utc_text(window.opportunity.utc_ms)[:10]
            item = QListWidgetItem(self.tr("{day}: no profile works").format(day=day))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        else:
            text = self.tr("{liftoff} UTC  {profile}, docks {docking}, {dv:.0f} m/s")
            item = QListWidgetItem(
                text.format(
                    liftoff=utc_field_text(option.liftoff_ms)[:19],
                    profile=option.profile.name,
                    docking=met_text(option.docking_ms - option.liftoff_ms)[:-4],
                    dv=option.delta_v.total_mps,
                )
            )
            item.setData(Qt.ItemDataRole.UserRole, option)
        self.windows.addItem(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        """Lift off in a window, by the profile that works there."""
        option = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        if isinstance(option, Option):
            self.t0.setText(utc_field_text(option.liftoff_ms))
            self._option = option
            if option.profile.kind == "2-day":
                self.choices["two-day"].setChecked(True)
            elif self.choices["two-day"].isChecked():
                self.choices["two-orbit"].setChecked(True)

    def _forget(self) -> None:
        self._finder.stop()
        self._option = None
        self.windows.clear()
        self._end_search("")

    def _end_search(self, why: str) -> None:
        self.find_button.setText(self.tr("Find &Windows of These Days"))
        self.find_button.setEnabled(True)
        if why:
            self.meaning.setText(why)

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

    def _leave_window(self) -> None:
        self._option = None

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
        elements = self._like.target.elements
        age_days = 0.0 if elements is None else abs(self._t0_ms - elements.epoch.ms) / _DAY_MS
        if age_days > _OLD_ELEMENTS_DAYS:
            text = self.tr("The target's elements are {age:.0f} days off this T0; import newer ones afterwards.")
            self.meaning.setText(text.format(age=age_days))
        else:
            shift_ms = self._t0_ms - self._like.t0.ms
            text = self.tr("T0 is that of {plan}.") if not shift_ms else self.tr("{shift} from the T0 of {plan}.")
            self.meaning.setText(text.format(plan=self._like.name, shift=shift_text(shift_ms)))
