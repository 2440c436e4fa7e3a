"""The pages of sources: every sourced value under the heading of its provenance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missionplanner.report.content.source_table import SourceGroup
from missionplanner.report.content.wording import PROVENANCE_HEADINGS
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import DETAIL, Lettering
from missionplanner.report.pages.marks import PROVENANCE_MARKS
from missionplanner.report.pages.sheet import FRAME, Page
from missionplanner.report.pages.table import Band, Column, Row, cell, set_table

SECTION = "Sources"
_COLUMNS = (
    Column(title="Of", share=1.0),
    Column(title="What", share=1.1),
    Column(title="Value", share=1.1),
    Column(title="Source", share=2.6),
)


def source_pages(lettering: Lettering, groups: Sequence[SourceGroup]) -> list[Page]:
    """Lay out the sources, the firmest first."""
    flow = Flow(lettering, SECTION, FRAME)
    flow.heading(SECTION)
    if not groups:
        flow.text("The plan states no sources.", DETAIL)
        return flow.pages
    set_table(flow, _COLUMNS, _rows(groups))
    return flow.pages


def _rows(groups: Sequence[SourceGroup]) -> Iterator[Row | Band]:
    for group in groups:
        count = len(group.rows)
        values = f"{count} value{'' if count == 1 else 's'}"
        if group.provenance is None:
            yield Band(f"Not stated: events that say nothing about where their time comes from ({values})")
        else:
            yield Band(f"{PROVENANCE_HEADINGS[group.provenance]} ({values})", PROVENANCE_MARKS[group.provenance])
        for row in group.rows:
            yield Row(cells=(cell(row.owner), cell(row.what), cell(row.value), cell(row.text)))
