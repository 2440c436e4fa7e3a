"""Planned against flown in the window: actual times typed into the table, and the plan made anew from the present."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.app.settings import Settings
from missionplanner.plan import edits
from missionplanner.plan.anchors import AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.events import Actual, Burn, FixedComponent, FixedTime
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.ui.flown_panel import FlownPanel
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.theme import Theme

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ACTUAL, LATER = 1, 2


@pytest.fixture
def panel(document: Document, selection: Selection, qtbot: QtBot) -> FlownPanel:
    panel = FlownPanel(document, selection)
    qtbot.addWidget(panel)
    panel.resize(560, 400)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def row_of(panel: FlownPanel, event_id: str) -> int:
    return next(row for row in range(panel.model.rowCount()) if panel.model.event_id(row) == event_id)


def texts(panel: FlownPanel, event_id: str) -> list[str]:
    return [panel.model.index(row_of(panel, event_id), column).data() for column in range(4)]


def type_actual(panel: FlownPanel, qtbot: QtBot, event_id: str, text: str) -> None:
    table = panel.table
    table.setFocus()
    table.setCurrentIndex(panel.model.index(row_of(panel, event_id), ACTUAL))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = (one for one in table.viewport().findChildren(QLineEdit) if one.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, text) if text else qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_what_flew_stands_beside_what_was_planned(panel: FlownPanel) -> None:
    assert texts(panel, "docking") == [
        "Docking to Rassvet",
        "2025-11-27 12:34:35",
        "-3 min 54 s",
        "2025-11-27 12:38:29",
    ]
    assert texts(panel, "hatch")[1:3] == ["", ""]


def test_an_actual_time_is_typed_in(
    panel: FlownPanel, document: Document, selection: Selection, sample: Plan, qtbot: QtBot
) -> None:
    type_actual(panel, qtbot, "separation", "+2.5s")
    actual = document.plan.event("separation").actual
    assert actual is not None
    planned_ms = document.shown.schedule.start_ms("separation")
    assert actual.start.ms == (planned_ms or 0) + 2500
    assert texts(panel, "separation")[LATER] == "+2.5 s"
    assert document.undo_stack.count() == 1
    assert selection.event_ids == ("separation",)
    type_actual(panel, qtbot, "separation", "yesterday")
    assert panel.message.isVisible()
    assert "yesterday" in panel.message.text()
    assert document.plan.event("separation").actual == actual
    type_actual(panel, qtbot, "separation", "")
    assert document.plan.event("separation").actual is None
    assert not panel.message.isVisible()
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.plan == sample


def window_of(plan: Plan, qapp: QApplication, qtbot: QtBot) -> MainWindow:
    settings = Settings()
    window = MainWindow(Document(plan, Path("plan.mplan")), settings, Theme(qapp, settings))
    qtbot.addWidget(window, before_close_func=lambda w: w.document.undo_stack.setClean())
    window.show()
    qtbot.waitExposed(window)
    return window


def test_the_window_plans_anew_from_the_present_by_key(sample: Plan, qapp: QApplication, qtbot: QtBot) -> None:
    late = edits.replace_event(sample, replace(sample.event("docking"), actual=None))
    source = Source(provenance="assumed", text="heard on the loop")
    window = window_of(late, qapp, qtbot)
    document = window.document
    planned_ms = document.shown.schedule.start_ms("dv1") or 0
    flown_ms = planned_ms + 90_000
    actual = Actual(start=Utc(flown_ms), source=source)
    document.commit(edits.replace_event(late, replace(late.event("dv1"), actual=actual)), "DV1 was late")
    window.playhead.move_to(flown_ms + 300_000)
    steps = document.undo_stack.count()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_R, CTRL_SHIFT)
    assert document.undo_stack.count() == steps + 1
    dv1, dv2 = document.plan.event("dv1"), document.plan.event("dv2")
    assert isinstance(dv1, Burn)
    assert dv1.anchor == AtUtc(utc=Utc(flown_ms))
    assert dv1.time == FixedTime()
    assert isinstance(dv1.dv_x, FixedComponent)
    assert dv2 == late.event("dv2")  # what is to come stays to be solved
    assert document.shown.schedule.start_ms("dv1") == flown_ms
    qtbot.waitUntil(lambda: not document.shown.is_preview, timeout=60_000)
    assert document.shown.flight.contact is not None
    document.undo_stack.undo()
    assert document.plan.event("dv1").anchor == late.event("dv1").anchor
