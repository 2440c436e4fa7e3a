"""New, Open, Save, Save As, recent files, exports: what File does, and what happens when it cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.settings import Settings
from missionplanner.files.plan_file import encode_plan, read_plan
from missionplanner.flight.option import Option
from missionplanner.plan import edits
from missionplanner.plan.events import Burn
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve
from missionplanner.ui.dialogs.new_plan import NewPlanDialog
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.theme import Theme
from ui.main_window_driver import choose_file, press, read_and_close, when_asked

BUTTON = QMessageBox.StandardButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def plan(sample: Plan) -> Plan:
    return replace(sample, photos=())


@pytest.fixture
def saved(plan: Plan, tmp_path: Path) -> Path:
    path = tmp_path / "flight.mplan"
    path.write_bytes(encode_plan(plan))
    return path


@pytest.fixture
def window(plan: Plan, saved: Path, qapp: QApplication, qtbot: QtBot) -> MainWindow:
    settings = Settings()
    settings.last_folder = saved.parent
    window = MainWindow(Document(plan, saved), settings, Theme(qapp, settings))
    qtbot.addWidget(window, before_close_func=lambda w: w.document.undo_stack.setClean())
    window.show()
    qtbot.waitExposed(window)
    return window


def rename(window: MainWindow, name: str) -> None:
    window.document.commit(edits.with_fields(window.document.plan, name=name), "Rename the plan")


def test_open_by_key_and_dialog(window: MainWindow, plan: Plan, tmp_path: Path) -> None:
    other = tmp_path / "other.mplan"
    other.write_bytes(encode_plan(replace(plan, name="Another flight")))
    window.selection.select(["dv1"])
    when_asked(choose_file(other))
    QTest.keyClick(window, Qt.Key.Key_O, CTRL)
    assert window.document.plan.name == "Another flight"
    assert window.document.path == other
    assert window.selection.event_ids == ()
    assert not window.document.is_modified
    assert window.recent.paths[0] == other


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xd8\xff\xe0 JFIF", "begins like a JPEG picture"),
        (b'{"schema_version": 99}', "newer version"),
        (b'{"schema_version": 1, "name": "Half', "line 1"),
        (b"", "is empty"),
    ],
)
def test_a_bad_file_is_explained_and_the_open_plan_stays(
    window: MainWindow, plan: Plan, tmp_path: Path, content: bytes, says: str
) -> None:
    bad = tmp_path / "bad.mplan"
    bad.write_bytes(content)
    rename(window, "Unsaved work")
    said: list[str] = []
    when_asked(read_and_close(said))
    assert not window.open_file(bad)
    assert says in said[0]
    assert window.document.plan.name == "Unsaved work"
    assert window.document.is_modified


def test_save_by_key(window: MainWindow, saved: Path) -> None:
    rename(window, "Renamed")
    assert window.isWindowModified()
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    assert read_plan(saved).name == "Renamed"
    assert not window.isWindowModified()
    window.document.undo_stack.undo()
    assert window.isWindowModified()


def test_save_as_gives_the_suffix(window: MainWindow, tmp_path: Path) -> None:
    when_asked(choose_file(tmp_path / "copy"))
    window.act.save_as.trigger()
    assert window.document.path == tmp_path / "copy.mplan"
    assert read_plan(tmp_path / "copy.mplan") == window.document.plan
    assert Settings().last_plan == tmp_path / "copy.mplan"


def test_a_place_that_cannot_be_written_is_explained(window: MainWindow, saved: Path) -> None:
    rename(window, "Renamed")
    said: list[str] = []
    when_asked(read_and_close(said))
    assert not window.plan_files._write(saved.parent / "missing" / "x.mplan")
    assert "was not saved" in said[0]
    assert window.document.is_modified
    assert window.document.path == saved


@pytest.mark.parametrize(
    ("template", "profile", "burns"),
    [("soyuz-two-orbit", "2-orbit", 4), ("soyuz-two-day", "2-day", 6), ("blank", "2-orbit", 4)],
)
def test_every_template_flies_and_holds_nothing_of_another_mission(
    window: MainWindow, plan: Plan, qtbot: QtBot, template: str, profile: str, burns: int
) -> None:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, NewPlanDialog)
        dialog.choices[template].setFocus()
        qtbot.keyClick(dialog.choices[template], Qt.Key.Key_Space)
        dialog.t0.selectAll()
        qtbot.keyClicks(dialog.t0, "+30s")
        qtbot.keyClick(dialog.t0, Qt.Key.Key_Return)

    when_asked(fill)
    window.act.new.trigger()
    new = window.document.plan
    assert (new.name, new.t0.ms, new.rendezvous.profile) == ("Untitled flight", plan.t0.ms + 30_000, profile)
    assert window.document.path is None
    assert (new.crew, new.photos, new.notes, new.constraints) == ((), (), "", ())
    assert sum(isinstance(event, Burn) for event in new.events) == burns
    assert (len(new.events) > 15) is (template != "blank")
    assert resolve(new).findings == ()
    if profile == "2-orbit":
        assert window.document.settled().flight.contact is not None


def test_a_window_that_the_worker_finds_becomes_the_plan_s_launch(window: MainWindow, plan: Plan, qtbot: QtBot) -> None:
    chosen: list[Option] = []

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, NewPlanDialog)
        qtbot.waitUntil(lambda: dialog.windows.option is not None, timeout=60_000)
        assert dialog.windows.option is not None
        chosen.append(dialog.windows.option)
        qtbot.keyClicks(dialog.name, "From a window")
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)

    when_asked(fill)
    window.act.new.trigger()
    new = window.document.plan
    (option,) = chosen
    assert (new.name, new.t0.ms) == ("From a window", option.liftoff_ms)
    assert abs(option.liftoff_ms - plan.t0.ms) < 12 * 3_600_000
    assert new.rendezvous.profile == option.profile.kind == "2-orbit"
    assert window.document.settled().flight.contact is not None


def test_a_new_plan_can_be_thought_better_of(window: MainWindow, plan: Plan) -> None:
    when_asked(lambda dialog: dialog.reject())
    window.act.new.trigger()
    assert window.document.plan == plan


@pytest.mark.parametrize(
    ("answer", "kept", "written"),
    [(BUTTON.Save, False, True), (BUTTON.Discard, False, False), (BUTTON.Cancel, True, False)],
)
def test_unsaved_changes_are_asked_about(
    window: MainWindow, saved: Path, answer: BUTTON, kept: bool, written: bool
) -> None:
    rename(window, "Changed")

    def then_create(dialog: QDialog) -> None:
        press(answer)(dialog)
        if not kept:
            when_asked(lambda new: new.accept())

    when_asked(then_create)
    window.act.new.trigger()
    assert (window.document.plan.name == "Changed") is kept
    assert (read_plan(saved).name == "Changed") is written


def test_revert_can_be_undone(window: MainWindow, plan: Plan) -> None:
    assert not window.act.revert.isEnabled()
    rename(window, "Changed")
    window.act.revert.trigger()
    assert window.document.plan == plan
    window.document.undo_stack.undo()
    assert window.document.plan.name == "Changed"


def test_recent_plans_open_and_missing_ones_are_greyed(window: MainWindow, plan: Plan, tmp_path: Path) -> None:
    here, gone = tmp_path / "here.mplan", tmp_path / "gone.mplan"
    here.write_bytes(encode_plan(replace(plan, name="Here")))
    window.recent.add(gone)
    window.recent.add(here)
    window.menus.recent.aboutToShow.emit()
    entries = {action.toolTip(): action for action in window.menus.recent.actions() if action.text()}
    assert not entries[str(gone)].isEnabled()
    entries[str(here)].trigger()
    assert window.document.plan.name == "Here"
    window.menus.recent.aboutToShow.emit()
    next(action for action in window.menus.recent.actions() if "Clear" in action.text()).trigger()
    assert window.recent.paths == ()


def test_a_dropped_file_is_opened(window: MainWindow, plan: Plan, tmp_path: Path) -> None:
    dropped = tmp_path / "gefährlich nah.mplan"
    dropped.write_bytes(encode_plan(replace(plan, name="Dropped")))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(dropped))])
    action, button, modifier = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), action, mime, button, modifier))
    assert window.document.plan.name == "Dropped"


def export(window: MainWindow, action: str, path: Path) -> None:
    when_asked(choose_file(path))
    getattr(window.act, action).trigger()


@pytest.mark.parametrize(
    ("action", "name", "begins"),
    [
        ("export_pdf", "plan.pdf", b"%PDF-"),
        ("export_json", "plan.json", b"{"),
        ("export_csv", "plan.csv", b"utc,met"),
        ("export_png", "plan.png", b"\x89PNG"),
    ],
)
def test_exports(window: MainWindow, tmp_path: Path, action: str, name: str, begins: bytes) -> None:
    export(window, action, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert name in window.status.currentMessage()


@pytest.mark.parametrize(("action", "name"), [("export_pdf", "plan.pdf"), ("export_json", "plan.json")])
def test_what_was_exported_opens_as_a_plan_without_a_file(
    window: MainWindow, plan: Plan, tmp_path: Path, action: str, name: str
) -> None:
    export(window, action, tmp_path / name)
    assert window.open_file(tmp_path / name)
    assert window.document.plan == plan
    # Saving must ask for a name: it would write over the flight plan otherwise.
    assert window.document.path is None


def test_an_export_that_is_cancelled_writes_nothing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(*args: object) -> bytes:
        from missionplanner.report.pdf import ExportCancelledError

        go_on = args[4]
        assert callable(go_on)
        assert go_on(0, 5)
        raise ExportCancelledError

    monkeypatch.setattr("missionplanner.ui.main_window_exports.exported", cancelled)
    assert not window.exports.export(tmp_path / "plan.pdf", ".pdf")
    assert list(tmp_path.glob("*.pdf")) == []
    assert "nothing was written" in window.status.currentMessage()


def test_photos_keep_being_found_after_save_as(sample: Plan, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    from missionplanner.photo.reference import check_file, plan_folder
    from missionplanner.ui.main_window_files import sample_plan

    settings = Settings()
    window = MainWindow(Document(sample_plan()), settings, Theme(qapp, settings))
    qtbot.addWidget(window, before_close_func=lambda w: w.document.undo_stack.setClean())
    states: list[str] = []

    def note(step: Callable[[], bool]) -> None:
        assert step()
        for photo in window.document.plan.photos:
            states.append(check_file(photo, plan_folder(window.document.path)).state)

    note(lambda: True)
    note(lambda: window.plan_files._write(tmp_path / "a.mplan"))
    (tmp_path / "deeper").mkdir()
    note(lambda: window.plan_files._write(tmp_path / "deeper" / "b.mplan"))
    assert states
    assert set(states) == {"sound"}
    assert not window.document.is_modified


def test_the_dialogs_of_a_message_are_real(window: MainWindow) -> None:
    seen: list[type] = []

    def note(dialog: QDialog) -> None:
        seen.append(type(dialog))
        dialog.reject()

    rename(window, "Changed")
    when_asked(note)
    assert not window.plan_files.may_close()
    assert seen == [QMessageBox]
