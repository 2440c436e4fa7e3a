"""The playhead: one instant shared by timeline, orbit view, ground track and photos."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Playhead(QObject):
    """The instant every view shows, in UTC milliseconds."""

    moved = Signal()

    def __init__(self, utc_ms: int, parent: QObject | None = None) -> None:
        """Start at an instant."""
        super().__init__(parent)
        self._utc_ms = utc_ms

    @property
    def utc_ms(self) -> int:
        """Where the playhead stands."""
        return self._utc_ms

    def move_to(self, utc_ms: int) -> None:
        """Put the playhead at an instant; every view follows."""
        if utc_ms != self._utc_ms:
            self._utc_ms = utc_ms
            self.moved.emit()
