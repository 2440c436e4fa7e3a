"""Which event of a plan an instant of the flight belongs to."""

from __future__ import annotations

from missionplanner.plan.events import Burn, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import Schedule


def event_at(plan: Plan, schedule: Schedule, utc_ms: int) -> str:
    """The burn or the shortest phase under way at an instant; docking where there is none."""
    best, shortest_ms = plan.rendezvous.docking, 86_400_000
    for event in plan.events:
        span = schedule.span(event.id)
        if span is None or not isinstance(event, Burn | Phase) or not span.start_ms <= utc_ms < span.end_ms:
            continue
        if (length_ms := span.end_ms - span.start_ms) < shortest_ms:
            best, shortest_ms = event.id, length_ms
    return best
