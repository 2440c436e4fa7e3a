"""The key figures of a flight beside its picture, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from missionplanner.report.content.cover import Cover, Fact, KeyTime
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import DETAIL, Paragraph
from missionplanner.report.pages.table import Cell, Column, Row, cell, set_table

_LABEL_WIDTH = 160.0
_WIDE_ENOUGH_FOR_A_TABLE = 540.0
_TIME_COLUMNS = (
    Column(title="Event"),
    Column(title="Planned", unit="UTC", width=160.0),
    Column(title="Planned", unit="MET", width=120.0, align="right"),
    Column(title="Actual - planned", width=116.0, align="right"),
)


def set_figures(flow: Flow, content: Cover) -> None:
    """Set key times, then the figures of the rendezvous, into a flow of which only the first page is shown."""
    if flow.frame.width() >= _WIDE_ENOUGH_FOR_A_TABLE:
        _set_times(flow, content.key_times)
        flow.skip(8.0)
        _set_facts(flow, content.rendezvous_facts)
    else:
        times = [Fact(label=time.name, value=f"{time.utc}   {time.met}") for time in content.key_times]
        _set_facts(flow, [*times, *content.rendezvous_facts])


def _set_times(flow: Flow, times: Sequence[KeyTime]) -> None:
    rows = [Row(cells=(cell(time.name), cell(time.utc), cell(time.met), cell(time.difference))) for time in times]
    set_table(flow, _TIME_COLUMNS, rows)


def _set_facts(flow: Flow, facts: Sequence[Fact]) -> None:
    rows = [Row(cells=(Cell((Paragraph(fact.label, DETAIL),)), cell(fact.value))) for fact in facts]
    set_table(flow, [Column(title="", width=_LABEL_WIDTH), Column(title="")], rows)
