"""The application object: files opened from the desktop, and exceptions that nobody expected."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.resource_files import resource_file


class Application(QApplication):
    """One for the process.

    Signals:
        file_wanted: the desktop asks to open a file; carries its path.
    """

    file_wanted = Signal(Path)

    def __init__(self, arguments: Sequence[str]) -> None:
        """Make the application, named and translated."""
        # Docks that hold OpenGL may float only if contexts are shared, which must be said before all else.
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
        QCoreApplication.setOrganizationName("missionplanner")
        QCoreApplication.setApplicationName("missionplanner")
        QGuiApplication.setDesktopFileName("missionplanner")
        super().__init__(list(arguments))
        self.setWindowIcon(QIcon(str(resource_file("missionplanner.svg"))))
        self._translate()

    def event(self, event: QEvent) -> bool:
        """Pass on what the desktop asks to open."""
        if isinstance(event, QFileOpenEvent):
            self.file_wanted.emit(Path(event.file()))
            return True
        return super().event(event)

    def _translate(self) -> None:
        translator = QTranslator(self)
        if translator.load(QLocale.system(), "missionplanner", "_", str(resource_file("translations"))):
            self.installTranslator(translator)


class ExceptionDialog:
    """Shows exceptions that nobody caught, and prints them; the plan stays open."""

    def __init__(self) -> None:
        """Wait for the first one."""
        self._is_telling = False

    def tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Print an exception and show it; meant to be ``sys.excepthook``."""
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        # One dialog at a time: what fails on every repaint would otherwise bury the screen.
        if self._is_telling:
            return
        self._is_telling = True
        sentence = QCoreApplication.translate(
            "ExceptionDialog",
            "Something went wrong inside the program; your plan is still open: save it under a new name.",
        )
        try:
            show_problem(QApplication.activeWindow(), sentence, text)
        finally:
            self._is_telling = False
