"""New, Open, Save and their kin: the plan between the window and the disk."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from missionplanner.app.document import Document
from missionplanner.app.recent import RecentPlans
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.settings import Settings
from missionplanner.files.errors import FileError
from missionplanner.files.launch_data import read_templates
from missionplanner.files.plan_file import SUFFIX, encode_plan, read_plan
from missionplanner.files.save import write_atomically
from missionplanner.photo.reference import photo_file, plan_folder, rebase_photo_paths
from missionplanner.plan.plan import Plan
from missionplanner.plan.slugs import slug
from missionplanner.ui.dialogs.new_plan import NewPlanDialog
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.resource_files import resource_file
from missionplanner.ui.theme import Theme

# A plan opened from one of these holds more than a plan file does, so saving never writes over it.
_HOLDS_A_PLAN = (".pdf", ".json")


def sample_plan() -> Plan:
    """Return the sample plan that comes with the program, its photos found where it lies."""
    return shipped_plan("soyuz-ms-28")


def shipped_plan(name: str) -> Plan:
    """Return a plan that comes with the program, its photos found where it lies."""
    place = resource_file(f"plans/{name}.mplan")
    return with_absolute_photos(read_plan(place), place.parent)


def with_absolute_photos(plan: Plan, folder: Path) -> Plan:
    """Return a plan read in a folder as one that was never saved: its photos are found from anywhere."""
    photos = tuple(replace(photo, path=photo_file(photo, folder).as_posix()) for photo in plan.photos)
    return replace(plan, photos=photos)


def opened_plan(path: Path) -> tuple[Plan, Path | None]:
    """Read a plan, and say which file saving it writes: None for a plan out of something that holds more than it.

    Raises:
        FileError: there is no plan to read; one sentence says why.
    """
    plan, place = read_plan(path), path.absolute()
    if path.suffix.lower() in _HOLDS_A_PLAN:
        return with_absolute_photos(plan, place.parent), None
    return plan, place


class PlanFiles(QObject):
    """What File does to the document; a failure shows a sentence and leaves the open plan as it was.

    Signals:
        opened: another plan has taken the document's place.
        saved: the plan was saved; carries a sentence that says where.
    """

    opened = Signal()
    saved = Signal(str)

    def __init__(
        self,
        document: Document,
        recent: RecentPlans,
        settings: Settings,
        theme: Theme,
        worker: SearchWorker,
        window: QWidget,
    ) -> None:
        """Work on a document, with dialogs above a window; the worker finds windows for a new plan."""
        super().__init__(window)
        self._document = document
        self._recent = recent
        self._settings = settings
        self._theme = theme
        self._worker = worker
        self._window = window

    def new(self) -> None:
        """Replace the document by a new plan from a template, after asking about unsaved changes."""
        if not self.may_close():
            return
        templates = [(template, shipped_plan(template.plan)) for template in read_templates()]
        dialog = NewPlanDialog(
            self._document.plan, templates, self._settings, self._worker, self._theme.colors, self._window
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._document.open(dialog.plan, None)
            self.opened.emit()
        dialog.deleteLater()

    def ask_and_open(self) -> None:
        """Ask for a file and open it."""
        dialog = self._dialog(self.tr("Open a plan"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                self.tr("Plans, and PDF or JSON that hold one (*.mplan *.json *.pdf)"),
                self.tr("All files (*)"),
            ]
        )
        if dialog.exec() == QFileDialog.DialogCode.Accepted:
            self.open(Path(dialog.selectedFiles()[0]))

    def open(self, path: Path) -> bool:
        """Open a file, after asking about unsaved changes; returns whether it is open now."""
        try:
            plan, place = opened_plan(path)
        except FileError as error:
            show_problem(self._window, str(error))
            return False
        if not self.may_close():
            return False
        self._document.open(plan, place)
        self._remember(path)
        self.opened.emit()
        return True

    def open_sample(self, path: Path) -> None:
        """Open a plan that comes with the program as one that was never saved, after asking about unsaved changes."""
        if self.may_close():
            self._document.open(with_absolute_photos(read_plan(path), path.parent), None)
            self.opened.emit()

    def save(self) -> bool:
        """Save the plan where it came from, or ask where; returns whether it is saved now."""
        path = self._document.path
        return self.ask_and_save() if path is None else self._write(path)

    def ask_and_save(self) -> bool:
        """Ask for a file name and save the plan there; returns whether it is saved now."""
        dialog = self._dialog(self.tr("Save the plan"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Plans (*.mplan)"), self.tr("All files (*)")])
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        current = self._document.path
        dialog.selectFile(current.name if current else f"{slug(self._document.plan.name, 'plan')}{SUFFIX}")
        if dialog.exec() != QFileDialog.DialogCode.Accepted:
            return False
        return self._write(Path(dialog.selectedFiles()[0]).absolute())

    def revert(self) -> None:
        """Go back to the plan on disk, as one undo step."""
        path = self._document.path
        if path is None:
            return
        try:
            plan = read_plan(path)
        except FileError as error:
            show_problem(self._window, str(error))
            return
        self._document.commit(plan, self.tr("Revert to {name}").format(name=path.name))

    def may_close(self) -> bool:
        """Ask about unsaved changes if there are any; returns whether the open plan may go."""
        if not self._document.is_modified:
            return True
        box = QMessageBox(self._window)
        box.setObjectName("unsaved")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Unsaved changes"))
        box.setText(self.tr("Save the changes to '{name}'?").format(name=self._document.plan.name))
        box.setInformativeText(self.tr("Without saving, they are lost."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        return answer == buttons.Discard or (answer == buttons.Save and self.save())

    def _write(self, path: Path) -> bool:
        plan = rebase_photo_paths(self._document.plan, plan_folder(self._document.path), path.parent)
        try:
            write_atomically(path, encode_plan(plan))
        except FileError as error:
            show_problem(self._window, str(error))
            return False
        self._document.commit(plan, self.tr("Find the photos from {folder}").format(folder=path.parent.name))
        self._document.mark_saved(path)
        self._remember(path)
        self.saved.emit(self.tr("Saved as {path}").format(path=path))
        return True

    def _remember(self, path: Path) -> None:
        self._recent.add(path)
        self._settings.last_folder = path.absolute().parent

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(self._settings.last_folder))
        dialog.setAcceptMode(mode)
        return dialog
