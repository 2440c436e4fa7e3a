"""Launch windows of Dragon from 39A against every planned launch in NASA's ephemerides at hand, and Crew-3 as flown.

``pytest -s`` prints the table. Planned liftoffs stand in the comments of the ephemerides in ``tests/data/oem``; that of
Crew-3 as flown is 9:03 p.m. EST on 2021-11-10 (NASA, blogs.nasa.gov/commercialcrew), its second as commonly reported.
Dragon's azimuth is not published and its ascent steers, so one lead serves only to two minutes.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from missionplanner.files.elements_file import read_target
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.launch_data import read_craft, read_pad, read_profiles, usual_pad
from missionplanner.flight.in_plane import opportunities
from missionplanner.flight.target_states import EphemerisStates
from missionplanner.flight.windows import Window, WindowSearch, find_windows
from missionplanner.plan.clock import Utc, utc_text
from missionplanner.plan.plan import Plan

OEM = Path(__file__).parents[1] / "data" / "oem"
PAD = "ksc-lc-39a"
HALF_DAY_MS = 43_200_000
# What planned launches keep to; the lead that the pad's data name is the middle of it.
EARLIEST_S, LATEST_S = 187.0, 333.0
GOOD_TO_S = 120.0


class Launch(NamedTuple):
    """A launch, the ephemeris that plans it or was made before it, and what the table of events there says."""

    name: str
    file: str
    liftoff: str
    event: str | None


LAUNCHES = (
    Launch("Crew-3, plan of 15 Oct", "iss_2021-10-28_nasa.csv.gz", "2021-10-30T06:43:42Z", "SpX Crew-3 Launch"),
    Launch("Crew-3, plan of 27 Oct", "iss_2021-10-27_nasa.oem", "2021-10-31T06:21:06Z", "SpX Crew-3 Launch"),
    Launch("Crew-3, plan of 1 Nov", "iss_2021-11-01_nasa.oem", "2021-11-03T05:10:16Z", "SpX Crew-3 Launch"),
    Launch("Crew-3, flown", "iss_2021-11-01_nasa.oem", "2021-11-11T02:03:31Z", None),
    # It lifted off at 10:07 (blogs.nasa.gov/spacexcrs24), where the search puts it: the plan had moved by then.
    Launch("CRS-24, plan of 17 Dec", "iss_2021-12-17_nasa.oem", "2021-12-21T10:06:28Z", "SpX-24 launch"),
)
HEADINGS = f"{'launch':24} {'liftoff':21} {'in plane after':>14} {'computed':>25} {'off by':>8} {'closure':>8}"


def found_in(file: str) -> FoundEphemeris:
    found = read_target(OEM / file)
    assert isinstance(found, FoundEphemeris)
    return found


def windows_of(launch: Launch, sample: Plan) -> list[Window]:
    found, craft = found_in(launch.file), read_craft("crew-dragon")
    ports = {port.id: port for port in sample.target.ports}
    return list(
        find_windows(
            WindowSearch(
                pad=read_pad(PAD),
                craft=craft,
                port=ports[craft.usual_port],
                profiles=read_profiles(craft),
                targets=(EphemerisStates(ephemeris=found.ephemeris, ballistic_m2pkg=found.properties.ballistic_m2pkg),),
                from_ms=Utc.parse(launch.liftoff).ms - HALF_DAY_MS,
                days=1,
                usual_pad=usual_pad(craft),
            )
        )
    )


@pytest.mark.parametrize("launch", LAUNCHES, ids=lambda one: one.name)
def test_a_launch(launch: Launch, sample: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    liftoff_ms = Utc.parse(launch.liftoff).ms
    windows = {one.opportunity.direction: one for one in windows_of(launch, sample)}
    assert set(windows) == {"ascending", "descending"}
    flown = windows["ascending"]
    (option,) = flown.options
    lead_s = (flown.opportunity.utc_ms - liftoff_ms) / 1000
    off_s = (option.liftoff_ms - liftoff_ms) / 1000
    with capsys.disabled():
        print(
            ("\n" + HEADINGS if launch is LAUNCHES[0] else "")
            + f"\n{launch.name:24} {launch.liftoff:21} {lead_s:12.1f} s {utc_text(option.liftoff_ms):>25} "
            f"{off_s:6.1f} s {option.closure_deg:8.1f}",
            end=" ",
        )
    assert EARLIEST_S <= lead_s <= LATEST_S
    assert abs(off_s) <= GOOD_TO_S
    assert any("Nothing closer than 120 s is claimed" in warning for warning in flown.warnings)
    other = windows["descending"]
    assert "no flight to the station took it" in other.not_flown
    assert other.best is None
    assert other.feasible == ()


def test_the_table_is_that_of_the_ephemerides() -> None:
    planned = {(launch.file, launch.event): launch.liftoff for launch in LAUNCHES if launch.event}
    for (file, event), liftoff in planned.items():
        events = {one.name: one for one in found_in(file).events}
        assert events[str(event)].utc_ms == Utc.parse(liftoff).ms
    # Every Dragon launch that a file plans is in the table.
    files = {launch.file for launch in LAUNCHES}
    named = {
        (file, one.name)
        for file in files
        for one in found_in(file).events
        if one.kind == "launch" and "SpX" in one.name
    }
    assert named == set(planned)


def test_the_south_east_crossing_lies_eight_hours_later() -> None:
    found = found_in("iss_2021-11-01_nasa.oem")
    states = EphemerisStates(ephemeris=found.ephemeris, ballistic_m2pkg=found.properties.ballistic_m2pkg)
    from_ms = Utc.parse("2021-11-11T00:00Z").ms
    north, south = opportunities(states, read_pad(PAD).site, ("ascending", "descending"), from_ms, from_ms + 86_400_000)
    assert (north.direction, south.direction) == ("ascending", "descending")
    assert 8.0 < (south.utc_ms - north.utc_ms) / 3_600_000 < 9.0
