"""Paints what hangs on what: arrows between the selected events and those they follow or lead."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_layout import Layout
from missionplanner.paint.timeline_packing import LEFT
from missionplanner.plan.anchors import AfterEvent, AtOrbital
from missionplanner.plan.changed_events import Picked
from missionplanner.plan.edits import anchored_to
from missionplanner.plan.events import Event, Phase
from missionplanner.plan.schedule import EventEdge

_HEAD_PX = 5.0
_HANDLE_PX = 4.5
_HANDLE_AWAY_PX = 10.0
_BEND_PX = 8.0
_GAP_PX = 2.5
_MOST_SMOOTH = 60


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One anchor: the edge that leads and the edge that follows it; ``waits`` if the orbit lies between them."""

    leader: EventEdge
    follower: EventEdge
    waits: bool


def arrows_of(events: tuple[Event, ...], selected: Collection[str], most: int) -> list[Arrow]:
    """Return the anchors that the selected events have, and those of others on them, not more than ``most``."""
    chosen = set(selected)
    found: list[Arrow] = []
    for event in _anchored.of(events) if chosen else ():
        for arrow in _of_event(event):
            if arrow.leader.event in chosen or arrow.follower.event in chosen:
                found.append(arrow)
                if len(found) == most:
                    return found
    return found


_anchored = Picked(lambda event: bool(anchored_to(event)))


def _of_event(event: Event) -> Iterator[Arrow]:
    anchors = [(event.anchor, EventEdge(event.id, "start"))]
    if isinstance(event, Phase):
        anchors.append((event.end, EventEdge(event.id, "end")))
    for anchor, own in anchors:
        match anchor:
            case AfterEvent():
                yield Arrow(leader=EventEdge(anchor.event, anchor.edge), follower=own, waits=False)
            case AtOrbital():
                yield Arrow(leader=EventEdge(anchor.after, "start"), follower=own, waits=True)


def edge_point(layout: Layout, edge: EventEdge) -> QPointF | None:
    """Return where an edge of an event stands, None if it is not on show."""
    number = layout.items.index.get(edge.event)
    if number is None:
        return None
    x = layout.start_px[number] if edge.edge == "start" else layout.end_px[number]
    return QPointF(float(x), float(layout.top_px[number]) + float(layout.bars_px[number]) / 2)


def handle_at(layout: Layout, event_id: str | None) -> QPointF | None:
    """Return the place of the handle from which an event is anchored to another, None if it is not on show."""
    number = layout.items.index.get(event_id or "")
    if number is None or number not in layout.visible:
        return None
    y = float(layout.top_px[number]) + float(layout.bars_px[number]) / 2
    has_name_at_left = layout.lanes.label_place[number] == LEFT
    left_px = layout.label_left_px[number] if has_name_at_left else layout.shape_left_px[number]
    return QPointF(float(left_px) - _HANDLE_AWAY_PX, y)


def is_on_handle(layout: Layout, event_id: str | None, at: QPointF) -> bool:
    """Tell whether a point is on the handle of an event."""
    handle = handle_at(layout, event_id)
    return handle is not None and QLineF(handle, at).length() <= _HANDLE_PX + 3.0


def paint_arrows(painter: QPainter, layout: Layout, palette: Palette, arrows: list[Arrow]) -> None:
    """Draw an arrow for each anchor, dashed where the orbit lies between."""
    half_px = layout.metrics.bar_px / 2
    lines: dict[bool, list[QLineF]] = {False: [], True: []}
    tips: list[QPointF] = []
    for arrow in arrows:
        start, end = edge_point(layout, arrow.leader), edge_point(layout, arrow.follower)
        if start is not None and end is not None and _is_near(layout, start, end):
            corners = _way(start, end, half_px)
            lines[arrow.waits].extend(map(QLineF, corners[:-1], corners[1:]))
            tips.append(corners[-1])
    painter.save()
    # The lines are upright or level: smoothing them would only blur them.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = QPen(QColor(palette.accent), 1.0)
    painter.setPen(pen)
    painter.drawLines(lines[False])
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.drawLines(lines[True])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(tips) <= _MOST_SMOOTH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.accent))
    half = 0.7 * _HEAD_PX
    head = QPolygonF([QPointF(0.0, 0.0), QPointF(-_HEAD_PX, -half), QPointF(-_HEAD_PX, half)])
    for tip in tips:
        painter.drawConvexPolygon(head.translated(tip))
    painter.restore()


def paint_handle(painter: QPainter, layout: Layout, palette: Palette, event_id: str | None) -> None:
    """Draw the handle of an event, a ring left of its start and of a name there."""
    at = handle_at(layout, event_id)
    if at is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(palette.selection), 1.6))
    painter.setBrush(QColor(palette.background))
    painter.drawEllipse(at, _HANDLE_PX, _HANDLE_PX)
    painter.setBrush(QColor(palette.selection))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(at, 1.5, 1.5)
    painter.restore()


def paint_pull(painter: QPainter, palette: Palette, start: QPointF, end: QPointF) -> None:
    """Draw the anchor that is being pulled from a handle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(palette.selection), 1.6, Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(start, end))
    painter.setBrush(QColor(palette.selection))
    painter.drawEllipse(end, 3.5, 3.5)
    painter.restore()


def _is_near(layout: Layout, start: QPointF, end: QPointF) -> bool:
    """Tell whether an arrow may be seen: its ends are not both beyond the same side."""
    left, right = min(start.x(), end.x()), max(start.x(), end.x())
    top, bottom = min(start.y(), end.y()), max(start.y(), end.y())
    in_time = right >= layout.scale.left_px and left <= layout.scale.right_px
    return in_time and bottom >= layout.metrics.rows_top_px and top <= layout.bottom_px


def _way(start: QPointF, end: QPointF, half_px: float) -> list[QPointF]:
    """Return the corners of an arrow: out of the leader, between the lanes, into the follower's edge from the left."""
    tip_x, tip_y = end.x() - 1.0, end.y()
    below = tip_y >= start.y() - 1.0
    leave_y = start.y() + (half_px if below else -half_px)
    lane_y = leave_y + (_GAP_PX if below else -_GAP_PX)
    turn_x = tip_x - _BEND_PX
    if abs(tip_y - start.y()) >= 1.0 and tip_x > start.x() + 2 * _BEND_PX:
        turn_x = min(start.x() + _BEND_PX, turn_x)
    corners = [(start.x(), leave_y), (start.x(), lane_y), (turn_x, lane_y), (turn_x, tip_y), (tip_x, tip_y)]
    return [QPointF(x, y) for x, y in corners]
