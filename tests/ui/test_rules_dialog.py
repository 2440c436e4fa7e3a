"""The rules editor: every field of every rule by keyboard, refused where it makes no sense, each change one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.flight.rule_set import rule_of, rules_of, shipped_rule
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import RangeLimit, Rule, RuleKind
from missionplanner.plan.waiver_edits import waive
from missionplanner.ui.inspector.fields import ValueField
from missionplanner.ui.rules.dialog import RulesDialog, given_rule

ENTER = Qt.Key.Key_Return
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(sample: Plan, qapp: QApplication) -> Document:
    return Document(sample)


@pytest.fixture
def dialog(document: Document, qtbot: QtBot) -> RulesDialog:
    shown = RulesDialog(document)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def rule(document: Document, kind: RuleKind) -> Rule:
    found = rule_of(document.plan, kind)
    assert found is not None
    return found


def type_into(qtbot: QtBot, field: ValueField, text: str) -> None:
    assert field.isVisible()
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, text) if text else qtbot.keyClick(field.edit, Qt.Key.Key_Delete)
    qtbot.keyClick(field.edit, ENTER)


def edit_cell(qtbot: QtBot, dialog: RulesDialog, row: int, column: int, text: str) -> None:
    table = dialog.form.speeds.table
    table.setFocus()
    table.setCurrentCell(row, column)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = (one for one in table.viewport().findChildren(QLineEdit) if one.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, ENTER)
    QApplication.processEvents()


def test_every_rule_is_listed_with_its_limits(dialog: RulesDialog, document: Document) -> None:
    rules = rules_of(document.plan)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert len(texts) == len(rules)
    assert texts[0] == "Total delta-v\nerror  \N{MIDDLE DOT}  at most 150 m/s"
    assert "as shipped" in texts[-1]
    for one in rules:
        dialog.choose(one.id)
        assert dialog.rule() == one
        assert dialog.form.kind.text()
        assert dialog.form.low.isVisible() == (
            one.low is not None or one.kind in ("delta-v-budget", "element-age", "contact-lateral-rate")
        )


def test_a_limit_in_the_units_people_use(dialog: RulesDialog, document: Document, qtbot: QtBot) -> None:
    dialog.choose("contact-speed")
    type_into(qtbot, dialog.form.high, "10 cm/s")
    assert rule(document, "contact-speed").high == pytest.approx(0.1)
    assert document.undo_stack.count() == 1
    assert [one.code for one in document.shown.findings] == ["contact-speed"]
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rule(document, "contact-speed").high == 0.15
    assert dialog.form.high.edit.text() == "0.15 m/s"
    assert document.shown.findings == ()


@pytest.mark.parametrize(
    ("kind", "edge", "text", "words"),
    [
        ("contact-speed", "high", "fast", "'fast' is not a number like 12.5 m/s"),
        ("contact-speed", "high", "0.1 kg", "'kg' does not fit here"),
        ("contact-speed", "high", "0.01 m/s", "below low"),
        ("corridor", "high", "", "needs a limit"),
    ],
)
def test_what_makes_no_sense_is_refused_in_place(
    dialog: RulesDialog, document: Document, qtbot: QtBot, kind: RuleKind, edge: str, text: str, words: str
) -> None:
    dialog.choose(kind)
    before = document.plan
    field = getattr(dialog.form, edge)
    type_into(qtbot, field, text)
    assert document.plan is before
    assert field.message.isVisible()
    assert words in field.message.text()


def test_the_speeds_by_keyboard(dialog: RulesDialog, document: Document, qtbot: QtBot) -> None:
    dialog.choose("closing-speed")
    shipped = shipped_rule("closing-speed")
    assert shipped is not None
    assert not dialog.reset.isEnabled()
    edit_cell(qtbot, dialog, 1, 1, "30 cm/s")
    changed = rule(document, "closing-speed").speeds
    assert changed[1] == RangeLimit(range_m=5.0, mps=0.3)
    assert len(document.plan.rules) == 8  # what shipped is the plan's now
    edit_cell(qtbot, dialog, 1, 0, "1 km")
    assert "ranges must grow" in dialog.form.speeds.message.text().lower()
    assert rule(document, "closing-speed").speeds == changed
    table = dialog.form.speeds.table
    qtbot.keyClick(table, Qt.Key.Key_Insert)
    assert rule(document, "closing-speed").speeds[-1] == RangeLimit(range_m=5000.0, mps=10.0)
    (editor,) = (one for one in table.viewport().findChildren(QLineEdit) if one.isVisible())
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    table.setFocus()
    table.setCurrentCell(0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert rule(document, "closing-speed").speeds[0].range_m == 5.0
    qtbot.mouseClick(dialog.reset, LEFT)
    assert rule(document, "closing-speed") == shipped
    assert not dialog.reset.isEnabled()
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert len(document.plan.rules) == 7


def test_the_last_speed_stays(dialog: RulesDialog, document: Document, qtbot: QtBot) -> None:
    dialog.choose("closing-speed")
    table = dialog.form.speeds.table
    for _ in range(20):
        table.setFocus()
        table.setCurrentCell(0, 0)
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert len(rule(document, "closing-speed").speeds) == 1
    assert "at least one row" in dialog.form.speeds.message.text()


def test_who_counts_for_coverage(dialog: RulesDialog, document: Document, qtbot: QtBot) -> None:
    dialog.choose("burn-coverage")
    nodes = dialog.form.nodes
    assert nodes.isVisible()
    row = next(r for r in range(nodes.count()) if nodes.item(r).data(Qt.ItemDataRole.UserRole) == "luch-5b")
    nodes.setFocus()
    nodes.setCurrentRow(row)
    qtbot.keyClick(nodes, Qt.Key.Key_Space)
    assert rule(document, "burn-coverage").nodes == ("luch-5b",)
    assert {one.code for one in document.shown.findings} == {"burn-coverage"}
    qtbot.keyClick(nodes, Qt.Key.Key_Space)
    assert rule(document, "burn-coverage").nodes == ()


def test_severity_source_and_identifier(dialog: RulesDialog, document: Document, qtbot: QtBot) -> None:
    document.commit(waive(document.plan, "delta-v-budget", "We have plenty."), "Waive")
    dialog.choose("delta-v-budget")
    dialog.form.severity.setFocus()
    qtbot.keyClick(dialog.form.severity, Qt.Key.Key_Down)
    assert rule(document, "delta-v-budget").severity == "warning"
    dialog.form.source.kind.setFocus()
    qtbot.keyClick(dialog.form.source.kind, Qt.Key.Key_Home)
    assert rule(document, "delta-v-budget").source.provenance == "published"
    type_into(qtbot, dialog.form.source.text, "flight rules, page 3")
    assert rule(document, "delta-v-budget").source.text == "flight rules, page 3"
    type_into(qtbot, dialog.form.name, "budget")
    assert rule(document, "delta-v-budget").id == "budget"
    assert document.plan.waivers[0].finding == "budget"
    assert dialog.rule() == rule(document, "delta-v-budget")
    type_into(qtbot, dialog.form.name, "Port Free!")
    assert dialog.form.name.message.isVisible()
    type_into(qtbot, dialog.form.name, "port-free")
    assert "another rule is called" in dialog.form.name.message.text().lower()


def test_rules_are_added_and_removed(dialog: RulesDialog, document: Document, qtbot: QtBot) -> None:
    dialog.add_menu.aboutToShow.emit()
    assert len(dialog.add_menu.actions()) == 19
    next(one for one in dialog.add_menu.actions() if one.text() == "Approach corridor").trigger()
    corridors = [one for one in rules_of(document.plan) if one.kind == "corridor"]
    assert [one.id for one in corridors] == ["corridor", "corridor-2"]
    assert document.undo_stack.count() == 1
    assert dialog.rule() == corridors[1]
    qtbot.mouseClick(dialog.remove, LEFT)
    assert [one.id for one in rules_of(document.plan) if one.kind == "corridor"] == ["corridor"]


@pytest.mark.parametrize("kind", ["phase-at-insertion", "delta-v-budget", "corridor", "port-free"])
def test_what_a_rule_is_reset_to(sample: Plan, kind: RuleKind) -> None:
    given = given_rule(sample, kind)
    assert given is not None
    assert given.kind == kind
    assert given.source.text


def test_the_findings_may_ask_for_their_rule(document: Document, dialog: RulesDialog) -> None:
    dialog.choose("escape-burn")
    chosen = dialog.rule()
    assert chosen is not None
    assert chosen.kind == "escape-burn"
    dialog.choose("no-such-rule")
    assert dialog.rule() == chosen
