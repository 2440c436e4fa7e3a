"""A process that flies a flight many times, tells how far it is, and can be stopped."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from missionplanner.flight.assess import Assessment
from missionplanner.flight.dispersion_pool import end_with_parent, processes_for
from missionplanner.flight.dispersion_result import Dispersions
from missionplanner.flight.dispersions import DispersionError, disperse, limits_of
from missionplanner.flight.spreads import spreads_of


class DispersionWorker(QObject):
    """Disperses one flight at a time in another process, which lives as long as the work takes.

    Signals:
        progressed: how many flights of how many are flown.
        dispersed: the answer (`Dispersions`).
        failed: there is no answer; the text says why.
    """

    progressed = Signal(int, int)
    dispersed = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start nothing yet."""
        super().__init__(parent)
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._notifier: QSocketNotifier | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a flight is being dispersed."""
        return self._process is not None

    def start(self, assessment: Assessment, count: int, seed: int) -> None:
        """Disperse the flight of a settled assessment; what was under way is stopped."""
        self.stop()
        context = multiprocessing.get_context("spawn")
        self._connection, far_end = context.Pipe()
        arguments = (far_end, assessment, count, seed)
        # No daemon, which may have no processes of its own; it ends with this one all the same.
        self._process = context.Process(target=_disperse, args=arguments, name="dispersions", daemon=False)
        self._process.start()
        far_end.close()
        self._notifier = QSocketNotifier(self._connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._receive)

    def stop(self) -> None:
        """End the process, if there is one; no answer comes any more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def _receive(self) -> None:
        if self._connection is None:
            return
        try:
            said = self._connection.recv()
        except (EOFError, OSError):
            said = self.tr("The process that flies the dispersions has ended.")
        if isinstance(said, tuple):
            self.progressed.emit(*said)
            return
        self.stop()
        if isinstance(said, Dispersions):
            self.dispersed.emit(said)
        else:
            self.failed.emit(str(said))


def _disperse(connection: Connection, assessment: Assessment, count: int, seed: int) -> None:
    """Disperse, and tell how far it is, what came of it, or why nothing did."""
    end_with_parent()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    answer: Dispersions | str
    try:
        with processes_for(count) as executor:
            answer = disperse(
                assessment.flight,
                spreads_of(assessment.plan.vehicle.name),
                limits_of(assessment.plan),
                count,
                seed,
                executor,
                progress=lambda done, of: connection.send((done, of)),
            )
    except DispersionError as error:
        answer = str(error)
    except OSError:  # the window has closed
        return
    except Exception:
        answer = traceback.format_exc()
    connection.send(answer)
