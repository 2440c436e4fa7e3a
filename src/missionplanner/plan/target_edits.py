"""Edits of the target: the elements that say where it is."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.plan import Plan
from missionplanner.plan.station import ElementSet


def with_elements(plan: Plan, elements: ElementSet) -> Plan:
    """Return the plan with the target on other elements; its name and its ports stay."""
    return replace(plan, target=replace(plan.target, elements=elements))


def catalogue_number(elements: ElementSet) -> str:
    """Return the catalogue number of an element set, as it stands in the first line."""
    return elements.line1[2:7].strip()
