"""Open the window, and return when it is closed."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from missionplanner.app.document import Document
from missionplanner.app.flight_worker import FlightWorker
from missionplanner.app.settings import Settings
from missionplanner.files.errors import FileError
from missionplanner.plan.plan import Plan
from missionplanner.ui.application import Application, ExceptionDialog
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.garbage import GarbageCollector
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.main_window_files import opened_plan, sample_plan
from missionplanner.ui.theme import Theme

_LISTEN_EVERY_MS = 300


def run_window(path: Path | None) -> int:
    """Show a plan in the window until it is closed.

    Without a path the plan of the last session is opened, or the sample if there is none. A file that cannot be
    opened is explained in a dialog, above the sample.

    Returns:
        The exit code.
    """
    application = Application(sys.argv[:1])
    GarbageCollector(application)
    sys.excepthook = ExceptionDialog().tell
    settings = Settings()
    theme = Theme(application, settings)
    plan, place, problem = _plan_to_show(path, settings)
    worker = FlightWorker()
    try:
        window = MainWindow(Document(plan, place, worker), settings, theme)
        application.file_wanted.connect(window.open_file)
        if place is not None:
            window.recent.add(place)
        if problem:
            QTimer.singleShot(0, lambda: show_problem(window, problem))
        listening = _end_on_interrupt()
        window.resize(window.size().boundedTo(window.screen().availableSize()))
        window.show()
        code = application.exec()
        listening.stop()
        return code
    finally:
        worker.stop()


def try_window(path: Path) -> str:
    """Show a plan in the window once, without asking for anything, and say what its title is.

    For a self-test: the application stays for whoever draws next.

    Raises:
        FileError: the plan cannot be read.
    """
    application = QApplication.instance() or Application(sys.argv[:1])
    assert isinstance(application, QApplication)
    settings = Settings()
    plan, place = opened_plan(path)
    window = MainWindow(Document(plan, place), settings, Theme(application, settings))
    window.show()
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1000)
    title = window.windowTitle().replace("[*]", "")
    window.hide()
    window.deleteLater()
    return title


def _plan_to_show(path: Path | None, settings: Settings) -> tuple[Plan, Path | None, str]:
    """Return the plan, the file it belongs to, and what to tell the user about it."""
    wanted = path if path is not None else settings.last_plan
    if wanted is None or (path is None and not wanted.is_file()):
        return sample_plan(), None, ""
    try:
        plan, place = opened_plan(wanted)
    except FileError as error:
        return sample_plan(), None, str(error)
    return plan, place, ""


def _end_on_interrupt() -> QTimer:
    """Let Ctrl+C in the terminal end the program; Python sees it only when it runs, so it runs now and then."""

    def end(_number: int, _frame: FrameType | None) -> None:
        QCoreApplication.exit(130)

    signal.signal(signal.SIGINT, end)
    listening = QTimer()
    listening.timeout.connect(lambda: None)
    listening.start(_LISTEN_EVERY_MS)
    return listening
