"""Limits and tracks of the timeline: typed, broken, repaired; folded, ordered, hidden."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.plan.schedule import EventEdge
from missionplanner.ui.timeline.overlay import marks_of
from missionplanner.ui.timeline.view import TimelineView
from ui.main_window_driver import when_asked
from ui.timeline_driver import CTRL, NONE, SHIFT, answer_with, click, drag, row_of

MIN_MS = 60_000


def starts(document: Document) -> dict[str, int]:
    return {event.id: document.shown.schedule.times_ms[EventEdge(event.id, "start")] for event in document.plan.events}


def test_a_limit_is_typed_broken_and_repaired_by_a_click(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    before = starts(open_document)
    timeline_selection.select(["docking", "hatch"])
    answer_with("3 h", "")
    qtbot.keyClick(shown_timeline, Qt.Key.Key_K)
    (constraint,) = open_document.plan.constraints
    assert [finding.code for finding in open_document.shown.findings] == [constraint.id]
    measure = QFontMetricsF(shown_timeline.font())
    (mark,) = marks_of(open_document.shown, shown_timeline.layout_now, measure, timeline_selection)
    assert mark.is_broken
    told: list[str] = []

    def agree(box: object) -> None:
        assert isinstance(box, QMessageBox)
        told.append(box.informativeText())
        next(button for button in box.buttons() if button.text() == "Repair").click()

    when_asked(agree)
    click(shown_timeline, mark.plate.center())
    assert "Hatch opening: 15:10:00 to" in told[0]
    assert not open_document.shown.findings
    after = starts(open_document)
    assert after["hatch"] == before["docking"] + 180 * MIN_MS
    assert after["docking"] == before["docking"]
    assert open_document.undo_stack.undoText() == "Repair constraints"


def test_a_latest_time_by_key(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    timeline_selection.select(["hatch"])
    answer_with("T+5h")
    qtbot.keyClick(shown_timeline, Qt.Key.Key_K, SHIFT)
    assert [finding.events for finding in open_document.shown.findings] == [("hatch",)]


def test_tracks_fold_by_their_mark_and_move_by_their_name(
    shown_timeline: TimelineView, open_document: Document
) -> None:
    top, height = row_of(shown_timeline, "burns")
    click(shown_timeline, QPointF(6.0, top + 12.0))
    assert next(track for track in open_document.plan.tracks if track.id == "burns").is_folded
    folded_top, folded_height = row_of(shown_timeline, "burns")
    assert (folded_top, folded_height < height) == (top, True)
    first_top, _ = row_of(shown_timeline, "flight")
    drag(shown_timeline, QPointF(60.0, folded_top + 6.0), QPointF(0.0, first_top + 2.0 - folded_top), NONE)
    assert open_document.plan.tracks[0].id == "burns"
    open_document.undo_stack.undo()
    open_document.undo_stack.undo()
    assert row_of(shown_timeline, "burns") == (top, height)


def test_hidden_tracks_go_and_come_back(shown_timeline: TimelineView, open_document: Document, qtbot: QtBot) -> None:
    shown_timeline.tracks.hide("burns")
    assert "dv1" not in shown_timeline.layout_now.items.index
    assert open_document.shown.flight.burns
    qtbot.keyClick(shown_timeline, Qt.Key.Key_H, CTRL | SHIFT)
    assert "dv1" in shown_timeline.layout_now.items.index
    shown_timeline.tracks.hide("burns")
    layout = shown_timeline.layout_now
    click(shown_timeline, QPointF(30.0, layout.height_px - layout.scroll_px + 8.0))
    assert "dv1" in shown_timeline.layout_now.items.index
