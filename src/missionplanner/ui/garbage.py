"""Python's garbage is collected by the window's thread, between events and never while a button is down.

By itself Python collects in whichever thread allocates next, and Qt objects that it finds are deleted there: the thread
that decodes photos crashed the program so.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY_MS = 500


class GarbageCollector(QObject):
    """Stands in for Python's own collector, which it turns off, as long as there is an application."""

    def __init__(self, application: QObject) -> None:
        """Take over."""
        super().__init__(application)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self._collect_unless_pressed)
        timer.start(_EVERY_MS)

    def collect_due(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds, and all younger ones."""
        due = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))

    def _collect_unless_pressed(self) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.collect_due()
