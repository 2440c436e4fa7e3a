"""Times at which paths are looked at first, close enough that little happens between two of them."""

from __future__ import annotations

from math import ceil, pi, sqrt

import numpy as np

from missionplanner.orbit.constants import EARTH_ROTATION_RADPS, GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array, cross, norm

_STEP_RAD = 2.0 * pi / 90.0
# Times the mean motion at perigee: up to here steps are even, and up to there the first look is as close.
_EVEN, _MOST_AT_FIRST = 1.5, 8.0
_SEAM_S = np.array([-1e-3, -1e-6, 0.0, 1e-3])


def search_times(start_s: float, end_s: float, *paths: Trajectory) -> Array:
    """Times from the start to the end of a span, no further apart than 4 degrees on any orbit.

    Degrees of the place on the orbit and of the Earth's rotation together, so that an eccentric orbit is looked at
    often near perigee. There are more times beside the ends and beside each joint of windows or arcs, where a velocity
    may jump, so that a turning point close to one is seen.

    Args:
        start_s: start of the span [s since the paths' epoch].
        end_s: its end, not before the start.
        paths: trajectories that share an epoch.

    Returns:
        Times [s since the epoch], ascending, (n,).

    Raises:
        OrbitInputError: the span ends before it starts or leaves a path, or the epochs differ.
    """
    if not end_s >= start_s:
        raise OrbitInputError(f"the span from {start_s} s to {end_s} s ends before it starts")
    check_same_epoch(*paths)
    mean_radps, fastest = 0.0, 1.0
    for path in paths:
        path_radps, path_fastest = _motion(*path.state_at(start_s))
        mean_radps, fastest = max(mean_radps, path_radps), max(fastest, path_fastest)
        path.state_at(end_s)
    if end_s == start_s:
        return np.array([start_s])
    rate_radps = mean_radps * min(fastest, _MOST_AT_FIRST) + EARTH_ROTATION_RADPS
    times_s = np.linspace(start_s, end_s, ceil((end_s - start_s) * rate_radps / _STEP_RAD) + 2)
    for _ in range(2 if fastest > _EVEN else 0):
        rate = _angular_rate(times_s, paths)
        turned = np.concatenate([[0.0], np.cumsum(0.5 * (rate[1:] + rate[:-1]) * np.diff(times_s))])
        times_s = np.interp(np.linspace(0.0, turned[-1], ceil(turned[-1] / _STEP_RAD) + 2), turned, times_s)
    seams_s = np.concatenate([np.array([start_s, end_s]), *(path.edges_s for path in paths)])
    beside_s = (seams_s[:, None] + _SEAM_S).ravel()
    inside_s = beside_s[(beside_s > start_s) & (beside_s < end_s)]
    return np.unique(np.concatenate([[start_s], times_s[1:-1], inside_s, [end_s]]))


def check_same_epoch(*paths: Trajectory) -> None:
    """Refuse trajectories whose times do not mean the same.

    Raises:
        OrbitInputError: the epochs differ.
    """
    for path in paths[1:]:
        if path.epoch_utc_ms != paths[0].epoch_utc_ms:
            raise OrbitInputError(
                f"the trajectories have epochs {paths[0].epoch_utc_ms} ms and {path.epoch_utc_ms} ms; "
                "they must share one"
            )


def _motion(r_m: Array, v_mps: Array) -> tuple[float, float]:
    """Mean motion [rad/s] of the Kepler orbit through a state, and how many times as fast it is at perigee."""
    distance_m = sqrt(float(r_m @ r_m))
    momentum = cross(r_m, v_mps)
    semi_major_m = 1.0 / max(2.0 / distance_m - float(v_mps @ v_mps) / GM_EARTH_M3PS2, 0.1 / distance_m)
    roundness = min(1.0, float(momentum @ momentum) / (GM_EARTH_M3PS2 * semi_major_m))
    eccentricity = min(sqrt(1.0 - roundness), 0.99)
    return sqrt(GM_EARTH_M3PS2 / semi_major_m**3), (1.0 + eccentricity) ** 0.5 / (1.0 - eccentricity) ** 1.5


def _angular_rate(times_s: Array, paths: tuple[Trajectory, ...]) -> Array:
    """The fastest motion about the Earth [rad/s], the Earth's rotation added, (n,)."""
    rates = []
    for path in paths:
        r_m, v_mps = path.state(times_s)
        rates.append(norm(v_mps) / norm(r_m))
    fastest: Array = np.max(rates, axis=0) + EARTH_ROTATION_RADPS
    return fastest
