"""The way round the keep-out sphere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.flight.way_round import way_round

RADIUS_M = 200.0
BELOW, AHEAD, ABOVE = (np.array(place) for place in ([0.0, 0.0, 400.0], [240.0, 0.0, 0.0], [0.0, 0.0, -240.0]))
directions = st.tuples(*[st.floats(-1.0, 1.0)] * 3).map(np.array).filter(lambda v: bool(np.linalg.norm(v) > 0.1))


def test_a_drift_that_stays_outside_goes_straight() -> None:
    assert way_round(BELOW, AHEAD, 600.0, RADIUS_M) == []


def test_opposite_places_are_joined_over_the_front() -> None:
    corners = way_round(BELOW, ABOVE, 600.0, RADIUS_M)
    assert [share for share, _ in corners] == pytest.approx([1 / 3, 2 / 3])
    assert all(place[0] > 200.0 and abs(place[1]) < 1e-6 for _, place in corners)


def test_from_behind_to_the_front_it_goes_on_the_side_of_the_earth() -> None:
    corners = way_round(np.array([-400.0, 0.0, 0.0]), AHEAD, 600.0, RADIUS_M)
    assert all(place[2] > 200.0 for _, place in corners)


def test_within_the_sphere_there_is_no_way_round() -> None:
    assert way_round(np.array([0.0, 0.0, 150.0]), ABOVE, 600.0, RADIUS_M) == []
    assert way_round(np.zeros(3), ABOVE, 600.0, RADIUS_M) == []


@given(directions, directions, st.floats(230.0, 2000.0), st.floats(230.0, 2000.0), st.floats(60.0, 6000.0))
def test_corners_stand_outside_in_order(
    first: np.ndarray, last: np.ndarray, from_m: float, to_m: float, drift_s: float
) -> None:
    start, end = (v / np.linalg.norm(v) * size for v, size in ((first, from_m), (last, to_m)))
    corners = way_round(start, end, drift_s, RADIUS_M)
    shares = [share for share, _ in corners]
    assert shares == sorted(shares)
    assert all(0.0 < share < 1.0 for share in shares)
    assert all(np.linalg.norm(place) >= 1.15 * RADIUS_M for _, place in corners)
