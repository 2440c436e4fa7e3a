"""Edits of what launches, from where, to a target pushed when, and of the profiles that a plan carries."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.anchors import AtMet, AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import add_event, dependants, fresh_id, replace_event
from missionplanner.plan.events import Milestone, Reboost
from missionplanner.plan.launch_data import Craft
from missionplanner.plan.new_events import new_event
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.rules import Rule
from missionplanner.plan.vehicle import Ascent, LaunchSite, Vehicle


def with_launch(
    plan: Plan, site: LaunchSite, vehicle: Vehicle, separation_met_ms: int, rules: tuple[Rule, ...] = ()
) -> Plan:
    """Return the plan launched from another pad or with another vehicle, which separates at its own time.

    Rules that come with the vehicle take the place of the plan's of the same kinds.
    """
    kinds, ids = {rule.kind for rule in rules}, {rule.id for rule in rules}
    kept = tuple(rule for rule in plan.rules if rule.kind not in kinds and rule.id not in ids)
    plan = replace(plan, site=site, vehicle=vehicle, rules=(*kept, *rules))
    try:
        insertion = plan.event(plan.rendezvous.insertion)
    except KeyError:  # a finding of its own
        return plan
    return replace_event(plan, replace(insertion, anchor=AtMet(met_ms=separation_met_ms)))


def with_ascent_events(plan: Plan, old: Craft, new: Craft) -> Plan:
    """Return the plan with the ascent events of another vehicle in place of those that a plan has of its old one.

    Those on which something hangs stay, and so does the separation, which every flight has.
    """
    theirs = {event.id for event in old.ascent_events} - {plan.rendezvous.liftoff, plan.rendezvous.insertion}
    gone = {e.id for e in plan.events if e.id in theirs and not dependants(plan, {e.id})}
    if not gone:
        return plan
    kept = tuple(event for event in plan.events if event.id not in gone)
    taken, track = {event.id for event in kept}, plan.event(plan.rendezvous.liftoff).track
    fresh = []
    for one in new.ascent_events[:-1]:
        fresh.append(
            Milestone(
                id=fresh_id(taken, one.id),
                name=one.name,
                track=track,
                anchor=AtMet(met_ms=one.met_ms),
                source=one.source,
            )
        )
        taken.add(fresh[-1].id)
    at = next(i for i, event in enumerate(plan.events) if event.id in gone)
    return replace(plan, events=(*kept[:at], *fresh, *kept[at:]))


def with_ascent(plan: Plan, ascent: Ascent) -> Plan:
    """Return the plan with another ascent, at the T0 that stands."""
    return replace(plan, ascent=ascent)


def with_reboost_event(plan: Plan, name: str, utc_ms: int, dv_mps: float) -> Plan:
    """Return the plan with a reboost of the target at an instant, which stays there when T0 moves.

    Raises:
        ValueError: the plan has no track, or no station gets such a push.
    """
    event = new_event(plan, "reboost", name, utc_ms)
    assert isinstance(event, Reboost)
    return add_event(plan, replace(event, anchor=AtUtc(utc=Utc(utc_ms)), dv_mps=dv_mps))


def with_profiles(plan: Plan, profiles: tuple[Profile, ...]) -> Plan:
    """Return the plan with these profiles of its own."""
    return replace(plan, profiles=profiles)
