"""Where a value comes from: published, a sibling flight, our derivation, or an assumption."""

from __future__ import annotations

from typing import Literal

from missionplanner.plan.record import Record

ProvenanceKind = Literal["published", "published-plan", "sibling", "derived", "assumed"]


class Source(Record, frozen=True, kw_only=True):
    """The provenance of one value.

    ``published`` was published for this very flight, ``published-plan`` was published before it as the plan,
    ``sibling`` was published for another flight of the family, ``derived`` was computed from published data,
    ``assumed`` has no source at all.
    """

    provenance: ProvenanceKind
    text: str


class FieldSource(Record, frozen=True, kw_only=True):
    """The provenance of one named field of the record that holds it."""

    field: str
    provenance: ProvenanceKind
    text: str


def check_sources(record: Record, sources: tuple[FieldSource, ...]) -> None:
    """Refuse a source for a field that the record does not have.

    Raises:
        ValueError: a source names an unknown field.
    """
    for source in sources:
        if source.field not in record.__struct_fields__:
            known = ", ".join(name for name in record.__struct_fields__ if name != "sources")
            raise ValueError(f"a source names the field {source.field!r}; the fields here are {known}")
