"""The running document: the plan that is open, the one on show, and the history between them."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from missionplanner.app.flight_worker import FlightWorker
from missionplanner.flight.assess import (
    Assessment,
    assess,
    assess_in_haste,
    assess_schedule,
    assess_unflown,
    with_safety,
)
from missionplanner.plan.plan import Plan

# A two-day flight is allowed so much; a two-orbit one takes a quarter of it.
_FRAME_S = 0.06
# How long haste that was late rests, as a multiple of what it took: so the drag is smooth most of the time.
_RESTS = 4.0
# While the flight on show is one solved in haste, the full one waits until the mouse rests: it would take the second
# core from painting, and its answer would come for a plan that has gone by.
_REST_MS = 150


class ReplacePlan(QUndoCommand):
    """The only undo command: swap one plan for another."""

    def __init__(self, document: Document, before: Plan, after: Plan, text: str) -> None:
        """Remember both plans and what the user did."""
        super().__init__(text)
        self._document = document
        self._before = before
        self._after = after

    def redo(self) -> None:
        """Put the later plan in place."""
        self._document.show(self._after)

    def undo(self) -> None:
        """Put the earlier plan back."""
        self._document.show(self._before)


class Document(QObject):
    """The open plan; every view draws ``shown`` and edits through ``commit``.

    Signals:
        shown_changed: another plan, schedule, flight or set of findings is on show.
        state_changed: path, name or modified state changed (for the window title).
        opened: another document has taken this one's place; its plan is on show.
    """

    shown_changed = Signal()
    opened = Signal()
    state_changed = Signal()

    def __init__(
        self,
        plan: Plan,
        path: Path | None = None,
        worker: FlightWorker | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Open a plan, read from ``path`` if there is one.

        With a worker the flight of a changed plan comes from its process, a little later; without one the document
        flies by itself, previews when the event loop is next free and everything else at once.
        """
        super().__init__(parent)
        self._plan = plan
        self._path = path
        self._worker = worker
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self.state_changed)
        self._fly_soon = QTimer(self)
        self._fly_soon.setSingleShot(True)
        self._fly_soon.timeout.connect(self._fly_shown)
        self._is_solved = False
        self._rested_s = 0.0
        if worker is None:
            self._shown = assess(plan)
        else:
            worker.assessed.connect(self._take)
            worker.failed.connect(self._fly_without_worker)
            self._shown = assess_unflown(plan)
            worker.request(plan)
        # What was flown in full last, from which previews are made; and the committed plan's own, to go back to.
        self._full = self._committed = self._shown

    def __del__(self) -> None:
        """Empty the history first: collected with its commands, Qt's stack would delete what Python already had."""
        if isValid(self.undo_stack):
            self.undo_stack.clear()

    @property
    def plan(self) -> Plan:
        """The committed plan."""
        return self._plan

    @property
    def shown(self) -> Assessment:
        """What every view draws: the committed plan, or the preview of an edit under way."""
        return self._shown

    @property
    def path(self) -> Path | None:
        """Where the plan is saved, None if it never was."""
        return self._path

    @property
    def is_modified(self) -> bool:
        """Whether something would be lost by closing now."""
        return not self.undo_stack.isClean()

    def open(self, plan: Plan, path: Path | None) -> None:
        """Replace the document by another plan; history starts anew."""
        self._path = path
        self.undo_stack.clear()
        self.show(plan)
        self.opened.emit()
        self.state_changed.emit()

    def mark_saved(self, path: Path) -> None:
        """Note that the committed plan now stands in ``path``."""
        self._path = path
        self.undo_stack.setClean()
        self.state_changed.emit()

    def settled(self) -> Assessment:
        """Return the assessment of the committed plan, flown now if its flight is still missing."""
        if self._shown.is_preview or self._shown.plan is not self._plan:
            self._settle(assess(self._plan, self._shown.flight))
        return self._shown

    def preview(self, plan: Plan) -> None:
        """Show a plan without committing it, flown in haste where that can tell; its full flight follows."""
        self._present(self._previewed(plan))
        if self._shown.is_preview:
            self._fly_soon.start(_REST_MS if self._is_solved else 0)

    def cancel_preview(self) -> None:
        """Show the committed plan again."""
        self.show(self._plan)

    def commit(self, plan: Plan, text: str) -> None:
        """Make a plan the committed one, as one undo step; an edit that changes nothing leaves no step."""
        if plan == self._plan:
            self.cancel_preview()
            return
        self.undo_stack.push(ReplacePlan(self, self._plan, plan, text))

    def show(self, plan: Plan) -> None:
        """Make a plan the committed one without touching the history; only the undo command and ``open`` do."""
        self._plan = plan
        base = self._committed if self._committed.plan is plan else self._full
        assessment = assess_schedule(plan, base)
        if assessment.is_preview and self._worker is None:
            assessment = assess(plan)
        elif assessment.is_preview:
            assessment = assess_in_haste(plan, self._full) or assessment
        if assessment.is_preview:
            self._present(assessment)
            self._fly_soon.start(0)
        else:
            self._settle(assessment)
            if assessment.is_checking and self._worker is not None:
                self._worker.request(plan)  # a preview may have ended the check
        self.state_changed.emit()

    def _present(self, assessment: Assessment) -> None:
        self._shown = assessment
        self.shown_changed.emit()

    def _previewed(self, plan: Plan) -> Assessment:
        """Return what can be said of a plan within a frame; haste that was late rests for the next ones.

        Then the flight solved in haste before stays on show, so that nothing flickers.
        """
        self._is_solved = False
        assessment = assess_schedule(plan, self._full)
        if not assessment.is_preview:
            return assessment
        begun_s = perf_counter()
        if begun_s < self._rested_s:
            return assess_schedule(plan, self._shown) if self._shown.flight.is_preview else assessment
        hasty = assess_in_haste(plan, self._full)
        ended_s = perf_counter()
        if ended_s - begun_s > _FRAME_S:
            self._rested_s = ended_s + _RESTS * (ended_s - begun_s)
        self._is_solved = hasty is not None
        return hasty or assessment

    def _settle(self, assessment: Assessment) -> None:
        self._fly_soon.stop()
        self._full = assessment
        if assessment.plan is self._plan:
            self._committed = assessment
        self._present(assessment)

    def _fly_shown(self) -> None:
        if self._worker is None:
            self._settle(assess(self._shown.plan))
        else:
            self._worker.request(self._shown.plan)

    def _take(self, assessment: Assessment) -> None:
        """Take an answer of the worker; one for an earlier plan still makes a better preview of this one."""
        if assessment.plan == self._shown.plan:
            self._settle(replace(assessment, plan=self._shown.plan))
        elif self._shown.is_preview:
            self._full = assessment
            if not self._is_solved:
                self._present(self._previewed(self._shown.plan))
        elif (
            self._shown.is_checking
            and assessment.safety is not None
            and self._shown.flight.answers(assessment.flight.inputs)
        ):
            self._settle(with_safety(self._shown, assessment.safety))

    def _fly_without_worker(self, why: str) -> None:
        """Go on without a worker that has failed."""
        logging.getLogger(__name__).error("flying in the window's own process: %s", why)
        self._worker = None
        if self._shown.is_preview:
            self._fly_soon.start(0)
