"""The kernel of many steps: the same accelerations as the field of forces gives."""

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE

from missionplanner.orbit.forces import Drag, ExponentialAtmosphere, ForceField, Forces
from missionplanner.orbit.forces.polar import Air, PolarField
from missionplanner.orbit.sky.earth_pole import dcm_cirs_from_gcrs

AIR = ExponentialAtmosphere(density_kgpm3=3.0e-12, height_m=400e3, scale_height_m=60e3)


@pytest.mark.parametrize("degree", [0, 2, 3, 4])
@pytest.mark.parametrize("alike", [True, False])
def test_it_agrees_with_the_field_of_forces(degree: int, alike: bool) -> None:
    rng = np.random.default_rng(degree)
    count, times = 40, 3
    r_m, v_mps = STATION_STATE
    r_m = r_m[:, None] + rng.normal(0.0, 2e5, (3, times * count))
    v_mps = v_mps[:, None] + rng.normal(0.0, 300.0, (3, times * count))
    step_s = np.full(count, 150.0) if alike else np.linspace(10.0, 200.0, count)
    ballistic_m2pkg = np.linspace(0.001, 0.1, count)
    forces = Forces(gravity_degree=degree, drag=Drag(ballistic_m2pkg=0.01, atmosphere=AIR))
    per_place = np.tile(ballistic_m2pkg, times)
    expected = ForceField(forces, LIFTOFF_UTC_MS, np.zeros(1), per_place).acceleration(r_m, v_mps)
    to_pole = dcm_cirs_from_gcrs(LIFTOFF_UTC_MS)
    field = PolarField("test", degree, step_s, times, Air(atmosphere=AIR, ballistic_m2pkg=ballistic_m2pkg))
    steps_s = np.tile(step_s, times)
    found = np.empty(r_m.shape)
    field.acceleration(to_pole @ r_m, (to_pole @ v_mps) * steps_s, found)
    np.testing.assert_allclose(to_pole.T @ found / steps_s**2, expected, rtol=0, atol=2e-14)
