"""Reboosts of the target: its states after one, and which one makes a wanted day work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, radians

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.fly import FORCES
from missionplanner.flight.option import DAY_MS, Option
from missionplanner.flight.target_states import TargetStates, nearest_states
from missionplanner.flight.windows import Window, WindowSearch, find_windows
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.elements import keplerian_from_state
from missionplanner.orbit.frames import absolute_state_from_lvlh, relative_state_lvlh
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array
from missionplanner.plan.profile import Profile

_BLOCK_S = 2.0 * 86400.0
_CLOSE_DEG = 0.05
_MOST_PASSES = 6
_AFTER_MS = 60_000


@dataclass(frozen=True, kw_only=True)
class ReboostedStates:
    """The states of a target that is pushed along its orbit once: those of its source until then, shifted after it.

    The shift is what the push does to an orbit of our own forces, seen in the target's LVLH frame, so that whatever
    else moves the source stays in.
    """

    source: TargetStates
    utc_ms: int
    dv_mps: float

    @property
    def reaches_by_flight(self) -> bool:
        """Whether instants beyond the source are flown from its nearest end."""
        return self.source.reaches_by_flight

    def away_ms(self, utc_ms: int) -> int:
        """How far an instant is from what the source knows."""
        return self.source.away_ms(utc_ms)

    def states(self, utc_ms: NDArray[np.int64]) -> tuple[Array, Array]:
        """GCRS position [m] and velocity [m/s] at instants, each (n, 3).

        Raises:
            ElementsError, OrbitInputError, PropagationError: an instant cannot be reached.
        """
        r_m, v_mps = self.source.states(utc_ms)
        t_s = (np.asarray(utc_ms) - self.utc_ms) / 1000
        after = t_s >= 0.0
        if after.any():
            blocks = ceil(float(t_s[after].max()) / _BLOCK_S) or 1
            pushed, coasting = _flown(self.source, self.utc_ms, self.dv_mps, blocks)
            shift = relative_state_lvlh(*pushed.state(t_s[after]), *coasting.state(t_s[after]))
            r_m, v_mps = r_m.copy(), v_mps.copy()
            r_m[after], v_mps[after] = absolute_state_from_lvlh(*shift, r_m[after], v_mps[after])
        return r_m, v_mps


@lru_cache(maxsize=32)
def _flown(source: TargetStates, utc_ms: int, dv_mps: float, blocks: int) -> tuple[Trajectory, Trajectory]:
    """Blocks of days from a reboost on: with it, and without."""
    r_m, v_mps = (part[0] for part in source.states(np.array([utc_ms], dtype=np.int64)))
    faster = v_mps * (1.0 + dv_mps / np.linalg.norm(v_mps))
    end_s = blocks * _BLOCK_S + 1.0
    return (
        propagate(r_m, faster, utc_ms, 0.0, end_s, FORCES, 0.1),
        propagate(r_m, v_mps, utc_ms, 0.0, end_s, FORCES, 0.1),
    )


def with_reboost(search: WindowSearch, utc_ms: int, dv_mps: float) -> WindowSearch:
    """Return the search with the target reboosted: windows after it are judged on its new orbit."""
    targets = tuple(ReboostedStates(source=one, utc_ms=utc_ms, dv_mps=dv_mps) for one in search.targets)
    return replace(search, targets=targets)


@dataclass(frozen=True, kw_only=True)
class Reboost:
    """A reboost that makes a day work: when, how much, how much higher the orbit is on average, and what then flies."""

    utc_ms: int
    dv_mps: float
    higher_m: float
    window: Window
    option: Option


def reboosts_for(
    search: WindowSearch, profile: Profile, from_ms: int, to_ms: int, most_mps: float, step_ms: int = DAY_MS
) -> Iterator[Reboost]:
    """Find for each of some instants the reboost after which a profile works on the search's first launch day.

    The earlier a reboost is the smaller it can be, as its effect on the phase grows with time. The phase is brought to
    the middle of the profile's interval.

    Args:
        search: the wanted day: its span holds the launch opportunity.
        profile: the profile that the day should allow.
        from_ms: the first instant for the reboost, UTC milliseconds.
        to_ms: the last one; the launch has to come after it.
        most_mps: the largest reboost that is possible.
        step_ms: from one instant to the next.

    Yields:
        The reboosts that work, in order of time; an instant for which there is none is left out.

    Raises:
        NeverInPlaneError, WindowError: as for ``find_windows``.
    """
    asked = replace(search, profiles=(profile,))
    for utc_ms in range(from_ms, to_ms + 1, step_ms):
        found = _reboost_at(asked, profile, utc_ms, most_mps)
        if found is not None:
            yield found


def _reboost_at(search: WindowSearch, profile: Profile, utc_ms: int, most_mps: float) -> Reboost | None:
    source = nearest_states(search.targets, utc_ms)
    r_m, v_mps = (part[0] for part in source.states(np.array([utc_ms], dtype=np.int64)))
    semi_major_m = keplerian_from_state(r_m, v_mps).semi_major_axis_m
    middle_deg = 0.5 * (profile.phase.low_deg + profile.phase.high_deg)
    dv_mps, window = 0.0, None
    for number in range(_MOST_PASSES):
        window = next(find_windows(with_reboost(search, utc_ms, dv_mps)), None)
        if window is None or window.opportunity.utc_ms <= utc_ms + _AFTER_MS:
            return None
        # A higher target is slower: per m/s it falls behind by 3 / a a second (Gauss; D'Amico 2010, 2.2).
        excess_deg = window.options[0].closure_deg - middle_deg
        if number == 0:
            excess_deg %= 360.0
        if abs(excess_deg) < _CLOSE_DEG:
            break
        since_s = (window.options[0].liftoff_ms - utc_ms) / 1000
        dv_mps += radians(excess_deg) * semi_major_m / (3.0 * since_s)
        if not 0.0 <= dv_mps <= most_mps:
            return None
    option = window.options[0] if window is not None else None
    if window is None or option is None or not option.is_feasible:
        return None
    mean_motion_radps = (GM_EARTH_M3PS2 / semi_major_m**3) ** 0.5
    return Reboost(
        utc_ms=utc_ms, dv_mps=dv_mps, higher_m=2.0 * dv_mps / mean_motion_radps, window=window, option=option
    )
