"""The target of a new plan: that of a plan at hand or of a file, with where its orbit comes from and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from missionplanner.app.settings import Settings
from missionplanner.app.target_choice import TargetChoice, target_of_elements, target_of_ephemeris
from missionplanner.files.elements_file import read_target
from missionplanner.files.errors import FileError
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve
from missionplanner.ui.dialogs.target import TargetDialog
from missionplanner.ui.dialogs.target_file import ask_for_target_file
from missionplanner.ui.inspector.fields import Choice
from missionplanner.ui.inspector.section import Fact, muted
from missionplanner.ui.whereabouts import doubts_about, origin_text


class TargetPicker(QWidget):
    """A list of targets that a file can add to; a bad file is told of in one sentence and changes nothing.

    Signals:
        changed: another target is chosen.
    """

    changed = Signal()

    def __init__(self, choices: Sequence[TargetChoice], settings: Settings, parent: QWidget | None = None) -> None:
        """Offer targets; the first is chosen."""
        super().__init__(parent)
        self._choices = list(choices)
        self._settings = settings
        self._plan: Plan | None = None
        self.field = Choice(self.tr("Target"), lambda _index: self._choose())
        self.field.setToolTip(self.tr("What to fly to, and on which elements or ephemeris it flies"))
        self.from_file = QPushButton(self.tr("C&hoose File..."), self)
        self.from_file.setToolTip(self.tr("Take the target's orbit from a TLE, OMM or OEM; or drop such a file here"))
        self.from_file.setAutoDefault(False)
        self.from_file.clicked.connect(self._ask)
        self.origin = muted(Fact(self.tr("Where the target's orbit comes from"), self))
        self.origin.setContentsMargins(0, 0, 0, 0)
        self.doubts = Fact(self.tr("What looks wrong about the target"), self)
        self.problem = Fact(self.tr("What is wrong with the file"), self)
        self.problem.setForegroundRole(QPalette.ColorRole.BrightText)
        self.setFocusProxy(self.field)
        self.setFocusPolicy(self.field.focusPolicy())
        line = QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(self.from_file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        for label in (self.origin, self.doubts, self.problem):
            layout.addWidget(label)
        self._fill(0)
        self.tell("")

    @property
    def chosen(self) -> TargetChoice:
        """The target that is chosen."""
        return self._choices[self.field.currentIndex()]

    def tell(self, sentence: str) -> None:
        """Say what is wrong with a file; an empty sentence takes that back."""
        _show(self.problem, sentence)

    def show_plan(self, plan: Plan) -> None:
        """Say how well the plan that is asked for knows its target."""
        self._plan = plan
        schedule = resolve(plan)
        doubts = list(dict.fromkeys((*self.chosen.doubts, *doubts_about(plan, schedule))))
        origin = [line for line in origin_text(plan, schedule).splitlines() if line not in doubts]
        _show(self.origin, ", ".join(origin))
        _show(self.doubts, "\n".join(f"\N{WARNING SIGN} {sentence}" for sentence in doubts))

    def choose(self, choice: TargetChoice) -> None:
        """Choose one of those that are listed."""
        self.field.setCurrentIndex(self._choices.index(choice))

    def load(self, path: Path) -> None:
        """Add what a file says to the list and choose it."""
        if self._plan is None:
            return
        plan = replace(self._plan, target=self._choices[0].target)
        known = plan.target.elements
        try:
            found = read_target(path, known=() if known is None else (known,))
            if isinstance(found, FoundEphemeris):
                choice = target_of_ephemeris(found, path.name, plan)
                choice.given_to(plan)
            elif len(found) == 1:
                choice = target_of_elements(found[0], path.name, plan)
            else:
                dialog = TargetDialog(found, path.name, plan, self)
                if dialog.exec() != QDialog.DialogCode.Accepted:
                    return
                choice = target_of_elements(dialog.chosen, path.name, plan)
        except FileError as error:
            self.tell(str(error))
            return
        self._settings.last_folder = path.absolute().parent
        self._choices.append(choice)
        self._fill(len(self._choices) - 1)
        self._choose()

    def _ask(self) -> None:
        path = ask_for_target_file(self, self._settings)
        if path is not None:
            self.load(path)

    def _fill(self, index: int) -> None:
        self.field.fill([(choice.name, number) for number, choice in enumerate(self._choices)])
        self.field.setCurrentIndex(index)

    def _choose(self) -> None:
        self.tell("")
        self.changed.emit()


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
