"""Chebyshev polynomials on [-1, 1]: nodes, exact integrals of an interpolant, evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from missionplanner.orbit.vectors import Array


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a polynomial through N Gauss-Lobatto nodes needs.

    Integrals are exact for that polynomial and vanish at -1; sampled values stand in columns, so that
    ``values @ first`` integrates each row. The matrices named path work on rows of an acceleration's samples followed
    by position and velocity at -1, (N + 2,), and give the motion from there.

    Attributes:
        nodes: -1 to 1, ascending, (N,).
        first: samples to samples of the integral, (N, N).
        second: samples to samples of the double integral, (N, N).
        path: to positions at the nodes, (N + 2, N).
        path_rate: to velocities at the nodes, (N + 2, N).
        path_rate_at_end: to the velocity at 1, (N + 2,).
        path_coefficients: to Chebyshev coefficients of the position, (N + 2, N + 2).
        path_rate_coefficients: to those of the velocity, zero-padded, (N + 2, N + 2).
    """

    nodes: Array
    first: Array
    second: Array
    path: Array
    path_rate: Array
    path_rate_at_end: Array
    path_coefficients: Array
    path_rate_coefficients: Array


@lru_cache(maxsize=64)
def basis(count: int) -> Basis:
    """The matrices for ``count`` nodes.

    Source: Clenshaw & Curtis (1960); Bai & Junkins, J. Astronaut. Sci. 58 (2011), for the double integral.
    """
    nodes, interpolate = interpolation(count)
    integral = _integration(count) @ interpolate
    double_integral = _integration(count + 1) @ integral
    at_nodes = np.cos(np.outer(_angles(count), np.arange(count + 2)))
    first = (at_nodes[:, : count + 1] @ integral).T
    second = (at_nodes @ double_integral).T
    first[:, 0] = second[:, 0] = 0.0
    position, velocity = np.zeros((count + 2, count + 2)), np.zeros((count + 2, count + 2))
    position[:count] = double_integral.T
    position[count, 0] = position[count + 1, 0] = position[count + 1, 1] = 1.0
    velocity[:count, : count + 1] = integral.T
    velocity[count + 1, 0] = 1.0
    nothing, ones = np.zeros(count), np.ones(count)
    path_rate = np.vstack([first, nothing, ones])
    return Basis(
        nodes=nodes,
        first=np.ascontiguousarray(first),
        second=np.ascontiguousarray(second),
        path=np.vstack([second, ones, nodes + 1.0]),
        path_rate=path_rate,
        path_rate_at_end=path_rate[:, -1].copy(),
        path_coefficients=position,
        path_rate_coefficients=velocity,
    )


def interpolation(count: int) -> tuple[Array, Array]:
    """Gauss-Lobatto nodes, ascending (N,), and the matrix from samples there to coefficients (N, N)."""
    angles = _angles(count)
    weights = np.ones(count)
    weights[[0, -1]] = 0.5
    matrix = np.cos(np.outer(np.arange(count), angles)) * weights * (2.0 / (count - 1))
    matrix[[0, -1]] *= 0.5
    return np.cos(angles), matrix


def _angles(count: int) -> Array:
    angles: Array = np.pi * np.arange(count)[::-1] / (count - 1)
    return angles


def _integration(count: int) -> Array:
    """Coefficients to those of the integral from -1: (count + 1, count)."""
    matrix = np.zeros((count + 1, count))
    matrix[1, 0] = 1.0
    matrix[2, 1] = 0.25
    for n in range(2, count):
        matrix[n + 1, n] = 0.5 / (n + 1)
        matrix[n - 1, n] = -0.5 / (n - 1)
    matrix[0] = -(np.cos(np.pi * np.arange(count + 1)) @ matrix)
    return matrix


def values(count: int, x: Array) -> Array:
    """The first ``count`` polynomials at each x in [-1, 1], (len(x), count)."""
    if len(x) < 32:
        return np.asarray(np.cos(np.multiply.outer(np.arccos(x), np.arange(count))))
    table = np.empty((count, len(x)))
    table[0] = 1.0
    table[1] = x
    known = 1
    while known < count - 1:  # T(m + n) = 2 T(m) T(n) - T(m - n), for as many n as are known
        more = min(known, count - 1 - known)
        block = table[known + 1 : known + more + 1]
        np.multiply(table[1 : more + 1], 2.0 * table[known], out=block)
        block -= table[known - more : known][::-1]
        known += more
    return table.T
