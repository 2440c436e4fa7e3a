"""What a field of the inspector says about wrong text is to be read whole, however many lines it takes."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.plan.plan import Plan
from missionplanner.ui.inspector.panel import Inspector


@pytest.fixture
def inspector(sample: Plan, qtbot: QtBot, qapp: QApplication) -> Inspector:
    selection = Selection()
    inspector = Inspector(Document(sample), selection)
    qtbot.addWidget(inspector)
    inspector.resize(330, 600)
    inspector.show()
    qtbot.waitExposed(inspector)
    selection.select(["separation"])
    return inspector


def test_no_line_of_a_long_message_is_cut_off(inspector: Inspector, qtbot: QtBot) -> None:
    field = inspector.event_form.start_utc
    field.edit.setFocus()
    field.edit.setText("garbage")
    field.edit.editingFinished.emit()
    assert field.message.isVisible()
    qtbot.waitUntil(lambda: field.message.height() >= field.message.heightForWidth(field.message.width()), timeout=3000)
