"""Say what looks wrong about a two-line element set, from itself and from its neighbours in the same file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2
from missionplanner.plan.clock import utc_text
from missionplanner.plan.station import ElementSet

_DAY_S = 86_400.0
# Beyond a month, reboosts and drag make a neighbour's plane a poor witness.
_NEIGHBOUR_DAYS = 30.0
# Genuine sets of the station agree to 0.01 deg a day; invented ones miss by tens of degrees.
_PLANE_TOLERANCE_DEG = 1.0
_PLANE_TOLERANCE_DEG_PER_DAY = 0.05


class _Fields(NamedTuple):
    inclination_deg: float
    raan_deg: float
    eccentricity: float
    mean_motion_revpd: float


def warnings(elements: ElementSet, neighbours: Sequence[ElementSet]) -> tuple[str, ...]:
    """Return what looks wrong about an element set, one sentence each; nothing for a plausible one.

    Args:
        elements: the set; its numbers can be read, which ``orbit.almanac`` sees to.
        neighbours: sets of the same file, itself among them or not.
    """
    fields = _fields(elements)
    return (
        *_checksum_warnings(elements),
        *_epoch_warnings(elements),
        *_orbit_warnings(fields),
        *_plane_warnings(elements, fields, neighbours),
    )


def _checksum_warnings(elements: ElementSet) -> Iterator[str]:
    for number, line in (("first", elements.line1), ("second", elements.line2)):
        checksum = sum(int(c) if c.isdecimal() else c == "-" for c in line[:68]) % 10
        if line[68:69] != str(checksum):
            said = f"is {line[68]}" if line[68:] else "is missing"
            yield f"The checksum of its {number} line {said} and should be {checksum}."


def _epoch_warnings(elements: ElementSet) -> Iterator[str]:
    epoch = elements.line1[18:32].strip()
    if len(epoch.partition(".")[2].rstrip("0")) <= 2:
        yield f"Its epoch {epoch} is a round number, which genuine element sets do not have."


def _fields(elements: ElementSet) -> _Fields:
    line = elements.line2
    eccentricity = int(line[26:33].replace(" ", "0")) * 1e-7
    return _Fields(float(line[8:16]), float(line[17:25]), eccentricity, float(line[52:63]))


def _orbit_warnings(fields: _Fields) -> Iterator[str]:
    if not 0.0 <= fields.inclination_deg <= 180.0:
        yield f"Its inclination of {fields.inclination_deg:g} deg lies outside 0 to 180."
    if not fields.mean_motion_revpd > 0.0:
        yield f"Its mean motion of {fields.mean_motion_revpd:g} revolutions per day is not above zero."
        return
    perigee_km = (_semi_major_axis_m(fields) * (1.0 - fields.eccentricity) - EARTH_RADIUS_M) / 1000.0
    if perigee_km < 120.0:
        yield (
            f"Its mean motion of {fields.mean_motion_revpd:g} revolutions per day puts the perigee at "
            f"{perigee_km:.0f} km, inside the atmosphere."
        )


def _plane_warnings(elements: ElementSet, fields: _Fields, neighbours: Sequence[ElementSet]) -> Iterator[str]:
    """Hold the node against those of the same object within a month, turned by the Earth's oblateness."""
    agreeing = 0
    contradicting: list[tuple[float, ElementSet]] = []
    for other in neighbours:
        days = (elements.epoch.ms - other.epoch.ms) / 1000.0 / _DAY_S
        same = (other.line1, other.line2) == (elements.line1, elements.line2)
        if same or abs(days) > _NEIGHBOUR_DAYS or other.line1[2:7] != elements.line1[2:7]:
            continue
        theirs = _fields(other)
        if not (theirs.mean_motion_revpd > 0.0 and fields.mean_motion_revpd > 0.0):
            continue
        expected_deg = theirs.raan_deg + _node_drift_degpd(theirs) * days
        miss_deg = abs((fields.raan_deg - expected_deg + 180.0) % 360.0 - 180.0)
        if miss_deg > _PLANE_TOLERANCE_DEG + _PLANE_TOLERANCE_DEG_PER_DAY * abs(days):
            contradicting.append((miss_deg, other))
        else:
            agreeing += 1
    if contradicting and len(contradicting) >= agreeing:
        miss_deg, other = min(contradicting, key=lambda pair: abs(pair[1].epoch.ms - elements.epoch.ms))
        yield f"Its node is {miss_deg:.1f} deg from where the element set of {utc_text(other.epoch.ms)} puts it."


def _semi_major_axis_m(fields: _Fields) -> float:
    mean_motion_radps = fields.mean_motion_revpd * math.tau / _DAY_S
    return math.cbrt(GM_EARTH_M3PS2 / mean_motion_radps**2)


def _node_drift_degpd(fields: _Fields) -> float:
    """Return the secular drift of the node under J2. Source: Vallado, eq. 9-38."""
    parameter_m = _semi_major_axis_m(fields) * (1.0 - fields.eccentricity**2)
    turns_per_revolution = (
        1.5 * J2 * (EARTH_RADIUS_M / parameter_m) ** 2 * math.cos(math.radians(fields.inclination_deg))
    )
    return -360.0 * fields.mean_motion_revpd * turns_per_revolution
