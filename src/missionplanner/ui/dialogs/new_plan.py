"""Start a new plan: from which template, to which target, from which pad, on which day, in which of the windows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from missionplanner.app.new_plan import NewPlan, pads_of
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.settings import Settings
from missionplanner.app.target_choice import TargetChoice, target_of_plan
from missionplanner.files.errors import FileError
from missionplanner.flight.option import DAY_MS
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.paint.palette import Palette
from missionplanner.plan.plan import Plan
from missionplanner.plan.templates import Template
from missionplanner.plan.time_text import parse_instant_ms, utc_field_text
from missionplanner.ui.dialogs.new_plan_target import TargetPicker
from missionplanner.ui.dialogs.new_plan_windows import WindowList
from missionplanner.ui.dialogs.new_plan_wording import verdict_text
from missionplanner.ui.inspector.fields import Choice
from missionplanner.ui.inspector.section import muted
from missionplanner.ui.windows.inputs import day_field, midnight_ms
from missionplanner.ui.windows.wording import date_of, day_text, remark_text

_SEARCHED_DAYS = 10
_AFTER_CHANGE_MS = 250
# Farther from what is known of a target chosen anew, the day goes there.
_FAR_MS = 5 * DAY_MS
_TEMPLATES_PX = 270


class NewPlanDialog(QDialog):
    """Asks for template, name, target, pad and day, and offers the windows of that day and those that follow."""

    def __init__(
        self,
        opened: Plan,
        templates: Sequence[tuple[Template, Plan]],
        settings: Settings,
        worker: SearchWorker,
        colors: Palette,
        parent: QWidget | None = None,
    ) -> None:
        """Offer templates.

        Args:
            opened: the plan that is open, whose target is offered too.
            templates: the templates, each with the plan that it is like.
            settings: what was chosen last.
            worker: the process that searches.
            colors: the palette that icons are tinted with.
            parent: the window that asks.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("New Plan"))
        self.setAcceptDrops(True)
        self.resize(900, 610)
        self._templates = {template.id: (template, like) for template, like in templates}
        self._settings = settings
        self._made: Plan | None = None
        self._has_own_day = False
        self._day_ms = opened.t0.ms // DAY_MS * DAY_MS
        self._pads: dict[str, str] = {}
        last_template, self._last_pad = settings.new_plan
        self._template, self._like = self._templates.get(last_template, templates[0])
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_CHANGE_MS)
        self._soon.timeout.connect(self.look)
        self._make_fields(_targets(opened, [like for _, like in templates]))
        self.windows = WindowList(worker, colors, self)
        self.words = QLabel(self)
        self.words.setAccessibleName(self.tr("What was found"))
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(self.words.fontMetrics().lineSpacing() * 3 + 4)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._create = buttons.addButton(self.tr("Cr&eate"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._create.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        self._fill_pads()
        self._set_t0(opened.t0.ms)
        self._show_day()
        self._connect()
        self.name.setFocus()
        self.name.selectAll()
        self._tell()

    def _make_fields(self, targets: list[TargetChoice]) -> None:
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for name, (template, _like) in self._templates.items():
            button = QRadioButton(_tr(template.name), self)
            button.setToolTip(_tr(template.explanation))
            button.setAccessibleDescription(_tr(template.explanation))
            button.setChecked(template is self._template)
            self._group.addButton(button)
            self.choices[name] = button
        self.name = QLineEdit(self.tr("Untitled flight"), self)
        self.targets = TargetPicker(targets, self._settings, self)
        self.pad = Choice(self.tr("Launch pad"), self._choose_pad)
        self.day = day_field(self.tr("Day, UTC"), self)
        self.day.setToolTip(self.tr("The day to launch on; windows are searched from there on"))
        self.t0 = QLineEdit(self)
        self.t0.setAccessibleName(self.tr("T0, UTC"))
        self.t0.setToolTip(self.tr("Liftoff: that of the chosen window, or what you type, such as 09:28:00 or +30s"))

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        box = QGroupBox(self.tr("&Template"), self)
        box.setFixedWidth(_TEMPLATES_PX)
        inside = QVBoxLayout(box)
        for button in self.choices.values():
            note = muted(QLabel(button.toolTip(), box))
            note.setWordWrap(True)
            note.setIndent(24)
            inside.addWidget(button)
            inside.addWidget(note)
            inside.addSpacing(4)
        inside.addStretch(1)
        self.vehicle = QLabel(self)
        when = QHBoxLayout()
        when.addWidget(self.day)
        when.addSpacing(12)
        t0_label = QLabel(self.tr("T0, &UTC"), self)
        t0_label.setBuddy(self.t0)
        when.addWidget(t0_label)
        when.addWidget(self.t0, 1)
        day_label = QLabel(self.tr("&Day"), self)
        day_label.setBuddy(self.day)
        form = QFormLayout()
        form.addRow(self.tr("&Name"), self.name)
        form.addRow(self.tr("Ta&rget"), self.targets)
        form.addRow(self.tr("Vehicle"), self.vehicle)
        form.addRow(self.tr("&Pad"), self.pad)
        form.addRow(day_label, when)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(box)
        top.addLayout(form, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.windows, 1)
        layout.addWidget(self.words)
        layout.addWidget(buttons)
        order = [*self.choices.values(), self.name, self.targets.field, self.targets.from_file, self.pad, self.day]
        order += [self.t0, self.windows.find_button, self.windows.table, self._create]
        for first, second in pairwise(order):
            self.setTabOrder(first, second)

    def _connect(self) -> None:
        for name, button in self.choices.items():
            button.clicked.connect(lambda _checked=False, name=name: self._choose_template(name))
        self.name.textChanged.connect(self._tell)
        self.targets.changed.connect(self._choose_target)
        self.day.dateChanged.connect(self._choose_day)
        self.t0.textEdited.connect(self._type_t0)
        self.windows.changed.connect(self._follow_window)
        self.windows.used.connect(self.accept)
        self.finished.connect(self.windows.stop)

    @property
    def plan(self) -> Plan:
        """The plan that was asked for, once the dialog was accepted."""
        assert self._made is not None
        return self._made

    def showEvent(self, event: QShowEvent) -> None:
        """Search as soon as somebody looks."""
        super().showEvent(event)
        self.look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that may tell the target's orbit."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the target's orbit from the file that was dropped."""
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if dropped:
            event.acceptProposedAction()
            # A list to choose from would hold up whoever dragged the file here.
            QTimer.singleShot(0, self, partial(self.targets.load, dropped[0]))

    def accept(self) -> None:
        """Make the plan, if it can be made, and remember what was chosen."""
        if not self._create.isEnabled():
            return
        asked, option, search = self._asked(), self.windows.option, self.windows.search
        try:
            made = asked.plan() if option is None or search is None else asked.plan_in(search, option)
        except (FileError, ValueError) as error:
            self.targets.tell(_sentence(error))
            return
        self._made = made
        self._settings.new_plan = (self._template.id, asked.site)
        super().accept()

    def look(self) -> None:
        """Search the windows of the chosen day and those that follow, unless they are listed."""
        self._soon.stop()
        if not self.isVisible():
            return
        asked = self._asked()
        try:
            search = asked.search(self._day_ms, _SEARCHED_DAYS)
        except (FileError, OrbitInputError, ValueError) as error:
            self.windows.forget()
            self.targets.tell(_sentence(error))
            return
        self.windows.ask(search, asked.profile, self._template.keeps != "flight")

    def _asked(self) -> NewPlan:
        return NewPlan(
            template=self._template,
            like=self._like,
            target=self.targets.chosen,
            site=self.pad.currentData(),
            name=self.name.text().strip() or self.tr("Untitled flight"),
            t0_ms=self._t0_ms,
        )

    def _fill_pads(self) -> None:
        """Offer the pads of the template's vehicle: the one chosen for it, the last one used, or the template's own."""
        template = self._template
        before = self._pads.get(template.vehicle, self._last_pad)
        pads = [(pad.site.name, name) for name, pad in pads_of(template.vehicle)]
        self.pad.fill(pads)
        self.pad.show_data(before if before in dict((name, pad) for pad, name in pads) else template.pad)
        self.vehicle.setText(f"{self._like.vehicle.name}, {self._like.vehicle.launcher}")

    def _choose_pad(self, site: str) -> None:
        self._pads[self._template.vehicle] = site
        self._ask_again()

    def _choose_template(self, name: str) -> None:
        self._template, self._like = self._templates[name]
        self._fill_pads()
        self.windows.choose_by_itself(True)
        self.look()

    def _choose_target(self) -> None:
        day_ms = self.targets.chosen.day_ms
        if not self._has_own_day and abs(day_ms - self._t0_ms) > _FAR_MS:
            self._set_t0(day_ms)
            self._show_day()
        self._ask_again()

    def _choose_day(self) -> None:
        day_ms = midnight_ms(self.day.date())
        if self._day_ms == day_ms:  # Enter tells of the same day again
            return
        self._has_own_day = True
        self._day_ms = day_ms
        self._set_t0(day_ms + self._t0_ms % DAY_MS)
        self._ask_again()

    def _ask_again(self) -> None:
        """Other windows are asked for: those listed are none of them."""
        self.windows.forget()
        self.windows.choose_by_itself(True)
        self._soon.start()

    def _type_t0(self, text: str) -> None:
        """Lift off when the user says, in no window."""
        try:
            self._t0_ms = parse_instant_ms(text, self._base_ms, self._base_ms)
            self._t0_problem = ""
        except ValueError as error:
            self._t0_problem = _sentence(error)
        else:
            if self._t0_ms // DAY_MS * DAY_MS != self._day_ms:
                self._has_own_day = True
                self._show_day()
                self.windows.forget()
                self._soon.start()
        self.windows.choose_by_itself(False)

    def _follow_window(self) -> None:
        option = self.windows.option
        if option is not None:
            self._set_t0(option.liftoff_ms)
            self._follow_profile(option.profile.id)
        self._tell()

    def _follow_profile(self, profile: str) -> None:
        """A window of another profile was chosen: take the template that flies it, if there is one."""
        if self.windows.by_hand is None or self._template.keeps != "flight" or profile == self._template.profile:
            return
        for name, (template, _like) in self._templates.items():
            alike = (template.keeps, template.vehicle) == (self._template.keeps, self._template.vehicle)
            if alike and template.profile == profile:
                self._template, self._like = self._templates[name]
                self.choices[name].setChecked(True)
                self.look()
                return

    def _set_t0(self, t0_ms: int) -> None:
        self._t0_ms = self._base_ms = t0_ms
        self._t0_problem = ""
        self.t0.setText(utc_field_text(t0_ms))

    def _show_day(self) -> None:
        """Let the search begin on the day of T0."""
        self._day_ms = self._t0_ms // DAY_MS * DAY_MS
        with QSignalBlocker(self.day):
            self.day.setDate(date_of(self._day_ms))

    def _tell(self) -> None:
        """Say how well the target is known, whether the day works, and what is still missing."""
        is_named = bool(self.name.text().strip())
        self._create.setEnabled(is_named and not self._t0_problem)
        if not is_named:
            self.words.setText(self.tr("The name is empty."))
        elif self._t0_problem:
            self.words.setText(self._t0_problem)
        else:
            self.words.setText(self._verdict())
        try:
            self.targets.show_plan(self._asked().plan())
        except (FileError, ValueError) as error:
            self.targets.tell(_sentence(error))

    def _verdict(self) -> str:
        windows, scan = self.windows, self.windows.scan
        if scan.problem:
            return scan.problem
        if windows.search is None:
            return ""
        share = 1.0 if scan.is_whole else scan.share
        profile = None if self._template.keeps != "flight" else self._asked().profile
        said = [verdict_text(windows.windows, profile, windows.search.from_ms, windows.search.days, share)]
        row = windows.table.current()
        if row is not None:
            # What goes without saying is left out: a window of the wanted day that simply works.
            remark = "" if row[1].is_feasible and not row[1].warnings and not row[0].warnings else remark_text(*row)
            if remark or windows.by_hand is not None or row[1].liftoff_ms // DAY_MS != self._day_ms // DAY_MS:
                chosen = self.tr("Chosen: {day}, {profile}.").format(
                    day=day_text(row[1].liftoff_ms), profile=row[1].profile.name
                )
                said.append(f"{chosen} {remark}")
        elif not scan.is_busy:
            said.append(self.tr("No window is chosen: T0 is as it stands above, and the findings will judge it."))
        return "\n".join(said)


def _targets(opened: Plan, likes: Sequence[Plan]) -> list[TargetChoice]:
    """Return the targets to choose from, each orbit once: that of the plan that is open, and those of the program."""
    offered = [target_of_plan(opened, _tr("{target}, of the open plan").format(target=opened.target.name))]
    for like in likes:
        if like.target.whereabouts not in [one.target.whereabouts for one in offered]:
            text = _tr("{target}, as of {day}").format(target=like.target.name, day=day_text(like.t0.ms))
            offered.append(target_of_plan(like, text))
    return offered


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _tr(text: str) -> str:
    return QCoreApplication.translate("NewPlan", text)
