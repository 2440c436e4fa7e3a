"""Pictures read, compared with the plan and decoded off the window's thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from missionplanner.paint.photo_image import mipmaps, read_photo_image
from missionplanner.photo.picture_file import PictureError
from missionplanner.photo.reference import FileCheck, check_file
from missionplanner.plan.photos import Photo

# Enough for every pixel of a 24-megapixel camera, and 100 MB at most.
VIEW_SIDE_PX = 6000
THUMBNAIL_SIDE_PX = 192


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPhoto:
    """A picture ready to draw: the image and its halvings, or no image and the sentence in ``check``."""

    path: str
    sha256: str
    longest_side_px: int
    check: FileCheck
    levels: tuple[QImage, ...]

    def is_of(self, photo: Photo) -> bool:
        """Tell whether this is what the photo refers to now."""
        return (self.path, self.sha256) == (photo.path, photo.sha256)


class PhotoLoader(QObject):
    """One thread that loads photos in the order asked for; a picture decodes without holding up Python.

    Signals:
        loaded: a LoadedPhoto.
    """

    loaded = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start the thread on the first request."""
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="photo")
        # The worker may outlive this object, so what it emits on must too. It belongs to the application: if the worker
        # let go of it last, Qt would delete it in that thread, which waits for Python while this one waits for Qt.
        outlet = _Outlet(QCoreApplication.instance())
        outlet.loaded.connect(self.loaded)
        self._outlet = outlet
        thread = self._thread
        self.destroyed.connect(lambda: thread.shutdown(wait=False, cancel_futures=True))

    def request(self, photo: Photo, folder: Path | None, longest_side_px: int) -> None:
        """Load a photo of a plan saved in ``folder``; ``loaded`` follows."""
        self._thread.submit(_load, photo, folder, longest_side_px, self._outlet)


class _Outlet(QObject):
    loaded = Signal(object)


def _load(photo: Photo, folder: Path | None, longest_side_px: int, outlet: _Outlet) -> None:
    check = check_file(photo, folder)
    levels: tuple[QImage, ...] = ()
    if check.state in ("sound", "changed"):
        try:
            levels = mipmaps(read_photo_image(check.path, longest_side_px))
        except PictureError as error:
            check = FileCheck(state="unreadable", sentence=str(error), path=check.path)
    outlet.loaded.emit(
        LoadedPhoto(path=photo.path, sha256=photo.sha256, longest_side_px=longest_side_px, check=check, levels=levels)
    )
