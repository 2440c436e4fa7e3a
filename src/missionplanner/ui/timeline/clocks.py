"""The clocks of the timeline: one instant in UTC, since liftoff, and in a local zone, each with its name."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.plan.clock import met_text
from missionplanner.plan.zones import local_text
from missionplanner.ui.timeline.wording import clock_text, tr


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """Which clocks are shown; without a ``zone`` there is no local one."""

    zone: str | None = None

    def lines(self, utc_ms: int, t0_ms: int) -> list[str]:
        """Write an instant on every clock, a line for each."""
        met_ms = utc_ms - t0_ms
        name = tr("MET {met}") if met_ms >= 0 else tr("L-minus {met}")
        lines = [clock_text(utc_ms), name.format(met=met_text(met_ms))]
        return lines if self.zone is None else [*lines, local_text(utc_ms, self.zone)]
