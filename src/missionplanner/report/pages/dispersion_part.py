"""The part on dispersed flights."""

from __future__ import annotations

from missionplanner.report.content.dispersion_table import DispersionTable
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import BODY, DETAIL
from missionplanner.report.pages.table import Column, Row, cell, set_table

_WIDTH = 82.0
_COLUMNS = (
    Column(title="Not exceeded by", width=330.0),
    Column(title="", width=50.0),
    *(Column(title=share, unit="of flights", width=_WIDTH, align="right") for share in ("50 %", "95 %", "99 %")),
    Column(title=""),
)


def set_dispersions(flow: Flow, table: DispersionTable) -> None:
    """Set the table and what is to be said with it."""
    flow.heading("Dispersions")
    rows = [
        Row(cells=tuple(cell(text) for text in (row.name, row.unit, row.p50, row.p95, row.p99, "")))
        for row in table.rows
    ]
    set_table(flow, _COLUMNS, rows)
    flow.y += 4.0
    flow.text(table.times, BODY)
    flow.text(table.faults, BODY)
    flow.text(table.about, DETAIL)
