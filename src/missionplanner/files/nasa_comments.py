"""What NASA writes into the comments of its ephemerides of the station: mass, drag and the table of planned events."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Literal

EventKind = Literal["launch", "arrival", "departure", "relocation", "reboost", "other"]

_PROPERTY = re.compile(
    r"\s*(MASS|DRAG_AREA|DRAG_COEFF|SOLAR_RAD_AREA|SOLAR_RAD_COEFF)\s*=\s*([-+0-9.eE]+)\s*(?:\[?[a-z^*0-9]*\]?)?\s*\Z"
)
_EVENT = re.compile(
    r"\s*(\S.*?)\s+(\d{3}):(\d\d):(\d\d):(\d\d(?:\.\d+)?)(?:\s+\d+)?\s+(-?\d+\.\d+)\s+(\d+\.\d+)\s+(\d+\.\d+)\s*\Z",
    re.ASCII,
)
_KINDS: tuple[tuple[str, EventKind], ...] = (
    ("launch", "launch"),
    ("reb", "reboost"),
    ("debris avoid", "reboost"),
    ("undock", "departure"),
    ("unberth", "departure"),
    ("depart", "departure"),
    ("release", "departure"),
    ("relo", "relocation"),
    ("dock", "arrival"),
    ("berth", "arrival"),
    ("arriv", "arrival"),
    ("capture", "arrival"),
)


@dataclass(frozen=True, kw_only=True)
class PlannedEvent:
    """A line of the table: what happens when, with which delta-v, and apogee and perigee heights then."""

    name: str
    kind: EventKind
    utc_ms: int
    dv_mps: float
    apogee_m: float
    perigee_m: float


@dataclass(frozen=True, kw_only=True)
class VehicleProperties:
    """Mass, areas and coefficients that an ephemeris was flown with; None stands for what it does not say."""

    mass_kg: float | None = None
    drag_area_m2: float | None = None
    drag_coefficient: float | None = None
    radiation_area_m2: float | None = None
    radiation_coefficient: float | None = None

    @property
    def ballistic_m2pkg(self) -> float | None:
        """Drag coefficient times area over mass [m2/kg], if all three are given."""
        if self.mass_kg is None or self.drag_area_m2 is None or self.drag_coefficient is None:
            return None
        return self.drag_coefficient * self.drag_area_m2 / self.mass_kg


def vehicle_properties(comments: Iterable[str]) -> VehicleProperties:
    """Return what lines such as ``MASS=445386.00`` say, in kg and m2; what is no positive number is left out."""
    found: dict[str, float] = {}
    for comment in comments:
        if match := _PROPERTY.match(comment):
            try:
                value = float(match[2])
            except ValueError:
                continue
            if isfinite(value) and value >= 0.0 and (match[1] != "MASS" or value > 0.0):
                found[match[1]] = value
    return VehicleProperties(
        mass_kg=found.get("MASS"),
        drag_area_m2=found.get("DRAG_AREA"),
        drag_coefficient=found.get("DRAG_COEFF"),
        radiation_area_m2=found.get("SOLAR_RAD_AREA"),
        radiation_coefficient=found.get("SOLAR_RAD_COEFF"),
    )


def planned_events(comments: Iterable[str], start_utc_ms: int) -> tuple[PlannedEvent, ...]:
    """Return the events of the table; their day of the year is that nearest to the ephemeris' start."""
    return tuple(
        event
        for comment in comments
        if (match := _EVENT.match(comment)) and (event := _event(match, start_utc_ms)) is not None
    )


def _event(match: re.Match[str], start_utc_ms: int) -> PlannedEvent | None:
    name, day, hour, minute, second, dv, apogee, perigee = match.groups()
    if not 1 <= int(day) <= 366 or int(hour) > 23 or int(minute) > 59 or float(second) >= 60.0:
        return None
    year = datetime.fromtimestamp(start_utc_ms / 1000.0, UTC).year
    within_ms = (int(day) - 1) * 86_400_000 + int(hour) * 3_600_000 + int(minute) * 60_000 + round(float(second) * 1000)
    years = (
        round(datetime(near, 1, 1, tzinfo=UTC).timestamp() * 1000) + within_ms for near in (year - 1, year, year + 1)
    )
    utc_ms = min(years, key=lambda ms: abs(ms - start_utc_ms))
    dv_mps = float(dv)
    words = name.lower()
    kind = next((kind for word, kind in _KINDS if word in words), "reboost" if dv_mps else "other")
    return PlannedEvent(
        name=name,
        kind=kind,
        utc_ms=utc_ms,
        dv_mps=dv_mps,
        apogee_m=float(apogee) * 1000.0,
        perigee_m=float(perigee) * 1000.0,
    )
