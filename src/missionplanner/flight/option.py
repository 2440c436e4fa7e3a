"""One profile at one launch opportunity: both vehicles flown, the liftoff refined, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import degrees, expm1, radians

import numpy as np

from missionplanner.flight.approach import arrival_at_gate, fly_approach, plan_hops
from missionplanner.flight.ascent import insertion_state, pad_position
from missionplanner.flight.burns import plan_burns
from missionplanner.flight.flight import DeltaV
from missionplanner.flight.fly import FORCES, chaser_forces, delta_v_of
from missionplanner.flight.in_plane import TargetPlane
from missionplanner.flight.inputs import BurnInput
from missionplanner.flight.plane_match import node_lag, plane_angle_left, plane_gap
from missionplanner.flight.target_states import TargetStates, flown_like
from missionplanner.flight.targeting import Arrival, Departure, Solution, solve_burns
from missionplanner.orbit.constants import EARTH_ROTATION_RADPS, STANDARD_GRAVITY_MPS2
from missionplanner.orbit.elements import phase_angle
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.earth_pole import pole_gcrs
from missionplanner.orbit.vectors import Array
from missionplanner.plan.launch_data import Craft
from missionplanner.plan.profile import Profile
from missionplanner.plan.station import Port
from missionplanner.plan.vehicle import Ascent, LaunchSite

DAY_MS = 86_400_000
_HOUR_MS = 3_600_000
_MARGIN_MS = 15 * 60_000
_SETTLED_S = 0.05
_MOST_PASSES = 5
# Beyond it a profile is not solved: its burns would cost kilometres per second, or lead into the ground.
_WORTH_SOLVING_DEG = 15.0


@dataclass(frozen=True, kw_only=True)
class Launch:
    """What lifts off, from where and how, and what it flies to."""

    site: LaunchSite
    ascent: Ascent
    craft: Craft
    port: Port
    target: TargetStates


@dataclass(frozen=True, kw_only=True)
class Option:
    """A profile at an opportunity, with the ascent that it was flown with.

    ``closure_deg`` is the phase at insertion, unwrapped as the profile counts it. ``why_not`` is empty if and only if
    the option is feasible. ``delta_v`` and ``plane_rad``, the angle between the planes that the burns make up, are
    None where nothing could be solved; ``docking_ms`` too.
    """

    profile: Profile
    ascent: Ascent
    liftoff_ms: int
    phase_at_liftoff_deg: float
    phase_at_insertion_deg: float
    closure_deg: float
    why_not: str = ""
    warnings: tuple[str, ...] = ()
    docking_ms: int | None = None
    delta_v: DeltaV | None = None
    plane_rad: float | None = None

    @property
    def is_feasible(self) -> bool:
        """Whether the phase lies in the profile's interval and the solution within the budget."""
        return not self.why_not


def fly_option(launch: Launch, profile: Profile, plane: TargetPlane, in_plane_ms: int) -> Option:
    """Fly a profile and move its liftoff until the planes of both vehicles meet at the gate.

    Args:
        launch: what lifts off, and what it flies to.
        profile: the profile.
        plane: the target's plane.
        in_plane_ms: when the pad lies in it.

    Returns:
        The option; what makes it infeasible is said in it.

    Raises:
        ElementsError, OrbitInputError, PropagationError: the target cannot be flown.
        AscentError: the pad's ascent does not reach its plane.
    """
    nominal_ms = in_plane_ms - launch.ascent.plane_lead_ms
    closure_deg = _at_liftoff(launch, profile, nominal_ms).closure_deg
    workable_deg = min(max(closure_deg, profile.phase.low_deg), profile.phase.high_deg)
    guess_ms = nominal_ms + round(1000.0 * plane.wait_s(radians(workable_deg)))
    option = _at_liftoff(launch, profile, guess_ms)
    if not _is_near(profile.phase.low_deg, option.closure_deg, profile.phase.high_deg):
        return replace(option, why_not=_out_of_phase(profile, option.closure_deg))
    flight = _Flight(launch, profile, guess_ms)
    try:
        liftoff_ms, airless = flight.settled(guess_ms)
        solution = flight.solved(liftoff_ms, airless) if airless.converged else airless
    except (OrbitInputError, PropagationError) as error:
        return replace(option, why_not=_unsolved(profile, option.closure_deg, error))
    option = _at_liftoff(launch, profile, liftoff_ms)
    docking_ms = liftoff_ms + profile.docking_met_ms
    if not solution.converged:
        return replace(option, docking_ms=docking_ms, why_not=_misses(solution))
    option = replace(
        option,
        docking_ms=docking_ms,
        delta_v=delta_v_of(solution, airless, flight.approach_mps()),
        plane_rad=plane_angle_left(plane_gap(airless, flight.arrival)),
    )
    return replace(option, why_not=_why_not(launch, option), warnings=_warnings(launch, option))


class _Flight:
    """The flight of a profile whose liftoff moves by seconds: the target near docking is flown once."""

    def __init__(self, launch: Launch, profile: Profile, guess_ms: int) -> None:
        self._launch, self._profile = launch, profile
        self.epoch_ms = guess_ms // _HOUR_MS * _HOUR_MS
        docking_ms = guess_ms + profile.docking_met_ms
        gate_ms = docking_ms - profile.approach.waypoints[0].before_docking_ms
        self._target: Trajectory = flown_like(
            launch.target, gate_ms - _MARGIN_MS, docking_ms + _MARGIN_MS, self.epoch_ms, FORCES
        ).trajectory
        self.arrival: Arrival

    def settled(self, liftoff_ms: int) -> tuple[int, Solution]:
        """Move the liftoff until it no longer moves; return it with the burns that do without air."""
        pole = pole_gcrs(liftoff_ms)
        for _ in range(_MOST_PASSES):
            solution = self.solved(liftoff_ms)
            lag_s = node_lag(plane_gap(solution, self.arrival), self.arrival, pole) / EARTH_ROTATION_RADPS
            if not solution.converged or abs(lag_s) < _SETTLED_S:
                break
            liftoff_ms += round(1000.0 * lag_s)
        return liftoff_ms, solution

    def solved(self, liftoff_ms: int, airless: Solution | None = None) -> Solution:
        """Solve the burns for a liftoff: without air, or from such burns with it."""
        launch, profile = self._launch, self._profile
        t0_s = (liftoff_ms - self.epoch_ms) / 1000
        insertion_ms = liftoff_ms + launch.craft.separation_met_ms
        insertion_s = (insertion_ms - self.epoch_ms) / 1000
        r_m, v_mps = insertion_state(launch.site, launch.ascent, self.epoch_ms, t0_s)
        docking_s = t0_s + profile.docking_met_ms / 1000
        self.arrival = arrival_at_gate(
            profile.approach, launch.port, launch.craft.vehicle.probe_m, self._target, docking_s
        )
        burns = plan_burns(burn_inputs(profile, liftoff_ms), profile.kind, self.epoch_ms, insertion_s, self.arrival.t_s)
        closure_deg = profile.phase.unwrapped_deg(_phase_deg(r_m, launch.target, insertion_ms))
        return solve_burns(
            Departure(t_s=insertion_s, r_m=r_m, v_mps=v_mps),
            self.arrival,
            burns.windows,
            burns.freedom,
            radians(closure_deg),
            self.epoch_ms,
            FORCES if airless is None else chaser_forces(launch.craft.vehicle),
            airless,
        )

    def approach_mps(self) -> float:
        """Fly the approach for what it costs."""
        launch, approach = self._launch, self._profile.approach
        probe_m = launch.craft.vehicle.probe_m
        docking_s = self.arrival.t_s + approach.waypoints[0].before_docking_ms / 1000
        hops = plan_hops(approach, launch.port, probe_m, self._target, docking_s)
        gate = self.arrival
        return fly_approach(hops, gate.t_s, gate.r_m, gate.v_mps, self._target, launch.port, probe_m, FORCES).dv_mps


def burn_inputs(profile: Profile, liftoff_ms: int) -> tuple[BurnInput, ...]:
    """The burns of a profile for a liftoff, as the solver takes them."""
    return tuple(
        BurnInput(
            event=burn.id,
            name=burn.name,
            nominal_ms=liftoff_ms + burn.after_liftoff_ms(profile.docking_met_ms),
            time=burn.time,
            components=(burn.dv_x, burn.dv_y, burn.dv_z),
        )
        for burn in profile.burns
    )


def _phase_deg(r_m: Array, target: TargetStates, utc_ms: int) -> float:
    r_target, v_target = target.states(np.array([utc_ms], dtype=np.int64))
    return degrees(float(phase_angle(r_m, r_m, r_target[0], v_target[0])))


def _at_liftoff(launch: Launch, profile: Profile, liftoff_ms: int) -> Option:
    """The option's phases, nothing solved."""
    pad_m = pad_position(launch.site, liftoff_ms, np.array([0.0]))[0]
    r_m, _ = insertion_state(launch.site, launch.ascent, liftoff_ms, 0.0)
    phase_deg = _phase_deg(r_m, launch.target, liftoff_ms + launch.craft.separation_met_ms)
    return Option(
        profile=profile,
        ascent=launch.ascent,
        liftoff_ms=liftoff_ms,
        phase_at_liftoff_deg=_phase_deg(pad_m, launch.target, liftoff_ms),
        phase_at_insertion_deg=phase_deg,
        closure_deg=profile.phase.unwrapped_deg(phase_deg),
    )


def _is_near(low_deg: float, closure_deg: float, high_deg: float) -> bool:
    return low_deg - _WORTH_SOLVING_DEG <= closure_deg <= high_deg + _WORTH_SOLVING_DEG


def _why_not(launch: Launch, option: Option) -> str:
    profile = option.profile
    assert option.delta_v is not None
    total_mps = option.delta_v.total_mps
    if not profile.phase.holds(option.closure_deg):
        return _out_of_phase(profile, option.closure_deg)
    if total_mps > profile.dv_budget_mps:
        plane = f", {option.delta_v.plane_mps:.0f} m/s of it for the plane" if option.delta_v.plane_mps > 10.0 else ""
        return f"it needs {total_mps:.0f} m/s{plane}, and the profile's budget is {profile.dv_budget_mps:.0f} m/s"
    vehicle = launch.craft.vehicle
    spent_kg = -vehicle.mass_kg * expm1(-total_mps / (vehicle.isp_s * STANDARD_GRAVITY_MPS2))
    if spent_kg > vehicle.propellant_kg:
        return f"it needs {spent_kg:.0f} kg of propellant, and {vehicle.name} carries {vehicle.propellant_kg:.0f} kg"
    return ""


def _out_of_phase(profile: Profile, closure_deg: float) -> str:
    low_deg, high_deg = profile.phase.low_deg, profile.phase.high_deg
    off_deg = low_deg - closure_deg if closure_deg < low_deg else closure_deg - high_deg
    return (
        f"the phase at insertion, {closure_deg:.1f} deg, is {off_deg:.1f} deg outside {low_deg:g} to {high_deg:g} deg"
    )


def _unsolved(profile: Profile, closure_deg: float, error: OrbitInputError | PropagationError) -> str:
    if not profile.phase.holds(closure_deg):
        return _out_of_phase(profile, closure_deg)
    if isinstance(error, PropagationError):  # about tolerances, which help nobody here
        return "no burns bring the chaser to the gate without its path plunging into the air"
    return f"no burns bring the chaser to the gate ({error})"


def _misses(solution: Solution) -> str:
    return f"the burns of the profile miss the gate by {solution.miss_m / 1000:.1f} km"


def _warnings(launch: Launch, option: Option) -> tuple[str, ...]:
    usual, warnings = option.profile.usual_phase, []
    if usual is not None and not usual.holds(option.closure_deg):
        warnings.append(
            f"The phase to make up, {option.closure_deg:.0f} deg, is outside the {usual.low_deg:g} to "
            f"{usual.high_deg:g} deg that are usually flown."
        )
    away_ms = launch.target.away_ms(option.docking_ms or option.liftoff_ms)
    if launch.target.reaches_by_flight and away_ms:
        warnings.append(
            f"Docking is {away_ms / DAY_MS:.1f} days outside the ephemeris; the target was flown there from its end."
        )
    return tuple(warnings)
