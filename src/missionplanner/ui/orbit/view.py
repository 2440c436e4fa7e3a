"""The orbit panel: the globe, or the ground-track map, with a line that says why where there is no globe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.paint.ground_track_marks import Mark
from missionplanner.paint.palette import DARK, Palette
from missionplanner.ui.orbit.map_view import MapView
from missionplanner.ui.orbit.opengl_support import why_no_opengl
from missionplanner.ui.orbit.toolbar import OrbitToolbar
from missionplanner.ui.orbit.viewing import Centre

if TYPE_CHECKING:
    from missionplanner.ui.orbit.globe_view import GlobeView


class OrbitPanel(QWidget):
    """Shows the flight at the playhead; the globe is made when the panel is first seen."""

    def __init__(
        self,
        document: Document,
        playhead: Playhead,
        selection: Selection,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        """Follow a document, a playhead and a selection."""
        super().__init__(parent)
        self._document, self._playhead, self._selection = document, playhead, selection
        self.toolbar = OrbitToolbar(palette)
        self.map = MapView(document, playhead, selection, palette)
        self.globe: GlobeView | None = None
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.reason.setMargin(6)
        self.reason.hide()
        self._waiting = QLabel(self.tr("The globe is being made ready."))
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setStyleSheet(f"background: #000000; color: {DARK.muted_text}")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.map)
        self._stack.addWidget(self._waiting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.toolbar, self.reason, self._stack):
            layout.addWidget(part)
        layout.setStretchFactor(self._stack, 1)
        self.toolbar.globe_wanted.connect(self._choose)
        self.toolbar.centre_wanted.connect(self._look_at)
        self.toolbar.zoom_wanted.connect(self._zoom)
        self.toolbar.reset_wanted.connect(self._reset)
        self.map.menu_wanted.connect(self._show_menu)
        document.shown_changed.connect(self._name_vehicles)
        self._name_vehicles()
        why = why_no_opengl()
        if why is not None:
            self._fall_back(why)
            return
        # A window that meets its first OpenGL widget while it is shown is made anew, which flickers.
        QOpenGLWidget(self).hide()
        self._stack.setCurrentWidget(self._waiting)
        self.toolbar.show_choice(is_globe=True, centre=Centre.EARTH)

    @property
    def shows_globe(self) -> bool:
        """Whether the globe is on show, or is being made ready."""
        return self._stack.currentWidget() is not self.map

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours; the sky stays black."""
        self.toolbar.set_palette_colors(palette)
        self.map.set_palette_colors(palette)

    def show_globe(self) -> None:
        """Show the globe, if there can be one."""
        if self.toolbar.globe.isEnabled():
            self._choose(True)

    def show_ground_track(self) -> None:
        """Show the map."""
        self._choose(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the globe once the window stands."""
        super().showEvent(event)
        if self.globe is None and self.shows_globe:
            QTimer.singleShot(0, self._make_globe)

    def _choose(self, is_globe: bool) -> None:
        if not is_globe:
            self._stack.setCurrentWidget(self.map)
        elif self.globe is not None:
            self._stack.setCurrentWidget(self.globe)
        else:
            self._stack.setCurrentWidget(self._waiting)
            QTimer.singleShot(0, self._make_globe)
        self._show_choice()

    def _make_globe(self) -> None:
        if self.globe is not None or not self.shows_globe:
            return
        try:
            # pyqtgraph and OpenGL take half a second to import; the first picture of the window need not wait for them.
            from missionplanner.ui.orbit.globe_view import GlobeView
        except ImportError as error:
            self._fall_back(
                self.tr("The globe needs the package {0}, which is missing; the ground track is shown instead.").format(
                    error.name
                )
            )
            return
        self.globe = GlobeView(self._document, self._playhead, self._selection)
        self.globe.failed.connect(self._fall_back)
        self.globe.centre_changed.connect(self._show_choice)
        self.globe.menu_wanted.connect(self._show_menu)
        self._stack.addWidget(self.globe)
        self._stack.setCurrentWidget(self.globe)
        QTimer.singleShot(0, self._check_globe)

    def _check_globe(self) -> None:
        if self.globe is not None and self.globe.isVisible() and not self.globe.isValid():
            self._fall_back(
                self.tr("The globe needs OpenGL, which could not be started; the ground track is shown instead.")
            )

    def _fall_back(self, why: str) -> None:
        """Show the map from now on, and say why."""
        self.reason.setText(why)
        self.reason.show()
        self.toolbar.forbid_globe(why)
        self._stack.setCurrentWidget(self.map)
        if self.globe is not None:
            self._stack.removeWidget(self.globe)
            self.globe.deleteLater()
            self.globe = None
        self._show_choice()

    def _look_at(self, centre: Centre) -> None:
        if self.globe is not None:
            self.globe.look_at(centre)

    def _zoom(self, factor: float) -> None:
        if self.globe is not None and self.shows_globe:
            self.globe.zoom_by(1.0 / factor)
        else:
            self.map.zoom_by(factor)

    def _reset(self) -> None:
        if self.globe is not None and self.shows_globe:
            self.globe.reset_view()
        else:
            self.map.reset_view()

    def _show_choice(self) -> None:
        centre = self.globe.viewing.centre if self.globe is not None else Centre.EARTH
        self.toolbar.show_choice(is_globe=self.shows_globe, centre=centre)

    def _name_vehicles(self) -> None:
        plan = self._document.shown.plan
        self.toolbar.name_vehicles(plan.vehicle.name, plan.target.name)

    def _show_menu(self, mark: Mark | None, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if mark is not None:
            menu.addAction(self.tr("Select {0}").format(mark.name)).triggered.connect(
                lambda: self._selection.select([mark.event])
            )
            menu.addAction(self.tr("Move the playhead to {0}").format(mark.name)).triggered.connect(
                lambda: self._playhead.move_to(mark.utc_ms)
            )
            menu.addSeparator()
        menu.addActions([self.toolbar.globe, self.toolbar.ground_track])
        menu.addSeparator()
        menu.addActions(list(self.toolbar.centres.values()))
        menu.addSeparator()
        menu.addAction(self.tr("Show everything")).triggered.connect(self._reset)
        menu.popup(place)
