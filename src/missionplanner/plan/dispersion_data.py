"""How far reality strays from a plan: the sigmas that dispersed flights are drawn with, each with its source."""

from __future__ import annotations

from missionplanner.plan.provenance import FieldSource, check_sources
from missionplanner.plan.record import Record, check_range
from missionplanner.plan.station import Vector


class InsertionSpread(Record, frozen=True, kw_only=True):
    """One sigma of the orbit at separation.

    Perigee and apogee are correlated such that the period has its own sigma.
    """

    perigee_m: float
    apogee_m: float
    period_s: float
    inclination_deg: float
    raan_deg: float
    along_track_m: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check that the sigmas are sizes.

        Raises:
            ValueError: a sigma is negative or absurd.
        """
        Record.__post_init__(self)
        for name in ("perigee_m", "apogee_m", "along_track_m"):
            check_range(name, getattr(self, name), 0.0, 1e5)
        check_range("period_s", self.period_s, 0.0, 120.0)
        check_range("inclination_deg", self.inclination_deg, 0.0, 1.0)
        check_range("raan_deg", self.raan_deg, 0.0, 1.0)
        check_sources(self, self.sources)


class NavigationSpread(Record, frozen=True, kw_only=True):
    """One sigma of what is known of the chaser's state before a burn, in RSW (zenith, along-track, orbit normal).

    ``radial_to_along_rate`` and ``along_to_radial_rate`` are coefficients of correlation: orbit determination knows
    the period better than it knows height and speed.
    """

    position_rsw_m: Vector
    velocity_rsw_mps: Vector
    radial_to_along_rate: float
    along_to_radial_rate: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check sigmas and correlations.

        Raises:
            ValueError: a sigma is negative or absurd, or a correlation is none.
        """
        Record.__post_init__(self)
        for sigma in self.position_rsw_m:
            check_range("position_rsw_m", sigma, 0.0, 1e5)
        for sigma in self.velocity_rsw_mps:
            check_range("velocity_rsw_mps", sigma, 0.0, 100.0)
        check_range("radial_to_along_rate", self.radial_to_along_rate, -0.999, 0.999)
        check_range("along_to_radial_rate", self.along_to_radial_rate, -0.999, 0.999)
        check_sources(self, self.sources)


class SensorSpread(Record, frozen=True, kw_only=True):
    """One sigma of the relative sensor: range scale and bearing stay the same through a flight, the rate is noise."""

    range_scale: float
    bearing_deg: float
    alignment_m: float
    rate_mps: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check that the sigmas are sizes.

        Raises:
            ValueError: a sigma is negative or absurd.
        """
        Record.__post_init__(self)
        check_range("range_scale", self.range_scale, 0.0, 0.2)
        check_range("bearing_deg", self.bearing_deg, 0.0, 10.0)
        check_range("alignment_m", self.alignment_m, 0.0, 1.0)
        check_range("rate_mps", self.rate_mps, 0.0, 1.0)
        check_sources(self, self.sources)


class BurnSpread(Record, frozen=True, kw_only=True):
    """One sigma of a burn: of its size in proportion and in m/s, and of its direction."""

    proportional: float
    fixed_mps: float
    pointing_deg: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check that the sigmas are sizes.

        Raises:
            ValueError: a sigma is negative or absurd.
        """
        Record.__post_init__(self)
        check_range("proportional", self.proportional, 0.0, 0.2)
        check_range("fixed_mps", self.fixed_mps, 0.0, 5.0)
        check_range("pointing_deg", self.pointing_deg, 0.0, 20.0)
        check_sources(self, self.sources)


class Spreads(Record, frozen=True, kw_only=True):
    """Everything that is dispersed; ``density`` is one sigma of the air's density in proportion.

    ``vehicles`` are the names of those that they are for.
    """

    vehicles: tuple[str, ...]
    insertion: InsertionSpread
    navigation: NavigationSpread
    burn: BurnSpread
    sensor: SensorSpread
    correction: BurnSpread
    density: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check that the sigma of density is a size.

        Raises:
            ValueError: it is negative or absurd.
        """
        Record.__post_init__(self)
        check_range("density", self.density, 0.0, 0.3)
        check_sources(self, self.sources)
