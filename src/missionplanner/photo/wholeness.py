"""Whether a picture file has its end, told from as few bytes as its format allows."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO

from PIL import Image, TiffImagePlugin

_STRIPS = (TiffImagePlugin.STRIPOFFSETS, TiffImagePlugin.STRIPBYTECOUNTS)
_TILES = (TiffImagePlugin.TILEOFFSETS, TiffImagePlugin.TILEBYTECOUNTS)


def is_whole(image: Image.Image, kind: str, stream: BinaryIO, size_bytes: int) -> bool:
    """Tell whether a picture freshly opened from a stream has all its data; the stream stays where it was.

    Qt shows a JPEG without its end as half a picture and does not complain, so somebody has to look. PNG has a
    checksum for each chunk, TIFF a table of strips or tiles, WebP its length at the front; only a JPEG must be
    decoded, which is cheap at an eighth of its size.
    """
    back_to = stream.tell()
    try:
        match kind:
            case "JPEG":
                return _jpeg_decodes(image)
            case "PNG":
                return _png_has_end(stream)
            case "TIFF":
                return _tiff_data_within(image, size_bytes)
            case _:
                return _webp_length(stream) <= size_bytes
    finally:
        stream.seek(back_to)


def _jpeg_decodes(image: Image.Image) -> bool:
    image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
    try:
        image.load()
    except OSError:
        return False
    return True


def _png_has_end(stream: BinaryIO) -> bool:
    """Walk the chunks by their lengths; their checksums are Qt's to check when it decodes."""
    stream.seek(8)
    while len(head := stream.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        if name == b"IEND":
            return True
        stream.seek(length + 4, 1)
    return False


def _tiff_data_within(image: Image.Image, size_bytes: int) -> bool:
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return False
    for offsets_tag, counts_tag in (_STRIPS, _TILES):
        offsets, counts = image.tag_v2.get(offsets_tag), image.tag_v2.get(counts_tag)
        if offsets is not None and counts is not None:
            return all(start + count <= size_bytes for start, count in zip(_all(offsets), _all(counts), strict=False))
    return True


def _all(value: int | Iterable[int]) -> Iterable[int]:
    return (value,) if isinstance(value, int) else value


def _webp_length(stream: BinaryIO) -> int:
    """Return the length of the file by its own account: that of the RIFF chunk and its head."""
    stream.seek(4)
    (length,) = struct.unpack("<I", stream.read(4))
    return int(length) + 8
