"""The painted map: vehicles, night and marks where they belong, on screen and on paper."""

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from missionplanner.flight.assess import Assessment, assess_unflown
from missionplanner.paint.ground_track import GroundTrackMap, ground_track_map, mark_at, paint_ground_track
from missionplanner.paint.ground_track_geometry import subsolar_point, wrapped
from missionplanner.paint.ground_track_plate import plate_in
from missionplanner.paint.palette import DARK, LIGHT, PRINT, Palette
from missionplanner.plan.plan import Plan

FRAME = QRectF(0.0, 0.0, 1200.0, 600.0)
CRUISE_MS = 1_764_241_000_000


@pytest.fixture(scope="module")
def picture(sample_assessment: Assessment) -> GroundTrackMap:
    return ground_track_map(sample_assessment)


def painted(
    picture: GroundTrackMap, palette: Palette, playhead_ms: int | None, selected: tuple[str, ...] = ()
) -> QImage:
    image = QImage(1200, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    painter = QPainter(image)
    paint_ground_track(painter, FRAME, picture, palette, playhead_ms=playhead_ms, selected=selected)
    painter.end()
    return image


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=lambda palette: palette.name)
def test_the_vehicle_stands_on_its_track(qapp: QApplication, picture: GroundTrackMap, palette: Palette) -> None:
    image = painted(picture, palette, CRUISE_MS)
    chaser = picture.track.chaser
    assert chaser is not None
    place = chaser.place(picture.track.motion.seconds(CRUISE_MS))
    assert place is not None
    at = plate_in(FRAME).point(*place)
    assert image.pixelColor(round(at.x()), round(at.y())).name() == palette.chaser


def test_night_is_darker_than_day(qapp: QApplication, picture: GroundTrackMap) -> None:
    image = painted(picture, LIGHT, CRUISE_MS)
    longitude, latitude = subsolar_point(CRUISE_MS)
    plate = plate_in(FRAME)
    day = plate.point(wrapped(longitude) - 6.0, latitude)
    night = plate.point(wrapped(longitude + 180.0) - 6.0, -latitude)
    lightness = [image.pixelColor(round(p.x()), round(p.y())).lightness() for p in (day, night)]
    assert lightness[0] > lightness[1] + 30


def test_scrubbing_moves_the_vehicles(qapp: QApplication, picture: GroundTrackMap) -> None:
    assert painted(picture, LIGHT, CRUISE_MS) != painted(picture, LIGHT, CRUISE_MS + 120_000)


def test_marks_are_found_where_they_are_drawn(picture: GroundTrackMap) -> None:
    plate = plate_in(FRAME)
    for mark, place in zip(picture.marks, picture.places_deg, strict=True):
        if mark.is_burn:
            assert mark_at(picture, plate, plate.point(*place) + QPointF(3.0, 2.0)) is mark
    assert mark_at(picture, plate, QPointF(2.0, 2.0)) is None


def test_the_track_of_the_same_flight_is_taken_over(sample_assessment: Assessment, picture: GroundTrackMap) -> None:
    assert ground_track_map(sample_assessment, picture).track is picture.track


def test_a_plan_that_was_not_flown_still_has_a_map(qapp: QApplication, sample: Plan) -> None:
    picture = ground_track_map(assess_unflown(sample))
    image = painted(picture, LIGHT, CRUISE_MS)
    assert image.pixelColor(600, 300).name() != "#ff00ff"


def test_a_playhead_beyond_the_ephemeris_draws_no_night(qapp: QApplication, picture: GroundTrackMap) -> None:
    image = painted(picture, LIGHT, 4_000_000_000_000)
    assert image.pixelColor(20, 350).name() == LIGHT.ocean


@pytest.mark.parametrize(("width", "height"), [(300.0, 900.0), (900.0, 100.0), (10.0, 10.0)])
def test_the_map_keeps_its_shape_in_any_frame(width: float, height: float) -> None:
    plate = plate_in(QRectF(0.0, 0.0, width, height))
    assert plate.visible.width() == pytest.approx(2.0 * plate.visible.height())
    assert QRectF(0.0, 0.0, width, height).contains(plate.visible)


def test_the_enlarged_map_stops_at_the_edges_of_the_world() -> None:
    plate = plate_in(FRAME, 4.0, (179.0, 88.0))
    assert plate.place(plate.visible.topRight()) == pytest.approx((180.0, 90.0))
    assert plate.place(plate.point(12.0, 34.0)) == pytest.approx((12.0, 34.0))


def test_paper_gets_vectors_and_names(qapp: QApplication, picture: GroundTrackMap, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    writer = QPdfWriter(str(path))
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
    painter = QPainter(writer)
    paint_ground_track(painter, QRectF(20.0, 20.0, 750.0, 375.0), picture, PRINT)
    painter.end()
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    for name in ("DV1", "DV4", "Docking to Rassvet", "Baikonur 31/6", "Day and night at 2025-11-27 12:38:29 UTC"):
        assert name in text
    images = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2  # the heading and its rule: no picture
