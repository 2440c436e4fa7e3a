"""Judge a flown plan by the plan's rules."""

from __future__ import annotations

from collections.abc import Iterator
from math import degrees, expm1
from typing import NamedTuple

from missionplanner.flight.approach_rules import (
    ApproachPath,
    approach_path,
    closing_speed_findings,
    corridor_findings,
    gate_findings,
    thruster_findings,
)
from missionplanner.flight.flight import Flight
from missionplanner.flight.rule_set import rules_of
from missionplanner.flight.sight_rules import (
    burn_coverage_findings,
    camera_findings,
    final_coverage_findings,
    light_findings,
)
from missionplanner.flight.timing_rules import duty_findings, spacing_findings
from missionplanner.flight.whereabouts_findings import whereabouts_findings
from missionplanner.orbit.constants import STANDARD_GRAVITY_MPS2
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, Rule, RuleKind
from missionplanner.plan.schedule import Schedule
from missionplanner.plan.vehicle import LaunchSite

_DAY_MS = 86_400_000


class _Measure(NamedTuple):
    """What a rule is about: its words, its value and unit, and the event that it concerns."""

    subject: str
    value: float
    unit: str
    event: str


class _Kept(NamedTuple):
    """The rules that a flight keeps, which need not be asked again when an edit changes nothing of the flight."""

    flight: Flight
    site: LaunchSite
    rules: set[Rule]


_last: list[_Kept] = []

# What heals it, where no edit does that can be made here.
_HINTS: dict[RuleKind, str] = {"element-age": "; import newer ones, as no change of the plan heals this"}
_OF_THE_PLAN: tuple[RuleKind, ...] = ("port-free", "crew-duty")


def judge(plan: Plan, schedule: Schedule, flight: Flight) -> tuple[Finding, ...]:
    """Return a finding for each rule of the plan that is broken, and for what looks wrong about the target's orbit.

    What could not be measured breaks no rule.
    """
    measures = dict(_measures(plan, flight))
    findings: list[Finding] = []
    if not _last or _last[0].flight is not flight or _last[0].site != plan.site:
        _last[:] = [_Kept(flight, plan.site, set())]
    kept = _last[0].rules
    path = None
    for rule in rules_of(plan):
        if rule.kind in measures:
            findings.extend(_limit_findings(rule, _on_lap(rule, measures[rule.kind])))
        elif rule.kind in _OF_THE_PLAN:
            findings.extend(_of_the_plan(plan, schedule, rule))
        elif rule not in kept:
            path = path or approach_path(flight)
            broken = tuple(_along_the_flight(plan, schedule, flight, path, rule))
            findings.extend(broken)
            if not broken:
                kept.add(rule)
    findings.extend(_propellant_findings(plan, measures.get("propellant-reserve")))
    findings.extend(gate_findings(plan))
    findings.extend(thruster_findings(plan, schedule, flight))
    findings.extend(whereabouts_findings(plan, schedule))
    return tuple(findings)


def _of_the_plan(plan: Plan, schedule: Schedule, rule: Rule) -> Iterator[Finding]:
    """Judge by a rule that asks nothing of the flight."""
    return _port_findings(plan, schedule, rule) if rule.kind == "port-free" else duty_findings(plan, schedule, rule)


def _along_the_flight(
    plan: Plan, schedule: Schedule, flight: Flight, path: ApproachPath | None, rule: Rule
) -> Iterator[Finding]:
    """Judge by a rule that looks along the flight; passive safety has a check of its own."""
    match rule.kind:
        case "burn-spacing":
            return spacing_findings(flight, rule)
        case "burn-coverage":
            return burn_coverage_findings(plan, flight, rule)
    if path is None:
        return iter(())
    match rule.kind:
        case "closing-speed":
            return closing_speed_findings(plan, schedule, flight, path, rule)
        case "corridor":
            return corridor_findings(plan, schedule, flight, path, rule)
        case "contact-light" | "flyaround-light":
            return light_findings(plan, schedule, flight, path, rule)
        case "sun-in-camera":
            return camera_findings(plan, schedule, flight, path, rule)
        case "final-approach-coverage":
            return final_coverage_findings(plan, schedule, flight, path, rule)
    return iter(())


def _on_lap(rule: Rule, measure: _Measure) -> _Measure:
    """Return a phase on the lap of the rule's limits: two-day flights close more than half a lap."""
    if rule.kind != "phase-at-insertion" or rule.low is None or rule.high is None:
        return measure
    first_deg = 0.5 * (rule.low + rule.high) - 180.0
    return measure._replace(value=first_deg + (measure.value - first_deg) % 360.0)


def _propellant_findings(plan: Plan, left: _Measure | None) -> Iterator[Finding]:
    """Yield a finding if the burns need more than there is, which no rule has to forbid."""
    if left is not None and left.value < 0.0:
        carried_kg = plan.vehicle.propellant_kg
        yield Finding(
            code="propellant-exhausted",
            severity="error",
            message=f"The burns need {carried_kg - left.value:.0f} kg of propellant, and {plan.vehicle.name} carries "
            f"{carried_kg:.0f} kg; move T0, or carry more.",
            events=(left.event,),
            margin=left.value,
            unit="kg",
        )


def _measures(plan: Plan, flight: Flight) -> Iterator[tuple[RuleKind, _Measure]]:
    keys = plan.rendezvous
    if plan.target.elements is not None:
        age_days = abs(plan.t0.ms - plan.target.elements.epoch.ms) / _DAY_MS
        yield "element-age", _Measure("Age of the element set at liftoff", age_days, "days", keys.liftoff)
    if flight.phase_at_insertion_rad is not None:
        phase_deg = degrees(flight.phase_at_insertion_rad)
        yield "phase-at-insertion", _Measure("Phase angle at insertion", phase_deg, "deg", keys.insertion)
    if flight.delta_v is not None:
        total_mps = flight.delta_v.total_mps
        yield "delta-v-budget", _Measure("Total delta-v", total_mps, "m/s", keys.docking)
        vehicle = plan.vehicle
        spent_kg = -vehicle.mass_kg * expm1(-total_mps / (vehicle.isp_s * STANDARD_GRAVITY_MPS2))
        left_kg = vehicle.propellant_kg - spent_kg
        yield "propellant-reserve", _Measure("Propellant left at docking", left_kg, "kg", keys.docking)
    if flight.contact is not None:
        contact = flight.contact
        yield "contact-speed", _Measure("Contact speed", contact.speed_mps, "m/s", keys.docking)
        yield (
            "contact-lateral-rate",
            _Measure("Lateral rate at contact", contact.lateral_speed_mps, "m/s", keys.docking),
        )


def _limit_findings(rule: Rule, measure: _Measure) -> Iterator[Finding]:
    hint = _HINTS.get(rule.kind, "")
    digits = 3 if measure.unit == "m/s" and measure.value < 10.0 else 1
    for limit, margin, word in (
        (rule.low, measure.value - (rule.low or 0.0), "least"),
        (rule.high, (rule.high or 0.0) - measure.value, "most"),
    ):
        if limit is not None and margin < 0.0:
            yield Finding(
                code=rule.id,
                severity=rule.severity,
                message=f"{measure.subject} is {measure.value:.{digits}f} {measure.unit}; "
                f"at {word} {limit:g} {measure.unit} is asked for{hint}.",
                events=(measure.event,),
                margin=margin,
                unit=measure.unit,
            )


def _port_findings(plan: Plan, schedule: Schedule, rule: Rule) -> Iterator[Finding]:
    docking_ms = schedule.start_ms(plan.rendezvous.docking)
    if docking_ms is None:
        return
    for stay in plan.target.occupancies:
        if stay.port == plan.target.docking_port and stay.covers(docking_ms):
            yield Finding(
                code=rule.id,
                severity=rule.severity,
                message=f"{plan.target.port.name} is occupied by {stay.vehicle} at docking; "
                "choose another port, or say when it leaves.",
                events=(plan.rendezvous.docking,),
            )
