"""Local clocks: how far a time zone is ahead of UTC, and an instant written in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from missionplanner.plan.clock import utc_text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OF_FLIGHTS = ("Europe/Moscow", "Asia/Almaty", "America/Chicago", "America/New_York", "Europe/Paris", "Asia/Tokyo")


def local_text(utc_ms: int, zone: str) -> str:
    """Write an instant in a zone, as ``2025-11-27 14:27:57.402 Asia/Almaty (UTC+05:00)``."""
    offset_ms = zone_offset_ms(utc_ms, zone)
    clock = utc_text(utc_ms + offset_ms).replace("T", " ").removesuffix("Z")
    return f"{clock} {zone} ({offset_text(offset_ms)})"


def offset_text(offset_ms: int) -> str:
    """Write how far a zone is ahead of UTC, as ``UTC+05:00``."""
    minutes = abs(offset_ms) // 60_000
    return f"UTC{'-' if offset_ms < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def zone_offset_ms(utc_ms: float, zone: str) -> int:
    """Return how far a zone is ahead of UTC at an instant."""
    offset = (_EPOCH + timedelta(milliseconds=int(utc_ms))).astimezone(ZoneInfo(zone)).utcoffset()
    return 0 if offset is None else offset // timedelta(milliseconds=1)


def is_zone(name: str) -> bool:
    """Tell whether this system knows a zone."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True


@lru_cache(maxsize=1)
def known_zones() -> tuple[str, ...]:
    """Return the zones this system knows, those of crewed flights first."""
    known = available_timezones()
    places = sorted(zone for zone in known if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/")))
    first = tuple(zone for zone in _OF_FLIGHTS if zone in known)
    return (*first, *(zone for zone in places if zone not in first))
