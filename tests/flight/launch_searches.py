"""Searches for launch windows that several tests make: the station before Soyuz MS-28, from data of the program."""

from missionplanner.files.launch_data import read_craft, read_pad, read_profiles, usual_pad
from missionplanner.flight.target_states import ElementStates, TargetStates
from missionplanner.flight.windows import WindowSearch
from missionplanner.orbit.sky.almanac import element_epoch_utc_ms
from missionplanner.plan.clock import Utc
from missionplanner.plan.provenance import Source
from missionplanner.plan.station import ElementSet, Port

# The ISS 2.85 days before Soyuz MS-28, from the public catalogue; checksums pass.
BEFORE_MS_28 = (
    "1 25544U 98067A   25328.54472231  .00014120  00000-0  26353-3 0  9998",
    "2 25544  51.6316 232.5414 0003895 163.7073 196.4042 15.49046550540034",
)
# The same tilted to 28.5 deg; the checksum is right.
TILTED = (
    "1 25544U 98067A   25328.54472231  .00014120  00000-0  26353-3 0  9998",
    "2 25544  28.0000 232.5414 0003895 163.7073 196.4042 15.49046550540036",
)
RASSVET = Port(id="rassvet-nadir", name="Rassvet nadir", axis_lvlh=(0.0, 0.0, 1.0), position_lvlh_m=(-12.0, 0.0, 11.0))


def element_states(lines: tuple[str, str]) -> ElementStates:
    source = Source(provenance="published", text="public catalogue")
    epoch = Utc(element_epoch_utc_ms(*lines))
    return ElementStates(elements=ElementSet(line1=lines[0], line2=lines[1], epoch=epoch, source=source))


def search(
    start: str,
    days: int,
    *,
    site: str = "baikonur-31-6",
    craft: str = "soyuz-ms",
    targets: tuple[TargetStates, ...] = (element_states(BEFORE_MS_28),),
) -> WindowSearch:
    flown = read_craft(craft)
    return WindowSearch(
        pad=read_pad(site),
        craft=flown,
        port=RASSVET,
        profiles=read_profiles(flown),
        targets=targets,
        from_ms=Utc.parse(start).ms,
        days=days,
        usual_pad=usual_pad(flown),
    )
