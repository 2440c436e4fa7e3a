"""A timeline of 10,000 events on the offscreen platform, and a mouse for it: what W8 measures on."""

from __future__ import annotations

import os
from importlib.resources import files

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.files.plan_file import decode_plan
from missionplanner.paint.palette import LIGHT
from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet
from missionplanner.plan.events import Activity, Event, Milestone
from missionplanner.plan.plan import Plan, Track
from missionplanner.ui.timeline.view import TimelineView

EVENTS, TRACKS, DEPENDANTS = 10_000, 60, 200
SIZE_PX = (1600, 900)
_SPACING_MS = 60_000


def sample_plan() -> Plan:
    """The MS-28 plan, whose flight goes with all that is added."""
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    return decode_plan(sample.read_bytes(), sample.name)


def crowded_plan() -> Plan:
    """The sample plan with 10,000 more events in 60 more tracks; 200 of them hang on ``hub``."""
    sample = sample_plan()
    tracks = tuple(Track(id=f"row-{row}", name=f"Track number {row}") for row in range(TRACKS))
    events: list[Event] = [Milestone(id="hub", name="Hub", track="row-0", anchor=AtMet(met_ms=3_600_000))]
    for number in range(1, EVENTS):
        track, place = f"row-{number % TRACKS}", number // TRACKS
        start: Anchor = AtMet(met_ms=place * TRACKS * _SPACING_MS + number % 7 * 300_000)
        if number <= DEPENDANTS:
            start = AfterEvent(event="hub", offset_ms=number * _SPACING_MS)
        name = f"Event number {number}"
        if number % 2:
            events.append(Milestone(id=f"e-{number}", name=name, track=track, anchor=start))
        else:
            duration_ms = 600_000 + number % 5 * 240_000
            events.append(Activity(id=f"e-{number}", name=name, track=track, anchor=start, duration_ms=duration_ms))
    return replace(sample, tracks=(*sample.tracks, *tracks), events=(*sample.events, *events))


def view_of(document: Document) -> TimelineView:
    """A timeline of the size that is asked for, over its whole plan."""
    view = TimelineView(document, Playhead(document.plan.t0.ms), Selection(), LIGHT)
    view.resize(*SIZE_PX)
    view.show()
    QApplication.processEvents()
    return view


def frame(view: TimelineView) -> None:
    """Paint the timeline once, on the offscreen window of the platform."""
    view.viewport().repaint()


def show_about(view: TimelineView, count: int) -> None:
    """Zoom so that about so many events are in the time that is in view, whatever their tracks."""
    view.zoom_to_all()
    items = view.layout_now.items
    rows_ms = sorted(items.start_ms.tolist())
    middle = len(rows_ms) // 2 - count // 2
    view.show_span(rows_ms[max(middle, 0)], rows_ms[min(middle + count, len(rows_ms)) - 1])


def send(
    view: TimelineView,
    kind: QMouseEvent.Type,
    at: QPointF,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Send one mouse event of the left button."""
    button, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    caused_by = none if kind == QMouseEvent.Type.MouseMove else button
    pressed = none if kind == QMouseEvent.Type.MouseButtonRelease else button
    place = QPointF(view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), QMouseEvent(kind, at, place, caused_by, pressed, modifiers))


def take_hold(view: TimelineView, event_id: str) -> QPointF:
    """Press the left button on the beginning of an event, and return where that is."""
    view.reveal(event_id)
    layout = view.layout_now
    number = layout.items.index[event_id]
    at = QPointF(float(layout.start_px[number]), float(layout.top_px[number]) + layout.metrics.bar_px / 2)
    send(view, QMouseEvent.Type.MouseButtonPress, at)
    return at
