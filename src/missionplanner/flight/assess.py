"""Everything derived from a plan, in one immutable answer: schedule, flight, findings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from missionplanner.flight.flight import Flight
from missionplanner.flight.fly import fly
from missionplanner.flight.inputs import FlightInputs, burns_of, flight_inputs
from missionplanner.flight.judge import judge
from missionplanner.flight.orbital import OrbitalTimes, time_orbital_anchors
from missionplanner.flight.passive_safety import PassiveSafety
from missionplanner.flight.preview import preview_flight
from missionplanner.flight.safety_findings import CHECKING, safety_findings
from missionplanner.plan.anchors import AtOrbital
from missionplanner.plan.changed_events import Picked
from missionplanner.plan.events import FixedTime, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, with_waivers
from missionplanner.plan.schedule import EventEdge, Schedule, resolve

_MOST_PASSES = 8


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A plan with what follows from it.

    ``orbital_ms`` are the orbital instants found. ``is_preview`` says that the flight is the one of an earlier plan,
    or one solved in haste, shown until this plan has been flown. ``safety`` is what was found of burns that fail, None
    until it is known; ``is_checking`` says that it is being found out.
    """

    plan: Plan
    schedule: Schedule
    flight: Flight
    orbital_ms: dict[EventEdge, int]
    findings: tuple[Finding, ...]
    is_preview: bool = False
    orbital_search: OrbitalSearch | None = None
    safety: PassiveSafety | None = None
    is_checking: bool = False

    @property
    def is_behind(self) -> bool:
        """Whether the flight is that of an earlier plan, and not even one solved in haste."""
        return self.is_preview and not self.flight.is_preview


@dataclass(frozen=True, kw_only=True)
class OrbitalSearch:
    """What was searched for along a flight, from when on, and what was found: not to be searched for twice."""

    wanted: tuple[tuple[EventEdge, AtOrbital, int | None], ...]
    found: OrbitalTimes


def assess(plan: Plan, known: Flight | None = None) -> Assessment:
    """Resolve, fly and judge a plan; whatever is wrong with it is among the findings.

    Where a burn hangs on an orbital instant, or on another burn, its time follows from the flight and the flight from
    its time; both are repeated until they agree.

    Args:
        plan: the plan.
        known: a flight made earlier, taken over if this plan flies the same way.
    """
    return _assess(plan, flight_inputs(plan, resolve(plan), {}), known, None)


def _assess(plan: Plan, inputs: FlightInputs, known: Flight | None, search: OrbitalSearch | None) -> Assessment:
    """Assess a plan that begins with these inputs; a search along the known flight is not made twice."""
    restless: tuple[str, ...] = ()
    for _ in range(_MOST_PASSES):
        flight = known if known is not None and known.answers(inputs) else fly(inputs)
        if flight is not known or search is None or not _finds_the_same(plan, flight, search):
            found = time_orbital_anchors(plan, flight)
            search = OrbitalSearch(wanted=_wanted(plan, flight, found), found=found)
        orbital = search.found
        schedule = resolve(plan, {**orbital.times_ms, **flight.instants_ms})
        inputs = flight_inputs(plan, schedule, orbital.times_ms)
        if inputs.flies_like(flight.inputs):
            restless = ()
            break
        restless = inputs.restless_burns(flight.inputs)
    findings = (*schedule.findings, *orbital.findings, *flight.findings, *judge(plan, schedule, flight))
    if restless:
        findings = (*findings, _restless_finding(plan, restless))
    return Assessment(
        plan=plan,
        schedule=schedule,
        flight=flight,
        orbital_ms=orbital.times_ms,
        findings=with_waivers(findings, plan.waivers),
        orbital_search=search,
    )


_orbital_events = Picked(
    lambda e: isinstance(e.anchor, AtOrbital) or (isinstance(e, Phase) and isinstance(e.end, AtOrbital))
)


def _wanted(plan: Plan, flight: Flight, found: OrbitalTimes) -> tuple[tuple[EventEdge, AtOrbital, int | None], ...]:
    """Return every orbital anchor of a plan with the instant from which on it is searched for."""
    schedule = resolve(plan, {**found.times_ms, **flight.instants_ms})
    wanted: list[tuple[EventEdge, AtOrbital, int | None]] = []
    for event in _orbital_events.of(plan.events):
        if isinstance(event.anchor, AtOrbital):
            wanted.append((EventEdge(event.id, "start"), event.anchor, schedule.start_ms(event.anchor.after)))
        if isinstance(event, Phase) and isinstance(event.end, AtOrbital):
            wanted.append((EventEdge(event.id, "end"), event.end, schedule.start_ms(event.end.after)))
    return tuple(wanted)


def _finds_the_same(plan: Plan, flight: Flight, search: OrbitalSearch) -> bool:
    """Whether a plan asks a flight for the very instants of an earlier search; findings name events, so search anew."""
    return not search.found.findings and _wanted(plan, flight, search.found) == search.wanted


def assess_unflown(plan: Plan) -> Assessment:
    """Resolve a plan of which nothing has been flown yet: a preview without trajectories."""
    schedule = resolve(plan)
    inputs = flight_inputs(plan, schedule, {})
    return Assessment(
        plan=plan,
        schedule=schedule,
        flight=Flight(inputs=inputs, epoch_ms=inputs.t0_ms, is_flown=False),
        orbital_ms={},
        findings=with_waivers(schedule.findings, plan.waivers),
        is_preview=True,
    )


def assess_schedule(plan: Plan, previous: Assessment) -> Assessment:
    """Resolve a plan at once, with the flight of an earlier one until its own is there.

    If the plan flies as before, the answer is final; otherwise it is a preview, in which what physics timed has
    moved with T0. A flight solved in haste is judged again, as the next step of a drag hardly changes it.
    """
    # A burn with a fixed time stands where its anchor says, also while it is being dragged.
    fixed = {burn.id for burn in burns_of(plan) if isinstance(burn.time, FixedTime)}
    solved = {edge: ms for edge, ms in previous.flight.instants_ms.items() if edge.event not in fixed}
    instants = {**previous.orbital_ms, **solved}
    inputs = flight_inputs(plan, resolve(plan, instants), previous.orbital_ms)
    if previous.flight.answers(inputs):
        return _checked_as(_assess(plan, inputs, previous.flight, previous.orbital_search), previous)
    slip_ms = plan.t0.ms - previous.flight.inputs.t0_ms
    schedule = resolve(plan, {edge: ms + slip_ms for edge, ms in instants.items()})
    findings = schedule.findings
    if previous.flight.is_preview:
        findings = (*findings, *previous.flight.findings, *judge(plan, schedule, previous.flight))
    shown = Assessment(
        plan=plan,
        schedule=schedule,
        flight=previous.flight,
        orbital_ms=previous.orbital_ms,
        findings=with_waivers(findings, plan.waivers),
        is_preview=True,
        orbital_search=previous.orbital_search,
    )
    return checking(shown)


def assess_in_haste(plan: Plan, known: Assessment) -> Assessment | None:
    """Assess a plan within a frame, by correcting a flight that was flown in full; judged, but marked as preview.

    Orbital instants move with T0 and are not searched for again.

    Returns:
        None where haste cannot tell; ``assess_schedule`` then shows at least the schedule.
    """
    fixed = {burn.id for burn in burns_of(plan) if isinstance(burn.time, FixedTime)}
    solved = {edge: ms for edge, ms in known.flight.instants_ms.items() if edge.event not in fixed}
    slip_ms = plan.t0.ms - known.flight.inputs.t0_ms
    orbital_ms = {edge: ms + slip_ms for edge, ms in known.orbital_ms.items()}
    shifted = {edge: ms + slip_ms for edge, ms in solved.items()}
    inputs = flight_inputs(plan, resolve(plan, {**orbital_ms, **shifted}), orbital_ms)
    flight = preview_flight(inputs, known.flight)
    if flight is None:
        return None
    schedule = resolve(plan, {**orbital_ms, **flight.instants_ms})
    findings = (*schedule.findings, *flight.findings, *judge(plan, schedule, flight))
    hasty = Assessment(
        plan=plan,
        schedule=schedule,
        flight=flight,
        orbital_ms=orbital_ms,
        findings=with_waivers(findings, plan.waivers),
        is_preview=True,
    )
    return checking(hasty)


def checking(assessment: Assessment) -> Assessment:
    """The assessment while the passive safety of its flight is being found out, or waits for a full flight."""
    if not (assessment.flight.reaches_port or assessment.flight.is_preview or assessment.is_behind):
        return assessment
    return replace(assessment, is_checking=True, findings=(*assessment.findings, CHECKING))


def with_safety(assessment: Assessment, safety: PassiveSafety | None) -> Assessment:
    """The assessment with what was found of burns that fail, in place of the note that it is being found out."""
    found = with_waivers(safety_findings(assessment.plan, assessment.schedule, safety), assessment.plan.waivers)
    others = tuple(finding for finding in assessment.findings if finding != CHECKING)
    return replace(assessment, safety=safety, is_checking=False, findings=(*others, *found))


def _checked_as(assessment: Assessment, previous: Assessment) -> Assessment:
    """The assessment with the passive safety of an earlier one of the same flight."""
    if previous.safety is not None:
        return with_safety(assessment, previous.safety)
    return checking(assessment) if previous.is_checking else assessment


def _restless_finding(plan: Plan, burns: tuple[str, ...]) -> Finding:
    names = ", ".join(f"'{plan.event(burn).name}'" for burn in burns)
    return Finding(
        code="time-unsettled",
        severity="error",
        message=f"The time of {names} follows from the flight, which follows from that time, and the two do not "
        "come to agree; fix the time of one burn.",
        events=burns,
    )
