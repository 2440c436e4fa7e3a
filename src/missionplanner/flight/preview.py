"""A flight in haste, for the frame in which something is dragged: an earlier one corrected, and marked as preview."""

from __future__ import annotations

from dataclasses import replace
from math import radians

import numpy as np

from missionplanner.flight.approach import arrival_at_gate
from missionplanner.flight.ascent import AscentError, ascent_path, insertion_orbit, insertion_state
from missionplanner.flight.burns import BurnPlan, plan_burns
from missionplanner.flight.flight import Flight
from missionplanner.flight.fly import burn_instants, closure, delta_v_of, phase_of_pad, solved_burns
from missionplanner.flight.inputs import FlightInputs
from missionplanner.flight.targeting import Care, Departure, Solution, solve_burns
from missionplanner.flight.whereabouts import forces_for
from missionplanner.orbit.elements import phase_angle
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.propagation.trajectory import Trajectory, joined
from missionplanner.orbit.vectors import Array

# Under 0.05 m/s of the burns, and under what a view can show. Better times are looked for about the known ones: a first
# burn follows the plane, and on long flights moving one burn would let others shrink to nothing.
_HASTE = Care(enough_m=100.0, arc_tolerance_m=1.0, is_near=True, retime_step_s=60.0)
_LEAST_SEPARATION_S = 300.0
# Beyond it the burns would sit elsewhere: only the full flight can tell.
_FARTHEST_RAD = radians(10.0)


def preview_flight(inputs: FlightInputs, known: Flight) -> Flight | None:
    """Correct a full flight for changed inputs.

    The target's path is the known flight's. The burns move with liftoff, within their windows, and are solved again
    without air, with better times looked for about these. Approach, contact and what drag costs are taken over.

    Args:
        inputs: what is dragged to.
        known: the last full flight, one that docks.

    Returns:
        The flight, marked as preview; None where haste cannot tell (another target, port or number of burns, a launch
        far from the known one, burns that do not arrive), so that the full flight has to be waited for.
    """
    if not _comparable(inputs, known):
        return None
    target = known.target
    assert target is not None
    try:
        return _corrected(inputs, known, target)
    except (AscentError, OrbitInputError, PropagationError):
        return None


def _comparable(inputs: FlightInputs, known: Flight) -> bool:
    then = known.inputs
    if known.is_preview or known.target is None or known.contact is None or known.delta_v is None:
        return False
    if inputs.insertion_ms is None or inputs.docking_ms is None:
        return False
    alike = (inputs.whereabouts, inputs.reboosts, inputs.port, inputs.approach, inputs.profile, inputs.vehicle) == (
        then.whereabouts,
        then.reboosts,
        then.port,
        then.approach,
        then.profile,
        then.vehicle,
    )
    within_s = (inputs.t0_ms - known.epoch_ms) / 1000, (inputs.docking_ms - known.epoch_ms) / 1000
    covered = known.target.start_s <= within_s[0] < within_s[1] <= known.target.end_s
    return alike and covered and inputs.t0_ms < inputs.insertion_ms < inputs.docking_ms


def _corrected(inputs: FlightInputs, known: Flight, target: Trajectory) -> Flight | None:
    assert inputs.insertion_ms is not None
    assert inputs.docking_ms is not None
    assert known.contact is not None
    assert known.delta_v is not None
    epoch_ms = known.epoch_ms
    t0_s, insertion_s, docking_s = (
        (ms - epoch_ms) / 1000 for ms in (inputs.t0_ms, inputs.insertion_ms, inputs.docking_ms)
    )
    r_m, v_mps = insertion_state(inputs.site, inputs.ascent, epoch_ms, t0_s)
    phase_rad = float(phase_angle(r_m, v_mps, *target.state_at(insertion_s)))
    if known.phase_at_insertion_rad is None or abs(phase_rad - known.phase_at_insertion_rad) > _FARTHEST_RAD:
        return None
    arrival = arrival_at_gate(inputs.approach, inputs.port, inputs.vehicle.probe_m, target, docking_s)
    if arrival.t_s <= insertion_s:
        return None
    plan = plan_burns(inputs.burns, inputs.profile, epoch_ms, insertion_s, arrival.t_s)
    tig_s = _ignitions(plan, inputs, known)
    if tig_s is None:
        return None
    solution = solve_burns(
        Departure(t_s=insertion_s, r_m=r_m, v_mps=v_mps),
        arrival,
        plan.windows,
        plan.freedom,
        closure(inputs.profile, phase_rad),
        epoch_ms,
        forces_for(inputs.whereabouts),
        Solution(
            tig_s=tig_s,
            dv_lvlh_mps=np.array([burn.dv_lvlh_mps for burn in known.burns]),
            arcs=(),
            miss_m=float("inf"),
        ),
        _HASTE,
    )
    if solution.miss_m > _HASTE.enough_m:
        return None
    burns = solved_burns(plan, solution, inputs, epoch_ms)
    dragged = replace(delta_v_of(solution, solution, known.delta_v.approach_mps), drag_mps=known.delta_v.drag_mps)
    moved_ms = inputs.docking_ms - (known.inputs.docking_ms or inputs.docking_ms)
    return replace(
        known,
        inputs=inputs,
        is_preview=True,
        approach_of=known,
        ascent=ascent_path(inputs.site, epoch_ms, t0_s, insertion_s, r_m, v_mps),
        insertion=insertion_orbit(inputs.insertion_ms, r_m, v_mps),
        phase_at_liftoff_rad=phase_of_pad(inputs, target, t0_s),
        phase_at_insertion_rad=phase_rad,
        chaser=joined(solution.arcs),
        burns=burns,
        instants_ms=burn_instants(burns),
        delta_v=dragged,
        contact=replace(known.contact, utc_ms=known.contact.utc_ms + moved_ms),
        findings=plan.findings,
    )


def _ignitions(plan: BurnPlan, inputs: FlightInputs, known: Flight) -> Array | None:
    """The known ignitions, moved with T0 and kept in their windows; None if the burns are not the same."""
    if [burn.event for burn in plan.burns] != [burn.event for burn in known.burns]:
        return None
    slip_ms = inputs.t0_ms - known.inputs.t0_ms
    moved_s = np.array([(burn.tig_ms + slip_ms - known.epoch_ms) / 1000 for burn in known.burns])
    tig_s: Array = np.clip(moved_s, plan.windows.earliest_s, plan.windows.latest_s)
    return tig_s if (np.diff(tig_s) >= _LEAST_SEPARATION_S).all() else None
