"""The globe on a real display: the Earth where it should be, night dark, vehicles where they are projected."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.orbit.constants import WGS84_SEMI_MAJOR_M
from missionplanner.orbit.vectors import Array
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.plan.plan import Plan
from missionplanner.ui.orbit.globe_view import GlobeView
from missionplanner.ui.orbit.opengl_support import why_no_opengl
from missionplanner.ui.orbit.view import OrbitPanel
from missionplanner.ui.orbit.viewing import Centre

pytestmark = pytest.mark.opengl

CRUISE_MS = 1_764_241_000_000


@pytest.fixture
def playhead() -> Playhead:
    return Playhead(CRUISE_MS)


@pytest.fixture
def panel(sample: Plan, playhead: Playhead, selection: Selection, qtbot: QtBot) -> OrbitPanel:
    why = why_no_opengl()
    if why is not None:
        pytest.skip(why)
    panel = OrbitPanel(Document(sample), playhead, selection, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(900, 640)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(lambda: panel.globe is not None and panel.globe.has_pictures)
    return panel


@pytest.fixture
def globe(panel: OrbitPanel) -> GlobeView:
    assert panel.globe is not None
    return panel.globe


def seen(globe: GlobeView) -> QImage:
    return globe.grabFramebuffer()


def colour_at(globe: GlobeView, image: QImage, place_m: Array) -> QColor:
    (pixel,), (ahead,) = globe.camera().project(place_m[None])
    assert ahead > 0.0
    return image.pixelColor(round(pixel[0]), round(pixel[1]))


def test_the_earth_is_a_disc_in_the_middle(globe: GlobeView) -> None:
    image, camera = seen(globe), globe.camera()
    radius_px = camera.focal_px * np.tan(np.arcsin(WGS84_SEMI_MAJOR_M / np.linalg.norm(camera.eye_m)))
    middle = QPointF(globe.width() / 2, globe.height() / 2)
    lit = 0
    for turn in np.linspace(0.0, 2.0 * np.pi, 60, endpoint=False):
        towards = QPointF(np.cos(turn), np.sin(turn))
        inside, outside = middle + towards * radius_px * 0.97, middle + towards * radius_px * 1.12
        lit += image.pixelColor(inside.toPoint()).lightness() > 60
        if globe.rect().contains(outside.toPoint()) and outside.x() > 330:  # the figures stand at the left
            assert image.pixelColor(outside.toPoint()).lightness() < 235
    assert 10 < lit < 55


def test_day_is_bright_and_night_is_dark(globe: GlobeView) -> None:
    instant, camera = globe.instant(), globe.camera()
    towards_eye, sun = camera.axes[2], instant.sun_direction
    across = sun - (sun @ towards_eye) * towards_eye
    across /= np.linalg.norm(across)
    image = seen(globe)
    day = colour_at(globe, image, WGS84_SEMI_MAJOR_M * (0.8 * across + 0.6 * towards_eye))
    night = colour_at(globe, image, WGS84_SEMI_MAJOR_M * (-0.8 * across + 0.6 * towards_eye))
    assert day.lightness() > night.lightness() + 20
    assert night.lightness() < 60


@pytest.mark.parametrize("centre", [Centre.CHASER, Centre.TARGET])
def test_the_vehicle_is_drawn_where_it_is(globe: GlobeView, centre: Centre) -> None:
    globe.look_at(centre)
    image, instant = seen(globe), globe.instant()
    state = instant.chaser if centre is Centre.CHASER else instant.target
    assert state is not None
    colour = colour_at(globe, image, state.r_m)
    wanted = QColor(DARK.chaser if centre is Centre.CHASER else DARK.target)
    assert abs(colour.hue() - wanted.hue()) < 12
    assert colour.saturation() > 60


def test_scrubbing_changes_the_picture_without_flying_again(globe: GlobeView, playhead: Playhead) -> None:
    before, scene = seen(globe), globe.scene
    playhead.move_to(CRUISE_MS + 120_000)
    assert seen(globe) != before
    assert globe.scene is scene


def test_the_same_instant_gives_the_same_picture(globe: GlobeView) -> None:
    assert seen(globe) == seen(globe)


def test_a_drag_turns_and_a_double_click_returns(globe: GlobeView, qtbot: QtBot) -> None:
    before = globe.camera()
    qtbot.mousePress(globe, Qt.MouseButton.LeftButton, pos=QPoint(450, 560))
    qtbot.mouseMove(globe, QPoint(520, 520))
    qtbot.mouseRelease(globe, Qt.MouseButton.LeftButton, pos=QPoint(520, 520))
    assert np.linalg.norm(globe.camera().eye_m - before.eye_m) > 1e5
    qtbot.mouseDClick(globe, Qt.MouseButton.LeftButton, pos=QPoint(860, 560))
    np.testing.assert_allclose(globe.camera().eye_m, before.eye_m)


def test_keys_choose_the_centre_and_the_toolbar_follows(panel: OrbitPanel, globe: GlobeView, qtbot: QtBot) -> None:
    for key, centre in ((Qt.Key.Key_2, Centre.CHASER), (Qt.Key.Key_3, Centre.TARGET), (Qt.Key.Key_1, Centre.EARTH)):
        qtbot.keyClick(globe, key)
        assert globe.viewing.centre is centre
        assert panel.toolbar.centres[centre].isChecked()


def test_a_click_selects_a_mark(globe: GlobeView, selection: Selection, qtbot: QtBot) -> None:
    shown = next(named for named in globe.shown_marks() if named.mark is not None and named.mark.event == "docking")
    at = QPoint(round(shown.marker.x_px), round(shown.marker.y_px))
    qtbot.mouseClick(globe, Qt.MouseButton.LeftButton, pos=at)
    assert selection.event_ids == ("docking",)


def test_marks_behind_the_earth_are_not_shown(globe: GlobeView) -> None:
    """Burns lie all round the orbit, so from one side the Earth hides some of them."""
    shown = {named.mark.event for named in globe.shown_marks() if named.mark is not None}
    burns = {"dv1", "dv2", "dv3", "dv4"}
    assert shown & burns
    assert burns - shown


def test_close_to_the_station_nothing_shakes(globe: GlobeView, playhead: Playhead) -> None:
    """From 30 m away the target's mark stays in the middle from one instant to the next."""
    globe.look_at(Centre.TARGET)
    for _ in range(60):
        globe.zoom_by(0.8)
    for step_ms in range(0, 400, 100):
        playhead.move_to(CRUISE_MS + step_ms)
        target = next(named for named in globe.shown_marks() if named.name == "ISS")
        assert (target.marker.x_px, target.marker.y_px) == pytest.approx(
            (globe.width() / 2, globe.height() / 2), abs=0.01
        )
    image = seen(globe)
    assert image.pixelColor(globe.rect().center()).saturation() > 60


def test_the_ground_track_can_be_chosen_and_left(panel: OrbitPanel, globe: GlobeView) -> None:
    panel.toolbar.ground_track.trigger()
    assert panel.map.isVisible()
    assert not globe.isVisible()
    assert not panel.reason.isVisible()
    panel.toolbar.globe.trigger()
    assert globe.isVisible()


def test_a_picture_of_the_window_holds_the_figures(panel: OrbitPanel, globe: GlobeView) -> None:
    image = globe.grab().toImage()
    corner = [image.pixelColor(x, y).lightness() for x in range(20, 200, 2) for y in range(20, 60, 2)]
    assert max(corner) > 200


def test_a_failure_to_draw_leaves_the_map(panel: OrbitPanel, globe: GlobeView) -> None:
    globe.failed.emit("The driver refuses the shader.")
    assert not panel.shows_globe
    assert panel.map.isVisible()
    assert panel.reason.text() == "The driver refuses the shader."
    assert not panel.toolbar.globe.isEnabled()
