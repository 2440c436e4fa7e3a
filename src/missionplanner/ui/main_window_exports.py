"""Export the plan in other formats, with a way to stop what takes long."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.export import exported
from missionplanner.app.settings import Settings
from missionplanner.files.errors import FileError
from missionplanner.files.save import write_atomically
from missionplanner.photo.reference import plan_folder
from missionplanner.plan.slugs import slug
from missionplanner.ui.dialogs.problem import show_problem

_SHOW_PROGRESS_AFTER_MS = 500


class Exports(QObject):
    """What File > Export does.

    Signals:
        written: an export was written; carries a sentence that says where.
    """

    written = Signal(str)

    def __init__(self, document: Document, settings: Settings, study: DispersionStudy, window: QWidget) -> None:
        """Export a document, with dialogs above a window; the flight plan carries its study while that holds."""
        super().__init__(window)
        self._document = document
        self._study = study
        self._settings = settings
        self._window = window

    def ask_and_export(self, suffix: str, kind: str) -> None:
        """Ask for a file name and write the plan there.

        Args:
            suffix: the format, such as ``.pdf``.
            kind: what the format is called in the dialog.
        """
        path = self._document.path
        stem = path.stem if path is not None else slug(self._document.plan.name, "plan")
        dialog = QFileDialog(self._window, self.tr("Export"), str(self._settings.last_folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{kind} (*{suffix})"])
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(f"{stem}{suffix}")
        if dialog.exec() == QFileDialog.DialogCode.Accepted:
            self.export(Path(dialog.selectedFiles()[0]), suffix)

    def export(self, path: Path, suffix: str) -> bool:
        """Write the plan to a file; returns whether it was written."""
        from missionplanner.report.pdf import ExportCancelledError

        progress = QProgressDialog(
            self.tr("Writing {name}...").format(name=path.name), self.tr("Cancel"), 0, 1, self._window
        )
        progress.setObjectName("export-progress")
        progress.setWindowTitle(self.tr("Export"))
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumDuration(_SHOW_PROGRESS_AFTER_MS)

        def go_on(done: int, of: int) -> bool:
            progress.setMaximum(max(of, 1))
            progress.setValue(done)
            QCoreApplication.processEvents()
            return not progress.wasCanceled()

        try:
            assessment = self._document.settled()
            folder = plan_folder(self._document.path)
            bands = self._study.current
            write_atomically(path, exported(assessment, suffix, folder, path.stem, go_on, bands))
        except ExportCancelledError:
            self.written.emit(self.tr("Export stopped; nothing was written"))
            return False
        except FileError as error:
            show_problem(self._window, str(error))
            return False
        finally:
            progress.close()
            progress.deleteLater()
        self._settings.last_folder = path.absolute().parent
        self.written.emit(self.tr("Written to {path}").format(path=path))
        return True
