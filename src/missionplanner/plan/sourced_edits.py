"""Edits of values that carry a source: a value typed by the user no longer has the source of the old one."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec.structs import replace

from missionplanner.plan.mission import Mission
from missionplanner.plan.profile import Profile
from missionplanner.plan.provenance import FieldSource, ProvenanceKind
from missionplanner.plan.rendezvous import Approach
from missionplanner.plan.vehicle import Ascent, LaunchSite, Vehicle

BY_HAND = "entered by hand"

Sourced = TypeVar("Sourced", Mission, Vehicle, LaunchSite, Ascent, Approach, Profile)


def with_value(record: Sourced, field: str, value: Any) -> Sourced:
    """Return the record with one field replaced; if it had a source, that becomes an assumption entered by hand.

    Raises:
        ValueError: the record refuses the value; the message says what would be right.
    """
    if getattr(record, field) == value:
        return record
    changed = replace(record, **{field: value})
    return changed if source_of(record, field) is None else with_source(changed, field, "assumed", BY_HAND)


def with_source(record: Sourced, field: str, provenance: ProvenanceKind | None, text: str) -> Sourced:
    """Return the record with the source of one field replaced, or taken away."""
    if provenance is None:
        return replace(record, sources=tuple(source for source in record.sources if source.field != field))
    new = FieldSource(field=field, provenance=provenance, text=text)
    if source_of(record, field) is None:
        return replace(record, sources=(*record.sources, new))
    return replace(record, sources=tuple(new if source.field == field else source for source in record.sources))


def source_of(record: Sourced, field: str) -> FieldSource | None:
    """Return the source of one field, None if none is given."""
    return next((source for source in record.sources if source.field == field), None)
