"""A photo that can be zoomed and panned, or the sentence that stands in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from missionplanner.paint.palette import Palette
from missionplanner.plan.photos import Photo, Point
from missionplanner.ui.photos.canvas_painting import paint_picture
from missionplanner.ui.photos.viewport import Viewport

_WHEEL_BASE = 1.0015
_ZOOM_STEP = 1.25


class PhotoView(QWidget):
    """Shows one photo; wheel and pinch zoom to the cursor, middle button or space bar pan.

    Signals:
        view_changed: zoomed or panned.
    """

    view_changed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.viewport = Viewport()
        self._palette = palette
        self._photo: Photo | None = None
        self._levels: Sequence[QImage] = ()
        self._message = ""
        self._panning_from: QPointF | None = None
        self._space_is_down = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 150)

    def set_photo(self, photo: Photo | None, levels: Sequence[QImage], message: str) -> None:
        """Show a photo; without an image, the message stands in its place."""
        before = self._photo
        self._photo, self._levels, self._message = photo, levels, message
        if photo is not None:
            size = (float(photo.width_px), float(photo.height_px))
            if before is None or photo.id != before.id or size != self.viewport.image_size:
                self.viewport.show(size)
                self.view_changed.emit()
        self._update_cursor()
        self.update()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._palette = palette
        self.update()

    @property
    def photo(self) -> Photo | None:
        """The photo on show."""
        return self._photo

    @property
    def has_image(self) -> bool:
        """Whether there is a picture to look at."""
        return self._photo is not None and bool(self._levels)

    def zoom(self, factor: float, at: Point | None = None) -> None:
        """Zoom about a point of the widget, or its middle."""
        self.viewport.zoom(factor, at)
        self._view_was_changed()

    def zoom_in(self) -> None:
        """Zoom in by one step."""
        self.zoom(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """Zoom out by one step."""
        self.zoom(1 / _ZOOM_STEP)

    def zoom_to_fit(self) -> None:
        """Show the whole photo."""
        self.viewport.fit()
        self._view_was_changed()

    def zoom_to_full_size(self) -> None:
        """Show one pixel of the photo on one pixel of the screen."""
        self.zoom(1 / (self.viewport.scale * self.devicePixelRatioF()))

    def _view_was_changed(self) -> None:
        self.view_changed.emit()
        self.update()

    # Panning.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to pan."""
        is_left = event.button() is Qt.MouseButton.LeftButton
        if event.button() is Qt.MouseButton.MiddleButton or (is_left and self._space_is_down):
            self._start_panning(event.position())

    def _start_panning(self, position: QPointF) -> None:
        self._panning_from = position
        self._update_cursor(position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan."""
        if self._panning_from is not None:
            step = event.position() - self._panning_from
            self._panning_from = event.position()
            self.viewport.pan(step.x(), step.y())
            self._view_was_changed()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End panning."""
        self._panning_from = None
        self._update_cursor(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom to the cursor."""
        position = event.position()
        self.zoom(_WHEEL_BASE ** event.angleDelta().y(), (position.x(), position.y()))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers on a touchpad."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            position = event.position()
            self.zoom(1.0 + event.value(), (position.x(), position.y()))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by keys; the space bar makes the left button pan."""
        match event.key():
            case Qt.Key.Key_Space:
                self._space_is_down = True
                self._update_cursor()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.zoom_to_fit()
            case Qt.Key.Key_1:
                self.zoom_to_full_size()
            case _:
                super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the left button do its usual work again."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_is_down = False
            self._update_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys come here."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget keys whose release will not be seen."""
        self._space_is_down = False
        self.update()
        super().focusOutEvent(event)

    def _update_cursor(self, position: QPointF | None = None) -> None:
        if self._panning_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space_is_down:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, what lies over it, and where the keys go."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._palette.surface))
        if self.has_image:
            paint_picture(painter, self.viewport, self._levels, self.devicePixelRatioF())
            self._paint_over_picture(painter)
        else:
            painter.setPen(QColor(self._palette.muted_text))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, self._message)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(self._palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_over_picture(self, painter: QPainter) -> None:
        """Draw what lies over the picture: nothing on a plain one."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the photo in view."""
        self.viewport.resize((float(self.width()), float(self.height())))
        self._view_was_changed()

    def sizeHint(self) -> QSize:
        """Ask for room for a photo."""
        return QSize(640, 420)
