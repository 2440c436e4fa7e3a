"""Suggestions: for a broken rule the edits that may heal it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import cos, degrees, expm1

import numpy as np
from msgspec.structs import replace

from missionplanner.flight.approach_rules import approach_path, hardest_correction, speed_limit
from missionplanner.flight.assess import Assessment
from missionplanner.flight.near_circular import ReferenceOrbit
from missionplanner.flight.rule_set import rule_of, rules_of
from missionplanner.flight.sight_suggestions import burn_in_sight, docking_in_sight, without_unknown_nodes
from missionplanner.flight.suggestion import Suggestion, edited
from missionplanner.flight.timing_rules import duties
from missionplanner.orbit.constants import EARTH_ROTATION_RADPS, STANDARD_GRAVITY_MPS2
from missionplanner.plan.approach_edits import (
    gate_moved_out,
    slower_approach,
    with_axial_point,
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
_SLOWER = 1.5
_LAST_MINUTE_MS = 60_000
_MOST_T0_SHIFT_S = 300.0
_PHASE_SLACK_DEG = 0.3
_SAFE_GATE_M = 2500.0

_OF_CHECKS = ("propellant-exhausted", "gate-in-sphere", "thruster-limit")


def suggestions(assessment: Assessment, finding: Finding) -> Iterator[Suggestion]:
    """Yield the edits that may heal a finding, the likeliest first.

    They are made for the numbers as they were flown; whether one heals is known once its plan was flown.
    """
    match finding.code:
        case "propellant-exhausted":
            found = [_more_propellant(assessment, 0.0), _of_budget(assessment)]
        case "gate-in-sphere":
            label = f"Move the gate out to {_SAFE_GATE_M:.0f} m"
            found = [edited(label, partial(gate_moved_out, assessment.plan, _SAFE_GATE_M))]
        case "thruster-limit":
            hardest = hardest_correction(assessment.flight)
            share = 1.0 if hardest is None else hardest.size_mps / hardest.given_mps
            found = [_slower(assessment, share * _SPEED_SLACK)]
        case _:
            rule = _rule(assessment.plan, finding)
            edits = () if rule is None else _BY_KIND.get(rule.kind, ())
            yield from (one for edit in edits if rule and (one := edit(assessment, finding, rule)) is not None)
            return
    yield from (one for one in found if one is not None)


def may_suggest(plan: Plan, finding: Finding) -> bool:
    """Whether an edit may be known for a finding, without looking for it."""
    rule = _rule(plan, finding)
    return finding.code in _OF_CHECKS or (rule is not None and rule.kind in _BY_KIND)


def why_none(plan: Plan, finding: Finding, tried: int) -> str:
    """Why no edit is suggested for a finding, as a sentence without its full stop."""
    rule = _rule(plan, finding)
    if rule is not None and rule.kind == "drift-after-initiation":
        return (
            "neither a slower approach nor burns given back to the solver heal this; drift into the keep-out sphere "
            "from where gravity turns the chaser back, or waive the finding with a reason"
        )
    if not tried:
        return "no change is known that would heal this"
    return f"{tried} changes were flown and none heals this" if tried > 1 else "the one change known does not heal this"


def _rule(plan: Plan, finding: Finding) -> Rule | None:
    return next((rule for rule in rules_of(plan) if rule.id == finding.code), None)


def _of_contact_speed(assessment: Assessment, _: Finding, rule: Rule) -> Suggestion | None:
    flown = assessment.flight.contact
    low, high = rule.low or 0.0, rule.high
    if flown is None or high is None:
        return None
    planned = assessment.plan.rendezvous.approach.contact_speed_mps
    wanted = round(planned * 0.5 * (low + high) / flown.speed_mps, 3)
    label = f"Plan a contact at {wanted:g} m/s"
    return edited(label, partial(with_contact_speed, assessment.plan, wanted))


def _of_closing_speed(assessment: Assessment, _: Finding, rule: Rule) -> Suggestion | None:
    path = approach_path(assessment.flight)
    if path is None:
        return None
    limits = speed_limit(rule, path.range_m)
    if not (limits > 0.0).all():
        return None
    return _slower(assessment, float((path.closing_mps / limits).max()) * _SPEED_SLACK)


def _slower(assessment: Assessment, factor: float) -> Suggestion | None:
    return edited(
        f"Take {100.0 * (factor - 1.0):.0f} % longer from the gate to contact",
        partial(slower_approach, assessment.plan, factor),
    )


def _of_spacing(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
    burns = {burn.event: burn for burn in assessment.flight.burns}
    later, before = (burns.get(event) for event in finding.events[:2])
    if later is None or before is None or rule.low is None:
        return None
    # The burn before may come out longer once this one is elsewhere.
    tig_ms = before.tig_ms + round(1.3 * before.duration_ms + 1000 * rule.low) + 1000
    label = f"Move '{later.name}' by {shift_text(tig_ms - later.tig_ms)}"
    return edited(label, partial(move, assessment.plan, assessment.schedule, later.event, tig_ms))


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
            return edited(label, partial(move, plan, schedule, last, rested_ms))
    return None


def _of_budget(assessment: Assessment, _: Finding | None = None, __: Rule | None = None) -> Suggestion | None:
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
    return edited(f"Carry {more_kg:.0f} kg more propellant", partial(with_propellant, assessment.plan, more_kg))


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
    return edited(f"Move T0 by {shift_text(shift_ms)}", partial(set_t0, plan, plan.t0.ms + shift_ms))


def _of_port(assessment: Assessment, _: Finding, __: Rule) -> Suggestion | None:
    """Dock at a free port that looks the same way."""
    return _at_port(assessment, same_way=True)


def _of_other_port(assessment: Assessment, _: Finding, __: Rule) -> Suggestion | None:
    """Dock at a free port that looks another way."""
    return _at_port(assessment, same_way=False)


def _at_port(assessment: Assessment, same_way: bool) -> Suggestion | None:
    plan = assessment.plan
    target = plan.target
    docking_ms = assessment.schedule.start_ms(plan.rendezvous.docking)
    if docking_ms is None:
        return None
    taken = {stay.port for stay in target.occupancies if stay.covers(docking_ms)}
    for port in target.ports:
        alike = port.axis_lvlh == target.port.axis_lvlh
        if port.id not in taken and alike == same_way and port.id != target.docking_port:
            return edited(f"Dock at {port.name}", partial(with_docking_port, plan, port))
    return None


def _of_last_point(assessment: Assessment, _: Finding, __: Rule) -> Suggestion | None:
    """Give the approach a point a minute before contact, from where on corrections follow one another closely."""
    path, points = approach_path(assessment.flight), assessment.plan.rendezvous.approach.axial_points
    if path is None or points[-1].before_docking_ms <= _LAST_MINUTE_MS:
        return None
    range_m = round(float(np.interp(path.t_s[-1] - _LAST_MINUTE_MS / 1000, path.t_s, path.range_m)), 1)
    label = f"Pass {range_m:g} m one minute before docking"
    return edited(label, partial(with_axial_point, assessment.plan, _LAST_MINUTE_MS, range_m))


def _of_lateral_rate(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
    """Touch more slowly, by what the lateral rate is too much, but no more slowly than contact allows."""
    contact = rule_of(assessment.plan, "contact-speed")
    planned = assessment.plan.rendezvous.approach.contact_speed_mps
    flown = assessment.flight.contact
    if rule.high is None or flown is None:
        return None
    least = 0.0 if contact is None or contact.low is None else contact.low * planned / flown.speed_mps
    # Only part of the speed flown follows the planned one: ask for twice as much less.
    wanted = planned * (1.0 - 2.0 * (1.0 - rule.high / flown.lateral_speed_mps))
    wanted = round(max(wanted, least * _SLACK), 3)
    return edited(f"Plan a contact at {wanted:g} m/s", partial(with_contact_speed, assessment.plan, wanted))


def _of_drift(assessment: Assessment, _: Finding, __: Rule) -> Suggestion | None:
    """Come in more slowly: smaller corrections fail less far."""
    return _slower(assessment, _SLOWER)


def _of_escape(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
    """Come in more slowly: the burn that leads out has to undo the speed that leads in."""
    if rule.high is None or finding.margin is None or not rule.high > 0.0:
        return _slower(assessment, 2.0)
    return _slower(assessment, (rule.high - finding.margin) / rule.high * _SPEED_SLACK)


Edit = Callable[[Assessment, Finding, Rule], Suggestion | None]

_BY_KIND: dict[RuleKind, tuple[Edit, ...]] = {
    "contact-speed": (_of_contact_speed,),
    "contact-lateral-rate": (_of_last_point, _of_lateral_rate),
    "closing-speed": (_of_closing_speed,),
    "corridor": (_of_last_point,),
    "contact-light": (docking_in_sight,),
    "flyaround-light": (docking_in_sight,),
    "sun-in-camera": (docking_in_sight,),
    "final-approach-coverage": (without_unknown_nodes, docking_in_sight),
    "burn-coverage": (without_unknown_nodes, burn_in_sight, _of_budget),
    "burn-spacing": (_of_spacing, _of_budget),
    "crew-duty": (_of_duty,),
    "delta-v-budget": (_of_budget,),
    "propellant-reserve": (_of_reserve, _of_budget),
    "phase-at-insertion": (_of_phase,),
    "port-free": (_of_port, _of_other_port),
    "drift-before-initiation": (_of_budget,),
    "drift-after-initiation": (_of_drift, _of_budget),
    "escape-burn": (_of_escape,),
}
