"""A PDF that carries a plan opens as that plan; any other PDF is refused in one sentence."""

import contextlib
import io
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from missionplanner.files.errors import PlanFileError
from missionplanner.files.plan_file import decode_plan

SAMPLE = (files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan").read_bytes()


def pdf(attachments: dict[str, bytes], password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, data in attachments.items():
        writer.add_attachment(name, data)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_attached_plan_is_read() -> None:
    data = pdf({"photo.jpg": b"\xff\xd8\xff", "soyuz-ms-28.mplan": SAMPLE})
    assert decode_plan(data, "x.pdf") == decode_plan(SAMPLE, "sample")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf({}), "x.pdf is a PDF without a plan attached"),
        (pdf({"notes.txt": b"hello"}), "x.pdf is a PDF without a plan attached"),
        (pdf({"a.mplan": SAMPLE[:500]}), "x.pdf, line 19: the file ends too early"),
        (b"%PDF-1.7\nnonsense", "x.pdf is a damaged or encrypted PDF"),
        (pdf({"a.mplan": SAMPLE}, password="secret"), "x.pdf is a damaged or encrypted PDF"),
    ],
    ids=["none", "another file", "truncated plan", "damaged", "encrypted"],
)
def test_a_pdf_without_a_whole_plan_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(PlanFileError, match=says):
        decode_plan(data, "x.pdf")


WHOLE = pdf({"soyuz-ms-28.mplan": SAMPLE})


@given(at=st.integers(5, len(WHOLE) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_pdf_raises_nothing_else(at: int, byte: int, cut: bool) -> None:
    damaged = WHOLE[:at] if cut else WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    with contextlib.suppress(PlanFileError):
        decode_plan(damaged, "x.pdf")
