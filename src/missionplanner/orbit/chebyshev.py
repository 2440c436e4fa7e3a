"""Chebyshev polynomials on [-1, 1]: nodes, exact integrals of an interpolant, evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from missionplanner.orbit.vectors import Array


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What polynomials through N Gauss-Lobatto nodes need.

    Samples stand in columns, one column for each polynomial: ``matrix @ samples``. Integrals are exact for the
    polynomial and vanish at -1. The matrices named path work on columns of an acceleration's samples followed by
    position and velocity at -1, (N + 2, S), and give the motion from there.

    Attributes:
        nodes: -1 to 1, ascending, (N,).
        slope: samples to samples of the derivative, (N, N).
        total: samples to the integral from -1 to 1, (N,).
        carried: samples, and the integral's value at -1 below them, to samples of the integral, (N, N + 1).
        path: to positions at the nodes, (N, N + 2).
        path_rate: to velocities at the nodes, (N, N + 2).
        path_end: to position and velocity at 1, (2, N + 2).
        path_coefficients: to the Chebyshev coefficients of position and velocity, one after the other, those of the
            velocity padded with a zero, (2 N + 4, N + 2).
    """

    nodes: Array
    slope: Array
    total: Array
    carried: Array
    path: Array
    path_rate: Array
    path_end: Array
    path_coefficients: Array


@lru_cache(maxsize=64)
def basis(count: int) -> Basis:
    """The matrices for ``count`` nodes.

    Source: Clenshaw & Curtis (1960); Bai & Junkins, J. Astronaut. Sci. 58 (2011), for the double integral.
    """
    nodes, interpolate = interpolation(count)
    integral = _integration(count) @ interpolate
    double_integral = _integration(count + 1) @ integral
    at_nodes = np.cos(np.outer(_angles(count), np.arange(count + 2)))
    first = at_nodes[:, : count + 1] @ integral
    second = at_nodes @ double_integral
    first[0] = second[0] = 0.0
    ones = np.ones((count, 1))
    path = np.hstack([second, ones, nodes[:, None] + 1.0])
    path_rate = np.hstack([first, np.zeros((count, 1)), ones])
    coefficients = np.zeros((2 * count + 4, count + 2))
    coefficients[: count + 2, :count] = double_integral
    coefficients[0, count:] = coefficients[1, count + 1] = 1.0
    coefficients[count + 2 : -1, :count] = integral
    coefficients[count + 2, count + 1] = 1.0
    return Basis(
        nodes=nodes,
        slope=at_nodes[:, : count - 1] @ _differentiation(count) @ interpolate,
        total=first[-1].copy(),
        carried=np.hstack([first, ones]),
        path=path,
        path_rate=path_rate,
        path_end=np.stack([path[-1], path_rate[-1]]),
        path_coefficients=coefficients,
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


def _differentiation(count: int) -> Array:
    """Coefficients to those of the derivative: (count - 1, count)."""
    matrix = np.zeros((count - 1, count))
    for n in range(1, count):
        matrix[n - 1 :: -2, n] = 2.0 * n
    matrix[0] *= 0.5
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
