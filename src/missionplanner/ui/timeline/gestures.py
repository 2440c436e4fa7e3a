"""What a pressed mouse button does until it is released or Escape takes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from missionplanner.app.playhead import Playhead
from missionplanner.paint.timeline_hits import row_at
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_snap import snap, tidy
from missionplanner.plan.schedule import EventEdge
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
        self,
        drag: PlanDrag,
        pressed: QPointF,
        before: Layout,
        scale_now: ScaleNow,
        on_click: Callable[[], None],
        on_done: Callable[[], None] = lambda: None,
    ) -> None:
        """Wait for the first movement; ``on_click`` is what a release without one means, ``on_done`` one after."""
        self.drag = drag
        self.before = before
        self.has_moved = False
        self._pressed_px = pressed.x()
        self._pressed_row = row_at(before, pressed.y())
        self._has_shifted = False
        self._pressed_ms = scale_now().utc_ms(pressed.x())
        self._scale_now = scale_now
        self._on_click = on_click
        self._on_done = on_done

    def move(self, to: QPointF, *, free: bool) -> None:
        """Preview the plan with the drag so far."""
        far = abs(to.x() - self._pressed_px) >= QApplication.startDragDistance() / 2
        rows = self._rows_to(to.y())
        self._has_shifted = self._has_shifted or far
        self.has_moved = self.has_moved or far or rows != 0
        if self.has_moved:
            scale = self._scale_now()
            moved_px = to.x() - scale.px(self._pressed_ms) if self._has_shifted else 0.0
            self.drag.drag_to(moved_px, scale, free=free, rows=rows)

    def _rows_to(self, y_px: float) -> int:
        """Return how many tracks below the one of the press a height is, as they stood then."""
        row = row_at(self.before, y_px) if self.drag.changes_tracks else None
        return 0 if row is None or self._pressed_row is None else row - self._pressed_row

    def finish(self) -> None:
        """Commit the drag, or do what a click does."""
        if self.has_moved:
            self.drag.commit()
            self._on_done()
        else:
            self._on_click()

    def cancel(self) -> None:
        """Restore the plan."""
        if self.has_moved:
            self.drag.cancel()


class AnchorGesture:
    """Pulls an anchor from an event to the edge of another one."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self,
        child: str,
        start: QPointF,
        find: Callable[[QPointF], EventEdge | None],
        say: Callable[[EventEdge | None], str],
        anchor: Callable[[EventEdge, EventEdge], None],
    ) -> None:
        """Start at the handle of an event.

        Args:
            child: the event that is to follow another.
            start: where its handle is.
            find: returns the edge at a point.
            say: says what a release there would do.
            anchor: anchors the child's start to an edge.
        """
        self._child = child
        self._find = find
        self._say = say
        self._anchor = anchor
        self._parent: EventEdge | None = None
        self.start = start
        self.end = start
        self.text = ""
        self.has_moved = False

    def move(self, to: QPointF, *, free: bool) -> None:
        """Look what is under the mouse."""
        self.has_moved = self.has_moved or (to - self.start).manhattanLength() >= QApplication.startDragDistance()
        self.end = to
        self._parent = self._find(to)
        self.text = self._say(self._parent)

    def finish(self) -> None:
        """Anchor the event, if there is something to follow."""
        if self.has_moved and self._parent is not None and self._parent.event != self._child:
            self._anchor(EventEdge(self._child, "start"), self._parent)

    def cancel(self) -> None:
        """Leave the anchor as it is."""


class BandGesture:
    """Draws a rubber band; the events that it touches are selected."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, pressed: QPointF, choose: Callable[[QRectF], None], restore: Callable[[], None]) -> None:
        """Start at the place of the press; ``choose`` selects what is in the band, ``restore`` what was before."""
        self._pressed = pressed
        self._choose = choose
        self._restore = restore
        self.rect = QRectF(pressed, pressed)
        self.has_moved = False

    def move(self, to: QPointF, *, free: bool) -> None:
        """Span the band from the press to the mouse."""
        self.rect = QRectF(self._pressed, to).normalized()
        far = max(self.rect.width(), self.rect.height()) >= QApplication.startDragDistance() / 2
        self.has_moved = self.has_moved or far
        if self.has_moved:
            self._choose(self.rect)

    def finish(self) -> None:
        """Leave selected what the band holds."""

    def cancel(self) -> None:
        """Select what was selected before."""
        self._restore()


class TrackGesture:
    """Drags a track by its name to another place among the tracks."""

    cursor = Qt.CursorShape.SizeVerCursor

    def __init__(
        self,
        track: str,
        pressed: QPointF,
        before: Layout,
        move_to: Callable[[str, int], None],
        place_of: Callable[[str], int],
    ) -> None:
        """Take hold of a track; ``move_to`` puts it at a place among all, ``place_of`` tells where one is."""
        self._track = track
        self._pressed = pressed
        self._before = before
        self._move_to = move_to
        self._place_of = place_of
        self._row = row_at(before, pressed.y())
        self.has_moved = False
        self.to_row = self._row

    def move(self, to: QPointF, *, free: bool) -> None:
        """Look where the track would go."""
        self.has_moved = self.has_moved or abs(to.y() - self._pressed.y()) >= QApplication.startDragDistance()
        row = row_at(self._before, to.y())
        self.to_row = row if row is not None else self.to_row

    @property
    def line_px(self) -> float | None:
        """Where the track would be put: between two others, None if it stays."""
        if not self.has_moved or self.to_row is None or self._row is None or self.to_row == self._row:
            return None
        top = float(self._before.row_tops_px[self.to_row])
        return top if self.to_row < self._row else top + float(self._before.row_heights_px[self.to_row])

    def finish(self) -> None:
        """Put the track there."""
        if self.line_px is not None and self.to_row is not None:
            self._move_to(self._track, self._place_of(self._before.items.tracks[self.to_row][0]))

    def cancel(self) -> None:
        """Leave the track where it is."""


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

    @property
    def utc_ms(self) -> int:
        """Where the playhead is now."""
        return self._playhead.utc_ms

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
