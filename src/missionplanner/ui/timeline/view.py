"""The timeline widget: tracks, events, ruler and playhead, moved with mouse and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline import paint_timeline
from missionplanner.paint.timeline_hits import Hit, hit
from missionplanner.paint.timeline_layout import Layout
from missionplanner.plan.plan import Plan
from missionplanner.ui.timeline.axis_bar import AxisBar
from missionplanner.ui.timeline.canvas import Canvas
from missionplanner.ui.timeline.cursor_label import paint_cursor_label
from missionplanner.ui.timeline.gestures import PlanGesture, PlayheadGesture
from missionplanner.ui.timeline.keys import TimelineKeys
from missionplanner.ui.timeline.legend import LegendButton
from missionplanner.ui.timeline.menu import build_menu
from missionplanner.ui.timeline.mouse import TimelineMouse
from missionplanner.ui.timeline.removal import remove_events
from missionplanner.ui.timeline.wording import drag_lines, instant_lines, spoken_text, tooltip_at

_ZOOM_STEP = 1.5
_WHEEL_NOTCH = 120.0


class TimelineView(QAbstractScrollArea):
    """Draws ``document.shown`` along time, and edits through ``document.commit``.

    The wheel scrolls the tracks, with Shift it pans, with Ctrl it zooms to the cursor; the middle button, or Space
    with the left one, drags the chart. Alt switches snapping off, Escape takes a drag back.

    Signals:
        activated: an event was double-clicked, or Enter was pressed on it; carries its id.
    """

    activated = Signal(str)

    def __init__(
        self,
        document: Document,
        playhead: Playhead,
        selection: Selection,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        """Show the document's plan from launch to docking."""
        super().__init__(parent)
        self._document = document
        self._playhead = playhead
        self._selection = selection
        self._palette = palette
        self._opened: Plan = document.plan
        self._canvas = Canvas(document.shown, self.font())
        self._keys = TimelineKeys(self, document, selection)
        self._mouse = TimelineMouse(self, self._canvas, document, playhead, selection)
        self._mouse.stepped.connect(self.viewport().update)
        self._hovered: str | None = None
        self._space_is_down = False

        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 160)
        self.setAccessibleName(self.tr("Timeline"))
        self._legend = LegendButton(palette, self.viewport())
        self._axis_bar = AxisBar(self.horizontalScrollBar(), self._canvas, self._refresh)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._scroll_tracks)
        document.shown_changed.connect(self._show_document)
        playhead.moved.connect(self.viewport().update)
        selection.changed.connect(self._show_selection)
        self._describe()

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in other colours."""
        self._palette = palette
        self._legend.set_palette_colors(palette)
        self.viewport().update()

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

    def events_in_time_order(self) -> list[str]:
        """The events on show from first to last."""
        return self._canvas.in_time_order()

    def delete_selected(self) -> None:
        """Remove the selected events, asking about those that hang on them."""
        if remove_events(self._document, self._selection.event_ids, self):
            self._selection.select([])

    def pan_by(self, x_px: float, y_px: float) -> None:
        """Move the chart right and down by some pixels."""
        if x_px:
            self._canvas.look_at(self._canvas.scale.panned(x_px))
        if y_px:
            self._canvas.scroll_to(self._canvas.scroll_px - y_px)
        self._refresh()

    def activate(self, event_id: str) -> None:
        """Tell others that an event is to be edited."""
        self.activated.emit(event_id)

    def cancel_gesture(self) -> bool:
        """Take a drag under way back; returns whether there was one."""
        if not self._mouse.cancel():
            return False
        self._refresh()
        self._update_cursor(self._hit(self._mouse.at))
        return True

    # What the document, the selection and the widget's own size change.

    def _show_document(self) -> None:
        self._canvas.show(self._document.shown)
        plan = self._document.plan
        was_opened = self._document.undo_stack.count() == 0 and plan is not self._opened
        if was_opened and self._document.shown.plan is plan:
            self._opened = plan
            self.cancel_gesture()
            self._canvas.fit_flight()
        if not self._mouse.is_busy:
            self._canvas.scroll_to(self._canvas.scroll_px)
        self._describe()
        self._refresh()

    def _show_selection(self) -> None:
        chosen = self._selection.event_id
        if chosen is not None and not self._mouse.is_acting:
            self._canvas.reveal(chosen)
        self._describe()
        self._refresh()

    def _describe(self) -> None:
        """Tell a screen reader what is selected."""
        chosen = self._selection.event_id
        plan = self._document.shown.plan
        if chosen is not None and chosen in self._canvas.items.index:
            self.setAccessibleDescription(spoken_text(self._document.shown, chosen))
        else:
            text = self.tr("{count} events of {plan}; Tab goes to the next one")
            self.setAccessibleDescription(text.format(count=self._canvas.items.count, plan=plan.name))

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

    def _scroll_tracks(self, value: int) -> None:
        self._canvas.scroll_to(float(value))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new size."""
        super().resizeEvent(event)
        self._canvas.resize(self.viewport().width(), self.viewport().height())
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_axis_bar"):
            self._canvas.set_font(self.font())
            self._canvas.show(self._document.shown)
            self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart, and during a drag what it would do."""
        gesture = self._mouse.gesture
        drag = gesture if isinstance(gesture, PlanGesture) and gesture.has_moved else None
        guide_ms = drag.drag.snapped.guide_ms if drag else getattr(gesture, "guide_ms", None)
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        paint_timeline(
            painter,
            self._canvas.layout,
            self._palette,
            height_px=float(self.viewport().height()),
            selected=self._selection.event_ids,
            hovered=self._hovered,
            playhead_ms=self._playhead.utc_ms,
            guide_ms=guide_ms,
            before=drag.before if drag else None,
        )
        bounds = QRectF(self.viewport().rect())
        shown = self._document.shown
        if drag is not None:
            lines = drag_lines(shown, drag.drag.heading, drag.drag.utc_ms, drag.drag.snapped.shift_ms)
            paint_cursor_label(painter, lines, drag.drag.refusal, self._mouse.at, bounds, self._palette)
        elif isinstance(gesture, PlayheadGesture):
            lines = instant_lines(shown, self._playhead.utc_ms)
            paint_cursor_label(painter, lines, "", self._mouse.at, bounds, self._palette)
        painter.end()

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the button does where it was pressed."""
        self._mouse.press(event, pans=self._space_is_down)
        self._update_cursor(self._hit(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun, or light up what is under the mouse."""
        if not self._mouse.move(event):
            target = self._hit(event.position())
            if target.event != self._hovered:
                self._hovered = target.event
                self.viewport().update()
            self._update_cursor(target)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what was begun."""
        self._mouse.release(event)
        self._refresh()
        self._update_cursor(self._hit(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Activate an event."""
        target = self._hit(event.position())
        if event.button() == Qt.MouseButton.LeftButton and target.event is not None:
            self.activate(target.event)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Drop the highlight under the mouse."""
        self._hovered = None
        self.viewport().update()
        super().leaveEvent(event)

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done here; from the keyboard, what can be done to the selected event."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            chosen = self._selection.event_id
            target = Hit(part="event", event=chosen) if chosen is not None else Hit(part="nothing")
            here = self._canvas.place_of(chosen) or QPointF(self.viewport().rect().center())
            at, utc_ms = self.viewport().mapToGlobal(here).toPoint(), self._playhead.utc_ms
        else:
            place = QPointF(self.viewport().mapFromGlobal(event.globalPos()))
            target, at = self._hit(place), event.globalPos()
            utc_ms = round(self._canvas.scale.utc_ms(place.x()) / 1000) * 1000
        if target.event is not None and target.event not in self._selection.event_ids:
            self._selection.select([target.event])
        menu = build_menu(self, self, self._document, self._selection, target, utc_ms)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tooltips, and zoom by pinching."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            utc_ms = round(self._canvas.scale.utc_ms(event.pos().x()))
            text = tooltip_at(self._document.shown, self._hit(QPointF(event.pos())), utc_ms)
            QToolTip.showText(event.globalPos(), "" if self._mouse.is_busy else text, self.viewport())
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom(1.0 + event.value(), event.position())
            return True
        return super().viewportEvent(event)

    # Keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means; see ``keys``."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_is_down = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() == Qt.Key.Key_Escape and self.cancel_gesture():
            pass
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the chart."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_is_down = False
            self._update_cursor(self._hit(self._mouse.at))
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go through the events with Tab, and on to the next widget after the last."""
        return self._keys.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a key that will be released elsewhere."""
        self._space_is_down = False
        super().focusOutEvent(event)

    # Parts of the above.

    def _hit(self, at: QPointF) -> Hit:
        return hit(self._canvas.layout, at.x(), at.y())

    def _zoom(self, factor: float, about: QPointF) -> None:
        self._canvas.zoom(factor, about.x(), about.y(), self._selection.event_id)
        self._refresh()

    def _zoom_centre(self) -> QPointF:
        scale, chosen = self._canvas.scale, self._canvas.place_of(self._selection.event_id)
        if chosen is not None and scale.left_px <= chosen.x() <= scale.right_px:
            return chosen
        return QPointF((scale.left_px + scale.right_px) / 2, self.viewport().height() / 2)

    def _update_cursor(self, target: Hit) -> None:
        gesture = self._mouse.gesture
        if gesture is not None:
            shape = gesture.cursor
        elif self._space_is_down:
            shape = Qt.CursorShape.OpenHandCursor
        elif target.part in ("start-edge", "end-edge", "t0"):
            shape = Qt.CursorShape.SizeHorCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
