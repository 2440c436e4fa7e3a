"""A finding's suggestion is previewed, kept or put back; a flight is dispersed in a process of its own."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.selection import Selection
from missionplanner.flight.assess import Assessment, with_safety
from missionplanner.flight.passive_safety import check_passive_safety
from missionplanner.paint.palette import LIGHT
from missionplanner.plan.plan import Plan
from missionplanner.plan.station import Occupancy
from missionplanner.ui.dialogs.dispersions import DispersionsDialog
from missionplanner.ui.findings_panel import FindingsPanel


@pytest.fixture
def occupied(sample: Plan) -> Plan:
    stays = (*sample.target.occupancies, Occupancy(port="rassvet-nadir", vehicle="Soyuz MS-27"))
    return replace(sample, target=replace(sample.target, occupancies=stays))


def panel_of(plan: Plan, worker: SearchWorker, qtbot: QtBot) -> FindingsPanel:
    shown = FindingsPanel(Document(plan), Selection(), LIGHT, worker)
    qtbot.addWidget(shown)
    shown.resize(330, 300)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


@pytest.fixture
def panel(occupied: Plan, search_worker: SearchWorker, qtbot: QtBot) -> FindingsPanel:
    return panel_of(occupied, search_worker, qtbot)


def tried(panel: FindingsPanel, qtbot: QtBot) -> None:
    """Click for a suggestion and wait until it is on trial."""
    qtbot.mouseClick(panel.suggest_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.suggestion.suggestion is not None, timeout=60_000)


def test_a_suggestion_is_looked_for_previewed_and_kept_by_enter(
    panel: FindingsPanel, occupied: Plan, qtbot: QtBot
) -> None:
    document, bar = panel._document, panel.suggestion
    assert panel.suggest_button.isVisible()
    qtbot.mouseClick(panel.suggest_button, Qt.MouseButton.LeftButton)
    assert bar.isVisible()
    assert bar.progress.isVisible()
    assert bar.put_back_button.text() == "Stop"
    assert "Looking for" in bar.label.text()
    assert document.shown.plan is occupied
    qtbot.waitUntil(lambda: bar.suggestion is not None, timeout=60_000)
    assert document.plan is occupied
    assert document.shown.plan.target.docking_port != "rassvet-nadir"
    qtbot.waitUntil(lambda: "Heals 1 error" in bar.label.text(), timeout=60_000)
    assert bar.label.text().startswith("Preview, not part of the plan yet: Dock at")
    assert bar.keep_button.hasFocus()
    qtbot.keyClick(bar.keep_button, Qt.Key.Key_Return)
    assert document.plan.target.docking_port != "rassvet-nadir"
    assert document.undo_stack.count() == 1
    assert not bar.isVisible()
    assert [one.code for one in document.shown.findings if one.code == "port-free"] == []
    document.undo_stack.undo()
    assert document.plan is occupied


def test_escape_drops_a_suggestion(panel: FindingsPanel, occupied: Plan, qtbot: QtBot) -> None:
    tried(panel, qtbot)
    assert not panel.suggest_button.isVisible()
    qtbot.keyClick(panel.suggestion.keep_button, Qt.Key.Key_Escape)
    document = panel._document
    assert document.shown.plan is occupied
    assert document.undo_stack.count() == 0
    assert not panel.suggestion.isVisible()
    assert panel.suggest_button.isVisible()


def test_a_search_for_a_suggestion_is_stopped(
    sample: Plan, sample_assessment: Assessment, search_worker: SearchWorker, qtbot: QtBot
) -> None:
    document = Document(sample)
    panel = FindingsPanel(document, Selection(), LIGHT, search_worker)
    qtbot.addWidget(panel)
    panel.show()
    safety = check_passive_safety(sample_assessment.flight)
    finding = next(one for one in with_safety(document.shown, safety).findings if one.events == ("final-approach",))
    panel.suggestion.try_out(finding)  # flies the drifts of each try: seconds
    assert panel.suggestion.progress.isVisible()
    qtbot.mouseClick(panel.suggestion.put_back_button, Qt.MouseButton.LeftButton)
    assert not panel.suggestion.isVisible()
    qtbot.wait(300)
    assert panel.suggestion.suggestion is None
    assert document.shown.plan is sample


def test_another_edit_ends_the_trial(panel: FindingsPanel, occupied: Plan, qtbot: QtBot) -> None:
    tried(panel, qtbot)
    panel._document.commit(replace(occupied, notes="Bring salt."), "Notes")
    assert not panel.suggestion.isVisible()
    assert panel._document.plan.target.docking_port == "rassvet-nadir"


def test_where_nothing_is_known_it_says_so(sample: Plan, search_worker: SearchWorker, qtbot: QtBot) -> None:
    every = tuple(Occupancy(port=port.id, vehicle="Soyuz MS-27") for port in sample.target.ports)
    full = replace(sample, target=replace(sample.target, occupancies=every))
    panel = panel_of(full, search_worker, qtbot)
    qtbot.mouseClick(panel.suggest_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "No change is known" in panel.suggestion.label.text(), timeout=60_000)
    assert not panel.suggestion.keep_button.isVisible()
    assert panel.suggestion.put_back_button.text() == "Close"


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
