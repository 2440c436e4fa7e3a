"""The range down the axis: a drift outside the sphere, a cubic inside it, hops short enough for the turning frame."""

from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.axial_profile import axial_profile
from missionplanner.orbit.relative import cw_transition
from missionplanner.plan.plan import Plan
from missionplanner.plan.rendezvous import Approach
from missionplanner.plan.station import Port

MEAN_MOTION_RADPS = 1.1277e-3
PROBE_M = 3.5
ON_R_BAR = Port(id="nadir", name="Nadir", axis_lvlh=(0.0, 0.0, 1.0), position_lvlh_m=(0.0, 0.0, 11.0))
ON_V_BAR = Port(id="forward", name="Forward", axis_lvlh=(1.0, 0.0, 0.0), position_lvlh_m=(15.0, 0.0, 0.0))


@pytest.fixture
def approach(sample: Plan) -> Approach:
    return sample.rendezvous.approach


def profile_of(approach: Approach, port: Port = ON_R_BAR) -> tuple[tuple[float, float], ...]:
    return axial_profile(approach, port, PROBE_M, MEAN_MOTION_RADPS)


def test_it_passes_every_point_and_never_turns_back(approach: Approach) -> None:
    for port in (ON_R_BAR, ON_V_BAR):
        ends = dict(profile_of(approach, port))
        for point in approach.axial_points[1:]:
            assert ends[-point.before_docking_ms / 1000] == pytest.approx(point.range_m)
        assert ends[0.0] == pytest.approx(0.0, abs=1e-9)
        assert (np.diff(list(ends.values())) < 0.0).all()


def test_outside_the_sphere_nothing_but_the_turning_of_the_frame_is_corrected(approach: Approach) -> None:
    """Drifts from one hop's end to the next leave along the axis with the speed that the next one starts with."""
    first = approach.axial_points[0]
    outer = [(-first.before_docking_ms / 1000, first.range_m), *profile_of(approach)]
    outer = [(t_s, range_m) for t_s, range_m in outer if t_s <= -720.0]
    along = []
    for (start_s, start_m), (end_s, end_m) in pairwise(outer):
        transition = cw_transition(MEAN_MOTION_RADPS, end_s - start_s)
        place, aim = np.array([0.0, 0.0, start_m + 14.5]), np.array([0.0, 0.0, end_m + 14.5])
        needed = np.linalg.solve(transition[:3, 3:], aim - transition[:3, :3] @ place)
        along.append((needed[2], (transition @ np.concatenate([place, needed]))[5]))
    assert len(along) >= 4
    assert all(abs(arrives - leaves) < 2e-3 for (_, arrives), (leaves, _) in pairwise(along))


def test_no_hop_lets_the_frame_turn_the_chaser_aside_by_more_than_is_asked_for_at_contact(approach: Approach) -> None:
    ends = profile_of(approach)
    for (start_s, start_m), (end_s, end_m) in pairwise(ends):
        closing_mps = (start_m - end_m) / (end_s - start_s)
        assert MEAN_MOTION_RADPS * closing_mps * (end_s - start_s) < 0.02


def test_a_hold_is_a_hold(approach: Approach) -> None:
    points = approach.axial_points
    held = replace(approach, axial_points=(*points[:2], replace(points[2], range_m=200.0), *points[3:]))
    kept_m = [range_m for t_s, range_m in profile_of(held) if -720.0 < t_s <= -600.0]
    assert kept_m == pytest.approx([200.0, 200.0])
