"""Pictures decoded by Qt: upright, scaled while decoding, within limits that the header already passed."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QTransform

from missionplanner.photo.picture_file import PictureError, PictureFile, read_picture_file

# Qt's limit is one for the whole program; it is raised for one decode at a time and put back.
_ONE_AT_A_TIME = threading.Lock()
_MEBIBYTE = 1 << 20
_DEEPEST_BYTES_PER_PIXEL = 8


def read_photo_image(path: Path, longest_side_px: int) -> QImage:
    """Decode a picture, no larger than asked for; it may be called from any thread.

    Qt decodes because it keeps 16-bit pictures whole and scales a JPEG while decoding.

    Args:
        path: a file of one of the formats in ``missionplanner.photo.picture_file``.
        longest_side_px: bound for width and height; smaller pictures keep their size.

    Returns:
        The picture as EXIF says it is to be seen.

    Raises:
        PictureError: the file cannot be decoded.
    """
    picture = read_picture_file(path)
    reader = QImageReader(str(path))
    # The format that was checked, so that no other decoder of Qt's ever meets the file.
    reader.setAutoDetectImageFormat(False)
    reader.setFormat(picture.format.lower().encode())
    reader.setAutoTransform(False)
    stored = reader.size()
    if stored.isValid() and max(stored.width(), stored.height()) > longest_side_px:
        reader.setScaledSize(stored.scaled(QSize(longest_side_px, longest_side_px), Qt.AspectRatioMode.KeepAspectRatio))
    with _ONE_AT_A_TIME:
        usual_mebibytes = QImageReader.allocationLimit()
        needed = picture.width_px * picture.height_px * _DEEPEST_BYTES_PER_PIXEL // _MEBIBYTE + 1
        QImageReader.setAllocationLimit(max(usual_mebibytes, needed))
        try:
            image = reader.read()
        finally:
            QImageReader.setAllocationLimit(usual_mebibytes)
    if image.isNull():
        raise PictureError(f"{path.name} cannot be shown: the file is damaged.")
    return _upright(_for_painting(image), picture)


def mipmaps(image: QImage) -> tuple[QImage, ...]:
    """Return the image and its halvings, so that a small view of a large photo is neither slow nor jagged."""
    levels = [image]
    while max(levels[-1].width(), levels[-1].height()) > 512:
        last = levels[-1]
        half = last.scaled(
            max(1, last.width() // 2),
            max(1, last.height() // 2),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        levels.append(half)
    return tuple(levels)


def _for_painting(image: QImage) -> QImage:
    """Return the image in the format that is drawn fastest."""
    wanted = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    return image.convertToFormat(wanted)


def _upright(image: QImage, picture: PictureFile) -> QImage:
    """Apply EXIF's orientation. Source: CIPA DC-008, 4.6.4 A, Orientation."""
    if picture.orientation == 1:
        return image
    turn_deg = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}.get(picture.orientation, 0)
    turn = QTransform().rotate(turn_deg)
    if picture.orientation in (2, 4, 5, 7):
        # Mirrored as well: first left to right, then turned.
        turn = QTransform().scale(-1, 1) * turn
    return image.transformed(turn)
