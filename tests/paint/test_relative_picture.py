"""The relative-motion charts as pictures: zones, path, events and ticks stand where they belong."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from missionplanner.flight.assess import Assessment, assess_unflown
from missionplanner.paint.palette import DARK, LIGHT, PRINT, Palette
from missionplanner.paint.relative_chart import mark_at, paint_relative_chart, time_at
from missionplanner.paint.relative_curves import CurveMap, CurveSpan, mark_on_curve, paint_relative_curves
from missionplanner.paint.relative_motion import RelativeMotion, relative_motion
from missionplanner.paint.relative_ticks import before_text, time_ticks
from missionplanner.paint.relative_view import Plane, PlaneMap, RelativeView

FRAME = QRectF(0.0, 0.0, 600.0, 600.0)


@pytest.fixture(scope="module")
def motion(sample_assessment: Assessment) -> RelativeMotion:
    return relative_motion(sample_assessment)


def chart(span_m: float, plane: Plane = "r-bar") -> PlaneMap:
    return PlaneMap(plane=plane, view=RelativeView(span_m=span_m), frame=FRAME)


def picture(
    motion: RelativeMotion, plane_map: PlaneMap, palette: Palette = PRINT, playhead_ms: int | None = None
) -> QImage:
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_relative_chart(painter, plane_map, motion, palette, playhead_ms=playhead_ms)
    painter.end()
    return image


def near(image: QImage, at: tuple[float, float], colour: str, within_px: int = 2) -> bool:
    wanted = QColor(colour)
    for dx in range(-within_px, within_px + 1):
        for dy in range(-within_px, within_px + 1):
            got = image.pixelColor(round(at[0]) + dx, round(at[1]) + dy)
            apart = (got.red() - wanted.red(), got.green() - wanted.green(), got.blue() - wanted.blue())
            if max(map(abs, apart)) < 40:
                return True
    return False


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=lambda palette: palette.name)
def test_zones_have_their_sizes(motion: RelativeMotion, palette: Palette, qapp: QApplication) -> None:
    """Half axes 2 km along V-bar and 1 km along R-bar; 200 m; at 6 km over 600 px these are 200, 100 and 20 px."""
    image = picture(motion, chart(6000.0), palette)
    # Between the dashes of the outline there are gaps, so a stretch of it is looked at.
    assert near(image, (300.0 + 200.0 * np.cos(0.5), 300.0 - 100.0 * np.sin(0.5)), palette.warning, 6)
    assert near(image, (300.0 + 20.0 * np.cos(2.3), 300.0 - 20.0 * np.sin(2.3)), palette.error)


def test_the_path_leads_to_the_port_below_the_station(motion: RelativeMotion, qapp: QApplication) -> None:
    image = picture(motion, chart(600.0))
    for z_m in (100.0, 140.0, 180.0):
        assert near(image, (300.0 - 12.0, 300.0 + z_m), PRINT.chaser)


def test_the_chaser_stands_at_its_place_at_the_playhead(motion: RelativeMotion, qapp: QApplication) -> None:
    assert motion.contact_ms is not None
    now_ms = motion.contact_ms - 20 * 60_000
    figures = motion.figures(now_ms)
    assert figures is not None
    plane_map = chart(1000.0)
    at = plane_map.point(figures.r_m)
    assert near(picture(motion, plane_map, LIGHT, now_ms), (at.x(), at.y()), LIGHT.chaser, 0)
    assert picture(motion, plane_map, LIGHT, now_ms) != picture(motion, plane_map, LIGHT, now_ms + 60_000)


def test_the_figures_agree_with_the_published_point(motion: RelativeMotion) -> None:
    assert motion.contact_ms is not None
    figures = motion.figures(motion.contact_ms - 34 * 60_000 + 1)
    assert figures is not None
    assert np.linalg.norm(figures.r_m) == pytest.approx(2500.0, abs=2.0)
    assert motion.figures(motion.contact_ms + 60_000) is None


def test_events_are_marked_where_the_chaser_is_then(motion: RelativeMotion) -> None:
    marks = {mark.event: mark for mark in motion.marks}
    assert {"dv4", "flyaround", "station-keeping", "ready", "final-approach", "docking"} <= marks.keys()
    # It begins with the docking, whose own mark would be hidden.
    assert "docked" not in marks
    assert "liftoff" not in marks
    assert marks["dv4"].r_m == pytest.approx([-87.2, 0.0, 2498.5], abs=2.0)
    plane_map = chart(6000.0)
    found = mark_at(plane_map, motion, plane_map.point(marks["dv4"].r_m))
    assert found is not None
    assert found.event == "dv4"
    assert mark_at(plane_map, motion, FRAME.topLeft()) is None


def test_a_point_of_the_path_tells_its_time(motion: RelativeMotion) -> None:
    assert motion.contact_ms is not None
    plane_map = chart(600.0)
    figures = motion.figures(motion.contact_ms - 300_000)
    assert figures is not None
    utc_ms = time_at(plane_map, motion, plane_map.point(figures.r_m))
    assert utc_ms is not None
    assert abs(utc_ms - motion.contact_ms + 300_000) < 1500
    assert time_at(plane_map, motion, FRAME.topLeft()) is None


@pytest.mark.parametrize("span_m", [10.0, 100.0, 600.0, 6000.0, 100_000.0])
def test_ticks_keep_apart_and_count_down_to_contact(motion: RelativeMotion, span_m: float) -> None:
    assert motion.path is not None
    plane_map = PlaneMap(
        plane="r-bar", view=RelativeView(span_m=span_m).centred(motion.path.contact_place_m), frame=FRAME
    )
    ticks = time_ticks(plane_map, motion, PRINT)
    places = np.array([[tick.at.x(), tick.at.y()] for tick in ticks]).reshape(-1, 2)
    assert len(ticks) >= 1
    for number, place in enumerate(places):
        others = np.delete(places, number, axis=0)
        assert not len(others) or np.hypot(*(others - place).T).min() >= 57.9
    assert all(tick.name.startswith("-") for tick in ticks)


def test_times_before_contact_are_written_short() -> None:
    assert [before_text(s) for s in (-2040.0, -2055.0, -30.0, 0.0, 60.0)] == [
        "-34 min",
        "-34:15",
        "-30 s",
        "0",
        "+1 min",
    ]


def test_the_path_is_taken_over_while_the_flight_is_the_same(motion: RelativeMotion) -> None:
    assert relative_motion(motion.assessment, motion).path is motion.path


def test_a_plan_that_has_not_flown_says_so_in_the_chart(motion: RelativeMotion, qapp: QApplication) -> None:
    unflown = relative_motion(assess_unflown(motion.assessment.plan))
    assert unflown.path is None
    assert unflown.figures(0) is None
    assert picture(unflown, chart(6000.0)) != picture(motion, chart(6000.0))
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_relative_curves(painter, CurveMap(span=CurveSpan(), frame=FRAME), unflown, PRINT)
    painter.end()


def test_curves_show_range_rate_limit_and_playhead(motion: RelativeMotion, qapp: QApplication) -> None:
    curves = CurveMap(span=CurveSpan(), frame=FRAME)
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    assert motion.contact_ms is not None
    paint_relative_curves(painter, curves, motion, PRINT, playhead_ms=motion.contact_ms - 1_200_000)
    painter.end()
    assert motion.contact_limits_mps == (0.06, 0.15)
    upper, lower = curves.plots
    assert near(image, (curves.x(-1200.0), lower.center().y()), PRINT.playhead)
    assert any(
        near(image, (curves.x(-700.0), y), PRINT.chaser, 1) for y in range(int(upper.top()), int(upper.bottom()))
    )
    assert any(
        near(image, (curves.x(0.0) - 14.0, y), PRINT.ok, 1) for y in range(int(lower.top()), int(lower.bottom()))
    )
    dv4 = next(mark for mark in motion.marks if mark.event == "dv4")
    at = QRectF(curves.x((dv4.utc_ms - motion.contact_ms) / 1000.0), upper.center().y(), 0, 0).topLeft()
    assert mark_on_curve(curves, motion, at) == "dv4"
    assert mark_on_curve(curves, motion, lower.center()) is None
