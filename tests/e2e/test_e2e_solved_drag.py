"""T0 dragged with a real mouse: delta-v, solved in haste, changes before the button is released, and then settles."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from e2e.driving import xdotool
from missionplanner.app.document import Document
from missionplanner.app.flight_worker import FlightWorker
from missionplanner.app.settings import Settings
from missionplanner.flight.assess import Assessment
from missionplanner.paint.timeline_hits import t0_flag_px
from missionplanner.plan.plan import Plan
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.theme import Theme
from missionplanner.ui.timeline.clocks import Clocks
from missionplanner.ui.timeline.drag_wording import drag_words

pytestmark = pytest.mark.e2e

_SHIFTS_PX = (15, 30, 45, -15, -30)


@pytest.fixture
def window(sample: Plan, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    settings, worker = Settings(), FlightWorker()
    window = MainWindow(Document(sample, worker=worker), settings, Theme(qapp, settings))
    qtbot.addWidget(window, before_close_func=lambda w: w.document.undo_stack.setClean())
    window.move(0, 0)
    window.show()
    qtbot.waitExposed(window)
    window.orbit.show_ground_track()
    qtbot.waitUntil(lambda: not window.document.shown.is_preview, timeout=60_000)
    yield window
    worker.stop()


def flag_on_screen(window: MainWindow) -> tuple[int, int]:
    layout = window.timeline.layout_now
    left, right = t0_flag_px(layout)
    at = QPointF((left + right) / 2, (layout.metrics.flags_top_px + layout.metrics.ruler_px) / 2)
    place = window.timeline.viewport().mapToGlobal(at)
    return round(place.x()), round(place.y())


def solved_at(window: MainWindow, x: int, y: int, qtbot: QtBot) -> Assessment:
    """Move the mouse until a step of the drag is solved: one that would be late on a busy machine is left out."""
    document = window.document
    for nudge_px in (*range(1, 40), 0):
        was_ms = document.shown.plan.t0.ms
        xdotool("mousemove", x + nudge_px % 3, y)
        qtbot.waitUntil(lambda was_ms=was_ms: document.shown.plan.t0.ms != was_ms, timeout=20_000)
        shown = document.shown
        if shown.flight.is_preview and shown.flight.inputs.t0_ms == shown.plan.t0.ms:
            return shown
    raise AssertionError("no step of the drag was solved within the frame")


def test_delta_v_changes_while_t0_is_dragged(window: MainWindow, sample: Plan, qtbot: QtBot) -> None:
    document, timeline = window.document, window.timeline
    timeline.show_span(sample.t0.ms - 180_000, sample.t0.ms + 420_000)
    qtbot.wait(100)
    before = document.shown
    assert before.flight.delta_v is not None
    x, y = flag_on_screen(window)
    seen: list[str] = []
    xdotool("mousemove", x, y, "keydown", "alt", "mousedown", 1)
    try:
        for shift_px in _SHIFTS_PX:
            shown = solved_at(window, x + shift_px, y, qtbot)
            assert document.plan is sample
            assert document.undo_stack.count() == 0
            assert shown.is_preview
            words = drag_words(before, shown, Clocks(), "T0", shown.plan.t0.ms, 0)
            (line,) = [line for line in words.lines if line.startswith("Total delta-v")]
            assert line.endswith("(preview)")
            assert any(re.match(r"Docking .*\(preview\)", line) for line in words.lines)
            total = f"{shown.flight.delta_v.total_mps:.1f}" if shown.flight.delta_v else "none"
            assert total in line
            assert total in window.status.delta_v.value.text()
            seen.append(total)
    finally:
        xdotool("mouseup", 1, "keyup", "alt")
    assert len(set(seen)) > 2, seen
    qtbot.waitUntil(lambda: document.plan is not sample and not document.shown.is_preview, timeout=60_000)
    settled = document.shown.flight
    assert not settled.is_preview
    assert settled.delta_v is not None
    assert settled.delta_v.total_mps == pytest.approx(float(seen[-1]), abs=0.5)
