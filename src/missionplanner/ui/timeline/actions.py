"""The timeline's own actions: text, key and tip of what can be done to events, for menus, keys and the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from missionplanner.app.selection import Selection
from missionplanner.ui.timeline.commands import TimelineCommands
from missionplanner.ui.timeline.constraint_commands import ConstraintCommands
from missionplanner.ui.timeline.track_commands import TrackCommands
from missionplanner.ui.timeline.wording import tr


class TimelineActions(QObject):
    """Actions on the selected events; their keys work while the timeline has the keyboard.

    Each knows how many events must be selected for it to make sense.
    """

    def __init__(
        self,
        commands: TimelineCommands,
        constraints: ConstraintCommands,
        tracks: TrackCommands,
        rename: Callable[[], None],
        selection: Selection,
        view: QWidget,
    ) -> None:
        """Make the actions and give their keys to the view."""
        super().__init__(view)
        self._selection = selection
        self._least: dict[QAction, int] = {}
        make = self._make
        do = commands
        self.cut = make(tr("Cu&t"), "Ctrl+X", tr("Take the selected events along and remove them"), do.cut, 1)
        self.copy = make(tr("&Copy"), "Ctrl+C", tr("Take the selected events along"), do.copy, 1)
        self.paste = make(tr("&Paste at Playhead"), "Ctrl+V", tr("Put copied events at the playhead"), do.paste)
        self.duplicate = make(
            tr("D&uplicate"), "Ctrl+D", tr("Copy the selected events a little later"), do.duplicate, 1
        )
        self.rename = make(tr("Re&name"), "F2", tr("Give the selected event another name, on the timeline"), rename, 1)
        self.move_to = make(
            tr("&Move To..."), "T", tr("Start the selected events at a time, in any clock"), do.move_to, 1
        )
        self.orbit_later = make(
            tr("One Orbit &Later"),
            "Ctrl+Shift+Right",
            tr("Move the selected events by one orbit"),
            partial(do.shift_by_orbits, 1),
            1,
        )
        self.orbit_earlier = make(
            tr("One Orbit &Earlier"),
            "Ctrl+Shift+Left",
            tr("Move the selected events back by one orbit"),
            partial(do.shift_by_orbits, -1),
            1,
        )
        self.track_above = make(
            tr("To Track A&bove"),
            "Alt+Up",
            tr("Put the events a track higher"),
            partial(do.change_track, -1),
            1,
        )
        self.track_below = make(
            tr("To Track Belo&w"),
            "Alt+Down",
            tr("Put the events a track lower"),
            partial(do.change_track, 1),
            1,
        )
        self.end_later = make(
            tr("End La&ter"),
            "Alt+Right",
            tr("Move the end of the selected spans by a minute"),
            partial(do.move_edge, "end", 60_000),
            1,
        )
        self.end_earlier = make(
            tr("End Earl&ier"),
            "Alt+Left",
            tr("Move the end of the selected spans back by a minute"),
            partial(do.move_edge, "end", -60_000),
            1,
        )
        self.start_later = make(
            tr("Start Late&r"),
            "Alt+Shift+Right",
            tr("Move the start of the selected spans by a minute"),
            partial(do.move_edge, "start", 60_000),
            1,
        )
        self.start_earlier = make(
            tr("Start Earlie&r"),
            "Alt+Shift+Left",
            tr("Move the start of the selected spans back by a minute"),
            partial(do.move_edge, "start", -60_000),
            1,
        )
        self.push = make(
            tr("Pu&sh Everything After..."), "R", tr("Move the event and all that starts later"), do.push, 1
        )
        self.close_gaps = make(tr("Close &Gaps"), "G", tr("Let each start when the one before ends"), do.close_gaps, 2)
        self.align_starts = make(
            tr("Align &Starts"), "A", tr("Start with the event selected last"), partial(do.align, "start"), 2
        )
        self.align_ends = make(
            tr("Align &Ends"), "Shift+A", tr("End with the event selected last"), partial(do.align, "end"), 2
        )
        self.align_middles = make(
            tr("Align &Middles"), None, tr("Centre on the event selected last"), partial(do.align, "middle"), 2
        )
        self.distribute = make(tr("&Distribute"), "D", tr("Make the gaps between events equal"), do.distribute, 3)
        self.link = make(
            tr("&Anchor to Last Selected"), "L", tr("Let the others follow the event selected last"), do.link, 2
        )
        self.fix_in_utc = make(tr("Fi&x in UTC"), "U", tr("Anchor the selected events in UTC"), do.fix_in_utc, 1)
        self.shift_plan = make(
            tr("Move &Whole Plan..."), None, tr("Move everything to another T0, fixed times too"), do.shift_plan
        )
        self.limit_gap = make(
            tr("&Limit Gap..."), "K", tr("Set the least and most time between two events"), constraints.limit_gap, 2
        )
        self.set_latest = make(
            tr("La&test Time..."), "Shift+K", tr("Set the latest end of the event"), constraints.set_latest, 1
        )
        self.repair = make(
            tr("&Repair Constraints..."), "Shift+R", tr("Move events so that limits hold"), constraints.repair_selected
        )
        self.unlimit = make(
            tr("Re&move Constraints"), None, tr("Remove the limits of the selected events"), constraints.remove, 1
        )
        self.choose_track = make(
            tr("Trac&k..."), "Shift+T", tr("Fold, hide, rename, colour, order or remove a track"), tracks.choose
        )
        self.add_track = make(tr("&Add Track..."), None, tr("Add a track at the bottom"), tracks.add)
        self.fold_all = make(tr("&Fold All Tracks"), "Ctrl+Shift+F", tr("Make every track thin"), tracks.fold_all)
        self.unfold_all = make(
            tr("&Unfold All Tracks"), "Ctrl+Shift+U", tr("Give every track its room"), tracks.unfold_all
        )
        self.show_tracks = make(
            tr("Sho&w Hidden Tracks"), "Ctrl+Shift+H", tr("Show every track again"), tracks.show_all
        )
        selection.changed.connect(self.adapt)
        self.adapt()

    def all(self) -> list[QAction]:
        """Return every action, in the order of the menus."""
        return list(self._least)

    def clipboard(self) -> list[QAction]:
        """Return what belongs into the Edit menu."""
        return [self.cut, self.copy, self.paste, self.duplicate, self.rename]

    def arrange(self) -> list[QAction]:
        """Return what moves events in relation to each other."""
        return [self.push, self.close_gaps, self.align_starts, self.align_ends, self.align_middles, self.distribute]

    def moves(self) -> list[QAction]:
        """Return what moves the selected events by themselves."""
        return [
            self.move_to,
            self.orbit_earlier,
            self.orbit_later,
            self.start_earlier,
            self.start_later,
            self.end_earlier,
            self.end_later,
            self.track_above,
            self.track_below,
        ]

    def constrain(self) -> list[QAction]:
        """Return what is about limits."""
        return [self.limit_gap, self.set_latest, self.repair, self.unlimit]

    def tracks(self) -> list[QAction]:
        """Return what is about tracks."""
        return [self.choose_track, self.add_track, self.fold_all, self.unfold_all, self.show_tracks]

    def adapt(self) -> None:
        """Offer what makes sense for so many selected events."""
        count = len(self._selection.event_ids)
        for action, least in self._least.items():
            action.setEnabled(count >= least)

    def _make(self, text: str, key: str | None, tip: str, do: Callable[[], object], least: int = 0) -> QAction:
        action = QAction(text, self)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(tip)
        action.setStatusTip(tip)
        action.triggered.connect(lambda _checked=False: do())
        self._least[action] = least
        view = self.parent()
        if isinstance(view, QWidget):
            view.addAction(action)
        return action
