"""Scrolls the chart along the axis while the mouse drags something past an end of the view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from missionplanner.ui.timeline.canvas import Canvas

_FRAME_MS = 16
_LONGEST_FRAME_MS = 60
# A maximised window leaves the mouse no room past the right end; the last pixels count as past it.
_RIGHT_ZONE_PX = 3.0
_SLOWEST_PX_PER_S = 150.0
_FASTER_PER_S = 10.0
_FASTEST_PX_PER_S = 1500.0


class EdgeScroll(QObject):
    """Pans frame by frame, the faster the farther the mouse is outside."""

    def __init__(self, canvas: Canvas, pan_by: Callable[[float, float], None], then: Callable[[], None]) -> None:
        """Wait; ``then`` lets the drag follow each movement of the chart."""
        super().__init__()
        self._canvas = canvas
        self._pan_by = pan_by
        self._then = then
        self._past_px = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._scroll)

    def follow(self, x_px: float) -> None:
        """Begin, go on, or stop, as the place of the mouse asks for."""
        scale = self._canvas.scale
        self._past_px = min(x_px - scale.left_px, 0.0) or max(x_px - scale.right_px + _RIGHT_ZONE_PX, 0.0)
        if not self._past_px:
            self.stop()
        elif not self._timer.isActive():
            self._clock.start()
            self._timer.start()

    def stop(self) -> None:
        """Leave the chart where it is."""
        self._timer.stop()

    def _scroll(self) -> None:
        seconds = min(self._clock.restart(), _LONGEST_FRAME_MS) / 1000
        speed = min(_SLOWEST_PX_PER_S + _FASTER_PER_S * abs(self._past_px), _FASTEST_PX_PER_S)
        self._pan_by(-speed * seconds if self._past_px > 0 else speed * seconds, 0.0)
        self._then()
