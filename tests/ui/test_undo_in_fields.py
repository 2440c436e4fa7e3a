"""Undo pressed in a field of the inspector: the typing first, and the plan once the text is handed over."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.ui.inspector.panel import Inspector

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def inspector(document: Document, qtbot: QtBot) -> Iterator[Inspector]:
    """An inspector in a window that has the undo action, as the main window has."""
    window, selection = QMainWindow(), Selection()
    inspector = Inspector(document, selection)
    window.setCentralWidget(inspector)
    undo = document.undo_stack.createUndoAction(window)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    window.addAction(undo)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    selection.select(["separation"])
    yield inspector
    window.close()


def test_undo_after_enter_undoes_the_edit_just_made(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    before, edit = document.plan, inspector.event_form.name.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "Parting")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert document.plan.event("separation").name == "Parting"
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert document.plan == before
    assert edit.text() == before.event("separation").name


def test_undo_while_typing_takes_back_the_typing_only(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    edit = inspector.event_form.name.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.text() == document.plan.event("separation").name


def test_undo_in_a_note_that_is_not_being_typed_in_undoes_the_plan(
    inspector: Inspector, document: Document, qtbot: QtBot
) -> None:
    before, form = document.plan, inspector.event_form
    form.note.setFocus()
    qtbot.keyClicks(form.note, "Seen from the ground.")
    form.name.edit.setFocus()
    assert document.plan != before
    form.note.setFocus()
    qtbot.keyClick(form.note, Qt.Key.Key_Z, CONTROL)
    assert document.plan == before
