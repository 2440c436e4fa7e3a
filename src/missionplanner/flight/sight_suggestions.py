"""Suggestions for what is in the dark, dazzled or out of sight: other times for docking and for burns."""

from __future__ import annotations

from functools import partial

import numpy as np
from msgspec.structs import replace

from missionplanner.flight.approach_rules import approach_path
from missionplanner.flight.assess import Assessment
from missionplanner.flight.network import relay_of, station_of
from missionplanner.flight.rule_set import rules_of
from missionplanner.flight.sight_rules import camera_angles_deg, sunlit, unseen_s
from missionplanner.flight.suggestion import Suggestion, edited
from missionplanner.plan.edits import move
from missionplanner.plan.rule_edits import with_rule
from missionplanner.plan.rules import Finding, Rule, RuleKind
from missionplanner.plan.time_text import shift_text

_MOST_SHIFT_S = 45 * 60.0
_SHIFT_STEP_S = 30.0


def without_unknown_nodes(assessment: Assessment, _: Finding, rule: Rule) -> Suggestion | None:
    """Leave out of a rule the stations and relays that nobody knows."""
    plan = assessment.plan
    known = tuple(node for node in rule.nodes if relay_of(node) or station_of(node, plan.site))
    if known == rule.nodes:
        return None
    gone = ", ".join(f"'{node}'" for node in rule.nodes if node not in known)
    return edited(f"Leave {gone} out of the rule", partial(with_rule, plan, replace(rule, nodes=known)))


def docking_in_sight(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
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
            return edited(label, partial(move, plan, assessment.schedule, plan.rendezvous.docking, later_ms))
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


def burn_in_sight(assessment: Assessment, finding: Finding, rule: Rule) -> Suggestion | None:
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
        unseen = unseen_s(
            flight.chaser, tig_s - 20.0, min(tig_s + 1.2 * long_s + 20.0, flight.chaser.end_s), rule, plan.site
        )
        if unseen is not None and unseen <= rule.high:
            label = f"Move '{burn.name}' by {shift_text(round(step * _SHIFT_STEP_S * 1000))}"
            tig_ms = burn.tig_ms + round(step * _SHIFT_STEP_S * 1000)
            return edited(label, partial(move, plan, assessment.schedule, burn.event, tig_ms))
    return None
