"""Which forces act: the records that a propagation is asked for with."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite, sqrt

from missionplanner.orbit.constants import STANDARD_GRAVITY_MPS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces.atmosphere import ExponentialAtmosphere, HarrisPriester
from missionplanner.orbit.forces.checks import refuse_outside, refuse_unless_positive

HIGHEST_DEGREE = 36


@dataclass(frozen=True, kw_only=True)
class Drag:
    """The pull of the air, which turns with the Earth.

    Attributes:
        ballistic_m2pkg: drag coefficient times area over mass, Cd A / m [m2/kg].
        factor: what the force is multiplied with, as estimated from a flown orbit.
        atmosphere: how dense the air is.
    """

    ballistic_m2pkg: float
    factor: float = 1.0
    atmosphere: HarrisPriester | ExponentialAtmosphere = field(default_factory=HarrisPriester)

    def __post_init__(self) -> None:
        """Refuse numbers that are no drag.

        Raises:
            OrbitInputError: a number is not finite or out of its limits.
        """
        refuse_outside("ballistic_m2pkg", self.ballistic_m2pkg, 0.0, 100.0)
        refuse_outside("the drag factor", self.factor, -100.0, 100.0)


@dataclass(frozen=True, kw_only=True)
class Radiation:
    """The pressure of sunlight, none in the Earth's shadow.

    Attributes:
        reflecting_m2pkg: radiation pressure coefficient times area over mass, Cr A / m [m2/kg].
    """

    reflecting_m2pkg: float

    def __post_init__(self) -> None:
        """Refuse numbers that are no radiation pressure.

        Raises:
            OrbitInputError: the number is not finite or out of its limits.
        """
        refuse_outside("reflecting_m2pkg", self.reflecting_m2pkg, 0.0, 100.0)


@dataclass(frozen=True, kw_only=True)
class Thrust:
    """An engine that burns with constant thrust, pointing along a direction fixed in the vehicle's own LVLH frame.

    It burns over the whole span that is flown with it: the span starts no earlier than ``start_s`` and ends at
    cut-off.

    Attributes:
        thrust_n: thrust [N].
        isp_s: specific impulse [s]; propellant flows at thrust_n / (isp_s g0).
        mass_kg: mass of the vehicle at ``start_s`` [kg].
        start_s: ignition [s since the epoch].
        direction_lvlh: unit vector of the acceleration in LVLH.
    """

    thrust_n: float
    isp_s: float
    mass_kg: float
    start_s: float
    direction_lvlh: tuple[float, float, float]

    def __post_init__(self) -> None:
        """Refuse numbers that are no engine.

        Raises:
            OrbitInputError: a number is not finite or out of its limits, or the direction is no unit vector.
        """
        refuse_unless_positive("thrust_n", self.thrust_n)
        refuse_unless_positive("isp_s", self.isp_s)
        refuse_unless_positive("mass_kg", self.mass_kg)
        if not isfinite(self.start_s):
            raise OrbitInputError(f"start_s is {self.start_s}; it must be a finite time in seconds")
        length = sqrt(sum(part * part for part in self.direction_lvlh)) if len(self.direction_lvlh) == 3 else 0.0
        if not abs(length - 1.0) < 1e-6:
            raise OrbitInputError(
                f"direction_lvlh is {self.direction_lvlh}; three components of length 1 are needed, such as (1, 0, 0)"
            )

    @property
    def flow_kgps(self) -> float:
        """Propellant used per second [kg/s]."""
        return self.thrust_n / (self.isp_s * STANDARD_GRAVITY_MPS2)


@dataclass(frozen=True, kw_only=True)
class Forces:
    """Which forces act.

    Attributes:
        gravity_degree: highest degree of the Earth's field, EGM2008: 0 for a point mass, or 2 to 36.
        gravity_order: highest order; 0 for the zonals alone, about the celestial pole at the epoch, else up to the
            degree, turning with the Earth.
        sun: whether the Sun pulls.
        moon: whether the Moon pulls.
        drag: the air, if any.
        radiation: the pressure of sunlight, if any.
        thrust: a burning engine, if any.
    """

    gravity_degree: int = 4
    gravity_order: int = 0
    sun: bool = False
    moon: bool = False
    drag: Drag | None = None
    radiation: Radiation | None = None
    thrust: Thrust | None = None

    def __post_init__(self) -> None:
        """Refuse a field that is not modelled.

        Raises:
            OrbitInputError: the degree is not 0 or 2 to 36, or the order exceeds it.
        """
        if self.gravity_degree != 0 and not 2 <= self.gravity_degree <= HIGHEST_DEGREE:
            raise OrbitInputError(f"gravity_degree is {self.gravity_degree}; it must be 0 or 2 to {HIGHEST_DEGREE}")
        if not 0 <= self.gravity_order <= self.gravity_degree:
            raise OrbitInputError(
                f"gravity_order is {self.gravity_order}; it must be 0 to the degree, {self.gravity_degree}"
            )
