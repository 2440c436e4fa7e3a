"""Suggestions: for a broken rule an edit that heals it, where one is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import cos, degrees, expm1

import numpy as np
from msgspec.structs import replace

from missionplanner.flight.approach_rules import approach_path, hardest_correction, speed_limit
from missionplanner.flight.assess import Assessment
from missionplanner.flight.near_circular import ReferenceOrbit
from missionplanner.flight.rule_set import rules_of
from missionplanner.flight.sight_rules import camera_angles_deg, sunlit, unseen_s
from missionplanner.flight.timing_rules import duties
from missionplanner.orbit.constants import EARTH_ROTATION_RADPS, STANDARD_GRAVITY_MPS2
from missionplanner.plan.approach_edits import (
    gate_moved_out,
    slower_approach,
    with_contact_speed,
    with_docking_port,
    with_propellant,
)
from missionplanner.plan.edits import move, release_burn, replace_event, set_t0
from missionplanner.plan.events import Burn, SolvedComponent, SolvedTime
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, Rule, RuleKind
from missionplanner.plan.time_text import shift_text

_SLACK = 1.05
_SPEED_SLACK = 1.12  # the corrections of a slower approach fall elsewhere
_MOST_SHIFT_S = 45 * 60.0
_SHIFT_STEP_S = 30.0
_MOST_T0_SHIFT_S = 300.0
_PHASE_SLACK_DEG = 0.3
_SAFE_GATE_M = 2500.0

_OF_CHECKS = ("propellant-exhausted", "gate-in-sphere", "thruster-limit")


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An edit that would heal a finding: what it does, and the plan that comes of it."""

    label: str
    plan: Plan


def suggest(assessment: Assessment, finding: Finding) -> Suggestion | None:
    """The edit that heals a finding, None where none is known.

    It is made for the numbers as they were flown; the plan that comes of it is judged anew like any other.
    """
    match finding.code:
        case "propellant-exhausted":
            return _more_propellant(assessment, 0.0)
        case "gate-in-sphere":
            label = f"Move the gate out to {_SAFE_GATE_M:.0f} m"
            return _edited(label, partial(gate_moved_out, assessment.plan, _SAFE_GATE_M))
        case "thruster-limit":
            hardest = hardest_correction(assessment.flight)
            share = 1.0 if hardest is None else hardest.size_mps / hardest.given_mps
            return _slower(assessment, share * _SPEED_SLACK)
    rule = next((rule for rule in rules_of(assessment.plan) if rule.id == finding.code), None)
    if rule is None or rule.kind not in _BY_KIND:
        return None
    return _BY_KIND[rule.kind](assessment, finding, rule)


def may_suggest(plan: Plan, finding: Finding) -> bool:
    """Whether an edit may be known for a finding, without looking for it."""
    kinds = {rule.id: rule.kind for rule in rules_of(plan)}
    return finding.code in _OF_CHECKS or kinds.get(finding.code) in _BY_KIND


def _edited(label: str, edit: Callable[[], Plan]) -> Suggestion | None:
    """The suggestion, None if the edit cannot be made."""
    try:
        return Suggestion(label=label, plan=edit())
    except (ValueError, KeyError):
        return None


def _of_contact_speed(assessment: Assessment, _: Finding, rule: Rule) -> Suggestion | None:
    flown = assessment.flight.contact
    low, high = rule.low or 0.0, rule.high
    if flown is None or high is None:
        return None
    planned = assessment.plan.rendezvous.approach.contact_speed_mps
    wanted = round(planned * 0.5 * (low + high) / flown.speed_mps, 3)
    label = f"Plan a contact at {wanted:g} m/s"
    return _edited(label, partial(with_contact_speed, assessment.plan, wanted))


def _of_closing_speed(assessment: Assessment, _: Finding, rule: Rule) -> Suggestion | None:
    path = approach_path(assessment.flight)
    if path is None:
        return None
    limits = speed_limit(rule, path.range_m)
    if not (limits > 0.0).all():
        return None
    return _slower(assessment, float((path.closing_mps / limits).max()) * _SPEED_SLACK)


def _slower(assessment: Assessment, factor: float) -> Suggestion | None:
    return _edited(
        f"Take {100.0 * (factor - 1.0):.0f} % longer from the gate to contact",
        partial(slower_approach, assessment.plan, factor),
    )


def _of_light(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
    """Move docking to the nearest time with light at contact and no Sun in the camera."""
    rules = {each.kind: each for each in rules_of(assessment.plan)}
    return _docking_moved(assessment, rules)


def _docking_moved(assessment: Assessment, rules: dict[RuleKind, Rule]) -> Suggestion | None:
    """Move docking to where the rules of light, camera and sight are kept, by the target's path."""
    flight, plan = assessment.flight, assessment.plan
    path, target = approach_path(flight), flight.target
    docking_ms = assessment.schedule.start_ms(plan.rendezvous.docking)
    if path is None or target is None or docking_ms is None:
        return None
    steps = int(_MOST_SHIFT_S / _SHIFT_STEP_S)
    for step in sorted(range(-steps, steps + 1), key=abs):
        shift_s = step * _SHIFT_STEP_S
        final_s, contact_s = path.final_s + shift_s, float(path.t_s[-1]) + shift_s
        if step and _keeps_sight(assessment, rules, final_s, contact_s, path.axial_s + shift_s):
            label = f"Move docking by {shift_text(round(shift_s * 1000))}"
            later_ms = docking_ms + round(shift_s * 1000)
            return _edited(label, partial(move, plan, assessment.schedule, plan.rendezvous.docking, later_ms))
    return None


def _keeps_sight(
    assessment: Assessment, rules: dict[RuleKind, Rule], final_s: float, contact_s: float, axial_s: float
) -> bool:
    """Whether light, camera and coverage would be right with the chaser at the target's place."""
    target, inputs = assessment.flight.target, assessment.flight.inputs
    assert target is not None
    light, around = rules.get("contact-light"), rules.get("flyaround-light")
    camera, coverage = rules.get("sun-in-camera"), rules.get("final-approach-coverage")
    slack_s = np.array([contact_s - 30.0, contact_s, contact_s + 30.0])
    if light is not None and light.low is not None and (100.0 * sunlit(target, slack_s) < light.low).any():
        return False
    if around is not None and around.severity != "note" and around.low is not None:
        last = inputs.approach.waypoints[-1].before_docking_ms - inputs.approach.axial_points[0].before_docking_ms
        share = (sunlit(target, np.linspace(axial_s - last / 1000, axial_s, 31)) > 0.5).mean()
        if 100.0 * share < around.low:
            return False
    if camera is not None and camera.low is not None:
        times_s = np.linspace(final_s - 30.0, contact_s + 30.0, 31)
        if camera_angles_deg(target, inputs.port.axis_lvlh, times_s).min() < camera.low:
            return False
    if coverage is not None and coverage.high is not None:
        unseen = unseen_s(target, final_s - 30.0, contact_s + 30.0, coverage, inputs.site)
        return unseen is not None and unseen <= coverage.high
    return True


def _of_burn_coverage(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
    """Move the burn to the nearest time at which it is seen, by the path as flown."""
    flight, plan = assessment.flight, assessment.plan
    burn = next((one for one in flight.burns if one.event in finding.events), None)
    if burn is None or flight.chaser is None or rule.high is None:
        return None
    long_s = burn.duration_ms / 1000
    start_s = (burn.tig_ms - flight.epoch_ms) / 1000
    others = [(one.tig_ms - flight.epoch_ms) / 1000 for one in flight.burns if one is not burn]
    earliest = max([s + 300.0 for s in others if s < start_s], default=flight.chaser.start_s)
    latest = min([s - 300.0 - long_s for s in others if s > start_s], default=flight.chaser.end_s - long_s)
    steps = int(_MOST_SHIFT_S / _SHIFT_STEP_S)
    for step in sorted(range(-steps, steps + 1), key=abs):
        tig_s = start_s + step * _SHIFT_STEP_S
        if not step or not earliest <= tig_s <= latest:
            continue
        unseen = unseen_s(flight.chaser, tig_s - 20.0, tig_s + 1.2 * long_s + 20.0, rule, plan.site)
        if unseen is not None and unseen <= rule.high:
            label = f"Move '{burn.name}' by {shift_text(round(step * _SHIFT_STEP_S * 1000))}"
            tig_ms = burn.tig_ms + round(step * _SHIFT_STEP_S * 1000)
            return _edited(label, partial(move, plan, assessment.schedule, burn.event, tig_ms))
    return None


def _of_spacing(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
    burns = {burn.event: burn for burn in assessment.flight.burns}
    later, before = (burns.get(event) for event in finding.events[:2])
    if later is None or before is None or rule.low is None:
        return None
    # The burn before may come out longer once this one is elsewhere.
    tig_ms = before.tig_ms + round(1.3 * before.duration_ms + 1000 * rule.low) + 1000
    label = f"Move '{later.name}' by {shift_text(tig_ms - later.tig_ms)}"
    return _edited(label, partial(move, assessment.plan, assessment.schedule, later.event, tig_ms))


def _of_duty(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
    """Let the last event of a duty wait until after a rest."""
    plan, schedule = assessment.plan, assessment.schedule
    last = finding.events[0]
    for member in plan.crew:
        for run in duties(plan, schedule, member.id, rule.low or 0.0):
            if len(run) < 2 or run[-1].event != last:
                continue
            rested_ms = max(task.end_ms for task in run[:-1]) + round(3_600_000 * (rule.low or 0.0))
            label = f"Move '{plan.event(last).name}' by {shift_text(rested_ms - run[-1].start_ms)}, after a rest"
            return _edited(label, partial(move, plan, schedule, last, rested_ms))
    return None


def _of_budget(assessment: Assessment, _: Finding, __: Rule) -> Suggestion | None:
    """Give every burn back to the solver that is not free."""
    plan = assessment.plan
    names = []
    gate_ms = plan.rendezvous.approach.waypoints[0].before_docking_ms
    docking_ms = assessment.schedule.start_ms(plan.rendezvous.docking) or 0
    for event in plan.events:
        if not isinstance(event, Burn):
            continue
        free = replace(event, dv_x=SolvedComponent(), dv_y=SolvedComponent(), dv_z=SolvedComponent())
        tig_ms = assessment.schedule.start_ms(event.id) or 0
        if not isinstance(event.time, SolvedTime) and tig_ms < docking_ms - gate_ms - 1000:
            plan = release_burn(plan, event.id)
            free = replace(free, time=SolvedTime())
        if free != event:
            names.append(f"'{event.name}'")
            plan = replace_event(plan, free)
    return Suggestion(label=f"Release {', '.join(names)} to the solver", plan=plan) if names else None


def _of_reserve(assessment: Assessment, _: Finding, rule: Rule) -> Suggestion | None:
    return _more_propellant(assessment, rule.low or 0.0)


def _more_propellant(assessment: Assessment, reserve_kg: float) -> Suggestion | None:
    """Carry as much more as leaves the reserve, the propellant that it takes to carry it included."""
    delta_v, vehicle = assessment.flight.delta_v, assessment.plan.vehicle
    if delta_v is None:
        return None
    share = -expm1(-delta_v.total_mps / (vehicle.isp_s * STANDARD_GRAVITY_MPS2))
    short_kg = reserve_kg - (vehicle.propellant_kg - share * vehicle.mass_kg)
    more_kg = float(np.ceil(_SLACK * short_kg / (1.0 - share)))
    return _edited(f"Carry {more_kg:.0f} kg more propellant", partial(with_propellant, assessment.plan, more_kg))


def _of_phase(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
    """Shift T0 by what the target flies through in the phase that is too much or too little."""
    flight, plan = assessment.flight, assessment.plan
    if rule.low is None or rule.high is None or finding.margin is None:
        return None
    if flight.target is None or flight.phase_at_insertion_rad is None:
        return None
    reference = ReferenceOrbit.of_state(*flight.target.state_at(flight.target.start_s))
    tilt_rad = np.radians(plan.ascent.inclination_deg)
    rate_degps = degrees(reference.mean_motion_radps - EARTH_ROTATION_RADPS * cos(tilt_rad))
    # A later launch finds the target further ahead.
    beyond_deg = degrees(flight.phase_at_insertion_rad) - 0.5 * (rule.low + rule.high)
    too_far = (beyond_deg + 180.0) % 360.0 > 180.0
    off_deg = -finding.margin + _PHASE_SLACK_DEG
    shift_s = -off_deg / rate_degps if too_far else off_deg / rate_degps
    if abs(shift_s) > _MOST_T0_SHIFT_S:
        return None
    shift_ms = round(shift_s * 1000)
    return _edited(f"Move T0 by {shift_text(shift_ms)}", partial(set_t0, plan, plan.t0.ms + shift_ms))


def _of_port(assessment: Assessment, _: Finding, __: Rule) -> Suggestion | None:
    """Dock at a free port that looks the same way."""
    plan = assessment.plan
    target = plan.target
    taken = {stay.port for stay in target.occupancies}
    for port in target.ports:
        if port.id not in taken and port.axis_lvlh == target.port.axis_lvlh and port.id != target.docking_port:
            return _edited(f"Dock at {port.name}", partial(with_docking_port, plan, port))
    return None


_BY_KIND: dict[RuleKind, Callable[[Assessment, Finding, Rule], Suggestion | None]] = {
    "contact-speed": _of_contact_speed,
    "closing-speed": _of_closing_speed,
    "contact-light": _of_light,
    "flyaround-light": _of_light,
    "sun-in-camera": _of_light,
    "final-approach-coverage": _of_light,
    "burn-coverage": _of_burn_coverage,
    "burn-spacing": _of_spacing,
    "crew-duty": _of_duty,
    "delta-v-budget": _of_budget,
    "propellant-reserve": _of_reserve,
    "phase-at-insertion": _of_phase,
    "port-free": _of_port,
}
