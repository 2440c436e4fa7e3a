"""Templates of new plans: how a Soyuz flies in two orbits or in two days, or only what every flight takes."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from missionplanner.plan.anchors import AtMet
from missionplanner.plan.blank_plan import blank_plan
from missionplanner.plan.bulk_edits import shift_plan
from missionplanner.plan.edits import dependants
from missionplanner.plan.mission import Mission
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.profile_edits import with_profile

TemplateName = Literal["two-orbit", "two-day", "blank"]
TEMPLATES: tuple[TemplateName, ...] = ("two-orbit", "two-day", "blank")


def plan_from_template(like: Plan, template: TemplateName, two_day: Profile, name: str, t0_ms: int) -> Plan:
    """Return a new plan with the pad, vehicle and target of another one.

    A two-orbit flight keeps the other's events from ascent to docking; a two-day flight holds key events and the
    burns of its profile; a blank one only key events and burns.

    Args:
        like: a two-orbit flight that is complete.
        template: which kind of flight.
        two_day: the profile of a flight of two days.
        name: the name of the new plan.
        t0_ms: its liftoff, UTC milliseconds.
    """
    match template:
        case "two-orbit":
            plan = _without_mission(like, name)
        case "two-day":
            return with_profile(blank_plan(like, name), two_day, t0_ms)
        case "blank":
            plan = blank_plan(like, name)
    return shift_plan(plan, t0_ms)


def _without_mission(like: Plan, name: str) -> Plan:
    """Return a plan with the flight of another to its docking, and nothing that was said about its mission."""
    docking = like.event(like.rendezvous.docking).anchor
    docked_ms = docking.met_ms if isinstance(docking, AtMet) else 0
    late = {e.id for e in like.events if isinstance(e.anchor, AtMet) and e.anchor.met_ms > docked_ms}
    others = {e.id for e in like.events if e.track in ("station", "crew")}
    gone = late | others | set(dependants(like, late | others))
    kept = tuple(replace(e, crew=(), note="", actual=None) for e in like.events if e.id not in gone)
    return replace(
        blank_plan(like, name),
        mission=Mission(name=name),
        events=kept,
        constraints=(),
    )
