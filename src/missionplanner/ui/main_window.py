"""The main window: orbit above timeline, photos on a tab, inspector and findings at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QSplitter, QTabWidget, QUndoView, QVBoxLayout, QWidget

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.recent import RecentPlans
from missionplanner.app.search_worker import SearchWorker
from missionplanner.app.selection import Selection
from missionplanner.app.settings import Settings
from missionplanner.plan.slugs import slug
from missionplanner.ui.actions import Actions
from missionplanner.ui.dialogs.about import show_about
from missionplanner.ui.dispersion_bar import DispersionBar
from missionplanner.ui.findings_panel import FindingsPanel
from missionplanner.ui.findings_wording import count_text
from missionplanner.ui.flown_panel import FlownPanel
from missionplanner.ui.icons import tint_title_bar
from missionplanner.ui.inspector.panel import Inspector
from missionplanner.ui.main_window_exports import Exports
from missionplanner.ui.main_window_files import PlanFiles
from missionplanner.ui.main_window_flight import FlightCommands
from missionplanner.ui.main_window_help import show_guide, show_shortcuts
from missionplanner.ui.main_window_menus import Menus
from missionplanner.ui.main_window_photos import PhotosPage
from missionplanner.ui.main_window_places import Places
from missionplanner.ui.main_window_search import SearchCommands
from missionplanner.ui.main_window_status import StatusBar
from missionplanner.ui.main_window_windows import LaunchWindows
from missionplanner.ui.orbit.view import OrbitPanel
from missionplanner.ui.relative.panel import RelativePanel
from missionplanner.ui.theme import Theme
from missionplanner.ui.timeline.view import TimelineView

_MESSAGE_MS = 4000
_SMALLEST = (1024, 700)
_AT_FIRST = (1440, 900)
_SIDE_PX = 330
_SIDE_LEAST_PX = 310


class MainWindow(QMainWindow):
    """One plan, on show in every view at once."""

    def __init__(self, document: Document, settings: Settings, theme: Theme) -> None:
        """Show a document."""
        super().__init__()
        self.document = document
        self._settings = settings
        self._theme = theme
        self.study = DispersionStudy(document, settings, self)
        self.playhead = Playhead(document.plan.t0.ms, self)
        self.selection = Selection(self)
        self.recent = RecentPlans(settings, self)
        self._worker = SearchWorker(self)
        self.plan_files = PlanFiles(document, self.recent, settings, theme, self._worker, self)
        self.exports = Exports(document, settings, self.study, self)
        self.flight = FlightCommands(document, self.playhead, self.selection, settings, self.study, self)
        self.act = Actions(document.undo_stack, self)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_AT_FIRST)
        self.setAcceptDrops(True)
        self.setDockOptions(QMainWindow.DockOption.AllowTabbedDocks | QMainWindow.DockOption.AnimatedDocks)
        self._make_views()
        self._make_docks()
        self.places = Places(self)
        self.menus = Menus(self, self.act, self.timeline.actions_of_events, self.recent)
        self.search = SearchCommands(self.document, self.selection, self._listed_actions, self.places.show_event, self)
        panels = [dock.toggleViewAction() for dock in self._docks]
        self.menus.panels.addActions([*panels, self.menus.toolbar.toggleViewAction()])
        self.status = StatusBar(document, self.playhead, theme.colors, self)
        self.setStatusBar(self.status)
        self._connect_actions()
        self._connect_parts()
        self._first_layout = self.saveState()
        self._restore_layout()
        self.menus.rows.choose(self._settings.timeline_rows)
        self._show_rows()
        self._choose_zone(self._settings.zone or "")
        self._tint()
        self._show_state()
        self._adapt_actions()
        self.timeline.setFocus()

    def _make_views(self) -> None:
        colors = self._theme.colors
        self.orbit = OrbitPanel(self.document, self.playhead, self.selection, colors)
        self.timeline = TimelineView(self.document, self.playhead, self.selection, colors)
        self.relative = RelativePanel(self.document, self.playhead, self.selection, self._settings, colors)
        self.timeline.follow_study(self.study)
        self.relative.follow_study(self.study)
        self.views = QTabWidget()
        self.views.setDocumentMode(True)
        self.views.addTab(self.orbit, self.tr("Orbit"))
        self.views.addTab(self.relative, self.tr("Relative motion"))
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setHandleWidth(4)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.views)
        self.split.addWidget(_stacked(self.timeline, DispersionBar(self.document, self.study)))
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self._divide()
        self.photos = PhotosPage(self.document, self.playhead, self._theme)
        self.launch = LaunchWindows(self.document, self._settings, colors, self._worker, self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.split, self.tr("Flight"))
        self.tabs.addTab(self.photos, self.tr("Photos"))
        self.tabs.addTab(self.launch.panel, self.tr("Windows"))
        self.setCentralWidget(self.tabs)

    def _make_docks(self) -> None:
        self.inspector = Inspector(self.document, self.selection)
        self.findings = FindingsPanel(self.document, self.selection, self._theme.colors, self._worker)
        self.findings.add_below(self.launch.offer)
        self._inspector_dock = self._dock(self.tr("Inspector"), "inspector", self.inspector)
        self._findings_dock = self._dock(self.tr("Findings"), "findings", self.findings)
        self.history = QUndoView(self.document.undo_stack)
        self.history.setEmptyLabel(self.tr("The plan as it was opened"))
        self.history.setAccessibleName(self.tr("History"))
        self._history_dock = self._dock(self.tr("History"), "history", self.history)
        self._flown_dock = self._dock(self.tr("Flown"), "flown", FlownPanel(self.document, self.selection))
        right = Qt.DockWidgetArea.RightDockWidgetArea
        self._docks = (self._inspector_dock, self._findings_dock, self._history_dock, self._flown_dock)
        for dock in self._docks:
            self.addDockWidget(right, dock)
        self.tabifyDockWidget(self._findings_dock, self._history_dock)
        self.tabifyDockWidget(self._history_dock, self._flown_dock)
        self._findings_dock.raise_()
        self.setCorner(Qt.Corner.BottomRightCorner, right)
        self.resizeDocks([self._inspector_dock], [_SIDE_PX], Qt.Orientation.Horizontal)
        self.resizeDocks([self._inspector_dock, self._findings_dock], [3, 1], Qt.Orientation.Vertical)

    def _dock(self, title: str, name: str, widget: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        dock.setMinimumWidth(_SIDE_LEAST_PX)
        return dock

    def _divide(self) -> None:
        self.split.setSizes([540, 460])

    def _connect_actions(self) -> None:
        act, files, flight, timeline = self.act, self.plan_files, self.flight, self.timeline
        for action, job in (
            (act.new, files.new),
            (act.open, files.ask_and_open),
            (act.save, files.save),
            (act.save_as, files.ask_and_save),
            (act.revert, files.revert),
            (act.import_target, flight.ask_and_import_target),
            (act.export_pdf, partial(self.exports.ask_and_export, ".pdf", self.tr("Flight plan"))),
            (act.export_json, partial(self.exports.ask_and_export, ".json", self.tr("Plan and results"))),
            (act.export_csv, partial(self.exports.ask_and_export, ".csv", self.tr("Event table"))),
            (act.export_png, partial(self.exports.ask_and_export, ".png", self.tr("Picture"))),
            (act.quit, self.close),
            (act.delete, self._delete),
            (act.select_all, self._select_all),
            (act.edit_mission, partial(self.places.edit_event, "")),
            (act.find, self.search.find_event),
            (act.commands, self.search.find_command),
            (act.next_finding, self.search.next_finding),
            (act.zoom_in, timeline.zoom_in),
            (act.zoom_out, timeline.zoom_out),
            (act.zoom_fit, timeline.zoom_to_fit),
            (act.zoom_all, timeline.zoom_to_all),
            (act.zoom_selection, timeline.zoom_to_selection),
            (act.show_flight, self.places.show_orbit),
            (act.show_relative, self.places.show_relative),
            (act.show_photos, self.places.show_photos),
            (act.show_windows, self.places.show_windows),
            (act.show_findings, self.places.show_findings),
            (act.show_history, self.places.show_history),
            (act.find_reboost, self.launch.find_reboost),
            (act.edit_profiles, self.launch.edit_profiles),
            (act.reset_layout, self._reset_layout),
            (act.change_t0, flight.change_t0),
            (act.release_burn, flight.release_burn),
            (act.fix_burn, flight.fix_burn),
            (act.replan, flight.replan),
            (act.go_present, flight.go_to_present),
            (act.disperse, flight.show_dispersions),
            (act.disperse_again, self.study.run_again),
            (act.edit_rules, flight.edit_rules),
            (act.add_milestone, partial(flight.add, "milestone", self.tr("New milestone"))),
            (act.add_burn, partial(flight.add, "burn", self.tr("New burn"))),
            (act.add_phase, partial(flight.add, "phase", self.tr("New phase"))),
            (act.add_activity, partial(flight.add, "activity", self.tr("New activity"))),
            (act.add_reboost, partial(flight.add, "reboost", self.tr("New reboost"))),
            (act.go_liftoff, lambda: flight.go_to(self.document.plan.rendezvous.liftoff)),
            (act.go_insertion, lambda: flight.go_to(self.document.plan.rendezvous.insertion)),
            (act.go_docking, lambda: flight.go_to(self.document.plan.rendezvous.docking)),
            (act.go_selected, lambda: flight.go_to(self.selection.event_id)),
            (act.guide, partial(show_guide, self)),
            (act.shortcuts, lambda: show_shortcuts(self, self._all_actions())),
            (act.about, partial(show_about, self)),
        ):
            action.triggered.connect(lambda _checked=False, job=job: job())
        act.clock.toggled.connect(self._show_clock)
        act.clock.setChecked(self._settings.shows_clock)
        act.bands.toggled.connect(self.study.show_bands)

    def _connect_parts(self) -> None:
        self._theme.changed.connect(self._tint)
        self.menus.recent_chosen.connect(self.plan_files.open)
        self.menus.sample_chosen.connect(self.plan_files.open_sample)
        self.menus.theme_chosen.connect(self._theme.choose)
        self.menus.profile_chosen.connect(self.flight.choose_profile)
        self.menus.zone_chosen.connect(self._choose_zone)
        self.menus.rows_chosen.connect(self._show_rows)
        self.plan_files.opened.connect(self._begin_anew)
        self.plan_files.saved.connect(self._say)
        self.exports.written.connect(self._say)
        self.relative.written.connect(self._say)
        for wanted in (self.inspector.rules_wanted, self.findings.rule_wanted):
            wanted.connect(self.flight.edit_rules)
        self.inspector.target_wanted.connect(self.flight.ask_and_import_target)
        self.findings.zoom_wanted.connect(self.places.zoom_to_finding)
        self.findings.repair_wanted.connect(lambda code: self.timeline.constraints.repair([code]))
        self.status.findings_wanted.connect(self.places.show_findings)
        self.launch.used.connect(self._show_launch)
        self.launch.panel_wanted.connect(self.places.show_windows)
        self.timeline.activated.connect(self.places.edit_event)
        self.document.state_changed.connect(self._show_state)
        self.document.shown_changed.connect(self._show_findings_count)
        self.document.shown_changed.connect(self._adapt_actions)
        self.selection.changed.connect(self._adapt_actions)
        self.study.changed.connect(self._adapt_actions)
        self._show_findings_count()

    def open_file(self, path: Path) -> bool:
        """Open a plan file, after asking about unsaved changes; returns whether it is open now."""
        return self.plan_files.open(path)

    def _begin_anew(self) -> None:
        """Another plan is open: nothing is selected, and the playhead stands at its T0."""
        self.selection.select([])
        self.playhead.move_to(self.document.plan.t0.ms)
        self.launch.panel.begin_anew()

    def _show_state(self) -> None:
        plan, path = self.document.plan, self.document.path
        named_otherwise = path is not None and slug(path.stem, "") != slug(plan.name, "")
        file = f" ({path.name})" if path is not None and named_otherwise else ""
        self.setWindowTitle(f"{plan.name}[*]{file} \N{EM DASH} missionplanner")
        self.setWindowModified(self.document.is_modified)
        self.act.revert.setEnabled(path is not None and self.document.is_modified)
        self._settings.last_plan = path

    def _show_findings_count(self) -> None:
        unwaived = [finding for finding in self.document.shown.findings if finding.waived is None]
        title = self.tr("Findings: {count}").format(count=count_text(unwaived)) if unwaived else self.tr("Findings")
        if self._findings_dock.windowTitle() != title:
            self._findings_dock.setWindowTitle(title)

    def _adapt_actions(self) -> None:
        chosen = bool(self.selection.event_ids)
        self.act.zoom_selection.setEnabled(chosen)
        self.act.go_selected.setEnabled(chosen)
        self.act.release_burn.setEnabled(self.flight.can_release())
        self.act.fix_burn.setEnabled(self.flight.can_fix())
        self.act.bands.setChecked(self.study.shows_bands)
        self.menus.show_profile(self.document.shown.plan.rendezvous.profile)

    def _tint(self) -> None:
        colors = self._theme.colors
        self.act.set_palette_colors(colors)
        for part in (self.orbit, self.relative, self.timeline, self.findings, self.launch.panel, self.status):
            part.set_palette_colors(colors)
        for dock in self._docks:
            tint_title_bar(dock, colors)
        self.menus.show_theme(self._theme.choice)

    def _show_launch(self, sentence: str) -> None:
        """The plan launches on another day: look there."""
        self.playhead.move_to(self.document.plan.t0.ms)
        self.timeline.zoom_to_fit()
        self._say(sentence)

    def _choose_zone(self, zone: str) -> None:
        self._settings.zone = zone or None
        self.timeline.set_zone(zone or None)
        self.menus.zones.show_zone(zone or None)

    def _show_rows(self) -> None:
        self._settings.timeline_rows = self.menus.rows.chosen()
        self.timeline.show_rows(self.menus.rows.rows(), self.menus.rows.strips())

    def _all_actions(self) -> list[QAction]:
        return [*self.act.all(), *self.timeline.actions_of_events.all()]

    def _listed_actions(self) -> list[QAction]:
        return [*self._all_actions(), *self.menus.choices()]

    def _say(self, sentence: str) -> None:
        self.status.showMessage(sentence, _MESSAGE_MS)

    def _show_clock(self, shown: bool) -> None:
        self._settings.shows_clock = shown
        self.status.show_clock(shown)

    def _delete(self) -> None:
        if self.tabs.currentWidget() is self.photos:
            self.photos.delete_selected()
        else:
            self.timeline.delete_selected()

    def _select_all(self) -> None:
        self.selection.select(event.id for event in self.document.plan.events)

    def _restore_layout(self) -> None:
        if self._settings.geometry is not None:
            self.restoreGeometry(self._settings.geometry)
        if self._settings.docks is not None:
            self.restoreState(self._settings.docks)
        if self._settings.split is not None:
            self.split.restoreState(self._settings.split)

    def _reset_layout(self) -> None:
        self._settings.forget_layout()
        self.restoreState(self._first_layout)
        self._divide()
        self.launch.panel.divide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that may hold a plan."""
        if any(_may_hold_plan(url.toLocalFile()) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        dropped = [url.toLocalFile() for url in event.mimeData().urls() if _may_hold_plan(url.toLocalFile())]
        if dropped:
            event.acceptProposedAction()
            self.open_file(Path(dropped[0]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes, and remember the layout."""
        if not self.plan_files.may_close():
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        self._settings.docks = self.saveState()
        self._settings.split = self.split.saveState()
        self.launch.panel.remember_layout()
        self._worker.stop()
        self.study.stop()
        event.accept()


def _stacked(upper: QWidget, lower: QWidget) -> QWidget:
    """One widget above another, which takes no room while it is hidden."""
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(upper, 1)
    layout.addWidget(lower)
    return both


def _may_hold_plan(file: str) -> bool:
    return Path(file).suffix.lower() in (".mplan", ".json", ".pdf")
