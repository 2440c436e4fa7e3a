"""Where both vehicles are at any instant of a flight: on the pad, climbing, in orbit, docked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import radians
from typing import NamedTuple

import numpy as np

from missionplanner.flight.flight import Flight
from missionplanner.orbit.constants import EARTH_ROTATION_RADPS
from missionplanner.orbit.frames import itrs_from_geodetic
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.almanac import EarthOrientation
from missionplanner.orbit.vectors import Array


class Stage(Enum):
    """What carries the chaser."""

    PAD = "pad"
    ASCENT = "ascent"
    ORBIT = "orbit"
    DOCKED = "docked"


class State(NamedTuple):
    """Position [m] and velocity [m/s] in the GCRS, each (3,)."""

    r_m: Array
    v_mps: Array


class ChaserState(NamedTuple):
    """Where the chaser is, and what carries it."""

    r_m: Array
    v_mps: Array
    stage: Stage


@dataclass(frozen=True, kw_only=True, eq=False)
class Motion:
    """The positions of a flight, read from its trajectories; nothing is propagated."""

    flight: Flight

    def seconds(self, utc_ms: float) -> float:
        """Time since the flight's epoch [s]."""
        return (utc_ms - self.flight.epoch_ms) / 1000.0

    def utc_ms(self, t_s: float) -> int:
        """The instant of a time since the flight's epoch."""
        return self.flight.epoch_ms + round(1000.0 * t_s)

    @property
    def t0_s(self) -> float:
        """Liftoff, since the flight's epoch [s]."""
        return self.seconds(self.flight.inputs.t0_ms)

    @property
    def end_s(self) -> float:
        """Contact, or the end of what the chaser flew, or three hours after liftoff; since the epoch [s]."""
        if self.flight.chaser is not None:
            return self.flight.chaser.end_s
        return self.t0_s + 10_800.0

    def target(self, utc_ms: float) -> State | None:
        """State of the target, None outside what was flown."""
        return _state_on(self.flight.target, self.seconds(utc_ms))

    def chaser(self, utc_ms: float) -> ChaserState | None:
        """State of the chaser, None where there is none."""
        t_s = self.seconds(utc_ms)
        flown, ascent = self.flight.chaser, self.flight.ascent
        if t_s <= self.t0_s:
            return ChaserState(*self._pad(t_s), Stage.PAD) if self.target(utc_ms) else None
        if ascent is not None and t_s < ascent.t_s[-1]:
            return ChaserState(*_state_along(ascent.t_s, ascent.r_m, t_s), Stage.ASCENT)
        if flown is not None and t_s <= flown.end_s:
            state = _state_on(flown, t_s)
            return ChaserState(*state, Stage.ORBIT) if state else None
        if self.flight.contact is not None:
            docked = self.target(utc_ms)
            return ChaserState(*docked, Stage.DOCKED) if docked else None
        return None

    def pad_itrs_m(self) -> Array:
        """The launch pad in the ITRS, (3,)."""
        site = self.flight.inputs.site
        return itrs_from_geodetic(radians(site.latitude_deg), radians(site.longitude_deg), site.height_m)

    def _pad(self, t_s: float) -> State:
        dcm = EarthOrientation(self.flight.epoch_ms, t_s, t_s).dcm_gcrs_from_itrs(t_s)[0]
        r_m = dcm @ self.pad_itrs_m()
        axis = dcm @ np.array([0.0, 0.0, 1.0])
        return State(r_m, EARTH_ROTATION_RADPS * np.cross(axis, r_m))


def _state_on(trajectory: Trajectory | None, t_s: float) -> State | None:
    if trajectory is None or not trajectory.start_s <= t_s <= trajectory.end_s:
        return None
    return State(*trajectory.state_at(t_s))


def _state_along(times_s: Array, r_m: Array, t_s: float) -> State:
    """State on a drawn path, straight between its points."""
    last = min(max(int(np.searchsorted(times_s, t_s, side="right")), 1), len(times_s) - 1)
    step_s = times_s[last] - times_s[last - 1]
    v_mps = (r_m[last] - r_m[last - 1]) / step_s
    return State(r_m[last - 1] + (t_s - times_s[last - 1]) * v_mps, v_mps)
