"""The area that the timeline's chart is moved in: scroll bars, zooming, panning, and what of it is shown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from missionplanner.app.dispersion_study import DispersionStudy
from missionplanner.app.document import Document
from missionplanner.app.selection import Selection
from missionplanner.paint.dispersion_bands import DrawnBands
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_layout import Layout
from missionplanner.ui.timeline.axis_bar import AxisBar
from missionplanner.ui.timeline.canvas import Canvas
from missionplanner.ui.timeline.legend import LegendButton

_ZOOM_STEP = 1.5
_WHEEL_NOTCH = 120.0


class ChartArea(QAbstractScrollArea):
    """Shows a part of the chart.

    The wheel scrolls the tracks, with Shift it pans, with Ctrl it zooms to the cursor.
    """

    def __init__(
        self, document: Document, selection: Selection, palette: Palette, parent: QWidget | None = None
    ) -> None:
        """Show the document's plan from launch to docking."""
        super().__init__(parent)
        self._selection = selection
        self._study: DispersionStudy | None = None
        self._canvas = Canvas(document.shown, self.font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(320, 160)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._legend = LegendButton(palette, self.viewport())
        self._axis_bar = AxisBar(self.horizontalScrollBar(), self._canvas, self._refresh)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._scroll_tracks)

    @property
    def bands_now(self) -> DrawnBands | None:
        """The bands of dispersed flights on show."""
        return None if self._study is None else self._study.drawn

    def follow_study(self, study: DispersionStudy) -> None:
        """Draw the bands of a study."""
        self._study = study
        study.changed.connect(self._describe)
        study.changed.connect(self.viewport().update)

    @property
    def layout_now(self) -> Layout:
        """The chart as it is on show: where every event stands in the viewport."""
        return self._canvas.layout

    def zoom_to_fit(self) -> None:
        """Show launch to docking and hatch opening."""
        self._canvas.fit_flight()
        self._refresh()

    def zoom_to_all(self) -> None:
        """Show the plan from its first to its last event."""
        self._canvas.fit_span(*self._canvas.whole_span_ms(), right_margin_px=140.0)
        self._refresh()

    def zoom_to_selection(self) -> None:
        """Show the selected events with what is near them; the flight if nothing is selected."""
        items = self._canvas.items
        numbers = [items.index[event_id] for event_id in self._selection.event_ids if event_id in items.index]
        if not numbers:
            self.zoom_to_fit()
            return
        start_ms, end_ms = float(items.start_ms[numbers].min()), float(items.end_ms[numbers].max())
        room_ms = max(0.15 * (end_ms - start_ms), 5 * 60_000.0)
        self._canvas.fit_span(start_ms - room_ms, end_ms + room_ms)
        self._canvas.reveal(items.ids[numbers[-1]])
        self._refresh()

    def zoom_in(self) -> None:
        """Magnify, about the selected event if it is in view, else about the middle."""
        self._zoom(_ZOOM_STEP, self._zoom_centre())

    def zoom_out(self) -> None:
        """Show more of the plan."""
        self._zoom(1.0 / _ZOOM_STEP, self._zoom_centre())

    def zoom_by(self, factor: float) -> None:
        """Magnify about the middle of the view."""
        scale = self._canvas.scale
        self._zoom(factor, QPointF((scale.left_px + scale.right_px) / 2, self.viewport().height() / 2))

    def show_span(self, start_ms: float, end_ms: float) -> None:
        """Show a part of the axis."""
        self._canvas.fit_span(start_ms, end_ms)
        self._refresh()

    def reveal(self, event_id: str) -> None:
        """Bring an event into view."""
        self._canvas.reveal(event_id)
        self._refresh()

    def pan_by(self, x_px: float, y_px: float) -> None:
        """Move the chart right and down by some pixels."""
        if x_px:
            self._canvas.look_at(self._canvas.scale.panned(x_px))
        if y_px:
            self._canvas.scroll_to(self._canvas.scroll_px - y_px)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new size."""
        super().resizeEvent(event)
        self._canvas.resize(self.viewport().width(), self.viewport().height())
        self._refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, pan with Shift or sideways, else scroll the tracks."""
        angle, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_ZOOM_STEP ** ((angle.y() or angle.x()) / _WHEEL_NOTCH), event.position())
        else:
            notch_px = 3.0 * self._canvas.layout.metrics.lane_px
            x = float(pixels.x()) if not pixels.isNull() else angle.x() / _WHEEL_NOTCH * notch_px
            y = float(pixels.y()) if not pixels.isNull() else angle.y() / _WHEEL_NOTCH * notch_px
            sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.pan_by((x or y) * 2.0 if sideways else x, 0.0 if sideways else y)
        event.accept()

    def _zoom(self, factor: float, about: QPointF) -> None:
        self._canvas.zoom(factor, about.x(), about.y(), self._selection.event_id)
        self._refresh()

    def _zoom_centre(self) -> QPointF:
        scale, chosen = self._canvas.scale, self._canvas.place_of(self._selection.event_id)
        if chosen is not None and scale.left_px <= chosen.x() <= scale.right_px:
            return chosen
        return QPointF((scale.left_px + scale.right_px) / 2, self.viewport().height() / 2)

    def _refresh(self) -> None:
        self._axis_bar.follow()
        self._legend.place(self._canvas.layout.metrics)
        bar = self.verticalScrollBar()
        bar.blockSignals(True)
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(self._canvas.layout.metrics.lane_px))
        bar.setRange(0, round(self._canvas.most_scroll_px()))
        bar.setValue(round(self._canvas.scroll_px))
        bar.blockSignals(False)
        self.viewport().update()

    def _describe(self) -> None:
        """Tell a screen reader what is on show."""

    def _scroll_tracks(self, value: int) -> None:
        self._canvas.scroll_to(float(value))
        self.viewport().update()
