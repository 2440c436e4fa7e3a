"""How tests use mouse and keys on a timeline, with modifiers and in both directions."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from missionplanner.ui.dialogs.ask import AskDialog
from missionplanner.ui.timeline.view import TimelineView
from ui.main_window_driver import when_asked

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PRESS = QMouseEvent.Type.MouseButtonPress
MOVE = QMouseEvent.Type.MouseMove
RELEASE = QMouseEvent.Type.MouseButtonRelease


def send(view: TimelineView, kind: QMouseEvent.Type, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Send one mouse event of the left button to the viewport."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    caused_by = none if kind == MOVE else left
    pressed = none if kind == RELEASE else left
    viewport = view.viewport()
    event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at)), caused_by, pressed, modifiers)
    QApplication.sendEvent(viewport, event)


def press_and_move(view: TimelineView, start: QPointF, by: QPointF, modifiers: Qt.KeyboardModifier = ALT) -> QPointF:
    """Press and move in steps; return where the mouse is."""
    send(view, PRESS, start, modifiers)
    for part in (0.3, 0.7, 1.0):
        send(view, MOVE, start + part * by, modifiers)
        QApplication.processEvents()
    return start + by


def drag(view: TimelineView, start: QPointF, by: QPointF, modifiers: Qt.KeyboardModifier = ALT) -> None:
    """Press, move and release."""
    end = press_and_move(view, start, by, modifiers)
    send(view, RELEASE, end, modifiers)
    QApplication.processEvents()


def click(view: TimelineView, at: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and release at one place."""
    send(view, PRESS, at, modifiers)
    send(view, RELEASE, at, modifiers)
    QApplication.processEvents()


def middle_of(view: TimelineView, event_id: str) -> QPointF:
    """Where an event's bar or symbol is."""
    layout = view.layout_now
    number = layout.items.index[event_id]
    left = max(float(layout.shape_left_px[number]), layout.scale.left_px)
    right = min(float(layout.shape_right_px[number]), layout.scale.right_px)
    return QPointF((left + right) / 2, float(layout.top_px[number]) + float(layout.bars_px[number]) / 2)


def row_of(view: TimelineView, track: str) -> tuple[float, float]:
    """Top and height of a track."""
    layout = view.layout_now
    row = [track_id for track_id, _ in layout.items.tracks].index(track)
    return float(layout.row_tops_px[row]), float(layout.row_heights_px[row])


def px_for(view: TimelineView, ms: float) -> float:
    """How wide a span of time is."""
    return ms / view.layout_now.scale.ms_per_px


def answer_with(*texts: str) -> None:
    """Fill in the next dialog that asks for times, and accept it."""

    def answer(dialog: object) -> None:
        assert isinstance(dialog, AskDialog)
        for field, text in zip(dialog.fields, texts, strict=True):
            field.setText(text)
        dialog.accept()

    when_asked(answer)
