"""The laid-out chart: where every track, bar, symbol and name stands, in pixels."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from missionplanner.paint.timeline_items import Items
from missionplanner.paint.timeline_lanes import Lanes, Span, stack, stacking_span_ms
from missionplanner.paint.timeline_packing import BESIDE, HIDDEN, INSIDE, LEFT, WINDOW, Density
from missionplanner.paint.timeline_scale import TimeScale

Measure = Callable[[str], float]


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """The sizes of the chart, all grown from the height of its text.

    The ruler has a row for the clock of ``zone``, if there is one; ``band_rows`` computed rows follow below it.
    ``can_fold`` leaves room for the marks that fold tracks.
    """

    text_px: float
    header_px: float
    zone: str | None = None
    band_rows: int = 0
    can_fold: bool = False

    @property
    def em_px(self) -> float:
        """About how wide a digit is."""
        return 0.5 * self.text_px

    @property
    def bar_px(self) -> float:
        """The height of a bar."""
        return round(self.text_px + 3.0)

    @property
    def lane_px(self) -> float:
        """The height of a lane."""
        return self.bar_px + 5.0

    @property
    def pad_px(self) -> float:
        """The room above and below the lanes of a track."""
        return 4.0

    @property
    def folded_px(self) -> float:
        """The height of a folded track."""
        return round(0.85 * self.text_px)

    @property
    def symbol_px(self) -> float:
        """The width of the symbol of an instant."""
        return round(0.75 * self.text_px)

    @property
    def gap_px(self) -> float:
        """The room around a name."""
        return 5.0

    @property
    def crowd_px(self) -> float:
        """The room to say how many events stand in a crowd."""
        return 10.0 * self.em_px

    @property
    def shortest_px(self) -> float:
        """The least room a shortened name is worth writing in."""
        return 8.0 * self.em_px

    @property
    def ruler_row_px(self) -> float:
        """The height of one row of the ruler."""
        return round(self.text_px + 7.0)

    @property
    def ruler_px(self) -> float:
        """The height of the ruler: its clocks, and the flags of T0 and playhead."""
        return self.flags_top_px + self.ruler_row_px

    @property
    def flags_top_px(self) -> float:
        """Where the ruler's last row begins, below UTC, mission elapsed time and the local clock."""
        return (2 if self.zone is None else 3) * self.ruler_row_px

    @property
    def band_row_px(self) -> float:
        """The height of a computed row."""
        return round(self.text_px + 3.0)

    @property
    def rows_top_px(self) -> float:
        """Where the tracks begin, below ruler and computed rows."""
        return self.ruler_px + self.band_rows * self.band_row_px


@dataclass(frozen=True, kw_only=True, eq=False)
class Layout:
    """A chart ready to be painted or to be hit by the mouse.

    The ruler stands at the top; tracks follow below it, moved up by ``scroll_px``. What lies below ``bottom_px`` is
    out of view.
    """

    items: Items
    scale: TimeScale
    metrics: Metrics
    lanes: Lanes
    label_px: NDArray[np.float64]
    name_px: NDArray[np.float64]
    scroll_px: float = 0.0
    bottom_px: float = math.inf

    @cached_property
    def row_heights_px(self) -> NDArray[np.float64]:
        """The height of each track."""
        lanes = np.array(self.lanes.lanes_of_row, np.float64)
        unfolded = lanes * self.metrics.lane_px + 2 * self.metrics.pad_px
        if not any(self.items.is_folded):
            return unfolded
        return np.where(self.items.is_folded, self.metrics.folded_px, unfolded)

    @cached_property
    def row_tops_px(self) -> NDArray[np.float64]:
        """The top of each track, scrolled."""
        below = np.concatenate(([0.0], np.cumsum(self.row_heights_px)[:-1])) if self.items.tracks else np.zeros(0)
        return below + self.metrics.rows_top_px - self.scroll_px

    @property
    def height_px(self) -> float:
        """The height of ruler and all tracks together."""
        return self.metrics.rows_top_px + float(self.row_heights_px.sum())

    @cached_property
    def top_px(self) -> NDArray[np.float64]:
        """The top of each event's bar."""
        inset = self.metrics.pad_px + (self.metrics.lane_px - self.metrics.bar_px) / 2
        tops = self.row_tops_px[self.items.row]
        return np.where(self.items.in_folded, tops + 1.0, tops + self.lanes.lane * self.metrics.lane_px + inset)

    @cached_property
    def bars_px(self) -> NDArray[np.float64]:
        """The height of each event's bar: thin in a folded track."""
        return np.where(self.items.in_folded, self.metrics.folded_px - 3.0, self.metrics.bar_px)

    @cached_property
    def start_px(self) -> NDArray[np.float64]:
        """Where each event starts."""
        return self.scale.px_of_all(self.items.start_ms)

    @cached_property
    def end_px(self) -> NDArray[np.float64]:
        """Where each event ends; for an instant, where it starts."""
        return self.scale.px_of_all(self.items.end_ms)

    @cached_property
    def actual_px(self) -> NDArray[np.float64]:
        """Where each event really started, NaN where nothing has been flown."""
        return self.scale.px_of_all(self.items.actual_ms)

    @cached_property
    def shape_left_px(self) -> NDArray[np.float64]:
        """The left end of each event's bar or symbol."""
        return self.start_px - np.where(self.items.is_span, 0.0, self.metrics.symbol_px / 2)

    @cached_property
    def shape_right_px(self) -> NDArray[np.float64]:
        """The right end of each event's bar or symbol."""
        half = self.metrics.symbol_px / 2
        return np.where(
            self.items.is_span,
            np.maximum(self.end_px, self.start_px + 2.0),
            np.maximum(self.end_px, self.start_px + half),
        )

    @cached_property
    def label_left_px(self) -> NDArray[np.float64]:
        """The left end of each event's name; inside a bar it stays in view as long as the bar has room for it."""
        gap = self.metrics.gap_px
        right_of_actual = np.fmax(self.shape_right_px, self.actual_px + self.metrics.symbol_px / 2)
        in_bar = np.maximum(self.start_px, self.scale.left_px) + 1.5 * gap
        in_bar = np.minimum(in_bar, np.maximum(self.end_px - gap - self.label_px, self.start_px + 1.5 * gap))
        left_of_actual = np.fmin(self.shape_left_px, self.actual_px - self.metrics.symbol_px / 2)
        place = self.lanes.label_place
        beside = np.where(place == LEFT, left_of_actual - gap - self.lanes.room_px, right_of_actual + gap)
        return np.where(place == INSIDE, in_bar, beside)

    @cached_property
    def visible(self) -> NDArray[np.int64]:
        """The events of which anything is in view, in plan order."""
        place = self.lanes.label_place
        right = np.where(place == BESIDE, self.label_left_px + self.lanes.room_px, self.shape_right_px)
        left = np.where(place == LEFT, self.label_left_px, self.shape_left_px)
        right = np.fmax(right, self.actual_px + self.metrics.symbol_px)
        left = np.fmin(left, self.actual_px - self.metrics.symbol_px)
        in_time = (right >= self.scale.left_px) & (left <= self.scale.right_px)
        above = self.metrics.rows_top_px - self.metrics.lane_px
        return np.flatnonzero(in_time & (self.top_px >= above) & (self.top_px <= self.bottom_px))

    def has_whole_label(self, number: int) -> bool:
        """Tell whether an event's name stands on the chart with all that belongs to it."""
        return bool(self.lanes.label_place[number] != HIDDEN and self.lanes.room_px[number] >= self.label_px[number])

    def has_name(self, number: int) -> bool:
        """Tell whether an event's name stands on the chart, not shortened."""
        return bool(self.lanes.label_place[number] != HIDDEN and self.lanes.room_px[number] >= self.name_px[number])

    def label_text(self, number: int) -> str:
        """Return what is written of an event's label, still to be shortened if it is wider than its room."""
        whole = self.lanes.room_px[number] >= self.label_px[number]
        return self.items.labels[number] if whole else self.items.names[number]


def lay_out(
    items: Items,
    scale: TimeScale,
    metrics: Metrics,
    measure: Measure,
    *,
    scroll_px: float = 0.0,
    bottom_px: float = math.inf,
    previous: Layout | None = None,
    keeps_lanes: bool = False,
    density: Density = WINDOW,
    span_ms: Span | None = None,
) -> Layout:
    """Lay the chart out.

    Args:
        items: what to show.
        scale: the axis.
        metrics: the sizes.
        measure: how wide a text is.
        scroll_px: how far the tracks are moved up.
        bottom_px: where the view ends.
        previous: the layout before this one, to take over what has not changed.
        keeps_lanes: leave every event in its lane of the layout before, so that nothing jumps under the mouse.
        density: how many lanes a track may have.
        span_ms: the part of the axis that takes room; the view and a little more if None.
    """
    same_items = previous is not None and previous.items is items and previous.metrics == metrics
    label_px, name_px = _widths(items, metrics, measure, previous)
    if span_ms is None:
        zoomed = previous is None or previous.scale.ms_per_px != scale.ms_per_px
        span_ms = stacking_span_ms(scale, None if zoomed or previous is None else previous.lanes.span_ms)
    same_events = (
        previous is not None
        and previous.items.ids == items.ids
        and previous.items.tracks == items.tracks
        and previous.items.is_folded == items.is_folded
    )
    if (
        previous is not None
        and _is_same_view(previous, scale, span_ms)
        and (same_items or (keeps_lanes and same_events))
    ):
        lanes = _kept(previous, items)
    else:
        lanes = stack(
            items,
            scale,
            span_ms,
            label_px=label_px,
            name_px=name_px,
            sizes=metrics,
            density=density,
        )
    return Layout(
        items=items,
        scale=scale,
        metrics=metrics,
        lanes=lanes,
        label_px=label_px,
        name_px=name_px,
        scroll_px=scroll_px,
        bottom_px=bottom_px,
    )


def _widths(
    items: Items, metrics: Metrics, measure: Measure, previous: Layout | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how wide each label and each name is, taken over from the layout before where they are the same."""
    if previous is None or previous.metrics != metrics or previous.items.names != items.names:
        name_px = np.array([measure(name) for name in items.names], np.float64)
    elif previous.items.labels == items.labels:
        return previous.label_px, previous.name_px
    else:
        name_px = previous.name_px
    label_px = name_px.copy()
    for number, (label, name) in enumerate(zip(items.labels, items.names, strict=True)):
        if label is not name:
            label_px[number] = measure(label)
    return label_px, name_px


def _kept(previous: Layout, items: Items) -> Lanes:
    """Return the lanes of before; what has been dragged into another track stands within that track."""
    lanes = previous.lanes
    if previous.items.row is items.row or np.array_equal(previous.items.row, items.row):
        return lanes
    most = np.array(lanes.lanes_of_row)[items.row] - 1
    return replace(lanes, lane=np.minimum(lanes.lane, most))


def _is_same_view(previous: Layout, scale: TimeScale, span_ms: Span) -> bool:
    """Tell whether events have been stacked before at this magnification and in this span."""
    return previous.scale.ms_per_px == scale.ms_per_px and previous.lanes.span_ms == span_ms


def flight_span_ms(items: Items, docking: str) -> tuple[float, float]:
    """Return the span to show first: from liftoff to docking and what follows within four hours of it."""
    four_hours_ms = 4 * 3_600_000.0
    start_ms = float(items.t0_ms)
    number = items.index.get(docking)
    if number is None:
        return start_ms, start_ms + four_hours_ms
    docked_ms = float(items.start_ms[number])
    after = items.start_ms[(items.start_ms >= docked_ms) & (items.start_ms <= docked_ms + four_hours_ms)]
    return min(start_ms, docked_ms), max(start_ms, float(after.max()))
