"""What the timeline shows right now: axis, layout and scroll, kept in step with document and widget size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont

from missionplanner.flight.assess import Assessment
from missionplanner.paint.timeline import measure_for, metrics_for, scale_of_flight
from missionplanner.paint.timeline_items import ChartItems, Items
from missionplanner.paint.timeline_layout import Layout, Metrics, lay_out
from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_strips import strip_height_px
from missionplanner.ui.timeline.backdrop import Backdrop

_MARGIN_PX = 40.0


class Canvas:
    """The part of the chart in view; layouts are made when asked for and kept until something changes."""

    def __init__(self, assessment: Assessment, font: QFont) -> None:
        """Show launch to docking."""
        self._docking = assessment.plan.rendezvous.docking
        self._width_px = 800.0
        self._height_px = 400.0
        self._layout: Layout | None = None
        self._previous: Layout | None = None
        self._keeps_lanes = False
        self.scroll_px = 0.0
        self._chart = ChartItems()
        self.items: Items = self._chart.of(assessment)
        self.backdrop = Backdrop()
        self.backdrop.follow(assessment)
        self._zone: str | None = None
        self.set_font(font)
        self.is_fitted = True
        self.scale = self._fitted()

    def set_font(self, font: QFont) -> None:
        """Grow or shrink everything with the text."""
        self._measure = measure_for(font)
        self._font = font
        self._metrics = self._new_metrics()
        self._previous = self._layout = None

    def set_zone(self, zone: str | None) -> None:
        """Give the ruler a row for a local clock, or none."""
        self._zone = zone
        self._metrics = self._new_metrics()
        self._previous = self._layout = None
        self._fill_width()

    @property
    def instants_ms(self) -> NDArray[np.float64]:
        """What has been computed along the orbit, for drags to rest on."""
        return self.backdrop.computed.instants_ms

    def show(self, assessment: Assessment, *, in_a_drag: bool = False) -> None:
        """Take over a changed plan; the part in view stays."""
        self._docking = assessment.plan.rendezvous.docking
        self.items = self._chart.of(assessment)
        self.backdrop.follow(assessment, in_a_drag=in_a_drag)
        self._metrics = self._new_metrics()
        self._layout = None
        self._fill_width()

    def resize(self, width_px: float, height_px: float) -> None:
        """Fill another size; what was fitted stays fitted."""
        self._width_px, self._height_px = max(width_px, 1.0), max(height_px, 1.0)
        self._fill_width()
        if self.is_fitted:
            self.scale = self._fitted()
        self.scroll_to(self.scroll_px)

    @property
    def layout(self) -> Layout:
        """The chart as it is to be painted."""
        if self._layout is None:
            self._layout = self._previous = lay_out(
                self.items,
                self.scale,
                self._metrics,
                self._measure,
                scroll_px=self.scroll_px,
                bottom_px=self._tracks_bottom_px(),
                previous=self._previous,
                keeps_lanes=self._keeps_lanes,
            )
        return self._layout

    def freeze_lanes(self, frozen: bool) -> None:
        """Keep every event in its lane while something is dragged, or sort anew."""
        self._keeps_lanes = frozen
        self._layout = None
        if not frozen:
            self._previous = None

    def look_at(self, scale: TimeScale) -> None:
        """Show another part of the axis."""
        self.scale, self.is_fitted = scale, False
        self._layout = None

    def zoom(self, factor: float, about_px: float, about_y_px: float, chosen: str | None) -> None:
        """Magnify about a point; the chosen event's track, or else the one at the point, stays at its height."""
        rows = self._row_of(chosen, about_y_px)
        before = self.layout.row_tops_px[rows]
        self.look_at(self.scale.zoomed(factor, min(max(about_px, self.scale.left_px), self.scale.right_px)))
        moved = self.layout.row_tops_px[rows] - before
        self.scroll_to(self.scroll_px + (float(moved[0]) if moved.size else 0.0))

    def fit_flight(self) -> None:
        """Show launch to docking, and keep that when the widget is resized."""
        self.is_fitted = True
        self.scale = self._fitted()
        self._layout = None

    def fit_span(self, start_ms: float, end_ms: float, right_margin_px: float = _MARGIN_PX) -> None:
        """Show a span with some room around it."""
        self.look_at(
            TimeScale.between(
                start_ms,
                end_ms,
                left_px=self.scale.left_px,
                width_px=self.scale.width_px,
                left_margin_px=_MARGIN_PX,
                right_margin_px=min(right_margin_px, 0.4 * self.scale.width_px),
            )
        )

    def whole_span_ms(self) -> tuple[float, float]:
        """The span from the first to the last event, at least an hour."""
        if self.items.count == 0:
            return float(self.items.t0_ms), self.items.t0_ms + 3_600_000.0
        first = min(float(self.items.start_ms.min()), float(self.items.t0_ms))
        return first, max(float(self.items.end_ms.max()), first + 3_600_000.0)

    def most_scroll_px(self) -> float:
        """How far the tracks can be scrolled."""
        note_px = self._metrics.lane_px + 4.0 if self.items.hidden else 0.0
        return max(self.layout.height_px + note_px - self._tracks_bottom_px(), 0.0)

    def scroll_to(self, scroll_px: float) -> None:
        """Scroll the tracks."""
        self.scroll_px = min(max(scroll_px, 0.0), self.most_scroll_px())
        self._layout = None

    def reveal(self, event_id: str) -> None:
        """Bring an event into view, moving as little as possible."""
        number = self.items.index.get(event_id)
        if number is None:
            return
        layout = self.layout
        left = float(layout.start_px[number])
        right = max(min(float(layout.end_px[number]), left + 0.5 * self.scale.width_px), left + 40.0)
        if right < self.scale.left_px + 20.0 or left > self.scale.right_px - 20.0:
            middle = self.scale.left_px + 0.4 * self.scale.width_px
            self.look_at(self.scale.panned(middle - left))
        top = float(layout.top_px[number])
        if top < self._metrics.rows_top_px + 4.0:
            self.scroll_to(self.scroll_px + top - self._metrics.rows_top_px - self._metrics.lane_px)
        elif top + self._metrics.lane_px > self._tracks_bottom_px():
            self.scroll_to(self.scroll_px + top + 2 * self._metrics.lane_px - self._tracks_bottom_px())

    def place_of(self, event_id: str | None) -> QPointF | None:
        """Where an event's bar or symbol has its lower left corner, None if it is not on show."""
        number = self.items.index.get(event_id or "")
        if number is None:
            return None
        layout = self.layout
        return QPointF(float(layout.start_px[number]), float(layout.top_px[number]) + self._metrics.bar_px)

    def place_of_track(self, track_id: str) -> QPointF:
        """Where a track begins, right of its name; below the ruler for one that is not on show."""
        rows = [row for row, (track, _) in enumerate(self.items.tracks) if track == track_id]
        top_px = float(self.layout.row_tops_px[rows[0]]) if rows else 0.0
        return QPointF(self.scale.left_px, min(max(top_px, self._metrics.rows_top_px), self._height_px))

    def in_time_order(self) -> list[str]:
        """The events from first to last; those at one instant from the upper track down."""
        order = np.lexsort((self.items.row, self.items.start_ms))
        return [self.items.ids[number] for number in order.tolist()]

    def _new_metrics(self) -> Metrics:
        metrics = metrics_for(self._font, self.items)
        # The marks that fold tracks take their room from the names.
        header_px = metrics.header_px + metrics.text_px - 4.0
        rows = len(self.backdrop.rows)
        return replace(metrics, header_px=header_px, zone=self._zone, band_rows=rows, can_fold=True)

    def _tracks_bottom_px(self) -> float:
        """Where the tracks end and the plot strips begin."""
        strips_px = len(self.backdrop.curves) * strip_height_px(self._metrics)
        return max(self._height_px - strips_px, self._metrics.rows_top_px + self._metrics.lane_px)

    def _row_of(self, chosen: str | None, y_px: float) -> NDArray[np.int64]:
        """The row of an event if it is in view, else the row at a height; empty if there is none."""
        number, layout = self.items.index.get(chosen or ""), self.layout
        if number is not None and number in layout.visible:
            return self.items.row[[number]]
        tops = layout.row_tops_px
        return np.flatnonzero((tops <= y_px) & (y_px < tops + layout.row_heights_px))

    def _fill_width(self) -> None:
        header_px = self._metrics.header_px
        self.scale = replace(self.scale, left_px=header_px, width_px=max(self._width_px - header_px, 1.0))
        self._layout = None

    def _fitted(self) -> TimeScale:
        return scale_of_flight(self.items, self._docking, self._metrics, self._measure, self._width_px)
