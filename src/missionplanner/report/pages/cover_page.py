"""The cover page: title and key times over crew, objectives, contents and the figures of the flight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from missionplanner.paint.palette import PRINT
from missionplanner.report.content.cover import Cover, Fact, KeyTime, Person
from missionplanner.report.pages.flow import Flow, side_by_side
from missionplanner.report.pages.lettering import BODY_BOLD, DETAIL, SUBTITLE, TITLE, Lettering, Paragraph
from missionplanner.report.pages.sheet import FRAME, Page
from missionplanner.report.pages.table import Cell, Column, Row, cell, set_table

SECTION = "Cover"
_GUTTER = 36.0
_STRIPE = 5.0
_INDENT = _STRIPE + 12.0
_LABEL_WIDTH = 150.0
_NUMBER_WIDTH = 44.0


class ContentsEntry(NamedTuple):
    """A section and the page it starts on."""

    title: str
    page: int


def cover_pages(lettering: Lettering, content: Cover, contents: Sequence[ContentsEntry]) -> list[Page]:
    """Lay out the cover; what does not fit on one page goes on in the same columns of the next."""
    head = Flow(lettering, SECTION, FRAME)
    head.mark(SECTION)
    _title(head, content)
    _key_times(head, content.key_times)

    middle = FRAME.center().x()
    left_frame = QRectF(FRAME.left(), FRAME.top(), middle - FRAME.left() - _GUTTER / 2, FRAME.height())
    right_frame = QRectF(middle + _GUTTER / 2, FRAME.top(), FRAME.right() - middle - _GUTTER / 2, FRAME.height())
    left = Flow(lettering, SECTION, left_frame, head.y)
    right = Flow(lettering, SECTION, right_frame, head.y)
    _crew(left, content.people)
    _objectives(left, content.objectives)
    _contents(left, contents)
    _facts(right, "Flight", content.flight_facts)
    _facts(right, "Rendezvous", content.rendezvous_facts)
    if content.notes:
        shorter = min(left, right, key=lambda column: (len(column.pages), column.y))
        shorter.subheading("Notes")
        shorter.text(content.notes)
    # The columns start where the head ends, on the head's last page.
    return [*head.pages[:-1], *side_by_side(_last_page(head), left, right)]


def _last_page(flow: Flow) -> Flow:
    last = Flow(flow.lettering, flow.pages[-1].section, flow.frame)
    last.pages = flow.pages[-1:]
    return last


def _title(head: Flow, content: Cover) -> None:
    title = Flow(head.lettering, SECTION, FRAME.adjusted(_INDENT, 0.0, 0.0, 0.0), FRAME.top() + 4.0)
    title.text(content.title, TITLE)
    title.text(content.subtitle, SUBTITLE)
    title.y += 3.0
    if content.summary:
        title.text(content.summary)
    title.text(f"{content.verdict}.", DETAIL if content.verdict == "No findings" else BODY_BOLD)
    for number, page in enumerate(title.pages):
        if number:
            head.break_page()
        head.pages[-1].draws += page.draws
    head.y = title.y + 2.0
    if len(title.pages) == 1:
        stripe = QRectF(FRAME.left(), FRAME.top() + 8.0, _STRIPE, head.y - FRAME.top() - 8.0)
        head.draw(lambda painter: painter.fillRect(stripe, QColor(PRINT.accent)))


def _key_times(flow: Flow, times: Sequence[KeyTime]) -> None:
    flow.subheading("Key times")
    columns = [
        Column(title="Event"),
        Column(title="Planned", unit="UTC", width=180.0),
        Column(title="Planned", unit="MET", width=140.0, align="right"),
        Column(title="Actual", unit="UTC", width=220.0, align="right"),
        Column(title="Actual - planned", width=150.0, align="right"),
    ]
    rows = [
        Row(cells=(cell(time.name), cell(time.utc), cell(time.met), cell(time.actual_utc), cell(time.difference)))
        for time in times
    ]
    set_table(flow, columns, rows)


def _crew(flow: Flow, people: Sequence[Person]) -> None:
    flow.subheading("Crew")
    if not people:
        flow.text("No crew is entered in the plan.", DETAIL)
        return
    columns = [Column(title="Name", share=1.3), Column(title="Role"), Column(title="Agency")]
    rows = [Row(cells=(Cell((Paragraph(one.name, BODY_BOLD),)), cell(one.role), cell(one.agency))) for one in people]
    set_table(flow, columns, rows)


def _objectives(flow: Flow, objectives: Sequence[str]) -> None:
    flow.subheading("Objectives")
    if not objectives:
        flow.text("No objectives are entered in the plan.", DETAIL)
        return
    rows = [Row(cells=(cell(str(number)), cell(text))) for number, text in enumerate(objectives, start=1)]
    set_table(flow, [Column(title="", width=_NUMBER_WIDTH, align="right"), Column(title="")], rows)


def _contents(flow: Flow, contents: Sequence[ContentsEntry]) -> None:
    flow.subheading("Contents")
    columns = [Column(title=""), Column(title="", width=_NUMBER_WIDTH, align="right")]
    set_table(flow, columns, [Row(cells=(cell(entry.title), cell(str(entry.page)))) for entry in contents])


def _facts(flow: Flow, heading: str, facts: Sequence[Fact]) -> None:
    flow.subheading(heading)
    rows = [Row(cells=(Cell((Paragraph(fact.label, DETAIL),)), cell(fact.value))) for fact in facts]
    set_table(flow, [Column(title="", width=_LABEL_WIDTH), Column(title="")], rows)
