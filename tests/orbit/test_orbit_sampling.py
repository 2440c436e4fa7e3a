"""Where paths are looked at first: close enough on any orbit, and beside every joint."""

import numpy as np
import pytest
from hypothesis import given
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE, bound_orbits

from missionplanner.orbit.elements import KeplerianElements, state_from_keplerian
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.geometry.sampling import search_times
from missionplanner.orbit.propagation.propagator import propagate


@given(bound_orbits(0.75))
def test_no_two_looks_are_further_apart_than_five_degrees(orbit: KeplerianElements) -> None:
    span_s = min(3.0 * orbit.period_s, 60_000.0)
    path = propagate(*state_from_keplerian(orbit), LIFTOFF_UTC_MS, 0.0, span_s, Forces())
    times_s = search_times(0.0, span_s, path)
    assert (times_s[0], times_s[-1]) == (0.0, span_s)
    assert (np.diff(times_s) > 0.0).all()
    r_m = path.position(times_s)
    r_m /= np.linalg.norm(r_m, axis=1)[:, None]
    apart_deg = np.degrees(np.arccos(np.clip(np.sum(r_m[1:] * r_m[:-1], axis=1), -1.0, 1.0)))
    assert apart_deg.max() < 5.0
    assert len(times_s) < 130 * (span_s / orbit.period_s + 2) + 60_000 / 900 + 4 * len(path.edges_s)


def test_joints_are_looked_at_from_both_sides() -> None:
    path = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 30_000.0, Forces())
    times_s = search_times(0.0, 30_000.0, path)
    joints_s = path.edges_s[1:-1]
    assert len(joints_s) >= 1
    for joint_s in joints_s:
        near_s = times_s[abs(times_s - joint_s) < 2e-3]
        assert {"before", "after"} <= {"before" if t_s < joint_s else "after" for t_s in near_s}
    assert times_s[1] == pytest.approx(1e-3)


def test_a_single_instant_is_looked_at_once() -> None:
    path = propagate(*STATION_STATE, LIFTOFF_UTC_MS, 0.0, 100.0, Forces())
    assert search_times(50.0, 50.0, path).tolist() == [50.0]
    with pytest.raises(OrbitInputError, match="ends before it starts"):
        search_times(50.0, 49.0, path)
