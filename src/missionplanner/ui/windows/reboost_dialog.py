"""Ask which day should work, and find the reboost of the target that makes it so."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from missionplanner.app.launch_choice import LaunchChoice, profiles_of, search_with
from missionplanner.app.search import Search
from missionplanner.app.search_jobs import ReboostJob
from missionplanner.app.search_worker import SearchWorker
from missionplanner.files.errors import FileError
from missionplanner.flight.option import DAY_MS
from missionplanner.flight.reboost import Reboost
from missionplanner.plan.plan import Plan
from missionplanner.plan.station import ElementSet
from missionplanner.plan.time_text import utc_field_text
from missionplanner.ui.inspector.fields import Choice
from missionplanner.ui.windows.reboosts_model import ReboostsModel
from missionplanner.ui.windows.wording import date_of, day_text, profile_text

_BEFORE_DAYS = 14
_HOUR_MS = 3_600_000
_MOST_INSTANTS = 200


class ReboostDialog(QDialog):
    """Wanted day, profile, span of dates and largest size in; the reboosts that work out, the smallest chosen."""

    def __init__(
        self, plan: Plan, choice: LaunchChoice, day_ms: int, worker: SearchWorker, parent: QWidget | None = None
    ) -> None:
        """Ask for the day that is chosen in the calendar."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find a reboost"))
        self.resize(820, 520)
        self._plan = plan
        self._choice = choice
        self.search = Search(worker.lane("reboost"), self)
        self._make_fields(day_ms)
        self.model = ReboostsModel(self)
        self.table = QTableView(self)
        self.table.setAccessibleName(self.tr("Reboosts that work"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.verdict = QLabel(self)
        self.verdict.setWordWrap(True)
        self.verdict.setMinimumHeight(self.fontMetrics().lineSpacing() * 3)
        self.verdict.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(self.fontMetrics().height())
        self.progress.setAccessibleName(self.tr("Progress of the search"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.find_button = self._buttons.addButton(self.tr("Find Reboosts"), role)
        self.copy = self._buttons.addButton(self.tr("Copy"), role)
        self.add = self._buttons.addButton(self.tr("Add to Plan"), role)
        self.add.setToolTip(
            self.tr("Add the chosen reboost as an event; windows and flight reckon with it from then on")
        )
        self.add.clicked.connect(self.accept)
        self.find_button.setDefault(True)
        self.find_button.clicked.connect(self._find_or_stop)
        self.copy.setToolTip(self.tr("Copy the sentence above, for whoever plans the target's orbit"))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.verdict.text()))
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show_verdict())
        self.search.changed.connect(self._show)
        self.finished.connect(lambda _result: self.search.stop())
        self._show()

    @property
    def chosen(self) -> Reboost | None:
        """The reboost that is chosen in the table."""
        return self.model.row(self.table.currentIndex().row())

    def _make_fields(self, day_ms: int) -> None:
        plan = self._plan
        self.profile = Choice(self.tr("Profile"), lambda _data: self._adapt())
        profiles = profiles_of(plan)
        self.profile.fill([(profile_text(one), one.id) for one in profiles])
        first = next((one for one in profiles if one.kind == plan.rendezvous.profile), profiles[0])
        self.profile.show_data(first.id)
        self.day = _date(self.tr("Wanted launch day, UTC"), day_ms, self)
        first_ms = max(day_ms - _BEFORE_DAYS * DAY_MS, min(known_from_ms(plan), day_ms - DAY_MS))
        self.start = _date(self.tr("First date for the reboost, UTC"), first_ms, self)
        self.end = _date(self.tr("Last date for the reboost, UTC"), day_ms - DAY_MS, self)
        self.every = QSpinBox(self)
        self.every.setRange(1, 72)
        self.every.setValue(12)
        self.every.setSuffix(self.tr(" h"))
        self.every.setAccessibleName(self.tr("Step between reboosts"))
        self.every.setToolTip(self.tr("From one instant that is tried to the next"))
        self.most = QDoubleSpinBox(self)
        self.most.setRange(0.01, 50.0)
        self.most.setDecimals(2)
        self.most.setSingleStep(0.5)
        self.most.setValue(5.0)
        self.most.setSuffix(self.tr(" m/s"))
        self.most.setAccessibleName(self.tr("Largest reboost"))
        for field in (self.day, self.start, self.end):
            field.dateChanged.connect(self._adapt)
        self.every.valueChanged.connect(self._adapt)

    def _lay_out(self) -> None:
        left, right = QFormLayout(), QFormLayout()
        left.addRow(self.tr("&Wanted day"), self.day)
        left.addRow(self.tr("&Profile"), self.profile)
        left.addRow(self.tr("&At most"), self.most)
        right.addRow(self.tr("Reboost &from"), self.start)
        right.addRow(self.tr("&To"), self.end)
        right.addRow(self.tr("&Every"), self.every)
        fields = QHBoxLayout()
        fields.addLayout(left, 1)
        fields.addSpacing(24)
        fields.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(fields)
        layout.addWidget(self.progress)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.verdict)
        layout.addWidget(self._buttons)

    def _adapt(self) -> None:
        """Other fields: what was found no longer belongs to them."""
        self.search.forget()

    def _find_or_stop(self) -> None:
        if self.search.is_busy:
            self.search.stop()
            return
        fault = self._fault()
        if fault:
            self.verdict.setText(fault)
            return
        day_ms = _midnight_ms(self.day.date())
        profile = next(one for one in profiles_of(self._plan) if one.id == self.profile.currentData())
        try:
            search = search_with(self._plan, self._choice, day_ms, 1)
        except (FileError, ValueError) as error:
            self.verdict.setText(str(error))
            return
        self.search.ask(
            ReboostJob(
                search=search,
                profile=profile,
                from_ms=max(_midnight_ms(self.start.date()), known_from_ms(self._plan) + 1000),
                to_ms=min(_midnight_ms(self.end.date()) + DAY_MS, day_ms) - 1,
                most_mps=self.most.value(),
                step_ms=self.every.value() * _HOUR_MS,
            )
        )

    def _fault(self) -> str:
        start, end, day = self.start.date(), self.end.date(), self.day.date()
        if end < start:
            return self.tr("The last date lies before the first; choose a later one.")
        if end >= day:
            return self.tr("A reboost has to come before the launch; let the last date be before the wanted day.")
        if start.daysTo(end) * 24 // self.every.value() > _MOST_INSTANTS:
            return self.tr("That is more than {count} instants to try; choose a larger step or fewer days.").format(
                count=_MOST_INSTANTS
            )
        if start < date_of(known_from_ms(self._plan)):
            return self.tr("What is known of the target begins on {day}, and holds earlier reboosts already.").format(
                day=day_text(known_from_ms(self._plan))
            )
        return ""

    def _found(self) -> tuple[Reboost, ...]:
        return tuple(one for one in self.search.answers if isinstance(one, Reboost))

    def _show(self) -> None:
        found, is_busy = self._found(), self.search.is_busy
        self.progress.setEnabled(is_busy)
        self.progress.setValue(round(100 * self.search.share) if self.search.job is not None else 0)
        self.find_button.setText(self.tr("Stop") if is_busy else self.tr("Find Reboosts"))
        chosen = self.chosen
        self.model.show_rows(found)
        if found and chosen not in found:
            self.table.selectRow(found.index(min(found, key=lambda one: one.dv_mps)))
        self._show_verdict()

    def _show_verdict(self) -> None:
        chosen, found = self.chosen, self._found()
        self.copy.setEnabled(chosen is not None)
        self.add.setEnabled(chosen is not None and not self.search.is_busy)
        if self.search.problem:
            self.verdict.setText(self.search.problem)
        elif chosen is not None:
            least = min(found, key=lambda one: one.dv_mps)
            sentence = self.tr(
                "A reboost of {size:.3f} m/s at {time} UTC, which raises the orbit by {higher:.2f} km, makes {day} a "
                "day for '{profile}', with liftoff at {liftoff} UTC."
            ).format(
                size=chosen.dv_mps,
                time=utc_field_text(chosen.utc_ms)[:16],
                higher=chosen.higher_m / 1000,
                day=day_text(chosen.option.liftoff_ms),
                profile=chosen.option.profile.name,
                liftoff=utc_field_text(chosen.option.liftoff_ms)[11:19],
            )
            if chosen is least and not self.search.is_busy:
                sentence += " " + self.tr("It is the smallest of the {count} found.").format(count=len(found))
            self.verdict.setText(sentence)
        elif self.search.is_busy:
            self.verdict.setText(self.tr("Searching..."))
        elif self.search.is_whole:
            self.verdict.setText(
                self.tr("No such reboost on these dates makes that day work; allow a larger one, or earlier dates.")
            )
        else:
            self.verdict.setText(
                self.tr("The earlier a reboost is the smaller it can be, as its effect on the phase grows with time.")
            )


def known_from_ms(plan: Plan) -> int:
    """Return from when on a reboost is not in what is known of the target already."""
    known = plan.target.whereabouts
    return known.epoch.ms if isinstance(known, ElementSet) else known.start.ms


def _date(name: str, utc_ms: int, parent: QWidget) -> QDateEdit:
    field = QDateEdit(date_of(utc_ms), parent)
    field.setCalendarPopup(True)
    field.setDisplayFormat("yyyy-MM-dd")
    field.setDateRange(QDate(1972, 1, 1), QDate(2049, 12, 31))
    field.setAccessibleName(name)
    field.setToolTip(name)
    return field


def _midnight_ms(date: QDate) -> int:
    return round(datetime(date.year(), date.month(), date.day(), tzinfo=UTC).timestamp()) * 1000
