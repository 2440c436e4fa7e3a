"""The flow: text and tables poured down a frame, page after page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from missionplanner.report.pages.lettering import BODY, HEADING, SUBHEADING, Lettering, Line, Paragraph, Style
from missionplanner.report.pages.sheet import Draw, Page, PageMark


class Flow:
    """Pours content down a frame; a new page starts where the frame is full."""

    def __init__(self, lettering: Lettering, section: str, frame: QRectF, first_top: float | None = None) -> None:
        """Start an empty page.

        Args:
            lettering: what measures the text.
            section: the name of the section, for the running head and the bookmarks.
            frame: where content may stand.
            first_top: where content starts on the first page, if not at the frame's top.
        """
        self.lettering = lettering
        self.frame = frame
        self.pages = [Page(section=section)]
        self.y = frame.top() if first_top is None else first_top

    @property
    def room(self) -> float:
        """The height left on this page."""
        return self.frame.bottom() - self.y

    def draw(self, draw: Draw) -> None:
        """Put something on this page."""
        self.pages[-1].draws.append(draw)

    def mark(self, title: str, *, is_section: bool = True) -> None:
        """Let bookmarks and contents point to this page."""
        self.pages[-1].marks.append(PageMark(title, is_section))

    def break_page(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append(Page(section=self.pages[-1].section))
        self.y = self.frame.top()

    def make_room(self, height: float) -> bool:
        """Go to a new page unless ``height`` is left here or nothing stands here yet; tell whether it did."""
        if self.room >= height or self.y <= self.frame.top():
            return False
        self.break_page()
        return True

    def skip(self, height: float) -> None:
        """Leave some space, but none at the top of a page."""
        if self.y > self.frame.top():
            self.y = min(self.y + height, self.frame.bottom())

    def lines(self, lines: Sequence[Line]) -> None:
        """Set lines one under the other."""
        for line in lines:
            self.make_room(line.height)
            self.draw(_drawer(line, self.frame.left(), self.y))
            self.y += line.height

    def text(self, text: str, style: Style = BODY) -> None:
        """Set a paragraph."""
        self.lines(self.lettering.broken(Paragraph(text, style), self.frame.width()))

    def heading(self, text: str) -> None:
        """Set the heading of a section, on the same page if much of it is left."""
        self.skip(30.0)
        self.make_room(0.25 * self.frame.height())
        self.mark(text)
        self.title(text)

    def title(self, text: str) -> None:
        """Set words as large as a heading, without a mark."""
        self._heading(text, HEADING, 8.0, room_below=90.0)

    def subheading(self, text: str) -> None:
        """Set the heading of a part of a section, with room for something under it."""
        self.skip(16.0)
        self._heading(text, SUBHEADING, 4.0, room_below=45.0)

    def _heading(self, text: str, style: Style, space_below: float, *, room_below: float) -> None:
        lines = self.lettering.broken(Paragraph(text, style), self.frame.width())
        self.make_room(sum(line.height for line in lines) + room_below)
        self.lines(lines)
        self.y += space_below


def _drawer(line: Line, x: float, top: float) -> Draw:
    return lambda painter: line.draw(painter, x, top)


def side_by_side(*flows: Flow) -> list[Page]:
    """Lay flows that share a sheet over each other, page by page."""
    pages = []
    for index in range(max(len(flow.pages) for flow in flows)):
        parts = [flow.pages[index] for flow in flows if index < len(flow.pages)]
        page = Page(section=parts[0].section)
        for part in parts:
            page.draws += part.draws
            page.marks += part.marks
        pages.append(page)
    return pages
