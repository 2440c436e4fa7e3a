"""The PDF as others read it: poppler's tools and pypdf, never our own code."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from pypdf import PdfReader

from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.flight.assess import Assessment, assess
from missionplanner.plan.anchors import AfterEvent, AtMet
from missionplanner.plan.clock import Utc, utc_text
from missionplanner.plan.events import Activity, Milestone
from missionplanner.plan.mission import CrewMember
from missionplanner.plan.photos import Arrow, Photo, Rectangle, Text
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.report.pdf import ExportCancelledError, write_pdf

SAMPLE = Path(__file__).parents[2] / "resources/plans/soyuz-ms-28.mplan"
PUBLISHED = Source(provenance="published", text="somewhere")
A4_LANDSCAPE_PT = (841.9, 595.3)


def printed(assessment: Assessment, folder: Path = SAMPLE.parent) -> bytes:
    return write_pdf(assessment, encode_plan(assessment.plan), folder, "soyuz-ms-28.mplan")


@pytest.fixture(scope="module")
def pdf(sample_assessment: Assessment) -> bytes:
    return printed(sample_assessment)


def text_of(pdf: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    assert not done.stderr
    return done.stdout.decode()


def squeezed(text: str) -> str:
    return "".join(text.split())


def words_outside(pdf: bytes, first_page: int, last_page: int) -> list[str]:
    """Words that reach beyond the margins of the page."""
    boxes = text_of(pdf, "-bbox", "-f", str(first_page), "-l", str(last_page))
    found = re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', boxes)
    assert found
    return [
        word
        for left, top, right, bottom, word in found
        if float(left) < 36 or float(top) < 20 or float(right) > 806 or float(bottom) > 580
    ]


def test_every_event_is_found_by_name_and_utc(pdf: bytes, sample_assessment: Assessment) -> None:
    text = text_of(pdf)
    for event in sample_assessment.plan.events:
        start_ms = sample_assessment.schedule.start_ms(event.id)
        assert start_ms is not None
        assert event.name in text
        assert utc_text(start_ms) in text


def test_the_plan_comes_back_byte_for_byte(pdf: bytes, sample: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, path], check=True, capture_output=True)
    assert (tmp_path / "soyuz-ms-28.mplan").read_bytes() == SAMPLE.read_bytes()
    assert decode_plan(pdf, "plan.pdf") == sample


@pytest.mark.parametrize(
    ("given", "attached"),
    [("my plan.mplan", "my plan.mplan"), ("plan.json", "plan.mplan"), ("/a/b/Flug über.mplan", "Flug über.mplan")],
)
def test_the_attachment_is_named_as_a_plan(sample_assessment: Assessment, given: str, attached: str) -> None:
    pdf = write_pdf(sample_assessment, b"the bytes", None, given)
    assert dict(PdfReader(BytesIO(pdf)).attachments.items()) == {attached: [b"the bytes"]}


def test_bookmarks_lead_to_every_section(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[0] == "Cover"
    for title in ("Timeline, launch to docking", "Event table", "Burn table", "Findings", "Ports of ISS", "Sources"):
        assert title in titles
    for entry in reader.outline:
        if not isinstance(entry, list) and entry.title != "Cover":
            number = reader.get_destination_page_number(entry)
            assert number is not None
            assert entry.title in text_of(pdf, "-f", str(number + 1), "-l", str(number + 1)) or entry.title == "Photos"


def test_the_contents_name_the_pages_the_bookmarks_lead_to(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    cover = text_of(pdf, "-layout", "-l", "1")
    for entry in reader.outline:
        if not isinstance(entry, list) and entry.title != "Cover":
            number = reader.get_destination_page_number(entry)
            assert number is not None
            assert re.search(rf"{re.escape(entry.title)}\s+{number + 1}\b", cover)


def test_the_pdf_describes_itself(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "Soyuz MS-28 flight plan"
    assert reader.metadata["/CreationDate"] == reader.metadata["/ModDate"] == "D:20251127092757Z"
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": "Soyuz MS-28 flight plan"}
    assert reader.xmp_metadata.dc_creator == ["Sergey Kud-Sverchkov", "Sergei Mikaev", "Christopher Williams"]


def test_pages_are_numbered_a4_with_embedded_fonts(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    for number, page in enumerate(reader.pages, start=1):
        assert f"Page {number} of {len(reader.pages)}" in text_of(pdf, "-f", str(number), "-l", str(number))
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4_LANDSCAPE_PT, abs=1.0)
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert all("yes" in line.split() for line in fonts.splitlines()[2:])


def test_the_chart_is_vector(sample_assessment: Assessment) -> None:
    without_photos = assess(replace(sample_assessment.plan, photos=()))
    images = subprocess.run(["pdfimages", "-list", "-"], input=printed(without_photos), capture_output=True, check=True)
    assert len(images.stdout.decode().splitlines()) == 2


def test_the_same_plan_gives_the_same_bytes_in_another_second_and_process(pdf: bytes) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from missionplanner.files.plan_file import read_plan\n"
        "from missionplanner.flight.assess import assess\n"
        "from missionplanner.report.pdf import write_pdf\n"
        "path = Path(sys.argv[1])\n"
        "pdf = write_pdf(assess(read_plan(path)), path.read_bytes(), path.parent, path.name)\n"
        "sys.stdout.buffer.write(pdf)\n"
    )
    time.sleep(1.1)
    again = subprocess.run([sys.executable, "-c", script, str(SAMPLE)], capture_output=True, check=True).stdout
    assert hashlib.sha256(again).digest() == hashlib.sha256(pdf).digest()


def test_a_plan_without_a_flight_prints(flightless: Assessment) -> None:
    pdf = printed(flightless)
    text = text_of(pdf)
    assert all(event.name in text for event in flightless.plan.events)
    assert "No flight is solved" in text
    assert squeezed(flightless.findings[0].message) in squeezed(text)


def test_five_hundred_events_break_over_pages_under_a_repeated_head(sample: Plan) -> None:
    many = tuple(
        Activity(
            id=f"work-{number}",
            name=f"Work number {number:03d}",
            track="crew",
            anchor=AtMet(met_ms=number * 420_000),
            duration_ms=300_000,
        )
        for number in range(500)
    )
    assessment = assess(replace(sample, events=sample.events + many))
    pdf = printed(assessment)
    reader = PdfReader(BytesIO(pdf))
    table_text = ""
    for number in range(1, len(reader.pages) + 1):
        page = text_of(pdf, "-layout", "-f", str(number), "-l", str(number))
        if page.splitlines()[0].split("  ")[-2:-1] == ["Event table"] or "Event table" in page.splitlines()[0]:
            table_text += page
            assert re.search(r"MET\s+Event\s+Kind", page)
    for event in assessment.plan.events:
        start_ms = assessment.schedule.start_ms(event.id)
        assert start_ms is not None
        assert re.search(rf"{re.escape(utc_text(start_ms))}\s+\S.*{re.escape(event.name)}", table_text)


def test_long_and_strange_words_are_whole_and_inside_the_margins(sample: Plan) -> None:
    long_name = "A name that goes on about the finer points of rendezvous and docking " * 4
    strange = (
        Milestone(id="long", name=long_name.strip(), track="crew", anchor=AtMet(met_ms=1)),
        Milestone(id="solid", name="x" * 400, track="crew", anchor=AtMet(met_ms=2), note="W" * 9_000),
        Milestone(id="lost", name="Lost", track="gone", anchor=AfterEvent(event="nowhere"), note="words " * 3_000),
        Milestone(id="foreign", name="Космос <b>&amp;", track="crew", anchor=AtMet(met_ms=3)),
    )
    crowd = tuple(
        CrewMember(id=f"crew-{number}", name=f"Person {number} " + "Longname " * 12, role="role", agency="agency")
        for number in range(40)
    )
    plan = replace(
        sample, name="Plan with a long name " * 10, events=sample.events + strange, crew=crowd, notes="Notes. " * 2_000
    )
    pdf = printed(assess(plan))
    reader = PdfReader(BytesIO(pdf))
    text = squeezed(text_of(pdf))
    assert all(squeezed(event.name) in text for event in strange)
    assert all(squeezed(member.name) in text for member in crowd)
    assert text.count("W") >= 9_000
    assert text.count("Notes.") >= 2_000
    timeline = next(
        reader.get_destination_page_number(entry)
        for entry in reader.outline
        if not isinstance(entry, list) and entry.title.startswith("Timeline")
    )
    # The chart clips what runs out of its right end; every other word stands inside the margins.
    assert timeline is not None
    assert words_outside(pdf, 1, timeline) == []
    assert words_outside(pdf, timeline + 3, len(reader.pages)) == []


def test_a_photo_stands_on_a_page_of_its_own(sample: Plan, tmp_path: Path) -> None:
    picture = tmp_path / "view.jpg"
    Image.new("RGB", (600, 400), "#336699").save(picture)
    data = picture.read_bytes()
    photo = Photo(
        id="view",
        title="First view",
        path="view.jpg",
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        width_px=600,
        height_px=400,
        taken=Utc(sample.t0.ms + 3_600_000),
        caption="What the crew saw.",
        source=PUBLISHED,
        annotations=(
            Rectangle(id="box", label="Port", corner_px=(100, 100), opposite_px=(200, 200)),
            Arrow(id="arrow", label="", tail_px=(10, 10), tip_px=(90, 90)),
            Text(id="words", label="Two\nlines", position_px=(300, 300), height_px=20.0),
        ),
    )
    missing = replace(photo, id="gone", title="Gone view", path="gone.jpg", annotations=())
    pdf = printed(assess(replace(sample, photos=(photo, missing))), tmp_path)
    images = subprocess.run(["pdfimages", "-list", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert len(images.splitlines()) == 3
    text = text_of(pdf)
    for words in ("First view", "What the crew saw.", "T+01:00:00.000", "published: somewhere", "rectangle", "Port"):
        assert words in text
    assert "The picture is not there any more" in " ".join(text.split())
    outline = PdfReader(BytesIO(pdf)).outline
    children = next(entry for entry in outline if isinstance(entry, list))
    assert [entry.title for entry in children if not isinstance(entry, list)] == ["First view", "Gone view"]


def test_progress_counts_the_pages_and_can_stop(sample_assessment: Assessment) -> None:
    seen: list[tuple[int, int]] = []

    def note(done: int, of: int) -> bool:
        seen.append((done, of))
        return True

    pages = len(PdfReader(BytesIO(write_pdf(sample_assessment, b"{}", None, progress=note))).pages)
    assert seen == [(number, pages) for number in range(1, pages + 1)]
    with pytest.raises(ExportCancelledError):
        write_pdf(sample_assessment, b"{}", None, progress=lambda done, of: done < 2)


def test_the_relative_motion_has_its_page_with_axes_zones_and_events(
    pdf: bytes, flightless: Assessment, sample_assessment: Assessment
) -> None:
    reader = PdfReader(BytesIO(pdf))
    texts = [squeezed(page.extract_text()) for page in reader.pages]
    (page,) = (text for text in texts if "Approachellipsoid4x2x2km" in text)
    for words in ("V-bar(+x,alongtheflight)", "R-bar(+z,totheEarth)", "H-bar(-y,orbitnormal)", "Keep-outsphere200m"):
        assert words in page
    for words in ("Corridor±10deg(assumed)", "DV4", "Finalapproach", "Contact0.06to0.15m/s", "Timebeforecontact"):
        assert words in page
    unflown = PdfReader(BytesIO(printed(flightless)))
    assert not any("Approachellipsoid" in squeezed(page.extract_text()) for page in unflown.pages)
