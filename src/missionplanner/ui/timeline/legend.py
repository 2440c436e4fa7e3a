"""The legend: a button in the corner of the chart, and what it pops up."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_layout import Metrics
from missionplanner.paint.timeline_legend import legend_column_size, paint_legend_column


class LegendButton(QToolButton):
    """Stands in the lowest row of the ruler, left of the axis."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        """Wait to be placed."""
        super().__init__(parent)
        self._colours = palette
        self._metrics: Metrics | None = None
        self.setText(self.tr("Legend"))
        self.setToolTip(self.tr("What shapes and fillings mean"))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(self.pop_up)

    def place(self, metrics: Metrics) -> None:
        """Take the place that the chart leaves free for it."""
        if metrics != self._metrics:
            self._metrics = metrics
            row_px = round(metrics.ruler_row_px)
            width_px = min(self.sizeHint().width(), round(metrics.header_px) - 4)
            self.setGeometry(QRect(2, round(metrics.flags_top_px), width_px, row_px - 1))

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in other colours."""
        self._colours = palette

    def pop_up(self) -> None:
        """Show the legend below the button until something else is clicked."""
        if self._metrics is None:
            return
        popup = LegendPopup(self._metrics, self._colours, self)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()


class LegendPopup(QFrame):
    """The legend in a column; a click or Escape closes it."""

    def __init__(self, metrics: Metrics, palette: Palette, parent: QWidget) -> None:
        """Take the colours and sizes of the chart."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._metrics = metrics
        self._colours = palette
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Legend of the timeline"))
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the size of the column."""
        size = legend_column_size(self._metrics, self.font())
        return QSize(round(size.width()), round(size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the column in a frame."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.fillRect(self.rect(), QColor(self._colours.background))
        painter.setPen(QColor(self._colours.grid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        paint_legend_column(painter, self._metrics, self._colours)
        painter.end()
