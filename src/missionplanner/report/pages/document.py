"""The document: all sections of the flight plan in their order, and the contents on its cover."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from missionplanner.flight.assess import Assessment
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.report.content.flight_plan import FlightPlanContent
from missionplanner.report.pages.burn_part import set_burns
from missionplanner.report.pages.cover_page import ContentsEntry, cover_pages
from missionplanner.report.pages.dispersion_part import set_dispersions
from missionplanner.report.pages.event_pages import event_pages
from missionplanner.report.pages.flow import Flow
from missionplanner.report.pages.flown_pages import flown_pages
from missionplanner.report.pages.ground_track_page import ground_track_pages
from missionplanner.report.pages.lettering import Lettering
from missionplanner.report.pages.photo_sheets import photo_sheets
from missionplanner.report.pages.relative_page import relative_pages
from missionplanner.report.pages.sheet import FRAME, Page
from missionplanner.report.pages.source_pages import source_pages
from missionplanner.report.pages.status_parts import set_findings, set_ports
from missionplanner.report.pages.timeline_pages import timeline_pages


def document_pages(
    lettering: Lettering,
    assessment: Assessment,
    content: FlightPlanContent,
    photo_folder: Path | None,
    bands: DrawnBands | None = None,
) -> list[Page]:
    """Lay out every page of the flight plan, its charts with bands if there are some."""
    tables = Flow(lettering, "Burns, findings, ports", FRAME)
    set_burns(tables, content)
    if content.dispersions is not None:
        set_dispersions(tables, content.dispersions)
    set_findings(tables, content.findings, content.is_unchecked)
    set_ports(tables, assessment.plan.target.name, content.ports)
    inside = [
        *timeline_pages(lettering, assessment, bands),
        *event_pages(lettering, content.events),
        *flown_pages(lettering, content.flown),
        *tables.pages,
        *ground_track_pages(lettering, assessment),
        *relative_pages(lettering, assessment, bands),
        *photo_sheets(lettering, content.photos, photo_folder),
        *source_pages(lettering, content.sources),
    ]
    # How many pages the cover takes does not depend on the numbers it lists.
    pages_of_cover = len(cover_pages(lettering, content.cover, _contents(inside, 1)))
    return [*cover_pages(lettering, content.cover, _contents(inside, pages_of_cover)), *inside]


def _contents(pages: Sequence[Page], pages_before: int) -> list[ContentsEntry]:
    return [
        ContentsEntry(mark.title, pages_before + number)
        for number, page in enumerate(pages, start=1)
        for mark in page.marks
        if mark.is_section
    ]
