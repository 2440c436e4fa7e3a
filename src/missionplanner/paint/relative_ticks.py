"""Ticks of time along the relative path, as many as keep apart in the picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF

from missionplanner.paint.ground_track_symbols import Symbol
from missionplanner.paint.palette import Palette
from missionplanner.paint.relative_motion import RelativeMotion
from missionplanner.paint.relative_view import PlaneMap

# From coarse to fine; a finer tick stands only where it is far enough from all others.
_STEPS_S = (3600, 1800, 600, 300, 120, 60, 30, 10, 5, 1)
_APART_PX = 58.0
_MOST, _ENOUGH, _FINEST = 18, 5, 40


def time_ticks(chart: PlaneMap, motion: RelativeMotion, palette: Palette) -> list[Symbol]:
    """Ticks at round times before the end of the path, named like ``-34 min``, within the picture."""
    if motion.path is None:
        return []
    before_s = motion.before_contact_s
    points = chart.pixels(motion.path.r_m)
    frame = chart.frame
    low, high = np.array([frame.left(), frame.top()]), np.array([frame.right(), frame.bottom()])
    seen = (points >= low).all(axis=1) & (points <= high).all(axis=1)
    if not seen.any():
        return []
    inside = np.flatnonzero(seen)
    first_s, last_s = float(before_s[inside[0]]), float(before_s[inside[-1]])
    placed = np.empty((0, 2))
    symbols: list[Symbol] = []
    for step_s in _STEPS_S:
        wanted = step_s * np.arange(np.ceil(first_s / step_s), np.floor(last_s / step_s) + 1)
        if len(symbols) >= _ENOUGH or len(wanted) > _FINEST:
            break
        at = np.stack([np.interp(wanted, before_s, points[:, k]) for k in range(2)], axis=1)
        within = (at >= low).all(axis=1) & (at <= high).all(axis=1) & (wanted < 0.0)
        for place in placed:
            within &= np.hypot(*(at - place).T) >= _APART_PX
        for time_s, place in zip(wanted[within].tolist(), at[within], strict=True):
            if len(symbols) >= _MOST:
                return symbols
            if len(placed) and np.hypot(*(placed - place).T).min() < _APART_PX:
                continue
            placed = np.vstack([placed, place])
            symbols.append(Symbol(QPointF(*place.tolist()), before_text(time_s), palette.chaser, "chaser", 2.4))
    return symbols


def before_text(before_s: float) -> str:
    """Write a time before contact: minutes, or seconds within the last one."""
    if before_s == 0.0:
        return "0"
    sign = "-" if before_s < 0.0 else "+"
    minutes, seconds = divmod(round(abs(before_s)), 60)
    if minutes and seconds:
        return f"{sign}{minutes}:{seconds:02d}"
    if minutes:
        return QCoreApplication.translate("RelativeChart", "{0} min").format(f"{sign}{minutes}")
    return QCoreApplication.translate("RelativeChart", "{0} s").format(f"{sign}{seconds}")
