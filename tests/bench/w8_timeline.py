"""W8: the timeline of 10,000 events in 60 tracks at 1600 by 900: opening it, moving about in it, and dragging."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from crowded_timeline import (
    DEPENDANTS,
    EVENTS,
    crowded_plan,
    frame,
    sample_plan,
    send,
    show_about,
    take_hold,
    view_of,
)
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from work import OURS, Contender, Target, Work

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.flight_worker import FlightWorker
from missionplanner.files.plan_file import decode_plan, encode_plan
from missionplanner.flight.dispersions import disperse, limits_of
from missionplanner.flight.spreads import spreads_of
from missionplanner.paint.timeline_strips import STRIPS
from missionplanner.ui.timeline.view import TimelineView

_IN_A_FRAME = Target(limit_ms=16.0, limit_p95_ms=33.0)
_HALF_A_SWEEP = 400


def works() -> Iterator[Work]:
    """Each is prepared when its turn comes: they share the views they are measured on."""
    application = QApplication.instance() or QApplication([])
    yield from _opening()
    yield from _solved_drag()
    document = Document(crowded_plan())
    view = view_of(document)
    for number, name in ((EVENTS, "10,000"), (1000, "1,000"), (100, "100")):
        show_about(view, number)
        yield from _moving(view, name, f"{name} events in the time in view")
    view.zoom_to_all()
    view.tracks.fold_all()
    yield from _moving(view, "folded", "10,000 events, all 60 tracks folded into view")
    view.tracks.unfold_all()
    yield from _with_bands(view, document)
    yield from _crowded_drag(view)
    view.close()
    del application


def _work(name: str, title: str, how: str, step: Callable[[int], None], target: Target) -> Work:
    """Build a work of which each run takes the next step."""
    steps = count()
    ours = Contender(who=OURS, how=how, run=lambda: step(next(steps)), error=lambda _: 0.0)
    return Work(name=name, title=title, unit="", error_limit=None, contenders=[ours], missing=[], target=target)


def _opening() -> Iterator[Work]:
    """Read the text of a plan and show it; its flight still comes from another process."""
    text = encode_plan(crowded_plan())
    document = Document(sample_plan())
    view = view_of(document)

    def open_it(_: int) -> None:
        document.open(decode_plan(text, "crowded.mplan"), None)
        frame(view)

    yield _work("W8 open", "open 10,000 events", "decode, open, paint", open_it, Target(limit_ms=300.0))
    view.close()


def _moving(view: TimelineView, short: str, what: str) -> Iterator[Work]:
    """Pan, zoom and scroll from where the view stands, each frame a change and its painting."""

    def pan(k: int) -> None:
        view.pan_by(17.0 if k % 40 < 20 else -17.0, 0.0)
        frame(view)

    def zoom(k: int) -> None:
        view.zoom_by(1.1 if k % 8 < 4 else 1 / 1.1)
        frame(view)

    def scroll(k: int) -> None:
        view.pan_by(0.0, -23.0 if k % 40 < 20 else 23.0)
        frame(view)

    for name, step in (("pan", pan), ("zoom", zoom), ("scroll", scroll)):
        yield _work(f"W8 {name}, {short}", f"{name} with {what}", "change and painted frame", step, _IN_A_FRAME)


def _with_bands(view: TimelineView, document: Document) -> Iterator[Work]:
    """Pan from launch to docking, five plot strips below, without the bands of dispersed flights and with them."""
    view.show_rows(frozenset(), STRIPS)
    view.zoom_to_fit()

    def pan(k: int) -> None:
        view.pan_by(17.0 if k % 40 < 20 else -17.0, 0.0)
        frame(view)

    title = "pan from launch to docking among 10,000 events, five plot strips"
    yield _work("W8 plots", title, "change and painted frame", pan, _IN_A_FRAME)
    study = DispersionStudy(document)
    view.follow_study(study)
    study.take(disperse(document.settled().flight, spreads_of("Soyuz MS"), limits_of(document.plan)))
    yield _work("W8 bands", f"{title}, all with bands", "change and painted frame", pan, _IN_A_FRAME)
    study.show_bands(False)
    view.show_rows(frozenset(("light", "orbits")), ())


def _crowded_drag(view: TimelineView) -> Iterator[Work]:
    """Drag one event, on which many others hang, from the mouse's event to the painted frame."""
    at = take_hold(view, "hub")

    def move(k: int) -> None:
        _move_to(view, at + QPointF(5.0 + 2.0 * _to_and_fro(k), 0.0), Qt.KeyboardModifier.NoModifier)

    title = f"drag of 1 event with {DEPENDANTS} dependants among 10,000"
    yield _work("W8 drag", title, "mouse, schedule, painted frame", move, _IN_A_FRAME)
    view.cancel_gesture()


def _solved_drag() -> Iterator[Work]:
    """Drag DV1, the MS-28 flight solved in haste within each frame, as in the program."""
    worker = FlightWorker()
    document = Document(sample_plan(), worker=worker)
    while document.shown.is_preview:
        QApplication.processEvents()
    view = view_of(document)
    at = take_hold(view, "dv1")

    def move(k: int) -> None:
        # Without snapping, so that no step ends where one before did.
        _move_to(view, at + QPointF(3.0 + _to_and_fro(k), 0.0), Qt.KeyboardModifier.AltModifier)

    target = Target(limit_ms=33.0)
    yield _work("W8 flown drag", "drag of DV1, the MS-28 flight solved", "mouse, flight, painted frame", move, target)
    view.cancel_gesture()
    view.close()
    worker.stop()


def _to_and_fro(k: int) -> int:
    """Go so many steps to one side and back again: a drag that stays in the view."""
    return _HALF_A_SWEEP - abs(k % (2 * _HALF_A_SWEEP) - _HALF_A_SWEEP)


def _move_to(view: TimelineView, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
    send(view, QMouseEvent.Type.MouseMove, at, modifiers)
    QApplication.processEvents()
    frame(view)
