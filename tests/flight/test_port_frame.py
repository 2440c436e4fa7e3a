"""The port's frame: axes, the way the chaser looks; corrections of the approach within what the engine gives."""

from dataclasses import replace as with_fields
from math import radians, tan

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.approach_rules import hardest_correction
from missionplanner.flight.assess import Assessment
from missionplanner.flight.corrections import corrections
from missionplanner.flight.port_frame import dcm_port_from_lvlh, port_state
from missionplanner.plan.station import Port


def port(**changes: object) -> Port:
    nadir = Port(id="nadir", name="Nadir", position_lvlh_m=(-12.0, 0.0, 11.0), axis_lvlh=(0.0, 0.0, 1.0))
    return replace(nadir, **changes)


@pytest.mark.parametrize(
    "axis", [(0.0, 0.0, 1.0), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 0.6, 0.8)]
)
def test_the_frame_is_right_handed_with_x_along_the_axis(axis: tuple[float, float, float]) -> None:
    dcm = dcm_port_from_lvlh(port(axis_lvlh=axis))
    np.testing.assert_allclose(dcm @ dcm.T, np.eye(3), atol=1e-15)
    assert np.linalg.det(dcm) == pytest.approx(1.0)
    np.testing.assert_allclose(dcm @ np.array(axis), [1.0, 0.0, 0.0], atol=1e-15)


def test_the_chaser_looks_at_the_port() -> None:
    ahead_m = 100.0 * tan(radians(10.0))
    state = port_state(port(), np.array([-12.0 + ahead_m, 0.0, 111.0]), np.array([0.01, 0.02, -0.5]))
    np.testing.assert_allclose(state.r_m, [100.0, ahead_m, 0.0], atol=1e-12)
    assert state.v_mps[:2] == pytest.approx([-0.5, 0.01])
    assert np.linalg.norm(state.v_mps[1:]) == pytest.approx(np.hypot(0.01, 0.02))
    assert float(state.off_axis_rad) == pytest.approx(radians(10.0))
    np.testing.assert_allclose(state.r_m + np.linalg.norm(state.r_m) * state.docking_axis, 0.0, atol=1e-12)


def test_corrections_add_up_and_stay_within_what_the_engine_gives(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    made = corrections(flight)
    assert flight.delta_v is not None
    assert sum(one.size_mps for one in made) == pytest.approx(flight.delta_v.approach_mps, abs=0.01)
    assert all(one.asked_mps2 < 0.2 * one.most_mps2 for one in made)
    # On the axis the docking mechanism faces the port to a tenth of a degree.
    assert all(float(one.port.off_axis_rad) < radians(0.1) for one in made if float(one.port.r_m[0]) < 255.0)
    hardest = hardest_correction(flight)
    assert hardest is not None
    assert hardest.size_mps == max(one.size_mps for one in made)


def test_without_an_approach_there_are_none(sample_assessment: Assessment) -> None:
    coasting = with_fields(sample_assessment.flight, chaser=None)
    assert corrections(coasting) == ()
    assert hardest_correction(coasting) is None
