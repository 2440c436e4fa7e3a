"""Fly a plan's inputs from launch to docking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from math import degrees, pi, radians

import numpy as np

from missionplanner.flight.approach import arrival_at_gate, fly_approach, plan_hops
from missionplanner.flight.ascent import AscentError, ascent_path, insertion_orbit, insertion_state, pad_position
from missionplanner.flight.burns import BurnPlan, plan_burns
from missionplanner.flight.flight import DeltaV, Flight, SolvedBurn
from missionplanner.flight.inputs import FlightInputs
from missionplanner.flight.release import what_frees
from missionplanner.flight.target import TargetOrbit, target_orbit
from missionplanner.flight.targeting import Arrival, Departure, Solution, solve_burns
from missionplanner.flight.whereabouts import ELEMENT_FORCES, forces_for
from missionplanner.orbit.constants import STANDARD_GRAVITY_MPS2
from missionplanner.orbit.elements import phase_angle, plane_angle
from missionplanner.orbit.errors import ElementsError, OrbitInputError, PropagationError
from missionplanner.orbit.forces import Drag, Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory, joined
from missionplanner.orbit.vectors import Array
from missionplanner.plan.rendezvous import ProfileName
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule import EventEdge
from missionplanner.plan.station import ElementSet
from missionplanner.plan.vehicle import Vehicle

FORCES = ELEMENT_FORCES


def chaser_forces(vehicle: Vehicle, forces: Forces = FORCES) -> Forces:
    """The forces on a chaser from insertion to the gate: those on the target, and the air at its own altitude."""
    return replace(forces, drag=Drag(ballistic_m2pkg=vehicle.drag_area_m2 / vehicle.mass_kg))


_MOST_BURNS = 50  # the time that solving takes grows with their square
_NO_KEY_TIME = (
    "Separation or docking has no time before the flight, so nothing can be flown; anchor them in UTC, in MET, or "
    "after an event that does not wait for the orbit."
)

# The least phase at insertion, unwrapped, that a profile closes: two-day flights go round on the low branch, a lap
# around the 305 deg in the middle of what they close.
_LEAST_CLOSURE_RAD: dict[ProfileName, float] = {
    "1-orbit": -pi,
    "2-orbit": -pi,
    "4-orbit": -pi,
    "1-day": 0.0,
    "2-day": radians(125.0),
}


@lru_cache(maxsize=32)
def fly(inputs: FlightInputs) -> Flight:
    """Fly target and chaser; whatever cannot be flown is left out, and a finding says why.

    Both vehicles move under the same forces: the target is fitted to its element set or ephemeris and flown by our
    propagator, as a path of SGP4 and a numerical one part by hundreds of metres within an hour.
    """
    flight = Flight(inputs=inputs, epoch_ms=inputs.t0_ms)
    if inputs.insertion_ms is None or inputs.docking_ms is None:
        return _stopped(flight, "not-flown", _NO_KEY_TIME)
    if not inputs.t0_ms < inputs.insertion_ms < inputs.docking_ms:
        return _stopped(flight, "not-flown", "Liftoff, separation and docking must follow one another in this order.")
    if len(inputs.burns) > _MOST_BURNS:
        sentence = f"The plan has {len(inputs.burns)} burns; at most {_MOST_BURNS} are solved together; remove some."
        return _stopped(flight, "not-flown", sentence)
    if inputs.docking_ms - inputs.t0_ms > 10 * 86_400_000:
        return _stopped(flight, "not-flown", "Docking is more than ten days after liftoff; plan it earlier.")
    try:
        forces = forces_for(inputs.whereabouts)
        target = target_orbit(inputs.whereabouts, inputs.t0_ms, inputs.docking_ms, forces, inputs.reboosts)
    except (ElementsError, OrbitInputError, PropagationError) as error:
        sentence = f"The target cannot be flown: {error}.{_hint_of_age(inputs)}"
        return _stopped(flight, "target-not-flown", sentence)
    flight = replace(flight, epoch_ms=target.epoch_ms, target=target.trajectory, fit_rms_m=target.rms_m)
    try:
        return _with_chaser(flight, inputs, target, inputs.insertion_ms, inputs.docking_ms)
    except AscentError as error:
        return _stopped(flight, "no-ascent", f"{inputs.site.name}: {error}.")
    except (OrbitInputError, PropagationError) as error:
        return _stopped(flight, "chaser-not-flown", f"The chaser cannot be flown: {error}.")


def _with_chaser(
    flight: Flight, inputs: FlightInputs, target: TargetOrbit, insertion_ms: int, docking_ms: int
) -> Flight:
    epoch_ms = target.epoch_ms
    t0_s, insertion_s, docking_s = ((ms - epoch_ms) / 1000 for ms in (inputs.t0_ms, insertion_ms, docking_ms))
    r_m, v_mps = insertion_state(inputs.site, inputs.ascent, epoch_ms, t0_s)
    departure = Departure(t_s=insertion_s, r_m=r_m, v_mps=v_mps)
    phase_rad = float(phase_angle(r_m, v_mps, *target.trajectory.state_at(insertion_s)))
    flight = replace(
        flight,
        ascent=ascent_path(inputs.site, epoch_ms, t0_s, insertion_s, r_m, v_mps),
        insertion=insertion_orbit(insertion_ms, r_m, v_mps),
        phase_at_liftoff_rad=phase_of_pad(inputs, target.trajectory, t0_s),
        phase_at_insertion_rad=phase_rad,
    )
    gate_s = docking_s - inputs.approach.waypoints[0].before_docking_ms / 1000
    if gate_s <= insertion_s:
        return _stopped(flight, "no-time", "The gate lies before separation: docking is too early.")
    arrival = arrival_at_gate(inputs.approach, inputs.port, inputs.vehicle.probe_m, target.trajectory, docking_s)
    plan = plan_burns(inputs.burns, inputs.profile, epoch_ms, insertion_s, arrival.t_s)
    closure_rad = closure(inputs.profile, phase_rad)

    free = forces_for(inputs.whereabouts)

    def solve(burns: BurnPlan, forces: Forces = free, start: Solution | None = None) -> Solution:
        return solve_burns(departure, arrival, burns.windows, burns.freedom, closure_rad, epoch_ms, forces, start)

    try:
        airless = solve(plan)
        # Burns fixed as they flew arrive only with the air that they flew through.
        solution = solve(plan, chaser_forces(inputs.vehicle, free), airless)
    except (OrbitInputError, PropagationError) as error:
        coast = propagate(r_m, v_mps, epoch_ms, insertion_s, docking_s, free)
        flight = replace(flight, chaser=coast, findings=plan.findings)
        events = tuple(burn.event for burn in plan.burns)
        return _stopped(flight, "burns-unsolved", _unsolved_sentence(departure, target, closure_rad, error), events)
    flight = replace(
        flight,
        chaser=joined(solution.arcs),
        burns=solved_burns(plan, solution, inputs, epoch_ms),
        findings=plan.findings,
    )
    flight = replace(flight, instants_ms=burn_instants(flight.burns), delta_v=delta_v_of(solution, airless, 0.0))
    if not solution.converged:
        sentence = _miss_sentence(plan, solution, what_frees(plan, solve))
        return _stopped(flight, "gate-missed", sentence, tuple(burn.event for burn in flight.burns))
    return _with_approach(flight, inputs, target.trajectory, solution, arrival, docking_s, airless)


def closure(profile: ProfileName, phase_rad: float) -> float:
    """The phase at insertion, unwrapped as the profile closes it [rad]."""
    least_rad = _LEAST_CLOSURE_RAD[profile]
    return least_rad + (phase_rad - least_rad) % (2.0 * pi)


def _with_approach(
    flight: Flight,
    inputs: FlightInputs,
    target: Trajectory,
    solution: Solution,
    arrival: Arrival,
    docking_s: float,
    airless: Solution,
) -> Flight:
    hops = plan_hops(inputs.approach, inputs.port, inputs.vehicle.probe_m, target, docking_s)
    # The last burn, at the gate, is not part of the arcs; the arrival state is what it leads to.
    forces = forces_for(inputs.whereabouts)
    approach = fly_approach(
        hops, arrival.t_s, arrival.r_m, arrival.v_mps, target, inputs.port, inputs.vehicle.probe_m, forces
    )
    flight = replace(
        flight,
        chaser=joined((*solution.arcs, *approach.arcs)),
        delta_v=delta_v_of(solution, airless, approach.dv_mps),
        contact=approach.contact,
    )
    if approach.contact is None:
        return _stopped(flight, "no-contact", "The approach ends without reaching the port; check its points.")
    return flight


def _hint_of_age(inputs: FlightInputs) -> str:
    if not isinstance(inputs.whereabouts, ElementSet):
        return ""
    age_days = abs(inputs.t0_ms - inputs.whereabouts.epoch.ms) / 86_400_000
    return f" Its elements are {age_days:.0f} days from liftoff; import newer ones." if age_days > 30 else ""


def phase_of_pad(inputs: FlightInputs, target: Trajectory, t0_s: float) -> float:
    """How far the target is ahead of the pad at liftoff, measured like a phase angle."""
    pad_m = pad_position(inputs.site, target.epoch_utc_ms, np.array([t0_s]))[0]
    r_target, v_target = target.state_at(t0_s)
    return float(phase_angle(pad_m, v_target, r_target, v_target))


def solved_burns(plan: BurnPlan, solution: Solution, inputs: FlightInputs, epoch_ms: int) -> tuple[SolvedBurn, ...]:
    """The burns as flown, each with how long the engine runs for it."""
    vehicle = inputs.vehicle
    exhaust_mps = vehicle.isp_s * STANDARD_GRAVITY_MPS2
    mass_kg = vehicle.mass_kg
    burns = []
    for burn, tig_s, dv in zip(plan.burns, solution.tig_s.tolist(), solution.dv_lvlh_mps, strict=True):
        spent_kg = mass_kg * -np.expm1(-np.linalg.norm(dv) / exhaust_mps)
        mass_kg -= spent_kg
        burns.append(
            SolvedBurn(
                event=burn.event,
                name=burn.name,
                tig_ms=epoch_ms + round(tig_s * 1000),
                dv_lvlh_mps=(float(dv[0]), float(dv[1]), float(dv[2])),
                duration_ms=round(1000 * float(spent_kg) * exhaust_mps / vehicle.thrust_n),
            )
        )
    return tuple(burns)


def burn_instants(burns: Iterable[SolvedBurn]) -> dict[EventEdge, int]:
    """Start and end of each burn, UTC milliseconds."""
    times: dict[EventEdge, int] = {}
    for burn in burns:
        times[EventEdge(burn.event, "start")] = burn.tig_ms
        times[EventEdge(burn.event, "end")] = burn.tig_ms + burn.duration_ms
    return times


def delta_v_of(solution: Solution, airless: Solution, approach_mps: float) -> DeltaV:
    """Delta-v by purpose: of burns under all forces, and of those that would do without air."""
    airless_mps = float(np.linalg.norm(airless.dv_lvlh_mps, axis=-1).sum())
    in_plane: Array = airless.dv_lvlh_mps[:, ::2]
    in_plane_mps = float(np.linalg.norm(in_plane, axis=-1).sum())
    return DeltaV(
        in_plane_mps=in_plane_mps,
        plane_mps=airless_mps - in_plane_mps,
        drag_mps=float(np.linalg.norm(solution.dv_lvlh_mps, axis=-1).sum()) - airless_mps,
        approach_mps=approach_mps,
    )


def _miss_sentence(plan: BurnPlan, solution: Solution, freed: str) -> str:
    miss = f"{solution.miss_m:.0f} m" if solution.miss_m < 1000.0 else f"{solution.miss_m / 1000:.1f} km"
    free = int(plan.freedom.free.sum())
    needed = f"only {free} delta-v components are free and 6 are needed; " if free < 6 else ""
    return f"The burns miss the gate by about {miss}: {needed}{freed}."


def _unsolved_sentence(
    departure: Departure, target: TargetOrbit, closure_rad: float, error: OrbitInputError | PropagationError
) -> str:
    state = target.trajectory.state_at(departure.t_s)
    plane_deg = degrees(float(plane_angle(departure.r_m, departure.v_mps, *state)))
    return (
        f"No burns bring the chaser to the gate: at insertion the planes are {plane_deg:.2f} deg apart and the target "
        f"is {degrees(closure_rad):.1f} deg ahead ({error}); the chaser is shown coasting. Move T0 or docking, or "
        "free some burns."
    )


def _stopped(flight: Flight, code: str, message: str, events: tuple[str, ...] = ()) -> Flight:
    finding = Finding(code=code, severity="error", message=message, events=events)
    return replace(flight, findings=(*flight.findings, finding))
