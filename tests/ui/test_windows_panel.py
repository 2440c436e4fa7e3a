"""The windows panel: calendar, chart, options, and the plan taken to a window in one step."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.search_jobs import ScanJob
from missionplanner.app.settings import Settings
from missionplanner.flight.option import DAY_MS
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.plan import edits
from missionplanner.plan.clock import utc_text
from missionplanner.plan.events import Burn
from missionplanner.plan.plan import Plan
from missionplanner.ui.windows.panel import WindowsPanel
from ui.windows_driver import ImmediateWorker

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def worker(qapp: QApplication) -> ImmediateWorker:
    return ImmediateWorker()


@pytest.fixture
def panel(document: Document, worker: ImmediateWorker, qtbot: QtBot) -> Iterator[WindowsPanel]:
    """The panel on 26 to 29 November, searched."""
    panel = WindowsPanel(document, Settings(), worker, LIGHT)
    qtbot.addWidget(panel)
    panel.inputs.start.setDate(QDate(2025, 11, 26))
    panel.inputs.days.setValue(4)
    panel.resize(940, 640)
    panel.show()
    qtbot.waitExposed(panel)
    panel.look()
    yield panel
    panel.hide()


def texts(panel: WindowsPanel) -> dict[str, str]:
    """What the calendar says of each day."""
    days = panel.calendar.days
    found = {}
    for row in range(days.rowCount()):
        for column in range(days.columnCount()):
            index = days.index(row, column)
            day = days.day(index)
            if day is not None:
                found[utc_text(day.start_ms)[5:10]] = str(index.data())
    return found


def test_nothing_is_searched_before_somebody_looks(document: Document, worker: ImmediateWorker, qtbot: QtBot) -> None:
    panel = WindowsPanel(document, Settings(), worker, LIGHT)
    qtbot.addWidget(panel)
    assert worker.asked == []
    assert "press Find Windows" in panel.notice.text()


def test_the_calendar_names_the_best_profile_of_each_day(panel: WindowsPanel) -> None:
    assert texts(panel) == {"11-26": "2 days", "11-27": "2 orbits", "11-28": "none", "11-29": "2 days"}
    assert panel.status.text() == "4 days. Best profile by day: 2 days: 2, 2 orbits: 1"
    spoken = panel.calendar.days.index_of(panel._document.plan.t0.ms).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("27 Nov 2025: Two orbits, liftoff 09:27:55")


def test_the_day_of_t0_is_chosen_with_its_best_option_on_the_chart(
    panel: WindowsPanel, worker: ImmediateWorker
) -> None:
    row = panel.options.current()
    assert row is not None
    assert row[1].profile.id == "2-orbit"
    for _ in range(4):
        worker.step("curve")
    chart = panel.chart.chart
    assert chart is not None
    assert chart.interval_deg == (13.5, 19.5)
    assert chart.chosen is not None
    assert chart.chosen.is_feasible
    assert len(chart.curve) == 4


def test_a_day_is_chosen_by_mouse_and_by_arrow_keys(panel: WindowsPanel) -> None:
    calendar = panel.calendar
    saturday = calendar.days.index_of(panel.inputs.from_ms + 3 * DAY_MS)
    QTest.mouseClick(calendar.viewport(), LEFT, pos=calendar.visualRect(saturday).center())
    row = panel.options.current()
    assert row is not None
    assert row[1].profile.id == "2-day"
    assert "Works." in panel.preview.text()
    assert "the 4 burns give way to the 6 of 'Two days'" in panel.preview.text()
    QTest.keyClick(calendar, Qt.Key.Key_Left)
    row = panel.options.current()
    assert row is not None
    assert not row[1].is_feasible
    assert "is 87.2 deg outside 13.5 to 19.5 deg" in panel.preview.text()
    assert "does not work" in panel.use_button.toolTip()


def test_use_takes_the_plan_to_the_window_in_one_undo_step(
    panel: WindowsPanel, document: Document, sample: Plan, qtbot: QtBot
) -> None:
    panel.want_day(panel.inputs.from_ms + 3 * DAY_MS)
    with qtbot.waitSignal(panel.used) as told:
        QTest.mouseClick(panel.use_button, LEFT)
    assert told.args == ["Launch on 29 Nov 2025, Two days: done; Undo takes it back"]
    assert document.undo_stack.count() == 1
    assert document.plan.rendezvous.profile == "2-day"
    assert str(document.plan.t0).startswith("2025-11-29T08:4")
    assert sum(isinstance(event, Burn) for event in document.plan.events) == 6
    assert document.settled().findings == ()
    document.undo_stack.undo()
    assert document.plan is sample


def test_enter_on_an_option_uses_it(panel: WindowsPanel, document: Document) -> None:
    panel.want_day(panel.inputs.from_ms + 3 * DAY_MS)
    QTest.keyClick(panel.options, Qt.Key.Key_Return)
    assert document.plan.rendezvous.profile == "2-day"


def test_the_search_shows_what_it_has_and_stops(panel: WindowsPanel, worker: ImmediateWorker) -> None:
    worker.held.add("scan")
    panel.inputs.days.setValue(3)
    panel.look()
    assert panel.find_button.text() == "&Stop"
    assert panel.progress.isVisible()
    worker.step("scan")
    worker.step("scan")
    assert texts(panel)["11-26"] == "2 days"
    assert texts(panel)["11-27"] == ""
    QTest.mouseClick(panel.find_button, LEFT)
    assert not panel.scan.is_busy
    assert panel.status.text().startswith("Stopped after 1 of 3 days.")
    worker.held.discard("scan")
    QTest.mouseClick(panel.find_button, LEFT)
    assert texts(panel)["11-27"] == "2 orbits"


def test_the_same_question_is_answered_from_memory(panel: WindowsPanel, worker: ImmediateWorker) -> None:
    scans = [job for job in worker.asked if isinstance(job, ScanJob)]
    panel.inputs.days.setValue(1)
    panel.look()
    panel.inputs.days.setValue(4)
    panel.look()
    assert len([job for job in worker.asked if isinstance(job, ScanJob)]) == len(scans) + 1
    assert texts(panel)["11-27"] == "2 orbits"


def test_a_pad_that_never_crosses_the_plane_is_said_in_a_sentence(panel: WindowsPanel, document: Document) -> None:
    panel.inputs.site.setCurrentIndex(panel.inputs.site.findData("vostochny-1s"))
    panel.look()
    assert panel.notice.isVisible()
    assert "never crosses the target's plane" in panel.notice.text()
    assert not panel.use_button.isEnabled()


def test_another_vehicle_comes_into_the_plan_with_its_window(panel: WindowsPanel, document: Document) -> None:
    panel.inputs.vehicle.setCurrentIndex(panel.inputs.vehicle.findData("progress-ms"))
    panel.look()
    panel.want_day(document.plan.t0.ms)
    panel.use()
    assert document.plan.vehicle.name == "Progress MS"
    assert document.plan.site.name == "Baikonur 31/6"
    assert panel.inputs.vehicle.currentText() == "Progress MS (the plan's)"
    assert document.undo_stack.count() == 1


def test_t0_moved_elsewhere_is_marked_and_searched_for(panel: WindowsPanel, document: Document) -> None:
    document.commit(edits.set_t0(document.plan, document.plan.t0.ms + DAY_MS), "Move T0")
    assert panel.calendar.painter_of_days.t0_ms == document.plan.t0.ms
    panel.inputs.begin_anew()
    document.commit(edits.set_t0(document.plan, document.plan.t0.ms + 30 * DAY_MS), "Move T0")
    assert panel.inputs.start.date() == QDate(2025, 12, 23)


def test_every_field_has_a_name_and_the_keyboard_reaches_all(panel: WindowsPanel) -> None:
    inputs = panel.inputs
    for field in (inputs.site, inputs.vehicle, inputs.start, inputs.days, panel.calendar, panel.options, panel.chart):
        assert field.accessibleName()
    for field in (inputs.site, inputs.vehicle, inputs.start, inputs.days, panel.calendar, panel.options):
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_both_themes_draw_other_pictures(panel: WindowsPanel) -> None:
    light = panel.calendar.grab().toImage(), panel.chart.grab().toImage()
    panel.set_palette_colors(DARK)
    dark = panel.calendar.grab().toImage(), panel.chart.grab().toImage()
    assert all(one != other for one, other in zip(light, dark, strict=True))


def test_the_division_is_remembered(panel: WindowsPanel, document: Document, qtbot: QtBot) -> None:
    panel.across.setSizes([300, 600])
    panel.remember_layout()
    other = WindowsPanel(document, Settings(), ImmediateWorker(), LIGHT)
    qtbot.addWidget(other)
    assert other.across.saveState() == panel.across.saveState()
