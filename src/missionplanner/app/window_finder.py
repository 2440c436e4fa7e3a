"""A search for launch windows in a process of its own, which tells each window as it is found."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from missionplanner.flight.in_plane import NeverInPlaneError
from missionplanner.flight.windows import Window, WindowError, WindowSearch, find_windows


class WindowFinder(QObject):
    """Searches once; a new search takes the place of the one under way.

    Signals:
        found: a window (`Window`), in order of time.
        finished: there are no more; the text is empty, or says why the search had to end.
    """

    found = Signal(object)
    finished = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait for a search."""
        super().__init__(parent)
        self._connection: Connection | None = None
        self._notifier: QSocketNotifier | None = None
        self._end: Callable[[], None] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a search is under way."""
        return self._connection is not None

    def search(self, search: WindowSearch) -> None:
        """Begin a search."""
        self.stop()
        context = multiprocessing.get_context("spawn")
        self._connection, far_end = context.Pipe(duplex=False)
        process = context.Process(target=_find, args=(far_end, search), name="windows", daemon=True)
        process.start()
        far_end.close()
        self._end = process.kill
        self._notifier = QSocketNotifier(self._connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._receive)

    def stop(self) -> None:
        """Give the search up."""
        if self._connection is not None and self._notifier is not None and self._end is not None:
            self._notifier.setEnabled(False)
            self._connection.close()
            self._end()
            self._connection = self._notifier = self._end = None

    def _receive(self) -> None:
        if self._connection is None:
            return
        try:
            answer = self._connection.recv()
        except (EOFError, OSError):
            answer = "The search has ended without an answer."
        if isinstance(answer, Window):
            self.found.emit(answer)
            return
        self.stop()
        self.finished.emit(str(answer))


def _find(connection: Connection, search: WindowSearch) -> None:
    """Send each window, and at the end why there are no more."""
    end = ""
    try:
        for window in find_windows(search):
            connection.send(window)
    except (NeverInPlaneError, WindowError) as error:
        end = f"{error}."
    except (OSError, KeyboardInterrupt):
        return
    connection.send(end)
