"""An ephemeris taken from a file as the target, and a reboost of it, by mouse and keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.plan.events import Reboost
from missionplanner.plan.plan import Plan
from missionplanner.ui.dialogs.target_ephemeris import EphemerisDialog
from missionplanner.ui.inspector.event_form import EventForm
from missionplanner.ui.inspector.mission_form import MissionForm
from missionplanner.ui.main_window import MainWindow
from ui.main_window_driver import choose_file, read_and_close, when_asked

DATA = Path(__file__).parents[1] / "data"


def test_an_ephemeris_becomes_the_target(window: MainWindow, sample: Plan, qtbot: QtBot) -> None:
    said: list[str] = []

    def take(dialog: QDialog) -> None:
        assert isinstance(dialog, EphemerisDialog)
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        button = dialog.take
        assert isinstance(button, QPushButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(dialog: QDialog) -> None:
        when_asked(take)
        choose_file(DATA / "oem" / "iss_2022-02-25_nasa.xml.gz")(dialog)

    when_asked(choose)
    window.act.import_target.trigger()
    text = "\n".join(said)
    assert "Shall ISS fly on this ephemeris?" in text
    assert "ISS, 1998-067-A" in text
    assert "2022-02-25 18:00:00 to 2022-02-26 05:58:04 UTC, 333 states" in text
    assert "made 2022-02-14 23:19:00 UTC, 1381.4 d before T0" in text
    assert "445,386 kg, 1,439.7 m2, drag coefficient 2.8" in text
    assert "GMT057 Reboost on 2022-02-26 01:37:00 UTC, 0.5 m/s, is in its states" in text
    assert "after the end of the target's ephemeris, 2022-02-26 05:58:04 UTC" in text
    plan = window.document.plan
    assert plan.target.elements is None
    assert plan.target.ephemeris is not None
    assert decode_plan(encode_plan(plan), "x") == plan
    assert window.document.undo_stack.undoText() == "Take the ephemeris from 2022-02-25"
    page = window.findChild(MissionForm)
    assert page is not None
    assert "Ephemeris of ISS, 1998-067-A\n2022-02-25 18:00:00 to 2022-02-26 05:58:04 UTC" in page.elements.text()
    assert window.status.elements.value.text().startswith("\N{WARNING SIGN} ephemeris, 1381.4 d old")
    window.document.undo_stack.undo()
    assert window.document.plan == sample


def test_a_broken_ephemeris_is_refused_in_one_sentence(window: MainWindow, sample: Plan, tmp_path: Path) -> None:
    path = tmp_path / "cut.oem"
    path.write_text("CCSDS_OEM_VERS = 2.0\nMETA_START\nOBJECT_NAME = ISS\nMETA_STOP\n2022-02-15T00:00:00 1 2 3 4 5\n")
    said: list[str] = []
    when_asked(read_and_close(said))
    window.flight.import_target(path)
    assert said == ["cut.oem, line 5: a state has 5 numbers; 6 follow the epoch, in km and km/s."]
    assert window.document.plan == sample


def test_cancel_leaves_the_target_alone(window: MainWindow, sample: Plan, qtbot: QtBot) -> None:
    when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    window.flight.import_target(DATA / "oem" / "iss_2022-02-25_nasa.xml.gz")
    assert window.document.plan is sample or window.document.plan == sample
    assert window.document.undo_stack.count() == 0


def test_a_reboost_is_added_and_given_a_size(window: MainWindow, qtbot: QtBot) -> None:
    window.act.add_reboost.trigger()
    (reboost,) = (event for event in window.document.plan.events if isinstance(event, Reboost))
    assert reboost.dv_mps == 0.0
    form = window.findChild(EventForm)
    assert form is not None
    assert form.kind.text() == "Reboost"
    form.reboost_dv.edit.setFocus()
    form.reboost_dv.edit.selectAll()
    qtbot.keyClicks(form.reboost_dv.edit, "120 cm/s")
    qtbot.keyClick(form.reboost_dv.edit, Qt.Key.Key_Return)
    (reboost,) = (event for event in window.document.plan.events if isinstance(event, Reboost))
    assert reboost.dv_mps == pytest.approx(1.2)
    assert window.document.undo_stack.count() == 2
