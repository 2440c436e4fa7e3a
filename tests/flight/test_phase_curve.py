"""Delta-v over phase: flat where a profile works, and steep beyond, as the coplanar two-body bound says."""

import numpy as np

from flight.launch_searches import search
from missionplanner.files.launch_data import read_profile
from missionplanner.flight.phase_curve import phase_curve
from missionplanner.flight.windows import find_windows


def test_delta_v_is_flat_from_10_to_21_degrees_and_climbs_outside() -> None:
    asked = search("2025-11-27T00:00:00Z", 1)
    (window,) = find_windows(asked)
    profile = read_profile("2-orbit")
    wanted = [7.0, 10.0, 13.0, 16.0, 19.0, 21.0, 26.0]
    points = list(phase_curve(asked, window.opportunity, profile, wanted))
    np.testing.assert_allclose([point.closure_deg for point in points], wanted, rtol=0, atol=0.2)
    totals = [point.total_mps for point in points]
    assert all(total is not None for total in totals)
    low, *flat, high = (total or 0.0 for total in totals)
    assert max(flat) - min(flat) < 1.0
    assert low > max(flat) + 5.0
    assert high > max(flat) + 20.0


def test_far_outside_nothing_is_solved() -> None:
    asked = search("2025-11-27T00:00:00Z", 1)
    (window,) = find_windows(asked)
    (point,) = phase_curve(asked, window.opportunity, read_profile("2-orbit"), [120.0])
    assert point.total_mps is None
