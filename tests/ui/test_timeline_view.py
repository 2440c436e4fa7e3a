"""The timeline driven with real mouse and key events."""

from importlib.resources import files

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.paint.palette import DARK, LIGHT
from missionplanner.plan.anchors import AtMet, AtUtc
from missionplanner.plan.clock import dec_hook
from missionplanner.plan.events import Burn, FixedTime, Phase
from missionplanner.plan.plan import Plan
from missionplanner.ui.timeline.view import TimelineView

MIN_MS = 60_000


@pytest.fixture(scope="module")
def plan() -> Plan:
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    return msgspec.json.decode(sample.read_bytes(), type=Plan, dec_hook=dec_hook)


@pytest.fixture
def document(plan: Plan, qapp: QApplication) -> Document:
    return Document(plan)


@pytest.fixture
def playhead(plan: Plan) -> Playhead:
    return Playhead(plan.t0.ms - 20 * MIN_MS)


@pytest.fixture
def timeline(document: Document, playhead: Playhead, selection: Selection, qtbot: QtBot) -> TimelineView:
    view = TimelineView(document, playhead, selection, LIGHT)
    qtbot.addWidget(view)
    view.resize(1300, 640)
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    return view


def send(view: TimelineView, kind: QMouseEvent.Type, at: QPointF, button: Qt.MouseButton, alt: bool) -> None:
    released = kind == QMouseEvent.Type.MouseButtonRelease
    modifiers = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    pressed = Qt.MouseButton.NoButton if released else button
    caused_by = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseMove else button
    viewport = view.viewport()
    event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at)), caused_by, pressed, modifiers)
    QApplication.sendEvent(viewport, event)


def press_and_move(
    view: TimelineView,
    start: QPointF,
    by_px: float,
    *,
    alt: bool = True,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> QPointF:
    send(view, QMouseEvent.Type.MouseButtonPress, start, button, alt)
    for part in (0.3, 0.7, 1.0):
        send(view, QMouseEvent.Type.MouseMove, start + QPointF(part * by_px, 0.0), button, alt)
        QApplication.processEvents()
    return start + QPointF(by_px, 0.0)


def drag(view: TimelineView, start: QPointF, by_px: float, *, alt: bool = True) -> None:
    end = press_and_move(view, start, by_px, alt=alt)
    send(view, QMouseEvent.Type.MouseButtonRelease, end, Qt.MouseButton.LeftButton, alt)
    QApplication.processEvents()


def middle_of(view: TimelineView, event_id: str) -> QPointF:
    layout = view.layout_now
    number = layout.items.index[event_id]
    right = min(float(layout.shape_right_px[number]), layout.scale.right_px)
    x = (float(layout.shape_left_px[number]) + right) / 2
    return QPointF(x, float(layout.top_px[number]) + layout.metrics.bar_px / 2)


def end_of(view: TimelineView, event_id: str) -> QPointF:
    number = view.layout_now.items.index[event_id]
    return QPointF(float(view.layout_now.end_px[number]) - 1.0, middle_of(view, event_id).y())


def t0_flag(view: TimelineView) -> QPointF:
    metrics = view.layout_now.metrics
    return QPointF(view.layout_now.scale.px(view.layout_now.items.t0_ms) + 4.0, 2.5 * metrics.ruler_row_px)


def px_for(view: TimelineView, ms: int) -> float:
    return ms / view.layout_now.scale.ms_per_px


def test_it_starts_zoomed_to_the_flight_although_landing_is_months_later(timeline: TimelineView) -> None:
    layout = timeline.layout_now
    for event_id in ("liftoff", "docking", "hatch"):
        number = layout.items.index[event_id]
        assert layout.scale.left_px < layout.start_px[number] < layout.scale.right_px - 60.0
    assert layout.start_px[layout.items.index["landing"]] > layout.scale.right_px


def test_a_drag_is_one_undo_step(timeline: TimelineView, document: Document) -> None:
    before = document.plan
    drag(timeline, middle_of(timeline, "escape-tower"), px_for(timeline, 2 * MIN_MS))
    moved = document.plan.event("escape-tower").anchor
    assert isinstance(moved, AtMet)
    assert abs(moved.met_ms - (114_000 + 2 * MIN_MS)) < 2 * timeline.layout_now.scale.ms_per_px
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText().startswith("Move Escape tower jettison by +")
    document.undo_stack.undo()
    assert document.plan == before


def test_dragging_t0_moves_what_hangs_on_liftoff_and_nothing_else(timeline: TimelineView, document: Document) -> None:
    before, schedule = document.plan, document.shown.schedule
    for _ in range(12):
        timeline.zoom_in()
    timeline.reveal("liftoff")
    drag(timeline, t0_flag(timeline), px_for(timeline, MIN_MS))
    assert document.plan.t0.ms == before.t0.ms + MIN_MS
    assert document.undo_stack.undoText() == "Move T0 by +1 min"
    for event in before.events:
        shift_ms = document.shown.schedule.times_ms[event.id, "start"] - schedule.times_ms[event.id, "start"]
        if isinstance(event.anchor, AtMet) and not isinstance(event, Burn):
            assert shift_ms == MIN_MS, event.name
        if isinstance(event.anchor, AtUtc):
            assert shift_ms == 0, event.name
    document.undo_stack.undo()
    assert document.plan == before
    assert document.undo_stack.count() == 1


def test_dependants_follow_while_the_mouse_moves(timeline: TimelineView, document: Document) -> None:
    before = document.shown.schedule
    end = press_and_move(timeline, middle_of(timeline, "docking"), px_for(timeline, 10 * MIN_MS))
    shown = document.shown.schedule
    shift_ms = shown.times_ms["docking", "start"] - before.times_ms["docking", "start"]
    assert shift_ms > 5 * MIN_MS
    assert shown.times_ms["flyaround", "start"] - before.times_ms["flyaround", "start"] == shift_ms
    assert document.undo_stack.count() == 0
    send(timeline, QMouseEvent.Type.MouseButtonRelease, end, Qt.MouseButton.LeftButton, True)
    assert document.undo_stack.count() == 1


def test_a_drag_past_the_edge_scrolls_and_the_event_stays_under_the_mouse(
    timeline: TimelineView, document: Document, qtbot: QtBot
) -> None:
    before = timeline.layout_now.scale
    at = middle_of(timeline, "hatch")
    press_and_move(timeline, at, before.right_px + 40.0 - at.x())
    qtbot.waitUntil(lambda: timeline.layout_now.scale.left_ms > before.left_ms + 100.0 * before.ms_per_px)
    layout = timeline.layout_now
    hatch_px = layout.start_px[layout.items.index["hatch"]]
    assert hatch_px == pytest.approx(layout.scale.right_px + 40.0, abs=2.0)
    qtbot.keyClick(timeline, Qt.Key.Key_Escape)
    resting = timeline.layout_now.scale
    qtbot.wait(50)
    assert timeline.layout_now.scale == resting
    assert document.undo_stack.count() == 0


def test_escape_restores_the_plan(timeline: TimelineView, document: Document, qtbot: QtBot) -> None:
    before = document.plan
    press_and_move(timeline, middle_of(timeline, "dv1"), 60.0)
    assert document.shown.plan != before
    qtbot.keyClick(timeline, Qt.Key.Key_Escape)
    assert document.shown.plan == before
    assert document.plan is before
    send(timeline, QMouseEvent.Type.MouseButtonRelease, QPointF(500, 300), Qt.MouseButton.LeftButton, True)
    assert document.undo_stack.count() == 0


def test_a_burn_follows_the_mouse_and_its_time_becomes_fixed(timeline: TimelineView, document: Document) -> None:
    start_ms = document.shown.schedule.times_ms["dv1", "start"]
    end = press_and_move(timeline, middle_of(timeline, "dv1"), px_for(timeline, 3 * MIN_MS))
    shown_ms = document.shown.schedule.times_ms["dv1", "start"]
    assert abs(shown_ms - start_ms - 3 * MIN_MS) < 2 * timeline.layout_now.scale.ms_per_px
    send(timeline, QMouseEvent.Type.MouseButtonRelease, end, Qt.MouseButton.LeftButton, True)
    burn = document.plan.event("dv1")
    assert isinstance(burn, Burn)
    assert burn.time == FixedTime()
    assert document.shown.schedule.times_ms["dv1", "start"] == shown_ms


def test_an_end_can_be_dragged_but_not_before_the_start(timeline: TimelineView, document: Document) -> None:
    timeline.reveal("flyaround")
    schedule = document.shown.schedule
    drag(timeline, end_of(timeline, "flyaround"), px_for(timeline, 2 * MIN_MS))
    after = document.shown.schedule
    assert after.times_ms["flyaround", "start"] == schedule.times_ms["flyaround", "start"]
    assert after.times_ms["flyaround", "end"] > schedule.times_ms["flyaround", "end"] + MIN_MS
    assert document.undo_stack.undoText().startswith("Move the end of Flyaround by +")
    drag(timeline, end_of(timeline, "flyaround"), -400.0)
    span = document.shown.schedule.span("flyaround")
    assert span is not None
    assert span.end_ms - span.start_ms == 1000


def test_dragging_the_body_of_a_phase_keeps_its_length(timeline: TimelineView, document: Document) -> None:
    before = document.shown.schedule.span("final-approach")
    drag(timeline, middle_of(timeline, "final-approach"), px_for(timeline, 10 * MIN_MS))
    after = document.shown.schedule.span("final-approach")
    assert before is not None
    assert after is not None
    assert after.start_ms > before.start_ms
    assert after.end_ms - after.start_ms == before.end_ms - before.start_ms
    assert isinstance(document.plan.event("final-approach"), Phase)


def test_without_alt_a_dragged_event_snaps_to_another(timeline: TimelineView, document: Document) -> None:
    schedule = document.shown.schedule
    gap_ms = schedule.times_ms["kurs-lock", "start"] - schedule.times_ms["auto-rendezvous", "start"]
    drag(timeline, middle_of(timeline, "auto-rendezvous"), px_for(timeline, gap_ms) - 1.0, alt=False)
    now = document.shown.schedule.times_ms
    assert now["auto-rendezvous", "start"] == now["kurs-lock", "start"]


def test_many_moves_in_one_turn_make_one_preview(timeline: TimelineView, document: Document) -> None:
    previews: list[int] = []
    at = middle_of(timeline, "arrays")
    send(timeline, QMouseEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton, True)
    document.shown_changed.connect(lambda: previews.append(1))
    for px in range(10, 60):
        send(timeline, QMouseEvent.Type.MouseMove, at + QPointF(px, 0.0), Qt.MouseButton.LeftButton, True)
    assert previews == []
    QApplication.processEvents()
    assert 1 <= len(previews) <= 2
    send(timeline, QMouseEvent.Type.MouseButtonRelease, at + QPointF(59, 0.0), Qt.MouseButton.LeftButton, True)


def test_a_click_selects_and_changes_nothing(
    timeline: TimelineView, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    at = middle_of(timeline, "dv2").toPoint()
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert selection.event_ids == ("dv2",)
    other = middle_of(timeline, "dv3").toPoint()
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, other)
    assert selection.event_ids == ("dv2", "dv3")
    assert "DV3" in timeline.accessibleDescription()
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(700, int(at.y()) - 60))
    assert document.undo_stack.count() == 0


def test_the_ruler_moves_the_playhead(timeline: TimelineView, playhead: Playhead, document: Document) -> None:
    x = timeline.layout_now.scale.px(document.plan.t0.ms + 60 * MIN_MS)
    drag(timeline, QPointF(x - 100.0, 5.0), 100.0)
    assert abs(playhead.utc_ms - (document.plan.t0.ms + 60 * MIN_MS)) < 2 * timeline.layout_now.scale.ms_per_px
    dv1 = timeline.layout_now.scale.px(document.shown.schedule.times_ms["dv1", "start"])
    drag(timeline, QPointF(dv1 - 40.0, 5.0), 39.0, alt=False)
    assert playhead.utc_ms == document.shown.schedule.times_ms["dv1", "start"]
    assert document.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("modifier", "shift_ms"),
    [
        (Qt.KeyboardModifier.NoModifier, 1_000),
        (Qt.KeyboardModifier.ShiftModifier, 10_000),
        (Qt.KeyboardModifier.ControlModifier, 60_000),
    ],
)
def test_arrows_nudge_the_selected_event(
    timeline: TimelineView,
    document: Document,
    selection: Selection,
    qtbot: QtBot,
    modifier: Qt.KeyboardModifier,
    shift_ms: int,
) -> None:
    selection.select(["fairing"])
    qtbot.keyClick(timeline, Qt.Key.Key_Right, modifier)
    assert document.plan.event("fairing").anchor == AtMet(met_ms=157_500 + shift_ms)
    qtbot.keyClick(timeline, Qt.Key.Key_Left, modifier)
    assert document.plan.event("fairing").anchor == AtMet(met_ms=157_500)
    assert document.undo_stack.count() == 2


def test_tab_goes_from_event_to_event_and_out_at_the_end(
    timeline: TimelineView, selection: Selection, qtbot: QtBot
) -> None:
    ordered = timeline.events_in_time_order()
    for expected in ordered[:4]:
        qtbot.keyClick(timeline, Qt.Key.Key_Tab)
        assert selection.event_id == expected
    qtbot.keyClick(timeline, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert selection.event_id == ordered[2]
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    assert selection.event_id == "landing"
    layout = timeline.layout_now
    assert layout.scale.left_px <= layout.start_px[layout.items.index["landing"]] <= layout.scale.right_px
    assert not timeline.focusNextPrevChild(True)
    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    assert selection.event_id == ordered[0]


def test_ctrl_wheel_zooms_to_the_cursor_and_shift_wheel_pans(timeline: TimelineView, qtbot: QtBot) -> None:
    from PySide6.QtGui import QWheelEvent

    at = QPointF(700.0, 300.0)

    def wheel(modifier: Qt.KeyboardModifier, y: int) -> None:
        event = QWheelEvent(
            at,
            QPointF(timeline.viewport().mapToGlobal(at)),
            QPoint(),
            QPoint(0, y),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(timeline.viewport(), event)

    before = timeline.layout_now.scale
    wheel(Qt.KeyboardModifier.ControlModifier, 240)
    zoomed = timeline.layout_now.scale
    assert zoomed.ms_per_px == pytest.approx(before.ms_per_px / 1.5**2)
    assert zoomed.utc_ms(at.x()) == pytest.approx(before.utc_ms(at.x()), abs=1.0)
    wheel(Qt.KeyboardModifier.ShiftModifier, -120)
    assert timeline.layout_now.scale.left_ms > zoomed.left_ms
    assert timeline.layout_now.scale.ms_per_px == zoomed.ms_per_px
    qtbot.keyClick(timeline, Qt.Key.Key_F)
    assert timeline.layout_now.scale == before


def test_the_middle_button_drags_the_chart(timeline: TimelineView) -> None:
    before = timeline.layout_now.scale
    press_and_move(timeline, QPointF(700.0, 300.0), -120.0, button=Qt.MouseButton.MiddleButton)
    assert timeline.layout_now.scale.left_ms == pytest.approx(before.left_ms + 120.0 * before.ms_per_px)


def test_the_scroll_bar_reaches_landing(timeline: TimelineView) -> None:
    bar = timeline.horizontalScrollBar()
    bar.setValue(bar.maximum())
    layout = timeline.layout_now
    assert layout.scale.right_ms > layout.items.start_ms[layout.items.index["landing"]]


def test_another_plan_is_shown_from_launch_to_docking(timeline: TimelineView, document: Document, plan: Plan) -> None:
    from missionplanner.plan.edits import set_t0

    timeline.zoom_to_all()
    later = set_t0(plan, plan.t0.ms + 40 * 86_400_000)
    document.open(later, None)
    scale = timeline.layout_now.scale
    assert scale.left_ms < later.t0.ms < scale.left_ms + 60 * MIN_MS


def test_colours_change_without_moving_anything(timeline: TimelineView) -> None:
    light = timeline.grab().toImage()
    timeline.set_palette_colors(DARK)
    dark = timeline.grab().toImage()
    assert light != dark
    assert light.size() == dark.size()
