"""What the Flight menu does to the plan."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.launch_choice import profile_of_kind
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.app.settings import Settings
from missionplanner.files.elements_file import read_target
from missionplanner.files.errors import FileError
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.trimmed_ephemeris import trimmed_ephemeris
from missionplanner.flight.replan import replan_from
from missionplanner.plan import edits
from missionplanner.plan.burn_edits import choose_time
from missionplanner.plan.clock import utc_text
from missionplanner.plan.events import Burn, FixedTime, SolvedTime
from missionplanner.plan.new_events import EventKind, new_event
from missionplanner.plan.profile_edits import with_profile
from missionplanner.plan.rendezvous import ProfileName
from missionplanner.plan.target_edits import with_elements, with_ephemeris
from missionplanner.plan.time_text import shift_text
from missionplanner.ui.dialogs.change_t0 import ChangeT0Dialog
from missionplanner.ui.dialogs.dispersions import DispersionsDialog
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.dialogs.target import TargetDialog
from missionplanner.ui.dialogs.target_ephemeris import EphemerisDialog
from missionplanner.ui.dialogs.target_file import ask_for_target_file
from missionplanner.ui.rules.dialog import RulesDialog


class FlightCommands(QObject):
    """Moves T0, adds events, gives burns to the solver or takes them back, and changes target and profile."""

    def __init__(
        self,
        document: Document,
        playhead: Playhead,
        selection: Selection,
        settings: Settings,
        study: DispersionStudy,
        window: QWidget,
    ) -> None:
        """Work on a document, with dialogs above a window."""
        super().__init__(window)
        self._document = document
        self._playhead = playhead
        self._selection = selection
        self._settings = settings
        self._study = study
        self._window = window
        self._rules: RulesDialog | None = None

    def change_t0(self) -> None:
        """Ask for another T0."""
        plan = self._document.plan
        dialog = ChangeT0Dialog(plan.t0.ms, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            text = self.tr("Move T0 by {shift}").format(shift=shift_text(dialog.t0_ms - plan.t0.ms))
            self._document.commit(edits.set_t0(plan, dialog.t0_ms), text)

    def selected_burn(self) -> Burn | None:
        """Return the burn that is selected, None if something else is."""
        chosen = self._selection.event_id
        plan = self._document.plan
        event = next((event for event in plan.events if event.id == chosen), None)
        return event if isinstance(event, Burn) else None

    def can_release(self) -> bool:
        """Tell whether the selected event is a burn whose time the solver does not pick freely."""
        burn = self.selected_burn()
        return burn is not None and not isinstance(burn.time, SolvedTime)

    def can_fix(self) -> bool:
        """Tell whether the selected event is a burn whose time the solver picks."""
        burn = self.selected_burn()
        return burn is not None and not isinstance(burn.time, FixedTime)

    def release_burn(self) -> None:
        """Let the solver pick the time of the selected burn."""
        burn = self.selected_burn()
        if burn is not None:
            text = self.tr("Release {name} to the solver").format(name=burn.name)
            self._document.commit(edits.release_burn(self._document.plan, burn.id), text)

    def fix_burn(self) -> None:
        """Keep the selected burn where it is."""
        burn = self.selected_burn()
        if burn is not None:
            schedule = self._document.shown.schedule
            plan = choose_time(self._document.plan, schedule, burn.id, "fixed")
            self._document.commit(plan, self.tr("Fix the time of {name}").format(name=burn.name))

    def replan(self) -> None:
        """Fix what has flown by the playhead as it flew; the burns to come are solved anew."""
        now_ms = self._playhead.utc_ms
        try:
            plan = replan_from(self._document.settled(), now_ms)
        except ValueError as error:
            show_problem(self._window, f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        self._document.commit(plan, self.tr("Re-plan from {utc}").format(utc=utc_text(now_ms)[:19].replace("T", " ")))

    def go_to_present(self) -> None:
        """Move the playhead to what time it is now."""
        self._playhead.move_to(round(1000.0 * time.time()))

    def show_dispersions(self) -> None:
        """Show how far the flight strays when it is flown many times with errors."""
        DispersionsDialog(self._study, self._window).open()

    def edit_rules(self, rule_id: str = "") -> None:
        """Open the rules editor beside the plan, at a rule if one is named."""
        if self._rules is None:
            self._rules = RulesDialog(self._document, self._window)
        self._rules.choose(rule_id)
        self._rules.show()
        self._rules.raise_()
        self._rules.activateWindow()

    def add(self, kind: EventKind, name: str) -> None:
        """Add an event at the playhead and select it."""
        plan = self._document.plan
        try:
            event = new_event(plan, kind, name, self._playhead.utc_ms)
        except ValueError as error:
            show_problem(self._window, f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        self._document.commit(edits.add_event(plan, event), self.tr("Add {name}").format(name=name.lower()))
        self._selection.select([event.id])

    def choose_profile(self, profile: ProfileName) -> None:
        """Fly another profile: its burns, gates and limits, at the T0 that stands."""
        plan = self._document.plan
        chosen = profile_of_kind(plan, profile)
        if profile == plan.rendezvous.profile or chosen is None:
            return
        changed = with_profile(plan, chosen, plan.t0.ms)
        self._document.commit(changed, self.tr("Change the profile to {name}").format(name=profile))

    def go_to(self, event_id: str | None) -> None:
        """Move the playhead to the start of an event, if it has a time."""
        start_ms = None if event_id is None else self._document.shown.schedule.start_ms(event_id)
        if start_ms is not None:
            self._playhead.move_to(start_ms)

    def ask_and_import_target(self) -> None:
        """Ask for a file of element sets or an ephemeris and take it."""
        path = ask_for_target_file(self._window, self._settings)
        if path is not None:
            self.import_target(path)

    def import_target(self, path: Path) -> None:
        """Offer the element sets or the ephemeris of a file and take what is chosen, as one undo step."""
        plan = self._document.plan
        known = plan.target.elements
        try:
            found = read_target(path, known=() if known is None else (known,))
            ephemeris = trimmed_ephemeris(found, path.name, plan) if isinstance(found, FoundEphemeris) else None
        except FileError as error:
            show_problem(self._window, str(error))
            return
        self._settings.last_folder = path.absolute().parent
        if ephemeris is not None:
            if EphemerisDialog(ephemeris, path.name, plan, self._window).exec() == QDialog.DialogCode.Accepted:
                text = self.tr("Take the ephemeris from {start}").format(start=utc_text(ephemeris.start.ms)[:10])
                self._document.commit(with_ephemeris(plan, ephemeris), text)
            return
        assert not isinstance(found, FoundEphemeris)
        dialog = TargetDialog(found, path.name, plan, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            elements = dialog.chosen.elements
            text = self.tr("Take elements of {epoch}").format(epoch=utc_text(elements.epoch.ms)[:10])
            self._document.commit(with_elements(plan, elements), text)
