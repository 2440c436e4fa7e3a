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
    "penumbra-sunrise",
    "penumbra-sunset",
    "range",
    "range-rate",
    "closest-approach",
    "station-rise",
    "station-set",
    "relay-acquisition",
    "relay-loss",
]
Crossing = Literal["falling", "rising"]

_OF_BOTH_CRAFT: tuple[OrbitalKind, ...] = ("range", "range-rate", "closest-approach")

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

    ``craft`` says whose orbit, where the instant is not one of chaser and target together. ``range_m`` goes with
    ``range`` and ``range_rate_mps`` (negative while closing) with ``range-rate``; with both, ``crossing`` says which
    way the value is passed, None for either. ``station`` goes with the station kinds, with ``mask_deg`` for another
    elevation mask than its own; ``relay`` goes with the relay kinds. Both name what ships with the program, and the
    launch site of the plan is a station too. Sunrise and sunset are at the edge of the umbra.
    """

    instant: OrbitalKind
    after: str
    craft: Craft = "chaser"
    count: int = 1
    offset_ms: int = 0
    range_m: float | None = None
    range_rate_mps: float | None = None
    crossing: Crossing | None = None
    station: str | None = None
    mask_deg: float | None = None
    relay: str | None = None

    def __post_init__(self) -> None:
        """Refuse a count below one, a quantity that cannot be, and a field where the instant has none.

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
        if (self.instant == "range-rate") != (self.range_rate_mps is not None):
            raise ValueError("range_rate_mps goes with the instant 'range-rate', and only with it")
        if self.range_rate_mps is not None:
            check_range("range_rate_mps", self.range_rate_mps, -20_000.0, 20_000.0)
        if self.crossing is not None and self.instant not in ("range", "range-rate"):
            raise ValueError("crossing goes with the instants 'range' and 'range-rate' only")
        if self.instant.startswith("station-") != (self.station is not None):
            raise ValueError("station goes with 'station-rise' and 'station-set', and only with them")
        if self.mask_deg is not None:
            if self.station is None:
                raise ValueError("mask_deg goes with 'station-rise' and 'station-set' only")
            check_range("mask_deg", self.mask_deg, -10.0, 85.0)
        if self.instant.startswith("relay-") != (self.relay is not None):
            raise ValueError("relay goes with 'relay-acquisition' and 'relay-loss', and only with them")

    @property
    def is_of_both_craft(self) -> bool:
        """Whether the instant is one of chaser and target together, so that ``craft`` says nothing."""
        return self.instant in _OF_BOTH_CRAFT


Anchor = AtUtc | AtMet | AfterEvent | AtOrbital
