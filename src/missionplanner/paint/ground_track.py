"""The ground-track map of a flight, painted on a window or on paper.

On paper::

    picture = ground_track_map(assessment)
    paint_ground_track(painter, QRectF(x, y, width, width / 2), picture, PRINT)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from missionplanner.flight.assess import Assessment
from missionplanner.orbit.sky.almanac import ephemeris_covers
from missionplanner.paint.ground_track_base import paint_base, paint_graticule, paint_night
from missionplanner.paint.ground_track_geometry import GroundTrack, below, ground_track, wrapped
from missionplanner.paint.ground_track_legend import paint_legend
from missionplanner.paint.ground_track_marks import Mark, flight_marks
from missionplanner.paint.ground_track_plate import Plate, plate_in
from missionplanner.paint.ground_track_symbols import Symbol, paint_symbols
from missionplanner.paint.ground_track_trails import paint_trails
from missionplanner.paint.palette import Palette


@dataclass(frozen=True, kw_only=True, eq=False)
class GroundTrackMap:
    """A flight made ready for the map."""

    assessment: Assessment
    track: GroundTrack
    marks: tuple[Mark, ...]
    places_deg: tuple[tuple[float, float], ...]


def ground_track_map(assessment: Assessment, known: GroundTrackMap | None = None) -> GroundTrackMap:
    """Make a flight ready for the map.

    Args:
        assessment: the plan with its flight.
        known: the map made before; its paths are taken over if the flight is the same.
    """
    flight = assessment.flight
    track = known.track if known is not None and known.track.flight is flight else ground_track(flight)
    marks = flight_marks(assessment)
    places = tuple(below(flight.epoch_ms, track.motion.seconds(mark.utc_ms), mark.r_gcrs_m)[:2] for mark in marks)
    return GroundTrackMap(assessment=assessment, track=track, marks=marks, places_deg=places)


def paint_ground_track(
    painter: QPainter,
    frame: QRectF,
    picture: GroundTrackMap,
    palette: Palette,
    *,
    playhead_ms: int | None = None,
    selected: Collection[str] = (),
    plate: Plate | None = None,
    over_base: bool = False,
    taken: QRectF | None = None,
) -> Plate:
    """Paint the map, twice as wide as high, as large as fits into a frame, in the painter's font.

    Args:
        painter: where to paint; nothing but lines, fills and text, so that paper gets vectors.
        frame: where the map may lie.
        picture: what to paint.
        palette: its colours.
        playhead_ms: the instant of day and night and of the vehicles; without it, day and night are those of contact
            and a legend takes the place of the vehicles.
        selected: events to frame.
        plate: how the map lies in the frame if it was moved or enlarged.
        over_base: whether sea and land are there already.
        taken: where no name may lie.

    Returns:
        How the map lies in the frame.
    """
    plate = plate or plate_in(frame)
    motion = picture.track.motion
    shown_ms = motion.utc_ms(motion.end_s) if playhead_ms is None else playhead_ms
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(plate.visible, Qt.ClipOperation.IntersectClip)
    if not over_base:
        paint_base(painter, plate, palette)
    if ephemeris_covers(shown_ms):
        paint_night(painter, plate, palette, shown_ms)
    paint_graticule(painter, plate, palette)
    paint_trails(painter, plate, picture.track, palette, playhead_ms)
    symbols = _symbols(picture, plate, palette, playhead_ms, selected)
    paint_symbols(painter, plate.visible, palette, symbols, () if taken is None else (taken,))
    if playhead_ms is None:
        paint_legend(painter, plate, palette, picture.assessment.plan, shown_ms)
    painter.restore()
    return plate


def mark_at(picture: GroundTrackMap, plate: Plate, point: QPointF, within_px: float = 9.0) -> Mark | None:
    """Return the mark nearest to a point of the picture, None if none is near."""
    nearest = None
    for mark, place in zip(picture.marks, picture.places_deg, strict=True):
        away = plate.point(*place) - point
        distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
        if distance <= within_px:
            nearest, within_px = mark, distance
    return nearest


def _symbols(
    picture: GroundTrackMap, plate: Plate, palette: Palette, playhead_ms: int | None, selected: Collection[str]
) -> list[Symbol]:
    """Collect marks and vehicles, the most important first."""
    plan, motion = picture.assessment.plan, picture.track.motion
    symbols = []
    if playhead_ms is not None:
        t_s = motion.seconds(playhead_ms)
        for state, name, colour, shape in (
            (motion.chaser(playhead_ms), plan.vehicle.name, palette.chaser, "chaser"),
            (motion.target(playhead_ms), plan.target.name, palette.target, "target"),
        ):
            if state is not None:
                longitude, latitude, _ = below(motion.flight.epoch_ms, t_s, state.r_m)
                reach_px = 5.5 if shape == "chaser" else 8.0
                symbols.append(Symbol(plate.point(longitude, latitude), name, colour, shape, reach_px, bold=True))
    pad = plate.point(wrapped(plan.site.longitude_deg), plan.site.latitude_deg)
    symbols.append(Symbol(pad, plan.site.name, palette.text, "pad", 5.0))
    liftoff = plan.rendezvous.liftoff
    for mark, place in zip(picture.marks, picture.places_deg, strict=True):
        is_selected = mark.event in selected
        if mark.event == liftoff and not is_selected:
            continue
        key = mark.importance == "key"
        symbols.append(
            Symbol(
                plate.point(*place),
                mark.name if key or is_selected else "",
                palette.burn if mark.is_burn else palette.milestone,
                "burn" if mark.is_burn else "milestone",
                5.0 if key else 3.0,
                selected=is_selected,
            )
        )
    return symbols
