"""Finding events and commands from the keyboard, and jumping in the history, in the whole window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from missionplanner.app.settings import Settings
from missionplanner.plan.constraint_edits import with_gap
from missionplanner.plan.schedule import EventEdge
from missionplanner.plan.search import search
from missionplanner.ui.dialogs.quick_list import QuickList, rank
from missionplanner.ui.main_window import MainWindow
from ui.main_window_driver import click, when_asked

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened(window: MainWindow, qtbot: QtBot) -> QuickList:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QuickList)))
    return next(each for each in window.findChildren(QuickList) if each.isVisible())


@pytest.mark.parametrize("keys", [(Qt.Key.Key_K, CTRL), (Qt.Key.Key_P, CTRL | SHIFT)])
def test_the_palette_does_what_is_typed(
    window: MainWindow, qtbot: QtBot, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    window.selection.select(["fairing"])
    qtbot.keyClick(window.timeline, *keys)
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.field, "duplic")
    assert palette.list.item(0).text().startswith("Duplicate")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.selection.event_ids == ("fairing-2",)


def test_every_command_of_the_menus_is_in_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.timeline, Qt.Key.Key_K, CTRL)
    palette = opened(window, qtbot)
    listed = {palette.list.item(row).text().split("    ")[0] for row in range(palette.list.count())}
    for action in (*window.act.all(), *window.timeline.actions_of_events.all(), *window.menus.choices()):
        assert action.text().replace("&", "").rstrip(".") in listed
    palette.reject()


@pytest.mark.parametrize(
    ("typed", "event"), [("hatch", "hatch"), ("fair", "fairing"), ("burn dv3", "dv3"), ("williams hatch", "hatch")]
)
def test_find_jumps_to_an_event(window: MainWindow, qtbot: QtBot, typed: str, event: str) -> None:
    qtbot.keyClick(window.timeline, Qt.Key.Key_F, CTRL)
    finder = opened(window, qtbot)
    qtbot.keyClicks(finder.field, typed)
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.selection.event_ids == (event,)
    layout = window.timeline.layout_now
    number = layout.items.index[event]
    assert layout.scale.left_px <= layout.start_px[number] <= layout.scale.right_px


def test_find_selects_all_that_it_found(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.timeline, Qt.Key.Key_F, CTRL)
    finder = opened(window, qtbot)
    qtbot.keyClicks(finder.field, "burn")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return, CTRL)
    assert {"dv1", "dv2", "dv3", "dv4"} <= set(window.selection.event_ids)


def test_arrow_keys_choose_in_the_list(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.timeline, Qt.Key.Key_F, CTRL)
    finder = opened(window, qtbot)
    qtbot.keyClicks(finder.field, "dv")
    qtbot.keyClick(finder.field, Qt.Key.Key_Down)
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.selection.event_ids == ("dv2",)


def test_findings_are_searched_and_gone_through(window: MainWindow, qtbot: QtBot) -> None:
    window.selection.select(["docking", "hatch"])
    plan = with_gap(window.document.plan, EventEdge("docking", "end"), EventEdge("hatch", "start"), 3 * 3_600_000, None)
    window.document.commit(plan, "Limit")
    shown = window.document.shown
    assert {match.event for match in search(shown.plan, shown.findings, "asked for")} == {"docking", "hatch"}
    window.selection.select([])
    for event in ("docking", "hatch", "docking"):
        qtbot.keyClick(window.timeline, Qt.Key.Key_F8)
        assert window.selection.event_ids == (event,)


def test_a_broken_constraint_is_repaired_from_the_findings(window: MainWindow, qtbot: QtBot) -> None:
    plan = with_gap(window.document.plan, EventEdge("docking", "end"), EventEdge("hatch", "start"), 3 * 3_600_000, None)
    window.document.commit(plan, "Limit")
    assert window.findings.repair_button.isVisible()

    def agree(box: QDialog) -> None:
        click(box, "Repair")

    when_asked(agree)
    qtbot.mouseClick(window.findings.repair_button, Qt.MouseButton.LeftButton)
    assert window.document.shown.findings == ()
    assert not window.findings.repair_button.isVisible()


def test_the_history_is_a_list_to_jump_in(window: MainWindow, qtbot: QtBot) -> None:
    first = window.document.plan
    window.selection.select(["hatch"])
    for _ in range(3):
        qtbot.keyClick(window.timeline, Qt.Key.Key_Right)
    last = window.document.plan
    view = window.history
    assert view.model().rowCount() == 4
    view.setCurrentIndex(view.model().index(0, 0))
    assert window.document.plan == first
    view.setCurrentIndex(view.model().index(3, 0))
    assert window.document.plan == last


def test_words_may_stand_in_any_order() -> None:
    assert rank("Move Whole Plan", "move") == 0
    assert rank("Move Whole Plan", "plan whole") == 1
    assert rank("Remove Constraints", "move") == 2
    assert rank("Close Gaps", "move") is None


def test_rows_strips_and_clock_are_chosen_and_remembered(window: MainWindow) -> None:
    timeline = window.timeline
    rows_before = timeline.layout_now.metrics.rows_top_px
    window.menus.rows.choose(("light", "ports", "crew", "range"))
    window.menus.rows_chosen.emit()
    assert timeline.layout_now.metrics.band_rows == 1 + 7 + 3
    assert timeline.layout_now.metrics.rows_top_px > rows_before
    assert timeline.layout_now.bottom_px < timeline.viewport().height()
    window.menus.zone_chosen.emit("Asia/Almaty")
    assert timeline.layout_now.metrics.zone == "Asia/Almaty"
    assert any("Asia/Almaty (UTC+05:00)" in line for line in timeline.clocks.lines(window.document.plan.t0.ms, 0))
    assert Settings().zone == "Asia/Almaty"
    assert set(Settings().timeline_rows) == {"light", "ports", "crew", "range"}
    timeline.grab()
