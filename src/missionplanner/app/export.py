"""A plan in another format: what File > Export writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from missionplanner.files.plan_file import SUFFIX, encode_plan
from missionplanner.flight.assess import Assessment
from missionplanner.paint.dispersion_bands import DrawnBands

SUFFIXES = (".pdf", ".json", ".csv", ".png")

Progress = Callable[[int, int], bool]


def exported(
    assessment: Assessment,
    suffix: str,
    photo_folder: Path | None,
    stem: str,
    progress: Progress | None = None,
    bands: DrawnBands | None = None,
) -> bytes:
    """Return the bytes of an export.

    Args:
        assessment: the plan, flown.
        suffix: the format: one of ``SUFFIXES``.
        photo_folder: where relative photo paths start, None for a plan that was never saved.
        stem: what to call the plan inside a PDF.
        progress: called with what is done and what there is to do; if it returns False, the export stops.
        bands: the dispersions of this very plan, for formats that carry them.

    Raises:
        ExportCancelledError: ``progress`` returned False.
        ValueError: the suffix is none of ours.
    """
    match suffix:
        case ".json":
            from missionplanner.files.export_json import export_json

            return export_json(assessment)
        case ".csv":
            from missionplanner.files.export_csv import export_csv

            return export_csv(assessment)
        case ".pdf":
            from missionplanner.report.pdf import write_pdf

            plan_bytes = encode_plan(assessment.plan)
            return write_pdf(assessment, plan_bytes, photo_folder, f"{stem}{SUFFIX}", progress, bands)
        case ".png":
            from missionplanner.report.picture import timeline_png

            return timeline_png(assessment)
        case _:
            raise ValueError(f"{suffix!r} is none of {', '.join(SUFFIXES)}")
