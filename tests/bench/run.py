"""Print how fast the propagator and the flight are, and how true: ``make bench``."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from importlib.resources import files

import numpy as np
from plain_reference import fly_plainly

from missionplanner.files.plan_file import decode_plan
from missionplanner.flight.assess import assess
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.earth_pole import pole_gcrs
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagator import propagate

EPOCH_UTC_MS = 1_764_235_677_402  # liftoff of Soyuz MS-28
INCLINATION_RAD = np.radians(51.64)
DISTANCE_M = 6_798_000.0
SPEED_MPS = np.sqrt(GM_EARTH_M3PS2 / DISTANCE_M)
POSITION_M = np.array([DISTANCE_M, 0.0, 0.0])
VELOCITY_MPS = SPEED_MPS * np.array([0.0, np.cos(INCLINATION_RAD), np.sin(INCLINATION_RAD)])
DENSE_STEP_S = 10.0


def median_ms(work: Callable[[], object], repeats: int) -> float:
    """Median duration of some work after one run that is not counted."""
    work()
    durations_s = []
    for _ in range(repeats):
        before_s = time.perf_counter()
        work()
        durations_s.append(time.perf_counter() - before_s)
    return 1e3 * statistics.median(durations_s)


def dense(hours: float) -> np.ndarray:
    """Positions every ten seconds on an orbit like the station's, J2 to J4."""
    t_s = np.arange(0.0, hours * 3600.0 + 1.0, DENSE_STEP_S)
    path = propagate(POSITION_M, VELOCITY_MPS, EPOCH_UTC_MS, 0.0, t_s[-1], Forces(gravity_degree=4))
    return path.state(t_s)[0]


def hop() -> object:
    """One minute of the same orbit, as the final approach asks for many times."""
    return propagate(POSITION_M, VELOCITY_MPS, EPOCH_UTC_MS, 0.0, 60.0, Forces(gravity_degree=4))


def assess_sample() -> Callable[[], object]:
    """The work of one whole answer for the sample plan: schedule, targeting, both vehicles, approach, findings."""
    sample = files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"
    return partial(assess, decode_plan(sample.read_bytes(), sample.name))


def worst_error_m(hours: float) -> float:
    """Largest distance, at any dense state, from a plain Runge-Kutta that shares no code with the propagator."""
    reference_m = fly_plainly(
        POSITION_M, VELOCITY_MPS, pole_gcrs(EPOCH_UTC_MS), hours * 3600.0, DENSE_STEP_S, steps_per_output=10
    )
    return float(np.linalg.norm(dense(hours) - reference_m, axis=1).max())


def main() -> None:
    """Print one line for each work."""
    print(f"{'work':48} {'median ms':>10} {'worst error m':>14}")
    for hours in (3.2, 24.0):
        work = f"{hours} h, J2-J4, {len(dense(hours))} dense states"
        print(f"{work:48} {median_ms(partial(dense, hours), repeats=30):10.2f} {worst_error_m(hours):14.1e}")
    print(f"{'60 s hop, J2-J4':48} {median_ms(hop, repeats=300):10.2f}")
    print(f"{'Soyuz MS-28 resolved, flown and judged':48} {median_ms(assess_sample(), repeats=10):10.2f}")


if __name__ == "__main__":
    main()
