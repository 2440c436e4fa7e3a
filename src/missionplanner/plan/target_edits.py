"""Edits of the target: the elements or the ephemeris that say where it is."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_ephemeris import TargetEphemeris

_ALPHA_5 = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def with_elements(plan: Plan, elements: ElementSet) -> Plan:
    """Return the plan with the target on other elements; its name and its ports stay."""
    return replace(plan, target=replace(plan.target, elements=elements, ephemeris=None))


def with_ephemeris(plan: Plan, ephemeris: TargetEphemeris) -> Plan:
    """Return the plan with the target on an ephemeris in place of what it was on; its name and its ports stay."""
    return replace(plan, target=replace(plan.target, elements=None, ephemeris=ephemeris))


def with_orbit_source(plan: Plan, source: Source) -> Plan:
    """Return the plan with another source of the elements or the ephemeris that its target is on."""
    target = plan.target
    elements = None if target.elements is None else replace(target.elements, source=source)
    ephemeris = None if target.ephemeris is None else replace(target.ephemeris, source=source)
    return replace(plan, target=replace(target, elements=elements, ephemeris=ephemeris))


def catalogue_number(elements: ElementSet) -> str:
    """Return the catalogue number of an element set in plain digits, whichever way it is written.

    In two lines a letter stands for the first two digits from 100000 on: A for 10, up to Z for 33, without I and O
    (Space-Track, "alpha-5").
    """
    if elements.mean is not None:
        return str(elements.mean.catalogue_number)
    written = elements.line1[2:7].strip()
    tens = _ALPHA_5.find(written[:1])
    return f"{tens + 10}{written[1:]}" if tens >= 0 and len(written) == 5 else written.lstrip("0") or written
