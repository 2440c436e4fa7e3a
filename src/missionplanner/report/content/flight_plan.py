"""The whole flight plan as content: what the pages are laid out from."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.flight.dispersion_result import Dispersions
from missionplanner.report.content.burn_table import BurnRow, DeltaVRow, burn_rows, delta_v_rows
from missionplanner.report.content.cover import Cover, cover
from missionplanner.report.content.dispersion_table import DispersionTable, dispersion_table
from missionplanner.report.content.event_table import EventRow, event_rows
from missionplanner.report.content.finding_table import FindingRow, finding_rows
from missionplanner.report.content.flown_table import FlownRow, flown_rows
from missionplanner.report.content.photo_list import PhotoPage, photo_pages
from missionplanner.report.content.port_table import PortRow, port_rows
from missionplanner.report.content.source_table import SourceGroup, source_groups


@dataclass(frozen=True, kw_only=True)
class FlightPlanContent:
    """Every text of the paper flight plan, section by section.

    ``dispersions`` is None where nothing was studied; ``is_unchecked`` where nobody looked at what a burn that fails
    would lead to.
    """

    cover: Cover
    events: tuple[EventRow, ...]
    flown: tuple[FlownRow, ...]
    burns: tuple[BurnRow, ...]
    delta_v: tuple[DeltaVRow, ...]
    dispersions: DispersionTable | None
    findings: tuple[FindingRow, ...]
    is_unchecked: bool
    ports: tuple[PortRow, ...]
    photos: tuple[PhotoPage, ...]
    sources: tuple[SourceGroup, ...]


def flight_plan_content(assessment: Assessment, dispersions: Dispersions | None = None) -> FlightPlanContent:
    """Gather the content of an assessed plan, and of its dispersions if there are some."""
    return FlightPlanContent(
        cover=cover(assessment),
        events=event_rows(assessment),
        flown=flown_rows(assessment),
        burns=burn_rows(assessment),
        delta_v=delta_v_rows(assessment),
        dispersions=None if dispersions is None else dispersion_table(dispersions),
        findings=finding_rows(assessment),
        is_unchecked=assessment.flight.reaches_port and assessment.safety is None,
        ports=port_rows(assessment),
        photos=photo_pages(assessment),
        sources=source_groups(assessment),
    )
