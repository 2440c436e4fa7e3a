"""What the globe shows of a flight at an instant through a camera: ribbons, marks and names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from missionplanner.orbit.vectors import Array
from missionplanner.paint.ground_track_marks import Mark
from missionplanner.paint.palette import Palette
from missionplanner.ui.orbit.camera import Camera
from missionplanner.ui.orbit.flight_scene import FlightScene, Instant, Line
from missionplanner.ui.orbit.marker_layer import Marker, Shape
from missionplanner.ui.orbit.path_layer import Ribbon

_REVOLUTION_S = 5_560.0
_FADE_S = 1_500.0
_BURN_WIDTH_PX = 4.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Named:
    """A mark in the picture: its place in pixels, what it is called, and the event it stands for, if any."""

    marker: Marker
    name: str
    always_named: bool
    is_vehicle: bool = False
    mark: Mark | None = None
    is_selected: bool = False


def ribbons(scene: FlightScene, instant: Instant, palette: Palette) -> tuple[Ribbon, ...]:
    """The paths: a comet's tail behind the target, the chaser's whole way, its burns, and the ascent dashed."""
    now_s = instant.t_s
    drawn = []
    if scene.target is not None and instant.target is not None:
        drawn.append(_tail(scene.target, now_s, palette.target))
    if scene.climb is not None:
        points_m, way_m = scene.climb
        drawn.append(Ribbon(points_m=points_m, parameter=-way_m, colour=palette.chaser, width_px=2.2, dash=90_000.0))
    if scene.chaser is not None:
        t_s, r_m = scene.chaser.around(now_s)
        drawn.append(
            Ribbon(
                points_m=r_m,
                parameter=t_s - now_s,
                colour=palette.chaser,
                width_px=2.6,
                width_ahead_px=1.5,
                strengths=(1.0, 0.5, 0.55),
                fade_s=_FADE_S,
            )
        )
    for arc_m in scene.burn_arcs_m:
        drawn.append(
            Ribbon(points_m=arc_m, parameter=-np.ones(len(arc_m)), colour=palette.text, width_px=_BURN_WIDTH_PX)
        )
    return tuple(drawn)


def named_marks(
    scene: FlightScene, instant: Instant, camera: Camera, palette: Palette, selected: Collection[str]
) -> list[Named]:
    """The marks in the picture and before the Earth, the most important first."""
    plan = scene.assessment.plan
    spots: list[tuple[Array, Named]] = []
    for state, name, colour, shape, reach in (
        (instant.chaser, plan.vehicle.name, palette.chaser, Shape.DISC, 5.0),
        (instant.target, plan.target.name, palette.target, Shape.SQUARE, 7.5),
    ):
        if state is not None:
            marker = Marker(0.0, 0.0, reach, shape, colour)
            spots.append((state.r_m, Named(marker=marker, name=name, always_named=True, is_vehicle=True)))
    pad = Marker(0.0, 0.0, 4.5, Shape.RING, palette.text)
    spots.append((instant.pad_m, Named(marker=pad, name=plan.site.name, always_named=True)))
    for mark in scene.marks:
        is_selected = mark.event in selected
        if mark.event == plan.rendezvous.liftoff and not is_selected:
            continue
        key = mark.importance == "key"
        marker = Marker(
            0.0,
            0.0,
            5.5 if key else 3.2,
            Shape.TRIANGLE if mark.is_burn else Shape.DIAMOND,
            palette.burn if mark.is_burn else palette.milestone,
        )
        named = Named(
            marker=marker, name=mark.name, always_named=key or is_selected, mark=mark, is_selected=is_selected
        )
        spots.append((mark.r_gcrs_m, named))
    places_m = np.stack([place for place, _ in spots])
    pixels, ahead = camera.project(places_m)
    hidden = camera.hides(places_m, instant.dcm_itrs_from_gcrs)
    shown = []
    for (x, y), depth, is_hidden, (_, named) in zip(
        pixels.tolist(), ahead.tolist(), hidden.tolist(), spots, strict=True
    ):
        margin = named.marker.reach_px
        in_frame = -margin <= x <= camera.width_px + margin and -margin <= y <= camera.height_px + margin
        if depth > 0.0 and in_frame and not is_hidden:
            shown.append(_moved(named, x, y))
    return shown


def _moved(named: Named, x_px: float, y_px: float) -> Named:
    return Named(
        marker=named.marker._replace(x_px=x_px, y_px=y_px),
        name=named.name,
        always_named=named.always_named,
        is_vehicle=named.is_vehicle,
        mark=named.mark,
        is_selected=named.is_selected,
    )


def _tail(line: Line, now_s: float, colour: str) -> Ribbon:
    t_s, r_m = line.around(now_s)
    kept = slice(
        max(int(np.searchsorted(t_s, now_s - _REVOLUTION_S)) - 1, 0), int(np.searchsorted(t_s, now_s, side="right"))
    )
    return Ribbon(
        points_m=r_m[kept],
        parameter=t_s[kept] - now_s,
        colour=colour,
        width_px=2.6,
        strengths=(1.0, 0.38, 0.0),
        fade_s=_FADE_S,
        memory_s=_REVOLUTION_S,
    )
