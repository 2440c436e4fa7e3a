"""The relative motion in the main window, and re-planning from the playhead."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from missionplanner.plan.clock import Utc
from missionplanner.plan.events import Burn, FixedTime
from missionplanner.ui.main_window import MainWindow
from ui.main_window_driver import read_and_close, when_asked

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
AFTER_DV1_MS = Utc.parse("2025-11-27T10:30:00Z").ms


def test_keys_show_the_relative_motion_and_the_orbit_again(window: MainWindow) -> None:
    window.tabs.setCurrentWidget(window.photos)
    QTest.keyClick(window, Qt.Key.Key_4, CTRL)
    assert window.relative.isVisible()
    assert window.timeline.isVisible()
    assert not window.orbit.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.orbit.isVisible()


def test_timeline_and_relative_motion_share_playhead_and_selection(window: MainWindow) -> None:
    window.act.show_relative.trigger()
    window.selection.select(["docking"])
    window.act.go_selected.trigger()
    window.playhead.move_to(window.playhead.utc_ms - 60_000)
    assert window.relative.figures.text().startswith("Port 14.0 m, closing 0.2")


def test_re_planning_fixes_what_has_flown_in_one_undo_step(window: MainWindow) -> None:
    before = window.document.plan
    window.playhead.move_to(AFTER_DV1_MS)
    QTest.keyClick(window, Qt.Key.Key_R, CTRL | SHIFT)
    flown, to_come = (window.document.plan.event(event) for event in ("dv1", "dv2"))
    assert isinstance(flown, Burn)
    assert flown.time == FixedTime()
    assert to_come == before.event("dv2")
    assert window.document.shown.findings == ()
    assert window.document.undo_stack.count() == 1
    assert window.document.undo_stack.undoText() == "Re-plan from 2025-11-27 10:30:00"
    window.act.undo.trigger()
    assert window.document.plan is before


def test_before_liftoff_re_planning_says_what_to_do(window: MainWindow) -> None:
    window.playhead.move_to(window.document.plan.t0.ms - 60_000)
    said: list[str] = []
    when_asked(read_and_close(said))
    window.act.replan.trigger()
    assert said == ["Nothing has flown by 2025-11-27 09:26:57 UTC; move the playhead to the present, after liftoff."]
    assert window.document.undo_stack.count() == 0


def test_the_playhead_goes_to_the_present(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: AFTER_DV1_MS / 1000.0)
    window.act.go_present.trigger()
    assert window.playhead.utc_ms == AFTER_DV1_MS
