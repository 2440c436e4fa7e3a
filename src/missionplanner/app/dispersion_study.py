"""The dispersions of the open plan: studied once, drawn by every view, and known to be out of date after an edit."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from missionplanner.app.dispersion_worker import DispersionWorker
from missionplanner.app.document import Document
from missionplanner.app.settings import Settings
from missionplanner.flight.dispersion_result import Dispersions
from missionplanner.flight.dispersions import limits_of
from missionplanner.paint.dispersion_bands import DrawnBands

FIRST_COUNT, FIRST_SEED = 1000, 1


class DispersionStudy(QObject):
    """Runs a study of the committed plan and keeps its result until the next one, or until another plan is opened.

    Signals:
        changed: there is another result, it went out of date or holds again, or bands are shown or hidden.
        busy_changed: a study has begun or ended.
        progressed: how many flights of how many are flown.
        failed: a study has ended without a result; the text says why.
    """

    changed = Signal()
    busy_changed = Signal()
    progressed = Signal(int, int)
    failed = Signal(str)

    def __init__(self, document: Document, settings: Settings | None = None, parent: QObject | None = None) -> None:
        """Wait for a first study; whether bands are shown is remembered in the settings."""
        super().__init__(parent)
        self._document = document
        self._settings = settings
        self._shows_bands = settings is None or settings.shows_bands
        self._found: Dispersions | None = None
        self._asked = (FIRST_COUNT, FIRST_SEED)
        self._drawn: DrawnBands | None = None
        self._worker = DispersionWorker(self)
        self._worker.progressed.connect(self.progressed)
        self._worker.dispersed.connect(self.take)
        self._worker.failed.connect(self._fail)
        document.shown_changed.connect(self._follow)
        document.opened.connect(self._forget)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._worker.stop)

    @property
    def found(self) -> Dispersions | None:
        """The result of the last study, current or not."""
        return self._found

    @property
    def is_current(self) -> bool:
        """Whether the plan on show still flies as the one that was studied, by the same limits."""
        return self._drawn is not None and self._drawn.is_current

    @property
    def is_busy(self) -> bool:
        """Whether a study is under way."""
        return self._worker.is_busy

    @property
    def asked(self) -> tuple[int, int]:
        """How many flights, and the seed, of the last study, or what the first one is offered with."""
        return self._asked

    @property
    def shows_bands(self) -> bool:
        """Whether bands are to be shown when there are some."""
        return self._shows_bands

    @property
    def drawn(self) -> DrawnBands | None:
        """The bands to draw; None if there are none, or they are hidden."""
        return self._drawn if self._shows_bands else None

    @property
    def current(self) -> DrawnBands | None:
        """The bands if they hold for the plan on show, shown or not: for an export of it."""
        return self._drawn if self.is_current else None

    def run(self, count: int, seed: int) -> None:
        """Study the committed plan; a study under way is stopped."""
        self._asked = (count, seed)
        self._worker.start(self._document.settled(), count, seed)
        self.busy_changed.emit()

    def run_again(self) -> None:
        """Study the plan as it is now, with as many flights and the same seed as the last time."""
        self.run(*self._asked)

    def stop(self) -> None:
        """Stop what is under way; the last result stays."""
        if self._worker.is_busy:
            self._worker.stop()
            self.busy_changed.emit()

    def show_bands(self, shows: bool) -> None:
        """Show bands wherever there are some, or nowhere."""
        if shows != self._shows_bands:
            self._shows_bands = shows
            if self._settings is not None:
                self._settings.shows_bands = shows
            self.changed.emit()

    def take(self, found: Dispersions) -> None:
        """Keep the result of a study, and let it be drawn."""
        self._found = found
        self._drawn = self._new_drawn()
        self.busy_changed.emit()
        self.changed.emit()

    def _fail(self, why: str) -> None:
        self.busy_changed.emit()
        self.failed.emit(why)

    def _follow(self) -> None:
        """Look whether the bands still hold, after every change of what is on show."""
        if self._drawn is not None and self._holds() != self._drawn.is_current:
            self._drawn = self._new_drawn()
            self.changed.emit()

    def _forget(self) -> None:
        """Another plan is open."""
        self.stop()
        self._found = self._drawn = None
        self.changed.emit()

    def _new_drawn(self) -> DrawnBands | None:
        if self._found is None:
            return None
        docking = self._document.shown.plan.rendezvous.docking
        return DrawnBands(found=self._found, docking=docking, is_current=self._holds())

    def _holds(self) -> bool:
        found, shown = self._found, self._document.shown
        return (
            found is not None
            and not shown.is_preview
            and shown.flight.is_flown
            and shown.flight.inputs.flies_like(found.inputs)
            and limits_of(shown.plan) == found.limits
        )
