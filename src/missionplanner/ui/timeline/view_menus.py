"""Menus of what the timeline shows beside the plan: computed rows, plot strips, a local clock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from missionplanner.paint.timeline_band import ROW_KINDS, RowKind
from missionplanner.paint.timeline_strips import STRIPS, strip_name
from missionplanner.plan.zones import known_zones
from missionplanner.ui.timeline.wording import tr


class RowMenu(QMenu):
    """Ticks for the computed rows and the plot strips."""

    def __init__(self, changed: Callable[[], None], parent: QWidget) -> None:
        """Tick nothing yet."""
        super().__init__(tr("Timeline &Rows"), parent)
        names = {
            "light": tr("&Light"),
            "orbits": tr("&Orbits"),
            "coverage": tr("C&overage"),
            "ports": tr("&Ports"),
            "crew": tr("&Crew"),
        }
        self._rows: dict[RowKind, QAction] = {kind: self._add(names[kind], changed) for kind in ROW_KINDS}
        self.addSeparator()
        self._strips = {name: self._add(tr("Plot: {name}").format(name=strip_name(name)), changed) for name in STRIPS}

    def choose(self, names: tuple[str, ...]) -> None:
        """Tick some rows and strips, by name."""
        for name, action in (*self._rows.items(), *self._strips.items()):
            action.setChecked(name in names)

    def chosen(self) -> tuple[str, ...]:
        """Return the names of all that is ticked."""
        return (*sorted(self.rows()), *self.strips())

    def rows(self) -> frozenset[RowKind]:
        """Return the computed rows that are ticked."""
        return frozenset(kind for kind, action in self._rows.items() if action.isChecked())

    def strips(self) -> tuple[str, ...]:
        """Return the plot strips that are ticked, from the top down."""
        return tuple(name for name, action in self._strips.items() if action.isChecked())

    def _add(self, text: str, changed: Callable[[], None]) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setStatusTip(tr("Show or hide this row of the timeline"))
        action.triggered.connect(lambda _checked: changed())
        return action


class ZoneMenu(QMenu):
    """One local clock, or none; the list is made when it is opened."""

    def __init__(self, chosen: Callable[[str], None], parent: QWidget) -> None:
        """Begin without a clock."""
        super().__init__(tr("&Local Clock"), parent)
        self._chosen = chosen
        self._zone: str | None = None
        self._group = QActionGroup(self)
        self.aboutToShow.connect(self._list)

    def show_zone(self, zone: str | None) -> None:
        """Tick a zone."""
        self._zone = zone

    def _list(self) -> None:
        self.clear()
        self._add(tr("&None"), "")
        self.addSeparator()
        regions: dict[str, QMenu] = {}
        for number, zone in enumerate(known_zones()):
            region = zone.split("/", 1)[0]
            if number < 6:
                self._add(zone, zone)
            else:
                if region not in regions:
                    regions[region] = self.addMenu(region)
                self._add(zone.split("/", 1)[1].replace("_", " "), zone, regions[region])

    def _add(self, text: str, zone: str, menu: QMenu | None = None) -> None:
        action = (menu or self).addAction(text)
        action.setCheckable(True)
        action.setChecked(zone == (self._zone or ""))
        action.triggered.connect(lambda _checked: self._chosen(zone))
        self._group.addAction(action)
