"""What commands do to the annotations of one photo: pure functions from all of them to all of them."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from missionplanner.photo.shapes import moved
from missionplanner.plan.edits import fresh_id
from missionplanner.plan.photos import Annotation, Text

Annotations = tuple[Annotation, ...]


def without(annotations: Annotations, ids: Collection[str]) -> Annotations:
    """Return the annotations that are not named."""
    return tuple(annotation for annotation in annotations if annotation.id not in ids)


def recolored(annotations: Annotations, ids: Collection[str], color: str) -> Annotations:
    """Return all annotations, the named ones in another colour."""
    return tuple(replace(each, color=color) if each.id in ids else each for each in annotations)


def relabeled(annotations: Annotations, annotation_id: str, label: str) -> Annotations:
    """Return all annotations, one with another label; a text left without words goes away."""
    words = label.strip()
    named = next((each for each in annotations if each.id == annotation_id), None)
    if isinstance(named, Text) and not words:
        return without(annotations, {annotation_id})
    return tuple(replace(each, label=words) if each.id == annotation_id else each for each in annotations)


def duplicated(annotations: Annotations, ids: Collection[str], step_px: float) -> tuple[Annotations, tuple[str, ...]]:
    """Return all annotations with copies of the named ones on top, shifted by a step, and the ids of the copies."""
    taken = {annotation.id for annotation in annotations}
    copies: list[Annotation] = []
    for annotation in annotations:
        if annotation.id in ids:
            copy_id = fresh_id(taken, annotation.id.rstrip("-0123456789") or annotation.id)
            taken.add(copy_id)
            copies.append(replace(moved(annotation, step_px, step_px), id=copy_id))
    return (*annotations, *copies), tuple(copy.id for copy in copies)


def raised(annotations: Annotations, ids: Collection[str]) -> Annotations:
    """Return all annotations, the named ones on top, their order kept."""
    return (*without(annotations, ids), *(each for each in annotations if each.id in ids))
