"""Rules of time: between two burns, and how long people are on duty."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from missionplanner.flight.flight import Flight
from missionplanner.plan.changed_events import Picked
from missionplanner.plan.clock import utc_prose
from missionplanner.plan.events import Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, Rule
from missionplanner.plan.schedule import Schedule

_HOUR_MS = 3_600_000
_with_crew = Picked(lambda event: bool(event.crew) and not isinstance(event, Phase))


def spacing_findings(flight: Flight, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each burn that begins too soon after the one before has ended."""
    if rule.low is None:
        return
    for before, burn in pairwise(flight.burns):
        gap_s = (burn.tig_ms - before.tig_ms - before.duration_ms) / 1000
        if gap_s < rule.low:
            yield Finding(
                code=rule.id,
                severity=rule.severity,
                message=f"'{burn.name}' begins {abs(gap_s):.0f} s {'after' if gap_s >= 0.0 else 'before'} the end of "
                f"'{before.name}'; at least {rule.low:g} s after it is asked for.",
                events=(burn.event, before.event),
                margin=gap_s - rule.low,
                unit="s",
            )


class Task(NamedTuple):
    """Something that keeps a person awake: when, and the event."""

    start_ms: int
    end_ms: int
    event: str


def duties(plan: Plan, schedule: Schedule, member: str, rest_h: float) -> Iterator[list[Task]]:
    """The duties of a crew member: runs of events with less than a rest between them.

    Milestones, activities and burns that name the member count, phases do not; liftoff and docking keep everybody
    awake.
    """
    keys = (plan.rendezvous.liftoff, plan.rendezvous.docking)
    # Both stand early in most plans: looking further, through 10,000 events, would cost a drag its frame.
    everybody = islice((event for event in plan.events if event.id in keys), len(set(keys)))
    tasks = []
    for event in (*_with_crew.of(plan.events), *everybody):
        span = schedule.span(event.id)
        if span is None or not (member in event.crew or event.id in keys):
            continue
        tasks.append(Task(span.start_ms, max(span.start_ms, span.end_ms), event.id))
    run: list[Task] = []
    reached_ms = 0
    for task in sorted(set(tasks)):
        if run and task.start_ms - reached_ms >= rest_h * _HOUR_MS:
            yield run
            run = []
        reached_ms = max(reached_ms, task.end_ms) if run else task.end_ms
        run.append(task)
    if run:
        yield run


def duty_findings(plan: Plan, schedule: Schedule, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each duty that is too long; one for all who share it."""
    if rule.high is None:
        return
    shared: dict[tuple[str, ...], list[str]] = {}
    lengths: dict[tuple[str, ...], tuple[float, int]] = {}
    for member in plan.crew:
        for run in duties(plan, schedule, member.id, rule.low or 0.0):
            hours = (max(task.end_ms for task in run) - run[0].start_ms) / _HOUR_MS
            if hours > rule.high:
                events = tuple(task.event for task in run)
                shared.setdefault(events, []).append(member.name)
                lengths[events] = hours, run[0].start_ms
    for events, names in shared.items():
        hours, start_ms = lengths[events]
        yield Finding(
            code=rule.id,
            severity=rule.severity,
            message=f"{', '.join(names)}: on duty for {hours:.1f} h from {utc_prose(start_ms)}; at most {rule.high:g} "
            f"h without a rest of {rule.low or 0.0:g} h is allowed.",
            events=(events[-1], *events[:-1]),
            margin=rule.high - hours,
            unit="h",
        )
