"""The selection: which events the user points at, shared by timeline, inspector and findings."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """The selected events, in the order they were selected."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing selected."""
        super().__init__(parent)
        self._event_ids: tuple[str, ...] = ()

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The selected events."""
        return self._event_ids

    @property
    def event_id(self) -> str | None:
        """The event to inspect: the last one selected."""
        return self._event_ids[-1] if self._event_ids else None

    def select(self, event_ids: Iterable[str]) -> None:
        """Select these events and no others."""
        chosen = tuple(dict.fromkeys(event_ids))
        if chosen != self._event_ids:
            self._event_ids = chosen
            self.changed.emit()

    def toggle(self, event_id: str) -> None:
        """Add an event to the selection, or take it out."""
        kept = tuple(chosen for chosen in self._event_ids if chosen != event_id)
        self.select(kept if len(kept) < len(self._event_ids) else (*kept, event_id))
