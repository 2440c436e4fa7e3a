"""The solved burns, flown by propagators that share no code with ours under the same forces, end at the gate."""

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.files.launch_data import read_profile
from missionplanner.flight.approach import arrival_at_gate
from missionplanner.flight.assess import assess
from missionplanner.flight.flight import Flight
from missionplanner.orbit.sky.earth_pole import pole_gcrs
from missionplanner.plan.clock import Utc
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile_edits import with_profile
from orbit.independent_flight import fly_independently, zonal_acceleration

Fly = Callable[[np.ndarray, np.ndarray, float, np.ndarray], np.ndarray]


def by_bulirsch_stoer(r_m: np.ndarray, v_mps: np.ndarray, span_s: float, pole: np.ndarray) -> np.ndarray:
    return fly_independently(r_m, v_mps, np.array([span_s]), pole)[0]


def by_scipy(r_m: np.ndarray, v_mps: np.ndarray, span_s: float, pole: np.ndarray) -> np.ndarray:
    integrate = pytest.importorskip("scipy.integrate")

    def rate(_: float, state: np.ndarray) -> np.ndarray:
        return np.concatenate([state[3:], zonal_acceleration(state[:3], pole)])

    start = np.concatenate([r_m, v_mps])
    return integrate.solve_ivp(rate, (0.0, span_s), start, method="DOP853", rtol=1e-12, atol=1e-4).y[:, -1]


def miss_m(flight: Flight, fly: Fly) -> float:
    """Fly from insertion through the burns to the gate; how far from it that ends."""
    inputs, target = flight.inputs, flight.target
    assert target is not None
    assert flight.chaser is not None
    assert inputs.docking_ms is not None
    pole = pole_gcrs(flight.epoch_ms)
    docking_s = (inputs.docking_ms - flight.epoch_ms) / 1000
    gate = arrival_at_gate(inputs.approach, inputs.port, inputs.vehicle.probe_m, target, docking_s)
    t_s = flight.chaser.start_s
    r_m, v_mps = flight.chaser.state_at(t_s)
    for burn in flight.burns:
        tig_s = min((burn.tig_ms - flight.epoch_ms) / 1000, gate.t_s)
        state = fly(r_m, v_mps, tig_s - t_s, pole)
        r_m, v_mps, t_s = state[:3], state[3:], tig_s
        nadir, normal = -r_m / np.linalg.norm(r_m), np.cross(r_m, v_mps)
        minus_normal = -normal / np.linalg.norm(normal)
        axes = np.stack([np.cross(minus_normal, nadir), minus_normal, nadir])
        v_mps = v_mps + axes.T @ np.array(burn.dv_lvlh_mps)
    assert t_s == pytest.approx(gate.t_s, abs=0.01)
    return float(np.linalg.norm(r_m - gate.r_m))


@pytest.mark.parametrize("fly", [by_bulirsch_stoer, by_scipy])
@pytest.mark.parametrize("profile", ["2-orbit", "2-day"])
def test_the_burns_lead_to_the_gate(sample: Plan, profile: str, fly: Fly) -> None:
    airless = replace(sample, vehicle=replace(sample.vehicle, drag_area_m2=0.0))
    t0_ms = sample.t0.ms if profile == "2-orbit" else Utc.parse("2025-11-29T08:42:43.346Z").ms
    flight = assess(with_profile(airless, read_profile(profile), t0_ms)).flight
    assert flight.contact is not None
    assert miss_m(flight, fly) < 20.0
