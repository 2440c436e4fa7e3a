"""The mission page: name, T0, crew, objectives, vehicle, target and rules."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.plan.plan import Plan
from missionplanner.plan.sourced_edits import BY_HAND, source_of
from missionplanner.ui.inspector.mission_form import MissionForm
from missionplanner.ui.inspector.panel import Inspector
from missionplanner.ui.inspector.record_table import RecordTable
from missionplanner.ui.inspector.source_button import SourceDialog
from ui.inspector_driver import type_into

ENTER = Qt.Key.Key_Return
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(inspector: Inspector) -> MissionForm:
    return inspector.mission_form


def edit_cell(qtbot: QtBot, table: RecordTable, row: int, column: int, text: str) -> None:  # type: ignore[type-arg]
    item = table.table.item(row, column)
    table.table.setCurrentItem(item)
    table.table.editItem(item)
    editor = open_editor(table)
    editor.selectAll()
    finish(qtbot, editor, text)


def open_editor(table: RecordTable) -> QLineEdit:  # type: ignore[type-arg]
    return next(editor for editor in table.table.findChildren(QLineEdit) if editor.isVisible())


def finish(qtbot: QtBot, editor: QLineEdit, text: str) -> None:
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, ENTER)
    # The table takes a text over when the event loop is next free.
    QApplication.processEvents()


def test_name_t0_and_notes(page: MissionForm, document: Document, sample: Plan, qtbot: QtBot) -> None:
    type_into(qtbot, page.name, "Soyuz MS-29")
    type_into(qtbot, page.t0, "+1 d")
    page.notes.setFocus()
    page.notes.selectAll()
    qtbot.keyClicks(page.notes, "Slipped a day.")
    page.name.edit.setFocus()
    assert document.plan.name == "Soyuz MS-29"
    assert document.plan.t0.ms == sample.t0.ms + 86_400_000
    assert document.plan.notes == "Slipped a day."
    assert document.undo_stack.count() == 3
    for _ in range(3):
        document.undo_stack.undo()
    assert document.plan == sample
    assert page.name.edit.text() == "Soyuz MS-28"


def test_a_plan_keeps_its_name(page: MissionForm, document: Document, sample: Plan, qtbot: QtBot) -> None:
    type_into(qtbot, page.name, "  ")
    assert document.plan == sample
    assert "needs a name" in page.name.message.text()


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("mass_kg", "7.2 t", 7200.0),
        ("propellant_kg", "850", 850.0),
        ("thrust_n", "3 kN", 3000.0),
        ("isp_s", "305 s", 305.0),
    ],
)
def test_the_vehicle_in_the_units_people_use(
    page: MissionForm, document: Document, qtbot: QtBot, field: str, text: str, value: float
) -> None:
    type_into(qtbot, page.vehicle.field(field), text)
    assert getattr(document.plan.vehicle, field) == pytest.approx(value)
    source = source_of(document.plan.vehicle, field)
    assert source is not None
    assert source.text == BY_HAND


def test_a_vehicle_that_cannot_be_is_refused(page: MissionForm, document: Document, sample: Plan, qtbot: QtBot) -> None:
    type_into(qtbot, page.vehicle.field("mass_kg"), "-3 kg")
    assert document.plan == sample
    assert "greater than 0" in page.vehicle.field("mass_kg").message.text()
    type_into(qtbot, page.ascent.field("perigee_height_m"), "20 km")
    assert document.plan == sample
    type_into(qtbot, page.ascent.field("perigee_height_m"), "210 km")
    assert document.plan.ascent.perigee_height_m == 210_000.0


def test_port_profile_and_approach(page: MissionForm, document: Document, qtbot: QtBot) -> None:
    page.port.setFocus()
    qtbot.keyClick(page.port, Qt.Key.Key_Down)
    assert document.plan.target.docking_port == "poisk-zenith"
    page.profile.setFocus()
    qtbot.keyClick(page.profile, Qt.Key.Key_Down)
    assert document.plan.rendezvous.profile == "4-orbit"
    type_into(qtbot, page.approach.field("contact_speed_mps"), "12 cm/s")
    assert document.plan.rendezvous.approach.contact_speed_mps == pytest.approx(0.12)


def test_the_crew_is_edited_in_place(page: MissionForm, document: Document, qtbot: QtBot) -> None:
    edit_cell(qtbot, page.crew.table, 2, 2, "NASA and ESA")
    assert document.plan.crew[2].agency == "NASA and ESA"
    qtbot.mouseClick(page.crew.table.add_button, LEFT)
    finish(qtbot, open_editor(page.crew.table), "Jeanette Epps")
    assert [member.name for member in document.plan.crew][3] == "Jeanette Epps"
    page.crew.table.table.setCurrentCell(3, 0)
    qtbot.mouseClick(page.crew.table.remove_button, LEFT)
    assert len(document.plan.crew) == 3
    edit_cell(qtbot, page.crew.table, 0, 0, " ")
    assert "needs a name" in page.crew.table.message.text()
    assert document.plan.crew[0].name == "Sergey Kud-Sverchkov"


def test_objectives_and_rules(page: MissionForm, document: Document, qtbot: QtBot) -> None:
    edit_cell(qtbot, page.objectives.table, 0, 0, "Bring three people to the station")
    assert document.plan.objectives[0].text == "Bring three people to the station"
    assert page.rules.text().startswith("7 rules of the plan")
    with qtbot.waitSignal(page.rules_wanted):
        qtbot.mouseClick(page.edit_rules, LEFT)


def test_rows_are_added_and_removed_by_keys(page: MissionForm, document: Document, qtbot: QtBot) -> None:
    table = page.objectives.table
    count = len(document.plan.objectives)
    table.table.setFocus()
    qtbot.keyClick(table.table, Qt.Key.Key_Insert)
    assert len(document.plan.objectives) == count + 1
    finish(qtbot, open_editor(table), "Come home")
    assert document.plan.objectives[-1].text == "Come home"
    table.table.setCurrentCell(count, 0)
    qtbot.keyClick(table.table, Qt.Key.Key_Delete)
    assert len(document.plan.objectives) == count


def test_the_source_of_a_value_can_be_said(page: MissionForm, document: Document, qtbot: QtBot) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SourceDialog)
        dialog._take("published", "press kit, page 12")
        dialog.done(QDialog.DialogCode.Accepted)

    button = page.vehicle.findChildren(type(page.vehicle._rows[0][2]))[2]
    QTimer.singleShot(0, answer)
    qtbot.mouseClick(button, LEFT)
    source = source_of(document.plan.vehicle, "mass_kg")
    assert source is not None
    assert (source.provenance, source.text) == ("published", "press kit, page 12")
    assert button.text() == "P"


def test_the_page_asks_for_elements(page: MissionForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.target_wanted):
        qtbot.mouseClick(page.from_file, LEFT)
