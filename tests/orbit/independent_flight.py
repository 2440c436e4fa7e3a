"""A second propagator that shares no code and no method with ours: Gragg-Bulirsch-Stoer on Cartesian zonals."""

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2, J2, J3, J4

_SUBSTEPS = np.array([2, 4, 6, 8, 10, 12, 14, 16])


def zonal_acceleration(r_m: np.ndarray, pole: np.ndarray) -> np.ndarray:
    """J2 to J4 in a frame turned so that the pole is z, as printed in Schaub & Junkins, 12.5."""
    turn = frame_of_pole(pole)
    x, y, z = turn @ r_m
    r = np.sqrt(x * x + y * y + z * z)
    u, q = z / r, EARTH_RADIUS_M / r
    second = -1.5 * J2 * q**2 * np.array([(1 - 5 * u**2) * x / r, (1 - 5 * u**2) * y / r, (3 - 5 * u**2) * u])
    third = (
        -0.5
        * J3
        * q**3
        * np.array(
            [
                5 * (3 * u - 7 * u**3) * x / r,
                5 * (3 * u - 7 * u**3) * y / r,
                -3 * (1 - 10 * u**2 + 35 / 3 * u**4),
            ]
        )
    )
    even = 3 - 42 * u**2 + 63 * u**4
    fourth = 0.625 * J4 * q**4 * np.array([even * x / r, even * y / r, (15 - 70 * u**2 + 63 * u**4) * u])
    return turn.T @ (GM_EARTH_M3PS2 / r**2 * (second + third + fourth - np.array([x, y, z]) / r))


def frame_of_pole(pole: np.ndarray) -> np.ndarray:
    """Any rotation that takes the pole to z."""
    side = np.cross(pole, [1.0, 0.0, 0.0])
    side /= np.linalg.norm(side)
    return np.stack([np.cross(side, pole), side, pole])


def fly_independently(
    r_m: np.ndarray, v_mps: np.ndarray, times_s: np.ndarray, pole: np.ndarray, step_s: float = 100.0
) -> np.ndarray:
    """States at ascending times from 0, (n, 6). Source: Hairer, Norsett & Wanner, II.9."""

    def rate(state: np.ndarray) -> np.ndarray:
        return np.concatenate([state[3:], zonal_acceleration(state[:3], pole)])

    state, now_s, states = np.concatenate([r_m, v_mps]), 0.0, []
    for t_s in times_s:
        steps = max(1, int(np.ceil((t_s - now_s) / step_s)))
        for _ in range(steps):
            state = _extrapolated_step(rate, state, (t_s - now_s) / steps)
        now_s = t_s
        states.append(state)
    return np.array(states)


def _extrapolated_step(rate, state, h_s):
    table = []
    for row, count in enumerate(_SUBSTEPS):
        h = h_s / count
        before, now = state, state + h * rate(state)
        for _ in range(count - 1):
            before, now = now, before + 2.0 * h * rate(now)
        line = [0.5 * (before + now + h * rate(now))]
        for k in range(row):
            factor = (count / _SUBSTEPS[row - k - 1]) ** 2 - 1.0
            line.append(line[k] + (line[k] - table[row - 1][k]) / factor)
        table.append(line)
    return table[-1][-1]
