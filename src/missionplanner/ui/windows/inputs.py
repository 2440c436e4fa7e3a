"""What windows are searched for: pad, vehicle, first day, number of days."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QSpinBox, QWidget

from missionplanner.app.launch_choice import LaunchChoice
from missionplanner.files.launch_data import ids, read_craft, read_pad
from missionplanner.flight.option import DAY_MS
from missionplanner.plan.plan import Plan
from missionplanner.ui.inspector.fields import Choice
from missionplanner.ui.windows.wording import date_of

_BEFORE_T0 = 5
_AT_FIRST_DAYS = 14
_MOST_DAYS = 100
# Beyond 2050 the turning of the Earth is not known.
_FIRST_YEAR, _LAST_YEAR = 1972, 2049


class WindowInputs(QWidget):
    """Fields of a search; pad and vehicle are the plan's unless others are chosen.

    Signals:
        changed: the user changed one of them.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the fields; ``show_plan`` fills them."""
        super().__init__(parent)
        self._follows_t0 = True
        self.site = Choice(self.tr("Launch site"), lambda _data: self.changed.emit())
        self.site.setToolTip(self.tr("Where to launch from; 'Use' takes the plan there"))
        self.vehicle = Choice(self.tr("Vehicle"), lambda _data: self.changed.emit())
        self.vehicle.setToolTip(self.tr("What to launch; 'Use' puts it into the plan"))
        self.start = day_field(self.tr("First day, UTC"), self)
        self.start.setToolTip(self.tr("The first day to search, from midnight UTC"))
        self.start.setKeyboardTracking(False)
        self.start.dateChanged.connect(self._start_changed)
        self.days = QSpinBox(self)
        self.days.setRange(1, _MOST_DAYS)
        self.days.setValue(_AT_FIRST_DAYS)
        self.days.setAccessibleName(self.tr("Number of days"))
        self.days.setToolTip(self.tr("How many days to search"))
        self.days.setKeyboardTracking(False)
        self.days.valueChanged.connect(lambda _days: self.changed.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for text, field, stretch in (
            (self.tr("&Site"), self.site, 1),
            (self.tr("&Vehicle"), self.vehicle, 1),
            (self.tr("&From"), self.start, 0),
            (self.tr("&Days"), self.days, 0),
        ):
            label = QLabel(text, self)
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field, stretch)

    def show_plan(self, plan: Plan) -> None:
        """Offer a plan's own pad and vehicle, and begin some days before its T0 unless the user said otherwise."""
        for field, own, others in (
            (self.site, plan.site.name, _sites()),
            (self.vehicle, plan.vehicle.name, _vehicles()),
        ):
            chosen = field.currentData() or ""
            field.fill([(self.tr("{name} (the plan's)").format(name=own), ""), *others])
            field.show_data(chosen)
        if self._follows_t0:
            date = date_of(plan.t0.ms - _BEFORE_T0 * DAY_MS)
            if not (self.start.date() <= date_of(plan.t0.ms) < self.start.date().addDays(self.days.value())):
                self.start.blockSignals(True)
                self.start.setDate(date)
                self.start.blockSignals(False)

    def begin_anew(self) -> None:
        """Forget what the user chose for another plan."""
        self._follows_t0 = True
        for field in (self.site, self.vehicle):
            if field.count():
                field.setCurrentIndex(0)

    @property
    def choice(self) -> LaunchChoice:
        """The pad and the vehicle that are chosen."""
        return LaunchChoice(site=self.site.currentData() or "", vehicle=self.vehicle.currentData() or "")

    @property
    def from_ms(self) -> int:
        """Midnight of the first day."""
        return midnight_ms(self.start.date())

    def show_day(self, utc_ms: int) -> None:
        """Search from some days before a wanted one, if it is not in the span already."""
        if not self.from_ms <= utc_ms < self.from_ms + self.days.value() * DAY_MS:
            self.start.setDate(date_of(utc_ms - _BEFORE_T0 * DAY_MS))

    def _start_changed(self, _date: QDate) -> None:
        self._follows_t0 = False
        self.changed.emit()


def day_field(name: str, parent: QWidget) -> QDateEdit:
    """Return a field for a UTC day, with a calendar to open."""
    field = QDateEdit(parent)
    field.setCalendarPopup(True)
    field.setDisplayFormat("yyyy-MM-dd")
    field.setDateRange(QDate(_FIRST_YEAR, 1, 1), QDate(_LAST_YEAR, 12, 31))
    field.setAccessibleName(name)
    return field


def midnight_ms(date: QDate) -> int:
    """Return the first millisecond of a UTC day."""
    return round(datetime(date.year(), date.month(), date.day(), tzinfo=UTC).timestamp()) * 1000


@cache
def _sites() -> tuple[tuple[str, str], ...]:
    return tuple((read_pad(name).site.name, name) for name in ids("sites"))


@cache
def _vehicles() -> tuple[tuple[str, str], ...]:
    return tuple((read_craft(name).vehicle.name, name) for name in ids("vehicles"))
