"""What menus, keys and the command palette do to the selected events, each as one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from missionplanner.app.anchor_conversion import with_parent
from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.plan import bulk_edits, copies, span_edits
from missionplanner.plan.anchor_edits import possible_parents
from missionplanner.plan.anchors import Edge
from missionplanner.plan.events import Activity, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge
from missionplanner.plan.time_text import parse_duration_ms, parse_instant_ms, utc_field_text
from missionplanner.ui.dialogs.ask import ask
from missionplanner.ui.dialogs.problem import show_problem
from missionplanner.ui.timeline.orbit_period import orbit_ms
from missionplanner.ui.timeline.removal import remove_events
from missionplanner.ui.timeline.wording import clock_text, shift_text, tr

_COPY_SHIFT_MS = 5 * 60_000
_SHORTEST_MS = 1000


class Shown(Protocol):
    """What the commands need of the view."""

    def reveal(self, event_id: str) -> None:
        """Bring an event into view."""


class TimelineCommands(QObject):
    """Edits of the selection; what cannot be done is said in a sentence, and changes nothing."""

    def __init__(
        self, document: Document, playhead: Playhead, selection: Selection, view: Shown, window: QWidget
    ) -> None:
        """Work on a document, with dialogs above a window."""
        super().__init__(window)
        self._document = document
        self._playhead = playhead
        self._selection = selection
        self._view = view
        self._window = window

    @property
    def chosen(self) -> list[str]:
        """The selected events of the plan, in the order they were selected."""
        known = {event.id for event in self._document.plan.events}
        return [event_id for event_id in self._selection.event_ids if event_id in known]

    def copy(self) -> None:
        """Take the selected events along on the clipboard."""
        clip = copies.clip_of(self._document.plan, self._document.shown.schedule, self.chosen)
        if clip.events:
            QGuiApplication.clipboard().setText(copies.clip_text(clip))

    def cut(self) -> None:
        """Take the selected events along and remove them."""
        self.copy()
        if remove_events(self._document, self.chosen, self._window):
            self._selection.select([])

    def paste(self) -> None:
        """Put what was copied at the playhead, its first start there."""
        plan, schedule = self._document.plan, self._document.shown.schedule
        try:
            clip = copies.read_clip(QGuiApplication.clipboard().text())
            shift_ms = self._playhead.utc_ms - min(clip.starts_ms, default=self._playhead.utc_ms)
            after, new_ids = copies.pasted(plan, schedule, clip, shift_ms)
        except ValueError as refused:
            show_problem(self._window, _sentence(refused))
            return
        self._commit(after, tr("Paste {what}").format(what=self._what(after, new_ids)), new_ids)

    def duplicate(self) -> None:
        """Copy the selected events a little later."""
        plan, chosen = self._document.plan, self.chosen
        schedule = self._document.shown.schedule
        self._do(
            lambda: copies.duplicated(plan, schedule, chosen, _COPY_SHIFT_MS),
            tr("Duplicate {what}").format(what=self._what(plan, chosen)),
        )

    def push(self) -> None:
        """Ask by how much to move the selected event and everything after it."""
        plan, schedule, chosen = self._document.plan, self._document.shown.schedule, self.chosen
        if not chosen:
            return
        first = min(chosen, key=lambda event_id: schedule.start_ms(event_id) or 0)
        name = plan.event(first).name

        def meaning(texts: list[str]) -> str:
            shift_ms = parse_duration_ms(texts[0])
            count = len(bulk_edits.pushed_with(plan, schedule, first))
            text = tr("'{name}' and {count} events that start later move by {shift}.")
            return text.format(name=name, count=count - 1, shift=shift_text(shift_ms))

        title = tr("Push Everything After")
        texts = ask(title, [(tr("Move by, such as 5 min or -30 s:"), "5 min")], meaning, tr("Push"), self._window)
        if texts is not None:
            shift_ms = parse_duration_ms(texts[0])
            text = tr("Push {name} and all that follows by {shift}").format(name=name, shift=shift_text(shift_ms))
            self._do(lambda: (bulk_edits.push(plan, schedule, first, shift_ms), ()), text)

    def move_to(self) -> None:
        """Ask where the selected events are to start, in any clock; the others keep their distance."""
        plan, schedule, chosen = self._document.plan, self._document.shown.schedule, self.chosen
        start_ms = schedule.start_ms(chosen[-1]) if chosen else None
        if start_ms is None:
            return
        now_ms = start_ms

        def meaning(texts: list[str]) -> str:
            utc_ms = parse_instant_ms(texts[0], plan.t0.ms, now_ms)
            return tr("{time}, a shift of {shift}").format(time=clock_text(utc_ms), shift=shift_text(utc_ms - now_ms))

        label = tr("New start, such as 09:27:57, T+44m, L-2h or +30s:")
        name = self._what(plan, chosen)
        title = tr("Move {what}").format(what=name)
        texts = ask(title, [(label, utc_field_text(now_ms))], meaning, tr("Move"), self._window)
        if texts is not None:
            self.shift(parse_instant_ms(texts[0], plan.t0.ms, now_ms) - now_ms)

    def shift(self, shift_ms: int) -> None:
        """Move the selected events together."""
        plan, schedule, chosen = self._document.plan, self._document.shown.schedule, self.chosen
        if chosen and shift_ms:
            name = tr("T0") if plan.rendezvous.liftoff in chosen else self._what(plan, chosen)
            text = tr("Move {name} by {shift}").format(name=name, shift=shift_text(shift_ms))
            self._do(lambda: (span_edits.shift_events(plan, schedule, chosen, shift_ms), ()), text)

    def shift_by_orbits(self, count: int) -> None:
        """Move the selected events by whole revolutions of the target."""
        self.shift(count * orbit_ms(self._document.shown))

    def change_track(self, by: int) -> None:
        """Put the selected events on tracks further down, or up; not beyond the last or the first."""
        plan, chosen = self._document.plan, set(self.chosen)
        shown = [track.id for track in plan.tracks if not track.is_hidden]
        rows = {track: row for row, track in enumerate(shown)}
        tracks = {
            event.id: shown[min(max(rows[event.track] + by, 0), len(shown) - 1)]
            for event in plan.events
            if event.id in chosen and event.track in rows
        }
        text = tr("Move {what} to another track").format(what=self._what(plan, list(tracks)))
        self._do(lambda: (bulk_edits.to_track(plan, tracks), ()), text)

    def move_edge(self, edge: Edge, shift_ms: int) -> None:
        """Move the same edge of all selected spans; the shortest keeps a second."""
        plan, schedule = self._document.plan, self._document.shown.schedule
        lengths_ms = {
            event_id: span.end_ms - span.start_ms
            for event_id in self.chosen
            if (span := schedule.span(event_id)) is not None and isinstance(plan.event(event_id), Phase | Activity)
        }
        if not lengths_ms:
            return
        room_ms = max(min(lengths_ms.values()) - _SHORTEST_MS, 0)
        moved_ms = min(shift_ms, room_ms) if edge == "start" else max(shift_ms, -room_ms)
        spans = list(lengths_ms)
        text = tr("Move the start of {what} by {shift}") if edge == "start" else tr("Move the end of {what} by {shift}")
        text = text.format(what=self._what(plan, spans), shift=shift_text(moved_ms))
        self._do(lambda: (span_edits.move_edges(plan, schedule, spans, edge, moved_ms), ()), text)

    def close_gaps(self) -> None:
        """Let each selected event start when the one before it ends."""
        plan, schedule, chosen = self._document.plan, self._document.shown.schedule, self.chosen
        self._do(lambda: (bulk_edits.close_gaps(plan, schedule, chosen), ()), tr("Close gaps"))

    def align(self, edge: bulk_edits.AlignEdge) -> None:
        """Put the selected events where the one selected last starts, ends or has its middle."""
        plan, schedule, chosen = self._document.plan, self._document.shown.schedule, self.chosen
        if chosen:
            text = {"start": tr("Align starts"), "end": tr("Align ends"), "middle": tr("Align middles")}[edge]
            self._do(lambda: (bulk_edits.align(plan, schedule, chosen, chosen[-1], edge), ()), text)

    def distribute(self) -> None:
        """Make the gaps between the selected events equal."""
        plan, schedule, chosen = self._document.plan, self._document.shown.schedule, self.chosen
        self._do(lambda: (bulk_edits.distribute(plan, schedule, chosen), ()), tr("Distribute"))

    def shift_plan(self) -> None:
        """Ask for another T0 and move everything there, what is fixed in UTC too."""
        plan = self._document.plan
        now_ms = plan.t0.ms

        def meaning(texts: list[str]) -> str:
            shift_ms = parse_instant_ms(texts[0], now_ms, now_ms) - now_ms
            return tr("Every event moves by {shift}, also those fixed in UTC.").format(shift=shift_text(shift_ms))

        fields = [(tr("New T0 in UTC, or a shift such as +1 d:"), utc_field_text(now_ms))]
        texts = ask(tr("Move the Whole Plan"), fields, meaning, tr("Move"), self._window)
        if texts is not None:
            t0_ms = parse_instant_ms(texts[0], now_ms, now_ms)
            text = tr("Move the plan by {shift}").format(shift=shift_text(t0_ms - now_ms))
            self._do(lambda: (bulk_edits.shift_plan(plan, t0_ms), ()), text)

    def link(self) -> None:
        """Anchor the other selected events to the end of the one selected last, where they stand."""
        chosen = self.chosen
        if len(chosen) < 2:
            show_problem(self._window, tr("Select the events to anchor, and last the one they are to follow."))
            return
        self.anchor([EventEdge(event_id, "start") for event_id in chosen[:-1]], EventEdge(chosen[-1], "end"))

    def anchor(self, children: list[EventEdge], parent: EventEdge) -> None:
        """Anchor edges to another event's edge, at the times they have now."""
        plan = self._document.plan
        barred = [edge for edge in children if parent.event not in possible_parents(plan, edge.event)]
        if barred:
            text = tr("'{parent}' hangs on '{child}', so that cannot hang on it.")
            names = {"parent": plan.event(parent.event).name, "child": plan.event(barred[0].event).name}
            show_problem(self._window, text.format(**names))
            return
        shown = self._document.settled()
        after = shown.plan
        for edge in children:
            after = with_parent(shown, edge, parent, after)
        what = self._what(plan, [edge.event for edge in children])
        text = tr("Anchor {what} to {parent}").format(what=what, parent=plan.event(parent.event).name)
        self._commit(after, text, ())

    def fix_in_utc(self) -> None:
        """Anchor the selected events in UTC, where they stand."""
        plan, schedule, chosen = self._document.plan, self._document.shown.schedule, self.chosen

        def fixed() -> tuple[Plan, tuple[str, ...]]:
            after = plan
            for event_id in chosen:
                after = span_edits.fix_in_utc(after, schedule, event_id)
            return after, ()

        if chosen:
            self._do(fixed, tr("Fix {what} in UTC").format(what=self._what(plan, chosen)))

    def _do(self, edit: Callable[[], tuple[Plan, tuple[str, ...]]], text: str) -> None:
        try:
            after, new_ids = edit()
        except ValueError as refused:
            show_problem(self._window, _sentence(refused))
            return
        self._commit(after, text, new_ids)

    def _commit(self, after: Plan, text: str, new_ids: tuple[str, ...]) -> None:
        self._document.commit(after, text)
        if new_ids:
            self._selection.select(new_ids)

    @staticmethod
    def _what(plan: Plan, event_ids: list[str] | tuple[str, ...]) -> str:
        if len(event_ids) == 1:
            return plan.event(event_ids[0]).name
        return tr("{count} events").format(count=len(event_ids))


def _sentence(error: ValueError) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
