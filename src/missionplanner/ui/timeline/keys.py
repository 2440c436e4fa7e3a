"""The keys of the timeline: going from event to event, nudging, removing, zooming."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.plan import span_edits
from missionplanner.ui.timeline.wording import shift_text, tr

_NUDGE_MS = {
    Qt.KeyboardModifier.NoModifier: 1_000,
    Qt.KeyboardModifier.ShiftModifier: 10_000,
    Qt.KeyboardModifier.ControlModifier: 60_000,
}
_BESIDES_MODIFIERS = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


class KeyedView(Protocol):
    """What the keys need of the view."""

    def events_in_time_order(self) -> list[str]:
        """The events on show from first to last."""

    def delete_selected(self) -> None:
        """Remove the selected events."""

    def zoom_in(self) -> None:
        """Magnify."""

    def zoom_out(self) -> None:
        """Show more."""

    def zoom_to_fit(self) -> None:
        """Show launch to docking."""

    def zoom_to_all(self) -> None:
        """Show the whole plan."""

    def zoom_to_selection(self) -> None:
        """Show the selected events."""

    def pan_by(self, x_px: float, y_px: float) -> None:
        """Move the chart."""

    def activate(self, event_id: str) -> None:
        """Tell others that an event is to be edited, or the mission if the id is empty."""


class TimelineKeys:
    """Turns keys into edits and into movements of the view."""

    def __init__(self, view: KeyedView, document: Document, selection: Selection) -> None:
        """Act on the selected events of the document."""
        self._view = view
        self._document = document
        self._selection = selection

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; returns whether it means anything here."""
        modifiers = event.modifiers() & ~_BESIDES_MODIFIERS
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if modifiers in _NUDGE_MS:
                sign = -1 if event.key() == Qt.Key.Key_Left else 1
                return self._nudge(sign * _NUDGE_MS[modifiers], sign)
            case Qt.Key.Key_Up if plain:
                return self.step(-1)
            case Qt.Key.Key_Down if plain:
                return self.step(1)
            case Qt.Key.Key_Up if shift:
                return self._extend(-1)
            case Qt.Key.Key_Down if shift:
                return self._extend(1)
            case Qt.Key.Key_Home if plain:
                return self._select_at(0)
            case Qt.Key.Key_End if plain:
                return self._select_at(-1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if plain:
                self._view.delete_selected()
            case Qt.Key.Key_Escape if plain and self._selection.event_ids:
                self._selection.select([])
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if plain or shift:
                self._view.zoom_in()
            case Qt.Key.Key_Minus if plain:
                self._view.zoom_out()
            case Qt.Key.Key_F if plain:
                self._view.zoom_to_fit()
            case Qt.Key.Key_F if shift:
                self._view.zoom_to_all()
            case Qt.Key.Key_Z if plain:
                self._view.zoom_to_selection()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self._view.activate(self._selection.event_id or "")
            case _:
                return False
        return True

    def step(self, by: int) -> bool:
        """Select the next or the previous event; returns False past the ends."""
        ordered = self._view.events_in_time_order()
        chosen = self._selection.event_id
        beginning = 0 if by > 0 else len(ordered) - 1
        number = ordered.index(chosen) + by if chosen in ordered else beginning
        if not 0 <= number < len(ordered):
            return False
        self._selection.select([ordered[number]])
        return True

    def _extend(self, by: int) -> bool:
        """Select the next or the previous event as well; going back lets go of the last one."""
        ordered, chosen = self._view.events_in_time_order(), self._selection.event_ids
        if not chosen or chosen[-1] not in ordered:
            return self.step(by)
        number = ordered.index(chosen[-1]) + by
        if 0 <= number < len(ordered):
            goes_back = len(chosen) > 1 and chosen[-2] == ordered[number]
            self._selection.select(
                chosen[:-1] if goes_back else [*(e for e in chosen if e != ordered[number]), ordered[number]]
            )
        return True

    def _select_at(self, place: int) -> bool:
        ordered = self._view.events_in_time_order()
        if ordered:
            self._selection.select([ordered[place]])
        return True

    def _nudge(self, shift_ms: int, sign: int) -> bool:
        """Shift the selected events as one undo step; without any, pan."""
        plan, chosen = self._document.plan, self._selection.event_ids
        known = [event.id for event in plan.events if event.id in chosen]
        if not known:
            self._view.pan_by(-60.0 * sign, 0.0)
            return True
        try:
            after = span_edits.shift_events(plan, self._document.shown.schedule, known, shift_ms)
        except ValueError:
            return True
        if plan.rendezvous.liftoff in known:
            name = tr("T0")
        elif len(known) == 1:
            name = plan.event(known[0]).name
        else:
            name = tr("{count} events").format(count=len(known))
        self._document.commit(after, tr("Move {name} by {shift}").format(name=name, shift=shift_text(shift_ms)))
        return True
