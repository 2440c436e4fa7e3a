"""The timeline's context menus: what can be done to the event, the track, or the place under the mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.paint.timeline_hits import Hit
from missionplanner.plan import edits
from missionplanner.plan.anchors import AtMet
from missionplanner.plan.events import Activity, Burn, Event, FixedTime, Milestone
from missionplanner.plan.plan import Plan
from missionplanner.ui.timeline.actions import TimelineActions
from missionplanner.ui.timeline.removal import remove_events
from missionplanner.ui.timeline.track_commands import TrackCommands
from missionplanner.ui.timeline.wording import tr

_NEW_ACTIVITY_MS = 30 * 60_000


class Zooming(Protocol):
    """What the menu needs of the view."""

    def zoom_to_selection(self) -> None:
        """Show the selected events."""

    def zoom_to_fit(self) -> None:
        """Show launch to docking."""

    def zoom_to_all(self) -> None:
        """Show the whole plan."""


def event_menu(
    parent: QWidget, view: Zooming, document: Document, selection: Selection, event_id: str, actions: TimelineActions
) -> QMenu:
    """Return the menu of an event, which has been selected before."""
    menu = QMenu(parent)
    plan = document.plan
    event = plan.event(event_id)
    _add(menu, tr("Zoom to Event"), view.zoom_to_selection, "Z")
    menu.addAction(actions.rename)
    menu.addAction(actions.move_to)
    menu.addSeparator()
    if isinstance(event, Burn):
        release = _add(menu, tr("Release Burn to the Solver"), partial(_release, document, event))
        release.setEnabled(isinstance(event.time, FixedTime))
    actions.fix_in_utc.setEnabled(plan.rendezvous.liftoff not in selection.event_ids)
    menu.addActions([actions.fix_in_utc, actions.link])
    arrange = menu.addMenu(tr("Arrange"))
    arrange.addActions(actions.arrange())
    constrain = menu.addMenu(tr("Constraints"))
    constrain.addActions(actions.constrain())
    menu.addSeparator()
    menu.addActions([actions.cut, actions.copy, actions.duplicate])
    delete = _add(menu, tr("Delete"), lambda: _remove(parent, document, selection), "Del")
    keys = {plan.rendezvous.liftoff, plan.rendezvous.insertion, plan.rendezvous.docking}
    delete.setEnabled(not keys & set(selection.event_ids))
    return menu


def place_menu(
    parent: QWidget,
    view: Zooming,
    document: Document,
    selection: Selection,
    hit: Hit,
    utc_ms: int,
    actions: TimelineActions,
) -> QMenu:
    """Return the menu of a place without an event."""
    menu = QMenu(parent)
    plan = document.plan
    track = hit.track or (plan.tracks[0].id if plan.tracks else None)
    if track is not None:
        for text, event in _new_events(plan, track, utc_ms):
            _add(menu, text, partial(_insert, document, selection, event, text))
        menu.addSeparator()
    menu.addAction(actions.paste)
    menu.addSeparator()
    _add(menu, tr("Zoom to the Flight"), view.zoom_to_fit, "F")
    _add(menu, tr("Zoom to the Whole Plan"), view.zoom_to_all, "Shift+F")
    return menu


def track_menu(
    parent: QWidget, document: Document, track_id: str, commands: TrackCommands, actions: TimelineActions
) -> QMenu:
    """Return the menu of a track."""
    menu = QMenu(parent)
    tracks = {track.id: track for track in document.plan.tracks}
    folded = track_id in tracks and tracks[track_id].is_folded
    _add(menu, tr("Unfold") if folded else tr("Fold"), partial(commands.toggle_fold, track_id))
    if track_id in tracks and tracks[track_id].is_hidden:
        _add(menu, tr("Show"), partial(commands.show, track_id))
    else:
        _add(menu, tr("Hide"), partial(commands.hide, track_id))
    _add(menu, tr("Rename..."), partial(commands.rename, track_id))
    colors = menu.addMenu(tr("Colour"))
    for color, name in _track_colors():
        swatch = QPixmap(14, 14)
        swatch.fill(QColor(color))
        entry = _add(colors, name, partial(commands.color, track_id, color))
        entry.setIcon(QIcon(swatch))
    _add(colors, tr("None"), partial(commands.color, track_id, None))
    menu.addSeparator()
    _add(menu, tr("Move Up"), partial(commands.move, track_id, -1))
    _add(menu, tr("Move Down"), partial(commands.move, track_id, 1))
    menu.addSeparator()
    menu.addActions(actions.tracks())
    is_empty = not any(event.track == track_id for event in document.plan.events)
    _add(menu, tr("Remove Track"), partial(commands.remove, track_id)).setEnabled(is_empty)
    return menu


def _track_colors() -> list[tuple[str, str]]:
    """Return the colours that a track may be marked with: Okabe and Ito's, which stay apart for colour-blind eyes."""
    return [
        ("#e69f00", tr("Orange")),
        ("#56b4e9", tr("Sky blue")),
        ("#009e73", tr("Green")),
        ("#f0e442", tr("Yellow")),
        ("#0072b2", tr("Blue")),
        ("#d55e00", tr("Vermilion")),
        ("#cc79a7", tr("Purple")),
    ]


def _add(menu: QMenu, text: str, do: Callable[[], object], keys: str = "") -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda _checked=False: do())
    if keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutVisibleInContextMenu(True)
    return action


def _new_events(plan: Plan, track: str, utc_ms: int) -> list[tuple[str, Event]]:
    taken = {event.id for event in plan.events}
    anchor = AtMet(met_ms=utc_ms - plan.t0.ms)
    milestone = Milestone(id=edits.fresh_id(taken, "milestone"), name=tr("New milestone"), track=track, anchor=anchor)
    burn = Burn(id=edits.fresh_id(taken, "burn"), name=tr("New burn"), track=track, anchor=anchor, time=FixedTime())
    activity = Activity(
        id=edits.fresh_id(taken, "activity"),
        name=tr("New activity"),
        track=track,
        anchor=anchor,
        duration_ms=_NEW_ACTIVITY_MS,
    )
    return [(tr("Add Milestone Here"), milestone), (tr("Add Burn Here"), burn), (tr("Add Activity Here"), activity)]


def _insert(document: Document, selection: Selection, event: Event, text: str) -> None:
    document.commit(edits.add_event(document.plan, event), text)
    selection.select([event.id])


def _release(document: Document, burn: Burn) -> None:
    document.commit(edits.release_burn(document.plan, burn.id), tr("Release {name}").format(name=burn.name))


def _remove(parent: QWidget, document: Document, selection: Selection) -> None:
    if remove_events(document, selection.event_ids, parent):
        selection.select([])
