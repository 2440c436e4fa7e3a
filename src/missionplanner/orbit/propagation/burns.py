"""A flight through burns: arcs between them, joined into one trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, hypot, isfinite

import numpy as np

from missionplanner.orbit.constants import STANDARD_GRAVITY_MPS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces, Thrust
from missionplanner.orbit.frames import dcm_lvlh_from_gcrs
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory, joined
from missionplanner.orbit.vectors import Array

Vector = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Impulse:
    """A change of velocity in an instant: ``dv_lvlh_mps`` in the vehicle's own LVLH at ``t_s`` [s since the epoch]."""

    t_s: float
    dv_lvlh_mps: Vector

    def __post_init__(self) -> None:
        """Refuse numbers that are not finite.

        Raises:
            OrbitInputError: the sentence names them.
        """
        _check_finite(self.t_s, self.dv_lvlh_mps)

    @property
    def span_s(self) -> tuple[float, float]:
        """When it begins and ends, which is the same [s since the epoch]."""
        return self.t_s, self.t_s


@dataclass(frozen=True, kw_only=True)
class FiniteBurn:
    """A burn of an engine at full thrust, whose propellant flows off.

    Attributes:
        start_s: ignition [s since the epoch].
        dv_lvlh_mps: size of the burn by the rocket equation, along a direction held in the vehicle's LVLH.
        thrust_n: thrust.
        isp_s: specific impulse.
        mass_kg: mass at ignition.
    """

    start_s: float
    dv_lvlh_mps: Vector
    thrust_n: float
    isp_s: float
    mass_kg: float

    def __post_init__(self) -> None:
        """Refuse numbers that no engine burns with.

        Raises:
            OrbitInputError: a number is not finite, or the size, thrust, impulse or mass is not positive.
        """
        _check_finite(self.start_s, self.dv_lvlh_mps)
        for name, value in (
            ("size", hypot(*self.dv_lvlh_mps)),
            ("thrust", self.thrust_n),
            ("specific impulse", self.isp_s),
            ("mass", self.mass_kg),
        ):
            if not value > 0.0:
                raise OrbitInputError(
                    f"the {name} of the burn at {self.start_s} s is {value}; it must be greater than zero"
                )

    @property
    def span_s(self) -> tuple[float, float]:
        """When it begins and ends [s since the epoch]."""
        return self.start_s, self.start_s + self.duration_s

    @property
    def duration_s(self) -> float:
        """How long the engine burns, by Tsiolkovsky's equation."""
        exhaust_mps = self.isp_s * STANDARD_GRAVITY_MPS2
        burnt_kg = self.mass_kg * (1.0 - exp(-hypot(*self.dv_lvlh_mps) / exhaust_mps))
        return burnt_kg * exhaust_mps / self.thrust_n

    @property
    def mass_after_kg(self) -> float:
        """Mass at cut-off."""
        return self.mass_kg * exp(-hypot(*self.dv_lvlh_mps) / (self.isp_s * STANDARD_GRAVITY_MPS2))

    @property
    def thrust(self) -> Thrust:
        """The engine as a force."""
        size_mps = hypot(*self.dv_lvlh_mps)
        x, y, z = self.dv_lvlh_mps
        return Thrust(
            thrust_n=self.thrust_n,
            isp_s=self.isp_s,
            mass_kg=self.mass_kg,
            start_s=self.start_s,
            direction_lvlh=(x / size_mps, y / size_mps, z / size_mps),
        )


def fly_through_burns(
    r_m: Array,
    v_mps: Array,
    epoch_utc_ms: int,
    start_s: float,
    end_s: float,
    forces: Forces,
    burns: Sequence[Impulse | FiniteBurn],
    tolerance_m: float = 1e-5,
) -> Trajectory:
    """Fly one state forward through burns.

    Args:
        r_m: GCRS position at ``start_s`` [m], (3,).
        v_mps: GCRS velocity there [m/s], (3,), before a burn at that time.
        epoch_utc_ms: the instant that times are counted from.
        start_s: time of the state [s since the epoch].
        end_s: time to fly to, after the start.
        forces: the forces without an engine's.
        burns: in order of time, none before the last has ended, all within the span.
        tolerance_m: of each arc, as for `propagate`.

    Returns:
        The path over the span; at an impulse it answers with the velocity after it.

    Raises:
        OrbitInputError: a burn lies outside the span or inside another, has no size, or leads to no bound orbit.
        PropagationError: the tolerance cannot be met.
    """
    if not end_s > start_s:
        raise OrbitInputError(f"the span is {start_s} s to {end_s} s; a flight through burns must go forward")
    t_s, r_m, v_mps = float(start_s), np.asarray(r_m, dtype=float), np.asarray(v_mps, dtype=float)
    arcs: list[Trajectory] = []

    def fly_to(until_s: float, acting: Forces) -> None:
        nonlocal t_s, r_m, v_mps
        if until_s > t_s:
            arcs.append(propagate(r_m, v_mps, epoch_utc_ms, t_s, until_s, acting, tolerance_m))
            t_s = until_s
            r_m, v_mps = arcs[-1].state_at(t_s)

    for burn in burns:
        ignition_s, cut_off_s = burn.span_s
        if ignition_s < t_s:
            raise OrbitInputError(f"the burn at {ignition_s:.3f} s begins before {t_s:.3f} s, where its flight begins")
        if not (cut_off_s < end_s or ignition_s < cut_off_s == end_s):
            raise OrbitInputError(
                f"the burn at {ignition_s:.3f} s ends at {cut_off_s:.3f} s, "
                f"not before the flight's end at {end_s:.3f} s"
            )
        fly_to(ignition_s, forces)
        if isinstance(burn, FiniteBurn):
            fly_to(cut_off_s, replace(forces, thrust=burn.thrust))
        else:
            v_mps = v_mps + dcm_lvlh_from_gcrs(r_m, v_mps).T @ np.array(burn.dv_lvlh_mps)
    fly_to(end_s, forces)
    return joined(arcs)


def _check_finite(t_s: float, dv_lvlh_mps: Vector) -> None:
    if not all(map(isfinite, (t_s, *dv_lvlh_mps))):
        raise OrbitInputError(f"the burn at {t_s} s of {dv_lvlh_mps} m/s is not made of finite numbers")
