"""Planned against flown: every event with an actual time, and by how much it differs from the plan."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.plan.provenance import ProvenanceKind
from missionplanner.report.content.wording import UNKNOWN, difference_text, utc_or_unknown


@dataclass(frozen=True, kw_only=True)
class FlownRow:
    """One event as printed; the ends are empty where none was noted."""

    name: str
    planned_utc: str
    actual_utc: str
    difference: str
    planned_end_utc: str
    actual_end_utc: str
    end_difference: str
    provenance: ProvenanceKind
    source: str


def flown_rows(assessment: Assessment) -> tuple[FlownRow, ...]:
    """Return the events that have an actual time, in the order in which they happened."""
    schedule = assessment.schedule
    flown = [(event, event.actual) for event in assessment.plan.events if event.actual is not None]
    rows = []
    for event, actual in sorted(flown, key=lambda pair: pair[1].start.ms):
        start_ms, end_ms = schedule.start_ms(event.id), schedule.end_ms(event.id)
        actual_end_ms = None if actual.end is None else actual.end.ms
        rows.append(
            FlownRow(
                name=event.name,
                planned_utc=utc_or_unknown(start_ms),
                actual_utc=utc_or_unknown(actual.start.ms),
                difference=_difference(actual.start.ms, start_ms),
                planned_end_utc="" if actual_end_ms is None else utc_or_unknown(end_ms),
                actual_end_utc="" if actual_end_ms is None else utc_or_unknown(actual_end_ms),
                end_difference="" if actual_end_ms is None else _difference(actual_end_ms, end_ms),
                provenance=actual.source.provenance,
                source=actual.source.text,
            )
        )
    return tuple(rows)


def _difference(actual_ms: int, planned_ms: int | None) -> str:
    if planned_ms is None:
        return UNKNOWN
    return "as planned" if actual_ms == planned_ms else difference_text(actual_ms - planned_ms)
