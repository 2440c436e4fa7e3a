"""The time axis: scale, ticks and snapping, without Qt."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.paint.timeline_ruler import whole_labels
from missionplanner.paint.timeline_scale import COARSEST_MS_PER_PX, FINEST_MS_PER_PX, TimeScale
from missionplanner.paint.timeline_snap import snap, tidy
from missionplanner.paint.timeline_ticks import met_ticks, round_step_ms, utc_ticks
from missionplanner.plan.clock import Utc

T0_MS = Utc.parse("2025-11-27T09:27:57.402Z").ms
EM_PX = 7.0


def scale_of(ms_per_px: float, left_ms: float = T0_MS - 60_000) -> TimeScale:
    return TimeScale(left_ms=left_ms, ms_per_px=ms_per_px, left_px=120.0, width_px=1400.0)


@given(st.floats(FINEST_MS_PER_PX, COARSEST_MS_PER_PX / 1e3), st.floats(120.0, 1520.0), st.floats(0.1, 10.0))
def test_zooming_keeps_the_instant_under_the_cursor(ms_per_px: float, x_px: float, factor: float) -> None:
    scale = scale_of(ms_per_px)
    zoomed = scale.zoomed(factor, x_px)
    # A float holds the milliseconds of our century to a quarter of a microsecond.
    assert zoomed.utc_ms(x_px) == pytest.approx(scale.utc_ms(x_px), abs=max(1e-2, 1e-9 * ms_per_px), rel=0)
    assert FINEST_MS_PER_PX <= zoomed.ms_per_px <= COARSEST_MS_PER_PX


def test_the_span_asked_for_is_in_view() -> None:
    scale = TimeScale.between(
        T0_MS, T0_MS + 3_600_000, left_px=100.0, width_px=1000.0, left_margin_px=20.0, right_margin_px=80.0
    )
    assert scale.px(T0_MS) == pytest.approx(120.0)
    assert scale.px(T0_MS + 3_600_000) == pytest.approx(1020.0)


@given(st.floats(FINEST_MS_PER_PX, 1e9))
def test_labels_never_touch_and_there_are_always_some(ms_per_px: float) -> None:
    scale = scale_of(ms_per_px)
    for ticks in (utc_ticks(scale, EM_PX), met_ticks(scale, T0_MS, EM_PX)):
        assert len(ticks) < 400
        labelled = [tick for tick in ticks if tick.is_major]
        assert len([tick for tick in labelled if scale.px(tick.utc_ms) >= scale.left_px]) >= 2
        for one, other in itertools.pairwise(labelled):
            assert scale.px(other.utc_ms) - scale.px(one.utc_ms) > len(one.label) * EM_PX


@given(st.floats(0.0, 1400.0))
def test_no_label_is_cut_at_either_end(pan_px: float) -> None:
    scale = scale_of(10_000.0).panned(pan_px)
    labels = list(whole_labels(utc_ticks(scale, EM_PX), scale, lambda text: EM_PX * len(text)))
    assert labels
    for _, left, width in labels:
        assert scale.left_px <= left
        assert left + width <= scale.right_px


@pytest.mark.parametrize(
    ("ms_per_px", "utc_label", "met_label"),
    [
        (0.2, "09:27:57.420", "T+00:00:00.050"),
        (20.0, "09:28:00", "T+00:00:02"),
        (10_000.0, "09:30", "T+00:30"),
        (800_000.0, "2025-11-28", "T+1d"),
        (30_000_000.0, "2026-01", "T+50d"),
        (1e9, "2030", "T+1000d"),
    ],
)
def test_ticks_are_readable_from_milliseconds_to_years(ms_per_px: float, utc_label: str, met_label: str) -> None:
    scale = scale_of(ms_per_px, T0_MS - 20 * ms_per_px)
    assert utc_label in {tick.label for tick in utc_ticks(scale, EM_PX)}
    assert met_label in {tick.label for tick in met_ticks(scale, T0_MS, EM_PX)}


def test_before_liftoff_the_label_says_l_minus() -> None:
    scale = scale_of(20_000.0, left_ms=T0_MS - 3 * 3_600_000)
    assert "L-01:00" in {tick.label for tick in met_ticks(scale, T0_MS, EM_PX)}


def test_an_edge_rests_on_what_is_nearest() -> None:
    targets = np.array([T0_MS + 100_000.0, T0_MS + 103_000.0])
    caught = snap((T0_MS,), 101_000.0, targets, T0_MS, scale_of(1000.0))
    assert caught.guide_ms == T0_MS + 100_000
    assert caught.shift_ms == 100_000


def test_either_end_of_a_span_may_rest() -> None:
    targets = np.array([T0_MS + 500_000.0])
    caught = snap((T0_MS, T0_MS + 60_000), 437_000.0, targets, T0_MS, scale_of(1000.0))
    assert caught.guide_ms == T0_MS + 500_000
    assert caught.shift_ms == 440_000


def test_far_from_everything_a_round_time_attracts_and_else_the_shift_is_tidy() -> None:
    scale, nothing = scale_of(10_000.0), np.zeros(0)
    step_ms = round_step_ms(scale, 24.0)
    assert step_ms == 300_000
    near = snap((T0_MS,), 2 * step_ms + 20_000.0, nothing, T0_MS, scale)
    assert near.guide_ms == T0_MS + 2 * step_ms
    far = snap((T0_MS,), 2 * step_ms + 72_345.0, nothing, T0_MS, scale)
    assert far.guide_ms is None
    assert far.shift_ms % 10_000 == 0


@given(st.floats(-1e9, 1e9), st.floats(FINEST_MS_PER_PX, 1e6))
def test_a_tidy_shift_is_less_than_a_pixel_off(shift_ms: float, ms_per_px: float) -> None:
    assert abs(tidy(shift_ms, scale_of(ms_per_px)) - shift_ms) <= max(ms_per_px, 1.0) / 2 + 1e-6
