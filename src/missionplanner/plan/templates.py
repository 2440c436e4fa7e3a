"""Templates of new plans as data: which flight to be like, and how much of it a new plan holds."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from missionplanner.plan.anchors import AtMet
from missionplanner.plan.blank_plan import blank_plan
from missionplanner.plan.bulk_edits import shift_plan
from missionplanner.plan.edits import dependants
from missionplanner.plan.events import Burn
from missionplanner.plan.mission import Mission
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.profile_edits import with_profile
from missionplanner.plan.record import Record, check_id


class Template(Record, frozen=True, kw_only=True):
    """How a new plan begins.

    ``plan`` names the plan of the program's own that it is like; vehicle, pad and profile are identifiers of launch
    data. ``keeps`` is the flight from ascent to docking, or its key events and burns alone.
    """

    id: str
    name: str
    explanation: str
    plan: str
    vehicle: str
    pad: str
    profile: str
    keeps: Literal["flight", "key-events"]

    def __post_init__(self) -> None:
        """Check the identifiers.

        Raises:
            ValueError: one of them is no slug.
        """
        for name in (self.id, self.plan, self.vehicle, self.pad, self.profile):
            check_id(name)


def plan_from_template(like: Plan, template: Template, profile: Profile, name: str, t0_ms: int) -> Plan:
    """Return a new plan with the pad, vehicle and target of another one, and nothing of its mission.

    Args:
        like: a flight that is complete, that of the template.
        template: what to keep of it.
        profile: how to rendezvous.
        name: the name of the new plan.
        t0_ms: its liftoff, UTC milliseconds.
    """
    has_profile = profile.kind == like.rendezvous.profile
    plan = _flight_alone(like, name, has_profile) if template.keeps == "flight" else blank_plan(like, name)
    return shift_plan(plan, t0_ms) if has_profile else with_profile(plan, profile, t0_ms)


def _flight_alone(like: Plan, name: str, has_profile: bool) -> Plan:
    """Return a plan with the flight of another to its docking, and nothing that was said about its mission.

    By another profile, what happens at a fixed time between insertion and docking would happen at a wrong one.
    """
    key = like.rendezvous
    last_ms = _met_ms(like, key.docking if has_profile else key.insertion)
    late = {
        event.id
        for event in like.events
        if isinstance(event.anchor, AtMet)
        and event.anchor.met_ms > last_ms
        and event.id != key.docking
        and not isinstance(event, Burn)
    }
    others = {event.id for event in like.events if event.track in ("station", "crew")}
    gone = late | others | set(dependants(like, late | others))
    kept = tuple(replace(e, crew=(), note="", actual=None) for e in like.events if e.id not in gone)
    return replace(blank_plan(like, name), mission=Mission(name=name), events=kept, constraints=())


def _met_ms(plan: Plan, event_id: str) -> int:
    anchor = plan.event(event_id).anchor
    return anchor.met_ms if isinstance(anchor, AtMet) else 0
