"""The page of planned against flown, and the waivers, as the paper shows them."""

import subprocess

from msgspec.structs import replace

from missionplanner.files.plan_file import encode_plan
from missionplanner.flight.assess import Assessment, assess
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import replace_event
from missionplanner.plan.events import Actual
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.report.content.flown_table import flown_rows
from missionplanner.report.pdf import write_pdf


def text_of(assessment: Assessment) -> str:
    pdf = write_pdf(assessment, encode_plan(assessment.plan), None, "plan.mplan")
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_what_flew_in_the_order_in_which_it_did(sample: Plan, sample_assessment: Assessment) -> None:
    rows = flown_rows(sample_assessment)
    assert [row.name for row in rows][1:] == ["Liftoff", "Docking to Rassvet"]
    assert rows[1].difference == "as planned"
    assert rows[2].difference == "-00:03:54.000"
    assert (rows[2].actual_end_utc, rows[2].end_difference) == ("", "")
    source = Source(provenance="assumed", text="an exercise")
    span = Actual(start=Utc.parse("2025-11-27T12:29:40Z"), end=Utc.parse("2025-11-27T12:34:35Z"), source=source)
    plan = replace_event(sample, replace(sample.event("final-approach"), actual=span))
    (row,) = (one for one in flown_rows(assess(plan)) if one.source == "an exercise")
    assert row.actual_end_utc.startswith("2025-11-27T12:34:35.000Z")
    assert row.end_difference


def test_the_paper_has_a_page_of_it(sample: Plan, sample_assessment: Assessment) -> None:
    text = text_of(sample_assessment)
    assert text.count("Planned against flown") >= 2  # in the contents, and over the table
    page = text[text.rindex("Planned against flown") :]
    assert "2025-11-27T12:34:35.000Z" in page
    none = replace(sample, events=tuple(replace(event, actual=None) for event in sample.events))
    assert "Planned against flown" not in text_of(assess(none))
