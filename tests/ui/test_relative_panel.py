"""The panel of relative motion: mouse, wheel and keys on the planes and the curves, the menu, the picture."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.app.settings import Settings
from missionplanner.flight.assess import assess_unflown
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.paint.relative_view import FARTHEST_M, NEAREST_M
from missionplanner.plan.edits import set_t0
from missionplanner.ui.relative.panel import RelativePanel
from missionplanner.ui.relative.wording import figures_text

LEFT = Qt.MouseButton.LeftButton
# 20 minutes before the planned docking.
FLYAROUND_MS = 1_764_245_909_000


@pytest.fixture
def playhead() -> Playhead:
    return Playhead(FLYAROUND_MS)


@pytest.fixture
def panel(document: Document, playhead: Playhead, selection: Selection, qtbot: QtBot) -> RelativePanel:
    panel = RelativePanel(document, playhead, selection, Settings(), LIGHT)
    qtbot.addWidget(panel)
    panel.resize(1200, 460)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def turn_wheel(widget: QWidget, at: QPointF, notches: int) -> None:
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def drag(widget: QWidget, to: QPoint) -> None:
    """Send a move with the button held, which offscreen moves of the pointer do not carry."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(widget.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def place_of(panel: RelativePanel, event: str) -> QPoint:
    mark = next(mark for mark in panel.viewing.motion.marks if mark.event == event)
    return panel.in_plane.chart().point(mark.r_m).toPoint()


def test_the_figures_are_those_at_the_playhead(panel: RelativePanel, playhead: Playhead) -> None:
    assert panel.figures.text().startswith("Port 3")
    assert "closing 0.3" in panel.figures.text()
    first, port, correction = panel.figures.toolTip().splitlines()
    assert first.startswith("Range to port 3")
    assert port.startswith("From the port along its axis 3")
    assert port.endswith("deg off it")
    assert correction.startswith("Last correction 0.0")
    assert correction.endswith("of 411 that the engine gives")
    playhead.move_to(FLYAROUND_MS + 86_400_000)
    assert panel.figures.text() == "The chaser is not in flight at the playhead."
    assert panel.figures.text() == figures_text(None)


def test_scrubbing_moves_the_chaser_in_every_part_and_flies_nothing(
    panel: RelativePanel, playhead: Playhead, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = (panel.in_plane, panel.across, panel.curves)
    before = [part.grab().toImage() for part in parts]
    path = panel.viewing.motion.path

    def refuse(*_: object) -> None:
        raise AssertionError("scrubbing must not propagate")

    monkeypatch.setattr("missionplanner.orbit.propagation.propagator.propagate", refuse)
    monkeypatch.setattr("missionplanner.flight.fly.fly", refuse)
    playhead.move_to(FLYAROUND_MS + 300_000)
    for part, image in zip(parts, before, strict=True):
        assert part.grab().toImage() != image
    assert panel.viewing.motion.path is path


def test_a_click_selects_an_event_and_a_double_click_goes_there(
    panel: RelativePanel, playhead: Playhead, selection: Selection, qtbot: QtBot
) -> None:
    at = place_of(panel, "dv4")
    qtbot.mouseClick(panel.in_plane, LEFT, pos=at)
    assert selection.event_ids == ("dv4",)
    qtbot.mouseDClick(panel.in_plane, LEFT, pos=at)
    assert playhead.utc_ms == panel.viewing.document.shown.schedule.start_ms("dv4")


def test_a_double_click_on_the_path_goes_to_when_the_chaser_is_there(
    panel: RelativePanel, playhead: Playhead, qtbot: QtBot
) -> None:
    figures = panel.viewing.motion.figures(FLYAROUND_MS - 660_000)
    assert figures is not None
    qtbot.mouseDClick(panel.in_plane, LEFT, pos=panel.in_plane.chart().point(figures.r_m).toPoint())
    assert abs(playhead.utc_ms - FLYAROUND_MS + 660_000) < 8000


def test_dragging_moves_both_planes_along_v_bar(panel: RelativePanel, selection: Selection, qtbot: QtBot) -> None:
    before = panel.across.chart().point(panel.viewing.motion.marks[0].r_m)
    start = place_of(panel, "dv4")
    qtbot.mousePress(panel.in_plane, LEFT, pos=start)
    for step in (QPoint(20, 10), QPoint(40, 30)):
        qtbot.mouseMove(panel.in_plane, start + step)
        drag(panel.in_plane, start + step)
    qtbot.mouseRelease(panel.in_plane, LEFT, pos=start + QPoint(40, 30))
    moved = place_of(panel, "dv4") - start
    assert (moved - QPoint(40, 30)).manhattanLength() <= 2
    after = panel.across.chart().point(panel.viewing.motion.marks[0].r_m)
    assert after.x() - before.x() == pytest.approx(40.0, abs=2.0)
    assert after.y() == pytest.approx(before.y(), abs=0.5)
    assert selection.event_ids == ()


def test_the_wheel_enlarges_around_the_mouse_between_10_m_and_100_km(panel: RelativePanel) -> None:
    at = QPointF(60.0, 90.0)
    before = panel.in_plane.chart().place(at)
    turn_wheel(panel.in_plane, at, 3)
    assert panel.in_plane.chart().place(at) == pytest.approx(before, abs=0.5)
    turn_wheel(panel.in_plane, at, 200)
    assert panel.viewing.view.span_m == NEAREST_M
    turn_wheel(panel.in_plane, at, -400)
    assert panel.viewing.view.span_m == FARTHEST_M


def test_every_key_of_the_planes(panel: RelativePanel, qtbot: QtBot) -> None:
    first, key = panel.viewing.view, Qt.Key
    for pressed, axis, sign in (
        (key.Key_Right, 0, 1),
        (key.Key_Left, 0, -1),
        (key.Key_Down, 2, 1),
        (key.Key_Up, 2, -1),
    ):
        before = panel.viewing.view.centre_m[axis]
        qtbot.keyClick(panel.in_plane, pressed)
        assert sign * (panel.viewing.view.centre_m[axis] - before) > 0.0
    qtbot.keyClick(panel.in_plane, key.Key_Plus)
    assert panel.viewing.view.span_m < first.span_m
    qtbot.keyClick(panel.in_plane, key.Key_Minus)
    assert panel.viewing.view.span_m == pytest.approx(first.span_m)
    for pressed, width_m in ((key.Key_1, 100.0), (key.Key_2, 600.0), (key.Key_3, 6000.0), (key.Key_4, 100_000.0)):
        qtbot.keyClick(panel.across, pressed)
        assert panel.viewing.view.span_m == width_m
    qtbot.keyClick(panel.across, key.Key_Home)
    assert panel.viewing.view == first


def test_the_chaser_is_followed_until_the_view_is_moved(panel: RelativePanel, playhead: Playhead, qtbot: QtBot) -> None:
    qtbot.keyClick(panel.in_plane, Qt.Key.Key_F)
    assert panel.toolbar.follow.isChecked()
    playhead.move_to(FLYAROUND_MS + 600_000)
    figures = panel.viewing.figures
    assert figures is not None
    assert panel.viewing.view.centre_m == pytest.approx(tuple(figures.r_m))
    qtbot.keyClick(panel.in_plane, Qt.Key.Key_Left)
    assert not panel.toolbar.follow.isChecked()
    panel.toolbar.follow.trigger()
    assert panel.viewing.follows_chaser


def test_drifts_are_shown_by_key_and_button(panel: RelativePanel, qtbot: QtBot) -> None:
    before = panel.in_plane.grab().toImage()
    qtbot.keyClick(panel.in_plane, Qt.Key.Key_D)
    assert panel.toolbar.drifts.isChecked()
    assert panel.in_plane.grab().toImage() != before
    panel.toolbar.drifts.trigger()
    assert not panel.viewing.shows_drifts
    assert panel.in_plane.grab().toImage() == before


def test_the_mouse_on_the_curves_moves_the_playhead(panel: RelativePanel, playhead: Playhead, qtbot: QtBot) -> None:
    curves = panel.curves.curves()
    contact_ms = panel.viewing.motion.contact_ms
    assert contact_ms is not None
    at = QPoint(round(curves.x(-1800.0)), 60)
    qtbot.mousePress(panel.curves, LEFT, pos=at)
    assert playhead.utc_ms == contact_ms + round(1000 * curves.after_s(at.x()))
    to = QPoint(round(curves.x(-600.0)), 60)
    drag(panel.curves, to)
    qtbot.mouseRelease(panel.curves, LEFT, pos=to)
    assert playhead.utc_ms == contact_ms + round(1000 * curves.after_s(to.x()))


def test_wheel_and_keys_change_the_times_of_the_curves(
    panel: RelativePanel, selection: Selection, qtbot: QtBot
) -> None:
    first = panel.viewing.span
    at = QPointF(panel.curves.curves().x(-900.0), 50.0)
    turn_wheel(panel.curves, at, 4)
    assert panel.curves.curves().after_s(at.x()) == pytest.approx(-900.0, abs=1.0)
    assert panel.viewing.span.end_s - panel.viewing.span.start_s < first.end_s - first.start_s
    qtbot.keyClick(panel.curves, Qt.Key.Key_Left)
    qtbot.keyClick(panel.curves, Qt.Key.Key_Plus)
    assert panel.viewing.span != first
    qtbot.keyClick(panel.curves, Qt.Key.Key_Home)
    assert panel.viewing.span == first
    qtbot.keyClick(panel.curves, Qt.Key.Key_Minus)
    assert panel.viewing.span.start_s < first.start_s
    mark = next(mark for mark in panel.viewing.motion.marks if mark.event == "flyaround")
    contact_ms = panel.viewing.motion.contact_ms
    assert contact_ms is not None
    x = panel.curves.curves().x((mark.utc_ms - contact_ms) / 1000.0)
    qtbot.mouseDClick(panel.curves, LEFT, pos=QPoint(round(x), 40))
    assert selection.event_ids == ("flyaround",)


def test_a_tip_says_when_and_where_the_chaser_is(panel: RelativePanel, qtbot: QtBot) -> None:
    for widget, at in ((panel.in_plane, place_of(panel, "dv4")), (panel.curves, QPoint(200, 60))):
        QToolTip.hideText()
        QApplication.sendEvent(widget, QHelpEvent(QHelpEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
        assert "from contact" in QToolTip.text()
        assert "V-bar" in QToolTip.text()
    QToolTip.hideText()


def test_the_menu_selects_goes_there_and_saves(
    panel: RelativePanel, playhead: Playhead, selection: Selection, qtbot: QtBot
) -> None:
    at = place_of(panel, "dv4")
    panel.in_plane.menu_wanted.emit(panel.in_plane.mark_near(QPointF(at)), FLYAROUND_MS + 5000, panel.mapToGlobal(at))
    menu = next(menu for menu in panel.findChildren(QMenu) if menu.isVisible())
    entries = {action.text(): action for action in menu.actions()}
    entries["Select DV4"].trigger()
    assert selection.event_ids == ("dv4",)
    entries["Move the Playhead Here"].trigger()
    assert playhead.utc_ms == FLYAROUND_MS + 5000
    entries["100 m"].trigger()
    assert panel.viewing.view.span_m == 100.0
    entries["Copy Picture"].trigger()
    assert not QGuiApplication.clipboard().pixmap().isNull()
    assert {"Save Picture...", "Show the Whole Approach", "Follow"} <= entries.keys()
    menu.close()


def test_a_saved_picture_is_a_png_of_the_view(panel: RelativePanel, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.written):
        panel.save_picture(tmp_path / "near.png")
    panel.viewing.show_width(100.0)
    panel.save_picture(tmp_path / "nearer.png")
    near, nearer = QImage(str(tmp_path / "near.png")), QImage(str(tmp_path / "nearer.png"))
    assert (near.width(), near.height()) == (3000, 1120)
    assert near != nearer


def test_buttons_do_what_the_keys_do(panel: RelativePanel) -> None:
    panel.toolbar.widths[600.0].trigger()
    assert panel.viewing.view.span_m == 600.0
    panel.toolbar.zoom_wanted.emit(2.0)
    assert panel.viewing.view.span_m == 300.0
    panel.toolbar.reset_wanted.emit()
    assert panel.viewing.view.span_m > 5000.0
    assert all(action.toolTip() for action in panel.toolbar.actions() if not action.isSeparator())


def test_another_palette_and_names_for_screen_readers(panel: RelativePanel) -> None:
    panel.set_palette_colors(DARK)
    assert panel.in_plane.grab().toImage().pixelColor(24, 60).lightness() < 90
    for part in (panel.in_plane, panel.across, panel.curves):
        assert part.accessibleName()
        assert "V-bar" in part.accessibleDescription()


def test_another_plan_is_another_picture_and_none_is_said_so(panel: RelativePanel, document: Document) -> None:
    before = panel.in_plane.grab().toImage()
    document.commit(set_t0(document.plan, document.plan.t0.ms + 30_000), "later")
    assert panel.viewing.motion.assessment is document.shown
    assert panel.in_plane.grab().toImage() != before
    document._present(assess_unflown(document.plan))
    assert panel.figures.text() == figures_text(None)
    panel.grab()
