"""A short arc, far below a revolution: plain Picard iteration on one set of Chebyshev nodes.

Over a quarter of a radian gravity hardly changes along with the path, and each sweep gains a factor of the square of
the angle flown.

Source: Bai & Junkins, J. Astronaut. Sci. 58 (2011).
"""

from __future__ import annotations

import numpy as np

from missionplanner.orbit import chebyshev
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.forces.field import ForceField
from missionplanner.orbit.forces.records import Forces
from missionplanner.orbit.propagation.picard import Failure, Window
from missionplanner.orbit.vectors import Array

LONGEST_RAD = 0.25
_NODES = 12
_MOST_SWEEPS = 20


def solve_short_arc(
    r_m: Array, v_mps: Array, start_s: float, end_s: float, forces: Forces, epoch_utc_ms: int, tolerance_m: float
) -> Window | Failure:
    """Fly a state over an arc of at most a quarter of a radian.

    Args:
        r_m: GCRS position at the start [m], (3,).
        v_mps: GCRS velocity there [m/s], (3,).
        start_s: time of the state [s since the epoch].
        end_s: the other end of the arc; before the start to fly backward.
        forces: the force model.
        epoch_utc_ms: the instant that times are counted from.
        tolerance_m: largest displacement that may be left.
    """
    basis = chebyshev.basis(_NODES)
    half_s = 0.5 * (end_s - start_s)
    elapsed_s = half_s * (basis.nodes + 1.0)
    field = ForceField(forces, epoch_utc_ms, start_s + elapsed_s)
    fall_ps2 = GM_EARTH_M3PS2 / float(r_m @ r_m) ** 1.5
    path = np.empty((_NODES + 2, 3))
    path[:_NODES] = -fall_ps2 * half_s**2 * r_m
    path[_NODES], path[_NODES + 1] = r_m, half_s * v_mps
    places_m = (basis.path @ path).T
    before_m = np.inf
    for _ in range(_MOST_SWEEPS):
        speeds_mps = (basis.path_rate @ path).T / half_s if field.needs_velocity else places_m
        path[:_NODES] = field.acceleration(places_m, speeds_mps).T * half_s**2
        moved_m = (basis.path @ path).T
        size_m = float(abs(moved_m - places_m).max())
        places_m = moved_m
        if not size_m <= before_m:
            return Failure.TOO_LONG
        if size_m <= tolerance_m:
            return _window(path, half_s, basis, tolerance_m)
        before_m = size_m
    return Failure.TOO_LONG


def _window(path: Array, half_s: float, basis: chebyshev.Basis, tolerance_m: float) -> Window | Failure:
    series = (basis.path_coefficients @ path).reshape(2, -1, 3).transpose(0, 2, 1)
    if float(abs(series[0, :, -3:]).max()) > tolerance_m:
        return Failure.TOO_LONG
    series[1] /= half_s
    ends = series.sum(axis=2)
    return Window(coefficients=series.reshape(6, 1, -1), r_end_m=ends[0], v_end_mps=ends[1])
