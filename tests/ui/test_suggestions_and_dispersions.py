"""A finding's suggestion is previewed, kept or put back; a flight is dispersed in a process of its own."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.paint.palette import LIGHT
from missionplanner.plan.plan import Plan
from missionplanner.plan.station import Occupancy
from missionplanner.ui.dialogs.dispersions import DispersionsDialog
from missionplanner.ui.findings_panel import FindingsPanel


@pytest.fixture
def occupied(sample: Plan) -> Plan:
    stays = (*sample.target.occupancies, Occupancy(port="rassvet-nadir", vehicle="Soyuz MS-27"))
    return replace(sample, target=replace(sample.target, occupancies=stays))


@pytest.fixture
def panel(occupied: Plan, qtbot: QtBot, qapp: object) -> FindingsPanel:
    shown = FindingsPanel(Document(occupied), Selection(), LIGHT)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_suggestion_is_previewed_and_kept_as_one_step(panel: FindingsPanel, occupied: Plan, qtbot: QtBot) -> None:
    document = panel._document
    assert panel.suggest_button.isVisible()
    qtbot.mouseClick(panel.suggest_button, Qt.MouseButton.LeftButton)
    assert document.plan is occupied
    assert document.shown.plan.target.docking_port != "rassvet-nadir"
    assert panel.suggestion.isVisible()
    assert "Dock at" in panel.suggestion.label.text()
    qtbot.mouseClick(panel.suggestion.keep_button, Qt.MouseButton.LeftButton)
    assert document.plan.target.docking_port != "rassvet-nadir"
    assert document.undo_stack.count() == 1
    assert not panel.suggestion.isVisible()
    assert [one.code for one in document.shown.findings if one.code == "port-free"] == []
    document.undo_stack.undo()
    assert document.plan is occupied


def test_a_suggestion_is_put_back(panel: FindingsPanel, occupied: Plan, qtbot: QtBot) -> None:
    document = panel._document
    qtbot.mouseClick(panel.suggest_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.suggestion.put_back_button, Qt.MouseButton.LeftButton)
    assert document.shown.plan is occupied
    assert document.undo_stack.count() == 0
    assert panel.suggest_button.isVisible()


def test_another_edit_ends_the_trial(panel: FindingsPanel, occupied: Plan, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.suggest_button, Qt.MouseButton.LeftButton)
    panel._document.commit(replace(occupied, notes="Bring salt."), "Notes")
    assert not panel.suggestion.isVisible()
    assert panel._document.plan.target.docking_port == "rassvet-nadir"


def test_where_nothing_is_known_it_says_so(sample: Plan, qtbot: QtBot, qapp: object) -> None:
    every = tuple(Occupancy(port=port.id, vehicle="Soyuz MS-27") for port in sample.target.ports)
    panel = FindingsPanel(
        Document(replace(sample, target=replace(sample.target, occupancies=every))), Selection(), LIGHT
    )
    qtbot.addWidget(panel)
    panel.show()
    qtbot.mouseClick(panel.suggest_button, Qt.MouseButton.LeftButton)
    assert "No change is known" in panel.suggestion.label.text()
    assert not panel.suggestion.keep_button.isVisible()


@pytest.fixture
def dialog(sample: Plan, qtbot: QtBot, qapp: object) -> DispersionsDialog:
    shown = DispersionsDialog(DispersionStudy(Document(sample)))
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_flight_is_dispersed(dialog: DispersionsDialog, qtbot: QtBot) -> None:
    dialog.count.setValue(300)
    qtbot.mouseClick(dialog.fly_button, Qt.MouseButton.LeftButton)
    assert dialog.fly_button.text() == "Cancel"
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 8, timeout=60_000)
    assert dialog.fly_button.text() == "Fly"
    first = [dialog.table.item(0, column).text() for column in range(4)]
    assert first[0].startswith("Delta-v total")
    assert float(first[1]) < float(first[2]) < float(first[3])
    assert "Of 300 flights 0 left the corridor" in dialog.summary.text()
    dialog.close()


def test_dispersing_can_be_stopped(dialog: DispersionsDialog, qtbot: QtBot) -> None:
    dialog.count.setValue(100_000)
    qtbot.mouseClick(dialog.fly_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.progress.value() > 0, timeout=60_000)
    qtbot.mouseClick(dialog.fly_button, Qt.MouseButton.LeftButton)
    assert dialog.summary.text() == "Stopped."
    assert not dialog._study.is_busy
    dialog.close()


def test_a_flight_that_does_not_arrive_says_so(sample: Plan, qtbot: QtBot, qapp: object) -> None:
    keys = replace(sample.rendezvous, docking="liftoff")
    dialog = DispersionsDialog(DispersionStudy(Document(replace(sample, rendezvous=keys))))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.fly_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "does not reach the port" in dialog.summary.text(), timeout=60_000)
    dialog.close()
