"""Launch windows against flown missions: liftoff to seconds, and the profile that was flown.

One ascent of pad and vehicle serves all flights; none is tuned to one of them. ``pytest -s`` prints the table.
Sources: ``tests/data/flights.csv``, a source for each launch; element sets and NASA's ephemerides in ``tests/data``.
Launch times whose seconds nobody published are flown and printed, and not asserted.
"""

import csv
from pathlib import Path

import pytest

from flight.launch_searches import BEFORE_MS_28, element_states, search
from missionplanner.files.elements_file import read_target
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.flight.option import Option
from missionplanner.flight.target_states import EphemerisStates, TargetStates
from missionplanner.flight.windows import Window, find_windows
from missionplanner.plan.clock import Utc, utc_text

DATA = Path(__file__).parents[1] / "data"
TOLERANCE_S = {"2-orbit": 8.0, "4-orbit": 12.0, "2-day": 25.0}
FLIGHTS = list(csv.DictReader((DATA / "flights.csv").read_text(encoding="utf-8").splitlines()))
HEADINGS = f"{'flight':15} {'profile':8} {'flown':25} {'computed':25} {'s':>6} {'closure':>8} {'m/s':>6}"


def target_of(flight: dict[str, str]) -> TargetStates:
    if flight["target"].endswith(".csv.gz"):
        found = read_target(DATA / "oem" / flight["target"])
        assert isinstance(found, FoundEphemeris)
        return EphemerisStates(ephemeris=found.ephemeris, ballistic_m2pkg=found.properties.ballistic_m2pkg)
    lines = (DATA / "iss.tle").read_text().splitlines()
    (first,) = (i for i, line in enumerate(lines) if line[18:32] == flight["target"])
    return element_states((lines[first], lines[first + 1]))


def window_of(flight: dict[str, str]) -> Window:
    flown_ms = Utc.parse(flight["launch_utc"] + "Z").ms
    asked = search(
        utc_text(flown_ms - 3 * 3_600_000),
        1,
        site=flight["pad"],
        craft=flight["craft"],
        targets=(target_of(flight),),
    )
    return min(find_windows(asked), key=lambda window: abs(window.opportunity.utc_ms - flown_ms))


def row(flight: dict[str, str], option: Option, error_s: float) -> str:
    total_mps = option.delta_v.total_mps if option.delta_v else float("nan")
    held = "" if flight["asserted"] == "yes" else "  not asserted"
    return (
        f"{flight['flight']:15} {option.profile.id:8} {flight['launch_utc']:25} {utc_text(option.liftoff_ms):25} "
        f"{error_s:6.1f} {option.closure_deg:8.2f} {total_mps:6.1f}{held}"
    )


@pytest.mark.parametrize("flight", FLIGHTS, ids=lambda one: f"{one['flight']} {one['target']}")
def test_a_flown_mission(flight: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    window = window_of(flight)
    option = next(one for one in window.options if one.profile.id == flight["profile"])
    error_s = (option.liftoff_ms - Utc.parse(flight["launch_utc"] + "Z").ms) / 1000
    with capsys.disabled():
        print("\n" + (HEADINGS + "\n" if flight is FLIGHTS[0] else "") + row(flight, option, error_s), end=" ")
    assert window.best is not None
    assert window.best.profile.id == flight["profile"]
    assert not window.is_extrapolated
    if flight["asserted"] == "yes":
        assert abs(error_s) <= TOLERANCE_S[flight["profile"]]


def test_two_orbit_days_after_the_reboost_for_ms_28() -> None:
    windows = list(find_windows(search("2025-11-22T00:00:00Z", 14, targets=(element_states(BEFORE_MS_28),))))
    assert len(windows) == 14
    days = [utc_text(w.best.liftoff_ms)[5:10] for w in windows if w.best and w.best.profile.id == "2-orbit"]
    assert days == ["11-23", "11-27", "12-01", "12-05"]
    nothing = [utc_text(w.opportunity.utc_ms)[5:10] for w in windows if w.best is None]
    assert nothing == ["11-24", "11-28", "12-02"]
