"""Chebyshev polynomials on [-1, 1]: nodes, exact integrals of an interpolant, evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from missionplanner.orbit.vectors import Array


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a polynomial through N Gauss-Lobatto nodes needs.

    Both integrals are exact for that polynomial and vanish at -1; sampled values stand in columns, so that
    ``values @ first`` integrates each row.

    Attributes:
        nodes: -1 to 1, ascending, (N,).
        first: samples to samples of the integral, (N, N).
        second: samples to samples of the double integral, (N, N).
        first_coefficients: samples to coefficients of the integral, zero-padded, (N, N + 2).
        second_coefficients: samples to coefficients of the double integral, (N, N + 2).
    """

    nodes: Array
    first: Array
    second: Array
    first_coefficients: Array
    second_coefficients: Array


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
    return Basis(
        nodes=nodes,
        first=np.ascontiguousarray(first.T),
        second=np.ascontiguousarray(second.T),
        first_coefficients=np.ascontiguousarray(np.vstack([integral, np.zeros(count)]).T),
        second_coefficients=np.ascontiguousarray(double_integral.T),
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
    twice = 2.0 * x
    for n in range(2, count):
        np.multiply(twice, table[n - 1], out=table[n])
        table[n] -= table[n - 2]
    return table.T
