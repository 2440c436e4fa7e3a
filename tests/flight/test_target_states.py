"""States along an ephemeris, and beyond its ends; element sets, and which of several counts."""

from pathlib import Path

import numpy as np
import pytest

from flight.launch_searches import BEFORE_MS_28, element_states, search
from missionplanner.files.elements_file import read_target
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.flight.target_states import EphemerisStates, flown_like, nearest_states
from missionplanner.flight.windows import find_windows
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.plan.clock import utc_text

DATA = Path(__file__).parents[1] / "data"
HOUR_MS = 3_600_000


@pytest.fixture(scope="module")
def found() -> FoundEphemeris:
    found = read_target(DATA / "oem" / "iss_2022-02-15_nasa.csv.gz")
    assert isinstance(found, FoundEphemeris)
    return found


@pytest.fixture(scope="module")
def states(found: FoundEphemeris) -> EphemerisStates:
    return EphemerisStates(ephemeris=found.ephemeris, ballistic_m2pkg=found.properties.ballistic_m2pkg)


def test_inside_an_ephemeris_its_own_states_answer(found: FoundEphemeris, states: EphemerisStates) -> None:
    t_s = found.ephemeris.segments[0].t_s[100:110]
    utc_ms = found.ephemeris.epoch_utc_ms + np.rint(1000.0 * t_s).astype(np.int64)
    r_m, _ = states.states(utc_ms)
    np.testing.assert_allclose(r_m, found.ephemeris.segments[0].r_m[100:110], rtol=0, atol=1e-3)
    assert states.away_ms(int(utc_ms[0])) == 0


def test_beyond_an_end_the_path_goes_on_without_a_jump(found: FoundEphemeris, states: EphemerisStates) -> None:
    for end_ms, side in ((found.end_utc_ms, 1), (found.start_utc_ms, -1)):
        utc_ms = end_ms + side * np.array([-1000, -1, 1, 1000, 7 * HOUR_MS])
        r_m, v_mps = states.states(utc_ms)
        step_s = np.diff(utc_ms[:4])[:, None] / 1000
        np.testing.assert_allclose(np.diff(r_m[:4], axis=0), step_s * 0.5 * (v_mps[:3] + v_mps[1:4]), rtol=0, atol=0.05)
        assert states.away_ms(int(utc_ms[-1])) == pytest.approx(7 * HOUR_MS, abs=2)
        assert 6.7e6 < np.linalg.norm(r_m[-1]) < 6.9e6


def test_windows_beyond_an_ephemeris_are_marked(found: FoundEphemeris, states: EphemerisStates) -> None:
    after = search(utc_text(found.end_utc_ms + 2 * HOUR_MS), 1, craft="progress-ms", targets=(states,))
    (window,) = find_windows(after)
    assert window.is_extrapolated
    assert "outside the ephemeris" in window.warnings[0]
    inside = search(utc_text(found.start_utc_ms + 3 * HOUR_MS), 1, craft="progress-ms", targets=(states,))
    (window,) = find_windows(inside)
    assert not window.is_extrapolated
    assert window.warnings == ()


def test_the_nearest_source_answers(states: EphemerisStates) -> None:
    elements = element_states(BEFORE_MS_28)
    assert nearest_states((states, elements), elements.elements.epoch.ms) is elements
    assert nearest_states((elements, states), states.ephemeris.epoch_utc_ms + 10 * HOUR_MS) is states


def test_an_orbit_of_our_forces_follows_a_source_for_an_hour(states: EphemerisStates) -> None:
    first_ms = states.ephemeris.epoch_utc_ms + 10 * HOUR_MS
    assert flown_like(states, first_ms, first_ms + HOUR_MS, first_ms, Forces()).rms_m < 30.0


@pytest.mark.parametrize("days", [-800, 500])
def test_how_far_a_day_lies_outside_is_told_as_it_is(found: FoundEphemeris, states: EphemerisStates, days: int) -> None:
    end_ms = found.end_utc_ms if days > 0 else found.start_utc_ms
    with pytest.raises(OrbitInputError, match=f"lies {abs(days)} days outside the ephemeris; at most 390"):
        states.states(np.array([end_ms + days * 24 * HOUR_MS]))
