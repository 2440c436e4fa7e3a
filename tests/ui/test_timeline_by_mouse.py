"""What the timeline shows and offers under the mouse: clocks, guides, and menus that are clicked through."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QUndoView
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.plan.edits import with_fields
from missionplanner.plan.schedule import EventEdge
from missionplanner.ui.timeline.gestures import PlanGesture
from missionplanner.ui.timeline.view import TimelineView
from ui.timeline_driver import ALT, NONE, RELEASE, drag, middle_of, press_and_move, px_for, row_of, send

MIN_MS = 60_000


def start_ms(document: Document, event_id: str) -> int:
    return document.shown.schedule.times_ms[EventEdge(event_id, "start")]


def tooltip(view: TimelineView, at: QPointF) -> str:
    place = at.toPoint()
    QToolTip.hideText()
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    )
    said = QToolTip.text()
    QToolTip.hideText()
    return said


def click_through(view: TimelineView, at: QPoint, qtbot: QtBot, *entries: str) -> None:
    """Open the context menu at a place and click through it."""
    place = view.viewport().mapToGlobal(at)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, place))
    for entry in entries:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if each.text().replace("&", "") == entry)
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        inside = action.menu()
        if inside is not None:
            qtbot.waitUntil(inside.isVisible)
    QApplication.processEvents()


def test_hovering_shows_every_clock(shown_timeline: TimelineView) -> None:
    shown_timeline.set_zone("Asia/Almaty")
    for place in (middle_of(shown_timeline, "docking"), QPointF(700.0, 5.0)):
        said = tooltip(shown_timeline, place)
        for clock in ("UTC", "MET", "Asia/Almaty"):
            assert clock in said
    before = shown_timeline.layout_now.scale.px(shown_timeline.layout_now.items.t0_ms) - 10.0
    assert "L-minus" in tooltip(shown_timeline, QPointF(before, 5.0))


@pytest.mark.parametrize("held", [NONE, ALT], ids=["snaps", "Alt frees"])
def test_a_drag_comes_to_rest_with_a_guide_unless_alt_is_held(
    shown_timeline: TimelineView, open_document: Document, held: Qt.KeyboardModifier
) -> None:
    there_ms = start_ms(open_document, "kurs-lock")
    by = QPointF(px_for(shown_timeline, there_ms - start_ms(open_document, "auto-rendezvous")) - 2.0, 0.0)
    x = round(shown_timeline.layout_now.scale.px(there_ms))
    before = shown_timeline.viewport().grab().toImage()
    end = press_and_move(shown_timeline, middle_of(shown_timeline, "auto-rendezvous"), by, held)
    during = shown_timeline.viewport().grab().toImage()
    changed = [sum(before.pixel(k, y) != during.pixel(k, y) for y in range(during.height())) for k in (x - 1, x, x + 1)]
    send(shown_timeline, RELEASE, end, held)
    snapped = held == NONE
    assert (start_ms(open_document, "auto-rendezvous") == there_ms) == snapped
    assert (max(changed) > 0.4 * during.height()) == snapped


def test_a_drag_rests_on_the_playhead(
    shown_timeline: TimelineView, open_document: Document, timeline_playhead: Playhead
) -> None:
    timeline_playhead.move_to(start_ms(open_document, "hatch") - 17 * MIN_MS - 11_357)
    by = px_for(shown_timeline, timeline_playhead.utc_ms - start_ms(open_document, "hatch"))
    drag(shown_timeline, middle_of(shown_timeline, "hatch"), QPointF(by, 0.0), NONE)
    assert start_ms(open_document, "hatch") == timeline_playhead.utc_ms


def test_a_drag_rests_on_round_times(shown_timeline: TimelineView, open_document: Document) -> None:
    by = px_for(shown_timeline, 20 * MIN_MS) + 0.4
    end = press_and_move(shown_timeline, middle_of(shown_timeline, "hatch"), QPointF(by, 0.0), NONE)
    gesture = shown_timeline._mouse.gesture
    assert isinstance(gesture, PlanGesture)
    assert gesture.drag.snapped.guide_ms is not None
    send(shown_timeline, RELEASE, end)
    assert start_ms(open_document, "hatch") % MIN_MS == 0


def test_what_an_event_hangs_on_stays_while_it_is_dragged(
    shown_timeline: TimelineView, open_document: Document
) -> None:
    docking_ms, docking = start_ms(open_document, "docking"), middle_of(shown_timeline, "docking")
    moved = QPointF(px_for(shown_timeline, -9 * MIN_MS), 0.0)
    end = press_and_move(shown_timeline, middle_of(shown_timeline, "flyaround"), moved)
    assert start_ms(open_document, "docking") == docking_ms
    assert middle_of(shown_timeline, "docking") == docking
    send(shown_timeline, RELEASE, end, ALT)
    assert start_ms(open_document, "docking") == docking_ms
    assert middle_of(shown_timeline, "docking") == docking


def test_a_track_is_coloured_ordered_hidden_and_shown_by_clicks(
    shown_timeline: TimelineView, open_document: Document, qtbot: QtBot
) -> None:
    def header() -> QPoint:
        return QPoint(60, round(row_of(shown_timeline, "burns")[0]) + 8)

    click_through(shown_timeline, header(), qtbot, "Colour", "Purple")
    assert next(each for each in open_document.plan.tracks if each.id == "burns").color == "#cc79a7"
    click_through(shown_timeline, header(), qtbot, "Move Up")
    assert [each.id for each in open_document.plan.tracks].index("burns") == 1
    click_through(shown_timeline, header(), qtbot, "Fold")
    assert open_document.plan.tracks[1].is_folded
    click_through(shown_timeline, header(), qtbot, "Hide")
    assert "dv1" not in shown_timeline.layout_now.items.index
    elsewhere = QPoint(60, round(row_of(shown_timeline, "crew")[0]) + 8)
    click_through(shown_timeline, elsewhere, qtbot, "Show Hidden Tracks")
    assert "dv1" in shown_timeline.layout_now.items.index
    assert open_document.undo_stack.count() == 5


def test_what_was_copied_is_pasted_by_clicks(
    shown_timeline: TimelineView,
    open_document: Document,
    timeline_selection: Selection,
    timeline_playhead: Playhead,
    qtbot: QtBot,
) -> None:
    click_through(shown_timeline, middle_of(shown_timeline, "hatch").toPoint(), qtbot, "Copy")
    free = QPoint(round(shown_timeline.layout_now.scale.left_px) + 30, round(row_of(shown_timeline, "crew")[0]) + 8)
    click_through(shown_timeline, free, qtbot, "Paste at Playhead")
    assert timeline_selection.event_ids == ("hatch-2",)
    assert start_ms(open_document, "hatch-2") == timeline_playhead.utc_ms


@pytest.mark.parametrize("entry", ["Align Starts", "Close Gaps", "Distribute"])
def test_events_are_arranged_by_clicks(
    shown_timeline: TimelineView,
    open_document: Document,
    timeline_selection: Selection,
    qtbot: QtBot,
    entry: str,
) -> None:
    events = ("auto-rendezvous", "ready", "hatch")
    timeline_selection.select(events)
    first, middle, last = (start_ms(open_document, each) for each in events)
    click_through(shown_timeline, middle_of(shown_timeline, "hatch").toPoint(), qtbot, "Arrange", entry)
    expected = {
        "Align Starts": (last, last, last),
        "Close Gaps": (first, first, first),
        "Distribute": (first, (first + last) // 2, last),
    }
    assert tuple(start_ms(open_document, each) for each in events) == expected[entry]
    assert middle != (first + last) // 2
    assert open_document.undo_stack.count() == 1


def test_the_history_is_jumped_in_by_clicks(
    open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    view = QUndoView(open_document.undo_stack)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    first = open_document.plan
    for number in range(3):
        open_document.commit(with_fields(open_document.plan, name=f"Plan {number}"), "Rename")
    for row, name in ((1, "Plan 0"), (3, "Plan 2"), (0, first.name)):
        place = view.visualRect(view.model().index(row, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert open_document.plan.name == name
    assert open_document.plan == first
