"""What picture files say of themselves, and which are refused with a sentence."""

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from missionplanner.photo.exif_time import time_taken
from missionplanner.photo.picture_file import PictureError, read_picture_file
from missionplanner.plan.clock import Utc

TIME_ORIGINAL, FRACTION, ZONE, TIME_DIGITIZED = 0x9003, 0x9291, 0x9011, 0x9004
SUFFIXES = ["jpg", "png", "tif", "webp"]


def save(path: Path, size: tuple[int, int] = (320, 200), **options: object) -> Path:
    gradient = Image.linear_gradient("L").resize(size)
    Image.merge("RGB", (gradient, gradient.transpose(Image.Transpose.ROTATE_180), gradient)).save(path, **options)
    return path


def png_that_claims(path: Path, width: int, height: int) -> Path:
    """A few bytes that say they are a picture of any size."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", b""), (b"IEND", b""))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
            for name, body in chunks
        )
    )
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_size_and_length_are_read(tmp_path: Path, suffix: str) -> None:
    path = save(tmp_path / f"picture.{suffix}")
    picture = read_picture_file(path)
    assert (picture.width_px, picture.height_px) == (320, 200)
    assert picture.size_bytes == path.stat().st_size
    assert picture.taken is None


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_size_is_the_one_that_is_seen(tmp_path: Path, suffix: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_picture_file(save(tmp_path / f"picture.{suffix}", exif=exif))
    expected = (200, 320) if orientation >= 5 else (320, 200)
    assert (picture.width_px, picture.height_px) == expected
    assert picture.orientation == orientation


@pytest.mark.parametrize(
    ("tags", "utc", "zone_known"),
    [
        ({TIME_ORIGINAL: "2025:11:27 12:31:05"}, "2025-11-27T12:31:05.000Z", False),
        ({TIME_ORIGINAL: "2025:11:27 15:31:05", ZONE: "+03:00"}, "2025-11-27T12:31:05.000Z", True),
        ({TIME_ORIGINAL: "2025:11:27 06:31:05", ZONE: "-06:00"}, "2025-11-27T12:31:05.000Z", True),
        ({TIME_ORIGINAL: "2025:11:27 12:31:05", FRACTION: "25"}, "2025-11-27T12:31:05.250Z", False),
        ({TIME_ORIGINAL: "0000:00:00 00:00:00", TIME_DIGITIZED: "2025:11:27 12:31:05"}, "2025-11-27T12:31:05Z", False),
    ],
)
def test_the_camera_time_is_read_with_its_zone(tags: dict[int, str], utc: str, zone_known: bool) -> None:
    taken = time_taken(tags)
    assert taken is not None
    assert taken.utc == Utc.parse(utc)
    assert taken.zone_known is zone_known


@pytest.mark.parametrize("text", ["", "    :  :     :  :  ", "0000:00:00 00:00:00", "2025:13:41 12:00:00", "soon"])
def test_a_clock_never_set_gives_no_time(text: str) -> None:
    assert time_taken({TIME_ORIGINAL: text}) is None


def test_the_time_of_a_jpeg_is_found(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769).update({TIME_ORIGINAL: "2025:11:27 12:31:05", ZONE: "+00:00"})
    taken = read_picture_file(save(tmp_path / "picture.jpg", exif=exif)).taken
    assert taken is not None
    assert str(taken.utc) == "2025-11-27T12:31:05.000Z"
    assert taken.zone_known


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_picture_cut_off_is_refused(tmp_path: Path, suffix: str) -> None:
    path = save(tmp_path / f"picture.{suffix}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with pytest.raises(PictureError, match=rf"^picture\.{suffix} (is cut off|cannot be read|is not a JPEG)"):
        read_picture_file(path)


def test_a_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="has 60000 x 60000 pixels; a photo may have 200 million"):
        read_picture_file(png_that_claims(tmp_path / "bomb.png", 60_000, 60_000))


def test_144_megapixels_are_welcome(tmp_path: Path) -> None:
    picture = read_picture_file(png_that_claims(tmp_path / "large.png", 12_000, 12_000))
    assert picture.width_px * picture.height_px == 144_000_000


@pytest.mark.parametrize("contents", [b"", b"GIF89a\x01\x00\x01\x00\x80\x00\x00", b"%!PS-Adobe-3.0 EPSF-3.0\n", b"{}"])
def test_what_is_no_photo_is_refused_whatever_its_name(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "renamed.jpg"
    path.write_bytes(contents)
    with pytest.raises(PictureError, match=r"^renamed\.jpg (is not a JPEG, PNG, TIFF or WebP picture|has 0 bytes)"):
        read_picture_file(path)


def test_a_png_named_jpg_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = save(tmp_path / "picture.png").rename(tmp_path / "picture.jpg")
    assert read_picture_file(path).format == "PNG"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.jpg", tmp_path):
        with pytest.raises(PictureError, match="is not there"):
            read_picture_file(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(suffix=st.sampled_from(SUFFIXES), place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=8))
def test_damage_gives_a_sentence_or_a_picture(tmp_path: Path, suffix: str, place: float, junk: bytes) -> None:
    path = tmp_path / f"damaged.{suffix}"
    whole = save(path, (40, 30)).read_bytes()
    at = int(place * len(whole))
    path.write_bytes(whole[:at] + junk + whole[at + len(junk) :])
    assert sentence_or_nothing(path).startswith(f"damaged.{suffix} ")


def sentence_or_nothing(path: Path) -> str:
    """What is said about a file; its name alone when there is nothing to say."""
    try:
        read_picture_file(path)
    except PictureError as error:
        return str(error)
    return f"{path.name} "
