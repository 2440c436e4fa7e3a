"""What the chaser flies to: the target's elements or ephemeris, its ports, and who occupies them."""

from __future__ import annotations

import math

from missionplanner.plan.clock import Utc, utc_us
from missionplanner.plan.provenance import FieldSource, Source, check_sources
from missionplanner.plan.record import Record, check_id, check_range, check_unique
from missionplanner.plan.target_ephemeris import TargetEphemeris

Vector = tuple[float, float, float]

# From the centre of mass of the largest station that anybody might plan.
_FARTHEST_M = 1e4


class MeanElements(Record, frozen=True, kw_only=True):
    """Mean elements of SGP4 as an Orbit Mean-Elements Message (CCSDS 502.0-B) gives them, with all their digits.

    Angles are those of the frame TEME at the epoch; ``bstar_per_er`` is the drag term, in units of one over the
    Earth's radius.
    """

    catalogue_number: int
    object_id: str = ""
    epoch_utc: str
    mean_motion_revpd: float
    eccentricity: float
    inclination_deg: float
    raan_deg: float
    argument_of_perigee_deg: float
    mean_anomaly_deg: float
    bstar_per_er: float
    mean_motion_dot_revpd2: float = 0.0
    mean_motion_ddot_revpd3: float = 0.0
    element_set_number: int | None = None
    revolution_at_epoch: int | None = None

    def __post_init__(self) -> None:
        """Check what SGP4 and the reader of a catalogue rely on.

        Raises:
            ValueError: the epoch is no time, the catalogue number has not one to nine digits, or no ellipse has this
                eccentricity.
        """
        Record.__post_init__(self)
        utc_us(self.epoch_utc)
        if not 0 <= self.catalogue_number <= 999_999_999:
            raise ValueError(f"catalogue_number is {self.catalogue_number}; it has one to nine digits, like 25544")
        if not 0.0 <= self.eccentricity < 1.0:
            raise ValueError(f"eccentricity is {self.eccentricity}; it must be at least 0 and below 1")

    @property
    def epoch_us(self) -> int:
        """The epoch in microseconds of UTC since 1970."""
        return utc_us(self.epoch_utc)


class ElementSet(Record, frozen=True, kw_only=True):
    """Elements for SGP4 with where they came from: a two-line set, or mean elements from an OMM in place of the lines.

    ``epoch`` is theirs, to the millisecond.
    """

    line1: str = ""
    line2: str = ""
    mean: MeanElements | None = None
    epoch: Utc
    source: Source

    def __post_init__(self) -> None:
        """Check that there are either two lines or mean elements, and that these are of the epoch.

        Raises:
            ValueError: there are both or neither, or two epochs.
        """
        has_lines = bool(self.line1 and self.line2)
        if has_lines == (self.mean is not None) or bool(self.line1) != bool(self.line2):
            raise ValueError("elements are either the two lines line1 and line2, or mean, and not both")
        if self.mean is not None and abs(self.mean.epoch_us - 1000 * self.epoch.ms) > 1000:
            raise ValueError(f"epoch is {self.epoch}, and that of the mean elements is {self.mean.epoch_utc}")


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

    def covers(self, utc_ms: int) -> bool:
        """Tell whether the vehicle is there at an instant."""
        begun = self.start is None or self.start.ms <= utc_ms
        return begun and (self.end is None or self.end.ms > utc_ms)


class Target(Record, frozen=True, kw_only=True):
    """The vehicle to meet; either elements or an ephemeris say where it is."""

    name: str
    elements: ElementSet | None = None
    ephemeris: TargetEphemeris | None = None
    docking_port: str
    ports: tuple[Port, ...]
    occupancies: tuple[Occupancy, ...] = ()

    def __post_init__(self) -> None:
        """Check that one thing says where the target is, and that the ports named exist.

        Raises:
            ValueError: there are both elements and an ephemeris or neither, a port stands twice, or the docking port
                or an occupied one is not listed.
        """
        if (self.elements is None) == (self.ephemeris is None):
            raise ValueError("a target has either elements or an ephemeris, and not both")
        check_unique("port", (port.id for port in self.ports))
        known = {port.id for port in self.ports}
        for name in (self.docking_port, *(stay.port for stay in self.occupancies)):
            if name not in known:
                raise ValueError(f"port {name!r} is not among the ports {', '.join(sorted(known))}")

    @property
    def whereabouts(self) -> ElementSet | TargetEphemeris:
        """What says where the target is."""
        known = self.elements if self.ephemeris is None else self.ephemeris
        assert known is not None
        return known

    @property
    def port(self) -> Port:
        """The port to dock at."""
        return next(port for port in self.ports if port.id == self.docking_port)
