"""The bar below the timeline while flights are dispersed, and while the bands on show are out of date."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document


class DispersionBar(QWidget):
    """Says how far a study is, with a way to stop it; or that bands are out of date, with a way to make them anew."""

    def __init__(self, document: Document, study: DispersionStudy, parent: QWidget | None = None) -> None:
        """Stay out of sight until there is something to say."""
        super().__init__(parent)
        self._document = document
        self._study = study
        self._problem = ""
        self.setAccessibleName(self.tr("Dispersions"))
        self.label = QLabel(self)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(self.tr("Dispersed flights flown"))
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setToolTip(self.tr("Stop flying; the bands of before stay"))
        self.cancel_button.clicked.connect(study.stop)
        self.again_button = QPushButton(self.tr("Run Again"), self)
        self.again_button.setToolTip(self.tr("Disperse the plan as it is now (F9)"))
        self.again_button.clicked.connect(study.run_again)
        self.hide_button = QPushButton(self.tr("Hide Bands"), self)
        self.hide_button.clicked.connect(self._hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.progress, 1)
        for button in (self.cancel_button, self.again_button, self.hide_button):
            layout.addWidget(button)
        self.hide()
        study.changed.connect(self._show_state)
        study.busy_changed.connect(self._begin_or_end)
        study.progressed.connect(self._show_progress)
        study.failed.connect(self._show_problem)
        document.shown_changed.connect(self._show_state)

    def _show_state(self) -> None:
        study = self._study
        # Nothing may move while something is dragged, so an edit is not told of before it is made and flown.
        is_settled = self._document.shown.plan is self._document.plan and not self._document.shown.is_preview
        is_old = study.drawn is not None and not study.is_current
        if study.is_busy:
            text = self.tr("Flying {count} times with errors drawn").format(count=f"{study.asked[0]:,}")
        elif self._problem:
            text = self._problem
        elif is_old and study.found is not None:
            text = self.tr(
                "Hatched bands are of the plan before it was changed ({count} flights, seed {seed})."
            ).format(count=f"{study.found.count:,}", seed=study.found.seed)
        else:
            text = ""
        if text and not is_settled and not self.isVisible():
            return
        self.label.setText(text)
        self.progress.setVisible(study.is_busy)
        self.cancel_button.setVisible(study.is_busy)
        self.again_button.setVisible(not study.is_busy)
        self.hide_button.setVisible(not study.is_busy)
        self.hide_button.setText(self.tr("Close") if self._problem else self.tr("Hide Bands"))
        if bool(text) or is_settled:
            self.setVisible(bool(text))

    def _begin_or_end(self) -> None:
        self._problem = ""
        self.progress.setRange(0, 0)
        self._show_state()

    def _show_progress(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _show_problem(self, why: str) -> None:
        self._problem = why.strip().splitlines()[-1]
        self._show_state()

    def _hide(self) -> None:
        if self._problem:
            self._problem = ""
            self._show_state()
        else:
            self._study.show_bands(False)
