"""Edits of the rendezvous as a whole: a plan taken to another profile, liftoff and ascent in one step."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.constraints import Constraint, Gap
from missionplanner.plan.edits import fresh_id, replace_event, set_t0
from missionplanner.plan.events import Burn, Event, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.rules import Rule
from missionplanner.plan.vehicle import Ascent


def with_profile(plan: Plan, profile: Profile, t0_ms: int, ascent: Ascent | None = None) -> Plan:
    """Return the plan with another profile and another liftoff.

    Every event follows by its own anchor, but for what the profile decides: the burns are replaced by the profile's
    (what hung on the first, second, ... or last burn hangs on the new one in that place), docking is timed as the
    profile says, the gates and the limits of the phase at insertion are the profile's.

    Args:
        plan: the plan.
        profile: the profile to fly.
        t0_ms: the liftoff, UTC milliseconds.
        ascent: the ascent that liftoff was found for; None keeps the plan's.
    """
    plan = _with_liftoff(plan, t0_ms)
    plan = _with_docking(plan, t0_ms, profile.docking_met_ms)
    plan = _with_burns(plan, profile)
    rendezvous = replace(plan.rendezvous, profile=profile.kind, approach=profile.approach)
    rules = tuple(_with_phase(rule, profile) for rule in plan.rules)
    return replace(plan, rendezvous=rendezvous, rules=rules, ascent=ascent or plan.ascent)


def _with_liftoff(plan: Plan, t0_ms: int) -> Plan:
    plan = set_t0(plan, t0_ms)
    try:
        liftoff = plan.event(plan.rendezvous.liftoff)
    except KeyError:  # a finding of its own
        return plan
    if isinstance(liftoff.anchor, AtUtc):
        return replace_event(plan, replace(liftoff, anchor=AtUtc(utc=Utc(t0_ms))))
    return plan


def _with_docking(plan: Plan, t0_ms: int, docking_met_ms: int) -> Plan:
    try:
        docking = plan.event(plan.rendezvous.docking)
    except KeyError:  # a finding of its own
        return plan
    anchor: Anchor = AtMet(met_ms=docking_met_ms)
    if isinstance(docking.anchor, AtUtc):
        anchor = AtUtc(utc=Utc(t0_ms + docking_met_ms))
    return replace_event(plan, replace(docking, anchor=anchor))


def _with_burns(plan: Plan, profile: Profile) -> Plan:
    old = [event for event in plan.events if isinstance(event, Burn)]
    others = [event.id for event in plan.events if not isinstance(event, Burn)]
    taken, ids = set(others), []
    for burn in profile.burns:
        ids.append(fresh_id(taken, burn.id))
        taken.add(ids[-1])
    heirs = {burn.id: ids[-1] if burn is old[-1] else ids[min(i, len(ids) - 2)] for i, burn in enumerate(old)}
    track = old[0].track if old else _burn_track(plan)
    burns = tuple(
        burn.as_event(event_id, track, plan.rendezvous.docking)
        for burn, event_id in zip(profile.burns, ids, strict=True)
    )
    kept = [_rehung(event, heirs) for event in plan.events if not isinstance(event, Burn)]
    at = next((i for i, event in enumerate(plan.events) if isinstance(event, Burn)), len(kept))
    waivers = tuple(replace(w, event=heirs.get(w.event, w.event)) if w.event else w for w in plan.waivers)
    limits = tuple(_rebound(constraint, heirs) for constraint in plan.constraints)
    return replace(plan, events=(*kept[:at], *burns, *kept[at:]), waivers=waivers, constraints=limits)


def _rebound(constraint: Constraint, heirs: Mapping[str, str]) -> Constraint:
    """Return a constraint about the new burns."""
    event = heirs.get(constraint.event, constraint.event)
    if isinstance(constraint, Gap):
        return replace(constraint, event=event, after=heirs.get(constraint.after, constraint.after))
    return replace(constraint, event=event)


def _burn_track(plan: Plan) -> str:
    """The track of the burns of a plan that has none: the one that is called so, or the first."""
    names = [track.id for track in plan.tracks]
    return "burns" if "burns" in names or not names else names[0]


def _rehung(event: Event, heirs: Mapping[str, str]) -> Event:
    """Return an event whose anchors name the new burns."""
    anchor = _renamed(event.anchor, heirs)
    if isinstance(event, Phase):
        return replace(event, anchor=anchor, end=_renamed(event.end, heirs))
    return replace(event, anchor=anchor)


def _renamed(anchor: Anchor, heirs: Mapping[str, str]) -> Anchor:
    match anchor:
        case AfterEvent():
            return replace(anchor, event=heirs.get(anchor.event, anchor.event))
        case AtOrbital():
            return replace(anchor, after=heirs.get(anchor.after, anchor.after))
        case _:
            return anchor


def _with_phase(rule: Rule, profile: Profile) -> Rule:
    if rule.kind != "phase-at-insertion":
        return rule
    return replace(rule, low=profile.phase.low_deg, high=profile.phase.high_deg, source=profile.phase.source)
