"""Edits of what launches and from where, and of the profiles that a plan carries."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.anchors import AtMet
from missionplanner.plan.edits import replace_event
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.vehicle import LaunchSite, Vehicle


def with_launch(plan: Plan, site: LaunchSite, vehicle: Vehicle, separation_met_ms: int) -> Plan:
    """Return the plan launched from another pad or with another vehicle, which separates at its own time."""
    plan = replace(plan, site=site, vehicle=vehicle)
    try:
        insertion = plan.event(plan.rendezvous.insertion)
    except KeyError:  # a finding of its own
        return plan
    return replace_event(plan, replace(insertion, anchor=AtMet(met_ms=separation_met_ms)))


def with_profiles(plan: Plan, profiles: tuple[Profile, ...]) -> Plan:
    """Return the plan with these profiles of its own."""
    return replace(plan, profiles=profiles)
