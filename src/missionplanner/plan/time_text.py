"""Times and durations as people type them, in every way that flight planners write them."""

from __future__ import annotations

import re
from decimal import Decimal

from missionplanner.plan.clock import Utc
from missionplanner.plan.zones import is_zone, zone_offset_ms

_UNIT_MS = {
    **dict.fromkeys(("d", "day", "days"), 86_400_000),
    **dict.fromkeys(("h", "hr", "hour", "hours"), 3_600_000),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60_000),
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1000),
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), 1),
}
_AMOUNT = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)\s*", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d{1,4})\s*d(?:ays?)?\s+)?(\d{1,5}):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?\Z", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?\s*(?:Z|UTC)?\Z", re.IGNORECASE)
_SINCE_LIFTOFF = re.compile(r"[TL]\s*(?:([+-])(.+)|-?\s*0)\Z", re.IGNORECASE)
# A zone by its name, with what the timeline writes behind it or without: "Asia/Almaty (UTC+05:00)".
_ZONE = re.compile(r"(.+?)\s+([A-Za-z]\w*(?:/[\w+-]+)+)\s*(?:\(UTC[+-]\d\d:\d\d\))?\Z")
_DAY_MS = 86_400_000
_LONGEST_MS = 10 * 366 * _DAY_MS


def parse_duration_ms(text: str) -> int:
    """Read a duration such as ``1h 30m``, ``90 min``, ``-30 s`` or ``01:30:00``.

    Raises:
        ValueError: the text is no duration, or one beyond ten years; the message shows right ones.
    """
    typed = text.strip().replace("\N{MINUS SIGN}", "-")
    sign = -1 if typed.startswith("-") else 1
    size_ms = _size_ms(typed.removeprefix("-").removeprefix("+").strip(), text)
    if size_ms > _LONGEST_MS:
        raise ValueError(f"{text.strip()!r} is longer than ten years")
    return sign * size_ms


def _size_ms(typed: str, text: str) -> int:
    if clock := _CLOCK.match(typed):
        days, hours, minutes, seconds = clock.groups()
        whole_ms = int(days or 0) * _DAY_MS + int(hours) * 3_600_000 + int(minutes) * 60_000
        return whole_ms + round(Decimal(seconds or 0) * 1000)
    total_ms = Decimal(0)
    at = 0
    while at < len(typed):
        amount = _AMOUNT.match(typed, at)
        if amount is None:
            break
        number, unit = amount.groups()
        if unit.lower() not in _UNIT_MS:
            if not unit and Decimal(number) != 0:
                raise ValueError(f"{text.strip()!r} needs a unit, as in 90 min, 1h 30m or 30 s")
            if unit:
                raise ValueError(f"{unit!r} is no unit of time; use d, h, min, s or ms")
        total_ms += Decimal(number) * _UNIT_MS.get(unit.lower(), 0)
        at = amount.end()
    if not typed or at < len(typed):
        raise ValueError(f"{text.strip()!r} is not a duration like 1h 30m, 90 min or 01:30:00")
    return round(total_ms)


def parse_instant_ms(text: str, t0_ms: int, now_ms: int) -> int:
    """Read an instant, in UTC milliseconds.

    A UTC date and time; a UTC time of day, which means the one nearest to the value that stands now; either of them
    in a zone, such as ``14:27:57 Asia/Almaty``; a time since liftoff such as ``T+44m`` or ``L-2h``; or a shift of the
    value that stands now, such as ``+30s``.

    Args:
        text: what the user typed.
        t0_ms: liftoff.
        now_ms: the value that stands now.

    Raises:
        ValueError: the text is no such time; the message shows right ones.
    """
    typed = text.strip().replace("\N{MINUS SIGN}", "-")
    if since := _SINCE_LIFTOFF.match(typed):
        sign, size = since.groups()
        return _checked(t0_ms + (parse_duration_ms(sign + size.strip()) if sign else 0))
    if local := _ZONE.match(typed):
        return _of_zone_ms(local[1], local[2], now_ms)
    if time_of_day := _TIME_OF_DAY.match(typed):
        hours, minutes, seconds = time_of_day.groups()
        day_ms = int(hours) * 3_600_000 + int(minutes) * 60_000 + round(Decimal(seconds or 0) * 1000)
        ahead_ms = (day_ms - now_ms) % _DAY_MS
        return _checked(now_ms + (ahead_ms if ahead_ms <= _DAY_MS // 2 else ahead_ms - _DAY_MS))
    if typed[:1] in ("+", "-"):
        return _checked(now_ms + parse_duration_ms(typed))
    try:
        return Utc.parse(typed).ms
    except ValueError as error:
        if "calendar" in str(error) or "1950" in str(error):
            raise
        raise ValueError(
            f"{text.strip()!r} is not a time like 2025-11-27 09:27:57, 09:27:57, T+44m, L-2h or +30s"
        ) from None


def _of_zone_ms(clock: str, zone: str, now_ms: int) -> int:
    """Read a clock of a zone; an hour that comes twice is the first, one that is skipped is that much later."""
    if not is_zone(zone):
        raise ValueError(f"{zone!r} is no time zone that this system knows; write one like Asia/Almaty")
    local_ms = parse_instant_ms(clock, now_ms, now_ms + zone_offset_ms(now_ms, zone))
    # The offset counts at the instant itself; before a change of clocks the earlier one holds.
    earlier_ms = zone_offset_ms(local_ms - _DAY_MS, zone)
    later_ms = zone_offset_ms(local_ms + _DAY_MS, zone)
    for offset_ms in (earlier_ms, later_ms):
        if zone_offset_ms(local_ms - offset_ms, zone) == offset_ms:
            return _checked(local_ms - offset_ms)
    return _checked(local_ms - earlier_ms)


def _checked(utc_ms: int) -> int:
    return Utc(utc_ms).ms


def duration_text(ms: int) -> str:
    """Write a duration as ``1 h 30 min``, exact to the millisecond, such that it reads back the same."""
    if ms == 0:
        return "0 s"
    days, rest = divmod(abs(ms), _DAY_MS)
    hours, rest = divmod(rest, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    seconds = f"{rest / 1000:.3f}".rstrip("0").rstrip(".")
    parts = [f"{amount} {unit}" for amount, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if amount]
    if rest:
        parts.append(f"{seconds} s")
    return ("-" if ms < 0 else "") + " ".join(parts)


def shift_text(ms: int) -> str:
    """Write a signed duration, such as ``+2 min``."""
    return f"+{duration_text(ms)}" if ms > 0 else duration_text(ms)


def utc_field_text(utc_ms: int) -> str:
    """Write an instant for a field labelled UTC: date and time to the second, or to the millisecond if it has any."""
    text = str(Utc(utc_ms)).replace("T", " ").removesuffix("Z")
    return text.removesuffix(".000")
