"""How long the timeline of 10,000 events takes for a frame, a drag and opening: rows for ``make bench``."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from missionplanner.app.document import Document
from missionplanner.app.flight_worker import FlightWorker
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.paint.palette import LIGHT
from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet
from missionplanner.plan.events import Activity, Event, Milestone
from missionplanner.plan.plan import Plan, Track
from missionplanner.ui.timeline.view import TimelineView

EVENTS, TRACKS, DEPENDANTS = 10_000, 60, 200
SIZE_PX = (1600, 900)
_FRAMES = 40
_SPACING_MS = 60_000


class Row(NamedTuple):
    """One line of the table: what was timed, its median and 95th percentile, and what is asked for."""

    work: str
    median_ms: float
    p95_ms: float
    asked_median_ms: float
    asked_p95_ms: float


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


def timed(work: str, step: Callable[[int], None], asked: tuple[float, float], count: int = _FRAMES) -> Row:
    """Time some steps, after three that are not counted."""
    for k in range(3):
        step(k)
    durations_ms = []
    for k in range(3, 3 + count):
        before_s = time.perf_counter()
        step(k)
        durations_ms.append(1e3 * (time.perf_counter() - before_s))
    p95_ms = statistics.quantiles(durations_ms, n=20)[-1]
    return Row(work, statistics.median(durations_ms), p95_ms, *asked)


def show_about(view: TimelineView, count: int) -> None:
    """Zoom so that about so many events are in the time that is in view, whatever their tracks."""
    view.zoom_to_all()
    items = view.layout_now.items
    rows_ms = sorted(items.start_ms.tolist())
    middle = len(rows_ms) // 2 - count // 2
    view.show_span(rows_ms[max(middle, 0)], rows_ms[min(middle + count, len(rows_ms)) - 1])


def pan_and_zoom(view: TimelineView, what: str) -> Iterator[Row]:
    """Time panning, zooming and scrolling from where the view stands, each frame a change and its painting."""
    asked = (16.0, 33.0)

    def pan(k: int) -> None:
        view.pan_by(17.0 if k % 40 < 20 else -17.0, 0.0)
        frame(view)

    def zoom(k: int) -> None:
        view.zoom_by(1.1 if k % 8 < 4 else 1 / 1.1)
        frame(view)

    def scroll(k: int) -> None:
        view.pan_by(0.0, -23.0 if k % 40 < 20 else 23.0)
        frame(view)

    yield timed(f"timeline {what}: pan", pan, asked)
    yield timed(f"timeline {what}: zoom", zoom, asked)
    yield timed(f"timeline {what}: scroll", scroll, asked)


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


def drag_of(view: TimelineView, event_id: str, what: str, asked: tuple[float, float]) -> Row:
    """Time the steps of a drag, from the mouse event to the painted frame."""
    view.reveal(event_id)
    layout = view.layout_now
    number = layout.items.index[event_id]
    at = QPointF(float(layout.start_px[number]), float(layout.top_px[number]) + layout.metrics.bar_px / 2)
    send(view, QMouseEvent.Type.MouseButtonPress, at)

    def step(k: int) -> None:
        send(view, QMouseEvent.Type.MouseMove, at + QPointF(5.0 + 3.0 * k, 0.0))
        QApplication.processEvents()
        frame(view)

    row = timed(what, step, asked)
    view.cancel_gesture()
    return row


def solved_drag() -> Row:
    """Time the steps of a drag of DV1, the MS-28 flight solved in haste within each of them, as in the program."""
    worker = FlightWorker()
    document = Document(sample_plan(), worker=worker)
    while document.shown.is_preview:
        QApplication.processEvents()
    view = view_of(document)
    view.reveal("dv1")
    layout = view.layout_now
    number = layout.items.index["dv1"]
    at = QPointF(float(layout.start_px[number]), float(layout.top_px[number]) + layout.metrics.bar_px / 2)
    send(view, QMouseEvent.Type.MouseButtonPress, at)

    def step(k: int) -> None:
        # Without snapping, so that no step ends where one before did.
        send(view, QMouseEvent.Type.MouseMove, at + QPointF(3.0 + k, 0.0), Qt.KeyboardModifier.AltModifier)
        QApplication.processEvents()
        frame(view)

    row = timed("timeline: drag of DV1, MS-28 solved in the frame", step, (33.0, 66.0))
    view.cancel_gesture()
    view.close()
    worker.stop()
    return row


def opening() -> Row:
    """Time reading a plan of 10,000 events and showing it, the flight still to come from its process."""
    text = encode_plan(crowded_plan())
    document = Document(sample_plan())
    view = view_of(document)

    def step(_: int) -> None:
        document.open(decode_plan(text, "crowded.mplan"), None)
        frame(view)

    row = timed("timeline: open 10,000 events", step, (300.0, 300.0), count=7)
    view.close()
    return row


def rows() -> Iterator[Row]:
    """Yield every line of the table."""
    application = QApplication.instance() or QApplication([])
    yield opening()
    yield solved_drag()
    document = Document(crowded_plan())
    view = view_of(document)
    for count, what in ((EVENTS, "10,000 in view"), (1000, "1,000 in view"), (100, "100 in view")):
        show_about(view, count)
        yield from pan_and_zoom(view, what)
    view.zoom_to_all()
    view.tracks.fold_all()
    yield from pan_and_zoom(view, "all 60 tracks folded into view")
    view.tracks.unfold_all()
    yield drag_of(view, "hub", f"timeline: drag of 1 with {DEPENDANTS} dependants", (16.0, 33.0))
    view.close()
    del application


def main() -> None:
    """Print the table."""
    print(f"{'work':52} {'median ms':>10} {'p95 ms':>8} {'asked':>12}")
    for row in rows():
        asked = f"{row.asked_median_ms:g} / {row.asked_p95_ms:g}"
        print(f"{row.work:52} {row.median_ms:10.1f} {row.p95_ms:8.1f} {asked:>12}", flush=True)


if __name__ == "__main__":
    main()
