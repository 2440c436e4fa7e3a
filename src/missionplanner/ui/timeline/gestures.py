"""What a pressed mouse button does until it is released or Escape takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from missionplanner.app.playhead import Playhead
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_snap import snap, tidy
from missionplanner.ui.timeline.plan_drag import PlanDrag

ScaleNow = Callable[[], TimeScale]


class Gesture(Protocol):
    """One press, its moves, and its end."""

    cursor: Qt.CursorShape
    has_moved: bool

    def move(self, to: QPointF, *, free: bool) -> None:
        """Follow the mouse; ``free`` switches snapping off."""

    def finish(self) -> None:
        """The button was released."""

    def cancel(self) -> None:
        """Take everything back."""


class PlanGesture:
    """Drags part of the plan, once the mouse has left the place of the press by more than a tremble."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(
        self, drag: PlanDrag, pressed: QPointF, before: Layout, scale_now: ScaleNow, on_click: Callable[[], None]
    ) -> None:
        """Wait for the first movement; ``on_click`` is what a release without one means."""
        self.drag = drag
        self.before = before
        self.has_moved = False
        self._pressed_px = pressed.x()
        self._pressed_ms = scale_now().utc_ms(pressed.x())
        self._scale_now = scale_now
        self._on_click = on_click

    def move(self, to: QPointF, *, free: bool) -> None:
        """Preview the plan with the drag so far."""
        if not self.has_moved and abs(to.x() - self._pressed_px) < QApplication.startDragDistance() / 2:
            return
        self.has_moved = True
        scale = self._scale_now()
        self.drag.drag_to(to.x() - scale.px(self._pressed_ms), scale, free=free)

    def finish(self) -> None:
        """Commit the drag, or do what a click does."""
        if self.has_moved:
            self.drag.commit()
        else:
            self._on_click()

    def cancel(self) -> None:
        """Restore the plan."""
        if self.has_moved:
            self.drag.cancel()


class PlayheadGesture:
    """Drags the playhead along the ruler; it rests on events and on clean times."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, playhead: Playhead, targets_ms: NDArray[np.float64], t0_ms: int, scale_now: ScaleNow) -> None:
        """Remember where the playhead was."""
        self._playhead = playhead
        self._before_ms = playhead.utc_ms
        self._targets_ms = targets_ms
        self._t0_ms = t0_ms
        self._scale_now = scale_now
        self.guide_ms: int | None = None
        self._pressed: QPointF | None = None
        self.has_moved = False

    def move(self, to: QPointF, *, free: bool) -> None:
        """Put the playhead under the mouse."""
        if self._pressed is None:
            self._pressed = to
        self.has_moved = self.has_moved or to != self._pressed
        scale = self._scale_now()
        wanted_ms = scale.utc_ms(min(max(to.x(), scale.left_px), scale.right_px))
        if free:
            self.guide_ms = None
            self._playhead.move_to(self._t0_ms + tidy(wanted_ms - self._t0_ms, scale))
            return
        snapped = snap((self._t0_ms,), wanted_ms - self._t0_ms, self._targets_ms, None, scale)
        self.guide_ms = snapped.guide_ms
        self._playhead.move_to(self._t0_ms + snapped.shift_ms)

    def finish(self) -> None:
        """Leave the playhead where it is."""

    def cancel(self) -> None:
        """Put the playhead back."""
        self._playhead.move_to(self._before_ms)


class PanGesture:
    """Drags the chart itself, along the axis and up and down its tracks."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, pressed: QPointF, pan_by: Callable[[float, float], None]) -> None:
        """Start at the place of the press; ``pan_by`` moves the chart by pixels."""
        self._pressed = pressed
        self._last = pressed
        self._pan_by = pan_by
        self.has_moved = True

    def move(self, to: QPointF, *, free: bool) -> None:
        """Move the chart with the mouse."""
        step = to - self._last
        self._last = to
        self._pan_by(step.x(), step.y())

    def finish(self) -> None:
        """Leave the chart where it is."""

    def cancel(self) -> None:
        """Move the chart back."""
        step = self._pressed - self._last
        self._pan_by(step.x(), step.y())
