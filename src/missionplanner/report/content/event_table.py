"""The event table: every event with its times, its track and where its time comes from."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.flight.instant_words import anchored_text
from missionplanner.plan.anchors import AtOrbital
from missionplanner.plan.events import Event, Phase, kind_of
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import ProvenanceKind
from missionplanner.report.content.wording import (
    day_text,
    difference_text,
    met_or_unknown,
    utc_or_unknown,
)


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """One event as printed.

    ``day`` heads the rows of one UTC day and is empty while the event has no time. ``details`` are the lines under
    the name: the orbital instant that times it, what really happened, who takes part, the note.
    """

    id: str
    kind: str
    name: str
    day: str
    start_utc: str
    met: str
    end_utc: str
    track: str
    provenance: ProvenanceKind | None
    details: tuple[str, ...] = ()


def event_rows(assessment: Assessment) -> tuple[EventRow, ...]:
    """Return the events in order of time; those without a time stand last, in plan order."""
    plan, schedule = assessment.plan, assessment.schedule
    tracks = {track.id: track.name for track in plan.tracks}
    people = {member.id: member.name for member in plan.crew}
    timed = sorted(
        (event for event in plan.events if schedule.start_ms(event.id) is not None),
        key=lambda event: schedule.start_ms(event.id) or 0,
    )
    untimed = [event for event in plan.events if schedule.start_ms(event.id) is None]
    return tuple(_row(event, assessment, tracks, people) for event in (*timed, *untimed))


def _row(event: Event, assessment: Assessment, tracks: dict[str, str], people: dict[str, str]) -> EventRow:
    start_ms, end_ms = assessment.schedule.start_ms(event.id), assessment.schedule.end_ms(event.id)
    return EventRow(
        id=event.id,
        kind=kind_of(event),
        name=event.name,
        day="" if start_ms is None else day_text(start_ms),
        start_utc=utc_or_unknown(start_ms),
        met=met_or_unknown(start_ms, assessment.schedule.t0_ms),
        end_utc="" if end_ms is not None and end_ms == start_ms else utc_or_unknown(end_ms),
        track=tracks.get(event.track, event.track),
        provenance=event.source.provenance if event.source else None,
        details=_details(event, assessment.plan, start_ms, end_ms, people),
    )


def _details(
    event: Event, plan: Plan, start_ms: int | None, end_ms: int | None, people: dict[str, str]
) -> tuple[str, ...]:
    lines = []
    if isinstance(event.anchor, AtOrbital):
        lines.append(f"At the {anchored_text(event.anchor, plan)}")
    if isinstance(event, Phase) and isinstance(event.end, AtOrbital):
        lines.append(f"Ends at the {anchored_text(event.end, plan)}")
    if event.actual is not None:
        lines.append(actual_text("Actual", event.actual.start.ms, start_ms))
        if event.actual.end is not None:
            lines.append(actual_text("Actual end", event.actual.end.ms, end_ms))
    if event.crew:
        lines.append("Crew: " + ", ".join(people.get(member, member) for member in event.crew))
    if event.note:
        lines.append(event.note)
    return tuple(lines)


def actual_text(label: str, actual_ms: int, planned_ms: int | None) -> str:
    """Write when something really happened, and by how much that differs from the plan."""
    text = f"{label} {utc_or_unknown(actual_ms)}"
    if planned_ms is None:
        return text
    return f"{text}, {'as planned' if actual_ms == planned_ms else difference_text(actual_ms - planned_ms)}"
