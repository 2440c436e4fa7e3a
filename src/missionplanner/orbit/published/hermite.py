"""Hermite interpolation of many points at once, each through its own few nodes."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.vectors import Array


def hermite(t_s: Array, nodes_s: Array, r_m: Array, v_mps: Array) -> tuple[Array, Array]:
    """Interpolate positions through the positions and velocities of nodes.

    Args:
        t_s: times asked for [s], (n,).
        nodes_s: times of the k nodes of each, distinct [s], (n, k).
        r_m: positions at the nodes [m], (n, k, 3).
        v_mps: velocities at the nodes [m/s], (n, k, 3).

    Returns:
        Position [m] and velocity [m/s], the derivative of the same polynomial of degree 2k - 1, each (n, 3).

    Source: divided differences over doubled nodes, Burden & Faires, Numerical Analysis, 3.4; CCSDS 502.0-B names the
    method for ephemerides.
    """
    count = nodes_s.shape[1]
    step_s = (nodes_s[:, -1] - nodes_s[:, 0]) / max(count - 1, 1) if count > 1 else np.ones(len(nodes_s))
    origin_s = t_s
    doubled = np.repeat((nodes_s - origin_s[:, None]) / step_s[:, None], 2, axis=1)
    column = np.repeat(r_m, 2, axis=1)
    slopes = v_mps * step_s[:, None, None]
    newton = [column[:, 0]]
    for order in range(1, 2 * count):
        apart = doubled[:, order:] - doubled[:, :-order]
        rise = np.diff(column, axis=1)
        if order == 1:
            apart[:, ::2], rise[:, ::2] = 1.0, slopes
        column = rise / apart[..., None]
        newton.append(column[:, 0])
    # Horner's scheme at x = 0, as times are counted from the one asked for.
    value, slope = newton[-1], np.zeros_like(newton[-1])
    for order in range(2 * count - 2, -1, -1):
        away = -doubled[:, order, None]
        slope = slope * away + value
        value = value * away + newton[order]
    return value, slope / step_s[:, None]
