"""The timeline's context menu: what can be done to the event, or at the place, under the mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.paint.timeline_hits import Hit
from missionplanner.plan import edits, span_edits
from missionplanner.plan.anchors import AtMet
from missionplanner.plan.events import Activity, Burn, Event, FixedTime, Milestone
from missionplanner.plan.plan import Plan
from missionplanner.ui.timeline.removal import remove_events
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


def build_menu(
    parent: QWidget, view: Zooming, document: Document, selection: Selection, hit: Hit, utc_ms: int
) -> QMenu:
    """Return the menu for a place on the timeline; an event there has been selected before."""
    menu = QMenu(parent)
    plan = document.plan
    if hit.event is not None:
        event = plan.event(hit.event)
        _add(menu, tr("Zoom to Event"), view.zoom_to_selection, "Z")
        menu.addSeparator()
        if isinstance(event, Burn):
            release = _add(menu, tr("Release Burn to the Solver"), partial(_release, document, event))
            release.setEnabled(isinstance(event.time, FixedTime))
        fix = _add(menu, tr("Fix in UTC"), lambda: _fix(parent, document, event))
        fix.setEnabled(event.id != plan.rendezvous.liftoff)
        menu.addSeparator()
        delete = _add(menu, tr("Delete"), lambda: _remove(parent, document, selection), "Del")
        keys = {plan.rendezvous.liftoff, plan.rendezvous.insertion, plan.rendezvous.docking}
        delete.setEnabled(not keys & set(selection.event_ids))
        return menu
    track = hit.track or (plan.tracks[0].id if plan.tracks else None)
    if track is not None:
        for text, event in _new_events(document.plan, track, utc_ms):
            _add(menu, text, partial(_insert, document, selection, event, text))
        menu.addSeparator()
    _add(menu, tr("Zoom to the Flight"), view.zoom_to_fit, "F")
    _add(menu, tr("Zoom to the Whole Plan"), view.zoom_to_all, "Shift+F")
    return menu


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


def _fix(parent: QWidget, document: Document, event: Event) -> None:
    try:
        after = span_edits.fix_in_utc(document.plan, document.shown.schedule, event.id)
    except ValueError as refused:
        QMessageBox.information(parent, tr("Cannot be fixed"), str(refused))
        return
    document.commit(after, tr("Fix {name} in UTC").format(name=event.name))


def _remove(parent: QWidget, document: Document, selection: Selection) -> None:
    if remove_events(document, selection.event_ids, parent):
        selection.select([])
