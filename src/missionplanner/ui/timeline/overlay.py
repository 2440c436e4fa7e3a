"""What the timeline paints over its chart: arrows, limits, the rubber band, and the label beside the cursor."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from missionplanner.app.selection import Selection
from missionplanner.flight.assess import Assessment
from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_anchors import arrows_of, paint_arrows, paint_handle, paint_pull
from missionplanner.paint.timeline_items import Items
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_limits import LimitMark, limit_marks, paint_limits
from missionplanner.ui.timeline.clocks import Clocks
from missionplanner.ui.timeline.cursor_label import Line, paint_cursor_label
from missionplanner.ui.timeline.drag_wording import drag_words, resting_text
from missionplanner.ui.timeline.gestures import (
    AnchorGesture,
    BandGesture,
    Gesture,
    PlanGesture,
    PlayheadGesture,
    TrackGesture,
)

_MOST_AT_REST, _MOST_IN_A_DRAG = 150, 24


def marks_of(shown: Assessment, layout: Layout, measure: QFontMetricsF, selection: Selection) -> list[LimitMark]:
    """Return the constraints to draw."""
    return limit_marks(shown.plan, shown.schedule, layout, measure, selection.event_ids)


def paint_relations(
    painter: QPainter,
    layout: Layout,
    palette: Palette,
    shown: Assessment,
    selection: Selection,
    *,
    with_handle: bool,
) -> None:
    """Paint anchors and limits, inside the tracks."""
    painter.save()
    top_px = layout.metrics.rows_top_px
    painter.setClipRect(
        QRectF(layout.scale.left_px, top_px, layout.scale.width_px, layout.bottom_px - top_px),
        Qt.ClipOperation.IntersectClip,
    )
    most = _MOST_AT_REST if with_handle else _MOST_IN_A_DRAG
    paint_arrows(painter, layout, palette, arrows_of(shown.plan.events, selection.event_ids, most))
    paint_limits(painter, palette, marks_of(shown, layout, QFontMetricsF(painter.font()), selection))
    if with_handle and len(selection.event_ids) == 1:
        paint_handle(painter, layout, palette, selection.event_id)
    painter.restore()


def paint_gesture(
    painter: QPainter,
    palette: Palette,
    gesture: Gesture | None,
    shown: Assessment,
    items: Items,
    clocks: Clocks,
    instants: Mapping[int, str],
    at: QPointF,
    bounds: QRectF,
) -> None:
    """Paint what a gesture under way is about to do."""
    match gesture:
        case PlanGesture() if gesture.has_moved:
            drag = gesture.drag
            words = drag_words(drag.before, shown, clocks, drag.heading, drag.utc_ms, drag.snapped.shift_ms)
            lines = [Line(text) for text in words.lines]
            if drag.snapped.guide_ms is not None:
                resting = resting_text(items, instants, drag.snapped.guide_ms, drag.event_ids)
                lines += [Line(resting, palette.accent)] if resting else []
            lines += [Line(text, palette.error) for text in words.broken]
            lines += [Line(text, palette.ok) for text in words.healed]
            if drag.refusal:
                lines.append(Line(drag.refusal, palette.error))
            paint_cursor_label(painter, lines, at, bounds, palette)
        case PlayheadGesture():
            texts = clocks.lines(gesture.utc_ms, shown.plan.t0.ms)
            paint_cursor_label(painter, [Line(text) for text in texts], at, bounds, palette)
        case AnchorGesture() if gesture.has_moved:
            paint_pull(painter, palette, gesture.start, gesture.end)
            paint_cursor_label(painter, [Line(gesture.text)], at, bounds, palette)
        case TrackGesture() if gesture.line_px is not None:
            painter.setPen(QPen(QColor(palette.selection), 2.5))
            painter.drawLine(QLineF(0.0, gesture.line_px, bounds.right(), gesture.line_px))
        case BandGesture() if gesture.has_moved:
            painter.setPen(QPen(QColor(palette.selection), 1.0))
            fill = QColor(palette.selection)
            fill.setAlphaF(0.12)
            painter.setBrush(fill)
            painter.drawRect(gesture.rect)
