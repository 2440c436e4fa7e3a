"""A second vehicle, so that nothing is Soyuz by accident: Falcon 9 with Dragon from 39A to Harmony."""

from pathlib import Path

import pytest

from missionplanner.files.elements_file import read_target
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.launch_data import read_craft, read_pad, read_profile
from missionplanner.flight.target_states import ElementStates, EphemerisStates
from missionplanner.flight.windows import Window, WindowSearch, find_windows
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


def test_both_directions_are_judged(crew_3_day: list[Window]) -> None:
    assert {one.opportunity.direction for one in crew_3_day} == {"ascending", "descending"}
    assert all(len(one.options) == 1 for one in crew_3_day)


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
