"""How the chaser meets the target: profile, key events, and the way from the gate to contact."""

from __future__ import annotations

import itertools
from typing import Literal, get_args

from missionplanner.plan.provenance import FieldSource, Source, check_sources
from missionplanner.plan.record import Record, check_range
from missionplanner.plan.station import Vector

# Beyond it the linear equations of relative motion, by which an approach is flown, mean nothing.
_FARTHEST_M = 1e6

ProfileName = Literal["1-orbit", "2-orbit", "4-orbit", "1-day", "2-day"]
PROFILE_NAMES: tuple[ProfileName, ...] = get_args(ProfileName)


class Waypoint(Record, frozen=True, kw_only=True):
    """A place to pass at a time before docking, in the target's LVLH frame, from the target's centre of mass."""

    before_docking_ms: int
    position_lvlh_m: Vector
    source: Source

    def __post_init__(self) -> None:
        """Check time and place.

        Raises:
            ValueError: the time is not before docking or more than a day before it, or the place is not near.
        """
        Record.__post_init__(self)
        check_range("before_docking_ms", self.before_docking_ms, 1, 86_400_000)
        for component_m in self.position_lvlh_m:
            check_range("position_lvlh_m", component_m, -_FARTHEST_M, _FARTHEST_M)


class AxialPoint(Record, frozen=True, kw_only=True):
    """A distance of the docking mechanism from the port, along the port's axis, at a time before docking."""

    before_docking_ms: int
    range_m: float
    source: Source

    def __post_init__(self) -> None:
        """Check time and distance.

        Raises:
            ValueError: the point is not before docking, or not outside the port.
        """
        Record.__post_init__(self)
        check_range("before_docking_ms", self.before_docking_ms, 1, 86_400_000)
        check_range("range_m", self.range_m, 0.1, 10_000.0)


class Approach(Record, frozen=True, kw_only=True):
    """From the gate to contact.

    The first waypoint is the gate, where the last rendezvous burn arrives. The waypoints are flown to in free
    drift with corrections, the axial points are held to and followed along the port's axis; the first axial point
    ends the flyaround.
    """

    waypoints: tuple[Waypoint, ...]
    axial_points: tuple[AxialPoint, ...]
    contact_speed_mps: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check that the points stand in order of time.

        Raises:
            ValueError: there is no gate, fewer than two axial points, or a point out of order.
        """
        Record.__post_init__(self)
        if not self.waypoints or len(self.axial_points) < 2:
            raise ValueError("an approach needs at least one waypoint (the gate) and two axial points")
        times = [p.before_docking_ms for p in self.waypoints] + [p.before_docking_ms for p in self.axial_points]
        if any(later >= earlier for earlier, later in itertools.pairwise(times)):
            raise ValueError("before_docking_ms must fall from each point of the approach to the next")
        ranges = [p.range_m for p in self.axial_points]
        if any(later > earlier for earlier, later in itertools.pairwise(ranges)):
            raise ValueError("range_m must not grow from one axial point to the next")
        check_range("contact_speed_mps", self.contact_speed_mps, 0.01, 1.0)
        check_sources(self, self.sources)


class Rendezvous(Record, frozen=True, kw_only=True):
    """The profile, the events that it hangs on, and the approach."""

    profile: ProfileName
    liftoff: str
    insertion: str
    docking: str
    approach: Approach
