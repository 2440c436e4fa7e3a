"""The main window: title, theme, panels, undo, the Flight menu, target elements, help."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.settings import Settings
from missionplanner.files.launch_data import read_profile
from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.plan import edits
from missionplanner.plan.anchors import AtMet
from missionplanner.plan.events import Burn, FixedTime, SolvedTime
from missionplanner.plan.plan import Plan
from missionplanner.ui.dialogs.change_t0 import ChangeT0Dialog
from missionplanner.ui.dialogs.reading import ReadingDialog
from missionplanner.ui.dialogs.target import TargetDialog
from missionplanner.ui.inspector.mission_form import MissionForm
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.theme import Theme
from missionplanner.ui.windows.profile_dialog import ProfileDialog
from ui.main_window_driver import choose_file, click, press, read_and_close, when_asked

DATA = Path(__file__).parents[1] / "data"
TLE = DATA / "iss.tle"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press_keys(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    window.activateWindow()
    QTest.keyClick(window, key, modifiers)


def burn(window: MainWindow, event_id: str) -> Burn:
    event = window.document.plan.event(event_id)
    assert isinstance(event, Burn)
    return event


def test_the_title_names_the_plan_and_marks_changes(window: MainWindow) -> None:
    assert window.windowTitle() == "Soyuz MS-28[*] \N{EM DASH} missionplanner"
    assert not window.isWindowModified()
    window.document.commit(edits.with_fields(window.document.plan, name="Rehearsal"), "Rename")
    assert window.windowTitle() == "Rehearsal[*] (soyuz-ms-28.mplan) \N{EM DASH} missionplanner"
    assert window.isWindowModified()


def test_undo_and_redo_by_key_say_what_they_do(window: MainWindow, sample: Plan) -> None:
    window.document.commit(edits.set_t0(sample, sample.t0.ms + 60_000), "Move T0 by +1 min")
    assert window.act.undo.text() == "Undo Move T0 by +1 min"
    press_keys(window, Qt.Key.Key_Z)
    assert window.document.plan == sample
    assert window.act.redo.text() == "Redo Move T0 by +1 min"
    press_keys(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.document.plan.t0.ms == sample.t0.ms + 60_000


def test_the_status_bar_shows_what_a_flight_is_judged_by(window: MainWindow, sample: Plan) -> None:
    status = window.status
    assert status.t0.value.text() == "2025-11-27 09:27:57"
    assert status.met.value.text() == "T+00:00:00"
    assert status.docking.value.text() == "12:38:29"
    assert status.delta_v.value.text().endswith(" m/s")
    assert status.elements.value.text().startswith("2.8 d old  \N{MIDDLE DOT}  element set 25328")
    assert status.findings.text() == "No findings"
    window.playhead.move_to(sample.t0.ms - 7_200_000)
    assert status.met.value.text() == "L-02:00:00"


def test_old_elements_stand_out_in_colour_and_in_words(window: MainWindow) -> None:
    elements = window.status.elements
    usual = elements.value.palette().color(QPalette.ColorRole.WindowText)
    window.document.commit(edits.set_t0(window.document.plan, window.document.plan.t0.ms + 4 * 86_400_000), "Slip")
    assert elements.value.text().startswith("\N{WARNING SIGN} 6.8 d old")
    assert elements.value.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT.warning)
    assert "take newer elements" in elements.toolTip()
    window.document.undo_stack.undo()
    assert elements.value.text().startswith("2.8 d old")
    assert elements.value.palette().color(QPalette.ColorRole.WindowText) == usual


def test_the_clock_comes_and_goes(window: MainWindow) -> None:
    assert not window.status.clock.isVisible()
    window.act.clock.trigger()
    assert window.status.clock.isVisible()
    assert window.status.clock.value.text().count(":") == 2
    window.act.clock.trigger()
    assert not window.status.clock.isVisible()


def test_the_theme_changes_at_once_and_is_remembered(window: MainWindow, qapp: QApplication) -> None:
    def shown() -> str:
        return qapp.palette().color(QPalette.ColorRole.Window).name()

    assert shown() == LIGHT.surface
    themes = {action.data(): action for action in window.menus._themes.actions()}
    before = window.act.save.icon().pixmap(20, 20).toImage()
    themes["dark"].trigger()
    assert shown() == DARK.surface
    assert window.act.save.icon().pixmap(20, 20).toImage() != before
    assert Settings().theme == "dark"
    assert themes["dark"].isChecked()
    themes["light"].trigger()
    assert shown() == LIGHT.surface


def test_it_fits_into_its_smallest_size(window: MainWindow) -> None:
    window.resize(1024, 700)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1024, 700)
    window.act.clock.trigger()
    QApplication.processEvents()
    right = window.status.clock.geometry().right()
    assert right <= window.status.findings.geometry().left()


def test_panels_close_and_the_layout_resets(window: MainWindow) -> None:
    window._findings_dock.close()
    window.split.setSizes([700, 200])
    assert not window._findings_dock.isVisible()
    window.act.reset_layout.trigger()
    assert window._findings_dock.isVisible()
    assert window.split.sizes()[1] > 250


def test_the_layout_is_remembered(window: MainWindow, sample: Plan, qapp: QApplication, qtbot: QtBot) -> None:
    window._findings_dock.close()
    window.close()
    settings = Settings()
    again = MainWindow(Document(sample), settings, Theme(qapp, settings))
    qtbot.addWidget(again)
    again.show()
    assert not again._findings_dock.isVisible()
    assert again._inspector_dock.isVisible()


def test_t0_is_moved_by_dialog(window: MainWindow, sample: Plan) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangeT0Dialog)
        QTest.keyClicks(dialog.field, "soon")
        assert "not a time like" in dialog.meaning.text()
        dialog.field.selectAll()
        QTest.keyClicks(dialog.field, "+60s")
        assert "T0 moves by +1 min" in dialog.meaning.text()
        click(dialog, "Move T0")

    when_asked(answer)
    press_keys(window, Qt.Key.Key_T)
    assert window.document.plan.t0.ms == sample.t0.ms + 60_000
    assert window.document.undo_stack.undoText() == "Move T0 by +1 min"
    assert window.document.plan.event("hatch") == sample.event("hatch")


def test_a_burn_is_released_and_fixed(window: MainWindow) -> None:
    assert not window.act.release_burn.isEnabled()
    window.selection.select(["dv1"])
    window.act.fix_burn.trigger()
    assert burn(window, "dv1").time == FixedTime()
    assert not window.act.fix_burn.isEnabled()
    press_keys(window, Qt.Key.Key_R)
    assert burn(window, "dv1").time == SolvedTime()


def test_an_event_is_added_at_the_playhead(window: MainWindow, sample: Plan) -> None:
    window.playhead.move_to(sample.t0.ms + 3_600_000)
    window.act.add_activity.trigger()
    assert window.selection.event_id == "activity"
    assert window.document.shown.schedule.start_ms("activity") == sample.t0.ms + 3_600_000
    assert window.inspector.event_form.isVisible()


def test_the_playhead_goes_to_key_events(window: MainWindow, sample: Plan) -> None:
    window.act.go_docking.trigger()
    assert window.playhead.utc_ms == window.document.shown.schedule.start_ms("docking")
    window.selection.select(["hatch"])
    press_keys(window, Qt.Key.Key_G)
    assert window.playhead.utc_ms == window.document.shown.schedule.start_ms("hatch")


def test_enter_on_the_timeline_begins_editing(window: MainWindow) -> None:
    window.selection.select(["dv1"])
    window.activateWindow()
    window.timeline.setFocus()
    QTest.keyClick(window.timeline, Qt.Key.Key_Return)
    assert window.inspector.event_form.name.edit.hasFocus()


def test_delete_from_the_menu_removes_the_selected_event(window: MainWindow) -> None:
    window.selection.select(["experiments"])
    window.act.delete.trigger()
    assert "experiments" not in {event.id for event in window.document.plan.events}


def test_select_all_and_photos(window: MainWindow, sample: Plan) -> None:
    window.act.select_all.trigger()
    assert len(window.selection.event_ids) == len(sample.events)
    press_keys(window, Qt.Key.Key_2)
    assert window.photos.tab.isVisible()
    press_keys(window, Qt.Key.Key_1)
    assert window.timeline.isVisible()


def test_target_elements_come_from_a_file(window: MainWindow, sample: Plan) -> None:
    titles: list[str] = []

    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, TargetDialog)
        titles.append(dialog.windowTitle())
        assert dialog.model.rowCount() > 3
        # The last set before T0 is offered first; what came later, the plan could not have known.
        epochs = [dialog.model.found(row).elements.epoch for row in range(dialog.model.rowCount())]
        assert dialog.chosen.elements.epoch == max(epoch for epoch in epochs if epoch <= sample.t0)
        dialog.table.selectRow(epochs.index(max(epochs)))
        assert "from after T0" in dialog.warning.text()
        dialog.table.selectRow(0)
        assert dialog.lines.text().startswith("1 25544")
        click(dialog, "Take These Elements")

    def choose(dialog: QDialog) -> None:
        when_asked(take)
        choose_file(TLE)(dialog)

    when_asked(choose)
    window.act.import_target.trigger()
    assert titles == ["Target elements from iss.tle"]
    assert window.document.plan.target.elements != sample.target.elements
    assert window.document.plan.target.ports == sample.target.ports
    assert window.document.undo_stack.count() == 1
    window.document.undo_stack.undo()
    assert window.document.plan == sample


def test_an_omm_becomes_the_target_with_all_its_digits(window: MainWindow, sample: Plan) -> None:
    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, TargetDialog)
        assert dialog.lines.text().startswith("EPOCH 2025-11-24T13:04:24.007584Z  MEAN_MOTION 15.49046550")
        assert dialog.warning.text() == ""
        click(dialog, "Take These Elements")

    when_asked(take)
    window.flight.import_target(DATA / "omm" / "iss_numbers.json")
    plan = window.document.plan
    assert plan.target.elements.mean is not None
    assert plan.target.elements.mean.epoch_utc == "2025-11-24T13:04:24.007584Z"
    assert decode_plan(encode_plan(plan), "x") == plan
    page = window.findChild(MissionForm)
    assert page is not None
    assert "Epoch 2025-11-24 13:04:24 UTC\n2.8 d old at T0\nfile iss_numbers.json" in page.elements.text()


def test_a_file_without_elements_is_explained(window: MainWindow, sample: Plan, tmp_path: Path) -> None:
    wrong = tmp_path / "shopping.txt"
    wrong.write_text("milk, bread\n")
    said: list[str] = []
    when_asked(read_and_close(said))
    window.flight.import_target(wrong)
    assert said == ["shopping.txt holds no element set or ephemeris that can be read: no TLE, OMM or OEM."]
    assert window.document.plan == sample


def test_the_profile_of_the_plan_is_ticked_and_changed(window: MainWindow) -> None:
    profiles = {action.data(): action for action in window.menus._profiles.actions()}
    assert profiles["2-orbit"].isChecked()
    profiles["4-orbit"].trigger()
    plan = window.document.plan
    assert plan.rendezvous.profile == "4-orbit"
    (docking,) = (event for event in plan.events if event.id == plan.rendezvous.docking)
    assert docking.anchor == AtMet(met_ms=read_profile("4-orbit").docking_met_ms)
    window.document.undo_stack.undo()
    assert profiles["2-orbit"].isChecked()


def test_the_windows_tab_is_a_key_away_and_its_window_is_looked_at(window: MainWindow) -> None:
    press_keys(window, Qt.Key.Key_3)
    panel = window.launch.panel
    assert window.tabs.currentWidget() is panel
    assert panel.calendar.hasFocus() or panel.pages.currentWidget() is panel.notice
    window.document.commit(edits.set_t0(window.document.plan, window.document.plan.t0.ms + 60_000), "Slip")
    panel.used.emit("Launched")
    assert window.playhead.utc_ms == window.document.plan.t0.ms
    assert window.status.currentMessage() == "Launched"


def test_the_dialogs_of_launch_windows_open_from_the_menu(window: MainWindow) -> None:
    def copy_and_keep(dialog: QDialog) -> None:
        assert isinstance(dialog, ProfileDialog)
        click(dialog, "Copy")
        click(dialog, "Keep Changes")

    titles = []
    when_asked(copy_and_keep)
    window.act.edit_profiles.trigger()
    assert [profile.id for profile in window.document.plan.profiles] == ["my-2-orbit"]
    assert window.document.undo_stack.undoText() == "Change the profiles"
    when_asked(lambda dialog: (titles.append(dialog.windowTitle()), dialog.reject())[0])
    window.act.find_reboost.trigger()
    assert titles == ["Find a reboost"]


def test_every_action_tells_what_it_does(window: MainWindow) -> None:
    for action in window.act.all():
        assert action.statusTip(), action.text()
        assert action.toolTip(), action.text()


def test_no_key_is_given_twice(window: MainWindow) -> None:
    keys = [key.toString() for action in window.act.all() for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_guide_keys_and_about(window: MainWindow) -> None:
    window.act.guide.trigger()
    window.act.shortcuts.trigger()
    pages = [dialog.page.toPlainText() for dialog in window.findChildren(ReadingDialog)]
    assert any("T+44m" in page for page in pages)
    assert any("Ctrl+S" in page and "Save" in page for page in pages)
    said: list[str] = []
    when_asked(read_and_close(said))
    window.act.about.trigger()
    assert "missionplanner" in said[0]


def test_an_unsaved_plan_is_asked_about_on_closing(window: MainWindow, sample: Plan) -> None:
    window.document.commit(edits.set_t0(sample, sample.t0.ms + 1000), "Move T0")
    when_asked(press(QMessageBox.StandardButton.Cancel))
    assert not window.close()
    assert window.isVisible()
    when_asked(press(QMessageBox.StandardButton.Discard))
    assert window.close()
