"""The photos: what each shows, when it was taken, and the words of its annotations."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.plan.photos import Arrow, Ellipse, Photo, Rectangle
from missionplanner.plan.provenance import ProvenanceKind
from missionplanner.report.content.wording import PROVENANCE_WORDS, met_or_unknown, utc_or_unknown


@dataclass(frozen=True, kw_only=True)
class PhotoPage:
    """One photo as printed, with the record to draw it from."""

    photo: Photo
    title: str
    caption: str
    facts: tuple[str, ...]
    provenance: ProvenanceKind | None
    source: str
    labels: tuple[tuple[str, str, str], ...]
    """Colour, shape and words of each annotation."""


def photo_pages(assessment: Assessment) -> tuple[PhotoPage, ...]:
    """Return the photos in plan order."""
    return tuple(_page(photo, assessment.schedule.t0_ms) for photo in assessment.plan.photos)


def _page(photo: Photo, t0_ms: int) -> PhotoPage:
    taken_ms = photo.taken.ms if photo.taken else None
    taken = "Time not known" if taken_ms is None else f"{utc_or_unknown(taken_ms)}, {met_or_unknown(taken_ms, t0_ms)}"
    source = photo.source
    return PhotoPage(
        photo=photo,
        title=photo.title or photo.path,
        caption=photo.caption,
        facts=(
            taken,
            f"{photo.width_px} x {photo.height_px} px, {photo.size_bytes / 1024:.0f} KiB",
            f"File {photo.path}",
            f"SHA-256 {photo.sha256}",
        ),
        provenance=source.provenance if source else None,
        source="No source stated" if source is None else f"{PROVENANCE_WORDS[source.provenance]}: {source.text}",
        labels=tuple((shape.color, _shape_word(shape), shape.label or "(no words)") for shape in photo.annotations),
    )


def _shape_word(shape: object) -> str:
    match shape:
        case Rectangle():
            return "rectangle"
        case Ellipse():
            return "ellipse"
        case Arrow():
            return "arrow"
        case _:
            return "text"
