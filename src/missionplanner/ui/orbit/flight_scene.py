"""What there is to see of a flight at an instant: both vehicles, their paths, the Sun and the Earth's turn."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from missionplanner.flight.assess import Assessment
from missionplanner.flight.flight import AscentPath
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.almanac import EarthOrientation, ephemeris_covers, sun_position_gcrs
from missionplanner.orbit.vectors import Array
from missionplanner.paint.ground_track_marks import Mark, flight_marks
from missionplanner.paint.ground_track_motion import ChaserState, Motion, State

_STEP_S = 12.0
# Beside the playhead the path is sampled ever closer, so that it meets the vehicle even when seen from metres away.
_CLOSE_S = np.concatenate([-np.geomspace(_STEP_S, 0.002, 40), [0.0], np.geomspace(0.002, _STEP_S, 40)])


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """A flown path sampled for drawing: times since the epoch [s] and GCRS positions [m]."""

    trajectory: Trajectory
    t_s: Array
    r_m: Array

    def around(self, now_s: float) -> tuple[Array, Array]:
        """Times and positions, finer around an instant."""
        close = now_s + _CLOSE_S
        close = close[(close > self.t_s[0]) & (close < self.t_s[-1])]
        if not len(close):
            return self.t_s, self.r_m
        first, last = np.searchsorted(self.t_s, [close[0], close[-1]])
        return (
            np.concatenate([self.t_s[:first], close, self.t_s[last:]]),
            np.concatenate([self.r_m[:first], self.trajectory.position(close), self.r_m[last:]]),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Instant:
    """The flight at one instant.

    Attributes:
        utc_ms: the instant.
        t_s: the same since the flight's epoch.
        dcm_itrs_from_gcrs: how the Earth is turned, (3, 3).
        sun_m: the Sun, GCRS, (3,).
        chaser: where the chaser is, None if nowhere.
        target: where the target is, None if nowhere.
        pad_m: the launch pad, GCRS, (3,).
    """

    utc_ms: int
    t_s: float
    dcm_itrs_from_gcrs: Array
    sun_m: Array
    chaser: ChaserState | None
    target: State | None
    pad_m: Array

    @property
    def sun_direction(self) -> Array:
        """Unit vector to the Sun, GCRS, (3,)."""
        direction: Array = self.sun_m / np.linalg.norm(self.sun_m)
        return direction


@dataclass(frozen=True, kw_only=True, eq=False)
class FlightScene:
    """A plan's flight made ready to be seen.

    Attributes:
        assessment: the plan with its flight.
        motion: where the vehicles are.
        marks: the events along the flight.
        chaser: the chaser's path from insertion to contact.
        target: the target's path.
        burn_arcs_m: where the engine runs, GCRS positions of each burn, (n, 3).
        climb: positions [m], (n, 3), of the ascent, and the way from the pad to each [m], (n,).
    """

    assessment: Assessment
    motion: Motion
    marks: tuple[Mark, ...]
    chaser: Line | None
    target: Line | None
    burn_arcs_m: tuple[Array, ...]
    climb: tuple[Array, Array] | None

    def at(self, utc_ms: int) -> Instant:
        """Look at one instant; beyond the years of the ephemeris, day and night are those of the flight."""
        known_ms = utc_ms if ephemeris_covers(utc_ms) else self.motion.flight.epoch_ms
        t_s = self.motion.seconds(known_ms)
        dcm = EarthOrientation(self.motion.flight.epoch_ms, t_s, t_s).dcm_itrs_from_gcrs(t_s)[0]
        return Instant(
            utc_ms=utc_ms,
            t_s=t_s,
            dcm_itrs_from_gcrs=dcm,
            sun_m=sun_position_gcrs(self.motion.flight.epoch_ms, np.array([t_s]))[0],
            chaser=self.motion.chaser(utc_ms),
            target=self.motion.target(utc_ms),
            pad_m=dcm.T @ self.motion.pad_itrs_m(),
        )


def flight_scene(assessment: Assessment, known: FlightScene | None = None) -> FlightScene:
    """Make a flight ready to be seen.

    Args:
        assessment: the plan with its flight.
        known: the scene made before; its paths are taken over if the flight is the same.
    """
    if known is not None and known.motion.flight is assessment.flight:
        return replace(known, assessment=assessment, marks=flight_marks(assessment))
    motion = Motion(flight=assessment.flight)
    return FlightScene(
        assessment=assessment,
        motion=motion,
        marks=flight_marks(assessment),
        chaser=_line(assessment.flight.chaser),
        target=_line(assessment.flight.target),
        burn_arcs_m=_burn_arcs(motion),
        climb=_climb(assessment.flight.ascent),
    )


def _burn_arcs(motion: Motion) -> tuple[Array, ...]:
    chaser = motion.flight.chaser
    if chaser is None:
        return ()
    spans = [
        (motion.seconds(burn.tig_ms), motion.seconds(burn.tig_ms + burn.duration_ms)) for burn in motion.flight.burns
    ]
    inside = np.clip(np.array(spans).reshape(-1, 2), chaser.start_s, chaser.end_s)
    return tuple(chaser.position(np.linspace(start_s, end_s, 8)) for start_s, end_s in inside)


def _climb(ascent: AscentPath | None) -> tuple[Array, Array] | None:
    if ascent is None:
        return None
    steps_m = np.linalg.norm(np.diff(ascent.r_m, axis=0), axis=1)
    return ascent.r_m, np.concatenate([[0.0], np.cumsum(steps_m)])


def _line(trajectory: Trajectory | None) -> Line | None:
    if trajectory is None:
        return None
    count = max(2, round((trajectory.end_s - trajectory.start_s) / _STEP_S) + 1)
    t_s = np.linspace(trajectory.start_s, trajectory.end_s, count)
    return Line(trajectory=trajectory, t_s=t_s, r_m=trajectory.position(t_s))
