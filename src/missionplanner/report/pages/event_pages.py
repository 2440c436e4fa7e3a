"""The pages of the event table, a band for each UTC day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missionplanner.report.content.event_table import EventRow
from missionplanner.report.content.wording import PROVENANCE_WORDS
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import BODY, DETAIL, Lettering, Paragraph
from missionplanner.report.pages.marks import KIND_MARKS, PROVENANCE_MARKS
from missionplanner.report.pages.sheet import FRAME, Page
from missionplanner.report.pages.table import Band, Cell, Column, Row, cell, set_table

SECTION = "Event table"
_COLUMNS = (
    Column(title="Start", unit="UTC", width=156.0),
    Column(title="MET", width=136.0, align="right"),
    Column(title="Event"),
    Column(title="Kind", width=84.0),
    Column(title="End", unit="UTC", width=156.0),
    Column(title="Track", width=116.0),
    Column(title="Time is", width=112.0),
)
_UNTIMED = "Without a time: the orbit that times them is not flown, or their anchor is broken"


def event_pages(lettering: Lettering, events: Sequence[EventRow]) -> list[Page]:
    """Lay out the event table."""
    flow = Flow(lettering, SECTION, FRAME)
    flow.heading(SECTION)
    if not events:
        flow.text("The plan holds no events.", DETAIL)
        return flow.pages
    set_table(flow, _COLUMNS, _rows(events))
    return flow.pages


def _rows(events: Sequence[EventRow]) -> Iterator[Row | Band]:
    day: str | None = None
    for event in events:
        if event.day != day:
            day = event.day
            yield Band(day or _UNTIMED)
        yield _row(event)


def _row(event: EventRow) -> Row:
    details = [Paragraph(text, DETAIL) for text in event.details]
    provenance = event.provenance
    return Row(
        cells=(
            cell(event.start_utc),
            cell(event.met),
            Cell((Paragraph(event.name, BODY), *details)),
            cell(event.kind, mark=KIND_MARKS[event.kind]),
            cell(event.end_utc),
            cell(event.track),
            cell(
                PROVENANCE_WORDS[provenance] if provenance else "not stated",
                mark=PROVENANCE_MARKS[provenance] if provenance else None,
            ),
        )
    )
