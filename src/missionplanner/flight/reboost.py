"""Which reboost of the target makes a wanted day work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import radians

import numpy as np

from missionplanner.flight.option import DAY_MS, Option
from missionplanner.flight.reboosted_states import ReboostedStates
from missionplanner.flight.target_states import nearest_states
from missionplanner.flight.windows import Window, WindowSearch, find_windows
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.elements import keplerian_from_state
from missionplanner.plan.profile import Profile

_CLOSE_DEG = 0.05
_MOST_PASSES = 6
_AFTER_MS = 60_000


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
