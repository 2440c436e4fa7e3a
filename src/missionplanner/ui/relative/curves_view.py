"""Range and range rate as a widget: the mouse moves the playhead, wheel and keys change the times shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_curves import (
    CurveMap,
    CurveSpan,
    mark_on_curve,
    paint_instant,
    paint_relative_curves,
)
from missionplanner.ui.relative.kept_picture import KeptPicture
from missionplanner.ui.relative.viewing import RelativeViewing
from missionplanner.ui.relative.wording import described, tip_text

_KEY_ZOOM = 1.25
_KEY_MOVE = 0.1


class CurvesView(QWidget):
    """Both curves.

    Signals:
        menu_wanted: the user asks for the menu of an instant (or None), at a place of the screen.
    """

    menu_wanted = Signal(object, object, object)

    def __init__(self, viewing: RelativeViewing, palette: Palette, parent: QWidget | None = None) -> None:
        """Show the curves of what is viewed."""
        super().__init__(parent)
        self._viewing, self._colors = viewing, palette
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 160)
        self._still = KeptPicture(self)
        self.setAccessibleName(self.tr("Range and closing speed over time"))
        viewing.changed.connect(self.update)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._colors = palette
        self.update()

    def curves(self) -> CurveMap:
        """How the times lie in the widget."""
        return CurveMap(
            span=self._viewing.span,
            frame=QRectF(self.rect()).adjusted(1, 1, -1, -1),
            line_px=float(self.fontMetrics().height()),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the curves."""
        viewing = self._viewing
        curves, motion, selected = self.curves(), viewing.motion, viewing.selection.event_ids
        bands = viewing.bands
        still = self._still.pixmap(
            (motion, curves.span, self._colors, selected, bands, self.font().key()),
            lambda painter: paint_relative_curves(
                painter, curves, motion, self._colors, selected=selected, bands=bands
            ),
        )
        painter = QPainter(self)
        painter.drawPixmap(0, 0, still)
        paint_instant(painter, curves, motion, self._colors, viewing.playhead.utc_ms)
        if self.hasFocus():
            painter.setPen(self._colors.accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        self.setAccessibleDescription(described(viewing))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the playhead here."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._scrub(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the playhead along while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scrub(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the event here."""
        name = mark_on_curve(self.curves(), self._viewing.motion, event.position())
        if name is not None:
            self._viewing.selection.select([name])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Show less time, or more, around the mouse."""
        around_s = self.curves().after_s(event.position().x())
        self._viewing.show_span(self._viewing.span.enlarged(1.0015 ** event.angleDelta().y(), around_s))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Other times with the arrows, fewer and more with plus and minus, Home the last hour, B bands."""
        span, key = self._viewing.span, event.key()
        length_s = span.end_s - span.start_s
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._viewing.show_span(span.moved(_KEY_MOVE * length_s * (1.0 if key == Qt.Key.Key_Right else -1.0)))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._viewing.show_span(span.enlarged(_KEY_ZOOM, 0.0))
        elif key == Qt.Key.Key_Minus:
            self._viewing.show_span(span.enlarged(1.0 / _KEY_ZOOM, 0.0))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self._viewing.show_span(CurveSpan())
        elif key == Qt.Key.Key_B:
            self._viewing.switch_bands()
        elif key == Qt.Key.Key_Menu:
            self.menu_wanted.emit(None, None, self.mapToGlobal(self.rect().center()))
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_wanted.emit(None, self._utc_ms(QPointF(event.pos())), event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Say what the curves show under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            utc_ms = self._utc_ms(QPointF(event.pos()))
            if utc_ms is None or self._viewing.motion.figures(utc_ms) is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tip_text(self._viewing.motion, utc_ms, self._viewing.bands), self)
            return True
        return super().event(event)

    def _utc_ms(self, point: QPointF) -> int | None:
        contact_ms = self._viewing.motion.contact_ms
        return None if contact_ms is None else contact_ms + round(1000.0 * self.curves().after_s(point.x()))

    def _scrub(self, point: QPointF) -> None:
        utc_ms = self._utc_ms(point)
        if utc_ms is not None:
            self._viewing.playhead.move_to(utc_ms)
