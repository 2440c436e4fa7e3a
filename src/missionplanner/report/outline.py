"""The outline of the flight plan's PDF: bookmarks, description and fixed dates, the attachment kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, ByteStringObject, DictionaryObject, NameObject, TextStringObject

from missionplanner.plan.clock import utc_text


@dataclass(frozen=True, kw_only=True)
class Bookmark:
    """A title that leads to a page (counted from 0), under the section before it or as a section of its own."""

    title: str
    page: int
    is_section: bool


@dataclass(frozen=True, kw_only=True)
class Description:
    """What the PDF says about itself; ``fingerprint`` is 16 bytes that follow from the plan alone."""

    title: str
    subject: str
    authors: tuple[str, ...]
    keywords: str
    utc_ms: int
    fingerprint: bytes


def with_outline(pdf: bytes, bookmarks: Sequence[Bookmark], description: Description) -> bytes:
    """Return the PDF with bookmarks and description; the same input gives the same bytes."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    _name_fonts(writer)
    section = None
    for bookmark in bookmarks:
        if bookmark.is_section:
            section = writer.add_outline_item(title=bookmark.title, page_number=bookmark.page)
        else:
            writer.add_outline_item(title=bookmark.title, page_number=bookmark.page, parent=section, is_open=False)
    date = pdf_date(description.utc_ms)
    writer.metadata = {
        "/Title": description.title,
        "/Subject": description.subject,
        "/Author": ", ".join(description.authors),
        "/Keywords": description.keywords,
        "/Creator": "missionplanner",
        "/Producer": "missionplanner",
        "/CreationDate": date,
        "/ModDate": date,
    }
    writer.pdf_header = "%PDF-1.6"
    writer.page_mode = "/UseOutlines"
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("en")
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    identifier = ByteStringObject(description.fingerprint)
    writer._ID = ArrayObject([identifier, identifier])  # noqa: SLF001 (pypdf would make one up, another each time)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def pdf_date(utc_ms: int) -> str:
    """Write an instant as PDF does: ``D:20251127092757Z``."""
    return "D:" + "".join(letter for letter in utc_text(utc_ms)[:19] if letter.isdigit()) + "Z"


def _name_fonts(writer: PdfWriter) -> None:
    """Give the embedded subsets of fonts their names anew, in the order in which the pages use them.

    Qt takes the six letters before the name (ISO 32000-1, 9.6.4) from an order that differs from run to run, and
    leaves them out where the name stands again.
    """
    named: list[DictionaryObject] = []
    for page in writer.pages:
        fonts = cast(DictionaryObject, cast(DictionaryObject, page["/Resources"]).get("/Font", DictionaryObject()))
        for reference in fonts.values():
            font = cast(DictionaryObject, reference.get_object())
            if any(font is known for known in named):
                continue
            letters = "".join(chr(ord("A") + len(named) // 26**place % 26) for place in range(6))
            named.append(font)
            descendant = cast(DictionaryObject, cast(ArrayObject, font["/DescendantFonts"])[0].get_object())
            name = NameObject(f"/{letters}+{str(font['/BaseFont']).removeprefix('/')}")
            font[NameObject("/BaseFont")] = descendant[NameObject("/BaseFont")] = name
            cast(DictionaryObject, descendant["/FontDescriptor"])[NameObject("/FontName")] = name
