"""A search as the window sees it: what was found so far, how far it is, and answers kept for the same question."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QObject, Signal

from missionplanner.app.search_jobs import Progress, SearchJob
from missionplanner.app.search_worker import Lane

_KEPT = 16


class Search(QObject):
    """Asks a worker, the newest question first; a question asked before is answered at once.

    Signals:
        changed: another answer, another state.
    """

    changed = Signal()

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        """Ask through a lane of the worker."""
        super().__init__(parent)
        self._lane = lane
        self._kept: list[tuple[SearchJob, tuple[object, ...], str]] = []
        self.job: SearchJob | None = None
        self.answers: tuple[object, ...] = ()
        self.share = 0.0
        self.problem = ""
        self.is_whole = False
        lane.found.connect(self._add)
        lane.finished.connect(self._finish)
        lane.refused.connect(self._finish)
        lane.failed.connect(self._fail)

    @property
    def is_busy(self) -> bool:
        """Whether more answers will come."""
        return self._lane.is_busy

    def ask(self, job: SearchJob) -> None:
        """Ask a question, unless it is the one that is being answered or was answered whole."""
        if job == self.job and (self.is_whole or self.is_busy):
            return
        self._lane.cancel()
        self.job, self.answers, self.share, self.problem, self.is_whole = job, (), 0.0, "", False
        for asked, answers, problem in self._kept:
            if asked == job:
                self.answers, self.problem, self.share, self.is_whole = answers, problem, 1.0, True
                self.changed.emit()
                return
        self._lane.start(job)
        self.changed.emit()

    def stop(self) -> None:
        """Stop; what was found so far stays on show."""
        if self.is_busy:
            self._lane.cancel()
            self.changed.emit()

    def forget(self) -> None:
        """Stop, and show nothing."""
        self._lane.cancel()
        self.job, self.answers, self.share, self.problem, self.is_whole = None, (), 0.0, "", False
        self.changed.emit()

    def _add(self, answer: object) -> None:
        if isinstance(answer, Progress):
            self.share = answer.share
        else:
            self.answers = (*self.answers, answer)
        self.changed.emit()

    def _finish(self, problem: str = "") -> None:
        self.share, self.problem, self.is_whole = 1.0, problem, True
        if self.job is not None:
            self._kept = [(self.job, self.answers, problem), *self._kept][:_KEPT]
        self.changed.emit()

    def _fail(self, why: str) -> None:
        logging.getLogger(__name__).error("a search broke: %s", why)
        self.problem = QCoreApplication.translate(
            "Search", "The search broke off, which is a fault of the program; try other days, and please report it."
        )
        self.changed.emit()
