"""Numbers, times and field names in the words and units of the paper flight plan."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from missionplanner.plan.clock import Utc, met_text, utc_text
from missionplanner.plan.provenance import ProvenanceKind
from missionplanner.plan.record import Record

UNKNOWN = "\N{EM DASH}"

# Written out here because strftime follows the locale, and the flight plan is in English everywhere.
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

PROVENANCE_WORDS: dict[ProvenanceKind, str] = {
    "published": "published",
    "published-plan": "published plan",
    "sibling": "sibling flight",
    "derived": "derived",
    "assumed": "assumed",
}

PROVENANCE_HEADINGS: dict[ProvenanceKind, str] = {
    "published": "Published for this very flight",
    "published-plan": "Published plan: before this flight, as its plan",
    "sibling": "Sibling flight: published for another flight of the family",
    "derived": "Derived: computed from published data",
    "assumed": "Assumed: without any source",
}

# Unit suffix of a field's name -> what to divide by, the unit to print, digits after the point.
_UNITS: tuple[tuple[str, float, str, int], ...] = (
    ("_mps", 1.0, "m/s", 3),
    ("_height_m", 1000.0, "km", 1),
    ("_days", 1.0, "days", 0),
    ("_deg", 1.0, "deg", 5),
    ("_ms", 1000.0, "s", 3),
    ("_kg", 1.0, "kg", 1),
    ("_px", 1.0, "px", 0),
    ("_m", 1.0, "m", 1),
    ("_s", 1.0, "s", 3),
    ("_n", 1.0, "N", 1),
)
_SPELLED = {"isp": "Specific impulse", "lvlh": "LVLH"}


def day_text(utc_ms: int) -> str:
    """Write the UTC day of an instant, like ``Thursday 27 November 2025``."""
    day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=utc_ms)
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def utc_or_unknown(utc_ms: int | None) -> str:
    """Write an instant as everywhere in the program, or a dash."""
    return UNKNOWN if utc_ms is None else utc_text(utc_ms)


def met_or_unknown(utc_ms: int | None, t0_ms: int) -> str:
    """Write an instant as mission elapsed time, or a dash."""
    return UNKNOWN if utc_ms is None else met_text(utc_ms - t0_ms)


def difference_text(later_by_ms: int) -> str:
    """Write by how much something came later (+) or earlier (-) than planned."""
    sign = "+" if later_by_ms >= 0 else "-"
    return sign + met_text(abs(later_by_ms)).removeprefix("T+")


def offset_text(ms: int) -> str:
    """Write a signed time difference in the largest unit that keeps it short, like ``+4 min`` or ``-1.5 s``."""
    if ms % 60_000 == 0 and ms:
        return f"{ms // 60_000:+d} min"
    return f"{'+' if ms > 0 else ''}{number_text(ms / 1000, 3).rstrip('0').rstrip('.')} s"


def number_text(value: float, digits: int) -> str:
    """Write a number with a fixed count of digits, never as minus zero.

    The minus is the ASCII one, so that a value copied out of the pages is a number again.
    """
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0.0 else text


def quantity_text(value: float | None, digits: int, unit: str) -> str:
    """Write a number with its unit, or a dash."""
    return UNKNOWN if value is None else f"{number_text(value, digits)} {unit}"


def degrees_text(angle_rad: float | None, digits: int = 2) -> str:
    """Write an angle in degrees, or a dash."""
    return quantity_text(None if angle_rad is None else math.degrees(angle_rad), digits, "deg")


def field_label(name: str) -> str:
    """Turn a field's name into words: ``plane_lead_ms`` becomes ``Plane lead``."""
    for suffix, *_ in _UNITS:
        if name.endswith(suffix):
            name = name.removesuffix("_m") if suffix == "_height_m" else name.removesuffix(suffix)
            break
    words = [_SPELLED.get(word, word) for word in name.split("_")]
    label = " ".join(words)
    return label[:1].upper() + label[1:]


def field_text(record: Record, name: str) -> str:
    """Write the value of a record's field in the unit that its name ends in."""
    return _value_text(getattr(record, name), name)


def _value_text(value: object, name: str) -> str:
    divisor, unit, digits = next(((d, u, n) for suffix, d, u, n in _UNITS if name.endswith(suffix)), (1.0, "", 5))
    match value:
        case None:
            return UNKNOWN
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{_short(value / divisor, digits)} {unit}".strip()
        case tuple() if value and all(isinstance(part, int | float) for part in value):
            return f"({', '.join(_short(part / divisor, digits) for part in value)}) {unit}".strip()
        case Utc() | str():
            return str(value)
        case _:
            return ""


def _short(value: float, digits: int) -> str:
    """Write a typed-in value with no more digits than it has."""
    text = number_text(value, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text
