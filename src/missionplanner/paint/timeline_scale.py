"""The time axis: which instant lies at which pixel, and how zooming and panning change that."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

FINEST_MS_PER_PX = 0.02
COARSEST_MS_PER_PX = 2.0e9
# The years 1950 to 2100, outside which no instant of a plan can lie.
_FIRST_MS = -631_152_000_000.0
_LAST_MS = 4_102_444_800_000.0


@dataclass(frozen=True, kw_only=True)
class TimeScale:
    """A linear map between instants and horizontal pixels.

    ``left_ms`` is the UTC instant at ``left_px``, the left end of the axis; ``width_px`` is the axis' length.
    """

    left_ms: float
    ms_per_px: float
    left_px: float
    width_px: float

    @classmethod
    def between(
        cls,
        start_ms: float,
        end_ms: float,
        *,
        left_px: float,
        width_px: float,
        left_margin_px: float = 0.0,
        right_margin_px: float = 0.0,
    ) -> TimeScale:
        """Return the scale that shows a span, with room on both sides of it."""
        inner_px = max(width_px - left_margin_px - right_margin_px, 1.0)
        ms_per_px = _within(max(end_ms - start_ms, 1.0) / inner_px)
        return cls(
            left_ms=start_ms - left_margin_px * ms_per_px, ms_per_px=ms_per_px, left_px=left_px, width_px=width_px
        )

    @property
    def right_ms(self) -> float:
        """The instant at the right end of the axis."""
        return self.left_ms + self.width_px * self.ms_per_px

    @property
    def right_px(self) -> float:
        """The pixel at the right end of the axis."""
        return self.left_px + self.width_px

    def px(self, utc_ms: float) -> float:
        """Return where an instant lies."""
        return self.left_px + (utc_ms - self.left_ms) / self.ms_per_px

    def px_of_all(self, utc_ms: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where many instants lie."""
        return self.left_px + (utc_ms - self.left_ms) / self.ms_per_px

    def utc_ms(self, px: float) -> float:
        """Return the instant at a pixel."""
        return self.left_ms + (px - self.left_px) * self.ms_per_px

    def zoomed(self, factor: float, about_px: float) -> TimeScale:
        """Return the scale magnified by ``factor``, the instant under ``about_px`` staying there."""
        ms_per_px = _within(self.ms_per_px / factor)
        kept_ms = self.utc_ms(about_px)
        return replace(self, ms_per_px=ms_per_px, left_ms=_in_range(kept_ms - (about_px - self.left_px) * ms_per_px))

    def panned(self, by_px: float) -> TimeScale:
        """Return the scale with its content moved to the right by some pixels."""
        return replace(self, left_ms=_in_range(self.left_ms - by_px * self.ms_per_px))

    def starting_at(self, left_ms: float) -> TimeScale:
        """Return the scale with another instant at its left end."""
        return replace(self, left_ms=_in_range(left_ms))

    def resized(self, left_px: float, width_px: float) -> TimeScale:
        """Return the scale for another place and length of the axis, magnification and left instant kept."""
        return replace(self, left_px=left_px, width_px=max(width_px, 1.0))


def _in_range(left_ms: float) -> float:
    return float(min(max(left_ms, _FIRST_MS), _LAST_MS))


def _within(ms_per_px: float) -> float:
    return min(max(ms_per_px, FINEST_MS_PER_PX), COARSEST_MS_PER_PX)
