"""The horizontal scroll bar: the part of the whole plan that is in view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QScrollBar

from missionplanner.ui.timeline.canvas import Canvas

_RANGE = 1_000_000_000


class AxisBar:
    """Couples a scroll bar, which counts in integers, with the axis, which goes from milliseconds to years."""

    def __init__(self, bar: QScrollBar, canvas: Canvas, on_scroll: Callable[[], None]) -> None:
        """Follow the canvas, and move it when the user moves the bar."""
        self._bar = bar
        self._canvas = canvas
        self._on_scroll = on_scroll
        self._first_ms = 0.0
        self._ms_per_step = 1.0
        self._is_following = False
        bar.valueChanged.connect(self._scroll)

    def follow(self) -> None:
        """Show on the bar what part of the plan is in view."""
        scale = self._canvas.scale
        first_ms, last_ms = self._canvas.whole_span_ms()
        margin_ms = 0.02 * (last_ms - first_ms)
        self._first_ms = min(first_ms - margin_ms, scale.left_ms)
        span_ms = max(last_ms + margin_ms, scale.right_ms) - self._first_ms
        self._ms_per_step = span_ms / _RANGE
        page = round((scale.right_ms - scale.left_ms) / self._ms_per_step)
        self._is_following = True
        self._bar.setPageStep(max(page, 1))
        self._bar.setSingleStep(max(page // 10, 1))
        self._bar.setRange(0, max(_RANGE - page, 0))
        self._bar.setValue(round((scale.left_ms - self._first_ms) / self._ms_per_step))
        self._is_following = False

    def _scroll(self, value: int) -> None:
        if self._is_following:
            return
        self._canvas.look_at(self._canvas.scale.starting_at(self._first_ms + value * self._ms_per_step))
        self._on_scroll()
