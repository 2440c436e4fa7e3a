"""What launches and from where: spacecraft, pad, ascent."""

from __future__ import annotations

from typing import Literal

from missionplanner.plan.provenance import FieldSource, check_sources
from missionplanner.plan.record import Record, check_id, check_place, check_positive, check_range

LaunchDirection = Literal["ascending", "descending"]

# Far beyond any spacecraft in kg, N and s, and near enough that a burn's duration stays a number.
_LEAST, _MOST = 1e-3, 1e9


class Vehicle(Record, frozen=True, kw_only=True):
    """The spacecraft that does the rendezvous.

    ``mass_kg`` is the mass at insertion, propellant included; ``isp_s`` and ``thrust_n`` are those of the engine
    that flies the burns; ``probe_m`` is how far the docking mechanism's face lies ahead of the centre of mass.
    ``drag_area_m2`` is drag coefficient times area; as it is unless said otherwise, some 10 m2 of body and solar
    arrays face the air (assumed).
    """

    name: str
    launcher: str
    mass_kg: float
    propellant_kg: float
    thrust_n: float
    isp_s: float
    probe_m: float
    drag_area_m2: float = 22.0
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check that every quantity is physical.

        Raises:
            ValueError: a quantity is not positive or absurd, or the propellant is heavier than the spacecraft.
        """
        Record.__post_init__(self)
        for name in ("mass_kg", "thrust_n", "isp_s"):
            check_positive(name, getattr(self, name))
            check_range(name, getattr(self, name), _LEAST, _MOST)
        check_range("probe_m", self.probe_m, 0.0, 100.0)
        check_range("drag_area_m2", self.drag_area_m2, 0.0, 10_000.0)
        check_range("propellant_kg", self.propellant_kg, 0.0, self.mass_kg)
        check_sources(self, self.sources)


class LaunchSite(Record, frozen=True, kw_only=True):
    """The pad, in WGS 84 geodetic coordinates."""

    id: str
    name: str
    latitude_deg: float
    longitude_deg: float
    height_m: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check identifier and coordinates.

        Raises:
            ValueError: the identifier is no slug, or a coordinate is out of range.
        """
        Record.__post_init__(self)
        check_id(self.id)
        check_place(self.latitude_deg, self.longitude_deg, self.height_m)
        check_sources(self, self.sources)


class Ascent(Record, frozen=True, kw_only=True):
    """The way from the pad into orbit, as constants of vehicle and pad.

    The insertion orbit has ``inclination_deg``, and its pass in ``direction`` holds the point where the pad is
    ``plane_lead_ms`` after liftoff: the launch azimuth is fixed and the pad's own velocity across the plane decays
    during the ascent. The spacecraft separates at perigee of a ``perigee_height_m`` by ``apogee_height_m`` orbit
    (osculating, above the equatorial radius), ``downrange_deg`` of Earth-centred angle ahead of the pad's place at
    liftoff.
    """

    inclination_deg: float
    perigee_height_m: float
    apogee_height_m: float
    plane_lead_ms: int
    downrange_deg: float
    direction: LaunchDirection = "ascending"
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check that the ascent ends in a bound orbit above the atmosphere.

        Raises:
            ValueError: a quantity is out of range.
        """
        Record.__post_init__(self)
        check_range("inclination_deg", self.inclination_deg, 0.0, 180.0)
        check_range("perigee_height_m", self.perigee_height_m, 100_000.0, 2_000_000.0)
        check_range("apogee_height_m", self.apogee_height_m, self.perigee_height_m, 40_000_000.0)
        check_range("plane_lead_ms", self.plane_lead_ms, -3_600_000, 3_600_000)
        check_range("downrange_deg", self.downrange_deg, 0.0, 180.0)
        check_sources(self, self.sources)
