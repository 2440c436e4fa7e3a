"""The profile editor: shipped profiles to look at, copies to change, checked and saved in the plan."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from missionplanner.app.launch_choice import profiles_of
from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.plan.events import BoundedComponent, BoundedTime, FixedComponent, FixedTime, SolvedComponent
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.ui.inspector.record_table import RecordTable
from missionplanner.ui.windows.profile_columns import component_text, parse_component, parse_time
from missionplanner.ui.windows.profile_dialog import ProfileDialog
from ui.inspector_driver import type_into

ENTER = Qt.Key.Key_Return
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(sample: Plan, qapp: QApplication, qtbot: QtBot) -> ProfileDialog:
    dialog = ProfileDialog(sample)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def edit_cell(qtbot: QtBot, table: RecordTable[object], row: int, column: int, text: str) -> None:
    item = table.table.item(row, column)
    assert item is not None
    table.table.setCurrentItem(item)
    table.table.editItem(item)
    editor = next(one for one in table.table.findChildren(QLineEdit) if one.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, ENTER)
    QApplication.processEvents()


def copy_two_orbits(dialog: ProfileDialog) -> None:
    dialog.list.setCurrentRow(1)
    QTest.mouseClick(dialog.copy, LEFT)


def own(dialog: ProfileDialog) -> Profile:
    (profile,) = dialog.plan.profiles
    return profile


def test_a_shipped_profile_can_only_be_looked_at(dialog: ProfileDialog, sample: Plan) -> None:
    assert dialog.form.name.edit.text() == "Two orbits"
    assert dialog.form.name.edit.isReadOnly()
    assert not dialog.form.burns.add_button.isEnabled()
    item = dialog.form.burns.table.item(0, 0)
    QTest.mouseDClick(
        dialog.form.burns.table.viewport(), LEFT, pos=dialog.form.burns.table.visualItemRect(item).center()
    )
    assert not [one for one in dialog.form.burns.table.findChildren(QLineEdit) if one.isVisible()]
    assert not dialog.remove.isEnabled()
    assert not dialog.keep.isEnabled()
    assert "two-orbit width" in dialog.form.phase_source.text()
    assert dialog.plan == sample


def test_a_copy_is_changed_and_saved_in_the_plan(dialog: ProfileDialog, qtbot: QtBot) -> None:
    copy_two_orbits(dialog)
    form = dialog.form
    type_into(qtbot, form.name, "Our two orbits")
    type_into(qtbot, form.low, "12 deg")
    type_into(qtbot, form.high, "0.4 rad")
    type_into(qtbot, form.budget, "0.14 km/s")
    type_into(qtbot, form.docking, "3 h 12 min")
    edit_cell(qtbot, form.burns, 0, 1, "T+46 min")
    edit_cell(qtbot, form.burns, 0, 2, "-2 min to +3 min")
    edit_cell(qtbot, form.burns, 1, 5, "0 m/s")
    assert dialog.isVisible(), "Enter in a field must not close the dialog"
    profile = own(dialog)
    assert profile.id == "my-2-orbit"
    assert profile.name == "Our two orbits"
    assert (profile.phase.low_deg, round(profile.phase.high_deg, 3)) == (12.0, 22.918)
    assert profile.phase.source.provenance == "assumed"
    assert profile.dv_budget_mps == 140.0
    assert profile.docking_met_ms == 11_520_000
    assert profile.burns[0].met_ms == 2_760_000
    assert profile.burns[0].time == BoundedTime(earliest_ms=-120_000, latest_ms=180_000)
    assert profile.burns[1].dv_z == FixedComponent(mps=0.0)
    plan = dialog.plan
    assert decode_plan(encode_plan(plan), "a plan with a profile") == plan
    assert profile in profiles_of(plan)
    assert dialog.step_text == "Change the profiles"


def test_the_last_burn_follows_the_gate(dialog: ProfileDialog, qtbot: QtBot) -> None:
    copy_two_orbits(dialog)
    edit_cell(qtbot, dialog.form.gates, 0, 0, "35 min")
    edit_cell(qtbot, dialog.form.gates, 0, 3, "1.3 km")
    profile = own(dialog)
    assert profile.approach.waypoints[0].before_docking_ms == 2_100_000
    assert profile.approach.waypoints[0].position_lvlh_m == (-87.2, 0.0, 1300.0)
    assert profile.burns[-1].before_docking_ms == 2_100_000


def test_what_cannot_be_is_said_and_the_old_value_stays(dialog: ProfileDialog, qtbot: QtBot) -> None:
    copy_two_orbits(dialog)
    before, form = own(dialog), dialog.form
    type_into(qtbot, form.low, "25 deg")
    assert "an interval from 25 to 19.5 deg is empty" in form.low.message.text().lower()
    type_into(qtbot, form.budget, "lots")
    assert "is not a number like 12.5 m/s" in form.budget.message.text()
    type_into(qtbot, form.docking, "20 min")
    assert "the first gate would be passed before liftoff" in form.docking.message.text().lower()
    type_into(qtbot, form.docking, "2 h")
    assert "DV3 would come after DV4" in form.docking.message.text()
    edit_cell(qtbot, form.burns, 0, 1, "T+3 h")
    assert "DV1 would come after DV2" in form.burns.message.text()
    edit_cell(qtbot, form.gates, 1, 0, "40 min")
    assert "each gate or point must come later" in form.gates.message.text().lower()
    assert own(dialog) == before


def test_burns_are_added_and_removed(dialog: ProfileDialog, qtbot: QtBot) -> None:
    copy_two_orbits(dialog)
    table = dialog.form.burns
    QTest.mouseClick(table.add_button, LEFT)
    names = [burn.name for burn in own(dialog).burns]
    assert names == ["DV1", "DV2", "DV3", "New burn", "DV4"]
    table.table.setCurrentCell(3, 0)
    QTest.mouseClick(table.remove_button, LEFT)
    assert [burn.name for burn in own(dialog).burns] == ["DV1", "DV2", "DV3", "DV4"]


def test_remove_takes_the_copy_away(dialog: ProfileDialog, sample: Plan) -> None:
    copy_two_orbits(dialog)
    assert dialog.keep.isEnabled()
    QTest.mouseClick(dialog.remove, LEFT)
    assert dialog.plan == sample
    assert not dialog.keep.isEnabled()


def test_keep_and_fly_takes_the_plan_to_the_profile(dialog: ProfileDialog, qtbot: QtBot) -> None:
    copy_two_orbits(dialog)
    edit_cell(qtbot, dialog.form.burns, 0, 1, "T+45 min")
    QTest.mouseClick(dialog.fly, LEFT)
    assert dialog.result()
    assert dialog.step_text == "Fly the profile 'Two orbits, changed'"
    anchor = dialog.plan.event("dv1").anchor
    assert getattr(anchor, "met_ms", None) == 2_700_000


@pytest.mark.parametrize(
    ("text", "component"),
    [
        ("solved", SolvedComponent()),
        ("2.5 m/s", FixedComponent(mps=2.5)),
        ("-50 cm/s to 1 m/s", BoundedComponent(low_mps=-0.5, high_mps=1.0)),
    ],
)
def test_components_are_read_with_units_and_read_back(text: str, component: object) -> None:
    read = parse_component(text)
    assert read == component
    assert parse_component(component_text(read)) == read


@pytest.mark.parametrize("text", ["fast", "1 kg", "5 m/s to", ""])
def test_a_component_that_is_none_is_refused_with_right_ones(text: str) -> None:
    with pytest.raises(ValueError, match=r"neither solved, nor a speed like 2\.5 m/s"):
        parse_component(text)


def test_times_are_read() -> None:
    assert parse_time("fixed") == FixedTime()
    with pytest.raises(ValueError, match="neither fixed, nor solved"):
        parse_time("soon")
