"""The windows that a new plan may launch in, listed as the search finds them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from missionplanner.app.search import Search
from missionplanner.app.search_jobs import ScanJob
from missionplanner.app.search_worker import SearchWorker
from missionplanner.flight.option import Option
from missionplanner.flight.windows import Window, WindowSearch
from missionplanner.paint.palette import Palette
from missionplanner.plan.profile import Profile
from missionplanner.ui.dialogs.new_plan_wording import fitting, rows_of
from missionplanner.ui.windows.options import OptionsTable

_HIDDEN_COLUMNS = (2, 3)  # phases: a new plan asks when and how, not why
_LIFTOFF_COLUMN = 1


class WindowList(QWidget):
    """Searches, and chooses the first window that the wanted profile works in, unless the user chooses.

    Signals:
        changed: more was found, the search ended, or another window is chosen.
        used: the user asks to begin with the chosen one.
    """

    changed = Signal()
    used = Signal()

    def __init__(self, worker: SearchWorker, colors: Palette, parent: QWidget | None = None) -> None:
        """List nothing yet."""
        super().__init__(parent)
        self.scan = Search(worker.lane("new-plan"), self)
        self._search: WindowSearch | None = None
        self._profile: Profile | None = None
        self._is_any = False
        self._by_hand: Option | None = None
        self._chooses = True
        self._is_listing = False
        label = QLabel(self.tr("&Windows found"), self)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.progress.setFixedWidth(140)
        self.progress.setMaximumHeight(self.fontMetrics().height())
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the search"))
        self.find_button = QPushButton(self)
        self.find_button.setAutoDefault(False)
        self.find_button.clicked.connect(self._find_or_stop)
        self.table = OptionsTable(self.tr("Windows found"), colors, self, has_days=True)
        for column in _HIDDEN_COLUMNS:
            self.table.setColumnHidden(column, True)
        self.table.horizontalHeader().moveSection(_LIFTOFF_COLUMN, 0)
        label.setBuddy(self.table)
        line = QHBoxLayout()
        line.addWidget(label, 1)
        line.addWidget(self.progress)
        line.addWidget(self.find_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        self.table.chosen.connect(self._take)
        self.table.used.connect(self.used)
        self.scan.changed.connect(self._list)
        self._list()

    @property
    def search(self) -> WindowSearch | None:
        """The search whose windows are listed."""
        return self._search

    @property
    def windows(self) -> tuple[Window, ...]:
        """What was found so far."""
        return tuple(one for one in self.scan.answers if isinstance(one, Window))

    @property
    def option(self) -> Option | None:
        """The option that is chosen."""
        row = self.table.current()
        return None if row is None else row[1]

    def ask(self, search: WindowSearch, profile: Profile, is_any: bool) -> None:
        """Search, and choose by a profile; by any that works if ``is_any``."""
        self._search, self._profile, self._is_any = search, profile, is_any
        self.scan.ask(ScanJob(search=search))
        self._list()

    def forget(self) -> None:
        """Search nothing: what is asked makes no sense now."""
        self._search = None
        self.scan.forget()

    def choose_by_itself(self, chooses: bool) -> None:
        """Choose the first window that fits, now and later, or none at all; what the user chose is forgotten."""
        self._chooses, self._by_hand = chooses, None
        self._choose()

    def stop(self) -> None:
        """Stop the search; what was found stays."""
        self.scan.stop()

    def _find_or_stop(self) -> None:
        if self.scan.is_busy:
            self.stop()
        elif self._search is not None:
            self.scan.ask(ScanJob(search=self._search))

    def _list(self) -> None:
        is_busy = self.scan.is_busy
        self.progress.setVisible(is_busy)
        self.progress.setValue(round(100 * self.scan.share))
        self.find_button.setText(self.tr("&Stop") if is_busy else self.tr("&Find Windows"))
        # A button is as wide as its layout made it: the longer text must fit when it comes.
        self.find_button.setMinimumWidth(max(self.find_button.minimumWidth(), self.find_button.sizeHint().width()))
        self.find_button.setToolTip(
            self.tr("Stop the search; the windows found stay") if is_busy else self.tr("Search on from the chosen day")
        )
        self.find_button.setEnabled(is_busy or (self._search is not None and not self.scan.is_whole))
        self._is_listing = True
        self.table.rows.show_rows(() if self._profile is None else rows_of(self.windows, self._profile))
        self._is_listing = False
        self._choose()

    def _choose(self) -> None:
        """Choose what the user chose, or else the first that fits."""
        wanted = self._by_hand
        if wanted is None and self._chooses:
            profile = None if self._is_any else self._profile
            wanted = next((option for window in self.windows for option in fitting(window, profile)), None)
        row = -1 if wanted is None else self.table.rows.row_of(wanted)
        self._is_listing = True
        if row < 0:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.table.rootIndex())
        elif row != self.table.currentIndex().row():
            self.table.selectRow(row)
        self._is_listing = False
        self.changed.emit()

    def _take(self) -> None:
        if not self._is_listing and self.option is not None:
            self._by_hand, self._chooses = self.option, True
            self.changed.emit()

    @property
    def by_hand(self) -> Option | None:
        """The option that the user chose, None where it was chosen by itself."""
        return self._by_hand
