"""What a picture file says of itself before any pixel is decoded: format, size, orientation, time taken."""

from __future__ import annotations

import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError

from missionplanner.photo.exif_time import TimeTaken, time_taken
from missionplanner.photo.wholeness import is_whole

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
# A 150-megapixel back is the largest camera sold; beyond it stands a mistake or a decompression bomb.
MAX_PIXELS = 200_000_000
MAX_BYTES = 2 << 30

# Pillow would warn from 89 megapixels on, below what cameras take. It only reads headers here, and the size in the
# header is checked against the limit above before anybody decodes.
Image.MAX_IMAGE_PIXELS = None


_ONE_AT_A_TIME = threading.Lock()


class PictureError(ValueError):
    """A file that cannot be used as a photo; the message is one sentence that names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture file that looks sound: header readable, size within limits, no end cut off.

    Attributes:
        path: where it lies.
        format: one of ``FORMATS``.
        width_px, height_px: its size as shown, so after its orientation was applied.
        orientation: EXIF's number for how the stored pixels lie, 1 to 8; 1 is upright.
        size_bytes: length of the file.
        taken: when the camera says it was taken.
    """

    path: Path
    format: str
    width_px: int
    height_px: int
    orientation: int
    size_bytes: int
    taken: TimeTaken | None


def read_picture_file(path: Path) -> PictureFile:
    """Read the header of a picture and check that the file is one we can show.

    Raises:
        PictureError: the file is missing, no picture of a known format, too large, or cut off.
    """
    name = path.name
    try:
        if not path.is_file():
            raise PictureError(f"{name} is not there: no file at {path}.")
        size_bytes = path.stat().st_size
        if not 0 < size_bytes <= MAX_BYTES:
            raise PictureError(f"{name} has {size_bytes} bytes; a photo may have 1 byte to 2 GiB.")
        with _quiet(), path.open("rb") as stream, Image.open(stream, formats=FORMATS) as image:
            return _described(path, image, stream, size_bytes)
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError(f"{name} is not a JPEG, PNG, TIFF or WebP picture.") from None
    except OSError as error:
        raise PictureError(f"{name} cannot be read: {error.strerror or 'the file is damaged'}.") from None
    except (ValueError, TypeError, KeyError, IndexError, SyntaxError, EOFError, struct.error, ArithmeticError):
        # What Pillow's readers let through when a header is damaged.
        raise PictureError(f"{name} cannot be read: the file is damaged.") from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Pillow's remarks on odd metadata off the terminal; what matters of them, a sentence of ours says."""
    # Python keeps one list of warning filters for all threads, and photos load in one of their own.
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _described(path: Path, image: Image.Image, stream: BinaryIO, size_bytes: int) -> PictureFile:
    width_px, height_px = image.size
    if width_px * height_px > MAX_PIXELS:
        raise PictureError(
            f"{path.name} has {width_px} x {height_px} pixels; a photo may have {MAX_PIXELS // 1_000_000} million."
        )
    # A JPEG with a second picture behind the first calls itself MPO.
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if not is_whole(image, kind, stream, size_bytes):
        raise PictureError(f"{path.name} is cut off: its end is missing, so copy it again from where it came.")
    exif = _exif(image, kind)
    orientation = exif.get(ExifTags.Base.Orientation, 1) if exif is not None else 1
    if orientation not in range(1, 9):
        orientation = 1
    # Pillow's TIFF reader alone has turned the size already.
    if orientation >= 5 and kind != "TIFF":
        width_px, height_px = height_px, width_px
    camera_tags: dict[int, Any] = exif.get_ifd(ExifTags.IFD.Exif) if exif is not None else {}
    return PictureFile(
        path=path,
        format=kind,
        width_px=width_px,
        height_px=height_px,
        orientation=orientation,
        size_bytes=size_bytes,
        taken=time_taken(camera_tags),
    )


def _exif(image: Image.Image, kind: str) -> Image.Exif | None:
    """Return the EXIF block; of a PNG only one that stands before the pixels, as reading on would decode them."""
    if kind == "PNG" and "exif" not in image.info:
        return None
    return image.getexif()
