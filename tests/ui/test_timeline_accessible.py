"""What a screen reader gets of the timeline, read back through Qt's accessibility."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.plan.constraint_edits import with_latest
from missionplanner.plan.edits import remove_events
from missionplanner.plan.schedule import EventEdge
from missionplanner.ui.timeline.view import TimelineView

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def children(interface: QAccessibleInterface) -> list[QAccessibleInterface]:
    return [interface.child(index) for index in range(interface.childCount())]


def events_of(view: TimelineView) -> dict[str, QAccessibleInterface]:
    timeline = QAccessible.queryAccessibleInterface(view)
    return {event.text(NAME): event for track in children(timeline) for event in children(track)}


def test_tracks_hold_their_events_in_time_order(shown_timeline: TimelineView) -> None:
    timeline = QAccessible.queryAccessibleInterface(shown_timeline)
    assert timeline.text(NAME) == "Timeline"
    assert timeline.role() == QAccessible.Role.List
    tracks = children(timeline)
    assert [track.text(NAME) for track in tracks][:2] == ["Flight, 5 events", "Ascent, 7 events"]
    ascent = children(tracks[1])
    assert [event.text(NAME) for event in ascent][:3] == ["Liftoff", "Escape tower jettison", "Strap-on separation"]
    for number, event in enumerate(ascent):
        assert event.role() == QAccessible.Role.ListItem
        assert event.parent().text(NAME) == tracks[1].text(NAME)
        assert tracks[1].indexOfChild(event) == number
    assert timeline.indexOfChild(tracks[1]) == 1


def test_an_event_says_kind_times_anchor_and_findings(shown_timeline: TimelineView, open_document: Document) -> None:
    plan = with_latest(open_document.plan, EventEdge("hatch", "end"), 3_600_000)
    open_document.commit(plan, "Limit")
    said = events_of(shown_timeline)["Hatch opening"].text(DESCRIPTION)
    utc, met = "UTC: 2025-11-27 15:10:00.000 UTC", "MET: T+05:42"
    for part in ("Milestone", utc, met, "fixed in UTC", "Warning: The end of"):
        assert part in said


def test_selection_and_focus_follow_the_keys(
    shown_timeline: TimelineView, timeline_selection: Selection, qtbot: QtBot
) -> None:
    timeline_selection.select(["fairing"])
    qtbot.keyClick(shown_timeline, Qt.Key.Key_Down)
    chosen = timeline_selection.event_id
    assert chosen is not None
    focused = QAccessible.queryAccessibleInterface(shown_timeline).focusChild()
    name = shown_timeline.shown_now.plan.event(chosen).name
    assert focused.text(NAME) == name
    assert focused.state().selected
    assert not events_of(shown_timeline)["Fairing jettison"].state().selected


def test_what_is_on_the_screen_is_where_it_is_painted(shown_timeline: TimelineView) -> None:
    timeline = QAccessible.queryAccessibleInterface(shown_timeline)
    approach = next(track for track in children(timeline) if track.text(NAME).startswith("Approach"))
    docking = next(event for event in children(approach) if event.text(NAME).startswith("Docking"))
    centre = docking.rect().center()
    assert approach.rect().contains(centre)
    assert approach.childAt(centre.x(), centre.y()).text(NAME) == docking.text(NAME)
    assert events_of(shown_timeline)["Landing"].state().offscreen


def test_a_removed_event_is_no_longer_valid(shown_timeline: TimelineView, open_document: Document) -> None:
    reader = events_of(shown_timeline)["Fairing jettison"]
    assert reader.isValid()
    plan = remove_events(open_document.plan, open_document.shown.schedule, ["fairing"], "freeze")
    open_document.commit(plan, "Remove")
    assert not reader.isValid()
    assert reader.text(NAME) == ""
    assert "Fairing jettison" not in events_of(shown_timeline)
