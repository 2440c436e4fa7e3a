"""The list of plans opened or saved last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from missionplanner.app.settings import Settings

_MOST = 10


class RecentPlans(QObject):
    """Plans opened or saved last, newest first, remembered in the settings."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        """Take over what the settings remember."""
        super().__init__(parent)
        self._settings = settings

    @property
    def paths(self) -> tuple[Path, ...]:
        """The plans, newest first; some may be gone."""
        return self._settings.recent_plans

    def add(self, path: Path) -> None:
        """Put a plan at the top."""
        path = path.absolute()
        others = tuple(other for other in self.paths if other != path)
        self._replace((path, *others)[:_MOST])

    def remove(self, path: Path) -> None:
        """Take a plan out of the list."""
        self._replace(tuple(other for other in self.paths if other != path))

    def clear(self) -> None:
        """Forget all."""
        self._replace(())

    def _replace(self, paths: tuple[Path, ...]) -> None:
        self._settings.recent_plans = paths
        self.changed.emit()
