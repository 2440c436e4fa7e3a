"""The reboost of 19 November 2025, computed backwards: it made 27 November a two-orbit day for Soyuz MS-28.

Published: 2025-11-19 13:04 UTC, mean height +2.7 km. Element set of 2025-11-17, before it, from the public catalogue.
"""

from pathlib import Path

import pytest

from flight.launch_searches import element_states, search
from missionplanner.files.launch_data import read_profile
from missionplanner.flight.reboost import reboosts_for, with_reboost
from missionplanner.flight.windows import find_windows
from missionplanner.plan.clock import Utc

REBOOST_MS = Utc.parse("2025-11-19T13:04:00Z").ms
WANTED = "2025-11-27T00:00:00Z"
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def before() -> tuple[str, str]:
    lines = (Path(__file__).parents[1] / "data" / "iss.tle").read_text().splitlines()
    (first,) = (i for i, line in enumerate(lines) if line[18:32] == "25321.32008588")
    return lines[first], lines[first + 1]


def test_without_it_27_november_is_no_two_orbit_day(before: tuple[str, str]) -> None:
    (window,) = find_windows(search(WANTED, 1, targets=(element_states(before),)))
    assert "2-orbit" not in [option.profile.id for option in window.feasible]


def test_the_reboost_that_makes_it_one_is_the_published_one(before: tuple[str, str]) -> None:
    asked = search(WANTED, 1, targets=(element_states(before),))
    (found,) = reboosts_for(asked, read_profile("2-orbit"), REBOOST_MS, REBOOST_MS, 10.0)
    assert found.higher_m == pytest.approx(2700.0, abs=150.0)
    assert found.option.is_feasible
    assert abs(found.option.liftoff_ms - Utc.parse("2025-11-27T09:27:57.402Z").ms) <= 10_000
    (window,) = find_windows(with_reboost(asked, found.utc_ms, found.dv_mps))
    assert window.best is not None
    assert window.best.profile.id == "2-orbit"


def test_the_later_the_larger_until_it_is_too_large(before: tuple[str, str]) -> None:
    asked = search(WANTED, 1, targets=(element_states(before),))
    found = list(reboosts_for(asked, read_profile("2-orbit"), REBOOST_MS, REBOOST_MS + 7 * DAY_MS, 2.3, 2 * DAY_MS))
    assert [one.utc_ms for one in found] == [REBOOST_MS, REBOOST_MS + 2 * DAY_MS]
    assert found[0].dv_mps < found[1].dv_mps <= 2.3


def test_a_reboost_after_the_launch_is_none(before: tuple[str, str]) -> None:
    asked = search(WANTED, 1, targets=(element_states(before),))
    late_ms = Utc.parse("2025-11-27T12:00:00Z").ms
    assert list(reboosts_for(asked, read_profile("2-orbit"), late_ms, late_ms, 10.0)) == []
