"""The outline of a cone as seen from any side: its apex, its open end, and the hull of both in a picture."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.vectors import Array


def cone_points(apex_m: Array, axis: Array, half_angle_rad: float, length_m: float, count: int = 48) -> Array:
    """The apex of a cone and points of the circle around its open end, (count + 1, 3)."""
    aside = np.cross(axis, np.eye(3)[int(np.argmin(np.abs(axis)))])
    aside /= np.linalg.norm(aside)
    across = np.cross(axis, aside)
    turn = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)[:, None]
    circle = np.cos(turn) * aside + np.sin(turn) * across
    open_end = apex_m + length_m * axis + length_m * np.tan(half_angle_rad) * circle
    return np.concatenate([apex_m[None], open_end])


def hull(points: Array) -> Array:
    """The corners of the convex hull of points in a plane (n, 2), in order.

    Source: Andrew, Another Efficient Algorithm for Convex Hulls in Two Dimensions (1979).
    """
    ordered = sorted(set(map(tuple, np.round(points, 6).tolist())))
    if len(ordered) < 3:
        return np.array(ordered)
    halves = []
    for chain in (ordered, ordered[::-1]):
        corners: list[tuple[float, ...]] = []
        for point in chain:
            while len(corners) > 1 and _turn(corners[-2], corners[-1], point) <= 0.0:
                corners.pop()
            corners.append(point)
        halves += corners[:-1]
    return np.array(halves)


def _turn(a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
