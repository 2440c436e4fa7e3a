"""What the main window has for launch windows: the panel, the way out of a slip, and their dialogs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from missionplanner.app.document import Document
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.settings import Settings
from missionplanner.paint.palette import Palette
from missionplanner.plan.launch_edits import with_reboost_event
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.windows.panel import WindowsPanel
from missionplanner.ui.windows.profile_dialog import ProfileDialog
from missionplanner.ui.windows.reboost_dialog import ReboostDialog
from missionplanner.ui.windows.slip_offer import SlipOffer


class LaunchWindows(QObject):
    """Makes the parts, which share one search process, and opens the dialogs.

    Signals:
        panel_wanted: the panel is to be seen.
        used: the plan was taken to a window; carries a sentence for the status bar.
    """

    panel_wanted = Signal()
    used = Signal(str)

    def __init__(
        self, document: Document, settings: Settings, colors: Palette, worker: SearchWorker, window: QWidget
    ) -> None:
        """Make the parts for a document."""
        super().__init__(window)
        self._document = document
        self._window = window
        self._worker = worker
        self.panel = WindowsPanel(document, settings, self._worker, colors)
        self.offer = SlipOffer(document, self._worker)
        self.panel.used.connect(self.used)
        self.offer.used.connect(self.used)
        self.offer.day_wanted.connect(self._show_day)
        self.panel.reboost_wanted.connect(self.find_reboost)
        self.panel.profiles_wanted.connect(self.edit_profiles)

    def find_reboost(self) -> None:
        """Ask which day should work, and find the reboost for it."""
        dialog = ReboostDialog(
            self._document.plan, self.panel.inputs.choice, self.panel.chosen_ms(), self._worker, self._window
        )
        chosen = dialog.chosen if dialog.exec() else None
        dialog.deleteLater()
        if chosen is not None:
            plan, name = self._document.plan, self.tr("Reboost of {size:.3f} m/s").format(size=chosen.dv_mps)
            try:
                changed = with_reboost_event(plan, name, chosen.utc_ms, chosen.dv_mps)
            except ValueError as error:
                show_problem(self._window, f"{str(error)[:1].upper()}{str(error)[1:]}.")
                return
            self._document.commit(changed, self.tr("Add '{name}'").format(name=name))

    def edit_profiles(self) -> None:
        """Open the profile editor; what was changed is one undo step."""
        dialog = ProfileDialog(self._document.plan, self._window)
        if dialog.exec():
            self._document.commit(dialog.plan, dialog.step_text)
        dialog.deleteLater()

    def _show_day(self, utc_ms: int) -> None:
        self.panel_wanted.emit()
        self.panel.want_day(utc_ms)
