"""A worker process for long searches, several of them side by side, each of which can be stopped."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Literal

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from missionplanner.app.search_jobs import REFUSALS, SearchJob

Ending = Literal["finished", "refused", "failed"]


class Lane(QObject):
    """One place for a search: a new one there takes the place of the one that runs.

    Signals:
        found: an answer of the search that runs; those of an earlier one are never heard of again.
        finished: the search has come to its end.
        refused: it makes no sense; the text is a sentence that says why.
        failed: it broke, which is our mistake; the text is for a report.
    """

    found = Signal(object)
    finished = Signal()
    refused = Signal(str)
    failed = Signal(str)

    def __init__(self, name: str, worker: SearchWorker) -> None:
        """Make an idle lane; ``SearchWorker.lane`` does."""
        super().__init__(worker)
        self._name = name
        self._worker = worker
        self._number = 0
        self.is_busy = False

    def start(self, job: SearchJob) -> None:
        """Run a search."""
        self._number += 1
        self.is_busy = True
        self._worker.send(self._name, self._number, job)

    def cancel(self) -> None:
        """Stop the search that runs, if one does; nothing more is heard of it."""
        if self.is_busy:
            self._number += 1
            self.is_busy = False
            self._worker.send(self._name, self._number, None)

    def take(self, number: int, ending: Ending | None, value: object) -> None:
        """Pass on an answer or the end of the search that runs."""
        if number != self._number or not self.is_busy:
            return
        if ending is None:
            self.found.emit(value)
            return
        self.is_busy = False
        if ending == "finished":
            self.finished.emit()
        else:
            (self.refused if ending == "refused" else self.failed).emit(str(value))

    def give_up(self, why: str) -> None:
        """Say that the search that runs will not end."""
        self.take(self._number, "failed", why)


class SearchWorker(QObject):
    """The process, started with the first search."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start nothing yet."""
        super().__init__(parent)
        self._lanes: dict[str, Lane] = {}
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._notifier: QSocketNotifier | None = None

    def lane(self, name: str) -> Lane:
        """Return the lane of this name."""
        if name not in self._lanes:
            self._lanes[name] = Lane(name, self)
        return self._lanes[name]

    def send(self, lane: str, number: int, job: SearchJob | None) -> None:
        """Hand a search to the process, None to stop that of a lane."""
        if self._connection is None:
            if job is None:
                return
            self._begin()
        assert self._connection is not None
        try:
            self._connection.send((lane, number, job))
        except OSError as error:
            self._give_up(f"The search process does not answer ({error}).")

    def stop(self) -> None:
        """End the process; a search after that starts another one."""
        if self._notifier is None or self._connection is None or self._process is None:
            return
        self._notifier.setEnabled(False)
        self._connection.close()
        self._process.terminate()
        self._process.join(1.0)
        if self._process.is_alive():
            self._process.kill()
        self._process = self._connection = self._notifier = None

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, far_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(far_end,), name="search", daemon=True)
        self._process.start()
        far_end.close()
        self._notifier = QSocketNotifier(self._connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._receive)

    def _receive(self) -> None:
        if self._connection is None:
            return
        try:
            lane, number, ending, value = self._connection.recv()
        except (EOFError, OSError):
            self._give_up("The search process has ended.")
            return
        self._lanes[lane].take(number, ending, value)

    def _give_up(self, why: str) -> None:
        self.stop()
        for lane in self._lanes.values():
            lane.give_up(why)


def _serve(connection: Connection) -> None:
    """Take searches and advance each by one answer in turn, until the other end closes."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    running: dict[str, tuple[int, Iterator[object]]] = {}
    try:
        while True:
            while not running or connection.poll():
                lane, number, job = connection.recv()
                running.pop(lane, None)
                if job is not None:
                    running[lane] = number, job.answers()
            for lane, (number, answers) in list(running.items()):
                ending, value = _advance(answers)
                if ending is not None:
                    del running[lane]
                connection.send((lane, number, ending, value))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _advance(answers: Iterator[object]) -> tuple[Ending | None, object]:
    try:
        return None, next(answers)
    except StopIteration:
        return "finished", None
    except REFUSALS as error:
        text = str(error)
        return "refused", f"{text[:1].upper()}{text[1:].rstrip('.')}."
    except Exception:
        return "failed", traceback.format_exc()
