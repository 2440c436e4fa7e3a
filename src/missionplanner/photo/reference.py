"""How a plan refers to the file of a photo: where it lies, and whether it still is the file that was added."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from missionplanner.photo.picture_file import PictureError, PictureFile, read_picture_file
from missionplanner.plan.edits import fresh_id
from missionplanner.plan.photos import Photo
from missionplanner.plan.plan import Plan
from missionplanner.plan.slugs import slug

FileState = Literal["sound", "missing", "changed", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """What became of a photo's file; ``sentence`` says it to the user and is empty when all is well."""

    state: FileState
    sentence: str
    path: Path


def plan_folder(plan_path: Path | None) -> Path | None:
    """Return the folder that relative photo paths start from; None for a plan that was never saved."""
    return plan_path.absolute().parent if plan_path is not None else None


def path_in_plan(file: Path, folder: Path | None) -> str:
    """Return how a plan in ``folder`` writes the path of a photo, always with forward slashes.

    Relative for a file below the plan's folder or beside it, so that both can be moved together; absolute for a file
    anywhere else, and as long as the plan has no folder.
    """
    absolute = Path(os.path.abspath(file))
    if folder is not None:
        home = Path(os.path.abspath(folder))
        # A plan directly below the root has the whole disk beside it, which is no reason for a relative path.
        beside = len(home.parent.parts) > 1 and absolute.is_relative_to(home.parent)
        if beside or absolute.is_relative_to(home):
            return Path(os.path.relpath(absolute, home)).as_posix()
    return absolute.as_posix()


def photo_file(photo: Photo, folder: Path | None) -> Path:
    """Return where the file of a photo should lie, for a plan saved in ``folder``."""
    path = Path(photo.path)
    return path if path.is_absolute() or folder is None else Path(os.path.normpath(folder / path))


def rebase_photo_paths(plan: Plan, old_folder: Path | None, new_folder: Path) -> Plan:
    """Return the plan with its photo paths rewritten for a new home; call it before every Save As.

    Absolute paths become relative where ``path_in_plan`` says so, which is how the photos of a plan that was never
    saved get their relative paths; relative ones keep pointing at the same file. No file is touched.

    Args:
        plan: the plan.
        old_folder: the folder it was opened from or last saved in, None if it never was.
        new_folder: the folder it is about to be saved in.
    """
    photos = tuple(
        photo
        if old_folder is None and not Path(photo.path).is_absolute()
        else replace(photo, path=path_in_plan(photo_file(photo, old_folder), new_folder))
        for photo in plan.photos
    )
    return plan if photos == plan.photos else replace(plan, photos=photos)


def photo_from_file(plan: Plan, file: Path, folder: Path | None) -> tuple[Photo, PictureFile]:
    """Make the record of a picture that is not yet in the plan, and say what its file said.

    Raises:
        PictureError: the file cannot be used as a photo.
    """
    picture = read_picture_file(file)
    photo = Photo(
        id=fresh_id({photo.id for photo in plan.photos}, slug(file.stem, otherwise="photo")),
        title=file.stem,
        path=path_in_plan(file, folder),
        sha256=sha256_of(file),
        size_bytes=picture.size_bytes,
        width_px=picture.width_px,
        height_px=picture.height_px,
        taken=picture.taken.utc if picture.taken is not None else None,
    )
    return photo, picture


def with_file(photo: Photo, file: Path, folder: Path | None) -> Photo:
    """Return the photo with another file behind it, everything else kept.

    Raises:
        PictureError: the file cannot be used as a photo.
    """
    picture = read_picture_file(file)
    return replace(
        photo,
        path=path_in_plan(file, folder),
        sha256=sha256_of(file),
        size_bytes=picture.size_bytes,
        width_px=picture.width_px,
        height_px=picture.height_px,
    )


def check_file(photo: Photo, folder: Path | None) -> FileCheck:
    """Compare a photo with its file."""
    path = photo_file(photo, folder)
    if not path.is_absolute():
        sentence = f"The plan was never saved, so nobody knows where {path} starts from; find the picture once."
        return FileCheck(state="missing", sentence=sentence, path=path)
    if not path.is_file():
        return FileCheck(state="missing", sentence=f"The picture is not there any more: {path}.", path=path)
    try:
        picture = read_picture_file(path)
        same = picture.size_bytes == photo.size_bytes and sha256_of(path) == photo.sha256
    except PictureError as error:
        return FileCheck(state="unreadable", sentence=str(error), path=path)
    if same:
        return FileCheck(state="sound", sentence="", path=path)
    sentence = f"{path.name} is not the picture that was added to the plan: its contents have changed."
    return FileCheck(state="changed", sentence=sentence, path=path)


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        PictureError: the file cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise PictureError(f"{file.name} cannot be read: {error.strerror or 'the disk reports an error'}.") from None
