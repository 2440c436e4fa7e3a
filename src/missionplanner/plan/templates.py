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
from missionplanner.plan.provenance import Source

TemplateName = Literal["two-orbit", "two-day", "blank"]
TEMPLATES: tuple[TemplateName, ...] = ("two-orbit", "two-day", "blank")

_HOUR_MS = 3_600_000
_TWO_DAY_MET_MS = {
    "docking": round(49.5 * _HOUR_MS),
    "dv1": round(4.0 * _HOUR_MS),
    "dv2": round(5.2 * _HOUR_MS),
    "dv3": round(48.2 * _HOUR_MS),
}
_TWO_DAY = Source(
    provenance="assumed", text="two days like Soyuz MS-25; a time near which the solver finds a cheap flight"
)


def plan_from_template(like: Plan, template: TemplateName, name: str, t0_ms: int) -> Plan:
    """Return a new plan with the pad, vehicle and target of another one.

    A two-orbit flight keeps the other's events from ascent to docking; a two-day flight holds key events and burns,
    at the times of one; a blank one only key events and burns.

    Args:
        like: a two-orbit flight that is complete.
        template: which kind of flight.
        name: the name of the new plan.
        t0_ms: its liftoff, UTC milliseconds.
    """
    match template:
        case "two-orbit":
            plan = _without_mission(like, name)
        case "two-day":
            plan = _two_day(blank_plan(like, name))
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


def _two_day(plan: Plan) -> Plan:
    events = tuple(
        replace(event, anchor=AtMet(met_ms=_TWO_DAY_MET_MS[event.id]), source=_TWO_DAY)
        if event.id in _TWO_DAY_MET_MS
        else event
        for event in plan.events
    )
    return replace(plan, events=events, rendezvous=replace(plan.rendezvous, profile="2-day"))
