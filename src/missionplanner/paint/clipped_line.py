"""A long polyline cut to a rectangle, since painters do not take coordinates far outside of the picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from missionplanner.orbit.vectors import Array

_APART_PX = 0.6


def clipped(points: Array, frame: QRectF) -> list[QPolygonF]:
    """The parts of a polyline that lie inside a frame, with corners that nobody could tell apart left out.

    Args:
        points: corners of the line [px], (n, 2).
        frame: what is seen.

    Source: Liang & Barsky, A New Concept and Method for Line Clipping (1984), all pieces at once.
    """
    points = _thinned(points)
    if len(points) < 2:
        return []
    start, step = points[:-1], np.diff(points, axis=0)
    low = np.array([frame.left(), frame.top()])
    high = np.array([frame.right(), frame.bottom()])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        first, second = (low - start) / step, (high - start) / step
    still = step == 0.0
    inside = (start >= low) & (start <= high)
    enter = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(first, second)).max(axis=1)
    leave = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(first, second)).min(axis=1)
    enter, leave = np.maximum(enter, 0.0), np.minimum(leave, 1.0)
    seen = np.flatnonzero(enter < leave)
    lines: list[QPolygonF] = []
    last = -2
    for k in seen.tolist():
        if k != last + 1 or enter[k] > 0.0:
            lines.append(QPolygonF([QPointF(*(start[k] + enter[k] * step[k]).tolist())]))
        lines[-1].append(QPointF(*(start[k] + leave[k] * step[k]).tolist()))
        last = k
    return lines


def _thinned(points: Array) -> Array:
    """The corners that are some way from one another along the line, the first and the last among them."""
    if len(points) < 3:
        return points
    along = np.cumsum(np.hypot(*np.diff(points, axis=0).T)) // _APART_PX
    keep = np.concatenate([[True], along[1:] != along[:-1], [True]])
    kept: Array = points[keep]
    return kept
