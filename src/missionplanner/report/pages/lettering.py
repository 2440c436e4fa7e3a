"""Lettering: fonts of the paper, and text broken into lines that fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPainter, QTextLayout, QTextOption

from missionplanner.paint.palette import PRINT

FAMILIES = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Arial"]
# The text of a PDF holds what the letters were drawn as: with a ligature, "First" reads back with one letter for "fi"
# and no search finds it.
_LIGATURES = ("liga", "clig", "dlig")


@dataclass(frozen=True, kw_only=True)
class Style:
    """Size, weight and colour of a text; the size is in points."""

    size_pt: float
    bold: bool = False
    color: str = PRINT.text


BODY = Style(size_pt=7.5)
BODY_BOLD = Style(size_pt=7.5, bold=True)
DETAIL = Style(size_pt=6.75, color=PRINT.muted_text)
COLUMN_TITLE = Style(size_pt=6.75, bold=True, color=PRINT.muted_text)
COLUMN_UNIT = Style(size_pt=6.75, color=PRINT.muted_text)
BAND = Style(size_pt=7.5, bold=True)
HEADING = Style(size_pt=13.0, bold=True)
SUBHEADING = Style(size_pt=9.0, bold=True, color=PRINT.accent)
TITLE = Style(size_pt=26.0, bold=True)
SUBTITLE = Style(size_pt=11.0, color=PRINT.muted_text)
RUNNING = Style(size_pt=6.75, color=PRINT.muted_text)


class Paragraph(NamedTuple):
    """A text in one style, still to be broken into lines."""

    text: str
    style: Style = BODY


class Line(NamedTuple):
    """One line that fits: what to draw, how wide and high it is, and where its baseline is below its top."""

    text: str
    style: Style
    width: float
    height: float
    ascent: float

    def draw(self, painter: QPainter, x: float, top: float) -> None:
        """Draw the line with its left end and its top edge here."""
        painter.setFont(font(self.style))
        painter.setPen(QColor(self.style.color))
        painter.drawText(QPointF(x, top + self.ascent), self.text)


@lru_cache(maxsize=64)
def font(style: Style) -> QFont:
    """Return the font of a style, without hinting and without ligatures."""
    made = _plain_font()
    made.setPointSizeF(style.size_pt)
    made.setBold(style.bold)
    return made


def chart_font(size_px: int) -> QFont:
    """Return the font of a chart, in device units so that it does not depend on a screen's resolution."""
    made = _plain_font()
    made.setPixelSize(size_px)
    return made


def _plain_font() -> QFont:
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for tag in _LIGATURES:
        made.setFeature(QFont.Tag(tag), 0)
    return made


class Lettering:
    """Measures and breaks text for one paint device."""

    def __init__(self, device: QPaintDevice) -> None:
        """Measure for ``device``; its resolution turns points into its units."""
        self._device = device
        self._metrics: dict[Style, QFontMetricsF] = {}

    def metrics(self, style: Style) -> QFontMetricsF:
        """Return the measures of a style on the device."""
        if style not in self._metrics:
            self._metrics[style] = QFontMetricsF(font(style), self._device)
        return self._metrics[style]

    def width(self, text: str, style: Style) -> float:
        """Return how wide a text is on one line."""
        return self.metrics(style).horizontalAdvance(text)

    def line(self, text: str, style: Style) -> Line:
        """Return a text as one line, however wide."""
        metrics = self.metrics(style)
        return Line(text, style, metrics.horizontalAdvance(text), metrics.height(), metrics.ascent())

    def elided(self, text: str, style: Style, width: float) -> Line:
        """Return a text as one line no wider than ``width``, cut with an ellipsis where it is."""
        one_line = " ".join(text.split())
        return self.line(self.metrics(style).elidedText(one_line, Qt.TextElideMode.ElideRight, width), style)

    def broken(self, paragraph: Paragraph, width: float) -> list[Line]:
        """Return a paragraph as lines no wider than ``width``; a word wider than that is broken inside."""
        lines: list[Line] = []
        for part in paragraph.text.splitlines() or [""]:
            if self.width(part, paragraph.style) <= width:
                lines.append(self.line(part, paragraph.style))
            else:
                lines.extend(self.line(text, paragraph.style) for text in self._wrapped(part, paragraph.style, width))
        return lines

    def _wrapped(self, text: str, style: Style, width: float) -> list[str]:
        layout = QTextLayout(text, font(style), self._device)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        texts = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            # Qt counts in UTF-16 units; Python in code points.
            units = text.encode("utf-16-le")[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            texts.append(units.decode("utf-16-le", errors="replace").rstrip())
        layout.endLayout()
        return texts
