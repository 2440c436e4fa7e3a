"""The editing grammar of the timeline, each part with real mouse and key events."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.plan.anchors import AfterEvent, AtMet, AtUtc, Edge
from missionplanner.plan.constraint_edits import with_gap
from missionplanner.plan.events import Burn
from missionplanner.plan.schedule import EventEdge
from missionplanner.ui.timeline.drag_wording import drag_words, resting_text
from missionplanner.ui.timeline.gestures import PlanGesture
from missionplanner.ui.timeline.orbit_period import orbit_ms
from missionplanner.ui.timeline.rename_field import RenameField
from missionplanner.ui.timeline.view import TimelineView
from ui.main_window_driver import when_asked
from ui.timeline_driver import (
    ALT,
    CTRL,
    MOVE,
    NONE,
    RELEASE,
    SHIFT,
    answer_with,
    click,
    drag,
    middle_of,
    press_and_move,
    px_for,
    row_of,
    send,
)

MIN_MS = 60_000


def starts(document: Document) -> dict[str, int]:
    return {event.id: document.shown.schedule.times_ms[EventEdge(event.id, "start")] for event in document.plan.events}


def test_a_rubber_band_selects_what_it_touches_and_ctrl_adds(
    shown_timeline: TimelineView, timeline_selection: Selection, qtbot: QtBot
) -> None:
    top, height = row_of(shown_timeline, "burns")
    left, right = middle_of(shown_timeline, "dv1").x() - 25.0, middle_of(shown_timeline, "dv2").x() + 10.0
    band = QPointF(right - left, height - 4.0)
    drag(shown_timeline, QPointF(left, top + 2.0), band, NONE)
    assert timeline_selection.event_ids == ("dv1", "dv2")
    left = middle_of(shown_timeline, "dv3").x() - 12.0
    drag(shown_timeline, QPointF(left, top + 2.0), QPointF(30.0, height - 4.0), CTRL)
    assert timeline_selection.event_ids == ("dv1", "dv2", "dv3")
    press_and_move(shown_timeline, QPointF(left, top + 2.0), QPointF(30.0, height - 4.0), NONE)
    qtbot.keyClick(shown_timeline, Qt.Key.Key_Escape)
    assert timeline_selection.event_ids == ("dv1", "dv2", "dv3")


def test_shift_click_selects_what_lies_between(shown_timeline: TimelineView, timeline_selection: Selection) -> None:
    click(shown_timeline, middle_of(shown_timeline, "dv1"))
    click(shown_timeline, middle_of(shown_timeline, "dv3"), SHIFT)
    assert set(timeline_selection.event_ids) == {"dv1", "dv2", "dv3"}
    assert timeline_selection.event_id == "dv3"


def test_several_events_move_together_as_one_step(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection
) -> None:
    before = starts(open_document)
    timeline_selection.select(["hatch", "auto-rendezvous"])
    drag(shown_timeline, middle_of(shown_timeline, "hatch"), QPointF(px_for(shown_timeline, 7 * MIN_MS), 0.0))
    after = starts(open_document)
    moved_ms = after["hatch"] - before["hatch"]
    assert abs(moved_ms - 7 * MIN_MS) < 2 * shown_timeline.layout_now.scale.ms_per_px
    assert after["auto-rendezvous"] - before["auto-rendezvous"] == moved_ms
    assert open_document.undo_stack.count() == 1


@pytest.mark.parametrize("edge", ["start", "end"])
def test_several_spans_are_resized_together_as_one_step(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, edge: Edge
) -> None:
    # Station-keeping starts where the flyaround ends, and liftoff has no end of its own.
    spans = ("station-keeping", "flyaround")
    timeline_selection.select(["liftoff", *spans])
    before = open_document.shown.schedule
    layout = shown_timeline.layout_now
    number = layout.items.index["flyaround"]
    x = layout.shape_left_px[number] + 2.0 if edge == "start" else layout.shape_right_px[number] - 2.0
    at = QPointF(float(x), middle_of(shown_timeline, "flyaround").y())
    drag(shown_timeline, at, QPointF(px_for(shown_timeline, 3 * MIN_MS), 0.0))
    after = open_document.shown.schedule
    moved_ms = [after.times_ms[EventEdge(span, edge)] - before.times_ms[EventEdge(span, edge)] for span in spans]
    assert moved_ms[0] == moved_ms[1]
    assert abs(moved_ms[0] - 3 * MIN_MS) < 2 * layout.scale.ms_per_px
    assert after.t0_ms == before.t0_ms
    assert open_document.undo_stack.count() == 1
    assert "Flyaround and 1 more" in open_document.undo_stack.undoText()
    open_document.undo_stack.undo()
    assert open_document.shown.schedule.times_ms == before.times_ms


def test_ctrl_drag_leaves_the_original_and_selects_the_copy(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection
) -> None:
    before = open_document.plan
    drag(shown_timeline, middle_of(shown_timeline, "hatch"), QPointF(px_for(shown_timeline, -30 * MIN_MS), 0.0), CTRL)
    assert open_document.plan.events[:-1] == before.events
    copy = open_document.plan.events[-1]
    assert (copy.id, copy.name) == ("hatch-2", before.event("hatch").name)
    assert timeline_selection.event_ids == ("hatch-2",)
    open_document.undo_stack.undo()
    assert open_document.plan == before


def test_a_ctrl_click_still_toggles(shown_timeline: TimelineView, timeline_selection: Selection) -> None:
    click(shown_timeline, middle_of(shown_timeline, "dv1"))
    click(shown_timeline, middle_of(shown_timeline, "dv2"), CTRL)
    assert timeline_selection.event_ids == ("dv1", "dv2")
    click(shown_timeline, middle_of(shown_timeline, "dv2"), CTRL)
    assert timeline_selection.event_ids == ("dv1",)


def test_a_drag_to_another_track_changes_the_track_and_not_the_time(
    shown_timeline: TimelineView, open_document: Document
) -> None:
    before = starts(open_document)
    at = middle_of(shown_timeline, "auto-rendezvous")
    top, height = row_of(shown_timeline, "burns")
    drag(shown_timeline, at, QPointF(1.0, top + height / 2 - at.y()))
    assert open_document.plan.event("auto-rendezvous").track == "burns"
    assert starts(open_document) == before
    assert "another track" in open_document.undo_stack.undoText()


def test_shift_drag_pushes_all_that_follows(shown_timeline: TimelineView, open_document: Document) -> None:
    before = starts(open_document)
    by = QPointF(px_for(shown_timeline, 6 * MIN_MS), 0.0)
    drag(shown_timeline, middle_of(shown_timeline, "docking"), by, SHIFT | ALT)
    after = starts(open_document)
    moved_ms = after["docking"] - before["docking"]
    assert moved_ms > 4 * MIN_MS
    assert after["hatch"] - before["hatch"] == moved_ms
    assert after["fairing"] == before["fairing"]
    assert open_document.undo_stack.undoText().startswith("Push Docking to Rassvet")


def test_the_label_says_what_breaks_and_what_heals(shown_timeline: TimelineView, open_document: Document) -> None:
    plan = with_gap(open_document.plan, EventEdge("docking", "end"), EventEdge("hatch", "start"), 120 * MIN_MS, None)
    open_document.commit(plan, "Limit")
    before = open_document.shown
    by = QPointF(px_for(shown_timeline, -60 * MIN_MS), 0.0)
    end = press_and_move(shown_timeline, middle_of(shown_timeline, "hatch"), by)
    gesture = shown_timeline._mouse.gesture
    assert isinstance(gesture, PlanGesture)
    drag_now = gesture.drag
    words = drag_words(
        drag_now.before,
        open_document.shown,
        shown_timeline.clocks,
        drag_now.heading,
        drag_now.utc_ms,
        drag_now.snapped.shift_ms,
    )
    assert words.lines[0] == "Hatch opening"
    assert any("UTC" in line for line in words.lines)
    assert any(line.startswith("MET") for line in words.lines)
    assert any(line.startswith("Docking") for line in words.lines)
    assert len(words.broken) == 1
    assert "at least 2 h" in words.broken[0]
    send(shown_timeline, RELEASE, end, ALT)
    again = drag_words(open_document.shown, before, shown_timeline.clocks, "x", 0, 0)
    assert len(again.healed) == 1


def test_a_drag_rests_on_a_computed_instant(shown_timeline: TimelineView, open_document: Document) -> None:
    instants = shown_timeline._canvas.instants_ms
    start_ms = starts(open_document)["auto-rendezvous"]
    target_ms = float(min((ms for ms in instants if ms > start_ms + 3 * MIN_MS), key=lambda ms: ms))
    by_px = px_for(shown_timeline, target_ms - start_ms) + 1.0
    end = press_and_move(shown_timeline, middle_of(shown_timeline, "auto-rendezvous"), QPointF(by_px, 0.0), NONE)
    gesture = shown_timeline._mouse.gesture
    assert isinstance(gesture, PlanGesture)
    assert gesture.drag.snapped.guide_ms == target_ms
    computed = shown_timeline._canvas.backdrop.computed.instants
    said = resting_text(shown_timeline.layout_now.items, computed, round(target_ms), gesture.drag.event_ids)
    assert said.startswith("Rests on ")
    send(shown_timeline, RELEASE, end)
    assert starts(open_document)["auto-rendezvous"] == target_ms


def test_the_ring_anchors_an_event_to_an_edge_of_another(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection
) -> None:
    from missionplanner.paint.timeline_anchors import handle_at

    before = starts(open_document)
    timeline_selection.select(["hatch"])
    handle = handle_at(shown_timeline.layout_now, "hatch")
    assert handle is not None
    drag(shown_timeline, handle, middle_of(shown_timeline, "docking") - handle, NONE)
    anchor = open_document.plan.event("hatch").anchor
    assert isinstance(anchor, AfterEvent)
    assert anchor.event == "docking"
    assert starts(open_document) == before
    assert open_document.undo_stack.undoText() == "Anchor Hatch opening to Docking to Rassvet"


def test_what_hangs_on_an_event_cannot_lead_it(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    before = open_document.plan
    said: list[str] = []

    def answer(box: object) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.accept()

    when_asked(answer)
    timeline_selection.select(["docking", "flyaround"])
    qtbot.keyClick(shown_timeline, Qt.Key.Key_L)
    assert "hangs on" in said[0]
    assert open_document.plan is before


def test_l_anchors_the_others_to_the_last(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    before = starts(open_document)
    timeline_selection.select(["hatch", "auto-rendezvous", "fairing"])
    qtbot.keyClick(shown_timeline, Qt.Key.Key_L)
    for event_id in ("hatch", "auto-rendezvous"):
        anchor = open_document.plan.event(event_id).anchor
        assert isinstance(anchor, AfterEvent)
        assert (anchor.event, anchor.edge) == ("fairing", "end")
    assert starts(open_document) == before


def test_one_orbit_by_key(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    before = starts(open_document)
    timeline_selection.select(["hatch"])
    qtbot.keyClick(shown_timeline, Qt.Key.Key_Right, CTRL | SHIFT)
    moved_ms = starts(open_document)["hatch"] - before["hatch"]
    assert moved_ms == orbit_ms(open_document.shown)
    assert 92 * MIN_MS < moved_ms < 94 * MIN_MS
    qtbot.keyClick(shown_timeline, Qt.Key.Key_Left, CTRL | SHIFT)
    assert starts(open_document) == before


@pytest.mark.parametrize(
    ("typed", "met_ms"),
    [
        ("T+44m", 44 * MIN_MS),
        ("L-2h", -120 * MIN_MS),
        ("10:27:57.402", 60 * MIN_MS),
        ("2025-11-27 09:57:57.402", 30 * MIN_MS),
    ],
)
def test_t_moves_to_a_time_of_any_clock(
    shown_timeline: TimelineView,
    open_document: Document,
    timeline_selection: Selection,
    qtbot: QtBot,
    typed: str,
    met_ms: int,
) -> None:
    timeline_selection.select(["fairing"])
    answer_with(typed)
    qtbot.keyClick(shown_timeline, Qt.Key.Key_T)
    assert open_document.plan.event("fairing").anchor == AtMet(met_ms=met_ms)


def test_r_pushes_by_what_is_typed(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    before = starts(open_document)
    timeline_selection.select(["docking"])
    answer_with("3 min")
    qtbot.keyClick(shown_timeline, Qt.Key.Key_R)
    after = starts(open_document)
    assert after["docking"] - before["docking"] == 3 * MIN_MS
    assert after["hatch"] - before["hatch"] == 3 * MIN_MS
    assert open_document.undo_stack.count() == 1


def test_keys_arrange_the_selected_events(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    before = starts(open_document)
    timeline_selection.select(["escape-tower", "fairing", "strap-ons"])
    qtbot.keyClick(shown_timeline, Qt.Key.Key_A)
    assert {starts(open_document)[each] for each in ("escape-tower", "fairing", "strap-ons")} == {before["strap-ons"]}
    open_document.undo_stack.undo()
    qtbot.keyClick(shown_timeline, Qt.Key.Key_D)
    assert starts(open_document)["strap-ons"] == (before["escape-tower"] + before["fairing"]) // 2
    open_document.undo_stack.undo()
    qtbot.keyClick(shown_timeline, Qt.Key.Key_G)
    assert starts(open_document)["fairing"] == before["escape-tower"]
    open_document.undo_stack.undo()
    assert starts(open_document) == before


def test_copy_paste_and_duplicate_by_key(
    shown_timeline: TimelineView,
    open_document: Document,
    timeline_selection: Selection,
    timeline_playhead: Playhead,
    qtbot: QtBot,
) -> None:
    timeline_selection.select(["hatch"])
    qtbot.keyClick(shown_timeline, Qt.Key.Key_C, CTRL)
    timeline_playhead.move_to(open_document.plan.t0.ms + 90 * MIN_MS)
    qtbot.keyClick(shown_timeline, Qt.Key.Key_V, CTRL)
    assert timeline_selection.event_ids == ("hatch-2",)
    assert starts(open_document)["hatch-2"] == timeline_playhead.utc_ms
    qtbot.keyClick(shown_timeline, Qt.Key.Key_D, CTRL)
    assert starts(open_document)["hatch-2-2"] == timeline_playhead.utc_ms + 5 * MIN_MS
    qtbot.keyClick(shown_timeline, Qt.Key.Key_X, CTRL)
    assert "hatch-2-2" not in starts(open_document)
    assert "hatch-2-2" in QGuiApplication.clipboard().text()
    assert open_document.undo_stack.count() == 3


def test_f2_renames_in_place_and_escape_keeps_the_name(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    timeline_selection.select(["hatch"])
    qtbot.keyClick(shown_timeline, Qt.Key.Key_F2)
    field = shown_timeline.viewport().findChild(RenameField)
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Hatches open")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert open_document.plan.event("hatch").name == "Hatches open"
    assert open_document.undo_stack.count() == 1
    assert timeline_selection.event_ids == ("hatch",)
    QApplication.processEvents()
    qtbot.keyClick(shown_timeline, Qt.Key.Key_F2)
    field = [each for each in shown_timeline.viewport().findChildren(RenameField) if each.isVisible()][-1]
    qtbot.keyClicks(field, "Nothing")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert open_document.plan.event("hatch").name == "Hatches open"
    assert open_document.undo_stack.count() == 1


def test_u_fixes_all_selected_in_utc(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    before = starts(open_document)
    timeline_selection.select(["fairing", "dv1"])
    qtbot.keyClick(shown_timeline, Qt.Key.Key_U)
    assert isinstance(open_document.plan.event("fairing").anchor, AtUtc)
    assert isinstance(open_document.plan.event("dv1"), Burn)
    assert starts(open_document) == before
    assert open_document.undo_stack.count() == 1


def test_the_first_edit_leaves_the_view_where_it_is_and_another_plan_does_not(
    shown_timeline: TimelineView, open_document: Document, timeline_selection: Selection, qtbot: QtBot
) -> None:
    fitted = shown_timeline.layout_now.scale
    timeline_selection.select(["hatch"])
    for _ in range(3):
        shown_timeline.zoom_in()
    zoomed = shown_timeline.layout_now.scale
    qtbot.keyClick(shown_timeline, Qt.Key.Key_Right)
    assert open_document.undo_stack.count() == 1
    assert shown_timeline.layout_now.scale == zoomed
    open_document.open(open_document.plan, None)
    assert shown_timeline.layout_now.scale.ms_per_px == pytest.approx(fitted.ms_per_px, rel=0.01)


def test_escape_takes_every_kind_of_drag_back(
    shown_timeline: TimelineView, open_document: Document, qtbot: QtBot
) -> None:
    before = open_document.plan
    for modifiers in (ALT, CTRL | ALT, SHIFT | ALT):
        press_and_move(shown_timeline, middle_of(shown_timeline, "hatch"), QPointF(-60.0, 20.0), modifiers)
        assert open_document.shown.plan != before
        qtbot.keyClick(shown_timeline, Qt.Key.Key_Escape)
        assert open_document.shown.plan == before
        send(shown_timeline, MOVE, QPointF(500.0, 300.0))
        send(shown_timeline, RELEASE, QPointF(500.0, 300.0))
    assert open_document.undo_stack.count() == 0
