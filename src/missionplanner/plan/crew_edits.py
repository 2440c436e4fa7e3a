"""Edits of the crew."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.plan import Plan


def remove_crew_member(plan: Plan, member_id: str) -> Plan:
    """Return the plan without a member of the crew, who takes part in no event any more."""
    return replace(
        plan,
        crew=tuple(member for member in plan.crew if member.id != member_id),
        events=tuple(
            replace(event, crew=tuple(other for other in event.crew if other != member_id))
            if member_id in event.crew
            else event
            for event in plan.events
        ),
    )
