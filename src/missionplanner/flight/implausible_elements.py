"""Say what looks wrong about an element set, from itself and from its neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from missionplanner.flight.element_fields import ElementFields, element_fields
from missionplanner.flight.placeholder_digits import placeholder_warnings
from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2
from missionplanner.plan.clock import utc_text
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_edits import catalogue_number

_DAY_S = 86_400.0
_LEAST_MEAN_MOTION_REVPD = 0.03
# Beyond a year or so, reboosts and drag make a neighbour a poor witness.
_NEIGHBOUR_DAYS = 400.0
# Genuine sets of the station agree to 0.01 deg a day, over a year too; invented ones miss by tens of degrees. What
# grows with time is a part of the node's own drift, which 20 km of height change by one per cent.
_NODE_TOLERANCE_DEG = 1.0
_NODE_TOLERANCE_OF_DRIFT = 0.01
_NODE_TOLERANCE_DEGPD = 0.02
_LEAST_INCLINATION_DEG = 1.0  # below, the node says little
# A reboost of the station by 11 km, and 1 km a week on top of what the drag of both sets explains.
_MEAN_MOTION_TOLERANCE_REVPD = 0.02
_MEAN_MOTION_TOLERANCE_REVPD2 = 0.0003
_INCLINATION_TOLERANCE_DEG = 0.1
_REVOLUTIONS_TOLERANCE = 10.0
_REVOLUTIONS_TOLERANCE_OF_ALL = 0.002
_REVOLUTIONS_WRAP = 100_000


def warnings(elements: ElementSet, neighbours: Sequence[ElementSet] = ()) -> tuple[str, ...]:
    """Return what looks wrong about an element set, one sentence each; nothing for a plausible one.

    Args:
        elements: the set.
        neighbours: sets of the same file or the plan, itself among them or not.
    """
    try:
        fields = element_fields(elements)
    except ValueError:
        return ("Its numbers cannot be read.",)
    return (
        *_checksum_warnings(elements),
        *placeholder_warnings(elements, fields),
        *_orbit_warnings(fields),
        *_neighbour_warnings(elements, fields, neighbours),
    )


def _checksum_warnings(elements: ElementSet) -> Iterator[str]:
    if elements.mean is not None:
        return
    for number, line in (("first", elements.line1), ("second", elements.line2)):
        checksum = sum(int(c) if "0" <= c <= "9" else c == "-" for c in line[:68]) % 10
        if line[68:69] != str(checksum):
            said = f"is {line[68]}" if line[68:] else "is missing"
            yield f"The checksum of its {number} line {said} and should be {checksum}."


def _orbit_warnings(fields: ElementFields) -> Iterator[str]:
    if not 0.0 <= fields.inclination_deg <= 180.0:
        yield f"Its inclination of {fields.inclination_deg:g} deg lies outside 0 to 180."
    if not fields.mean_motion_revpd > 0.0:
        yield f"Its mean motion of {fields.mean_motion_revpd:g} revolutions per day is not above zero."
        return
    if fields.mean_motion_revpd < _LEAST_MEAN_MOTION_REVPD:
        yield f"Its mean motion of {fields.mean_motion_revpd:g} revolutions per day is that of a path beyond the Moon."
    perigee_km = (_semi_major_axis_m(fields) * (1.0 - fields.eccentricity) - EARTH_RADIUS_M) / 1000.0
    if perigee_km < 120.0:
        yield (
            f"Its mean motion of {fields.mean_motion_revpd:g} revolutions per day puts the perigee at "
            f"{perigee_km:.0f} km, inside the atmosphere."
        )


class _Miss(NamedTuple):
    """How far a set lies from what a neighbour predicts, in the tolerance's unit, and the sentence about it."""

    size: float
    tolerance: float
    sentence: str


def _neighbour_warnings(elements: ElementSet, fields: ElementFields, neighbours: Sequence[ElementSet]) -> Iterator[str]:
    """Hold a set against those of the same object; it is told about if no fewer contradict it than agree."""
    verdicts: dict[str, list[tuple[int, _Miss]]] = {}
    for other in neighbours:
        days = (elements.epoch.ms - other.epoch.ms) / 1000.0 / _DAY_S
        same = (other.line1, other.line2, other.mean) == (elements.line1, elements.line2, elements.mean)
        if same or abs(days) > _NEIGHBOUR_DAYS or catalogue_number(other) != catalogue_number(elements):
            continue
        try:
            theirs = element_fields(other)
        except ValueError:
            continue
        if theirs.mean_motion_revpd > 0.0 and fields.mean_motion_revpd > 0.0:
            when = utc_text(other.epoch.ms)
            for kind, miss in _misses(fields, theirs, days, when).items():
                verdicts.setdefault(kind, []).append((abs(elements.epoch.ms - other.epoch.ms), miss))
    for misses in verdicts.values():
        contradicting = [one for one in misses if one[1].size > one[1].tolerance]
        if contradicting and 2 * len(contradicting) >= len(misses):
            yield min(contradicting)[1].sentence


def _misses(ours: ElementFields, theirs: ElementFields, days: float, when: str) -> dict[str, _Miss]:
    inclined_deg = abs(ours.inclination_deg - theirs.inclination_deg)
    found = {
        "inclination": _Miss(
            inclined_deg,
            _INCLINATION_TOLERANCE_DEG,
            f"Its inclination is {inclined_deg:.2f} deg from that of the element set of {when}.",
        )
    }
    if _LEAST_INCLINATION_DEG < ours.inclination_deg < 180.0 - _LEAST_INCLINATION_DEG:
        drift_degpd = 0.5 * (_node_drift_degpd(ours) + _node_drift_degpd(theirs))
        missed_deg = abs((ours.raan_deg - theirs.raan_deg - drift_degpd * days + 180.0) % 360.0 - 180.0)
        grows_degpd = max(_NODE_TOLERANCE_OF_DRIFT * abs(drift_degpd), _NODE_TOLERANCE_DEGPD)
        found["node"] = _Miss(
            missed_deg,
            _NODE_TOLERANCE_DEG + grows_degpd * abs(days),
            f"Its node is {missed_deg:.1f} deg from where the element set of {when} puts it.",
        )
    drag_revpd2 = 2.0 * max(abs(ours.mean_motion_dot_revpd2), abs(theirs.mean_motion_dot_revpd2))
    faster_revpd = ours.mean_motion_revpd - theirs.mean_motion_revpd
    found["mean motion"] = _Miss(
        abs(faster_revpd),
        _MEAN_MOTION_TOLERANCE_REVPD + (_MEAN_MOTION_TOLERANCE_REVPD2 + drag_revpd2) * abs(days),
        f"Its mean motion of {ours.mean_motion_revpd:.5f} revolutions per day is {faster_revpd:+.5f} from that of the "
        f"element set of {when}.",
    )
    if ours.revolution and theirs.revolution:
        flown = 0.5 * (ours.mean_motion_revpd + theirs.mean_motion_revpd) * days
        off = (ours.revolution - theirs.revolution - flown) % _REVOLUTIONS_WRAP
        found["revolution"] = _Miss(
            min(off, _REVOLUTIONS_WRAP - off),
            _REVOLUTIONS_TOLERANCE + _REVOLUTIONS_TOLERANCE_OF_ALL * abs(flown),
            f"Its revolution number {ours.revolution} does not follow from {theirs.revolution} of the element set of "
            f"{when}.",
        )
    return found


def _semi_major_axis_m(fields: ElementFields) -> float:
    mean_motion_radps = fields.mean_motion_revpd * math.tau / _DAY_S
    return math.cbrt(GM_EARTH_M3PS2 / mean_motion_radps / mean_motion_radps)


def _node_drift_degpd(fields: ElementFields) -> float:
    """Return the secular drift of the node under J2. Source: Vallado, eq. 9-38."""
    parameter_m = _semi_major_axis_m(fields) * (1.0 - fields.eccentricity**2)
    turns_per_revolution = (
        1.5 * J2 * (EARTH_RADIUS_M / parameter_m) ** 2 * math.cos(math.radians(fields.inclination_deg))
    )
    return -360.0 * fields.mean_motion_revpd * turns_per_revolution
