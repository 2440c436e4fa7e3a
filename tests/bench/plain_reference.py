"""The plainest right answer: classical Runge-Kutta in small steps on Python's floats."""

from __future__ import annotations

import math

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4

State = tuple[float, float, float, float, float, float]


def fly_plainly(
    r_m: np.ndarray, v_mps: np.ndarray, pole: np.ndarray, span_s: float, output_s: float, steps_per_output: int
) -> np.ndarray:
    """Positions at every output time under J2 to J4, (n, 3)."""
    state: State = (*r_m.tolist(), *v_mps.tolist())
    axis = tuple(pole.tolist())
    positions = [state[:3]]
    for _ in range(round(span_s / output_s)):
        for _ in range(steps_per_output):
            state = _step(state, output_s / steps_per_output, axis)
        positions.append(state[:3])
    return np.array(positions)


def _step(state: State, h_s: float, axis: tuple[float, float, float]) -> State:
    k1 = _rate(state, axis)
    k2 = _rate(_moved(state, k1, 0.5 * h_s), axis)
    k3 = _rate(_moved(state, k2, 0.5 * h_s), axis)
    k4 = _rate(_moved(state, k3, h_s), axis)
    mean = tuple((a + 2.0 * b + 2.0 * c + d) / 6.0 for a, b, c, d in zip(k1, k2, k3, k4, strict=True))
    return _moved(state, mean, h_s)


def _moved(state: State, rate: tuple[float, ...], h_s: float) -> State:
    x, y, z, u, v, w = state
    a, b, c, d, e, f = rate
    return (x + h_s * a, y + h_s * b, z + h_s * c, u + h_s * d, v + h_s * e, w + h_s * f)


def _rate(state: State, axis: tuple[float, float, float]) -> State:
    """Velocity and acceleration; the zonal terms written out. Source: Vallado, 8.6, with the axis as z."""
    x, y, z, u, v, w = state
    p, q, s = axis
    r = math.sqrt(x * x + y * y + z * z)
    sine = (x * p + y * q + z * s) / r
    ratio = EARTH_RADIUS_M / r
    k2, k3, k4 = J2 * ratio**2, J3 * ratio**3, J4 * ratio**4
    square = sine * sine
    along_radius = (
        -1.0
        + k2 * 1.5 * (5.0 * square - 1.0)
        + k3 * 2.5 * (7.0 * square * sine - 3.0 * sine)
        + k4 * 1.875 * (21.0 * square * square - 14.0 * square + 1.0)
    )
    along_axis = -(k2 * 3.0 * sine + k3 * 1.5 * (5.0 * square - 1.0) + k4 * 2.5 * (7.0 * square * sine - 3.0 * sine))
    gravity = GM_EARTH_M3PS2 / (r * r)
    radial, axial = gravity * along_radius / r, gravity * along_axis
    return (u, v, w, radial * x + axial * p, radial * y + axial * q, radial * z + axial * s)
