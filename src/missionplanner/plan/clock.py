"""Instants and mission elapsed time as integer milliseconds, with the texts people read and write for them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import total_ordering
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UTC_TEXT = re.compile(
    r"(\d{4})-(?:(\d\d)-(\d\d)|(\d{3}))[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,18}))?)?\s*(Z|UTC|\+00:00)?\Z",
    re.IGNORECASE | re.ASCII,
)
_MS_PER_DAY = 86_400_000
# Years 1950 to 2100: what the ephemeris covers, and all of crewed flight.
FIRST_MS = -631_152_000_000
LAST_MS = 4_102_444_800_000


@total_ordering
class Utc:
    """An instant of UTC, to the millisecond; hashable, ordered, written as ISO 8601 with a Z."""

    __slots__ = ("ms",)
    ms: int

    def __init__(self, ms: int) -> None:
        """Make the instant ``ms`` milliseconds after 1970-01-01T00:00Z (leap seconds not counted).

        Raises:
            ValueError: the instant lies outside 1950 to 2100.
        """
        if not FIRST_MS <= ms <= LAST_MS:
            raise ValueError("the date must lie between 1950 and 2100")
        object.__setattr__(self, "ms", ms)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse any change."""
        raise AttributeError("an instant cannot be changed")

    @classmethod
    def parse(cls, text: str) -> Utc:
        """Read an ISO 8601 UTC time.

        Raises:
            ValueError: the text is no such time; the message shows a right one.
        """
        return cls((_parsed_ns(text) + 500_000) // 1_000_000)

    def __str__(self) -> str:
        """Write the instant as the plan file and the command line do."""
        return utc_text(self.ms)

    def __repr__(self) -> str:
        """Show the instant as a call that makes it."""
        return f"Utc.parse({utc_text(self.ms)!r})"

    def __eq__(self, other: object) -> bool:
        """Compare by value."""
        return isinstance(other, Utc) and self.ms == other.ms

    def __lt__(self, other: Utc) -> bool:
        """Tell whether this instant comes first."""
        return self.ms < other.ms

    def __hash__(self) -> int:
        """Hash by value."""
        return hash(self.ms)

    def __reduce__(self) -> tuple[type[Utc], tuple[int]]:
        """Let an instant cross a process boundary."""
        return Utc, (self.ms,)


def utc_us(text: str) -> int:
    """Read an ISO 8601 UTC time, with a calendar date or a day of the year, as microseconds since 1970.

    Raises:
        ValueError: the text is no such time between 1950 and 2100; the message shows a right one.
    """
    us = (_parsed_ns(text) + 500) // 1000
    Utc(us // 1000)
    return us


def _parsed_ns(text: str) -> int:
    match = _UTC_TEXT.match(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a UTC time like 2025-11-27T09:27:57.402Z")
    year, month, day, day_of_year, hour, minute, second, decimals, _ = match.groups()
    try:
        whole = datetime(
            int(year), int(month or 1), int(day or 1), int(hour), int(minute), int(second or 0), tzinfo=UTC
        )
        if day_of_year is not None:
            whole += timedelta(days=int(day_of_year) - 1)
            if whole.year != int(year):
                raise ValueError("day of the year is out of range")
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is not a time of the calendar: {error}") from None
    return (whole - _EPOCH) // timedelta(seconds=1) * 1_000_000_000 + int((decimals or "0")[:9].ljust(9, "0"))


def utc_us_text(utc_us: int) -> str:
    """Write an instant as ISO 8601 with microseconds and Z."""
    return (_EPOCH + timedelta(microseconds=utc_us)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def utc_text(utc_ms: int) -> str:
    """Write an instant as ISO 8601 with milliseconds and Z."""
    whole = _EPOCH + timedelta(milliseconds=utc_ms)
    return whole.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc_ms % 1000:03d}Z"


def utc_prose(utc_ms: int) -> str:
    """Write an instant for a sentence that somebody reads: ``2025-11-27 12:30:34 UTC``, of the second it lies in."""
    return (_EPOCH + timedelta(milliseconds=utc_ms)).strftime("%Y-%m-%d %H:%M:%S UTC")


def clock_text(utc_ms: int, t0_ms: int) -> str:
    """Write an instant as ``HH:MM:SS`` UTC, with the date before it unless it lies on the day of T0."""
    day, clock = utc_text(utc_ms)[:10], utc_text(utc_ms)[11:19]
    return clock if day == utc_text(t0_ms)[:10] else f"{day} {clock}"


def met_text(met_ms: int) -> str:
    """Write mission elapsed time as ``T+HH:MM:SS.mmm``; before liftoff as ``L-HH:MM:SS.mmm``.

    From a day on, days stand before the hours: ``T+2d 03:04:05.000``.
    """
    sign = "T+" if met_ms >= 0 else "L-"
    days, rest = divmod(abs(met_ms), _MS_PER_DAY)
    seconds, ms = divmod(rest, 1000)
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{ms:03d}"
    return f"{sign}{days}d {clock}" if days else f"{sign}{clock}"


def enc_hook(value: Any) -> Any:
    """Tell msgspec how to write an instant."""
    if isinstance(value, Utc):
        return str(value)
    raise NotImplementedError(type(value))


def dec_hook(expected: type, value: Any) -> Any:
    """Tell msgspec how to read an instant.

    Raises:
        ValueError: the value is no UTC time.
    """
    if expected is Utc:
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is not a UTC time like '2025-11-27T09:27:57.402Z'")
        return Utc.parse(value)
    raise NotImplementedError(expected)


def schema_hook(expected: type) -> dict[str, Any]:
    """Tell msgspec how the JSON Schema describes an instant."""
    if expected is Utc:
        return {"type": "string", "format": "date-time", "examples": ["2025-11-27T09:27:57.402Z"]}
    raise NotImplementedError(expected)
