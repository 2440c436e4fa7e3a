"""The windows panel: a calendar of launch days, what each profile costs there, and the way into the plan."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from missionplanner.app.document import Document
from missionplanner.app.launch_choice import search_with, taken_to
from missionplanner.app.search import Search
from missionplanner.app.search_jobs import ScanJob
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.settings import Settings
from missionplanner.files.errors import FileError
from missionplanner.flight.option import Option
from missionplanner.flight.windows import Window, WindowSearch
from missionplanner.paint.palette import Palette
from missionplanner.plan.schedule import resolve
from missionplanner.ui.inspector.section import muted
from missionplanner.ui.whereabouts import age_text, origin_text
from missionplanner.ui.windows.calendar import Calendar
from missionplanner.ui.windows.chart import ChartView
from missionplanner.ui.windows.curve import Curve
from missionplanner.ui.windows.days import days_of
from missionplanner.ui.windows.inputs import WindowInputs
from missionplanner.ui.windows.options import Options
from missionplanner.ui.windows.wording import conversion_text, kind_text, remark_text, use_text

_AFTER_CHANGE_MS = 250


class WindowsPanel(QWidget):
    """Searches windows of the committed plan while it is visible, and takes the plan to one.

    Signals:
        reboost_wanted: the user asks which reboost makes the chosen day work.
        profiles_wanted: the user asks for the profile editor.
        used: the plan was taken to a window; carries the sentence that says so.
    """

    reboost_wanted = Signal()
    profiles_wanted = Signal()
    used = Signal(str)

    def __init__(
        self,
        document: Document,
        settings: Settings,
        worker: SearchWorker,
        colors: Palette,
        parent: QWidget | None = None,
    ) -> None:
        """Search nothing before the panel is seen."""
        super().__init__(parent)
        self._document = document
        self._settings = settings
        self.scan = Search(worker.lane("scan"), self)
        self.curve = Curve(worker, self)
        self._search: WindowSearch | None = None
        self._wanted_ms: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_CHANGE_MS)
        self._soon.timeout.connect(self.look)
        self._make(colors)
        self._restore()
        self.scan.changed.connect(self._show_scan)
        self.curve.changed.connect(self._show_chart)
        self.inputs.changed.connect(self._soon.start)
        self.calendar.chosen.connect(lambda _ms: self._show_day())
        self.options.chosen.connect(self._show_option)
        self.options.used.connect(self.use)
        document.state_changed.connect(self._follow)
        self._follow()
        self._show_scan()

    def _make(self, colors: Palette) -> None:
        self.inputs = WindowInputs(self)
        self.reboost = QPushButton(self.tr("&Reboost..."), self)
        self.reboost.setToolTip(self.tr("Find the reboost of the target that makes a wanted day work"))
        self.reboost.clicked.connect(self.reboost_wanted)
        self.profiles = QPushButton(self.tr("&Profiles..."), self)
        self.profiles.setToolTip(self.tr("Look at the profiles, and make changed copies for this plan"))
        self.profiles.clicked.connect(self.profiles_wanted)
        self.status = muted(QLabel(self))
        self.status.setAccessibleName(self.tr("What the search says"))
        self.target = muted(QLabel(self))
        self.target.setAccessibleName(self.tr("The plan's target"))
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.progress.setFixedWidth(140)
        self.progress.setMaximumHeight(self.fontMetrics().height())
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the search"))
        self.find_button = QPushButton(self)
        self.find_button.clicked.connect(self._find_or_stop)
        self.calendar = Calendar(colors, self)
        self.notice = QLabel(self)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice.setWordWrap(True)
        self.notice.setMargin(24)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.notice)
        self.pages.addWidget(self.calendar)
        self.chart = ChartView(colors, self)
        self.options = Options(colors, self)
        self.preview = QLabel(self)
        self.preview.setWordWrap(True)
        self.preview.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 + 2)
        self.preview.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.use_button = QPushButton(self.tr("&Use This Window"), self)
        self.use_button.clicked.connect(self.use)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.inputs, 1)
        top.addSpacing(6)
        top.addWidget(self.reboost)
        top.addWidget(self.profiles)
        line = QHBoxLayout()
        line.addWidget(self.status, 1)
        line.addWidget(self.target)
        line.addWidget(self.progress)
        line.addWidget(self.find_button)
        self.across = QSplitter(Qt.Orientation.Horizontal, self)
        self.across.addWidget(self.pages)
        self.across.addWidget(self.chart)
        low = QWidget(self)
        bottom = QVBoxLayout(low)
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.addWidget(self.options, 1)
        use = QHBoxLayout()
        use.addWidget(self.preview, 1)
        use.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignBottom)
        bottom.addLayout(use)
        self.down = QSplitter(Qt.Orientation.Vertical, self)
        self.down.addWidget(self.across)
        self.down.addWidget(low)
        for splitter in (self.across, self.down):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(line)
        layout.addWidget(self.down, 1)
        self.divide()

    def divide(self) -> None:
        """Divide the panel as at first."""
        self.across.setSizes([560, 440])
        self.down.setSizes([1000, 1])
        self.down.setStretchFactor(0, 1)
        self.down.setStretchFactor(1, 0)
        self.across.setStretchFactor(0, 3)
        self.across.setStretchFactor(1, 2)

    def _restore(self) -> None:
        for name, splitter in (("windows-across", self.across), ("windows-down", self.down)):
            state = self._settings.split_of(name)
            if state is not None:
                splitter.restoreState(state)

    def remember_layout(self) -> None:
        """Remember how the panel is divided."""
        self._settings.remember_split("windows-across", self.across.saveState())
        self._settings.remember_split("windows-down", self.down.saveState())

    def set_palette_colors(self, colors: Palette) -> None:
        """Take other colours."""
        self.calendar.set_palette_colors(colors)
        self.chart.set_palette_colors(colors)
        self.options.set_palette_colors(colors)

    def begin_anew(self) -> None:
        """Another plan is open: what was chosen for the one before is forgotten."""
        self._wanted_ms = None
        self.inputs.begin_anew()
        self._follow()

    def want_day(self, utc_ms: int) -> None:
        """Show a day, searching it if need be."""
        self._wanted_ms = utc_ms
        self.inputs.show_day(utc_ms)
        self.calendar.choose(utc_ms)

    @property
    def search(self) -> WindowSearch | None:
        """The search whose windows are on show."""
        return self._search

    def chosen_ms(self) -> int:
        """Return the first millisecond of the day that is chosen, that of T0 where there is none."""
        day = self.calendar.current_day()
        return day.start_ms if day is not None else self._document.plan.t0.ms

    def showEvent(self, event: QShowEvent) -> None:
        """Search as soon as somebody looks."""
        super().showEvent(event)
        self._follow()

    def look(self) -> None:
        """Search what the fields ask for, unless that is on show."""
        self._soon.stop()
        plan = self._document.plan
        try:
            search = search_with(plan, self.inputs.choice, self.inputs.from_ms, self.inputs.days.value())
        except (FileError, ValueError) as error:
            self._search = None
            self.scan.forget()
            self._say(str(error))
            return
        self._search = search
        self.scan.ask(ScanJob(search=search))

    def use(self) -> None:
        """Take the plan to the chosen option, as one undo step."""
        option, search = self._option(), self._search
        if option is None or search is None:
            return
        plan = taken_to(self._document.plan, self.inputs.choice, search, option)
        text = use_text(option)
        self._document.commit(plan, text)
        self.inputs.begin_anew()
        self._follow()
        self.used.emit(self.tr("{what}: done; Undo takes it back").format(what=text))

    def _option(self) -> Option | None:
        row = self.options.current()
        return None if row is None else row[1]

    def _find_or_stop(self) -> None:
        if self.scan.is_busy:
            self.scan.stop()
        else:
            self.look()

    def _follow(self) -> None:
        plan = self._document.plan
        self.calendar.mark_t0(plan.t0.ms)
        if not self.isVisible():
            return
        self.inputs.show_plan(plan)
        self.target.setText(self.tr("{target}: {age}").format(target=plan.target.name, age=age_text(plan)))
        self.target.setToolTip(origin_text(plan, resolve(plan)))
        self._show_option()
        self._soon.start()

    def _say(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.pages.setCurrentWidget(self.notice)
        self.status.clear()

    def _windows(self) -> tuple[Window, ...]:
        return tuple(one for one in self.scan.answers if isinstance(one, Window))

    def _show_scan(self) -> None:
        is_busy, search = self.scan.is_busy, self._search
        self.progress.setVisible(is_busy)
        self.progress.setValue(round(100 * self.scan.share))
        self.find_button.setText(self.tr("&Stop") if is_busy else self.tr("Fi&nd Windows"))
        self.find_button.setToolTip(
            self.tr("Stop the search; the days found stay") if is_busy else self.tr("Search these days")
        )
        self.find_button.setEnabled(is_busy or not self.scan.is_whole)
        windows = self._windows()
        if self.scan.problem:
            self._say(self.scan.problem)
        elif search is None:
            self._say(self.tr("No days searched yet. Choose a first day and press Find Windows."))
        else:
            at_ms = self._wanted_ms or self.chosen_ms()
            self.calendar.days.show_days(days_of(windows, search.from_ms, search.days, self.scan.share))
            self.pages.setCurrentWidget(self.calendar)
            if self.calendar.current_day() is None and not self.calendar.choose(at_ms):
                self.calendar.choose(search.from_ms)
            elif self._wanted_ms is not None and self.calendar.choose(self._wanted_ms):
                self._wanted_ms = None
            self.status.setText(self._summary(windows))
        self._show_day()

    def _summary(self, windows: tuple[Window, ...]) -> str:
        days = days_of(windows, self._search.from_ms, self._search.days, self.scan.share) if self._search else ()
        counts: dict[str, int] = {}
        for day in days:
            if day.best is not None:
                name = kind_text(day.best.profile.kind)
                counts[name] = counts.get(name, 0) + 1
        found = ", ".join(f"{name}: {count}" for name, count in counts.items()) or self.tr("none")
        reached = sum(day.is_searched for day in days)
        if self.scan.is_busy:
            return self.tr("Searching, {reached} of {days} days. Best profile by day: {found}").format(
                reached=reached, days=len(days), found=found
            )
        if not self.scan.is_whole:
            return self.tr("Stopped after {reached} of {days} days. Best profile by day: {found}").format(
                reached=reached, days=len(days), found=found
            )
        return self.tr("{days} days. Best profile by day: {found}").format(days=len(days), found=found)

    def _show_day(self) -> None:
        has_calendar = self.pages.currentWidget() is self.calendar
        self.options.show_day(self.calendar.current_day() if has_calendar else None, self._document.plan)
        self._show_option()

    def _show_option(self) -> None:
        row, search = self.options.current(), self._search
        self.use_button.setEnabled(row is not None)
        if row is None or search is None:
            day = self.calendar.current_day()
            waits = day is not None and not day.is_searched and self.scan.is_busy
            self.preview.setText(self.tr("This day is being searched.") if waits else "")
            self.chart.show_chart(None)
            return
        window, option = row
        self.use_button.setToolTip(
            self.tr("Take liftoff, burns, gates and profile into the plan, as one step that Undo takes back")
            if option.is_feasible
            else self.tr("This profile does not work on this day; the plan would say so in its findings")
        )
        self.preview.setText(f"{remark_text(window, option)} {conversion_text(self._document.plan, option)}")
        self._show_chart()
        if self.isVisible() and not self.scan.is_busy:
            self.curve.ask(search, window, option)

    def _show_chart(self) -> None:
        row = self.options.current()
        if row is not None:
            self.chart.show_chart(self.curve.chart(row[1], self._windows()))
