"""The paths of both vehicles on the map: flown and still to fly."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from missionplanner.paint.ground_track_geometry import GroundPath, GroundTrack
from missionplanner.paint.ground_track_plate import Plate
from missionplanner.paint.palette import Palette

_HALF_REVOLUTION_S = 2_800.0


def paint_trails(
    painter: QPainter, plate: Plate, track: GroundTrack, palette: Palette, playhead_ms: int | None
) -> None:
    """Draw the paths: the chaser's whole, the target's for as long, or around the playhead when that is elsewhere.

    What lies behind the playhead is strong, what lies ahead is fainter; without a playhead all is strong. The target's
    path is the wider one and lies below, so that both are seen where they coincide.
    """
    motion = track.motion
    start_s, end_s = motion.t0_s, motion.end_s
    now_s = end_s if playhead_ms is None else motion.seconds(playhead_ms)
    if playhead_ms is not None and not start_s <= now_s <= end_s:
        start_s, end_s = now_s - _HALF_REVOLUTION_S, now_s + _HALF_REVOLUTION_S
    for path, colour, width_px in ((track.target, palette.target, 4.6), (track.chaser, palette.chaser, 1.9)):
        if path is not None:
            ahead, behind = path.between(now_s, end_s), path.between(start_s, min(now_s, end_s))
            _stroke(painter, _lines(plate, ahead), _pen(colour, 0.85 * width_px, 0.42))
            _stroke(painter, _lines(plate, behind), _pen(colour, width_px, 0.62 if width_px > 3.0 else 1.0))
    if track.ascent is not None:
        pen = _pen(palette.chaser, 1.8, 1.0)
        pen.setDashPattern([4.0, 2.5])
        _stroke(painter, _lines(plate, track.ascent), pen)


def _pen(colour: str, width_px: float, opacity: float) -> QPen:
    tint = QColor(colour)
    tint.setAlphaF(opacity)
    pen = QPen(tint, width_px)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _stroke(painter: QPainter, lines: list[QPolygonF], pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in lines:
        painter.drawPolyline(line)


def _lines(plate: Plate, path: GroundPath) -> list[QPolygonF]:
    """The path cut at the date line, each piece carried on over the edge of the map."""
    lines: list[QPolygonF] = []
    if len(path.t_s) < 2:
        return lines
    first = int(np.floor((path.longitude_deg.min() + 180.0) / 360.0))
    last = int(np.floor((path.longitude_deg.max() + 180.0) / 360.0))
    for turn in range(first, last + 1):
        places = np.column_stack([path.longitude_deg - 360.0 * turn, path.latitude_deg])
        near = np.abs(places[:, 0]) <= 180.0
        near[:-1] |= near[1:]
        near[1:] |= near[:-1]
        shown = np.flatnonzero(near)
        for run in np.split(shown, np.flatnonzero(np.diff(shown) > 1) + 1):
            lines.append(plate.polygon(places[run]))
    return lines
