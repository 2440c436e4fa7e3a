"""Pictures decoded by Qt: upright, scaled, deep, or refused."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage, QImageReader

from missionplanner.paint.photo_image import mipmaps, read_photo_image
from missionplanner.photo.picture_file import PictureError

pytestmark = pytest.mark.usefixtures("qapp")

# How a picture must be stored so that EXIF's orientation turns it upright again.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def corners(image: QImage) -> list[str]:
    places = ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))
    colors = [image.pixelColor(int(x * image.width()), int(y * image.height())) for x, y in places]
    return [
        max(("red", c.red()), ("green", c.green()), ("blue", c.blue()), key=lambda pair: pair[1])[0] for c in colors
    ]


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("longest_side_px", [1000, 64])
def test_pictures_stand_upright(tmp_path: Path, suffix: str, orientation: int, longest_side_px: int) -> None:
    upright = Image.new("RGB", (320, 200), "blue")
    upright.paste("red", (0, 0, 160, 100))
    upright.paste("lime", (160, 0, 320, 100))
    turn = STORED[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"picture.{suffix}"
    (upright if turn is None else upright.transpose(turn)).save(path, exif=exif)
    image = read_photo_image(path, longest_side_px)
    assert (image.width(), image.height()) == ((320, 200) if longest_side_px > 320 else (64, 40))
    assert corners(image) == ["red", "green", "blue", "blue"]


def test_sixteen_bits_are_not_cut_to_black_or_noise(tmp_path: Path) -> None:
    ramp = QImage(256, 4, QImage.Format.Format_RGBX64)
    for x in range(256):
        for y in range(4):
            ramp.setPixelColor(x, y, QColor.fromRgbF(x / 255, 0.5, 0.0))
    path = tmp_path / "deep.tif"
    assert ramp.save(str(path))
    image = read_photo_image(path, 1000)
    reds = np.array([image.pixelColor(x, 2).red() for x in range(256)])
    assert np.abs(reds - np.arange(256)).max() <= 1


def test_damage_behind_a_sound_header_gives_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "damaged.png"
    Image.effect_noise((64, 64), 80).save(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(PictureError, match=r"^damaged\.png cannot be shown: the file is damaged\."):
        read_photo_image(path, 1000)


def test_the_limit_of_qt_is_put_back(tmp_path: Path) -> None:
    before = QImageReader.allocationLimit()
    path = tmp_path / "picture.png"
    Image.new("RGB", (64, 64)).save(path)
    read_photo_image(path, 1000)
    assert QImageReader.allocationLimit() == before


def test_a_picture_beyond_the_usual_limit_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    # 81 megapixels are 324 MB decoded, above the 256 MB at which Qt usually stops.
    Image.new("RGB", (9000, 9000), "lime").save(path, compress_level=1)
    image = read_photo_image(path, 900)
    assert image.width() == 900
    assert corners(image) == ["green"] * 4


def test_mipmaps_halve() -> None:
    image = QImage(2048, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    sizes = [(level.width(), level.height()) for level in mipmaps(image)]
    assert sizes == [(2048, 100), (1024, 50), (512, 25)]
