"""The sheet: A4 landscape with its margins, running head and foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from missionplanner.paint.palette import PRINT
from missionplanner.report.pages.lettering import RUNNING, Lettering, Style

# One unit is 1/96 inch, the resolution that the charts are made for: what is 12 px in the window is 9 pt on paper.
DOTS_PER_INCH = 96
_MM = DOTS_PER_INCH / 25.4
WIDTH = 297.0 * _MM
HEIGHT = 210.0 * _MM
SIDE = 13.0 * _MM
HEAD_BASELINE = 11.5 * _MM
FOOT_BASELINE = HEIGHT - 8.5 * _MM
FRAME = QRectF(SIDE, 17.0 * _MM, WIDTH - 2 * SIDE, HEIGHT - 33.0 * _MM)

Draw = Callable[[QPainter], None]
_RUNNING_BOLD = Style(size_pt=RUNNING.size_pt, bold=True)


class PageMark(NamedTuple):
    """A title that bookmarks and contents show for a page: a section, or a part of the section before it."""

    title: str
    is_section: bool


@dataclass(kw_only=True)
class Page:
    """One page to be: its section for the running head, what is marked on it, and what is drawn on it."""

    section: str
    draws: list[Draw] = field(default_factory=list)
    marks: list[PageMark] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class RunningText:
    """What stands on every page but the number."""

    plan_name: str
    t0_utc: str
    document: str


def paint_page(painter: QPainter, lettering: Lettering, page: Page, text: RunningText, number: int, of: int) -> None:
    """Paint one page with its running head and foot."""
    # Without it Qt moves edges to whole units, also in a PDF.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for draw in page.draws:
        painter.save()
        draw(painter)
        painter.restore()
    right = WIDTH - SIDE
    third = (right - SIDE) / 3
    name = lettering.elided(text.plan_name, _RUNNING_BOLD, third)
    section = lettering.elided(page.section, RUNNING, third)
    t0 = lettering.line(f"T0 {text.t0_utc}", RUNNING)
    count = lettering.line(f"Page {number} of {of}", RUNNING)
    document = lettering.elided(text.document, RUNNING, 2.4 * third)
    name.draw(painter, SIDE, HEAD_BASELINE - name.ascent)
    section.draw(painter, (WIDTH - section.width) / 2, HEAD_BASELINE - section.ascent)
    t0.draw(painter, right - t0.width, HEAD_BASELINE - t0.ascent)
    document.draw(painter, SIDE, FOOT_BASELINE - document.ascent)
    count.draw(painter, right - count.width, FOOT_BASELINE - count.ascent)
    painter.setPen(QPen(QColor(PRINT.muted_text), 0.5))
    for y in (HEAD_BASELINE + 6.0, FOOT_BASELINE - 14.0):
        painter.drawLine(QLineF(SIDE, y, right, y))
