"""The linear model of near-circular orbits against orbits flown without it."""

import numpy as np
import pytest

from missionplanner.flight.near_circular import ReferenceOrbit, impulse_effect
from missionplanner.orbit.frames import dcm_lvlh_from_gcrs
from missionplanner.orbit.kepler import kepler_propagate

R_M = np.array([6.7e6, 0.0, 0.0])
V_MPS = np.sqrt(3.986004415e14 / 6.7e6) * np.array([0.0, np.cos(0.9), np.sin(0.9)])


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("before_s", [600.0, 2100.0, 4000.0])
def test_an_impulse_does_what_the_model_says(axis: int, before_s: float) -> None:
    total_s = 5000.0
    reference = ReferenceOrbit.of_state(*kepler_propagate(R_M, V_MPS, total_s))
    r_m, v_mps = kepler_propagate(R_M, V_MPS, before_s)
    dv = np.zeros(3)
    dv[axis] = 0.1
    pushed = kepler_propagate(r_m, v_mps + dcm_lvlh_from_gcrs(r_m, v_mps).T @ dv, total_s - before_s)
    change = reference.elements(*pushed) - reference.elements(*kepler_propagate(R_M, V_MPS, total_s))
    effect = impulse_effect(
        reference.mean_motion_radps, reference.radius_m, reference.argument(r_m), np.array(total_s - before_s)
    )
    np.testing.assert_allclose(change, effect[:, axis] * 0.1, atol=2e-9 + 1e-3 * abs(effect[:, axis] * 0.1).max())


def test_elements_of_the_reference_itself_are_its_own() -> None:
    elements = ReferenceOrbit.of_state(R_M, V_MPS).elements(R_M, V_MPS)
    np.testing.assert_allclose(elements, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0], atol=1e-12)
