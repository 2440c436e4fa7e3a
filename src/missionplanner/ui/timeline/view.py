"""The timeline widget: tracks, events, ruler and playhead, edited with mouse and keyboard."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from missionplanner.app.document import Document
from missionplanner.app.playhead import Playhead
from missionplanner.app.selection import Selection
from missionplanner.flight.assess import Assessment
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline import paint_playhead_over, paint_timeline
from missionplanner.paint.timeline_band import RowKind, paint_band
from missionplanner.paint.timeline_events import shape_rect
from missionplanner.paint.timeline_hits import Hit, hit
from missionplanner.paint.timeline_strips import paint_strips
from missionplanner.plan.edits import replace_event
from missionplanner.ui.timeline.accessible import TimelineReader, install_reader, tell_focus
from missionplanner.ui.timeline.actions import TimelineActions
from missionplanner.ui.timeline.chart_area import ChartArea
from missionplanner.ui.timeline.clocks import Clocks
from missionplanner.ui.timeline.commands import TimelineCommands
from missionplanner.ui.timeline.constraint_commands import ConstraintCommands
from missionplanner.ui.timeline.gestures import PlanGesture
from missionplanner.ui.timeline.keys import TimelineKeys
from missionplanner.ui.timeline.menu import event_menu, place_menu, track_menu
from missionplanner.ui.timeline.mouse import TimelineMouse
from missionplanner.ui.timeline.overlay import marks_of, paint_gesture, paint_relations
from missionplanner.ui.timeline.removal import remove_events
from missionplanner.ui.timeline.rename_field import RenameField
from missionplanner.ui.timeline.spread_wording import bands_spoken
from missionplanner.ui.timeline.tips import tip
from missionplanner.ui.timeline.track_commands import TrackCommands
from missionplanner.ui.timeline.wording import spoken_text, tr

_QUIET_MS = 300


class TimelineView(ChartArea):
    """Draws ``document.shown`` along time, and edits through ``document.commit``.

    The middle button, or Space with the left one, drags the chart. Alt switches snapping off, Escape takes a drag
    back, Ctrl makes it copy, Shift makes it push all that follows.

    Signals:
        activated: an event was double-clicked, or Enter was pressed; carries its id, an empty one for the mission.
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
        super().__init__(document, selection, palette, parent)
        self._document = document
        self._playhead = playhead
        self._palette = palette
        self.clocks = Clocks()
        self.commands = TimelineCommands(document, playhead, selection, self, self)
        self.constraints = ConstraintCommands(document, selection, self)
        self.tracks = TrackCommands(document, selection, self)
        self.tracks.menu_wanted.connect(self._show_track_menu)
        self.actions_of_events = TimelineActions(
            self.commands, self.constraints, self.tracks, self.rename_selected, selection, self
        )
        self._keys = TimelineKeys(self, document, selection)
        self._mouse = TimelineMouse(self, self._canvas, document, playhead, selection)
        self._mouse.stepped.connect(self.viewport().update)
        self._cover_soon = QTimer(self)
        self._cover_soon.setSingleShot(True)
        self._cover_soon.setInterval(_QUIET_MS)
        self._cover_soon.timeout.connect(self._cover)
        self._reader: TimelineReader | None = None
        install_reader()
        self._hovered: str | None = None
        self._space_is_down = False

        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Timeline"))
        document.shown_changed.connect(self._show_document)
        document.opened.connect(self._begin_anew)
        playhead.moved.connect(self.viewport().update)
        selection.changed.connect(self._show_selection)
        self._describe()

    @property
    def shown_now(self) -> Assessment:
        """The plan on show."""
        return self._document.shown

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self._selection

    def accessible_reader(self) -> TimelineReader:
        """Return what a screen reader is told of."""
        if self._reader is None:
            self._reader = TimelineReader(self, self)
        return self._reader

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in other colours."""
        self._palette = palette
        self._legend.set_palette_colors(palette)
        self.viewport().update()

    def set_zone(self, zone: str | None) -> None:
        """Show the clock of a zone in the ruler and beside the cursor, or none."""
        self.clocks = Clocks(zone=zone)
        self._canvas.set_zone(zone)
        self._refresh()

    def show_rows(self, kinds: frozenset[RowKind], strips: tuple[str, ...]) -> None:
        """Show these computed rows and plot strips."""
        self._canvas.backdrop.kinds, self._canvas.backdrop.strips = kinds, strips
        self._canvas.show(self._document.shown)
        self._canvas.resize(self.viewport().width(), self.viewport().height())
        self._refresh()
        if self._canvas.backdrop.lacks_coverage:
            self._cover_soon.start()

    def events_in_time_order(self) -> list[str]:
        """The events on show from first to last."""
        return self._canvas.in_time_order()

    def delete_selected(self) -> None:
        """Remove the selected events, asking about those that hang on them."""
        if remove_events(self._document, self._selection.event_ids, self):
            self._selection.select([])

    def rename_selected(self) -> None:
        """Open a field over the event selected last."""
        chosen = self._selection.event_id
        if chosen is None or chosen not in self._canvas.items.index:
            return
        self.reveal(chosen)
        place = shape_rect(self._canvas.layout, self._canvas.items.index[chosen]).toRect()
        event = self._document.plan.event(chosen)

        def rename(name: str) -> None:
            text = tr("Rename {name}").format(name=event.name)
            self._document.commit(replace_event(self._document.plan, replace(event, name=name)), text)

        RenameField(event.name, place, rename, self.viewport())

    def repair_at(self, at: QPointF) -> bool:
        """Repair the broken constraint whose words are at a point, if there is one."""
        measure = QFontMetricsF(self.font())
        for mark in marks_of(self._document.shown, self._canvas.layout, measure, self._selection):
            if mark.is_broken and mark.plate.contains(at):
                self.constraints.repair([mark.constraint_id])
                return True
        return False

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
        self._canvas.show(self._document.shown, in_a_drag=self._mouse.is_busy)
        if not self._mouse.is_busy:
            self._canvas.scroll_to(self._canvas.scroll_px)
        if self._canvas.backdrop.lacks_coverage:
            self._cover_soon.start()
        self._describe()
        self._refresh()

    def _begin_anew(self) -> None:
        """Show another document from launch to docking."""
        self.cancel_gesture()
        self._canvas.scroll_to(0.0)
        self.zoom_to_fit()

    def _cover(self) -> None:
        """Compute coverage once nothing has moved for a while."""
        if self._mouse.is_busy or self._document.shown.is_preview:
            self._cover_soon.start()
            return
        self._canvas.backdrop.cover(self._document.shown)
        self._canvas.show(self._document.shown)
        self._refresh()

    def _show_selection(self) -> None:
        chosen = self._selection.event_id
        if chosen is not None and not self._mouse.is_acting:
            self._canvas.reveal(chosen)
        self._describe()
        tell_focus(self.accessible_reader())
        self._refresh()

    def _describe(self) -> None:
        """Tell a screen reader what is selected."""
        chosen = self._selection.event_id
        plan = self._document.shown.plan
        if chosen is not None and chosen in self._canvas.items.index:
            self.setAccessibleDescription(spoken_text(self._document.shown, chosen, self.bands_now))
        else:
            text = self.tr("{count} events of {plan}; Tab goes to the next one")
            known = text.format(count=self._canvas.items.count, plan=plan.name)
            self.setAccessibleDescription("; ".join(filter(None, (known, bands_spoken(self.bands_now)))))

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
        layout, shown = self._canvas.layout, self._document.shown
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        paint_timeline(
            painter,
            layout,
            self._palette,
            height_px=layout.bottom_px,
            selected=self._selection.event_ids,
            hovered=self._hovered,
            guide_ms=guide_ms,
            before=drag.before if drag else None,
            bands=self.bands_now,
        )
        paint_relations(painter, layout, self._palette, shown, self._selection, with_handle=gesture is None)
        paint_band(painter, layout, self._palette, self._canvas.backdrop.rows)
        curves = self._canvas.backdrop.curves
        paint_strips(painter, layout, self._palette, curves, layout.bottom_px, self._playhead.utc_ms, self.bands_now)
        bounds = QRectF(self.viewport().rect())
        paint_playhead_over(painter, layout, self._palette, self._playhead.utc_ms, bounds.height())
        instants = self._canvas.backdrop.computed.instants
        paint_gesture(
            painter, self._palette, gesture, shown, layout.items, self.clocks, instants, self._mouse.at, bounds
        )
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
        elif event.button() == Qt.MouseButton.LeftButton and target.part == "header" and target.track is not None:
            self.tracks.rename(target.track)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Drop the highlight under the mouse."""
        self._hovered = None
        self.viewport().update()
        super().leaveEvent(event)

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
        self._pop_up(self._menu_of(target, utc_ms), at)

    def _menu_of(self, target: Hit, utc_ms: int) -> QMenu:
        actions = self.actions_of_events
        if target.event is not None:
            return event_menu(self, self, self._document, self._selection, target.event, actions)
        if target.part == "header" and target.track is not None:
            return track_menu(self, self._document, target.track, self.tracks, actions)
        return place_menu(self, self, self._document, self._selection, target, utc_ms, actions)

    def _show_track_menu(self, track: str) -> None:
        at = self.viewport().mapToGlobal(self._canvas.place_of_track(track)).toPoint()
        self._pop_up(track_menu(self, self._document, track, self.tracks, self.actions_of_events), at)

    @staticmethod
    def _pop_up(menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show tooltips, and zoom by pinching."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at, shown = QPointF(event.pos()), self._document.shown
            text = tip(self._canvas, shown, self._hit(at), at, self.clocks, self.bands_now)
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
