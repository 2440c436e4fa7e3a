"""A worker process that assesses plans, so that no frame of the window waits for a flight."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from multiprocessing.connection import Connection

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from missionplanner.flight.assess import Assessment, assess, checking, with_safety
from missionplanner.flight.drift_limits import drift_rules
from missionplanner.flight.passive_safety import AbandonedError, check_passive_safety
from missionplanner.flight.rule_set import rules_of
from missionplanner.plan.plan import Plan

_QUIET_S = 0.4  # between the frames of a drag nothing is begun that takes seconds


class FlightWorker(QObject):
    """Assesses one plan at a time in another process; of the plans that wait, the newest wins.

    Once a flight is there and nothing waits, the process also finds out where its chaser drifts if a burn fails; a
    plan that comes in the meantime ends that.

    A process and not a thread: a thread that computes holds the interpreter's lock long enough to spoil a drag.

    Signals:
        assessed: an assessment is there (`Assessment`); not always of the plan asked for last. One that is being
            checked comes again once passive safety is known.
        failed: the worker could not answer; the text says why.
    """

    assessed = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start the process; it warms up while the window appears."""
        super().__init__(parent)
        context = multiprocessing.get_context("spawn")
        self._connection, far_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(far_end,), name="flight", daemon=True)
        self._process.start()
        far_end.close()
        self._notifier = QSocketNotifier(self._connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._receive)
        self._busy = False
        self._waiting: Plan | None = None

    def request(self, plan: Plan) -> None:
        """Ask for a plan's assessment; a plan still waiting is forgotten."""
        if self._busy:
            self._waiting = plan
            return
        try:
            self._connection.send(plan)
        except OSError as error:
            self._give_up(f"The flight process does not answer ({error}).")
            return
        self._busy = True

    def stop(self) -> None:
        """End the process."""
        self._notifier.setEnabled(False)
        self._connection.close()
        self._process.join(1.0)
        if self._process.is_alive():
            self._process.kill()

    def _receive(self) -> None:
        try:
            answer = self._connection.recv()
        except (EOFError, OSError):
            self._give_up("The flight process has ended.")
            return
        if not (isinstance(answer, Assessment) and answer.safety is not None):
            self._busy = False
            waiting, self._waiting = self._waiting, None
            if waiting is not None:
                self.request(waiting)
        if isinstance(answer, Assessment):
            self.assessed.emit(answer)
        else:
            self.failed.emit(str(answer))

    def _give_up(self, why: str) -> None:
        self._notifier.setEnabled(False)
        self._connection.close()
        self.failed.emit(why)


def _serve(connection: Connection) -> None:
    """Answer plans with assessments until the other end closes."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    while True:
        try:
            plan = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            answer: Assessment | str = checking(assess(plan))
        except Exception:
            answer = traceback.format_exc()
        try:
            connection.send(answer)
            if isinstance(answer, Assessment) and answer.is_checking and not connection.poll(_QUIET_S):
                _check(connection, answer)
        except OSError:
            return


def _check(connection: Connection, assessment: Assessment) -> None:
    """Find out about passive safety and answer a second time, unless something newer waits.

    Raises:
        OSError: the other end has closed.
    """
    try:
        safety = check_passive_safety(
            assessment.flight, drift_rules(rules_of(assessment.plan)), abandoned=connection.poll
        )
    except AbandonedError:
        return
    except Exception:
        connection.send(traceback.format_exc())
        return
    if safety is not None:
        connection.send(with_safety(assessment, safety))
