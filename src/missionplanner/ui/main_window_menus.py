"""The menu bar and the toolbar of the main window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from missionplanner.app.recent import RecentPlans
from missionplanner.app.settings import ThemeChoice
from missionplanner.plan.rendezvous import ProfileName
from missionplanner.ui.actions import Actions
from missionplanner.ui.resource_files import resource_file
from missionplanner.ui.timeline.actions import TimelineActions
from missionplanner.ui.timeline.view_menus import RowMenu, ZoneMenu


class Menus(QObject):
    """Menus and toolbar made of the window's actions, with the entries that change while the program runs.

    Signals:
        recent_chosen: a plan of the list of recent ones; carries its path.
        sample_chosen: a plan that comes with the program; carries its path.
        theme_chosen: a look; carries its name.
        profile_chosen: a rendezvous profile; carries its name.
        zone_chosen: a local clock; carries the name of its zone, empty for none.
        rows_chosen: other computed rows or plot strips.
    """

    recent_chosen = Signal(Path)
    sample_chosen = Signal(Path)
    theme_chosen = Signal(str)
    profile_chosen = Signal(str)

    zone_chosen = Signal(str)
    rows_chosen = Signal()

    def __init__(self, window: QMainWindow, actions: Actions, timeline: TimelineActions, recent: RecentPlans) -> None:
        """Put menus and toolbar into the window."""
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._timeline = timeline
        self._recent = recent
        self.view = QMenu(self.tr("&View"), window)
        self.recent = QMenu(self.tr("Open &Recent"), window)
        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(self._list_recent)
        self.samples = QMenu(self.tr("Open Sa&mple"), window)
        for path in sorted(resource_file("plans").glob("*.mplan"), reverse=True):
            self.samples.addAction(path.stem, partial(self._choose_sample, path))
        self._themes = self._theme_group()
        self._profiles = self._profile_group()
        self.rows = RowMenu(self.rows_chosen.emit, window)
        self.zones = ZoneMenu(self.zone_chosen.emit, window)
        self._fill()
        self.toolbar = self._make_toolbar()

    def show_theme(self, choice: ThemeChoice) -> None:
        """Tick the look that was chosen."""
        for action in self._themes.actions():
            action.setChecked(action.data() == choice)

    def show_profile(self, profile: ProfileName) -> None:
        """Tick the profile of the plan."""
        for action in self._profiles.actions():
            action.setChecked(action.data() == profile)

    def choices(self) -> list[QAction]:
        """Return what is ticked in the menus, for the list of commands."""
        ticked = self._themes.actions() + self._profiles.actions() + self.rows.actions()
        return [action for action in ticked if not action.isSeparator()]

    def _fill(self) -> None:
        actions, bar = self._actions, self._window.menuBar()
        file = bar.addMenu(self.tr("&File"))
        file.addActions([actions.new, actions.open])
        file.addMenu(self.recent)
        file.addMenu(self.samples)
        file.addSeparator()
        file.addActions([actions.save, actions.save_as, actions.revert])
        file.addSeparator()
        file.addAction(actions.import_target)
        export = file.addMenu(self.tr("&Export"))
        export.addActions([actions.export_pdf, actions.export_json, actions.export_csv, actions.export_png])
        file.addSeparator()
        file.addAction(actions.quit)

        edit = bar.addMenu(self.tr("&Edit"))
        edit.addActions([actions.undo, actions.redo])
        edit.addSeparator()
        edit.addActions(self._timeline.clipboard())
        edit.addActions([actions.delete, actions.select_all])
        edit.addSeparator()
        edit.addAction(actions.edit_mission)
        edit.addSeparator()
        edit.addActions([actions.find, actions.next_finding, actions.commands])

        bar.addMenu(self.view)
        self.view.addActions([actions.zoom_in, actions.zoom_out, actions.zoom_fit, actions.zoom_all])
        self.view.addAction(actions.zoom_selection)
        self.view.addSeparator()
        self.view.addActions([actions.show_flight, actions.show_photos, actions.show_windows, actions.show_relative])
        self.view.addSeparator()
        self.view.addActions([actions.show_findings, actions.show_history])
        self.panels = self.view.addMenu(self.tr("&Panels"))
        theme = self.view.addMenu(self.tr("&Theme"))
        theme.addActions(self._themes.actions())
        self.view.addMenu(self.rows)
        self.view.addMenu(self.zones)
        self.view.addAction(actions.clock)
        self.view.addSeparator()
        self.view.addAction(actions.reset_layout)

        self._fill_arrange(bar.addMenu(self.tr("&Arrange")))
        flight = bar.addMenu(self.tr("F&light"))
        flight.addAction(actions.change_t0)
        profile = flight.addMenu(self.tr("&Profile"))
        profile.addActions(self._profiles.actions())
        profile.addSeparator()
        profile.addAction(actions.edit_profiles)
        flight.addActions([actions.show_windows, actions.find_reboost])
        flight.addAction(actions.import_target)
        flight.addSeparator()
        flight.addActions([actions.release_burn, actions.fix_burn, actions.replan])
        flight.addSeparator()
        flight.addActions([actions.disperse, actions.disperse_again, actions.bands])
        flight.addAction(actions.edit_rules)
        flight.addSeparator()
        add = flight.addMenu(self.tr("&Add"))
        add.addActions([actions.add_milestone, actions.add_burn, actions.add_phase, actions.add_activity])
        add.addAction(actions.add_reboost)
        go = flight.addMenu(self.tr("&Go to"))
        go.addActions([actions.go_liftoff, actions.go_insertion, actions.go_docking, actions.go_present])
        go.addAction(actions.go_selected)

        assistance = bar.addMenu(self.tr("&Help"))
        assistance.addActions([actions.guide, actions.shortcuts])
        assistance.addSeparator()
        assistance.addAction(actions.about)

    def _fill_arrange(self, menu: QMenu) -> None:
        timeline = self._timeline
        menu.addActions(timeline.moves())
        menu.addSeparator()
        menu.addActions(timeline.arrange())
        menu.addSeparator()
        menu.addActions([timeline.link, timeline.fix_in_utc])
        menu.addSeparator()
        menu.addActions(timeline.constrain())
        menu.addSeparator()
        menu.addActions(timeline.tracks())
        menu.addSeparator()
        menu.addAction(timeline.shift_plan)

    def _make_toolbar(self) -> QToolBar:
        actions = self._actions
        toolbar = self._window.addToolBar(self.tr("Toolbar"))
        toolbar.setObjectName("toolbar")
        toolbar.setIconSize(QSize(20, 20))
        toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        groups = (
            (actions.new, actions.open, actions.save),
            (actions.undo, actions.redo),
            (actions.zoom_in, actions.zoom_out, actions.zoom_fit, actions.zoom_selection),
            (actions.change_t0, actions.show_windows, actions.release_burn, actions.import_target),
            (actions.add_milestone, actions.add_burn, actions.add_phase, actions.add_activity),
            (actions.export_pdf,),
        )
        for k, group in enumerate(groups):
            if k:
                toolbar.addSeparator()
            toolbar.addActions(group)
        return toolbar

    def _theme_group(self) -> QActionGroup:
        group = QActionGroup(self)
        entries: tuple[tuple[str, ThemeChoice], ...] = (
            (self.tr("As the &System"), "system"),
            (self.tr("&Light"), "light"),
            (self.tr("&Dark"), "dark"),
            (self.tr("High &Contrast"), "contrast"),
        )
        for text, choice in entries:
            self._add_choice(group, text, choice, self.theme_chosen.emit, self.tr("Colours of the window"))
        return group

    def _profile_group(self) -> QActionGroup:
        group = QActionGroup(self)
        entries: tuple[tuple[str, ProfileName], ...] = (
            (self.tr("&1 Orbit"), "1-orbit"),
            (self.tr("&2 Orbits"), "2-orbit"),
            (self.tr("&4 Orbits"), "4-orbit"),
            (self.tr("1 D&ay"), "1-day"),
            (self.tr("2 &Days"), "2-day"),
        )
        for text, choice in entries:
            self._add_choice(group, text, choice, self.profile_chosen.emit, self.tr("Profile of the rendezvous"))
        return group

    def _add_choice(self, group: QActionGroup, text: str, data: str, chosen: Callable[[str], None], tip: str) -> None:
        action = QAction(text, group)
        action.setStatusTip(tip)
        action.setCheckable(True)
        action.setData(data)
        action.triggered.connect(lambda _checked: chosen(data))

    def _list_recent(self) -> None:
        self.recent.clear()
        for number, path in enumerate(self._recent.paths, start=1):
            entry = self.recent.addAction(f"&{number}  {path.name}" if number < 10 else path.name)
            entry.setToolTip(str(path))
            if path.is_file():
                entry.triggered.connect(partial(self._choose_recent, path))
            else:
                entry.setText(self.tr("{name} (not there any more)").format(name=entry.text()))
                entry.setEnabled(False)
        if self.recent.isEmpty():
            nothing = self.recent.addAction(self.tr("No plan opened or saved yet"))
            nothing.setEnabled(False)
            return
        self.recent.addSeparator()
        self.recent.addAction(self.tr("&Clear List"), self._recent.clear)

    def _choose_sample(self, path: Path, _checked: bool = False) -> None:
        self.sample_chosen.emit(path)

    def _choose_recent(self, path: Path, _checked: bool = False) -> None:
        self.recent_chosen.emit(path)
