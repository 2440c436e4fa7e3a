"""What the windows panel searches with: the plan's pad and vehicle, or others that come with the program."""

from __future__ import annotations

from dataclasses import dataclass, replace

from missionplanner.files.launch_data import ids, read_craft, read_pad, read_profiles
from missionplanner.flight.option import Option
from missionplanner.flight.slip import converted, search_of
from missionplanner.flight.windows import WindowSearch
from missionplanner.plan.launch_data import Craft, Pad
from missionplanner.plan.launch_edits import with_launch
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile


@dataclass(frozen=True, kw_only=True)
class LaunchChoice:
    """Identifiers of pad and vehicle; an empty one stands for the plan's."""

    site: str = ""
    vehicle: str = ""


def profiles_of(plan: Plan) -> tuple[Profile, ...]:
    """The profiles to choose from, the shortest first: those that come with the program and the plan's own."""
    return tuple(sorted((*read_profiles(), *plan.profiles), key=lambda profile: profile.docking_met_ms))


def search_with(plan: Plan, choice: LaunchChoice, from_ms: int, days: int) -> WindowSearch:
    """Return a search for windows of a plan's target.

    Raises:
        LaunchDataError: what was chosen is not there or broken.
    """
    search = search_of(plan, profiles_of(plan), from_ms, days)
    if choice == LaunchChoice():
        return search
    craft = read_craft(choice.vehicle) if choice.vehicle else _known_craft(plan, search.craft)
    return replace(search, craft=craft, pad=_pad(plan, choice.site, search.pad))


def taken_to(plan: Plan, choice: LaunchChoice, search: WindowSearch, option: Option) -> Plan:
    """Return the plan taken to an option of a search: pad and vehicle, liftoff, ascent and profile."""
    if choice != LaunchChoice():
        plan = with_launch(plan, search.pad.site, search.craft.vehicle, search.craft.separation_met_ms)
    return converted(plan, option)


def _pad(plan: Plan, site: str, own: Pad) -> Pad:
    if site:
        return read_pad(site)
    return _moved(read_pad(plan.site.id), plan) if plan.site.id in ids("sites") else own


def _moved(pad: Pad, plan: Plan) -> Pad:
    return Pad(site=plan.site, directions=pad.directions, directions_source=pad.directions_source, ascents=pad.ascents)


def _known_craft(plan: Plan, own: Craft) -> Craft:
    """The plan's vehicle under the name by which pads know its ascent, if they do."""
    for name in ids("vehicles"):
        if read_craft(name).vehicle.name == plan.vehicle.name:
            return Craft(id=name, vehicle=own.vehicle, ascent_events=own.ascent_events)
    return own
