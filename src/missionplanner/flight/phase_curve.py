"""Delta-v over phase: what a profile would cost if the target were elsewhere on its orbit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import radians

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.in_plane import Opportunity, target_plane
from missionplanner.flight.option import fly_option
from missionplanner.flight.target_states import TargetStates, nearest_states
from missionplanner.flight.windows import WindowSearch, launch_of
from missionplanner.orbit.vectors import Array, cross, unit
from missionplanner.plan.profile import Profile


@dataclass(frozen=True, kw_only=True)
class _MovedOn:
    """A target that is further along its orbit than it really is: every state turned about the orbit's normal."""

    source: TargetStates
    ahead_rad: float

    @property
    def reaches_by_flight(self) -> bool:
        return self.source.reaches_by_flight

    def away_ms(self, utc_ms: int) -> int:
        return self.source.away_ms(utc_ms)

    def states(self, utc_ms: NDArray[np.int64]) -> tuple[Array, Array]:
        r_m, v_mps = self.source.states(utc_ms)
        normal = unit(cross(r_m, v_mps))
        c, s = np.cos(self.ahead_rad), np.sin(self.ahead_rad)
        return c * r_m + s * cross(normal, r_m), c * v_mps + s * cross(normal, v_mps)


@dataclass(frozen=True, kw_only=True)
class CurvePoint:
    """What a profile costs at a phase at insertion, unwrapped; None where no burns arrive."""

    closure_deg: float
    total_mps: float | None


def phase_curve(
    search: WindowSearch, found: Opportunity, profile: Profile, closures_deg: Iterable[float]
) -> Iterator[CurvePoint]:
    """Fly a profile at one opportunity for other phases, with the target moved along its orbit.

    Points come one by one, so that a caller can show progress and stop. Further than 15 deg outside the profile's
    interval nothing is solved.

    Args:
        search: pad, vehicle, port and target.
        found: the opportunity, as a window names it.
        profile: the profile.
        closures_deg: the phases at insertion wanted, unwrapped; the answer's differ from them by a few hundredths.

    Raises:
        ElementsError, OrbitInputError, PropagationError: the target cannot be flown.
        AscentError: the pad's ascent does not reach its plane.
    """
    target = nearest_states(search.targets, found.utc_ms)
    plane = target_plane(target, found.utc_ms)
    launch, _ = launch_of(search, target, plane, found.direction)
    ahead_deg = 0.0
    here_deg = fly_option(launch, profile, plane, found.utc_ms).closure_deg
    for closure_deg in closures_deg:
        # The liftoff waits for the phase too, which moves the target a little: start from the point before.
        ahead_deg += closure_deg - here_deg
        moved = replace(launch, target=_MovedOn(source=target, ahead_rad=radians(ahead_deg)))
        option = fly_option(moved, profile, plane, found.utc_ms)
        here_deg = option.closure_deg
        yield CurvePoint(closure_deg=here_deg, total_mps=None if option.delta_v is None else option.delta_v.total_mps)
