"""The propagator under what is costly: gravity in detail, Sun, Moon, air and sunlight, against another integrator."""

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from orbits_to_try import LIFTOFF_UTC_MS, STATION_STATE

from bench.plain_reference import LONG, PinesGravity, fly
from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2
from missionplanner.orbit.forces import Drag, ExponentialAtmosphere, ForceField, Forces, HarrisPriester, Radiation
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.sky.almanac import EarthOrientation
from missionplanner.orbit.sky.earth_pole import pole_gcrs

R_M, V_MPS = STATION_STATE
STEP_S = 20
STEPS = 576  # 3.2 h
TIMES_S = STEP_S * np.arange(STEPS + 1.0)
SPAN_S = float(TIMES_S[-1])
SMOOTH = Forces(
    gravity_degree=20,
    gravity_order=20,
    sun=True,
    moon=True,
    drag=Drag(ballistic_m2pkg=0.02, atmosphere=HarrisPriester()),
)
SUNLIT = replace(SMOOTH, radiation=Radiation(reflecting_m2pkg=0.02))


def off_m(forces: Forces, reference: np.ndarray, tolerance_m: float) -> float:
    path = propagate(R_M, V_MPS, LIFTOFF_UTC_MS, 0.0, SPAN_S, forces, tolerance_m)
    return float(np.linalg.norm(path.position(TIMES_S) - reference[:, :3], axis=1).max())


@pytest.mark.parametrize("degree", [8, 36])
def test_in_detailed_gravity_it_agrees_with_pines_and_adams(degree: int) -> None:
    with np.load(str(files("missionplanner") / "resources" / "earth" / "egm2008_36.npz")) as data:
        cosine, sine = (data[name][: degree + 1, : degree + 1] for name in ("cosine", "sine"))
    gravity = PinesGravity(GM_EARTH_M3PS2, EARTH_RADIUS_M, cosine, sine)
    earth = EarthOrientation(LIFTOFF_UTC_MS, 0.0, SPAN_S)

    def acceleration(t_s: LONG, r_m: np.ndarray, _: np.ndarray) -> np.ndarray:
        dcm = earth.dcm_itrs_from_gcrs([float(t_s)])[0].astype(LONG)
        return dcm.T @ gravity(dcm @ r_m)

    reference = fly(acceleration, R_M, V_MPS, STEP_S, STEPS)
    forces = Forces(gravity_degree=degree, gravity_order=degree)
    for tolerance_m in (1.0, 1e-3):
        assert off_m(forces, reference, tolerance_m) < tolerance_m


def by_adams(forces: Forces) -> np.ndarray:
    """The same accelerations by another integrator."""

    def acceleration(t_s: LONG, r_m: np.ndarray, v_mps: np.ndarray) -> np.ndarray:
        field = ForceField(forces, LIFTOFF_UTC_MS, np.array([float(t_s)]))
        return field.acceleration(r_m.astype(float)[:, None], v_mps.astype(float)[:, None])[:, 0].astype(LONG)

    return fly(acceleration, R_M, V_MPS, STEP_S, STEPS)


def test_under_smooth_forces_the_tolerance_is_met() -> None:
    reference = by_adams(SMOOTH)
    for tolerance_m in (1.0, 1e-2, 1e-3):
        assert off_m(SMOOTH, reference, tolerance_m) < tolerance_m


def test_through_the_shadows_edge_two_decimetres_are_met() -> None:
    # Neither integrator sees where the light goes out: in steps of 20 s Adams' is off by 9 cm itself.
    assert off_m(SUNLIT, by_adams(SUNLIT), 1e-2) < 0.2


@pytest.mark.parametrize(
    "forces",
    [
        Forces(gravity_degree=36),
        Forces(gravity_degree=8, gravity_order=8),
        Forces(
            drag=Drag(
                ballistic_m2pkg=0.02,
                atmosphere=ExponentialAtmosphere(density_kgpm3=3e-12, height_m=4e5, scale_height_m=6e4),
            )
        ),
        SMOOTH,
    ],
    ids=["zonals to 36", "8x8", "drag", "all but sunlight"],
)
def test_forward_and_back_returns_under_every_force(forces: Forces) -> None:
    there = propagate(R_M, V_MPS, LIFTOFF_UTC_MS, 0.0, SPAN_S, forces).state_at(SPAN_S)
    back_m, back_mps = propagate(*there, LIFTOFF_UTC_MS, SPAN_S, 0.0, forces).state_at(0.0)
    assert np.linalg.norm(back_m - R_M) < 1e-3
    assert np.linalg.norm(back_mps - V_MPS) < 2e-6


def test_zonals_of_any_degree_keep_the_momentum_about_the_pole() -> None:
    path = propagate(R_M, V_MPS, LIFTOFF_UTC_MS, 0.0, 86400.0, Forces(gravity_degree=36))
    momentum = np.cross(*path.state(np.linspace(0.0, 86400.0, 2000))) @ pole_gcrs(LIFTOFF_UTC_MS)
    assert np.ptp(momentum) / abs(momentum[0]) < 1e-11
