"""A suggestion: looked for, on trial with what it changes, and kept or dropped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.app.search import Search
from missionplanner.app.search_jobs import HealJob
from missionplanner.app.search_worker import SearchWorker
from missionplanner.flight.assess import Assessment
from missionplanner.flight.differences import differing
from missionplanner.flight.suggestion import Suggestion
from missionplanner.plan.rules import Finding
from missionplanner.ui.findings_wording import count_text

_SIDE_PX = 8
_STEPS = 1000


class SuggestionBar(QWidget):
    """Looks in the search process for the edit that heals a finding, previews it, and keeps it or drops it.

    Enter keeps it as one undo step, Escape drops it or stops the search.

    Signals:
        changed: it was opened or closed.
    """

    changed = Signal()

    def __init__(self, document: Document, worker: SearchWorker, parent: QWidget | None = None) -> None:
        """Start without a suggestion, out of sight."""
        super().__init__(parent)
        self._document = document
        self._search = Search(worker.lane("suggestion"), self)
        self._search.changed.connect(self._adapt)
        self._before: Assessment | None = None
        self._suggestion: Suggestion | None = None
        self._is_open = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the search for a suggestion"))
        self.keep_button = QPushButton(self.tr("Apply"), self)
        self.keep_button.setToolTip(self.tr("Make this change part of the plan, as one step (Enter)"))
        self.keep_button.clicked.connect(self.keep)
        self.put_back_button = QPushButton(self.tr("Drop"), self)
        self.put_back_button.clicked.connect(self.put_back)
        line = QHBoxLayout()
        line.addWidget(self.progress, 1)
        line.addStretch(0)
        line.addWidget(self.keep_button)
        line.addWidget(self.put_back_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE_PX, 4, _SIDE_PX, 0)
        layout.setSpacing(3)
        layout.addWidget(self.label)
        layout.addLayout(line)
        for keys, job in (("Return", self.keep), ("Enter", self.keep), ("Escape", self.put_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(job)
        self.hide()
        document.state_changed.connect(self._forget)
        document.shown_changed.connect(self._tell)

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion on trial."""
        return self._suggestion

    @property
    def is_open(self) -> bool:
        """Whether something is looked for, on trial, or said."""
        return self._is_open

    def try_out(self, finding: Finding) -> None:
        """Look for what heals a finding of the plan on show, and preview it once it is found."""
        shown = self._document.shown
        is_known = not shown.is_preview and shown.plan is self._document.plan
        self._before, self._suggestion, self._is_open = shown, None, True
        self._search.ask(
            HealJob(plan=self._document.plan, finding=finding, known=shown if is_known else None),
        )
        self.show()
        self.changed.emit()
        self._adapt()
        self.put_back_button.setFocus()

    def keep(self) -> None:
        """Make the change part of the plan, as one undo step."""
        suggestion = self._suggestion
        if suggestion is not None:
            self._close()
            self._document.commit(suggestion.plan, suggestion.label)

    def put_back(self) -> None:
        """Stop looking, or show the plan as it was."""
        was_tried = self._suggestion is not None
        self._close()
        if was_tried:
            self._document.cancel_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the text anew."""
        super().resizeEvent(event)
        self._keep_text_whole()

    def _adapt(self) -> None:
        """Follow the search."""
        if not self._is_open:
            return
        found = next((one for one in self._search.answers if isinstance(one, Suggestion)), None)
        if found is not None and self._suggestion is None:
            self._suggestion = found
            self._document.preview(found.plan)
            if self.put_back_button.hasFocus():
                self.keep_button.setFocus()
        on_trial, is_busy = self._suggestion is not None, self._search.is_busy and self._suggestion is None
        self.progress.setVisible(is_busy)
        self.progress.setValue(round(_STEPS * self._search.share))
        self.keep_button.setVisible(on_trial)
        if on_trial:
            self.put_back_button.setText(self.tr("Drop"))
            self.put_back_button.setToolTip(self.tr("Show the plan as it was (Escape)"))
        elif is_busy:
            self.put_back_button.setText(self.tr("Stop"))
            self.put_back_button.setToolTip(self.tr("Look no further (Escape)"))
        else:
            self.put_back_button.setText(self.tr("Close"))
            self.put_back_button.setToolTip(self.tr("Close this message (Escape)"))
        self._tell()

    def _tell(self) -> None:
        """Say what is going on, and of a suggestion what it changes."""
        if not self._is_open:
            return
        if self._suggestion is None:
            looking = self.tr("Looking for a change that heals this: each one is flown and judged...")
            self.label.setText(looking if self._search.is_busy else self._search.problem)
        elif self._document.shown.plan == self._suggestion.plan:
            self.label.setText(self._effect(self._suggestion, self._document.shown))
        self._keep_text_whole()

    def _effect(self, suggestion: Suggestion, now: Assessment) -> str:
        lines = [self.tr("Preview, not part of the plan yet: {label}.").format(label=suggestion.label)]
        before = self._before
        if before is None or (now.is_behind):
            lines.append(self.tr("It is being flown..."))
            return " ".join(lines)
        broken, healed = differing(before, now)
        if healed:
            lines.append(self.tr("Heals {count}.").format(count=count_text(healed)))
        if broken:
            lines.append(self.tr("Breaks {count}.").format(count=count_text(broken)))
        was, is_now = before.flight.delta_v, now.flight.delta_v
        if was is not None and is_now is not None and abs(is_now.total_mps - was.total_mps) >= 0.05:
            change_mps = is_now.total_mps - was.total_mps
            lines.append(self.tr("Delta-v {change:+.1f} m/s.").format(change=change_mps))
        return " ".join(lines)

    def _close(self) -> None:
        self._suggestion, self._before, self._is_open = None, None, False
        self._search.stop()
        self.hide()
        self.changed.emit()

    def _forget(self) -> None:
        """Another edit, or another plan, has taken the place of the trial."""
        if self._is_open:
            self._close()

    def _keep_text_whole(self) -> None:
        """Take the height of all lines; a dock gives a label less than that rather than move the part above."""
        self.label.setMinimumHeight(0)  # a label never asks for less than its minimum
        self.label.setFixedHeight(max(self.label.heightForWidth(self.width() - 2 * _SIDE_PX), 0))
