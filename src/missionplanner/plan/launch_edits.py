"""Edits of what launches, from where, to a target pushed when, and of the profiles that a plan carries."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.anchors import AtMet, AtUtc
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import add_event, replace_event
from missionplanner.plan.events import Reboost
from missionplanner.plan.new_events import new_event
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
