"""Tables: aligned columns that break over pages under a repeated head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from missionplanner.paint.palette import PRINT
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.lettering import BAND, BODY, COLUMN_TITLE, COLUMN_UNIT, Line, Paragraph
from missionplanner.report.pages.marks import MARK_SIZE, Mark, draw_mark

_PAD_X = 7.0
_PAD_Y = 3.0
_MARK_SPACE = MARK_SIZE + 4.0


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its title with the unit under it, its share of the width, and how its cells align.

    A column with ``width`` is that wide; the others share the rest by ``share``.
    """

    title: str
    unit: str = ""
    width: float | None = None
    share: float = 1.0
    align: Literal["left", "right"] = "left"


class Cell(NamedTuple):
    """What stands in one field of a table."""

    paragraphs: tuple[Paragraph, ...]
    mark: Mark | None = None


class Band(NamedTuple):
    """A row of its own across the table, over the rows that follow it."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of cells; ``is_total`` sets a rule above it."""

    cells: tuple[Cell, ...]
    is_total: bool = False


class _Broken(NamedTuple):
    """A row as lines, cell by cell."""

    cells: list[list[Line]]
    marks: list[Mark | None]
    is_total: bool

    @property
    def height(self) -> float:
        return max((_height(lines) for lines in self.cells), default=0.0) + 2 * _PAD_Y


def cell(text: str, *details: Paragraph, mark: Mark | None = None) -> Cell:
    """Make a cell of one text and the smaller lines under it."""
    return Cell((Paragraph(text, BODY), *details), mark)


def set_table(flow: Flow, columns: Sequence[Column], rows: Iterable[Row | Band]) -> None:
    """Pour a table into a flow.

    A row that does not fit moves to the next page, under the head and the band that hold there; a row higher than a
    whole page goes on over as many as it needs.
    """
    _Table(flow, columns).set(rows)


class _Table:
    """One table being poured."""

    def __init__(self, flow: Flow, columns: Sequence[Column]) -> None:
        self._flow = flow
        self._columns = columns
        fixed = sum(column.width for column in columns if column.width is not None)
        shares = sum(column.share for column in columns if column.width is None) or 1.0
        rest = max(flow.frame.width() - fixed, 0.0)
        self._widths = [rest * column.share / shares if column.width is None else column.width for column in columns]
        lettering = flow.lettering
        self._titles = [
            [
                line
                for text, style in ((column.title, COLUMN_TITLE), (column.unit, COLUMN_UNIT))
                if text
                for line in lettering.broken(Paragraph(text, style), width - 2 * _PAD_X)
            ]
            for column, width in zip(columns, self._widths, strict=True)
        ]
        # A table whose columns have no titles has no head, only its upper rule.
        titles_height = max(_height(lines) for lines in self._titles)
        self._head_height = titles_height + 2 * _PAD_Y if titles_height else 0.0
        self._band: Band | None = None
        self._band_line_height = lettering.line("", BAND).height + 2 * _PAD_Y

    def set(self, rows: Iterable[Row | Band]) -> None:
        self._flow.make_room(self._head_height + self._band_line_height + 40.0)
        self._set_head()
        for row in rows:
            if isinstance(row, Band):
                self._band = row
                if self._flow.room < self._band_line_height + 30.0:
                    self._begin_page()
                self._set_band("")
            else:
                self._set_row(self._broken(row))
        self._rule(self._flow.y, PRINT.text, 0.8)
        self._flow.y += 2.0

    def _broken(self, row: Row) -> _Broken:
        cells = []
        for field, width in zip(row.cells, self._widths, strict=True):
            inner = width - 2 * _PAD_X - (_MARK_SPACE if field.mark else 0.0)
            cells.append([line for part in field.paragraphs for line in self._flow.lettering.broken(part, inner)])
        return _Broken(cells, [field.mark for field in row.cells], row.is_total)

    def _set_row(self, row: _Broken) -> None:
        if row.height > self._flow.room:
            whole_page = self._flow.frame.height() - self._head_height - self._band_line_height
            if row.height <= whole_page or self._flow.room < 60.0:
                self._next_page()
        while row.height > self._flow.room:
            fitting, row = _split(row, self._flow.room - 2 * _PAD_Y)
            self._draw_row(fitting)
            self._next_page()
        self._draw_row(row)

    def _begin_page(self) -> None:
        self._rule(self._flow.y, PRINT.text, 0.8)
        self._flow.break_page()
        self._set_head()

    def _next_page(self) -> None:
        self._begin_page()
        if self._band is not None:
            self._set_band(" (continued)")

    def _draw_row(self, row: _Broken) -> None:
        flow, top = self._flow, self._flow.y
        self._rule(top, PRINT.text if row.is_total else PRINT.grid, 0.8 if row.is_total else 0.5)
        left = flow.frame.left()
        for column, width, lines, mark in zip(self._columns, self._widths, row.cells, row.marks, strict=True):
            flow.draw(_CellDraw(column.align, left, width, top + _PAD_Y, tuple(lines), mark))
            left += width
        flow.y += row.height

    def _set_head(self) -> None:
        flow = self._flow
        bottom = flow.y + self._head_height
        self._rule(flow.y, PRINT.text, 0.8)
        if not self._head_height:
            return
        left = flow.frame.left()
        for column, width, lines in zip(self._columns, self._widths, self._titles, strict=True):
            top = bottom - _PAD_Y - _height(lines)
            flow.draw(_CellDraw(column.align, left, width, top, tuple(lines), None))
            left += width
        flow.y = bottom
        self._rule(bottom, PRINT.text, 0.8)

    def _set_band(self, suffix: str) -> None:
        assert self._band is not None
        flow, band = self._flow, self._band
        box = QRectF(flow.frame.left(), flow.y, flow.frame.width(), self._band_line_height)
        flow.draw(lambda painter: painter.fillRect(box.adjusted(0.0, 0.5, 0.0, 0.0), QColor(PRINT.surface)))
        inner = box.width() - 2 * _PAD_X - flow.lettering.width(suffix, BAND) - _MARK_SPACE
        line = flow.lettering.elided(band.text, BAND, inner)
        whole = flow.lettering.line(line.text + suffix, BAND)
        flow.draw(_CellDraw("left", box.left(), box.width(), box.top() + _PAD_Y, (whole,), band.mark))
        flow.y = box.bottom()

    def _rule(self, y: float, color: str, width: float) -> None:
        line = QLineF(self._flow.frame.left(), y, self._flow.frame.right(), y)

        def draw(painter: QPainter) -> None:
            painter.setPen(QPen(QColor(color), width))
            painter.drawLine(line)

        self._flow.draw(draw)


@dataclass(frozen=True)
class _CellDraw:
    """Draws the lines of one cell."""

    align: str
    left: float
    width: float
    top: float
    lines: tuple[Line, ...]
    mark: Mark | None

    def __call__(self, painter: QPainter) -> None:
        top, indent = self.top, 0.0
        if self.mark is not None and self.lines:
            draw_mark(painter, self.mark, self.left + _PAD_X, top + self.lines[0].height / 2)
            indent = _MARK_SPACE
        for line in self.lines:
            right = self.left + self.width - _PAD_X - line.width
            line.draw(painter, right if self.align == "right" else self.left + _PAD_X + indent, top)
            top += line.height


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def _split(row: _Broken, height: float) -> tuple[_Broken, _Broken]:
    """Cut a row so that the first part is no higher than ``height`` (yet holds at least one line of each cell)."""
    first, rest = [], []
    for lines in row.cells:
        taken, used = 0, 0.0
        while taken < len(lines) and (taken == 0 or used + lines[taken].height <= height):
            used += lines[taken].height
            taken += 1
        first.append(lines[:taken])
        rest.append(lines[taken:])
    return _Broken(first, row.marks, row.is_total), _Broken(rest, [None] * len(rest), False)
