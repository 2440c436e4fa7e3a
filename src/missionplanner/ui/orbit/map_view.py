"""The ground-track map as a widget: it follows the playhead, can be enlarged and moved, and its marks selected."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.paint.ground_track import GroundTrackMap, ground_track_map, mark_at, paint_ground_track
from missionplanner.paint.ground_track_base import paint_base
from missionplanner.paint.ground_track_marks import Mark
from missionplanner.paint.ground_track_plate import MOST_ENLARGED, Plate, plate_in
from missionplanner.paint.palette import Palette
from missionplanner.ui.orbit.flight_scene import FlightScene, flight_scene
from missionplanner.ui.orbit.readout import readout_of
from missionplanner.ui.orbit.readout_painting import paint_readout, readout_size

_CLICK_PX = 4.0
_KEY_MOVE_PX = 40.0
_KEY_ZOOM = 1.25
_MARGIN_PX = 8.0
_MOVE_KEYS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class MapView(QWidget):
    """The map.

    Signals:
        menu_wanted: the user asks for the menu of a mark (`Mark` or None) at a place of the screen.
    """

    menu_wanted = Signal(object, object)

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
        self._document, self._playhead, self._selection, self._colors = document, playhead, selection, palette
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Ground track"))
        self._enlarged = 1.0
        self._centre_deg = (0.0, 0.0)
        self._map: GroundTrackMap | None = None
        self._scene: FlightScene | None = None
        self._base: tuple[Plate, Palette, float, QPixmap] | None = None
        self._pressed_at: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self._pointed_event: str | None = None
        document.shown_changed.connect(self.update)
        playhead.moved.connect(self.update)
        selection.changed.connect(self.update)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._colors = palette
        self.update()

    @property
    def picture(self) -> GroundTrackMap:
        """The flight on show, made ready for the map."""
        if self._map is None or self._map.assessment is not self._document.shown:
            self._map = ground_track_map(self._document.shown, self._map)
        return self._map

    @property
    def scene(self) -> FlightScene:
        """The flight on show, for its figures."""
        if self._scene is None or self._scene.assessment is not self._document.shown:
            self._scene = flight_scene(self._document.shown, self._scene)
        return self._scene

    def plate(self) -> Plate:
        """How the map lies in the widget: in its upper right corner, so that spare room is left for the figures."""
        width, height = float(self.width()), float(self.height())
        if self._enlarged > 1.0:
            return plate_in(QRectF(self.rect()), self._enlarged, self._centre_deg)
        fit = min(width, 2.0 * height)
        return plate_in(QRectF(width - fit, 0.0, fit, fit / 2))

    def reset_view(self) -> None:
        """Show the whole world."""
        self._enlarged, self._centre_deg = 1.0, (0.0, 0.0)
        self.update()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Enlarge by a factor; the place under a point stays there."""
        before = self.plate()
        point = around if around is not None else QPointF(self.rect().center())
        place = before.place(point)
        self._enlarged = min(max(self._enlarged * factor, 1.0), MOST_ENLARGED)
        self._centre_deg = before.centre_deg
        after = self.plate().place(point)
        self._move_centre(place[0] - after[0], place[1] - after[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the map and the figures."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.fillRect(self.rect(), QColor(self._colors.surface))
        plate = self.plate()
        painter.drawPixmap(0, 0, self._base_of(plate))
        scene, now_ms = self.scene, self._playhead.utc_ms
        readout = readout_of(scene, scene.at(now_ms))
        self.setAccessibleDescription(readout.sentence)
        width, height = readout_size(self.font(), readout)
        has_column = width + 2 * _MARGIN_PX <= plate.visible.left()
        corner = QPointF(_MARGIN_PX, _MARGIN_PX if has_column else self.height() - height - _MARGIN_PX)
        chosen = self._selection.event_ids
        named = (*chosen, self._pointed_event) if self._pointed_event else chosen
        paint_ground_track(
            painter,
            QRectF(self.rect()),
            self.picture,
            self._colors,
            playhead_ms=now_ms,
            selected=named,
            plate=plate,
            over_base=True,
            taken=QRectF(corner.x(), corner.y(), width, height),
        )
        paint_readout(painter, corner.x(), corner.y(), readout, self._colors)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the map, or to click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map while the button is held, else point at marks."""
        if self._dragged_from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            by = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._move_by(by.x(), by.y())
            return
        mark = self.mark_near(event.position())
        pointed = mark.event if mark is not None else None
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
        mark = self.mark_near(event.position())
        if mark is not None and hypot(moved.x(), moved.y()) <= _CLICK_PX:
            self._selection.select([mark.event])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Move the playhead to the mark clicked at, else show the whole world."""
        mark = self.mark_near(event.position())
        if mark is not None:
            self._playhead.move_to(mark.utc_ms)
        else:
            self.reset_view()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarge around the mouse."""
        self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, enlarge with plus and minus, Home shows the whole world."""
        key = Qt.Key(event.key())
        if key in _MOVE_KEYS:
            right, down = _MOVE_KEYS[key]
            self._move_by(right * _KEY_MOVE_PX, down * _KEY_MOVE_PX)
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
        self.menu_wanted.emit(self.mark_near(QPointF(event.pos())), event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        self._pointed_event = None
        self.update()

    def mark_near(self, point: QPointF) -> Mark | None:
        """The event's mark nearest to a point of the widget, None if none is near."""
        return mark_at(self.picture, self.plate(), point)

    def _move_by(self, right_px: float, down_px: float) -> None:
        scale = self.plate().px_per_deg
        self._move_centre(-right_px / scale, down_px / scale)

    def _move_centre(self, east_deg: float, north_deg: float) -> None:
        centre = self.plate().centre_deg
        self._centre_deg = (centre[0] + east_deg, centre[1] + north_deg)
        self._centre_deg = self.plate().centre_deg
        self.update()

    def _base_of(self, plate: Plate) -> QPixmap:
        """Sea and land, painted once for a size, a place and a palette."""
        ratio = self.devicePixelRatioF()
        if self._base is None or self._base[:3] != (plate, self._colors, ratio) or self._base[3].isNull():
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(plate.visible)
            paint_base(painter, plate, self._colors)
            painter.end()
            self._base = (plate, self._colors, ratio, pixmap)
        return self._base[3]
