"""The user's settings and the window's memory, each with its type and its default."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QByteArray, QSettings

from missionplanner.plan.zones import is_zone

ThemeChoice = Literal["system", "light", "dark", "contrast"]


class Settings:
    """What outlives the program and is not part of a plan; a stored value that makes no sense counts as unset."""

    def __init__(self) -> None:
        """Read the settings of this user, under the application's organisation and name."""
        self._store = QSettings()

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the system says."""
        stored = self._store.value("theme")
        return next((choice for choice in get_args(ThemeChoice) if choice == stored), "system")

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("theme", choice)

    @property
    def zone(self) -> str | None:
        """The zone of the local clock on the timeline, None for no such clock."""
        stored = self._store.value("timeline/zone")
        return stored if isinstance(stored, str) and stored and is_zone(stored) else None

    @zone.setter
    def zone(self, zone: str | None) -> None:
        self._store.setValue("timeline/zone", zone or "")

    @property
    def timeline_rows(self) -> tuple[str, ...]:
        """The computed rows and plot strips on show."""
        stored = self._store.value("timeline/rows")
        return tuple(stored.split()) if isinstance(stored, str) else ("light", "orbits")

    @timeline_rows.setter
    def timeline_rows(self, names: tuple[str, ...]) -> None:
        self._store.setValue("timeline/rows", " ".join(names))

    @property
    def shows_clock(self) -> bool:
        """Whether the status bar shows what time it is now."""
        return self._store.value("shows_clock") in (True, "true")

    @shows_clock.setter
    def shows_clock(self, shown: bool) -> None:
        self._store.setValue("shows_clock", shown)

    @property
    def shows_bands(self) -> bool:
        """Whether the bands of dispersed flights are shown where there are some."""
        return self._store.value("shows_bands") not in (False, "false")

    @shows_bands.setter
    def shows_bands(self, shown: bool) -> None:
        self._store.setValue("shows_bands", shown)

    @property
    def geometry(self) -> QByteArray | None:
        """Place and size of the window."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, state: QByteArray) -> None:
        self._store.setValue("window/geometry", state)

    @property
    def docks(self) -> QByteArray | None:
        """Where toolbars and docks stand."""
        return self._bytes("window/docks")

    @docks.setter
    def docks(self, state: QByteArray) -> None:
        self._store.setValue("window/docks", state)

    @property
    def split(self) -> QByteArray | None:
        """How the flight tab is divided between orbit and timeline."""
        return self._bytes("window/split")

    @split.setter
    def split(self, state: QByteArray) -> None:
        self._store.setValue("window/split", state)

    def split_of(self, name: str) -> QByteArray | None:
        """How a part of the window is divided, by the name of its splitter."""
        return self._bytes(f"window/split-{name}")

    def remember_split(self, name: str, state: QByteArray) -> None:
        """Remember how a part of the window is divided."""
        self._store.setValue(f"window/split-{name}", state)

    def forget_layout(self) -> None:
        """Let the next window start with the default layout."""
        self._store.remove("window")

    @property
    def last_folder(self) -> Path:
        """The folder that file dialogs start in."""
        stored = self._store.value("last_folder")
        folder = Path(stored) if isinstance(stored, str) and stored else Path.home()
        return folder if folder.is_dir() else Path.home()

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        self._store.setValue("last_folder", str(folder))

    @property
    def last_plan(self) -> Path | None:
        """The plan that was open when the program ended, None if it was never saved."""
        stored = self._store.value("last_plan")
        return Path(stored) if isinstance(stored, str) and stored else None

    @last_plan.setter
    def last_plan(self, path: Path | None) -> None:
        self._store.setValue("last_plan", "" if path is None else str(path))

    @property
    def new_plan(self) -> tuple[str, str]:
        """Template and pad of the last new plan; an empty text where there was none."""
        template, pad = self._store.value("new_plan/template"), self._store.value("new_plan/pad")
        return template if isinstance(template, str) else "", pad if isinstance(pad, str) else ""

    @new_plan.setter
    def new_plan(self, chosen: tuple[str, str]) -> None:
        for key, value in zip(("template", "pad"), chosen, strict=True):
            self._store.setValue(f"new_plan/{key}", value)

    @property
    def recent_plans(self) -> tuple[Path, ...]:
        """The plans opened or saved last, newest first."""
        stored = self._store.value("recent_plans")
        texts = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return tuple(Path(text) for text in texts if isinstance(text, str) and text)

    @recent_plans.setter
    def recent_plans(self, paths: tuple[Path, ...]) -> None:
        self._store.setValue("recent_plans", [str(path) for path in paths])

    def _bytes(self, key: str) -> QByteArray | None:
        stored = self._store.value(key)
        return stored if isinstance(stored, QByteArray) and not stored.isEmpty() else None
