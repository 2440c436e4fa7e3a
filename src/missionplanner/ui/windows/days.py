"""The days of a search with the windows found on each, apart from any widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missionplanner.flight.option import DAY_MS, Option
from missionplanner.flight.windows import Window


@dataclass(frozen=True, kw_only=True)
class Day:
    """A UTC day; ``is_searched`` says that nothing more will be found on it."""

    start_ms: int
    windows: tuple[Window, ...]
    is_searched: bool

    @property
    def best(self) -> Option | None:
        """The shortest feasible option of the day that is not experimental, the one of least delta-v among equals."""
        found = [window.best for window in self.windows if window.best is not None]
        return min(found, key=lambda option: (option.profile.docking_met_ms, _total(option)), default=None)

    @property
    def only_experimental(self) -> Option | None:
        """A feasible option of a day without a best one."""
        if self.best is not None:
            return None
        return next((option for window in self.windows for option in window.feasible), None)


def days_of(windows: Sequence[Window], from_ms: int, days: int, share: float) -> tuple[Day, ...]:
    """Return the days of a span.

    Args:
        windows: what was found so far.
        from_ms: midnight of the first day.
        days: how many days there are.
        share: how much of the span has been searched, from 0 to 1.
    """
    found: dict[int, list[Window]] = {}
    for window in windows:
        found.setdefault(_liftoff_ms(window) // DAY_MS, []).append(window)
    reached_ms = from_ms + share * days * DAY_MS
    return tuple(
        Day(
            start_ms=start_ms,
            windows=tuple(found.get(start_ms // DAY_MS, ())),
            is_searched=start_ms + DAY_MS <= reached_ms or bool(found.get(start_ms // DAY_MS)),
        )
        for start_ms in range(from_ms, from_ms + days * DAY_MS, DAY_MS)
    )


def _liftoff_ms(window: Window) -> int:
    return window.options[0].liftoff_ms if window.options else window.opportunity.utc_ms


def _total(option: Option) -> float:
    return 0.0 if option.delta_v is None else option.delta_v.total_mps
