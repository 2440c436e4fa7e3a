"""The part on burns and delta-v by purpose."""

from __future__ import annotations

from missionplanner.report.content.flight_plan import FlightPlanContent
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import BODY, BODY_BOLD, DETAIL, Paragraph
from missionplanner.report.pages.marks import KIND_MARKS
from missionplanner.report.pages.table import Cell, Column, Row, cell, set_table

_COMPONENT_WIDTH = 82.0
_COLUMNS = (
    Column(title="Burn"),
    Column(title="TIG", unit="UTC", width=156.0),
    Column(title="TIG", unit="MET", width=124.0, align="right"),
    Column(title="delta-v x", unit="V-bar, m/s", width=_COMPONENT_WIDTH, align="right"),
    Column(title="delta-v y", unit="H-bar, m/s", width=_COMPONENT_WIDTH, align="right"),
    Column(title="delta-v z", unit="R-bar, m/s", width=_COMPONENT_WIDTH, align="right"),
    Column(title="Total", unit="m/s", width=_COMPONENT_WIDTH, align="right"),
    Column(title="Duration", unit="s", width=66.0, align="right"),
    Column(title="Time of ignition", share=1.2),
)
_AXES = (
    "Delta-v in the chaser's own LVLH frame at ignition: x along the V-bar (forward in a circular orbit), y along the "
    "H-bar (against the orbit's angular momentum), z along the R-bar (to nadir). TIG is the time of ignition; for a "
    "burn that is solved within a window the window stands relative to its anchor."
)


def set_burns(flow: Flow, content: FlightPlanContent) -> None:
    """Set the burn table and the delta-v by purpose."""
    flow.heading("Burn table")
    if content.burns:
        set_table(flow, _COLUMNS, [_burn_row(content, index) for index in range(len(content.burns))])
        flow.y += 4.0
        flow.text(_AXES, DETAIL)
    else:
        flow.text("The plan holds no burns.", DETAIL)
    _set_delta_v(flow, content)


def _burn_row(content: FlightPlanContent, index: int) -> Row:
    burn = content.burns[index]
    numbers = (burn.dv_x, burn.dv_y, burn.dv_z, burn.dv_total, burn.duration)
    return Row(
        cells=(
            cell(burn.name, mark=KIND_MARKS["burn"]),
            cell(burn.tig_utc),
            cell(burn.met),
            *(cell(number) for number in numbers),
            Cell((Paragraph(burn.time_choice, DETAIL),)),
        )
    )


def _set_delta_v(flow: Flow, content: FlightPlanContent) -> None:
    flow.subheading("Delta-v by purpose")
    if not content.delta_v:
        flow.text("No flight is solved, so there is no delta-v to sum up; the findings say why.", DETAIL)
        return
    columns = (
        Column(title="Purpose", width=330.0),
        Column(title="Delta-v", unit="m/s", width=90.0, align="right"),
        Column(title=""),
    )
    rows = []
    for part in content.delta_v:
        style = BODY_BOLD if part.is_total else BODY
        cells = (Cell((Paragraph(part.purpose, style),)), Cell((Paragraph(part.dv, style),)), cell(""))
        rows.append(Row(cells=cells, is_total=part.is_total))
    set_table(flow, columns, rows)
