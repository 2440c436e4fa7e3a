"""The mouse on the timeline: which gesture a press begins, and one step of it for each turn of the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.paint.timeline_anchors import handle_at, is_on_handle
from missionplanner.paint.timeline_hits import hit, touched
from missionplanner.paint.timeline_ruler import fold_width_px
from missionplanner.plan.events import Activity, Phase
from missionplanner.plan.schedule import EventEdge
from missionplanner.ui.timeline.canvas import Canvas
from missionplanner.ui.timeline.commands import TimelineCommands
from missionplanner.ui.timeline.edge_scroll import EdgeScroll
from missionplanner.ui.timeline.gestures import (
    AnchorGesture,
    BandGesture,
    Gesture,
    PanGesture,
    PlanGesture,
    PlayheadGesture,
    TrackGesture,
)
from missionplanner.ui.timeline.plan_drag import Grip, PlanDrag
from missionplanner.ui.timeline.track_commands import TrackCommands
from missionplanner.ui.timeline.wording import tr

_GRIPS: dict[str, Grip] = {"event": "body", "start-edge": "start", "end-edge": "end", "t0": "t0"}


class EditedView(Protocol):
    """What the mouse needs of the view."""

    commands: TimelineCommands
    tracks: TrackCommands

    def repair_at(self, at: QPointF) -> bool:
        """Repair the broken constraint at a point, if there is one."""

    def pan_by(self, x_px: float, y_px: float) -> None:
        """Move the chart."""


class TimelineMouse(QObject):
    """Holds the gesture under way, if there is one.

    However fast the mouse is, there is one step for each turn of the event loop, with the latest position: steps
    never queue up behind a slow flight.

    Signals:
        stepped: the gesture has followed the mouse.
    """

    stepped = Signal()

    def __init__(
        self, view: EditedView, canvas: Canvas, document: Document, playhead: Playhead, selection: Selection
    ) -> None:
        """Begin gestures on what the canvas shows."""
        super().__init__()
        self._view = view
        self._canvas = canvas
        self._document = document
        self._playhead = playhead
        self._selection = selection
        self._free = False
        self.gesture: Gesture | None = None
        # While the mouse itself selects, the chart must not move under it.
        self.is_acting = False
        self.at = QPointF()
        self._next_step = QTimer(self)
        self._next_step.setSingleShot(True)
        self._next_step.setInterval(0)
        self._next_step.timeout.connect(self._step)
        self._edge_scroll = EdgeScroll(canvas, view.pan_by, self._step)

    @property
    def is_busy(self) -> bool:
        """Whether a gesture is under way."""
        return self.gesture is not None

    def press(self, event: QMouseEvent, *, pans: bool) -> None:
        """Begin what the button does where it was pressed; ``pans`` makes the left button move the chart."""
        if self.gesture is not None:
            return
        self.at = event.position()
        self._free = _is_free(event)
        if event.button() == Qt.MouseButton.MiddleButton or (event.button() == Qt.MouseButton.LeftButton and pans):
            self.gesture = PanGesture(event.position(), self._view.pan_by)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.is_acting = True
            self._press_left(event)
            self.is_acting = False

    def move(self, event: QMouseEvent) -> bool:
        """Remember where the mouse is, for the next step; returns whether a gesture is under way."""
        self.at = event.position()
        self._free = _is_free(event)
        if self.gesture is not None and not self._next_step.isActive():
            self._next_step.start()
        return self.gesture is not None

    def release(self, event: QMouseEvent) -> None:
        """End the gesture where the mouse is now."""
        if self.gesture is None or event.buttons() != Qt.MouseButton.NoButton:
            return
        self.at = event.position()
        self._free = _is_free(event)
        self._step()
        self.is_acting = True
        self._end().finish()
        self.is_acting = False

    def cancel(self) -> bool:
        """Take the gesture back; returns whether there was one."""
        if self.gesture is None:
            return False
        self._end().cancel()
        return True

    def _press_left(self, event: QMouseEvent) -> None:
        target = hit(self._canvas.layout, event.position().x(), event.position().y())
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._view.repair_at(self.at):
            return
        only = self._selection.event_id if len(self._selection.event_ids) == 1 else None
        if only is not None and is_on_handle(self._canvas.layout, only, self.at):
            self._pull(only)
        elif target.part == "header" and target.track is not None:
            self._press_header(target.track)
        elif target.part == "hidden":
            self._view.tracks.show_all()
        elif target.part in ("ruler", "band"):
            items = self._canvas.items
            resting_ms = np.concatenate((items.start_ms, items.end_ms, [float(items.t0_ms)]))
            self.gesture = PlayheadGesture(self._playhead, resting_ms, items.t0_ms, lambda: self._canvas.scale)
            self._step()
        elif target.part == "t0":
            self._drag("t0", ())
        elif target.event is not None and with_ctrl:
            chosen = self._selection.event_ids
            copied = (*(one for one in chosen if one != target.event), target.event)
            clicked = target.event
            self._drag("copy", copied if clicked in chosen else (clicked,), lambda: self._selection.toggle(clicked))
        elif target.event is not None and with_shift:
            pushed = target.event
            self._drag("push", (pushed,), lambda: self._extend_to(pushed))
        elif target.event is not None:
            if target.event not in self._selection.event_ids:
                self._selection.select([target.event])
            grip = _GRIPS[target.part]
            others = [chosen for chosen in self._selection.event_ids if chosen != target.event]
            if grip != "body":
                plan = self._document.plan
                others = [chosen for chosen in others if isinstance(plan.event(chosen), Phase | Activity)]
            self._drag(grip, (*others, target.event))
        else:
            self._span_band(adds=with_ctrl or with_shift)

    def _pull(self, child: str) -> None:
        start = handle_at(self._canvas.layout, child)
        if start is None:
            return
        self.gesture = AnchorGesture(
            child,
            start,
            self._edge_at,
            lambda parent: self._say_anchor(child, parent),
            lambda edge, parent: self._view.commands.anchor([edge], parent),
        )

    def _edge_at(self, at: QPointF) -> EventEdge | None:
        """Return the nearer edge of the event at a point."""
        layout = self._canvas.layout
        target = hit(layout, at.x(), at.y())
        if target.event is None:
            return None
        number = layout.items.index[target.event]
        to_start, to_end = abs(at.x() - layout.start_px[number]), abs(at.x() - layout.end_px[number])
        is_end = bool(layout.items.is_span[number]) and to_end < to_start
        return EventEdge(target.event, "end" if is_end else "start")

    def _say_anchor(self, child: str, parent: EventEdge | None) -> str:
        plan = self._document.plan
        if parent is None or parent.event == child:
            return tr("Anchor '{child}' to...").format(child=plan.event(child).name)
        text = tr("Anchor '{child}' to the start of '{parent}'")
        if parent.edge == "end":
            text = tr("Anchor '{child}' to the end of '{parent}'")
        return text.format(child=plan.event(child).name, parent=plan.event(parent.event).name)

    def _press_header(self, track: str) -> None:
        """Fold a track by its mark; elsewhere the header drags it to another place."""
        if self.at.x() < fold_width_px(self._canvas.layout):
            self._view.tracks.toggle_fold(track)
        else:
            self.gesture = TrackGesture(track, self.at, self._canvas.layout, self._view.tracks.move_to, self._place_of)

    def _place_of(self, track: str) -> int:
        return [each.id for each in self._document.plan.tracks].index(track)

    def _span_band(self, *, adds: bool) -> None:
        before = self._selection.event_ids
        kept = before if adds else ()
        self._selection.select(kept)

        def choose(band: QRectF) -> None:
            inside = touched(self._canvas.layout, band.left(), band.top(), band.right(), band.bottom())
            self._selection.select((*kept, *inside))

        self.gesture = BandGesture(self.at, choose, lambda: self._selection.select(before))

    def _extend_to(self, event_id: str) -> None:
        """Select all from the event selected last to another one, in time and in the tracks between them."""
        items, first = self._canvas.items, self._selection.event_id
        if first is None or first not in items.index:
            self._selection.select([event_id])
            return
        ends = [items.index[first], items.index[event_id]]
        starts_ms, rows = items.start_ms[ends], items.row[ends]
        in_time = (items.start_ms >= starts_ms.min()) & (items.start_ms <= starts_ms.max())
        in_tracks = (items.row >= rows.min()) & (items.row <= rows.max())
        between = [items.ids[number] for number in np.flatnonzero(in_time & in_tracks).tolist()]
        self._selection.select((*self._selection.event_ids, *(one for one in between if one != event_id), event_id))

    def _drag(self, grip: Grip, event_ids: tuple[str, ...], on_click: Callable[[], None] | None = None) -> None:
        try:
            drag = PlanDrag(self._document, grip, event_ids, self._playhead.utc_ms, self._canvas.instants_ms)
        except ValueError:
            return
        clicked = event_ids[-1:] or (self._document.plan.rendezvous.liftoff,)
        before = self._canvas.layout
        self._canvas.freeze_lanes(True)
        self.gesture = PlanGesture(
            drag,
            self.at,
            before,
            lambda: self._canvas.scale,
            on_click or (lambda: self._selection.select(clicked)),
            lambda: self._selection.select(drag.new_ids) if drag.new_ids else None,
        )

    def _step(self) -> None:
        if self.gesture is not None:
            self.gesture.move(self.at, free=self._free)
            if self.gesture.has_moved and not isinstance(self.gesture, PanGesture):
                self._edge_scroll.follow(self.at.x())
            self.stepped.emit()

    def _end(self) -> Gesture:
        assert self.gesture is not None
        gesture, self.gesture = self.gesture, None
        self._next_step.stop()
        self._edge_scroll.stop()
        self._canvas.freeze_lanes(False)
        return gesture


def _is_free(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
