"""Who flies, and what for."""

from __future__ import annotations

from missionplanner.plan.provenance import FieldSource, Source, check_sources
from missionplanner.plan.record import Record, check_id


class Mission(Record, frozen=True, kw_only=True):
    """The flight as a whole."""

    name: str
    summary: str = ""
    expedition: str = ""
    planned_duration_days: float | None = None
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check numbers and sources.

        Raises:
            ValueError: a number is not finite or a source names no field.
        """
        Record.__post_init__(self)
        check_sources(self, self.sources)


class Objective(Record, frozen=True, kw_only=True):
    """One thing the mission is for."""

    id: str
    text: str
    source: Source | None = None

    def __post_init__(self) -> None:
        """Check the identifier.

        Raises:
            ValueError: the identifier is no slug.
        """
        check_id(self.id)


class CrewMember(Record, frozen=True, kw_only=True):
    """One person aboard."""

    id: str
    name: str
    role: str
    agency: str
    source: Source | None = None

    def __post_init__(self) -> None:
        """Check the identifier.

        Raises:
            ValueError: the identifier is no slug.
        """
        check_id(self.id)
