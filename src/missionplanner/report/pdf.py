"""The flight plan as a PDF: pages painted, the plan attached, bookmarks added."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from missionplanner.flight.assess import Assessment
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.report.content.flight_plan import FlightPlanContent, flight_plan_content
from missionplanner.report.outline import Bookmark, Description, with_outline
from missionplanner.report.pages.document import document_pages
from missionplanner.report.pages.lettering import Lettering
from missionplanner.report.pages.qt_application import ensure_gui_application
from missionplanner.report.pages.sheet import DOTS_PER_INCH, Page, RunningText, paint_page
from missionplanner.report.xmp import xmp_packet

Progress = Callable[[int, int], bool]
_MEDIA_TYPE = "application/vnd.missionplanner.plan+json"


class ExportCancelledError(Exception):
    """The user stopped the export; nothing was written."""


def write_pdf(
    assessment: Assessment,
    plan_bytes: bytes,
    photo_folder: Path | None,
    plan_file_name: str = "plan.mplan",
    progress: Progress | None = None,
    bands: DrawnBands | None = None,
) -> bytes:
    """Write the flight plan of an assessed plan.

    The same plan and photos give the same bytes: dates and identifiers follow from the plan.

    Args:
        assessment: the plan with its schedule, flight and findings.
        plan_bytes: the plan file as it shall be attached.
        photo_folder: where relative photo paths start, None for a plan that was never saved.
        plan_file_name: the name of the attachment; it is made to end in ``.mplan``, by which the PDF opens as a plan.
        progress: called with the pages done and the pages there are; if it returns False, the export stops.
        bands: the dispersions of this very plan, if it was studied.

    Returns:
        The PDF.

    Raises:
        ExportCancelledError: ``progress`` returned False.
    """
    ensure_gui_application()
    attachment = f"{Path(plan_file_name).name.removesuffix('.mplan').removesuffix('.json') or 'plan'}.mplan"
    digest = hashlib.sha256(plan_bytes).digest()
    content = flight_plan_content(assessment, None if bands is None else bands.found)

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0))
    )
    writer.setDocumentId(QUuid.fromRfc4122(QByteArray(digest[:16])))
    writer.addFileAttachment(attachment, QByteArray(plan_bytes), _MEDIA_TYPE)
    description = _description(assessment, content, digest)
    writer.setDocumentXmpMetadata(QByteArray(xmp_packet(description)))
    lettering = Lettering(writer)
    pages = document_pages(lettering, assessment, content, photo_folder, bands)
    running = RunningText(
        plan_name=content.cover.title,
        t0_utc=content.cover.t0_utc,
        document=f"Plan {attachment} is attached to this file; its SHA-256 begins {digest.hex()[:16]}",
    )
    _paint(writer, lettering, pages, running, progress)
    buffer.close()
    return with_outline(bytes(buffer.data().data()), list(_bookmarks(pages)), description)


def _paint(
    writer: QPdfWriter, lettering: Lettering, pages: list[Page], running: RunningText, progress: Progress | None
) -> None:
    painter = QPainter(writer)
    try:
        for number, page in enumerate(pages, start=1):
            if number > 1:
                writer.newPage()
            paint_page(painter, lettering, page, running, number, len(pages))
            if progress is not None and not progress(number, len(pages)):
                raise ExportCancelledError("The export was cancelled.")
    finally:
        painter.end()


def _bookmarks(pages: list[Page]) -> Iterator[Bookmark]:
    for number, page in enumerate(pages):
        for mark in page.marks:
            yield Bookmark(title=mark.title, page=number, is_section=mark.is_section)


def _description(assessment: Assessment, content: FlightPlanContent, digest: bytes) -> Description:
    plan = assessment.plan
    return Description(
        title=f"{plan.name} flight plan",
        subject=f"{plan.mission.summary} T0 {content.cover.t0_utc}".strip(),
        authors=tuple(person.name for person in content.cover.people),
        keywords=", ".join((plan.vehicle.name, plan.target.name, plan.target.port.name, plan.rendezvous.profile)),
        utc_ms=plan.t0.ms,
        fingerprint=digest[:16],
    )
