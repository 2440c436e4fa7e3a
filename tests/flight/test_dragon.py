"""A second vehicle, so that nothing is Soyuz by accident: Falcon 9 with Dragon from 39A to Harmony."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs

from missionplanner.app.launch_choice import (
    LaunchChoice,
    ascent_towards,
    directions_of,
    profiles_of,
    search_with,
    taken_to,
)
from missionplanner.files.elements_file import read_target
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.launch_data import read_craft, read_pad, read_profile, read_profiles, usual_pad
from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.dispersions import disperse, limits_of
from missionplanner.flight.spreads import spreads_of
from missionplanner.flight.target_states import ElementStates, EphemerisStates
from missionplanner.flight.windows import Window, WindowError, WindowSearch, find_windows
from missionplanner.orbit.frames import relative_state_lvlh
from missionplanner.plan.clock import Utc
from missionplanner.plan.plan import Plan

DATA = Path(__file__).parents[1] / "data"
# Planned liftoff of Crew-3 as the comments of NASA's ephemeris of 2021-10-15 give it: day 303, 06:43:42.
CREW_3_MS = Utc.parse("2021-10-30T06:43:42Z").ms


def search(sample: Plan, target: ElementStates | EphemerisStates, day: str, days: int) -> list[Window]:
    ports = {port.id: port for port in sample.target.ports}
    return list(
        find_windows(
            WindowSearch(
                pad=read_pad("ksc-lc-39a"),
                craft=read_craft("crew-dragon"),
                port=ports["harmony-forward"],
                profiles=(read_profile("dragon-1-day"),),
                targets=(target,),
                from_ms=Utc.parse(f"{day}T00:00Z").ms,
                days=days,
            )
        )
    )


@pytest.fixture(scope="module")
def crew_3_day(sample: Plan) -> list[Window]:
    found = read_target(DATA / "oem" / "iss_2021-10-28_nasa.csv.gz")
    assert isinstance(found, FoundEphemeris)
    return search(sample, EphemerisStates(ephemeris=found.ephemeris), "2021-10-30", 1)


def test_the_planned_liftoff_lies_before_the_crossing_of_the_plane(crew_3_day: list[Window]) -> None:
    north_east = [one for one in crew_3_day if one.opportunity.direction == "ascending"]
    (window,) = north_east
    assert 187 <= (window.opportunity.utc_ms - CREW_3_MS) / 1000 <= 333
    assert window.options[0].is_feasible
    # Nothing closer than two minutes is claimed, and it is said.
    assert abs(window.options[0].liftoff_ms - CREW_3_MS) <= 120_000
    assert any("closer than 120 s" in warning for warning in window.warnings)


def test_both_directions_are_judged_and_the_flown_one_proposed(crew_3_day: list[Window]) -> None:
    north_east, south_east = crew_3_day
    assert (north_east.opportunity.direction, south_east.opportunity.direction) == ("ascending", "descending")
    assert all(len(one.options) == 1 for one in crew_3_day)
    assert (north_east.not_flown, north_east.best) == ("", north_east.options[0])
    assert south_east.options[0].is_feasible
    assert "south-east from here" in south_east.not_flown
    assert south_east.best is None


def test_a_pad_that_knows_no_ascent_borrows_that_of_the_vehicles_own(sample: Plan) -> None:
    craft = read_craft("crew-dragon")
    asked = WindowSearch(
        pad=read_pad("ccsfs-slc-40"),
        craft=craft,
        port=sample.target.port,
        profiles=read_profiles(craft),
        targets=(ElementStates(elements=sample.target.elements),),
        from_ms=Utc.parse("2025-11-25T12:00Z").ms,
        days=1,
        usual_pad=usual_pad(craft),
    )
    window = next(one for one in find_windows(asked) if one.opportunity.direction == "ascending")
    assert window.warnings[0] == "No ascent of Crew Dragon from CCSFS SLC-40 is known; that from KSC LC-39A is assumed."
    ascent = window.options[0].ascent
    assert (ascent.perigee_height_m, ascent.plane_lead_ms) == (190_000.0, 260_000)
    assert {source.provenance for source in ascent.sources} == {"assumed"}
    with pytest.raises(WindowError, match="no ascent of Crew Dragon is known"):
        list(find_windows(replace(asked, usual_pad=None)))


def on_the_way(assessment: Assessment) -> np.ndarray:
    """Distances from the station between the gate and the port's axis [m]."""
    flight, approach = assessment.flight, assessment.plan.rendezvous.approach
    assert flight.chaser is not None
    assert flight.target is not None
    assert flight.inputs.docking_ms is not None
    docking_s = (flight.inputs.docking_ms - flight.epoch_ms) / 1000
    first_s, last_s = (p.before_docking_ms / 1000 for p in (approach.waypoints[0], approach.axial_points[0]))
    t_s = np.arange(docking_s - first_s, docking_s - last_s, 5.0)
    return np.linalg.norm(relative_state_lvlh(*flight.chaser.state(t_s), *flight.target.state(t_s))[0], axis=1)


@pytest.mark.parametrize("port", ["harmony-forward", "harmony-zenith", "poisk-zenith", "zvezda-aft", "rassvet-nadir"])
@pytest.mark.parametrize("name", ["sample", "crew_3"])
def test_every_side_of_the_station_is_reached_outside_the_sphere(
    request: pytest.FixtureRequest, name: str, port: str
) -> None:
    plan: Plan = request.getfixturevalue(name)
    target = structs.replace(plan.target, docking_port=port, occupancies=())
    assessment = assess(structs.replace(plan, target=target))
    contact = assessment.flight.contact
    assert contact is not None
    assert contact.lateral_speed_mps < 0.02
    assert on_the_way(assessment).min() > 200.0


def test_the_plan_keeps_its_own_profile_when_taken_to_its_windows(crew_3: Plan) -> None:
    assert [profile.id for profile in profiles_of(crew_3)] == ["dragon-1-day"]
    asked = search_with(crew_3, LaunchChoice(), Utc.parse("2021-11-11T00:00Z").ms, 1)
    assert asked.pad.directions == ("ascending", "descending")
    windows = list(find_windows(asked))
    assert any("closer than 120 s" in warning for warning in windows[0].warnings)
    assert windows[0].best is not None
    moved = taken_to(crew_3, LaunchChoice(), asked, windows[0].best)
    assert abs(moved.t0.ms - crew_3.t0.ms) < 60_000
    assert assess(moved).flight.contact is not None


def test_the_ascent_turns_to_the_other_direction_with_what_is_known_of_it(crew_3: Plan, sample: Plan) -> None:
    assert directions_of(crew_3) == ("ascending", "descending")
    turned = ascent_towards(crew_3, "descending")
    assert turned == read_pad("ksc-lc-39a").ascent("crew-dragon", "descending")
    assert directions_of(sample) == ("ascending",)
    assert ascent_towards(sample, "descending") == structs.replace(sample.ascent, direction="descending")


def test_a_vehicle_brings_its_limits_with_it(sample: Plan) -> None:
    choice = LaunchChoice(vehicle="crew-dragon", site="ksc-lc-39a")
    asked = search_with(sample, choice, Utc.parse("2025-11-25T12:00Z").ms, 1)
    assert [profile.id for profile in asked.profiles] == ["dragon-1-day"]
    window = next(one for one in find_windows(asked) if not one.not_flown)
    moved = taken_to(sample, choice, asked, window.options[0])
    assert moved.vehicle.name == "Crew Dragon"
    (contact,) = (rule for rule in moved.rules if rule.kind == "contact-speed")
    assert (contact.low, contact.high) == (0.05, 0.10)
    assert moved.rendezvous.approach == read_profile("dragon-1-day").approach
    names = [event.name for event in moved.events]
    assert "Escape tower jettison" not in names
    assert names.index("Max Q") < names.index("Second stage cut-off") < names.index("Spacecraft separation")
    assert assess(moved).flight.contact is not None


def test_each_vehicle_strays_in_its_own_way(crew_3_assessment: Assessment) -> None:
    assert spreads_of("Crew Dragon") != spreads_of("Soyuz MS") == spreads_of("Progress MS")
    assert spreads_of("Orion") == spreads_of("Soyuz MS")
    spreads = spreads_of("Crew Dragon")
    for part in (spreads, spreads.insertion, spreads.navigation, spreads.burn, spreads.sensor, spreads.correction):
        fields = set(part.__struct_fields__) - {"sources"}
        sourced = {source.field for source in part.sources}
        assert sourced == (fields if part is not spreads else {"density"})
        assert {source.provenance for source in part.sources} == {"assumed"}
    found = disperse(crew_3_assessment.flight, spreads, limits_of(crew_3_assessment.plan), 200, seed=5)
    assert found.missed_port == found.out_of_corridor == found.fast_contact == 0


def test_a_day_that_works_is_flown_to_the_gate(sample: Plan) -> None:
    windows = search(sample, ElementStates(elements=sample.target.elements), "2025-11-25", 1)
    best = [one.best for one in windows if one.opportunity.direction == "ascending"]
    assert best[0] is not None
    assert best[0].delta_v is not None
    assert 100.0 < best[0].delta_v.total_mps < 170.0


def test_every_number_has_a_source() -> None:
    vehicle = read_craft("crew-dragon").vehicle
    named = {source.field for source in vehicle.sources}
    assert named >= {"mass_kg", "propellant_kg", "thrust_n", "isp_s", "probe_m", "drag_area_m2"}
    for known in read_pad("ksc-lc-39a").ascents:
        assert {source.field for source in known.ascent.sources} >= {
            "plane_lead_ms",
            "downrange_deg",
            "perigee_height_m",
        }
        assert known.liftoff_good_to_s == 120.0
