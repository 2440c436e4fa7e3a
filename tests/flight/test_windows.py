"""Launch windows: which days work, by which profile, and why the others do not."""

from dataclasses import replace as with_fields
from itertools import pairwise

import pytest
from msgspec.structs import replace

from flight.launch_searches import BEFORE_MS_28, TILTED, element_states, search
from missionplanner.files.launch_data import read_pad, read_profile
from missionplanner.flight.in_plane import NeverInPlaneError, opportunities
from missionplanner.flight.option import DAY_MS
from missionplanner.flight.windows import Window, WindowError, find_windows, next_windows
from missionplanner.plan.clock import Utc

NOVEMBER_27 = "2025-11-27T00:00:00Z"


@pytest.fixture(scope="module")
def of_27_november() -> Window:
    (window,) = find_windows(search(NOVEMBER_27, 1))
    return window


def test_the_day_of_ms_28_is_a_two_orbit_day(of_27_november: Window) -> None:
    best = of_27_november.best
    assert best is not None
    assert best.profile.id == "2-orbit"
    assert abs(best.liftoff_ms - Utc.parse("2025-11-27T09:27:57.402Z").ms) <= 8000
    assert [option.profile.id for option in of_27_november.feasible] == ["2-orbit", "2-day"]
    assert not of_27_november.is_extrapolated
    assert of_27_november.warnings == ()


def test_the_planes_meet_at_the_gate_and_little_is_burnt_for_them(of_27_november: Window) -> None:
    for option in of_27_november.feasible:
        assert option.delta_v is not None
        assert option.plane_rad is not None
        assert option.delta_v.plane_mps < 0.5
        # What is left is the 0.03 deg between the inclinations, which no liftoff takes out.
        assert option.plane_rad < 7e-4


def test_a_two_day_liftoff_waits_for_the_faster_node(of_27_november: Window) -> None:
    two_orbit, two_day = of_27_november.feasible
    assert 150_000 < two_day.liftoff_ms - two_orbit.liftoff_ms < 210_000


def test_the_experimental_profile_is_judged_and_never_the_best(of_27_november: Window) -> None:
    one_orbit = of_27_november.options[0]
    assert one_orbit.profile.experimental
    assert "outside 6.5 to 7.5 deg" in one_orbit.why_not
    willing = replace(read_profile("2-orbit"), id="tried-once", experimental=True)
    (window,) = find_windows(with_fields(search(NOVEMBER_27, 1), profiles=(willing,)))
    assert window.options[0].is_feasible
    assert window.best is None


def test_making_up_for_drag_costs_more_the_longer_the_flight(of_27_november: Window) -> None:
    two_orbit, two_day = (option.delta_v for option in of_27_november.feasible)
    assert two_orbit is not None
    assert two_day is not None
    assert 0.0 < two_orbit.drag_mps < 0.2
    assert 0.3 < two_day.drag_mps < 3.0


def test_a_day_out_of_phase_says_so_for_every_profile() -> None:
    (window,) = find_windows(search("2025-11-28T00:00:00Z", 1))
    assert window.best is None
    assert window.feasible == ()
    assert all("outside" in option.why_not for option in window.options)


def test_the_next_days_that_work() -> None:
    days = [one.best for one in next_windows(search("2025-11-28T00:00:00Z", 5), 2)]
    assert [(option.profile.id, str(Utc(option.liftoff_ms))[:10]) for option in days if option] == [
        ("2-day", "2025-11-29"),
        ("2-day", "2025-11-30"),
    ]


def test_propellant_and_budget_bound_what_is_feasible() -> None:
    asked = search(NOVEMBER_27, 1)
    dry = replace(asked.craft, vehicle=replace(asked.craft.vehicle, propellant_kg=0.0))
    two_orbit = (read_profile("2-orbit"),)
    (window,) = find_windows(with_fields(asked, craft=dry, profiles=two_orbit))
    assert "carries 0 kg" in window.options[0].why_not
    thrifty = (replace(two_orbit[0], dv_budget_mps=110.0),)
    (window,) = find_windows(with_fields(asked, profiles=thrifty))
    assert "budget is 110 m/s" in window.options[0].why_not


def test_wallops_never_crosses_a_plane_of_28_degrees() -> None:
    tilted = search(NOVEMBER_27, 1, site="wallops-0a", targets=(element_states(TILTED),))
    with pytest.raises(NeverInPlaneError, match=r"37\.65 deg.*reaches 28\.00 deg.*9\.6\d deg away.* 12\d\d m/s"):
        list(find_windows(tilted))


def test_vostochny_misses_the_station_by_a_twentieth_of_a_degree() -> None:
    with pytest.raises(NeverInPlaneError, match=r"51\.68 deg.*reaches 51\.63 deg.*0\.05 deg away.* 7 m/s"):
        list(find_windows(search(NOVEMBER_27, 1, site="vostochny-1s")))


def test_a_pad_without_a_published_ascent_is_told_as_such() -> None:
    windows = list(find_windows(search(NOVEMBER_27, 1, site="ksc-lc-39a")))
    assert {window.opportunity.direction for window in windows} == {"ascending", "descending"}
    assert all("is assumed" in window.warnings[0] for window in windows)


def test_crossings_come_twice_a_day_and_the_pad_says_which_count() -> None:
    target, site = element_states(BEFORE_MS_28), read_pad("baikonur-31-6").site
    first_ms = Utc.parse(NOVEMBER_27).ms
    both = opportunities(target, site, ("ascending", "descending"), first_ms, first_ms + 4 * DAY_MS)
    assert [one.direction for one in both] == ["ascending", "descending"] * 4
    rising = opportunities(target, site, ("ascending",), first_ms, first_ms + 4 * DAY_MS)
    assert rising == both[::2]
    # The plane drifts by -4.95 deg a day, so that it comes back 23 min 22 s earlier every day.
    steps_s = [(later.utc_ms - one.utc_ms) / 1000 for one, later in pairwise(rising)]
    assert steps_s == pytest.approx([86400.0 - 1402.0] * 3, abs=5.0)


def test_old_elements_are_told_as_such_and_absurd_ones_refused() -> None:
    (window,) = find_windows(search("2026-01-23T00:00:00Z", 1))
    assert "60 days old" in window.warnings[0]
    with pytest.raises(WindowError, match="cannot be flown"):
        list(find_windows(search("2035-01-23T00:00:00Z", 1)))


def test_of_several_element_sets_the_nearest_counts() -> None:
    far = element_states(
        (
            "1 25544U 98067A   25185.47485775  .00005492  00000+0  10282-3 0  9993",
            "2 25544  51.6344 221.3901 0002450 331.8120  28.2736 15.50368910517843",
        )
    )
    (alone,) = find_windows(search(NOVEMBER_27, 1))
    (chosen,) = find_windows(search(NOVEMBER_27, 1, targets=(far, element_states(BEFORE_MS_28))))
    assert [option.liftoff_ms for option in chosen.options] == [option.liftoff_ms for option in alone.options]
