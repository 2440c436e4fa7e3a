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
        self._is_telling = False
        self._translate()

    def event(self, event: QEvent) -> bool:
        """Pass on what the desktop asks to open."""
        if isinstance(event, QFileOpenEvent):
            self.file_wanted.emit(Path(event.file()))
            return True
        return super().event(event)

    def tell_of_exceptions(self) -> None:
        """Show exceptions that nobody caught in a dialog, and print them; the plan stays open."""
        sys.excepthook = self._tell

    def _tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        if issubclass(kind, KeyboardInterrupt):
            self.quit()
            return
        # One dialog at a time: what fails on every repaint would otherwise bury the screen.
        if self._is_telling:
            return
        self._is_telling = True
        try:
            show_problem(
                self.activeWindow(),
                self.tr(
                    "Something went wrong inside the program; your plan is still open, so save it under a new name."
                ),
                text,
            )
        finally:
            self._is_telling = False

    def _translate(self) -> None:
        translator = QTranslator(self)
        if translator.load(QLocale.system(), "missionplanner", "_", str(resource_file("translations"))):
            self.installTranslator(translator)
