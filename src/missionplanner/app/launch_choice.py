"""What the windows panel searches with: the plan's pad and vehicle, or others that come with the program."""

from __future__ import annotations

from dataclasses import dataclass, replace

from msgspec import structs

from missionplanner.files.launch_data import craft_named, ids, read_craft, read_pad, read_profiles, usual_pad
from missionplanner.flight.option import Option
from missionplanner.flight.slip import converted, search_of
from missionplanner.flight.windows import WindowSearch
from missionplanner.plan.launch_data import Craft, Pad
from missionplanner.plan.launch_edits import with_ascent_events, with_launch
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.rendezvous import ProfileName
from missionplanner.plan.sourced_edits import with_value
from missionplanner.plan.vehicle import Ascent, LaunchDirection


@dataclass(frozen=True, kw_only=True)
class LaunchChoice:
    """Identifiers of pad and vehicle; an empty one stands for the plan's."""

    site: str = ""
    vehicle: str = ""


def profiles_of(plan: Plan) -> tuple[Profile, ...]:
    """The profiles to choose from, the shortest first: those that the plan's vehicle flies, and the plan's own."""
    return _in_order(read_profiles(craft_named(plan.vehicle.name)), plan)


def profile_of_kind(plan: Plan, kind: ProfileName) -> Profile | None:
    """The profile of a kind that a plan may take: the plan's own, one that its vehicle flies, or any; else None."""
    choice = (*plan.profiles, *read_profiles(craft_named(plan.vehicle.name)), *read_profiles())
    return next((profile for profile in choice if profile.kind == kind), None)


def directions_of(plan: Plan) -> tuple[LaunchDirection, ...]:
    """The directions in which launches from a plan's pad are judged; that of the plan alone from one of its own."""
    return read_pad(plan.site.id).directions if plan.site.id in ids("sites") else (plan.ascent.direction,)


def ascent_towards(plan: Plan, direction: LaunchDirection) -> Ascent:
    """The ascent of a plan's vehicle in another direction: the one that its pad knows, or the plan's own turned."""
    craft = craft_named(plan.vehicle.name)
    pad = read_pad(plan.site.id) if plan.site.id in ids("sites") else None
    known = pad.ascent(craft.id, direction) if pad is not None and craft is not None else None
    return known or with_value(plan.ascent, "direction", direction)


def _in_order(shipped: tuple[Profile, ...], plan: Plan) -> tuple[Profile, ...]:
    return tuple(sorted((*shipped, *plan.profiles), key=lambda profile: profile.docking_met_ms))


def search_with(plan: Plan, choice: LaunchChoice, from_ms: int, days: int) -> WindowSearch:
    """Return a search for windows of a plan's target.

    Raises:
        LaunchDataError: what was chosen is not there or broken.
    """
    search = search_of(plan, profiles_of(plan), from_ms, days)
    known = craft_named(plan.vehicle.name)
    if choice == LaunchChoice():
        return replace(search, pad=_own_pad(plan, search, known))
    craft = read_craft(choice.vehicle) if choice.vehicle else _known_craft(known, search.craft)
    profiles = _in_order(read_profiles(craft), plan) if choice.vehicle else search.profiles
    pad = _pad(plan, choice.site, search.pad)
    return replace(search, craft=craft, pad=pad, profiles=profiles, usual_pad=usual_pad(craft))


def taken_to(plan: Plan, choice: LaunchChoice, search: WindowSearch, option: Option) -> Plan:
    """Return the plan taken to an option of a search: pad and vehicle, liftoff, ascent and profile."""
    if choice != LaunchChoice():
        craft, old = search.craft, craft_named(plan.vehicle.name)
        if old is not None and choice.vehicle:
            plan = with_ascent_events(plan, old, craft)
        plan = with_launch(plan, search.pad.site, craft.vehicle, craft.separation_met_ms, craft.rules)
    return converted(plan, option)


def _pad(plan: Plan, site: str, own: Pad) -> Pad:
    if site:
        return read_pad(site)
    return _moved(read_pad(plan.site.id), plan) if plan.site.id in ids("sites") else own


def _moved(pad: Pad, plan: Plan) -> Pad:
    return structs.replace(pad, site=plan.site)


def _own_pad(plan: Plan, search: WindowSearch, known: Craft | None) -> Pad:
    """The plan's pad with its own ascent, and with what the program's data know of the pad beside it."""
    own = search.pad
    if plan.site.id not in ids("sites"):
        return own
    pad = _moved(read_pad(plan.site.id), plan)
    about = [structs.replace(one, vehicle=search.craft.id) for one in pad.ascents if known and one.vehicle == known.id]
    ascents = [
        structs.replace(one, ascent=plan.ascent) if one.ascent.direction == plan.ascent.direction else one
        for one in about
    ]
    if not any(one.ascent.direction == plan.ascent.direction for one in ascents):
        ascents.extend(own.ascents)
    directions = tuple(way for way in pad.directions if any(one.ascent.direction == way for one in ascents))
    return structs.replace(pad, directions=directions, ascents=tuple(ascents))


def _known_craft(known: Craft | None, own: Craft) -> Craft:
    """The plan's vehicle under the name by which pads know its ascent, if they do."""
    return own if known is None else structs.replace(known, vehicle=own.vehicle, ascent_events=own.ascent_events)
