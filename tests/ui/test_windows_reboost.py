"""The reboost solver's dialog: fields in, the smallest reboost out, in a sentence."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.app.launch_choice import LaunchChoice, search_with
from missionplanner.flight.option import DAY_MS
from missionplanner.flight.windows import find_windows
from missionplanner.plan.edits import set_t0
from missionplanner.plan.launch_edits import with_reboost_event
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve
from missionplanner.ui.windows.reboost_dialog import ReboostDialog
from ui.windows_driver import ImmediateWorker

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def worker(qapp: QApplication) -> ImmediateWorker:
    return ImmediateWorker()


@pytest.fixture
def dialog(sample: Plan, worker: ImmediateWorker, qtbot: QtBot) -> ReboostDialog:
    """The dialog, asking for 2 December, which allows nothing without a reboost."""
    wanted_ms = sample.t0.ms // DAY_MS * DAY_MS + 5 * DAY_MS
    dialog = ReboostDialog(sample, LaunchChoice(), wanted_ms, worker)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.start.setDate(QDate(2025, 11, 24))
    dialog.end.setDate(QDate(2025, 11, 25))
    dialog.every.setValue(24)
    dialog.most.setValue(8.0)
    return dialog


def test_the_smallest_reboost_is_said_in_a_sentence(dialog: ReboostDialog) -> None:
    assert "The earlier a reboost is" in dialog.verdict.text()
    QTest.mouseClick(dialog.find_button, LEFT)
    assert dialog.model.rowCount() == 2
    chosen = dialog.model.row(dialog.table.currentIndex().row())
    other = dialog.model.row(1)
    assert chosen is not None
    assert other is not None
    assert chosen.dv_mps < other.dv_mps < 8.0
    assert abs(chosen.option.closure_deg - 16.5) < 0.1
    assert "makes 2 Dec 2025 a day for 'Two orbits'" in dialog.verdict.text()
    assert "the smallest of the 2 found" in dialog.verdict.text()
    QTest.mouseClick(dialog.copy, LEFT)
    assert QApplication.clipboard().text() == dialog.verdict.text()


def test_the_reboost_added_to_the_plan_makes_the_day_work(dialog: ReboostDialog, sample: Plan) -> None:
    assert not dialog.add.isEnabled()
    QTest.mouseClick(dialog.find_button, LEFT)
    QTest.mouseClick(dialog.add, LEFT)
    chosen = dialog.chosen
    assert dialog.result()
    assert chosen is not None
    plan = with_reboost_event(sample, "Reboost", chosen.utc_ms, chosen.dv_mps)
    day_ms = sample.t0.ms // DAY_MS * DAY_MS + 5 * DAY_MS
    (before,) = find_windows(search_with(sample, LaunchChoice(), day_ms, 1))
    (after,) = find_windows(search_with(plan, LaunchChoice(), day_ms, 1))
    assert before.best is None
    assert after.best is not None
    assert after.best.profile.id == "2-orbit"
    moved = set_t0(plan, plan.t0.ms + DAY_MS)
    assert resolve(moved).start_ms(plan.events[-1].id) == chosen.utc_ms


def test_too_small_a_limit_says_what_to_allow(dialog: ReboostDialog) -> None:
    dialog.most.setValue(0.01)
    QTest.mouseClick(dialog.find_button, LEFT)
    assert dialog.model.rowCount() == 0
    assert "allow a larger one" in dialog.verdict.text()


def test_enter_searches_and_the_button_stops(dialog: ReboostDialog, worker: ImmediateWorker) -> None:
    worker.held.add("reboost")
    QTest.keyClick(dialog.every, Qt.Key.Key_Return)
    assert dialog.search.is_busy
    assert dialog.find_button.text() == "Stop"
    assert dialog.isVisible()
    QTest.mouseClick(dialog.find_button, LEFT)
    assert not dialog.search.is_busy


def test_other_fields_forget_what_was_found(dialog: ReboostDialog, worker: ImmediateWorker) -> None:
    QTest.mouseClick(dialog.find_button, LEFT)
    assert dialog.model.rowCount() == 2
    dialog.end.setDate(QDate(2025, 11, 26))
    assert dialog.model.rowCount() == 0


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (QDate(2025, 11, 26), QDate(2025, 11, 25), "lies before the first"),
        (QDate(2025, 11, 26), QDate(2025, 12, 2), "has to come before the launch"),
        (QDate(2025, 11, 20), QDate(2025, 11, 25), "holds earlier reboosts already"),
        (QDate(2024, 1, 1), QDate(2025, 11, 25), "more than 200 instants"),
    ],
)
def test_dates_that_make_no_sense_are_told(dialog: ReboostDialog, start: QDate, end: QDate, said: str) -> None:
    dialog.start.setDate(start)
    dialog.end.setDate(end)
    QTest.mouseClick(dialog.find_button, LEFT)
    assert said in dialog.verdict.text()
    assert not dialog.search.is_busy


def test_escape_stops_the_search(dialog: ReboostDialog, worker: ImmediateWorker) -> None:
    worker.held.add("reboost")
    QTest.mouseClick(dialog.find_button, LEFT)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not dialog.search.is_busy
