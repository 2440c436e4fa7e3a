"""One plane of the relative motion as a widget: moved and enlarged by mouse and keys, its events selected."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_chart import mark_at, paint_moving, paint_still, time_at
from missionplanner.paint.relative_drifts import drift_at, drift_text
from missionplanner.paint.relative_motion import RelativeMark
from missionplanner.paint.relative_view import Plane, PlaneMap
from missionplanner.ui.relative.kept_picture import KeptPicture
from missionplanner.ui.relative.viewing import RelativeViewing
from missionplanner.ui.relative.wording import described, tip_text

_CLICK_PX = 4.0
_KEY_MOVE_PX = 40.0
_KEY_ZOOM = 1.25
_MOVE_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
WIDTHS_M = {
    Qt.Key.Key_1: 100.0,
    Qt.Key.Key_2: 600.0,
    Qt.Key.Key_3: 6000.0,
    Qt.Key.Key_4: 100_000.0,
}


class PlaneView(QWidget):
    """One plane.

    Signals:
        menu_wanted: the user asks for the menu of a mark (`RelativeMark` or None), of an instant of the path (or None),
            at a place of the screen.
    """

    menu_wanted = Signal(object, object, object)

    def __init__(self, plane: Plane, viewing: RelativeViewing, palette: Palette, parent: QWidget | None = None) -> None:
        """Show a plane of what is viewed."""
        super().__init__(parent)
        self.plane: Plane = plane
        self._viewing, self._colors = viewing, palette
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(180, 160)
        name = self.tr("V-bar and R-bar") if plane == "r-bar" else self.tr("V-bar and H-bar")
        self.setAccessibleName(self.tr("Relative motion, {0}").format(name))
        self._still = KeptPicture(self)
        self._pressed_at: QPointF | None = None
        self._dragged_from: QPointF | None = None
        viewing.changed.connect(self.update)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._colors = palette
        self.update()

    def chart(self) -> PlaneMap:
        """How the plane lies in the widget."""
        return PlaneMap(plane=self.plane, view=self._viewing.view, frame=QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane."""
        viewing = self._viewing
        chart, motion, selected = self.chart(), viewing.motion, viewing.selection.event_ids
        drifts, bands = viewing.shows_drifts, viewing.bands
        still = self._still.pixmap(
            (motion, chart.view, self._colors, selected, drifts, bands, self.font().key()),
            lambda painter: paint_still(
                painter, chart, motion, self._colors, selected, shows_drifts=drifts, bands=bands
            ),
        )
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.drawPixmap(0, 0, still)
        paint_moving(painter, chart, motion, self._colors, viewing.playhead.utc_ms)
        if self.hasFocus():
            painter.setPen(self._colors.accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        self.setAccessibleDescription(described(viewing))

    def mark_near(self, point: QPointF) -> RelativeMark | None:
        """The event nearest to a point of the widget, None if none is near."""
        return mark_at(self.chart(), self._viewing.motion, point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the view, or to click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the view while the button is held, else point at marks."""
        if self._dragged_from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            is_mark = self.mark_near(event.position()) is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_mark else Qt.CursorShape.ArrowCursor)
            return
        assert self._pressed_at is not None
        total = event.position() - self._pressed_at
        if self._dragged_from == self._pressed_at and hypot(total.x(), total.y()) <= _CLICK_PX:
            return
        by = self._dragged_from - event.position()
        self._dragged_from = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._viewing.move_by(self.chart().step(by))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the event clicked at, if the mouse did not move between."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        was_click = self._dragged_from == self._pressed_at
        self._pressed_at = self._dragged_from = None
        self.unsetCursor()
        mark = self.mark_near(event.position())
        if mark is not None and was_click:
            self._viewing.selection.select([mark.event])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Move the playhead to the event, or to the place on the path, that was clicked at."""
        utc_ms = self._instant_at(event.position())
        if utc_ms is not None:
            self._viewing.playhead.move_to(utc_ms)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarge around the mouse."""
        place = self.chart().place(event.position())
        self._viewing.zoom_by(float(1.0015 ** event.angleDelta().y()), place)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, enlarge with plus and minus, widths on 1 to 4, F follows, D and B show, Home fits."""
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in _MOVE_KEYS:
            right, down = _MOVE_KEYS[key]
            self._viewing.move_by(self.chart().step(QPointF(right * _KEY_MOVE_PX, down * _KEY_MOVE_PX)))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._viewing.zoom_by(_KEY_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self._viewing.zoom_by(1.0 / _KEY_ZOOM)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self._viewing.reset()
        elif key in WIDTHS_M:
            self._viewing.show_width(WIDTHS_M[key])
        elif key == Qt.Key.Key_F:
            self._viewing.follow_chaser(not self._viewing.follows_chaser)
        elif key == Qt.Key.Key_D:
            self._viewing.show_drifts(not self._viewing.shows_drifts)
        elif key == Qt.Key.Key_B:
            self._viewing.switch_bands()
        elif key == Qt.Key.Key_Menu:
            self.menu_wanted.emit(None, None, self.mapToGlobal(self.rect().center()))
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        point = QPointF(event.pos())
        self.menu_wanted.emit(self.mark_near(point), self._instant_at(point), event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Say when the chaser passes the place under the mouse, and how."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget a drag under way."""
        self._pressed_at = self._dragged_from = None
        super().hideEvent(event)

    def _instant_at(self, point: QPointF) -> int | None:
        mark = self.mark_near(point)
        return mark.utc_ms if mark is not None else time_at(self.chart(), self._viewing.motion, point)

    def _show_tip(self, at: QPoint, on_screen: QPoint) -> None:
        mark, utc_ms = self.mark_near(QPointF(at)), self._instant_at(QPointF(at))
        if utc_ms is None:
            chosen = self._viewing.selection.event_ids
            drift = (
                drift_at(self.chart(), self._viewing.motion, QPointF(at), chosen)
                if self._viewing.shows_drifts
                else None
            )
            if drift is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(on_screen, drift_text(drift), self)
            return
        text = tip_text(self._viewing.motion, utc_ms, self._viewing.bands)
        QToolTip.showText(on_screen, text if mark is None else f"{mark.name}\n{text}", self)
