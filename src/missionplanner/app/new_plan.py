"""What a new plan is made of: template, target, pad and liftoff, and the windows to look for."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from missionplanner.app.launch_choice import LaunchChoice, search_with, taken_to
from missionplanner.app.target_choice import TargetChoice
from missionplanner.files.launch_data import ids, read_craft, read_pad, read_profile
from missionplanner.flight.option import Option
from missionplanner.flight.windows import WindowSearch
from missionplanner.plan.launch_data import Pad
from missionplanner.plan.launch_edits import with_launch
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.templates import Template, plan_from_template


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """What was asked for; ``like`` is the plan of the template, ``site`` the identifier of a pad."""

    template: Template
    like: Plan
    target: TargetChoice
    site: str
    name: str
    t0_ms: int

    @property
    def profile(self) -> Profile:
        """The profile that the template is meant for."""
        return read_profile(self.template.profile)

    def search(self, from_ms: int, days: int) -> WindowSearch:
        """Return the search for windows of some days.

        Raises:
            FileError: the target's ephemeris cannot be flown to on these days, or launch data are broken.
            OrbitInputError: no path goes through the states of an ephemeris.
        """
        plan = plan_from_template(self.like, self.template, self.profile, self.name, from_ms)
        return search_with(self.target.given_to(plan, days), self._choice, from_ms, days)

    def plan(self) -> Plan:
        """Return the plan with its liftoff at ``t0_ms``, whatever is found then.

        Raises:
            FileError: the target's ephemeris cannot be held, or launch data are broken.
        """
        plan = self._from_template(self.profile, self.t0_ms)
        pad, craft = read_pad(self.site), read_craft(self.template.vehicle)
        plan = with_launch(plan, pad.site, craft.vehicle, craft.separation_met_ms)
        known = next((one.ascent for one in pad.ascents if one.vehicle == craft.id), plan.ascent)
        return replace(plan, ascent=known)

    def plan_in(self, search: WindowSearch, option: Option) -> Plan:
        """Return the plan launched in a window that was found.

        Raises:
            FileError: the target's ephemeris cannot be held, or launch data are broken.
        """
        plan = self._from_template(option.profile, option.liftoff_ms)
        return taken_to(plan, self._choice, search, option)

    @property
    def _choice(self) -> LaunchChoice:
        return LaunchChoice(site=self.site, vehicle=self.template.vehicle)

    def _from_template(self, profile: Profile, t0_ms: int) -> Plan:
        plan = plan_from_template(self.like, self.template, profile, self.name.strip(), t0_ms)
        return self.target.given_to(plan)


def pads_of(vehicle: str) -> tuple[tuple[str, Pad], ...]:
    """Return the pads from which an ascent of a vehicle is known, each with its identifier."""
    pads = ((name, read_pad(name)) for name in ids("sites"))
    return tuple((name, pad) for name, pad in pads if any(one.vehicle == vehicle for one in pad.ascents))
