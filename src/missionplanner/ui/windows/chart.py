"""The chart of delta-v over phase on screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from missionplanner.paint.delta_v_chart import DeltaVChart, paint_delta_v_chart
from missionplanner.paint.palette import Palette


class ChartView(QWidget):
    """Draws a chart; without one it says what to do."""

    def __init__(self, colors: Palette, parent: QWidget | None = None) -> None:
        """Show no chart yet."""
        super().__init__(parent)
        self._colors = colors
        self.chart: DeltaVChart | None = None
        self.setAccessibleName(self.tr("Delta-v over phase"))
        self.setMinimumSize(220, 150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setToolTip(
            self.tr(
                "Delta-v of the chosen profile over the phase it has to make up.\nThe band is the interval that the "
                "profile is for; circles are days, hollow ones those on which it does not work."
            )
        )

    def sizeHint(self) -> QSize:
        """Ask for room for a curve."""
        return QSize(360, 240)

    def set_palette_colors(self, colors: Palette) -> None:
        """Take other colours."""
        self._colors = colors
        self.update()

    def show_chart(self, chart: DeltaVChart | None) -> None:
        """Show another chart."""
        if chart == self.chart:
            return
        self.chart = chart
        mark = None if chart is None else chart.chosen
        speed = "" if mark is None or mark.total_mps is None else f", {mark.total_mps:.1f} m/s"
        words = (
            "" if chart is None or mark is None else f"{chart.title}, {mark.name}: {mark.closure_deg:.1f} deg{speed}"
        )
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._colors.background)
        if self.chart is None:
            painter.setPen(self._colors.muted_text)
            words = self.tr("Choose a day to see what its phase costs.")
            painter.drawText(
                self.rect().adjusted(8, 8, -8, -8), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words
            )
        else:
            paint_delta_v_chart(painter, self.chart, QRectF(self.rect()), self._colors)
        painter.end()
