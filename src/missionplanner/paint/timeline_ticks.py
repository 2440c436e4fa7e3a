"""Readable ticks for the time axis, from years to milliseconds, in UTC and in mission elapsed time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from missionplanner.paint.timeline_scale import TimeScale
from missionplanner.plan.clock import met_text, utc_text

_SECOND = 1000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_MONTH = 30 * _DAY
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# 1970-01-05 was a Monday.
_MONDAY_MS = 4 * _DAY

_BELOW_A_DAY = (
    *(1, 2, 5, 10, 20, 50, 100, 200, 500),
    *(n * _SECOND for n in (1, 2, 5, 10, 15, 30)),
    *(n * _MINUTE for n in (1, 2, 5, 10, 15, 30)),
    *(n * _HOUR for n in (1, 2, 3, 6, 12)),
)
_UTC_STEPS = (*_BELOW_A_DAY, _DAY, 7 * _DAY)
_MET_STEPS = (*_BELOW_A_DAY, *(n * _DAY for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)))
_CALENDAR_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240)
_MINOR_GAP_PX = 7.0


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One line of the ruler; a minor tick has no label."""

    utc_ms: int
    label: str = ""

    @property
    def is_major(self) -> bool:
        """Whether the tick carries a label."""
        return bool(self.label)


def round_step_ms(scale: TimeScale, gap_px: float) -> int:
    """Return the smallest round step, at most a day, that is at least ``gap_px`` wide."""
    wanted_ms = gap_px * scale.ms_per_px
    return next((step for step in _BELOW_A_DAY if step >= wanted_ms), _DAY)


@lru_cache(maxsize=16)
def utc_ticks(scale: TimeScale, em_px: float) -> tuple[Tick, ...]:
    """Return the ticks of the UTC row.

    Args:
        scale: the axis.
        em_px: about how wide one character of a label is.
    """
    for step in _UTC_STEPS:
        if step / scale.ms_per_px >= (_label_length(step) + 2) * em_px:
            minor = _minor_step(step, scale, _UTC_STEPS)
            return tuple(
                Tick(utc_ms=ms, label=_utc_label(ms, step) if _is_on(ms, step, _origin(step)) else "")
                for ms in _every(minor, scale, _origin(minor), reach_ms=step)
            )
    for months in _CALENDAR_MONTHS:
        if months * _MONTH / scale.ms_per_px >= 9 * em_px:
            break
    return tuple(
        Tick(utc_ms=ms, label=utc_text(ms)[:4] if months >= 12 else utc_text(ms)[:7])
        for ms in _every_months(months, scale)
    )


def local_ticks(scale: TimeScale, em_px: float, ahead_ms: int) -> tuple[Tick, ...]:
    """Return the ticks of the row of a local clock.

    Args:
        scale: the axis.
        em_px: about how wide one character of a label is.
        ahead_ms: how far the local clock is ahead of UTC at the left end.
    """
    local = scale.starting_at(scale.left_ms + ahead_ms)
    return tuple(Tick(utc_ms=tick.utc_ms - ahead_ms, label=tick.label) for tick in utc_ticks(local, em_px))


@lru_cache(maxsize=16)
def met_ticks(scale: TimeScale, t0_ms: int, em_px: float) -> tuple[Tick, ...]:
    """Return the ticks of the row of mission elapsed time.

    Args:
        scale: the axis.
        t0_ms: liftoff, UTC milliseconds.
        em_px: about how wide one character of a label is.
    """
    longest_ms = max(abs(scale.left_ms - t0_ms), abs(scale.right_ms - t0_ms))
    days = 5 if longest_ms >= _DAY else 0
    for step in _MET_STEPS:
        length = 7 if step >= _DAY else _label_length(step) + 2 + days
        if step / scale.ms_per_px >= (length + 2) * em_px:
            break
    minor = _minor_step(step, scale, _MET_STEPS)
    return tuple(
        Tick(utc_ms=ms, label=_met_label(ms - t0_ms, step) if _is_on(ms, step, t0_ms) else "")
        for ms in _every(minor, scale, t0_ms, reach_ms=step)
    )


def _label_length(step_ms: int) -> int:
    if step_ms < _SECOND:
        return 12
    return 8 if step_ms < _MINUTE else 10


def _origin(step_ms: int) -> int:
    return _MONDAY_MS if step_ms == 7 * _DAY else 0


def _is_on(ms: int, step_ms: int, origin_ms: int) -> bool:
    return (ms - origin_ms) % step_ms == 0


def _minor_step(major_ms: int, scale: TimeScale, steps: tuple[int, ...]) -> int:
    """Return the finest step that divides the major one and still leaves a gap between lines."""
    fine = (s for s in steps if s < major_ms and major_ms % s == 0 and s / scale.ms_per_px >= _MINOR_GAP_PX)
    return next((s for s in fine if major_ms // s <= 10), major_ms)


def _every(step_ms: int, scale: TimeScale, origin_ms: int, reach_ms: int) -> Iterator[int]:
    """Yield the multiples of a step on the axis, from one label's reach before its left end."""
    first = -(-(int(scale.left_ms) - reach_ms - origin_ms) // step_ms)
    for count in itertools.count(first):
        ms = origin_ms + count * step_ms
        if ms > scale.right_ms:
            return
        yield ms


def _every_months(months: int, scale: TimeScale) -> Iterator[int]:
    left = _EPOCH + timedelta(milliseconds=int(scale.left_ms))
    count = (left.year * 12 + left.month - 1) // months
    while True:
        year, month = divmod(count * months, 12)
        ms = (datetime(year, month + 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)
        if ms > scale.right_ms:
            return
        yield ms
        count += 1


def _utc_label(utc_ms: int, step_ms: int) -> str:
    text = utc_text(utc_ms)
    if utc_ms % _DAY == 0:
        return text[:10]
    return text[11:23] if step_ms < _SECOND else text[11:19] if step_ms < _MINUTE else text[11:16]


def _met_label(met_ms: int, step_ms: int) -> str:
    text = met_text(met_ms)
    if step_ms >= _DAY:
        return text.split(" ")[0] if abs(met_ms) >= _DAY else "T0"
    return text if step_ms < _SECOND else text[:-4] if step_ms < _MINUTE else text[:-7]
