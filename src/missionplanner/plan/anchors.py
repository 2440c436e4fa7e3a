"""Anchors: the rules that fix when an event happens."""

from __future__ import annotations

from typing import Literal

from missionplanner.plan.clock import Utc
from missionplanner.plan.record import Record, check_positive, check_range

Edge = Literal["start", "end"]
Craft = Literal["chaser", "target"]
OrbitalKind = Literal[
    "ascending-node",
    "descending-node",
    "perigee",
    "apogee",
    "sunrise",
    "sunset",
    "range",
    "station-rise",
    "station-set",
]

_LONGEST_MS = 10 * 366 * 86_400_000


class AtUtc(Record, frozen=True, kw_only=True, tag_field="rule", tag="utc"):
    """A fixed instant of UTC; a slip of T0 leaves it where it is."""

    utc: Utc


class AtMet(Record, frozen=True, kw_only=True, tag_field="rule", tag="met"):
    """A time since liftoff; it moves with T0. Negative before liftoff."""

    met_ms: int

    def __post_init__(self) -> None:
        """Refuse a time of more than ten years.

        Raises:
            ValueError: the time is beyond ten years.
        """
        check_range("met_ms", self.met_ms, -_LONGEST_MS, _LONGEST_MS)


class AfterEvent(Record, frozen=True, kw_only=True, tag_field="rule", tag="after"):
    """A time after the start or the end of another event (before it, if the offset is negative)."""

    event: str
    edge: Edge = "end"
    offset_ms: int = 0

    def __post_init__(self) -> None:
        """Refuse an offset of more than ten years.

        Raises:
            ValueError: the offset is beyond ten years.
        """
        check_range("offset_ms", self.offset_ms, -_LONGEST_MS, _LONGEST_MS)


class AtOrbital(Record, frozen=True, kw_only=True, tag_field="rule", tag="orbital"):
    """An instant that geometry finds: the ``count``-th of its kind after an event's start, plus an offset.

    ``range_m`` goes with ``range`` and ``station`` with the station kinds; both are None otherwise.
    """

    instant: OrbitalKind
    after: str
    craft: Craft = "chaser"
    count: int = 1
    offset_ms: int = 0
    range_m: float | None = None
    station: str | None = None

    def __post_init__(self) -> None:
        """Refuse a count below one, a range that is not positive, and a range or station where none belongs.

        Raises:
            ValueError: a field contradicts the kind of instant.
        """
        Record.__post_init__(self)
        check_range("count", self.count, 1, 10_000)
        check_range("offset_ms", self.offset_ms, -_LONGEST_MS, _LONGEST_MS)
        if (self.instant == "range") != (self.range_m is not None):
            raise ValueError("range_m goes with the instant 'range', and only with it")
        if self.range_m is not None:
            check_positive("range_m", self.range_m)
        if self.instant.startswith("station-") != (self.station is not None):
            raise ValueError("station goes with 'station-rise' and 'station-set', and only with them")


Anchor = AtUtc | AtMet | AfterEvent | AtOrbital
