"""The whole window with T0 under the mouse: moved, solved, and painted in every view that shows it."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="missionplanner-bench-")  # not the user's settings

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from missionplanner.app.document import Document
from missionplanner.app.flight_worker import FlightWorker
from missionplanner.app.settings import Settings
from missionplanner.paint.timeline_hits import t0_flag_px
from missionplanner.plan.plan import Plan
from missionplanner.ui.main_window import MainWindow
from missionplanner.ui.theme import Theme

SIZE_PX = (1440, 900)
_BEFORE_MS, _AFTER_MS = 180_000, 420_000
_FARTHEST_PX = 40
_PRESS, _MOVE = QMouseEvent.Type.MouseButtonPress, QMouseEvent.Type.MouseMove


class _Painted(QObject):
    """Notes which widgets have been painted."""

    def __init__(self, widgets: tuple[QWidget, ...]) -> None:
        super().__init__()
        self._left: set[QObject] = set()
        self._widgets = widgets
        for widget in widgets:
            widget.installEventFilter(self)

    def wait_from_now(self, start: QEvent | None = None) -> None:
        """Run the event loop until each has been painted."""
        self._left = set(self._widgets)
        if start is not None:
            QApplication.sendEvent(self._widgets[0], start)
        while self._left:
            QApplication.processEvents()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Strike out what is being painted; `processEvents` returns after it."""
        if event.type() == QEvent.Type.Paint:
            self._left.discard(watched)
        return False


class DraggedWindow:
    """A window with a plan, its flight solved by its worker, and the mouse pressed on the flag of T0."""

    def __init__(self, plan: Plan) -> None:
        """Show it and wait for the flight."""
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        settings = Settings()
        self._worker = FlightWorker()
        self._document = Document(plan, worker=self._worker)
        self._window = MainWindow(self._document, settings, Theme(application, settings))
        self._window.resize(*SIZE_PX)
        self._window.show()
        self._window.orbit.show_ground_track()
        while self._document.shown.is_preview:
            QApplication.processEvents()
        view = self._view = self._window.timeline
        view.show_span(plan.t0.ms - _BEFORE_MS, plan.t0.ms + _AFTER_MS)
        QApplication.processEvents()
        layout = view.layout_now
        left, right = t0_flag_px(layout)
        self._at = QPointF((left + right) / 2, (layout.metrics.flags_top_px + layout.metrics.ruler_px) / 2)
        self._painted = _Painted((view.viewport(), self._window.orbit.map))
        QApplication.sendEvent(view.viewport(), self._mouse(_PRESS, self._at))
        self._step = 0

    def move_t0(self) -> bool:
        """Move the mouse on, within half a minute around T0; returns whether the flight was solved for it."""
        self._step += 1
        there = self._step * 7 % (4 * _FARTHEST_PX)
        px = abs(there - 2 * _FARTHEST_PX) - _FARTHEST_PX + 0.5
        self._painted.wait_from_now(self._mouse(_MOVE, self._at + QPointF(px, 0.0)))
        return self._document.shown.is_preview and self._document.shown.flight.is_preview

    def repaint(self) -> bool:
        """Paint the views as they are."""
        self._view.viewport().update()
        self._window.orbit.map.update()
        self._painted.wait_from_now()
        return True

    def close(self) -> None:
        """Let go of T0 and close."""
        self._view.cancel_gesture()
        self._window.hide()
        self._window.deleteLater()
        self._worker.stop()
        QApplication.processEvents()

    def _mouse(self, kind: QMouseEvent.Type, at: QPointF) -> QMouseEvent:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        place = QPointF(self._view.viewport().mapToGlobal(at))
        # Without snapping, so that each step is a new plan.
        modifiers = Qt.KeyboardModifier.AltModifier
        return QMouseEvent(kind, at, place, left if kind == _PRESS else none, left, modifiers)
