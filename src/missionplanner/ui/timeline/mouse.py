"""The mouse on the timeline: which gesture a press begins, and one step of it for each turn of the event loop."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.paint.timeline_hits import hit
from missionplanner.ui.timeline.canvas import Canvas
from missionplanner.ui.timeline.edge_scroll import EdgeScroll
from missionplanner.ui.timeline.gestures import Gesture, PanGesture, PlanGesture, PlayheadGesture
from missionplanner.ui.timeline.plan_drag import Grip, PlanDrag

_GRIPS: dict[str, Grip] = {"event": "body", "start-edge": "start", "end-edge": "end", "t0": "t0"}


class Pannable(Protocol):
    """What the mouse needs of the view."""

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
        self, view: Pannable, canvas: Canvas, document: Document, playhead: Playhead, selection: Selection
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
        if target.part == "ruler":
            items = self._canvas.items
            resting_ms = np.concatenate((items.start_ms, items.end_ms, [float(items.t0_ms)]))
            self.gesture = PlayheadGesture(self._playhead, resting_ms, items.t0_ms, lambda: self._canvas.scale)
            self._step()
        elif target.part == "t0":
            self._drag("t0", ())
        elif target.event is not None and with_ctrl:
            self._selection.toggle(target.event)
        elif target.event is not None:
            if target.event not in self._selection.event_ids:
                self._selection.select([target.event])
            grip = _GRIPS[target.part]
            others = [chosen for chosen in self._selection.event_ids if chosen != target.event]
            self._drag(grip, (*others, target.event) if grip == "body" else (target.event,))
        elif not with_ctrl:
            self._selection.select([])

    def _drag(self, grip: Grip, event_ids: tuple[str, ...]) -> None:
        drag = PlanDrag(self._document, grip, event_ids, self._playhead.utc_ms)
        clicked = event_ids[-1:] or (self._document.plan.rendezvous.liftoff,)
        before = self._canvas.layout
        self._canvas.freeze_lanes(True)
        self.gesture = PlanGesture(
            drag, self.at, before, lambda: self._canvas.scale, lambda: self._selection.select(clicked)
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
