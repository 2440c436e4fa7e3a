"""The list of findings: show, waive, withdraw, and what it says when there is nothing."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.selection import Selection
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.plan import edits
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding
from missionplanner.ui.dialogs.waiver import WaiverDialog
from missionplanner.ui.findings_panel import FindingsPanel
from missionplanner.ui.findings_wording import by_weight, count_text, worst_severity
from ui.main_window_driver import click, when_asked

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(sample: Plan, qapp: QApplication) -> Document:
    """A plan that breaks its delta-v budget."""
    rules = tuple(replace(rule, high=50.0) if rule.id == "delta-v-budget" else rule for rule in sample.rules)
    return Document(replace(sample, rules=rules))


@pytest.fixture
def panel(document: Document, selection: Selection, search_worker: SearchWorker, qtbot: QtBot) -> FindingsPanel:
    panel = FindingsPanel(document, selection, LIGHT, search_worker)
    qtbot.addWidget(panel)
    panel.resize(330, 220)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def test_a_finding_says_how_grave_it_is_in_words(panel: FindingsPanel) -> None:
    text = panel.model.index(0).data()
    assert text.startswith("Error: ")
    assert "delta-v" in text.lower()


def test_double_click_selects_the_events(panel: FindingsPanel, selection: Selection, qtbot: QtBot) -> None:
    row = panel.list.visualRect(panel.model.index(0))
    with qtbot.waitSignal(panel.zoom_wanted):
        QTest.mouseClick(panel.list.viewport(), LEFT, pos=row.center())
        QTest.mouseDClick(panel.list.viewport(), LEFT, pos=row.center())
    finding = panel.finding()
    assert finding is not None
    assert selection.event_ids == finding.events


def test_waive_with_a_reason_and_withdraw(panel: FindingsPanel, document: Document) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, WaiverDialog)
        assert not dialog._waive.isEnabled()
        field = dialog.findChild(QPlainTextEdit)
        assert field is not None
        QTest.keyClicks(field, "Propellant is plenty.")
        click(dialog, "Waive")

    when_asked(answer)
    QTest.mouseClick(panel.waive_button, LEFT)
    assert document.plan.waivers[0].reason == "Propellant is plenty."
    assert document.undo_stack.count() == 1
    assert "Waived: Propellant is plenty." in panel.model.index(0).data()
    assert panel.waive_button.text() == "Withdraw Waiver"
    QTest.mouseClick(panel.waive_button, LEFT)
    assert document.plan.waivers == ()


def test_nothing_found_is_said(panel: FindingsPanel, document: Document, sample: Plan) -> None:
    assert panel.list.isVisible()
    document.commit(edits.with_fields(document.plan, rules=sample.rules), "Restore the rules")
    assert panel.empty.isVisible()
    assert "Nothing found" in panel.empty.text()
    assert not panel.waive_button.isEnabled()


def test_the_icons_follow_the_theme(panel: FindingsPanel) -> None:
    def picture() -> object:
        return panel.model.index(0).data(Qt.ItemDataRole.DecorationRole).pixmap(18, 18).toImage()

    before = picture()
    panel.set_palette_colors(DARK)
    assert picture() != before


def test_findings_are_counted_and_ordered_by_weight() -> None:
    note = Finding(code="c", severity="note", message="C")
    warning = Finding(code="b", severity="warning", message="B")
    error = Finding(code="a", severity="error", message="A")
    waived = replace(error, waived="fine")
    assert by_weight((note, waived, warning, error)) == [error, warning, note, waived]
    assert count_text((error, error, warning)) == "2 errors, 1 warning"
    assert count_text(()) == "No findings"
    assert worst_severity((note, warning)) == "warning"
    assert worst_severity(()) is None
