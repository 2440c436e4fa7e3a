"""Export the events of a plan as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io

from missionplanner.flight.assess import Assessment
from missionplanner.plan.clock import met_text, utc_text
from missionplanner.plan.events import Event, kind_of
from missionplanner.plan.schedule import Schedule

COLUMNS = (
    "utc",
    "met",
    "end_utc",
    "name",
    "kind",
    "track",
    "provenance",
    "source",
    "actual_utc",
    "actual_minus_planned_s",
    "id",
)


def export_csv(assessment: Assessment) -> bytes:
    """Return the events in order of time as CSV (RFC 4180, UTF-8), those without a time last."""
    schedule = assessment.schedule
    tracks = {track.id: track.name for track in assessment.plan.tracks}
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for event in sorted(assessment.plan.events, key=lambda event: _order(event, schedule)):
        table.writerow(_row(event, schedule, tracks.get(event.track, event.track)))
    return text.getvalue().encode()


def _order(event: Event, schedule: Schedule) -> tuple[bool, int]:
    start_ms = schedule.start_ms(event.id)
    return start_ms is None, start_ms or 0


def _row(event: Event, schedule: Schedule, track: str) -> tuple[str, ...]:
    start_ms, end_ms = schedule.start_ms(event.id), schedule.end_ms(event.id)
    actual_ms = None if event.actual is None else event.actual.start.ms
    late_ms = None if actual_ms is None or start_ms is None else actual_ms - start_ms
    return (
        "" if start_ms is None else utc_text(start_ms),
        "" if start_ms is None else met_text(start_ms - schedule.t0_ms),
        "" if end_ms is None else utc_text(end_ms),
        event.name,
        kind_of(event),
        track,
        "" if event.source is None else event.source.provenance,
        "" if event.source is None else event.source.text,
        "" if actual_ms is None else utc_text(actual_ms),
        "" if late_ms is None else f"{late_ms / 1000:.3f}",
        event.id,
    )
