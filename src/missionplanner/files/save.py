"""Write a file so that a crash at any moment leaves the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from missionplanner.files.errors import SaveError


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` into a file: written beside it, synced, moved into its place, and the folder synced.

    A file that stood there keeps its mode; a symbolic link stays, and the file that it leads to is replaced.

    Raises:
        SaveError: the file cannot be written; what stood there before still does.
    """
    try:
        place = path.resolve()
        mode = _mode_to_keep(path, place)
        _replace(place, data, mode)
    except (OSError, RuntimeError) as error:
        raise SaveError(f"{path} was not saved: {_reason(error)}.") from None


def _mode_to_keep(path: Path, place: Path) -> int | None:
    """Return the mode of the file that is there, None if there is none.

    Raises:
        SaveError: what is there must not be replaced.
    """
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise SaveError(f"{path} was not saved: it is a folder; choose a file name.")
    if not stat.S_ISREG(mode):
        raise SaveError(f"{path} was not saved: it is a device; choose a file name.")
    if not os.access(place, os.W_OK):
        raise SaveError(f"{path} was not saved: it is read-only; save under another name.")
    return stat.S_IMODE(mode)


def _replace(place: Path, data: bytes, mode: int | None) -> None:
    # A name of its own, short enough for every file system, so that two programs never write into one file.
    beside = place.parent / f".missionplanner-{secrets.token_hex(8)}.tmp"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        os.replace(beside, place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name outlive a power cut; some file systems cannot sync a folder, and need not."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError | RuntimeError) -> str:
    match getattr(error, "errno", None):
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "you are not allowed to write into its folder; save it elsewhere"
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full; free some space or save it elsewhere"
        case errno.ENOENT | errno.ENOTDIR:
            return "its folder does not exist; choose another"
        case errno.ENAMETOOLONG:
            return "its name is too long; choose a shorter one"
        case _ if isinstance(error, OSError) and error.strerror:
            return f"{error.strerror[:1].lower()}{error.strerror[1:]}; save it elsewhere"
        case _:
            return "its symbolic link leads in a circle; save it elsewhere"
