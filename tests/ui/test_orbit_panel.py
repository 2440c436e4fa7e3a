"""The panel offscreen: the map takes the globe's place and says why; figures, mouse and keys."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.flight.assess import Assessment, assess_unflown
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.plan.edits import set_t0
from missionplanner.plan.plan import Plan
from missionplanner.ui.orbit.flight_scene import flight_scene
from missionplanner.ui.orbit.readout import NOTHING, readout_of
from missionplanner.ui.orbit.view import OrbitPanel

CRUISE_MS = 1_764_241_000_000


@pytest.fixture
def playhead() -> Playhead:
    return Playhead(CRUISE_MS)


@pytest.fixture
def panel(document: Document, playhead: Playhead, selection: Selection, qtbot: QtBot) -> OrbitPanel:
    panel = OrbitPanel(document, playhead, selection, LIGHT)
    qtbot.addWidget(panel)
    panel.resize(1000, 620)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def place_of(panel: OrbitPanel, event: str) -> QPoint:
    picture = panel.map.picture
    number = [mark.event for mark in picture.marks].index(event)
    return panel.map.plate().point(*picture.places_deg[number]).toPoint()


def test_without_opengl_the_map_takes_its_place_and_says_why(panel: OrbitPanel) -> None:
    assert not panel.shows_globe
    assert panel.map.isVisible()
    assert panel.reason.isVisible()
    assert "OpenGL" in panel.reason.text()
    assert "ground track is shown instead" in panel.reason.text()
    assert not panel.toolbar.globe.isEnabled()
    panel.show_globe()
    assert panel.map.isVisible()


def test_scrubbing_changes_the_picture(panel: OrbitPanel, playhead: Playhead) -> None:
    before = panel.map.grab().toImage()
    playhead.move_to(CRUISE_MS + 300_000)
    assert panel.map.grab().toImage() != before


def test_another_palette_changes_the_picture(panel: OrbitPanel) -> None:
    panel.set_palette_colors(DARK)
    image = panel.map.grab().toImage()
    assert image.pixelColor(500, 12).lightness() < 90


def test_a_click_selects_a_mark_and_a_double_click_goes_there(
    panel: OrbitPanel, playhead: Playhead, selection: Selection, qtbot: QtBot
) -> None:
    at = place_of(panel, "dv1")
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=at)
    assert selection.event_ids == ("dv1",)
    qtbot.mouseDClick(panel.map, Qt.MouseButton.LeftButton, pos=at)
    assert playhead.utc_ms == panel.map.picture.assessment.schedule.start_ms("dv1")


def test_the_wheel_enlarges_around_the_mouse_and_home_shows_all(panel: OrbitPanel, qtbot: QtBot) -> None:
    view = panel.map
    at = QPointF(700.0, 200.0)
    place = view.plate().place(at)
    wheel = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 480),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)
    assert view.plate().px_per_deg > 1000 / 360 * 1.9
    assert view.plate().place(at) == pytest.approx(place, abs=1e-6)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.plate().px_per_deg == pytest.approx(1000 / 360)


def test_a_drag_moves_the_enlarged_map(panel: OrbitPanel, qtbot: QtBot) -> None:
    view = panel.map
    view.zoom_by(4.0)
    place = view.plate().place(QPointF(500.0, 250.0))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(500, 250))
    qtbot.mouseMove(view, QPoint(540, 280))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(540, 280))
    assert view.plate().place(QPointF(540.0, 280.0)) == pytest.approx(place, abs=1e-6)


def test_keys_move_and_enlarge(panel: OrbitPanel, qtbot: QtBot) -> None:
    view = panel.map
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    centre = view.plate().centre_deg
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.plate().centre_deg[0] > centre[0]
    assert view.plate().centre_deg[1] > centre[1]


def test_the_menu_of_a_mark_offers_the_mark(panel: OrbitPanel, selection: Selection, qtbot: QtBot) -> None:
    at = place_of(panel, "dv2")
    panel.map.menu_wanted.emit(panel.map.mark_near(QPointF(at)), panel.map.mapToGlobal(at))
    menu = panel.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert any(text.startswith("Select DV2") for text in texts)
    menu.actions()[0].trigger()
    assert selection.event_ids == ("dv2",)
    menu.close()


def test_an_edit_redraws_the_map(panel: OrbitPanel, document: Document, sample: Plan) -> None:
    before = panel.map.picture
    document.commit(set_t0(sample, sample.t0.ms + 60_000), "Move T0")
    assert panel.map.picture.assessment is document.shown
    assert panel.map.picture.track is not before.track


def test_the_panel_needs_no_pyqtgraph_before_the_globe_is_seen() -> None:
    code = "import sys, missionplanner.ui.orbit.view; sys.exit('pyqtgraph' in sys.modules or 'OpenGL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_figures_of_an_instant(sample_assessment: Assessment) -> None:
    scene = flight_scene(sample_assessment)
    readout = readout_of(scene, scene.at(CRUISE_MS))
    assert readout.utc == "2025-11-27  10:56:40 UTC"
    assert readout.met == "T+01:28:42"
    figures = {label: (chaser, target) for label, chaser, target in readout.figures}
    assert figures["Light"] == ("Day", "Day")
    chaser_km, target_km = (float(text.removesuffix(" km")) for text in figures["Height"])
    assert 200.0 < chaser_km < 420.0 < target_km < 430.0
    assert dict(readout.relative)["Phase angle"].startswith("+")
    assert "ISS Height" in readout.sentence


def test_the_figures_after_docking_and_far_away(sample_assessment: Assessment) -> None:
    scene = flight_scene(sample_assessment)
    contact = sample_assessment.flight.contact
    assert contact is not None
    docked = readout_of(scene, scene.at(contact.utc_ms + 60_000))
    assert dict(docked.relative)["Range"] == "docked"
    assert docked.figures[0][1] == docked.figures[0][2]
    away = readout_of(scene, scene.at(CRUISE_MS + 90 * 86_400_000))
    assert away.figures[0][1:] == (NOTHING, NOTHING)
    assert away.remarks == ("The playhead stands outside the time that was flown.",)


def test_a_flight_still_to_come_is_said_to_be(sample: Plan) -> None:
    scene = flight_scene(assess_unflown(sample))
    assert readout_of(scene, scene.at(CRUISE_MS)).remarks == ("The flight is being computed.",)
