"""A picture painted once and kept until what it shows, or how large it is, changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget


class KeptPicture:
    """The part of a widget's picture that does not move with the playhead."""

    def __init__(self, widget: QWidget) -> None:
        """Keep a picture as large as a widget."""
        self._widget = widget
        self._key: Hashable = None
        self._pixmap = QPixmap()

    def pixmap(self, key: Hashable, paint: Callable[[QPainter], None]) -> QPixmap:
        """Return the picture, painted anew if the key, the size or the resolution is another one."""
        widget, ratio = self._widget, self._widget.devicePixelRatioF()
        whole = (key, widget.size().toTuple(), ratio)
        if self._key != whole or self._pixmap.isNull():
            self._key = whole
            self._pixmap = QPixmap(widget.size() * ratio)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._pixmap)
            painter.setFont(widget.font())
            paint(painter)
            painter.end()
        return self._pixmap
