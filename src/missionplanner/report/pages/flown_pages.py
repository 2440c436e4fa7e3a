"""The page of planned against flown; a plan of which nothing has flown has none."""

from __future__ import annotations

from collections.abc import Sequence

from missionplanner.report.content.flown_table import FlownRow
from missionplanner.report.content.wording import PROVENANCE_WORDS
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import DETAIL, Lettering, Paragraph
from missionplanner.report.pages.marks import PROVENANCE_MARKS
from missionplanner.report.pages.sheet import FRAME, Page
from missionplanner.report.pages.table import Cell, Column, Row, cell, set_table

SECTION = "Planned against flown"
_TIME_WIDTH = 166.0
_COLUMNS = (
    Column(title="Event"),
    Column(title="Planned", unit="UTC", width=_TIME_WIDTH),
    Column(title="Flown", unit="UTC", width=_TIME_WIDTH),
    Column(title="Flown - planned", width=134.0, align="right"),
    Column(title="Flown time is", share=1.1),
)


def flown_pages(lettering: Lettering, rows: Sequence[FlownRow]) -> list[Page]:
    """Lay out the table, an end below its start."""
    if not rows:
        return []
    flow = Flow(lettering, SECTION, FRAME)
    flow.heading(SECTION)
    set_table(flow, _COLUMNS, [_row(row) for row in rows])
    return flow.pages


def _row(row: FlownRow) -> Row:
    return Row(
        cells=(
            cell(row.name, *([Paragraph("its end", DETAIL)] if row.actual_end_utc else [])),
            _two(row.planned_utc, row.planned_end_utc),
            _two(row.actual_utc, row.actual_end_utc),
            _two(row.difference, row.end_difference),
            cell(
                PROVENANCE_WORDS[row.provenance], Paragraph(row.source, DETAIL), mark=PROVENANCE_MARKS[row.provenance]
            ),
        )
    )


def _two(first: str, second: str) -> Cell:
    return cell(first, *([Paragraph(second, DETAIL)] if second else []))
