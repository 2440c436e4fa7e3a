"""The fit: exact on an orbit of its own, and close to SGP4 over a rendezvous."""

from collections.abc import Callable

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE
from test_orbit_almanac import BEFORE

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Drag, DragNumber, Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.published.fit import fit_to_states
from missionplanner.orbit.sky.almanac import sgp4_states


@pytest.mark.parametrize("step_s", [10.0, 240.0])
def test_an_orbit_of_ours_is_found_again(step_s: float) -> None:
    times_s = np.arange(500.0, 9000.0, step_s)
    truth = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 9000.0, Forces())
    result = fit_to_states(times_s, truth.position(times_s), LIFTOFF_UTC_MS, Forces())
    r_m, v_mps = truth.state_at(500.0)
    assert result.start_s == 500.0
    assert np.linalg.norm(result.r_m - r_m) < 0.01
    assert np.linalg.norm(result.v_mps - v_mps) < 1e-5
    assert result.rms_m <= result.max_m < 0.01


def test_over_a_rendezvous_our_station_stays_with_sgp4(
    record_property: Callable[[str, object], None],
) -> None:
    times_s = np.arange(0.0, 11_521.0, 60.0)
    r_m, _ = sgp4_states(*BEFORE, LIFTOFF_UTC_MS + (times_s * 1000).astype(np.int64))
    result = fit_to_states(times_s, r_m, LIFTOFF_UTC_MS, Forces())
    record_property("rms_m", result.rms_m)
    record_property("max_m", result.max_m)
    assert result.max_m < 50.0  # measured 18 m, rms 10.5 m
    distances_m = np.linalg.norm(result.trajectory.position(times_s) - r_m, axis=1)
    assert distances_m.max() == pytest.approx(result.max_m)
    np.testing.assert_allclose(result.trajectory.state_at(0.0)[0], result.r_m, rtol=0, atol=1e-6)


@pytest.mark.parametrize(("hours", "most_m"), [(3.2, 15.0), (48.0, 60.0)])
def test_zonals_and_fitted_drag_follow_sgp4_for_two_days(hours: float, most_m: float) -> None:
    """SGP4 knows zonals and drag alone; the Earth's other harmonics, which it smooths over, part from it by 1 km."""
    times_s = np.arange(0.0, hours * 3600.0 + 1.0, 120.0)
    r_m, _ = sgp4_states(*BEFORE, LIFTOFF_UTC_MS + (times_s * 1000).astype(np.int64))
    forces = Forces(drag=Drag(ballistic_m2pkg=2.0 * 1500.0 / 420_000.0))
    result = fit_to_states(times_s, r_m, LIFTOFF_UTC_MS, forces, drag=DragNumber.FACTOR)
    assert result.max_m < most_m  # measured 10 m over 3.2 h, 44 m over 48 h, where without drag it is 4 km
    assert result.forces.drag is not None
    assert 0.5 < result.forces.drag.factor < 2.0


@pytest.mark.parametrize(
    ("t_s", "count", "words"),
    [
        ([0.0, 60.0, 120.0], 3, "3 positions were given"),
        ([0.0, 60.0, 60.0, 120.0], 4, "must ascend"),
        ([0.0, 60.0, np.nan, 120.0], 4, "not a finite number"),
        ([0.0, 60.0, 90.0, 120.0], 5, "the times have shape"),
    ],
)
def test_what_cannot_be_fitted_is_refused(t_s: list[float], count: int, words: str) -> None:
    positions_m = np.tile(STATION_STATE[0], (count, 1))
    with pytest.raises(OrbitInputError, match=words):
        fit_to_states(np.array(t_s), positions_m, LIFTOFF_UTC_MS, Forces())
