"""Bands of dispersed flights in the window: shown, hidden, out of date with a way to run again, spoken and exported."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.settings import Settings
from missionplanner.flight.dispersions import disperse, limits_of
from missionplanner.flight.spreads import spreads_of
from missionplanner.plan import edits
from missionplanner.plan.plan import Plan
from missionplanner.ui.dispersion_bar import DispersionBar
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.theme import Theme
from missionplanner.ui.timeline.accessible import EventReader, TrackReader

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LONG_MS = 60_000


@pytest.fixture
def window(sample: Plan, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    settings = Settings()
    settings.theme = "light"
    settings.timeline_rows = ("light", "range")
    window = MainWindow(Document(sample, Path("soyuz-ms-28.mplan")), settings, Theme(qapp, settings))
    qtbot.addWidget(window, before_close_func=lambda w: w.document.undo_stack.setClean())
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.study.stop()


@pytest.fixture
def studied(window: MainWindow) -> MainWindow:
    """The window after a study, without the process that it takes."""
    shown = window.document.shown
    window.study.take(disperse(shown.flight, spreads_of("Soyuz MS"), limits_of(shown.plan), 60, 9))
    return window


@pytest.fixture
def bar(studied: MainWindow) -> DispersionBar:
    bar = studied.findChild(DispersionBar)
    assert isinstance(bar, DispersionBar)
    return bar


def slip(window: MainWindow) -> None:
    plan = window.document.plan
    window.document.commit(edits.set_t0(plan, plan.t0.ms + 60_000), "Move T0")


def test_the_key_flies_a_study_and_the_bar_says_so(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.findChild(DispersionBar)
    assert isinstance(bar, DispersionBar)
    assert not bar.isVisible()
    window.study._asked = (300, 1)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert bar.isVisible()
    assert bar.cancel_button.isVisible()
    assert "300" in bar.label.text()
    qtbot.waitUntil(lambda: window.study.drawn is not None, timeout=LONG_MS)
    assert not bar.isVisible()
    assert window.timeline.bands_now is window.study.drawn
    assert window.relative.viewing.bands is window.study.drawn


def test_a_study_is_stopped_in_the_bar(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.findChild(DispersionBar)
    assert isinstance(bar, DispersionBar)
    window.study.run(50_000, 1)
    qtbot.waitUntil(lambda: bar.progress.value() > 0, timeout=LONG_MS)
    qtbot.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    assert not window.study.is_busy
    assert not bar.isVisible()


def test_an_edit_leaves_old_bands_with_run_again_at_hand(studied: MainWindow, bar: DispersionBar, qtbot: QtBot) -> None:
    assert not bar.isVisible()
    slip(studied)
    assert bar.isVisible()
    assert "before it was changed (60 flights, seed 9)" in bar.label.text()
    studied.study._asked = (60, 9)
    qtbot.mouseClick(bar.again_button, Qt.MouseButton.LeftButton)
    assert bar.cancel_button.isVisible()
    qtbot.waitUntil(lambda: studied.study.is_current, timeout=LONG_MS)
    assert not bar.isVisible()


def test_the_bar_does_not_move_the_timeline_during_a_drag(studied: MainWindow, bar: DispersionBar) -> None:
    plan = studied.document.plan
    studied.document.preview(edits.set_t0(plan, plan.t0.ms + 60_000))
    assert studied.timeline.bands_now is not None
    assert not studied.timeline.bands_now.is_current
    assert not bar.isVisible()
    studied.document.cancel_preview()
    assert studied.timeline.bands_now.is_current
    assert not bar.isVisible()


def test_bands_are_hidden_and_shown_by_menu_key_button_and_bar(
    studied: MainWindow, bar: DispersionBar, qtbot: QtBot
) -> None:
    assert studied.act.bands.isChecked()
    QTest.keyClick(studied, Qt.Key.Key_B, CTRL_SHIFT)
    assert studied.timeline.bands_now is None
    assert not studied.act.bands.isChecked()
    assert not Settings().shows_bands
    studied.act.show_relative.trigger()
    QTest.keyClick(studied.relative.in_plane, Qt.Key.Key_B)
    assert studied.timeline.bands_now is not None
    assert studied.act.bands.isChecked()
    assert studied.relative.toolbar.bands.isChecked()
    QTest.keyClick(studied.relative.curves, Qt.Key.Key_B)
    assert not studied.relative.toolbar.bands.isChecked()
    studied.relative.toolbar.bands.trigger()
    assert studied.act.bands.isChecked()
    slip(studied)
    qtbot.mouseClick(bar.hide_button, Qt.MouseButton.LeftButton)
    assert not studied.act.bands.isChecked()
    assert not bar.isVisible()


def test_without_a_study_the_button_of_bands_is_off(window: MainWindow) -> None:
    window.act.show_relative.trigger()
    assert not window.relative.toolbar.bands.isEnabled()


def test_the_bands_are_spoken(studied: MainWindow) -> None:
    timeline = studied.timeline
    assert "Bands of 60 dispersed flights" in timeline.accessibleDescription()
    slip(studied)
    assert "out of date" in timeline.accessibleDescription()
    studied.document.undo_stack.undo()
    studied.selection.select(["dv4"])
    assert "Dispersed: " in timeline.accessibleDescription()
    assert "ignition -" in timeline.accessibleDescription()
    track = timeline.accessible_reader().child([name for name, _ in timeline.layout_now.items.tracks].index("burns"))
    assert isinstance(track, TrackReader)
    reader = track.event("dv1")
    assert isinstance(reader, EventReader)
    assert "ignition by the clock" in reader.text(QAccessible.Text.Description)


def tip_at(widget: QWidget, at: QPointF) -> str:
    place = at.toPoint()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, QPoint(10, 10)))
    return QToolTip.text()


def test_pointing_tells_the_numbers(studied: MainWindow, qtbot: QtBot) -> None:
    timeline = studied.timeline
    timeline.reveal("docking")
    at = timeline._canvas.place_of("docking")
    assert at is not None
    assert "in 90 of 100 flights" in tip_at(timeline.viewport(), at - QPointF(0.0, 4.0))
    scale, layout = timeline._canvas.scale, timeline.layout_now
    in_flight = QPointF(scale.px(studied.document.plan.t0.ms + 3_600_000), layout.bottom_px + 20.0)
    text = tip_at(timeline.viewport(), in_flight)
    assert text.startswith("Range: ")
    assert "90 of 100 flights: " in text
    assert "50 of 100 flights: " in text
    slip(studied)
    assert "before it was changed" in tip_at(timeline.viewport(), in_flight - QPointF(0.0, 10.0))
    studied.act.show_relative.trigger()
    curves = studied.relative.curves
    shown = tip_at(curves, QPointF(curves.curves().x(-3000.0), curves.height() / 3.0))
    assert "90 of 100 flights: range " in shown
    assert "(before the plan was changed)" in shown


def test_charts_of_relative_motion_say_the_bands_at_the_playhead(studied: MainWindow) -> None:
    studied.act.show_relative.trigger()
    studied.playhead.move_to(studied.document.plan.t0.ms + 5_400_000)
    for chart in (studied.relative.in_plane, studied.relative.curves):
        chart.grab()
        assert "90 of 100 flights: range " in chart.accessibleDescription()


def test_a_flight_plan_carries_a_study_only_while_it_holds(studied: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    assert studied.exports.export(path, ".pdf")
    with_study = path.read_bytes()
    slip(studied)
    assert studied.exports.export(path, ".pdf")
    old, new = ("".join(page.extract_text() for page in PdfReader(file).pages) for file in (BytesIO(with_study), path))
    assert "60flightsofthisplan" in "".join(old.split())
    assert "flightsofthisplan" not in "".join(new.split())
