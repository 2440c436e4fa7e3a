"""One drag that changes the plan, from press to release: previews on the way, one undo step at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.app.document import Document
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_snap import Snap, snap, tidy
from missionplanner.plan import bulk_edits, copies, edits, span_edits
from missionplanner.plan.anchors import Edge
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge
from missionplanner.ui.timeline.wording import shift_text, tr

Grip = Literal["body", "start", "end", "t0", "push", "copy"]
_SHORTEST_MS = 1000


class PlanDrag:
    """A drag of events, of one end of spans, or of T0.

    Dragged events may go to other tracks, push all that follows, or leave copies of themselves.

    Each step starts anew from the plan as it was at the press, so that errors do not add up and going back to the
    start changes nothing.
    """

    def __init__(
        self,
        document: Document,
        grip: Grip,
        event_ids: Sequence[str],
        playhead_ms: int,
        instants_ms: NDArray[np.float64] | None = None,
    ) -> None:
        """Take hold of the committed plan; the last of the events is the one under the mouse.

        The dragged edges rest on ``instants_ms`` too: what has been computed along the orbit.
        """
        self._document = document
        self._plan = document.plan
        self.before = document.shown
        self._schedule = document.shown.schedule
        self._grip = grip
        self._event_ids = tuple(event_ids)
        self._pushed = bulk_edits.pushed_with(self._plan, self._schedule, event_ids[-1]) if grip == "push" else ()
        self._instants_ms = np.zeros(0) if instants_ms is None else instants_ms
        self._tracks = [track.id for track in self._plan.tracks if not track.is_hidden]
        self._rows_moved = 0
        self.new_ids: tuple[str, ...] = ()
        self._edges_ms = self._dragged_edges_ms()
        self._targets_ms = self._resting_places_ms(playhead_ms)
        self._result = self._plan
        liftoff = self._plan.rendezvous.liftoff
        self.moves_t0 = grip == "t0" or (grip == "body" and liftoff in self._event_ids) or liftoff in self._pushed
        self.snapped = Snap(shift_ms=0)
        self.refusal = ""

    @property
    def heading(self) -> str:
        """What is dragged, for the label beside the cursor."""
        if self._grip == "t0":
            return tr("T0")
        name = self._plan.event(self._event_ids[-1]).name
        match self._grip:
            case "start":
                name = tr("Start of {name}").format(name=name)
            case "end":
                name = tr("End of {name}").format(name=name)
            case "push":
                return tr("{name} and all that follows").format(name=name)
        others = len(self._event_ids) - 1
        if self._grip == "copy":
            name = tr("Copy of {name}").format(name=name)
        return name if not others else tr("{name} and {count} more").format(name=name, count=others)

    @property
    def event_ids(self) -> tuple[str, ...]:
        """What is dragged."""
        return self._event_ids

    @property
    def utc_ms(self) -> int:
        """Where the dragged edge stands now."""
        return self._edges_ms[0] + self.snapped.shift_ms

    @property
    def changes_tracks(self) -> bool:
        """Whether the drag can take events to other tracks."""
        return self._grip in ("body", "copy")

    def drag_to(self, moved_px: float, scale: TimeScale, *, free: bool, rows: int = 0) -> None:
        """Show the plan that a movement of the mouse would make.

        Args:
            moved_px: how far the mouse is from where it was pressed, on the axis of ``scale``.
            scale: the axis.
            free: whether snapping is off.
            rows: how many tracks further down the mouse is.
        """
        shift_ms = moved_px * scale.ms_per_px
        self._rows_moved = rows if self.changes_tracks else 0
        if moved_px == 0.0:
            self.snapped = Snap(shift_ms=0)
        elif free:
            self.snapped = Snap(shift_ms=tidy(shift_ms, scale))
        else:
            t0_ms = None if self.moves_t0 else self._plan.t0.ms
            self.snapped = snap(self._edges_ms, shift_ms, self._targets_ms, t0_ms, scale)
        self._keep_length()
        try:
            changed = self._changed(self.snapped.shift_ms)
        except ValueError as refused:
            self.refusal = str(refused)
            return
        self.refusal = ""
        if changed != self._result:
            self._result = changed
            self._document.preview(changed)

    def commit(self) -> None:
        """Make what is on show the plan, as one undo step."""
        self._document.commit(self._result, self._undo_text())

    def cancel(self) -> None:
        """Show the plan as it was."""
        self._document.cancel_preview()

    def _changed(self, shift_ms: int) -> Plan:
        self.new_ids = ()
        if shift_ms == 0 and not self._rows_moved:
            return self._plan
        match self._grip:
            case "t0":
                return edits.set_t0(self._plan, self._plan.t0.ms + shift_ms)
            case "body":
                moved = self._plan
                if shift_ms:
                    moved = span_edits.shift_events(moved, self._schedule, self._event_ids, shift_ms)
                return bulk_edits.to_track(moved, self._tracks_of(self._event_ids)) if self._rows_moved else moved
            case "push":
                return span_edits.shift_events(self._plan, self._schedule, self._pushed, shift_ms)
            case "copy":
                originals = [event.id for event in self._plan.events if event.id in self._event_ids]
                copied, self.new_ids = copies.duplicated(self._plan, self._schedule, originals, shift_ms)
                tracks = self._tracks_of(originals)
                new_tracks = {new: tracks[old] for old, new in zip(originals, self.new_ids, strict=False)}
                return bulk_edits.to_track(copied, new_tracks)
            case "start" | "end":
                return span_edits.move_edges(self._plan, self._schedule, self._event_ids, self._grip, shift_ms)

    def _tracks_of(self, event_ids: Sequence[str]) -> dict[str, str]:
        """Return the track of each event after going so many tracks down, not beyond the last or the first."""
        chosen = set(event_ids)
        tracks = {event.id: event.track for event in self._plan.events if event.id in chosen}
        rows = {track: row for row, track in enumerate(self._tracks)}
        last = len(self._tracks) - 1
        return {
            event_id: self._tracks[min(max(rows[track] + self._rows_moved, 0), last)] if track in rows else track
            for event_id, track in tracks.items()
        }

    def _undo_text(self) -> str:
        shift = shift_text(self.snapped.shift_ms)
        if self._grip == "push":
            return tr("Push {name} by {shift}").format(name=self.heading, shift=shift)
        if self._grip == "copy":
            return tr("Copy {name}").format(name=self._plan.event(self._event_ids[-1]).name)
        if self._grip == "body" and self._rows_moved and not self.snapped.shift_ms:
            return tr("Move {name} to another track").format(name=self.heading)
        if self._grip in ("start", "end"):
            return tr("Move the {edge} by {shift}").format(edge=self.heading[0].lower() + self.heading[1:], shift=shift)
        return tr("Move {name} by {shift}").format(name=tr("T0") if self.moves_t0 else self.heading, shift=shift)

    def _keep_length(self) -> None:
        """Stop an end before it passes the other end of its span."""
        if self._grip not in ("start", "end"):
            return
        spans = [span for span in map(self._schedule.span, self._event_ids) if span is not None]
        if not spans:
            return
        room_ms = max(min(span.end_ms - span.start_ms for span in spans) - _SHORTEST_MS, 0)
        shift_ms = self.snapped.shift_ms
        if (self._grip == "start" and shift_ms > room_ms) or (self._grip == "end" and shift_ms < -room_ms):
            self.snapped = Snap(shift_ms=room_ms if self._grip == "start" else -room_ms)

    def _dragged_edges_ms(self) -> tuple[int, ...]:
        if self._grip == "t0":
            return (self._plan.t0.ms,)
        span = self._schedule.span(self._event_ids[-1])
        if span is None:
            start_ms = self._schedule.start_ms(self._event_ids[-1])
            return () if start_ms is None else (start_ms,)
        match self._grip:
            case "start":
                return (span.start_ms,)
            case "end":
                return (span.end_ms,)
        return (span.start_ms,) if span.start_ms == span.end_ms else (span.start_ms, span.end_ms)

    def _resting_places_ms(self, playhead_ms: int) -> NDArray[np.float64]:
        """Return what a dragged edge may rest on: the playhead, T0, and every edge that does not itself move."""
        if self._grip in ("start", "end"):
            edge: Edge = "start" if self._grip == "start" else "end"
            moving = span_edits.edges_that_move_with(
                self._plan, *(EventEdge(event_id, edge) for event_id in self._event_ids)
            )
        else:
            dragged = self._pushed or self._event_ids
            if self._grip == "copy":
                dragged = ()
            moving = span_edits.edges_that_move(self._plan, dragged, with_t0=self._grip == "t0")
        resting = [float(ms) for edge, ms in self._schedule.times_ms.items() if edge not in moving]
        t0_moves = self._grip == "t0" or self._plan.rendezvous.liftoff in (*self._event_ids, *self._pushed)
        if not t0_moves:
            resting.append(float(self._plan.t0.ms))
        computed = np.zeros(0) if t0_moves else self._instants_ms
        return np.concatenate((np.array([*resting, float(playhead_ms)], np.float64), computed))
