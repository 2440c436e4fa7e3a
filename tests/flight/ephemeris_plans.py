"""Plans whose target is an ephemeris: Progress MS-19 on NASA's ephemeris of the day before its launch."""

from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from missionplanner.files.elements_file import read_target
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.launch_data import read_craft, read_pad, read_profile
from missionplanner.files.plan_file import read_plan
from missionplanner.files.trimmed_ephemeris import trimmed_ephemeris
from missionplanner.plan.clock import Utc
from missionplanner.plan.events import Burn
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile_edits import with_profile
from missionplanner.plan.target_edits import with_ephemeris

ROOT = Path(__file__).parents[2]
NASA = ROOT / "tests" / "data" / "oem" / "iss_2022-02-15_nasa.csv.gz"
# Published in the table of events of the ephemeris itself.
LIFTOFF_MS = Utc.parse("2022-02-15T04:25:39Z").ms


def found_ephemeris(path: Path = NASA) -> FoundEphemeris:
    found = read_target(path)
    assert isinstance(found, FoundEphemeris)
    return found


@lru_cache(maxsize=1)
def progress_ms_19() -> Plan:
    """The sample plan taken to the launch of Progress MS-19, with nothing of Soyuz MS-28's schedule but the flight."""
    sample = read_plan(ROOT / "resources" / "plans" / "soyuz-ms-28.mplan")
    pad = read_pad("baikonur-31-6")
    (ascent,) = (one.ascent for one in pad.ascents if one.vehicle == "progress-ms")
    plan = with_profile(sample, read_profile("2-day"), LIFTOFF_MS, ascent)
    keys = plan.rendezvous
    kept = (keys.liftoff, keys.insertion, keys.docking)
    flown = tuple(event for event in plan.events if isinstance(event, Burn) or event.id in kept)
    plan = replace(plan, events=flown, vehicle=read_craft("progress-ms").vehicle, site=pad.site, waivers=(), photos=())
    return with_ephemeris(plan, trimmed_ephemeris(found_ephemeris(), NASA.name, plan))
