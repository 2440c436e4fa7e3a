"""What the chaser flies to: the target's elements, its ports, and who occupies them."""

from __future__ import annotations

import math

from missionplanner.plan.clock import Utc
from missionplanner.plan.provenance import FieldSource, Source, check_sources
from missionplanner.plan.record import Record, check_id, check_range, check_unique

Vector = tuple[float, float, float]

# From the centre of mass of the largest station that anybody might plan.
_FARTHEST_M = 1e4


class ElementSet(Record, frozen=True, kw_only=True):
    """A two-line element set with where it came from."""

    line1: str
    line2: str
    epoch: Utc
    source: Source


class Port(Record, frozen=True, kw_only=True):
    """A docking port in the station's LVLH frame (+x V-bar, -y orbit normal, +z nadir).

    ``axis_lvlh`` points out of the port, along the way a chaser comes in; ``position_lvlh_m`` is the contact plane,
    from the station's centre of mass.
    """

    id: str
    name: str
    axis_lvlh: Vector
    position_lvlh_m: Vector
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check the identifier, that the axis is a unit vector, and that the place is near.

        Raises:
            ValueError: the identifier is no slug, the axis has another length than 1, or the place is not on a station.
        """
        Record.__post_init__(self)
        check_id(self.id)
        if abs(math.hypot(*self.axis_lvlh) - 1.0) > 1e-6:
            raise ValueError(f"axis_lvlh {self.axis_lvlh} is not a unit vector like [0.0, 0.0, 1.0] (nadir)")
        for component_m in self.position_lvlh_m:
            check_range("position_lvlh_m", component_m, -_FARTHEST_M, _FARTHEST_M)
        check_sources(self, self.sources)


class Occupancy(Record, frozen=True, kw_only=True):
    """A vehicle at a port; None stands for an end not known or not planned."""

    port: str
    vehicle: str
    start: Utc | None = None
    end: Utc | None = None
    source: Source | None = None


class Target(Record, frozen=True, kw_only=True):
    """The vehicle to meet."""

    name: str
    elements: ElementSet
    docking_port: str
    ports: tuple[Port, ...]
    occupancies: tuple[Occupancy, ...] = ()

    def __post_init__(self) -> None:
        """Check that the ports named exist.

        Raises:
            ValueError: a port stands twice, or the docking port or an occupied one is not listed.
        """
        check_unique("port", (port.id for port in self.ports))
        known = {port.id for port in self.ports}
        for name in (self.docking_port, *(stay.port for stay in self.occupancies)):
            if name not in known:
                raise ValueError(f"port {name!r} is not among the ports {', '.join(sorted(known))}")

    @property
    def port(self) -> Port:
        """The port to dock at."""
        return next(port for port in self.ports if port.id == self.docking_port)
