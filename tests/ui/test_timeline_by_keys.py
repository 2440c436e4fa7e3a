"""What the timeline does by keys alone, in the whole window: spans, tracks, rows, limits, removal, history, finding."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from missionplanner.plan.anchors import AfterEvent, AtUtc, Edge
from missionplanner.plan.constraint_edits import with_gap
from missionplanner.plan.plan import Plan, Track
from missionplanner.plan.schedule import EventEdge
from missionplanner.ui.main_window import MainWindow
from ui.keyboard import Keyboard

MIN_MS = 60_000
Script = Callable[[Keyboard], Coroutine[Any, Any, None]]


def follow(window: MainWindow, script: Script) -> None:
    keyboard = Keyboard(window)
    keyboard.follow(script(keyboard))


def press(window: MainWindow, *keys: str) -> None:
    async def script(keyboard: Keyboard) -> None:
        await keyboard.press(*keys)

    follow(window, script)


def track(window: MainWindow, name: str) -> Track:
    return next(each for each in window.document.plan.tracks if each.name == name)


def start_ms(window: MainWindow, event_id: str) -> int:
    ms = window.document.shown.schedule.start_ms(event_id)
    assert ms is not None
    return ms


def test_shift_and_an_arrow_select_more_and_let_go_again(window: MainWindow) -> None:
    ordered = window.timeline.events_in_time_order()
    at = ordered.index("dv1")
    window.selection.select(["dv1"])
    press(window, "Shift+Down", "Shift+Down")
    assert window.selection.event_ids == tuple(ordered[at : at + 3])
    press(window, "Shift+Up")
    assert window.selection.event_ids == tuple(ordered[at : at + 2])
    press(window, "Escape", "Shift+Down")
    assert window.selection.event_ids == (ordered[0],)


@pytest.mark.parametrize(
    ("key", "edge", "shift_ms"),
    [
        ("Alt+Right", "end", MIN_MS),
        ("Alt+Left", "end", -MIN_MS),
        ("Alt+Shift+Right", "start", MIN_MS),
        ("Alt+Shift+Left", "start", -MIN_MS),
    ],
)
def test_one_edge_of_all_selected_spans_moves_by_a_minute(
    window: MainWindow, key: str, edge: Edge, shift_ms: int
) -> None:
    # Station-keeping starts where the flyaround ends; liftoff has no end of its own, and stays.
    spans = ("station-keeping", "flyaround")
    window.selection.select(["liftoff", *spans])
    before = window.document.shown.schedule
    press(window, key)
    after = window.document.shown.schedule
    for span in spans:
        assert after.times_ms[EventEdge(span, edge)] - before.times_ms[EventEdge(span, edge)] == shift_ms
    assert after.t0_ms == before.t0_ms
    assert window.document.undo_stack.undoText().startswith(f"Move the {edge} of 2 events by ")
    press(window, "Ctrl+Z")
    assert window.document.shown.schedule.times_ms == before.times_ms


def test_the_shortest_of_the_spans_keeps_a_second(window: MainWindow) -> None:
    window.selection.select(["flyaround"])
    press(window, *["Alt+Left"] * 15)
    span = window.document.shown.schedule.span("flyaround")
    assert span is not None
    assert span.end_ms - span.start_ms == 1000


def test_alt_and_an_arrow_put_the_selected_events_on_another_track(window: MainWindow) -> None:
    window.selection.select(["auto-rendezvous", "fairing"])
    press(window, "Alt+Up")
    tracks = {event.id: event.track for event in window.document.plan.events}
    assert (tracks["auto-rendezvous"], tracks["fairing"]) == ("burns", "flight")
    press(window, "Alt+Up", "Alt+Down")
    tracks = {event.id: event.track for event in window.document.plan.events}
    assert (tracks["auto-rendezvous"], tracks["fairing"]) == ("burns", "ascent")


def test_a_track_is_folded_coloured_ordered_hidden_and_shown(window: MainWindow) -> None:
    window.selection.select(["dv1"])

    async def script(keyboard: Keyboard) -> None:
        async def do(name: str, *entries: str) -> None:
            await keyboard.press("Shift+T")
            await keyboard.write(name)
            await keyboard.press("Return")
            await keyboard.menu_here(*entries)

        await do("", "Fold")
        assert track(window, "Burns").is_folded
        await do("burns", "Unfold")
        assert not track(window, "Burns").is_folded
        await do("burns", "Colour", "Green")
        assert track(window, "Burns").color == "#009e73"
        await do("burns", "Colour", "None")
        assert track(window, "Burns").color is None
        await do("burns", "Move Up")
        assert [each.name for each in window.document.plan.tracks][:3] == ["Flight", "Burns", "Ascent"]
        await do("burns", "Move Down")
        await do("burns", "Hide")
        assert "dv1" not in window.timeline.layout_now.items.index
        await do("burns", "Show")
        assert "dv1" in window.timeline.layout_now.items.index

    follow(window, script)
    assert window.document.undo_stack.count() == 8


def test_a_track_is_added_renamed_and_removed(window: MainWindow) -> None:
    async def script(keyboard: Keyboard) -> None:
        await keyboard.command("Add Track")
        await keyboard.replace("Ground")
        await keyboard.press("Return")
        assert window.document.plan.tracks[-1].name == "Ground"
        await keyboard.press("Shift+T")
        await keyboard.write("ground")
        await keyboard.press("Return")
        await keyboard.menu_here("Rename...")
        await keyboard.replace("Mission control")
        await keyboard.press("Return")
        assert window.document.plan.tracks[-1].name == "Mission control"
        await keyboard.press("Shift+T")
        await keyboard.write("control")
        await keyboard.press("Return")
        await keyboard.menu_here("Remove Track")

    follow(window, script)
    assert [each.name for each in window.document.plan.tracks][-1] == "Station"
    press(window, "Ctrl+Shift+F")
    assert all(each.is_folded for each in window.document.plan.tracks)
    press(window, "Ctrl+Shift+U")
    assert not any(each.is_folded for each in window.document.plan.tracks)


def test_rows_strips_and_a_local_clock_come_and_go(window: MainWindow) -> None:
    def shown() -> tuple[int, int, str | None]:
        backdrop, metrics = window.timeline._canvas.backdrop, window.timeline.layout_now.metrics
        return metrics.band_rows, len(backdrop.strips), metrics.zone

    rows, strips, zone = shown()

    async def script(keyboard: Keyboard) -> None:
        await keyboard.command("Plot: Height")
        assert shown()[1] == strips + 1
        await keyboard.press("Alt+V")
        await keyboard.menu_here("Timeline Rows", "Plot: Height")
        assert shown()[1] == strips
        await keyboard.command("Crew")
        assert abs(shown()[0] - rows) == 3
        await keyboard.command("Crew")
        await keyboard.press("Alt+V")
        await keyboard.menu_here("Local Clock", "Asia/Almaty")
        assert shown()[2] == "Asia/Almaty"
        await keyboard.press("Alt+V")
        await keyboard.menu_here("Local Clock", "None")

    follow(window, script)
    assert shown() == (rows, strips, None)
    assert zone is None


def test_limits_are_set_repaired_after_a_look_and_removed(window: MainWindow) -> None:
    window.selection.select(["docking", "hatch"])
    hatch_ms = start_ms(window, "hatch")
    told: list[str] = []

    async def script(keyboard: Keyboard) -> None:
        await keyboard.press("K")
        await keyboard.replace("3 h")
        await keyboard.press("Return")
        assert len(window.document.shown.findings) == 1
        await keyboard.press("Shift+R")
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        told.append(box.informativeText())
        await keyboard.press("Escape")
        assert start_ms(window, "hatch") == hatch_ms
        await keyboard.press("Shift+R", "Return")
        assert start_ms(window, "hatch") == start_ms(window, "docking") + 180 * MIN_MS
        await keyboard.command("Remove Constraints")

    follow(window, script)
    assert told[0].startswith("Hatch opening: 15:10:00 to 15:38:29 UTC")
    assert window.document.plan.constraints == ()


@pytest.mark.parametrize("choice", ["remove", "reparent", "freeze"])
def test_deleting_asks_and_each_answer_has_its_key(window: MainWindow, choice: str) -> None:
    answers = {"remove": "Remove them too", "reparent": "Hang them on its anchor", "freeze": "Freeze them in UTC"}
    window.selection.select(["flyaround"])
    before = start_ms(window, "station-keeping")

    async def script(keyboard: Keyboard) -> None:
        await keyboard.press("Delete")
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        if keyboard.focus != answers[choice]:
            await keyboard.to(answers[choice])
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton)
        assert focus.objectName() == choice
        await keyboard.press("Space")

    follow(window, script)
    events = {event.id: event for event in window.document.plan.events}
    assert "flyaround" not in events
    assert ("station-keeping" in events) == (choice != "remove")
    if choice == "freeze":
        assert isinstance(events["station-keeping"].anchor, AtUtc)
    if choice == "reparent":
        anchor = events["station-keeping"].anchor
        assert isinstance(anchor, AfterEvent)
        assert anchor.event == "docking"
    if choice != "remove":
        assert start_ms(window, "station-keeping") == before


def test_the_whole_plan_moves_to_another_t0(window: MainWindow, sample: Plan) -> None:
    hatch_ms, t0_ms = start_ms(window, "hatch"), sample.t0.ms

    async def script(keyboard: Keyboard) -> None:
        await keyboard.command("Move Whole Plan")
        await keyboard.replace("+1 d")
        await keyboard.press("Return")

    follow(window, script)
    assert window.document.plan.t0.ms == t0_ms + 86_400_000
    assert start_ms(window, "hatch") == hatch_ms + 86_400_000
    assert window.document.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("typed", "shift_ms"),
    [
        ("+30s", 30_000),
        ("-1 min 30 s", -90_000),
        ("20:10:00 Asia/Almaty", 0),
        ("T+05:43:00", 57_402),
    ],
)
def test_a_time_is_typed_as_a_shift_or_in_a_zone(window: MainWindow, typed: str, shift_ms: int) -> None:
    window.selection.select(["hatch"])
    before = start_ms(window, "hatch")

    async def script(keyboard: Keyboard) -> None:
        await keyboard.press("T")
        await keyboard.replace(typed)
        await keyboard.press("Return")

    follow(window, script)
    assert start_ms(window, "hatch") - before == shift_ms


def test_ends_and_middles_are_aligned(window: MainWindow) -> None:
    schedule = window.document.shown.schedule
    window.selection.select(["station-keeping", "flyaround"])
    press(window, "Shift+A")
    span = window.document.shown.schedule.span("station-keeping")
    flyaround = schedule.span("flyaround")
    assert span is not None
    assert flyaround is not None
    assert span.end_ms == flyaround.end_ms
    press(window, "Ctrl+Z")

    async def script(keyboard: Keyboard) -> None:
        await keyboard.command("Align Middles")

    follow(window, script)
    span = window.document.shown.schedule.span("station-keeping")
    assert span is not None
    assert span.start_ms + span.end_ms == flyaround.start_ms + flyaround.end_ms


def test_the_history_is_gone_through_with_arrows(window: MainWindow) -> None:
    first = window.document.plan
    window.selection.select(["hatch"])
    press(window, "Right", "Right", "Right")
    last = window.document.plan

    async def script(keyboard: Keyboard) -> None:
        await keyboard.press("Ctrl+H")
        assert keyboard.focus == "History"
        await keyboard.press("Up", "Up", "Up")
        assert window.document.plan == first
        await keyboard.press("Down", "Down", "Down")

    follow(window, script)
    assert window.document.plan == last


@pytest.mark.parametrize(
    ("typed", "found"),
    [("hatch op", "hatch"), ("activity second", "spacewalk-2"), ("williams hatch", "hatch"), ("asked for", "docking")],
    ids=["name", "kind", "crew", "finding"],
)
def test_an_event_is_found_by_what_is_known_of_it(window: MainWindow, typed: str, found: str) -> None:
    plan = with_gap(window.document.plan, EventEdge("docking", "end"), EventEdge("hatch", "start"), 3 * 3_600_000, None)
    window.document.commit(plan, "Limit")

    async def script(keyboard: Keyboard) -> None:
        await keyboard.find(typed)

    follow(window, script)
    assert window.selection.event_ids == (found,)
    layout = window.timeline.layout_now
    assert layout.scale.left_px <= layout.start_px[layout.items.index[found]] <= layout.scale.right_px


def test_the_mission_is_edited_without_a_selection(window: MainWindow) -> None:
    window.selection.select([])
    press(window, "Return")
    assert window.inspector.mission_form.name.edit.hasFocus()
    press(window, "Ctrl+1")
    assert window.timeline.hasFocus()
    window.selection.select(["hatch"])
    press(window, "Ctrl+Shift+M")
    assert window.selection.event_ids == ()
    assert window.inspector.mission_form.name.edit.hasFocus()
