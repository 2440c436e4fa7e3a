"""Paints constraints: a bracket from the earlier edge to the later one, loud where it is broken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from missionplanner.paint.palette import Palette
from missionplanner.paint.timeline_anchors import edge_point
from missionplanner.paint.timeline_layout import Layout
from missionplanner.plan.constraints import Constraint, Gap, Latest, edges_of, margin_ms
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, Schedule
from missionplanner.plan.time_text import duration_text

_PAD_PX = 4.0
_TICK_PX = 5.0


@dataclass(frozen=True, kw_only=True)
class LimitMark:
    """A constraint on the chart: from where to where its bracket goes, and what it says.

    ``plate`` is the place of its words, which a click repairs if ``is_broken``.
    """

    constraint_id: str
    start: QPointF
    end: QPointF
    is_broken: bool
    text: str
    plate: QRectF


def limit_marks(
    plan: Plan, schedule: Schedule, layout: Layout, font_metrics: QFontMetricsF, selected: Collection[str]
) -> list[LimitMark]:
    """Return the marks of all broken constraints, and of those that hold on selected events."""
    marks: list[LimitMark] = []
    for constraint in plan.constraints:
        margin = margin_ms(constraint, plan.t0.ms, schedule.times_ms)
        events = {edge.event for edge in edges_of(constraint)}
        if margin is None or (margin >= 0 and not events & set(selected)):
            continue
        ends = _ends(constraint, plan, layout)
        if ends is None:
            continue
        start, end = ends
        text = _text(constraint, margin)
        width = font_metrics.horizontalAdvance(text) + 2 * _PAD_PX
        height = font_metrics.height() + 2.0
        # Above the lane, so that neither line nor words cross a name.
        above = QPointF(0.0, layout.metrics.bar_px / 2 + 1.0)
        start, end = start - above, end - above
        middle = (max(start.x(), layout.scale.left_px) + min(end.x(), layout.scale.right_px)) / 2
        plate = QRectF(middle - width / 2, end.y() - height + 3.0, width, height)
        marks.append(
            LimitMark(constraint_id=constraint.id, start=start, end=end, is_broken=margin < 0, text=text, plate=plate)
        )
    return marks


def paint_limits(painter: QPainter, palette: Palette, marks: list[LimitMark]) -> None:
    """Draw the brackets, each with its words."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        colour = QColor(palette.error if mark.is_broken else palette.muted_text)
        painter.setPen(QPen(colour, 1.8 if mark.is_broken else 1.0, Qt.PenStyle.SolidLine))
        y = mark.end.y()
        painter.drawLine(QLineF(mark.start.x(), y, mark.end.x(), y))
        for x in (mark.start.x(), mark.end.x()):
            painter.drawLine(QLineF(x, y, x, y + _TICK_PX))
        if abs(mark.start.y() - y) > 1.0:
            painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(mark.start.x(), mark.start.y(), mark.start.x(), y))
        painter.setPen(QPen(colour, 1.0))
        painter.setBrush(QColor(palette.background))
        painter.drawRoundedRect(mark.plate, 3.0, 3.0)
        painter.setPen(colour if mark.is_broken else QColor(palette.text))
        painter.drawText(mark.plate, Qt.AlignmentFlag.AlignCenter, mark.text)
    painter.restore()


def _ends(constraint: Constraint, plan: Plan, layout: Layout) -> tuple[QPointF, QPointF] | None:
    own = edge_point(layout, EventEdge(constraint.event, constraint.edge))
    if own is None:
        return None
    if isinstance(constraint, Latest):
        limit_px = layout.scale.px(constraint.limit_ms(plan.t0.ms))
        return (QPointF(limit_px, own.y()), own) if limit_px <= own.x() else (own, QPointF(limit_px, own.y()))
    other = edge_point(layout, EventEdge(constraint.after, constraint.after_edge))
    if other is None:
        return None
    return (other, own) if other.x() <= own.x() else (own, other)


def _text(constraint: Constraint, margin: int) -> str:
    if margin < 0:
        missing = duration_text(_rounded(-margin))
        if isinstance(constraint, Latest):
            return _tr("{time} too late: repair").format(time=missing)
        return _tr("{time} off: repair").format(time=missing)
    if isinstance(constraint, Gap):
        parts = []
        if constraint.least_ms is not None:
            parts.append(f"\N{GREATER-THAN OR EQUAL TO} {duration_text(constraint.least_ms)}")
        if constraint.most_ms is not None:
            parts.append(f"\N{LESS-THAN OR EQUAL TO} {duration_text(constraint.most_ms)}")
        return ", ".join(parts)
    return _tr("{time} to spare").format(time=duration_text(_rounded(margin)))


def _rounded(duration_ms: int) -> int:
    """Leave the milliseconds out of a duration of more than a minute."""
    return round(duration_ms / 1000) * 1000 if duration_ms > 60_000 else duration_ms


def _tr(text: str) -> str:
    return QCoreApplication.translate("TimelineLimits", text)
