"""The flight around a textured Earth, drawn with OpenGL and turned with the mouse."""

from __future__ import annotations

import logging
from math import hypot

import pyqtgraph.opengl as gl
from OpenGL import GL
from OpenGL.error import GLError
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtOpenGL import QOpenGLPaintDevice
from PySide6.QtWidgets import QWidget

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.paint.palette import DARK
from missionplanner.ui.orbit.camera import Camera
from missionplanner.ui.orbit.earth_layer import EarthLayer
from missionplanner.ui.orbit.flight_scene import FlightScene, Instant, flight_scene
from missionplanner.ui.orbit.globe_overlay import paint_names
from missionplanner.ui.orbit.globe_picture import Named, named_marks, ribbons
from missionplanner.ui.orbit.marker_layer import MarkerLayer, Shape
from missionplanner.ui.orbit.opengl_support import globe_format
from missionplanner.ui.orbit.path_layer import PathLayer
from missionplanner.ui.orbit.readout import readout_of
from missionplanner.ui.orbit.readout_painting import paint_readout
from missionplanner.ui.orbit.star_layer import StarLayer
from missionplanner.ui.orbit.viewing import Centre, Viewing

_POINTING_PX = 11.0
_CLICK_PX = 4.0
_KEY_TURN_PX = 14.0
_KEY_ZOOM = 0.84
_CENTRE_KEYS = {Qt.Key.Key_1: Centre.EARTH, Qt.Key.Key_2: Centre.CHASER, Qt.Key.Key_3: Centre.TARGET}
_TURN_KEYS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class GlobeView(gl.GLViewWidget):  # type: ignore[misc]
    """The globe. The sky is black in every theme, so it is drawn in the dark palette.

    Attributes:
        viewing: from where it is seen.
        has_pictures: whether the ground has its pictures; they come after the first frame.

    Signals:
        centre_changed: another centre is in use.
        failed: the picture cannot be drawn; the text says why.
        menu_wanted: the user asks for the menu of a mark (`Mark` or None) at a place of the screen.
    """

    centre_changed = Signal()
    failed = Signal(str)
    menu_wanted = Signal(object, object)

    def __init__(
        self, document: Document, playhead: Playhead, selection: Selection, parent: QWidget | None = None
    ) -> None:
        """Follow a document, a playhead and a selection."""
        super().__init__(parent)
        self.setFormat(globe_format())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Globe"))
        self._document, self._playhead, self._selection = document, playhead, selection
        self.viewing = Viewing()
        self._scene: FlightScene | None = None
        self._layers: tuple[StarLayer, EarthLayer, PathLayer, MarkerLayer] | None = None
        self._asked_for_pictures = False
        self.has_pictures = False
        self._pointed_event: str | None = None
        self._pressed_at: QPointF | None = None
        self._dragged_from: QPointF | None = None
        document.shown_changed.connect(self.update)
        playhead.moved.connect(self.update)
        selection.changed.connect(self.update)

    @property
    def scene(self) -> FlightScene:
        """The flight on show."""
        if self._scene is None or self._scene.assessment is not self._document.shown:
            self._scene = flight_scene(self._document.shown, self._scene)
        return self._scene

    def instant(self) -> Instant:
        """The instant on show."""
        return self.scene.at(self._playhead.utc_ms)

    def camera(self) -> Camera:
        """The camera in use."""
        return self.viewing.camera(self.scene, self.instant(), self.width(), self.height())

    def look_at(self, centre: Centre) -> None:
        """Put the Earth or a vehicle in the middle."""
        if centre is not self.viewing.centre:
            self.viewing.centre = centre
            self.centre_changed.emit()
            self.update()

    def reset_view(self) -> None:
        """Return to where the centre is first seen from."""
        self.viewing.reset()
        self.update()

    def zoom_by(self, factor: float) -> None:
        """Scale the distance."""
        self.viewing.zoom(self.scene, factor)
        self.update()

    def shown_marks(self) -> list[Named]:
        """The marks in the picture, the most important first."""
        return named_marks(self.scene, self.instant(), self.camera(), DARK, self._selection.event_ids)

    def mark_near(self, point: QPointF) -> Named | None:
        """The event's mark nearest to a point of the window, None if none is near."""
        nearest, best_px = None, _POINTING_PX
        for named in self.shown_marks():
            away_px = hypot(named.marker.x_px - point.x(), named.marker.y_px - point.y())
            if named.mark is not None and away_px < best_px:
                nearest, best_px = named, away_px
        return nearest

    def initializeGL(self) -> None:
        """Compile what draws; a context may be made anew when a dock floats."""
        self._asked_for_pictures = self.has_pictures = False
        try:
            self._layers = (StarLayer(), EarthLayer(), PathLayer(), MarkerLayer())
        except (RuntimeError, GLError) as error:
            self._give_up(error)

    def paintGL(self) -> None:
        """Draw the sky, the Earth, the paths, the marks and the figures."""
        if self._layers is None:
            return
        try:
            self._draw(*self._layers)
        except GLError as error:
            self._give_up(error)
            return
        if not self._asked_for_pictures:
            self._asked_for_pictures = True
            QTimer.singleShot(0, self._load_pictures)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to turn, or to click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn while the button is held, else point at marks."""
        if self._dragged_from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            by = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self.viewing.turn(self.scene, by.x(), by.y(), self.camera().focal_px)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
            return
        near = self.mark_near(event.position())
        pointed = near.mark.event if near is not None and near.mark is not None else None
        if pointed != self._pointed_event:
            self._pointed_event = pointed
            self.setCursor(Qt.CursorShape.PointingHandCursor if pointed else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the mark clicked at, if the mouse did not move between."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        moved = event.position() - self._pressed_at
        self._pressed_at = self._dragged_from = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if hypot(moved.x(), moved.y()) <= _CLICK_PX:
            near = self.mark_near(event.position())
            if near is not None and near.mark is not None:
                self._selection.select([near.mark.event])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Move the playhead to the mark clicked at, else reset the view."""
        near = self.mark_near(event.position())
        if near is not None and near.mark is not None:
            self._playhead.move_to(near.mark.utc_ms)
        else:
            self.reset_view()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        self.zoom_by(0.9985 ** event.angleDelta().y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn with the arrows, zoom with plus and minus, 1 2 3 choose the centre, Home resets."""
        key = Qt.Key(event.key())
        if key in _CENTRE_KEYS:
            self.look_at(_CENTRE_KEYS[key])
        elif key in _TURN_KEYS:
            right, down = _TURN_KEYS[key]
            self.viewing.turn(self.scene, right * _KEY_TURN_PX, down * _KEY_TURN_PX, self.camera().focal_px)
            self.update()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_KEY_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1.0 / _KEY_ZOOM)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.reset_view()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        near = self.mark_near(QPointF(event.pos()))
        self.menu_wanted.emit(near.mark if near is not None else None, event.globalPos())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave it to the window."""
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        self._pointed_event = None
        self.update()

    def _draw(self, stars: StarLayer, earth: EarthLayer, paths: PathLayer, marks: MarkerLayer) -> None:
        scene, instant = self.scene, self.instant()
        ratio = self.devicePixelRatioF()
        camera = self.viewing.camera(scene, instant, self.width(), self.height())
        shown = named_marks(scene, instant, camera, DARK, self._selection.event_ids)
        for state in (GL.GL_DEPTH_TEST, GL.GL_STENCIL_TEST, GL.GL_SCISSOR_TEST, GL.GL_CULL_FACE):
            GL.glDisable(state)
        GL.glEnable(GL.GL_BLEND)
        GL.glClearColor(0.008, 0.010, 0.016, 1.0)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT | GL.GL_DEPTH_BUFFER_BIT | GL.GL_STENCIL_BUFFER_BIT)
        stars.draw(camera, instant.sun_direction, ratio)
        earth.draw(camera, instant.dcm_itrs_from_gcrs, instant.sun_direction)
        paths.draw(camera, instant.dcm_itrs_from_gcrs, ribbons(scene, instant, DARK), ratio)
        rings = [
            named.marker._replace(reach_px=named.marker.reach_px + 5.0, shape=Shape.RING, colour=DARK.selection)
            for named in shown
            if named.is_selected
        ]
        marks.draw([*(named.marker for named in reversed(shown)), *rings], self.width(), self.height(), ratio)
        GL.glBindVertexArray(0)
        GL.glUseProgram(0)
        GL.glActiveTexture(GL.GL_TEXTURE0)
        self._paint_texts(scene, instant, shown)

    def _give_up(self, error: Exception) -> None:
        """Draw nothing any more, and say why; the traceback is for the log."""
        logging.getLogger(__name__).error("OpenGL cannot draw the globe", exc_info=error)
        self._layers = None
        why = self.tr("The globe cannot be drawn on this display ({0}); the ground track is shown instead.")
        # The panel takes this view away, which must not happen in the middle of its painting.
        QTimer.singleShot(0, lambda: self.failed.emit(why.format(str(error).strip().splitlines()[0])))

    def _paint_texts(self, scene: FlightScene, instant: Instant, shown: list[Named]) -> None:
        # A painter on the widget itself would be redirected, and lost, when the window takes a picture of itself.
        device = QOpenGLPaintDevice(self.deviceWidth(), self.deviceHeight())
        device.setDevicePixelRatio(self.devicePixelRatioF())
        painter = QPainter(device)
        painter.setFont(self.font())
        readout = readout_of(scene, instant)
        self.setAccessibleDescription(readout.sentence)
        room = paint_readout(painter, 12.0, 12.0, readout, DARK)
        pointed = next((mark for mark in shown if mark.mark and mark.mark.event == self._pointed_event), None)
        paint_names(painter, shown, QRectF(self.rect()), room.adjusted(-6, -6, 6, 6), DARK, pointed)
        painter.end()

    def _load_pictures(self) -> None:
        if self._layers is None or not self.isValid():
            return
        self.makeCurrent()
        try:
            self._layers[1].load_pictures()
            self.has_pictures = True
        except FileNotFoundError as error:
            self.failed.emit(str(error))
        self.doneCurrent()
        self.update()
