"""The dialog for a new plan, by mouse and keyboard: template, target, pad, day, and the windows found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from missionplanner.app.settings import Settings
from missionplanner.files.launch_data import read_templates
from missionplanner.flight.option import DAY_MS
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.plan.clock import utc_text
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve
from missionplanner.plan.target_edits import with_elements
from missionplanner.ui.dialogs.new_plan import NewPlanDialog
from missionplanner.ui.dialogs.target import TargetDialog
from missionplanner.ui.main_window_files import shipped_plan
from ui.main_window_driver import choose_file, when_asked
from ui.windows_driver import ImmediateWorker

DATA = Path(__file__).parents[1] / "data"
KEY, LEFT, ALT = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def worker(qapp: QApplication) -> ImmediateWorker:
    return ImmediateWorker()


def dialog_for(opened: Plan, worker: ImmediateWorker, qtbot: QtBot) -> NewPlanDialog:
    templates = [(template, shipped_plan(template.plan)) for template in read_templates()]
    dialog = NewPlanDialog(opened, templates, Settings(), worker, LIGHT)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    return dialog


@pytest.fixture
def dialog(sample: Plan, worker: ImmediateWorker, qtbot: QtBot) -> Iterator[NewPlanDialog]:
    """The dialog above the sample plan, its ten days searched."""
    dialog = dialog_for(sample, worker, qtbot)
    yield dialog
    dialog.hide()


def column(dialog: NewPlanDialog, number: int) -> list[str]:
    rows = dialog.windows.table.rows
    return [str(rows.index(row, number).data()) for row in range(rows.rowCount())]


def drop(dialog: NewPlanDialog, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, modifier = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(50, 50), action, mime, LEFT, modifier))


def type_day(dialog: NewPlanDialog, day: str) -> None:
    """Type a date into the field for the day, part by part."""
    dialog.day.setFocus()
    dialog.day.setSelectedSection(dialog.day.Section.YearSection)
    QTest.keyClicks(dialog.day, day.replace("-", ""))
    dialog.look()


def choose_template(dialog: NewPlanDialog, name: str) -> None:
    """Go down the list of templates by key."""
    next(button for button in dialog.choices.values() if button.isChecked()).setFocus()
    for _ in dialog.choices:
        focused = dialog.focusWidget()
        if dialog.choices[name].isChecked() or focused is None:
            break
        QTest.keyClick(focused, KEY.Key_Down)
    assert dialog.choices[name].isChecked()


def test_the_first_window_for_the_template_is_chosen_and_becomes_the_plan(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    assert column(dialog, 1)[:2] == ["2025-11-27 09:27:55", "2025-11-27 09:31:00"]
    assert column(dialog, 0)[:3] == ["Two orbits", "Two days", "Two orbits"]
    assert column(dialog, 4)[0] == "114.7 m/s"
    assert column(dialog, 5)[0] == "2025-11-27 12:38:27"
    assert dialog.words.text() == "Two orbits works on 27 Nov 2025."
    assert dialog.t0.text().startswith("2025-11-27 09:27:55")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.plan.name == "Untitled flight"
    assert dialog.plan.rendezvous.profile == "2-orbit"
    assert utc_text(dialog.plan.t0.ms)[:19] == "2025-11-27T09:27:55"
    assert dialog.plan.mission.name == "Untitled flight"


def test_every_template_by_key_takes_its_own_first_window(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    choose_template(dialog, "soyuz-two-day")
    assert dialog.windows.option is not None
    assert dialog.windows.option.profile.id == "2-day"
    assert "The phase to make up, 387 deg, is outside" in dialog.words.text()
    choose_template(dialog, "blank")
    assert dialog.windows.option.profile.id == "2-orbit"
    assert dialog.words.text() == "Two orbits, Two days works on 27 Nov 2025."


def test_a_day_that_does_not_work_says_why_and_what_comes_next(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    type_day(dialog, "2025-11-28")
    text = dialog.words.text()
    assert "Two orbits does not work on 28 Nov 2025: the phase at insertion, 106.7 deg, is 87.2 deg outside" in text
    assert "The next days that work: 1 Dec 2025, 5 Dec 2025." in text
    assert "Chosen: 1 Dec 2025, Two orbits." in text
    qtbot.keyClick(dialog.day, KEY.Key_Return)
    assert utc_text(dialog.plan.t0.ms).startswith("2025-12-01T07:54")


def test_another_profile_is_named_where_it_works_on_the_day(dialog: NewPlanDialog) -> None:
    type_day(dialog, "2025-11-29")
    assert "Two orbits does not work on 29 Nov 2025" in dialog.words.text()
    assert "Two days works on that day." in dialog.words.text()


def test_a_window_chosen_by_mouse_takes_the_template_that_flies_it(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    table = dialog.windows.table
    row = column(dialog, 1).index("2025-11-29 08:42:43")
    place = table.visualRect(table.rows.index(row, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    assert dialog.choices["soyuz-two-day"].isChecked()
    assert dialog.t0.text().startswith("2025-11-29 08:42:43")
    assert dialog.day.date().toString("yyyy-MM-dd") == "2025-11-27"
    qtbot.mouseDClick(table.viewport(), LEFT, pos=place)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.plan.rendezvous.profile == "2-day"
    assert resolve(dialog.plan).findings == ()


def test_a_window_is_chosen_by_key_and_enter_begins_with_it(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, KEY.Key_W, ALT)
    assert dialog.windows.table.hasFocus()
    for _ in range(5):
        qtbot.keyClick(dialog.windows.table, KEY.Key_Down)
    assert "Chosen: 1 Dec 2025, Two orbits." in dialog.words.text()
    qtbot.keyClick(dialog.windows.table, KEY.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert utc_text(dialog.plan.t0.ms).startswith("2025-12-01T07:54")


def test_every_field_has_a_key(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    reached = []
    for key, field in (
        (KEY.Key_N, dialog.name),
        (KEY.Key_R, dialog.targets.field),
        (KEY.Key_P, dialog.pad),
        (KEY.Key_D, dialog.day),
        (KEY.Key_U, dialog.t0),
        (KEY.Key_W, dialog.windows.table),
        (KEY.Key_T, dialog.choices["soyuz-two-orbit"]),
    ):
        qtbot.keyClick(dialog, key, ALT)
        reached.append(field.hasFocus())
    assert all(reached), reached
    order = []
    dialog.choices["soyuz-two-orbit"].setFocus()
    for _ in range(12):
        focused = dialog.focusWidget()
        assert focused is not None
        if focused not in (*order, dialog.targets.origin):
            order.append(focused)
        qtbot.keyClick(focused, KEY.Key_Tab)
    wanted = [dialog.choices["soyuz-two-orbit"], dialog.name, dialog.targets.field, dialog.targets.from_file]
    assert order == [*wanted, dialog.pad, dialog.day, dialog.t0, dialog.windows.table, dialog._create]


def test_windows_are_listed_as_they_are_found_and_the_search_can_be_stopped(
    sample: Plan, worker: ImmediateWorker, qtbot: QtBot
) -> None:
    worker.held.add("new-plan")
    dialog = dialog_for(sample, worker, qtbot)
    windows = dialog.windows
    assert dialog.words.text() == "Searching 27 Nov 2025..."
    assert windows.option is None
    assert windows.progress.isVisible()
    worker.step("new-plan")
    assert len(column(dialog, 0)) == 2
    assert windows.option is not None
    worker.step("new-plan")
    assert windows.progress.value() == 4
    qtbot.mouseClick(windows.find_button, LEFT)
    assert not windows.scan.is_busy
    assert len(column(dialog, 0)) == 2
    worker.held.discard("new-plan")
    qtbot.mouseClick(windows.find_button, LEFT)
    assert len(column(dialog, 0)) > 10
    assert not windows.find_button.isEnabled()


def test_a_day_on_which_nothing_was_found_yet_says_that_the_search_goes_on(
    sample: Plan, worker: ImmediateWorker, qtbot: QtBot
) -> None:
    worker.held.add("new-plan")
    dialog = dialog_for(sample, worker, qtbot)
    type_day(dialog, "2025-11-28")
    worker.step("new-plan")
    assert dialog.words.text().endswith("Searching the days that follow...")
    qtbot.keyClick(dialog.windows.find_button, KEY.Key_Space)
    assert "No window is chosen: T0 is as it stands above" in dialog.words.text()
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert utc_text(dialog.plan.t0.ms).startswith("2025-11-28")


def test_a_t0_that_is_typed_belongs_to_no_window(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    dialog.t0.setFocus()
    dialog.t0.selectAll()
    qtbot.keyClicks(dialog.t0, "the day after")
    assert not dialog._create.isEnabled()
    qtbot.keyClick(dialog.t0, KEY.Key_Return)
    assert dialog.isVisible()
    dialog.t0.selectAll()
    qtbot.keyClicks(dialog.t0, "2025-11-27 09:30:00")
    assert dialog.windows.option is None
    assert "No window is chosen" in dialog.words.text()
    qtbot.keyClick(dialog.t0, KEY.Key_Return)
    assert utc_text(dialog.plan.t0.ms) == "2025-11-27T09:30:00.000Z"


def test_without_a_name_there_is_no_plan(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    dialog.name.selectAll()
    qtbot.keyClick(dialog.name, KEY.Key_Delete)
    assert dialog.words.text() == "The name is empty."
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert dialog.isVisible()


def test_the_pads_are_those_of_the_vehicle_and_the_last_choice_is_remembered(
    dialog: NewPlanDialog, sample: Plan, worker: ImmediateWorker, qtbot: QtBot
) -> None:
    pads = [dialog.pad.itemText(i) for i in range(dialog.pad.count())]
    assert len(pads) >= 2
    assert "KSC LC-39A" not in pads
    other = next(i for i in range(dialog.pad.count()) if i != dialog.pad.currentIndex())
    dialog.pad.setFocus()
    qtbot.keyClick(dialog.pad, KEY.Key_Up if other < dialog.pad.currentIndex() else KEY.Key_Down)
    choose_template(dialog, "soyuz-two-day")
    dialog.look()
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert dialog.plan.site.name == pads[other]
    again = dialog_for(sample, worker, qtbot)
    assert again.choices["soyuz-two-day"].isChecked()
    assert again.pad.currentText() == pads[other]


def test_the_open_plan_s_target_is_offered_beside_the_program_s(
    sample: Plan, worker: ImmediateWorker, qtbot: QtBot
) -> None:
    known = sample.target.elements
    assert known is not None
    later = replace(known, source=replace(known.source, text="my own elements"))
    dialog = dialog_for(with_elements(sample, later), worker, qtbot)
    offered = [dialog.targets.field.itemText(i) for i in range(dialog.targets.field.count())]
    assert offered[0] == "ISS, of the open plan"
    assert "ISS, as of 27 Nov 2025" in offered
    assert "2.8 d old at T0, my own elements" in dialog.targets.origin.text()
    assert dialog.targets.doubts.text() == ""
    dialog.targets.field.setFocus()
    while dialog.targets.field.currentText() != "ISS, as of 27 Nov 2025":
        qtbot.keyClick(dialog.targets.field, KEY.Key_Down)
    assert "checksums verified" in dialog.targets.origin.text()
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert dialog.plan.target.elements == known


def test_one_of_several_element_sets_of_a_file_is_taken_by_its_dialog(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    def take(asked: QDialog) -> None:
        assert isinstance(asked, TargetDialog)
        qtbot.keyClick(asked.table, KEY.Key_Return)
        if asked.isVisible():
            asked.accept()

    def choose(asked: QDialog) -> None:
        when_asked(take)
        choose_file(DATA / "iss.tle")(asked)

    when_asked(choose)
    qtbot.mouseClick(dialog.targets.from_file, LEFT)
    assert dialog.targets.field.currentText() == "ISS, from iss.tle"
    dialog.look()
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    elements = dialog.plan.target.elements
    assert elements is not None
    assert "iss.tle" in elements.source.text


def test_a_dropped_ephemeris_brings_its_day_and_its_windows(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    path = DATA / "oem" / "iss_2021-11-24_nasa.csv.gz"
    drop(dialog, path)
    qtbot.waitUntil(lambda: path.name in dialog.targets.field.currentText())
    assert dialog.day.date().toString("yyyy-MM").startswith("2021-1")
    assert "Ephemeris of ISS" in dialog.targets.origin.text()
    dialog.look()
    assert column(dialog, 1)[0].startswith("2021-1")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    ephemeris = dialog.plan.target.ephemeris
    assert ephemeris is not None
    assert abs(ephemeris.start.ms - dialog.plan.t0.ms) < 15 * DAY_MS


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cut.oem", b"CCSDS_OEM_VERS = 2.0\nMETA_START\nOBJECT_NAME = ISS\nMETA_STOP\n", "cut.oem, line 2"),
        ("photo.tle", b"\xff\xd8\xff\xe0 JFIF", "photo.tle begins like a JPEG picture"),
        ("empty.tle", b"", "empty.tle"),
    ],
)
def test_a_bad_file_is_one_sentence_and_nothing_is_lost(
    dialog: NewPlanDialog, qtbot: QtBot, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    chosen, count = dialog.windows.option, dialog.targets.field.count()
    qtbot.keyClicks(dialog.name, "My flight")
    drop(dialog, path)
    qtbot.waitUntil(dialog.targets.problem.isVisible)
    assert says in dialog.targets.problem.text()
    assert dialog.targets.problem.text().count(". ") == 0
    assert (dialog.name.text(), dialog.targets.field.count(), dialog.windows.option) == ("My flight", count, chosen)
    dialog.targets.field.setFocus()
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert dialog.plan.name == "My flight"


def test_another_object_s_elements_are_told_apart_and_implausible_ones_too(
    dialog: NewPlanDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = (DATA / "iss.tle").read_text().splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("1 "))
    one, two = (lines[first + i].replace("25544", "48274", 1) for i in (0, 1))
    path = tmp_path / "other.tle"
    path.write_text(f"TIANHE\n{one}\n{two}\n")
    drop(dialog, path)
    qtbot.waitUntil(lambda: path.name in dialog.targets.field.currentText())
    assert dialog.targets.field.currentText() == "TIANHE, from other.tle"
    assert "This is catalogue number 48274, not the 25544 of ISS" in dialog.targets.doubts.text()
    assert "The checksum of its first line" in dialog.targets.doubts.text()
    assert dialog.targets.doubts.text().startswith("\N{WARNING SIGN}")


def test_a_drag_of_files_is_taken(dialog: NewPlanDialog) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(DATA / "iss.tle"))])
    action, modifier = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), action, mime, LEFT, modifier)
    dialog.dragEnterEvent(event)
    assert event.isAccepted()


def test_another_vehicle_brings_its_pads_and_its_profile(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    choose_template(dialog, "dragon-one-day")
    assert [dialog.pad.itemText(i) for i in range(dialog.pad.count())] == ["KSC LC-39A"]
    assert set(column(dialog, 0)) == {"Dragon, one day"}
    assert "Dragon, one day does not work on 27 Nov 2025: the phase at insertion, -5.0 deg" in dialog.words.text()
    assert "The next days that work: 28 Nov 2025, 29 Nov 2025, 2 Dec 2025." in dialog.words.text()
    # South-east over land, which would come first, is judged and never proposed.
    assert dialog.t0.text().startswith("2025-11-28 16:36:58")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    plan = dialog.plan
    assert (plan.vehicle.name, plan.site.name, plan.rendezvous.profile) == ("Crew Dragon", "KSC LC-39A", "1-day")
    assert plan.target.docking_port == "harmony-forward"
    assert resolve(plan).findings == ()


def test_escape_makes_no_plan(dialog: NewPlanDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, KEY.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert Settings().new_plan == ("", "")


def test_icons_follow_the_colours(sample: Plan, worker: ImmediateWorker, qtbot: QtBot) -> None:
    templates = [(template, shipped_plan(template.plan)) for template in read_templates()]
    dark = NewPlanDialog(sample, templates, Settings(), worker, DARK)
    qtbot.addWidget(dark)
    assert dark.windows.table.rows._colors is DARK
