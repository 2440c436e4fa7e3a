"""Looks for what works when the plan on show does not: another profile that day, or another day."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from missionplanner.app.document import Document
from missionplanner.app.launch_choice import profiles_of
from missionplanner.app.search import Search
from missionplanner.app.search_jobs import SlipJob, WaysOut
from missionplanner.app.search_worker import SearchWorker
from missionplanner.flight.assess import Assessment
from missionplanner.plan.rules import Finding, RuleKind

_AFTER_MS = 400
# What another profile or another day can mend.
_CODES = ("burns-unsolved", "propellant-exhausted")
_KINDS: tuple[RuleKind, ...] = ("phase-at-insertion", "delta-v-budget")


class WaysOutSearch(QObject):
    """Asks once the plan has been flown and its profile fails.

    Signals:
        changed: there is an answer, or none is asked for any more.
    """

    changed = Signal()

    def __init__(self, document: Document, worker: SearchWorker, parent: QObject | None = None) -> None:
        """Follow a document."""
        super().__init__(parent)
        self._document = document
        self._search = Search(worker.lane("ways out"), self)
        self._search.changed.connect(self.changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        document.shown_changed.connect(self._follow)
        self._follow()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._soon.isActive() or self._search.is_busy

    @property
    def problem(self) -> str:
        """Why there is no answer, in one sentence."""
        return self._search.problem

    @property
    def found(self) -> WaysOut | None:
        """The answer for the committed plan."""
        return next((one for one in self._search.answers if isinstance(one, WaysOut)), None)

    def _follow(self) -> None:
        shown = self._document.shown
        if shown.is_preview or shown.plan is not self._document.plan:
            return
        if not failing(shown):
            self._soon.stop()
            if self._search.job is not None:
                self._search.forget()
        elif self._search.job is None or not _asks_for(self._search.job, shown):
            self._search.forget()
            self._soon.start()

    def _ask(self) -> None:
        shown = self._document.shown
        if not shown.is_preview and failing(shown):
            self._search.ask(SlipJob(plan=shown.plan, profiles=profiles_of(shown.plan)))


def failing(shown: Assessment) -> tuple[Finding, ...]:
    """Return the unwaived errors of a plan that another profile or another day might mend."""
    rules = {rule.id for rule in shown.plan.rules if rule.kind in _KINDS}
    return tuple(
        finding
        for finding in shown.findings
        if finding.severity == "error" and finding.waived is None and finding.code in rules.union(_CODES)
    )


def _asks_for(job: object, shown: Assessment) -> bool:
    return isinstance(job, SlipJob) and job.plan == shown.plan
