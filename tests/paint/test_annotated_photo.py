"""Photos with annotations as painted pixels, and as vectors on a page."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from missionplanner.paint.annotated_photo import halo_color, paint_annotated_photo, text_width
from missionplanner.paint.palette import LIGHT, PRINT
from missionplanner.plan.photos import Annotation, Arrow, Ellipse, Photo, Rectangle, Text

pytestmark = pytest.mark.usefixtures("qapp")

COLOR = "#d55e00"
RECTANGLE = Rectangle(id="r", color=COLOR, corner_px=(100, 100), opposite_px=(300, 200))
ELLIPSE = Ellipse(id="e", color=COLOR, corner_px=(100, 100), opposite_px=(300, 200))
ARROW = Arrow(id="a", color=COLOR, tail_px=(100, 150), tip_px=(300, 150))
WORDS = Text(id="t", color=COLOR, label="IIIIIIIIII", position_px=(100, 100), height_px=80)


def photo(*annotations: Annotation) -> Photo:
    return Photo(
        id="p", title="P", path="p.jpg", sha256="0" * 64, size_bytes=1, width_px=400, height_px=300,
        annotations=annotations,
    )  # fmt: skip


def grey(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    return image


def painted(shown: Photo, image: QImage | None, width: int = 800, height: int = 800, missing: str = "") -> QImage:
    canvas = QImage(width, height, QImage.Format.Format_RGB32)
    canvas.fill(QColor("#000000"))
    painter = QPainter(canvas)
    paint_annotated_photo(painter, QRectF(0, 0, width, height), shown, image, LIGHT, missing)
    painter.end()
    return canvas


def ink(canvas: QImage, color: str = COLOR) -> list[tuple[int, int]]:
    """Every pixel of exactly this colour."""
    wanted = QColor(color).rgb()
    return [(x, y) for y in range(canvas.height()) for x in range(canvas.width()) if canvas.pixel(x, y) == wanted]


def test_the_photo_keeps_its_shape_and_stands_in_the_middle() -> None:
    canvas = painted(photo(), grey(40, 30))
    assert canvas.pixelColor(400, 90).name() == "#000000"
    assert canvas.pixelColor(400, 110).name() == "#808080"
    assert canvas.pixelColor(5, 690).name() == "#808080"
    assert canvas.pixelColor(400, 710).name() == "#000000"


@pytest.mark.parametrize("shape", [RECTANGLE, ELLIPSE, ARROW, WORDS])
@pytest.mark.parametrize("image_width", [40, 4000])
def test_annotations_stand_where_they_belong_whatever_the_resolution(shape: Annotation, image_width: int) -> None:
    marks = ink(painted(photo(shape), grey(image_width, image_width * 3 // 4)))
    assert marks
    left, right = min(x for x, _ in marks), max(x for x, _ in marks)
    top, bottom = min(y for _, y in marks), max(y for _, y in marks)
    # Twice as large as the image, and 100 below the top of the canvas.
    assert 195 <= left <= 225
    assert 295 <= top <= 420
    assert bottom <= 505
    if not isinstance(shape, Text):
        assert 590 <= right <= 605


def test_labels_are_painted() -> None:
    plain = len(ink(painted(photo(RECTANGLE), grey(40, 30))))
    labeled = Rectangle(id="r", color=COLOR, label="Port", corner_px=(100, 100), opposite_px=(300, 200))
    assert len(ink(painted(photo(labeled), grey(40, 30)))) > plain


def test_nothing_is_painted_outside_the_photo() -> None:
    wide = Rectangle(id="r", color=COLOR, corner_px=(-50, -50), opposite_px=(200, 500))
    assert all(100 <= y < 700 for _, y in ink(painted(photo(wide), grey(40, 30))))


def test_a_missing_photo_says_why(qapp: QApplication) -> None:
    silent, speaking = painted(photo(RECTANGLE), None), painted(photo(RECTANGLE), None, missing="It is gone.")
    assert silent != speaking
    assert not ink(speaking)


def test_halos_contrast() -> None:
    assert halo_color(QColor("#ffffff")).lightness() < 64
    assert halo_color(QColor("#f0e442")).lightness() < 64
    assert halo_color(QColor("#000000")).lightness() > 192


def test_text_is_measured_by_its_font() -> None:
    assert 0 < text_width("i") < text_width("W") < 2
    assert text_width("ab" * 10) == pytest.approx(10 * text_width("ab"), rel=0.05)


def test_extreme_annotations_do_no_harm() -> None:
    far = 1e9
    shapes = (
        Rectangle(id="r", label="far", corner_px=(-far, -far), opposite_px=(far, far)),
        Ellipse(id="e", label="none", corner_px=(5, 5), opposite_px=(5, 5)),
        Arrow(id="a", label="none", tail_px=(5, 5), tip_px=(5, 5)),
        Arrow(id="b", tail_px=(0, 0), tip_px=(far, far)),
        Text(id="t", label="\n\n \u202e\u0000", position_px=(far, 0), height_px=1e6),
    )
    assert not painted(photo(*shapes), grey(40, 30)).isNull()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext reads the page back")
def test_on_a_page_words_are_words_and_shapes_are_vectors(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    room = QRectF(0, 0, writer.width(), writer.height())
    words = Text(id="t", label="Docking target", position_px=(20, 20), height_px=20)
    paint_annotated_photo(painter, room, photo(RECTANGLE, ARROW, words), grey(40, 30), PRINT)
    painter.end()
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "Docking target" in text
    # The image is the only one: nothing vector was turned into pixels.
    images = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, text=True, check=True).stdout
    assert len(images.strip().splitlines()) == 2 + 1
