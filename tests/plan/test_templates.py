"""Templates of new plans: each flies by the profile it is meant for and holds nothing of another mission."""

import pytest
from msgspec.structs import replace

from missionplanner.files.launch_data import read_profile, read_templates
from missionplanner.plan.events import Burn
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import resolve
from missionplanner.plan.templates import Template, plan_from_template

TEMPLATES = {template.id: template for template in read_templates()}
T0_MS = 1_764_500_000_000


def from_template(sample: Plan, template: Template, profile: str = "") -> Plan:
    return plan_from_template(sample, template, read_profile(profile or template.profile), "New", T0_MS)


def test_whole_flights_come_first_the_shortest_of_them_at_the_top() -> None:
    names = list(TEMPLATES)
    assert names.index("soyuz-two-orbit") < names.index("soyuz-two-day") < names.index("blank")


@pytest.mark.parametrize("name", ["soyuz-two-orbit", "soyuz-two-day", "blank"])
def test_a_template_holds_its_flight_and_no_mission(sample: Plan, name: str) -> None:
    template = TEMPLATES[name]
    profile = read_profile(template.profile)
    plan = from_template(sample, template)
    assert (plan.t0.ms, plan.name, plan.mission.name) == (T0_MS, "New", "New")
    assert plan.rendezvous.profile == profile.kind
    assert sum(isinstance(event, Burn) for event in plan.events) == len(profile.burns)
    assert (plan.crew, plan.photos, plan.waivers, plan.notes, plan.constraints) == ((), (), (), "", ())
    assert not any(event.actual or event.crew or event.track in ("crew", "station") for event in plan.events)
    assert resolve(plan).findings == ()


def test_a_flight_of_two_days_keeps_ascent_and_approach_and_no_time_of_two_orbits(sample: Plan) -> None:
    ids = {event.id for event in from_template(sample, TEMPLATES["soyuz-two-day"]).events}
    assert {"fairing", "separation", "arrays", "kurs-lock", "flyaround", "final-approach", "docking"} <= ids
    # At T+84 min, which is right for two orbits alone.
    assert "auto-rendezvous" not in ids
    assert "auto-rendezvous" in {event.id for event in from_template(sample, TEMPLATES["soyuz-two-orbit"]).events}


def test_a_template_can_fly_another_profile(sample: Plan) -> None:
    plan = from_template(sample, TEMPLATES["blank"], "4-orbit")
    assert plan.rendezvous.profile == "4-orbit"
    assert resolve(plan).findings == ()


def test_a_template_names_what_it_is_made_of() -> None:
    with pytest.raises(ValueError, match="Two orbits"):
        replace(TEMPLATES["blank"], profile="Two orbits")
