"""Snapping: where a dragged edge comes to rest near other events, T0, the playhead and round times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.paint.timeline_ticks import round_step_ms

_REACH_PX = 8.0
_ROUND_REACH_PX = 4.0
_ROUND_GAP_PX = 24.0
_TIDY_MS = (1, 2, 5, 10, 20, 50, 100, 200, 500, *(1000 * n for n in (1, 2, 5, 10, 15, 30)))
_TIDY_MINUTES_MS = tuple(60_000 * n for n in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440))


@dataclass(frozen=True, kw_only=True)
class Snap:
    """How far to shift, and the instant a guide line stands at (None where nothing caught the edge)."""

    shift_ms: int
    guide_ms: int | None = None


def tidy(shift_ms: float, scale: TimeScale) -> int:
    """Round a shift to the coarsest tidy step that is no wider than a pixel, so that a drag gives clean numbers."""
    step = 1
    for tidy_ms in (*_TIDY_MS, *_TIDY_MINUTES_MS):
        if tidy_ms <= scale.ms_per_px:
            step = tidy_ms
    return round(shift_ms / step) * step


def snap(
    edges_ms: Sequence[int],
    shift_ms: float,
    targets_ms: NDArray[np.float64],
    t0_ms: int | None,
    scale: TimeScale,
) -> Snap:
    """Let a drag come to rest on something near.

    Args:
        edges_ms: the edges that are dragged, where they were before the drag.
        shift_ms: how far the mouse has moved them.
        targets_ms: other events' edges, T0, the playhead: what an edge may rest on.
        t0_ms: liftoff, for round mission elapsed times; None while liftoff itself is dragged.
        scale: the axis.

    Returns:
        The shift to apply. Things of the plan attract from farther away than round times; where nothing is near, the
        shift is a tidy number.
    """
    best: Snap | None = None
    nearest_px = _REACH_PX
    for edge_ms in edges_ms:
        if targets_ms.size == 0:
            break
        gaps_ms = targets_ms - (edge_ms + shift_ms)
        k = int(np.argmin(np.abs(gaps_ms)))
        gap_px = abs(float(gaps_ms[k])) / scale.ms_per_px
        if gap_px <= nearest_px:
            guide_ms = round(float(targets_ms[k]))
            best, nearest_px = Snap(shift_ms=guide_ms - edge_ms, guide_ms=guide_ms), gap_px
    if best is not None or not edges_ms:
        return best or Snap(shift_ms=tidy(shift_ms, scale))

    step_ms = round_step_ms(scale, _ROUND_GAP_PX)
    wanted_ms = edges_ms[0] + shift_ms
    rounds = [origin + round((wanted_ms - origin) / step_ms) * step_ms for origin in (0, t0_ms) if origin is not None]
    guide_ms = min(rounds, key=lambda ms: abs(ms - wanted_ms))
    if abs(guide_ms - wanted_ms) <= _ROUND_REACH_PX * scale.ms_per_px:
        return Snap(shift_ms=guide_ms - edges_ms[0], guide_ms=guide_ms)
    return Snap(shift_ms=tidy(shift_ms, scale))
