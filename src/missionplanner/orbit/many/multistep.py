"""The numbers of a multistep method that repeats circular motion exactly: its sums, and the window it starts with.

Time is counted in steps, so that accelerations are already multiplied with the step squared. A step adds up

    S1 += a,   S2 += S1,   r = S2 + sum p_j a_j,   v = S1 + sum q_j a_j

over the last k accelerations, newest first. The weights are those of a Stoermer predictor and a Cowell corrector
whose corrected positions are never formed: what the next prediction needs of them is in the two sums.

The accelerations are interpolated not by a polynomial but by harmonics of the mean motion, the constant and the
linear function, which a nearly circular orbit resembles far more. As the step shrinks both become the same.

Sources: Montenbruck & Gill, Satellite Orbits, 4.2.6 and 4.2.7, for Stoermer and Cowell in summed form; Gautschi,
Numer. Math. 3 (1961), for multistep methods that are exact for trigonometric polynomials.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from missionplanner.orbit.vectors import Array

ORDER = 8
STEPS_BACK = ORDER // 2  # of the starting window, which the state is in the middle of
STEPS_AHEAD = ORDER + 1 - STEPS_BACK
_SERIES_TERMS = 20
_QUADRATURE, _SHARES = np.polynomial.legendre.leggauss(20)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a step adds up.

    Attributes:
        ring: rows of q and p for a ring buffer whose newest entry is in slot s, (k, 2, k).
        extrapolation: what the last k accelerations let expect of the next, for the same ring buffer, (k, k).
        correction: position's change [m] for each m of difference between the next acceleration and that.
    """

    ring: Array
    extrapolation: Array
    correction: float


@dataclass(frozen=True, kw_only=True)
class Starter:
    """The starting window: as many nodes as the order, denser at its ends, and the whole steps in it.

    Attributes:
        nodes: times of the nodes in steps from the given state, (k,).
        velocity: accelerations at the nodes to gains of velocity there, (k, k).
        position: to gains of position there, (k, k).
        grid: times of the whole steps in the window, (G,).
        grid_velocity: accelerations at the nodes to gains of velocity at the grid, (G, k).
        grid_position: to gains of position at the grid, (G, k).
        grid_acceleration: to accelerations at the grid, (G, k).
    """

    nodes: Array
    velocity: Array
    position: Array
    grid: Array
    grid_velocity: Array
    grid_position: Array
    grid_acceleration: Array


@lru_cache(maxsize=512)
def weights(angle_rad: float) -> Weights:
    """The weights for steps over one angle of the fundamental harmonic."""
    k = ORDER
    past, ahead = -np.arange(0.0, k), 1.0 - np.arange(0.0, k)
    stoermer, adams = _integrals(past, angle_rad)
    cowell, moulton = _integrals(ahead, angle_rad)
    # Second differences of the predicted positions, and first ones of the predicted velocities, in the last k + 2
    # accelerations; what is more than the newest alone comes from differences of p and q.
    second, first = np.zeros(k + 2), np.zeros(k + 2)
    second[:k] += 2.0 * cowell + stoermer
    second[1 : k + 1] -= cowell + 2.0 * stoermer
    second[2:] += stoermer
    first[:k] += moulton + adams
    first[1 : k + 1] -= adams
    second[0] -= 1.0
    first[0] -= 1.0
    p, q = np.cumsum(np.cumsum(second))[:k], np.cumsum(first)[:k]
    rows = np.stack([q, p, _extrapolation(past, angle_rad)])
    ring = np.stack([np.roll(rows[:, ::-1], newest + 1, axis=1) for newest in range(k)])
    return Weights(
        ring=np.ascontiguousarray(ring[:, :2]),
        extrapolation=np.ascontiguousarray(ring[:, 2]),
        correction=float(cowell[0]),
    )


@lru_cache(maxsize=512)
def starter(angle_rad: float) -> Starter:
    """The starting window's matrices, for steps over one angle of the fundamental harmonic."""
    middle, half = 0.5 * (STEPS_AHEAD - STEPS_BACK), 0.5 * (STEPS_AHEAD + STEPS_BACK)
    nodes = half * np.cos(np.linspace(np.pi, 0.0, ORDER))
    grid = np.arange(-STEPS_BACK, STEPS_AHEAD + 1.0)
    fit = np.linalg.inv(_functions(nodes, angle_rad))

    def integrals(ends: Array) -> tuple[Array, Array]:
        """From the given state to each end, once and twice, of the interpolation through the nodes."""
        t = np.multiply.outer(ends, 0.5 * (1.0 + _QUADRATURE))
        shares = np.multiply.outer(0.5 * ends, _SHARES)
        values = _functions(t.ravel() - middle, angle_rad).reshape(*t.shape, ORDER)
        once = np.einsum("eq,eqn->en", shares, values)
        twice = np.einsum("eq,eqn->en", shares * (ends[:, None] - t), values)
        return once @ fit, twice @ fit

    velocity, position = integrals(middle + nodes)
    grid_velocity, grid_position = integrals(grid)
    return Starter(
        nodes=middle + nodes,
        velocity=velocity,
        position=position,
        grid=grid,
        grid_velocity=grid_velocity,
        grid_position=grid_position,
        grid_acceleration=_functions(grid - middle, angle_rad) @ fit,
    )


def _functions(t: Array, angle_rad: float) -> Array:
    """The k functions that the accelerations are made of, in columns: harmonics up to the third, and t.

    With x = 2 sin(angle t / 2) / angle and c = cos(angle t / 2) the harmonics are made of x^n, n even, and c x^n, n
    odd, which stay apart when the angle is small and then are the powers of t. Of t itself only what they lack is
    taken: t = c x (1 + 2/3 y2 + 2/3 4/5 y2^2 + ...), y = angle x / 2, from the seventh power on.

    Source: Abramowitz & Stegun 4.4.40 with 15.1.6 (series of arcsin y / sqrt(1 - y2)).
    """
    x, c = t * np.sinc(angle_rad * t / (2.0 * np.pi)), np.cos(0.5 * angle_rad * t)
    y2 = (0.5 * angle_rad * x) ** 2
    series = np.ones_like(t)
    for n in range(_SERIES_TERMS, ORDER // 2 - 1, -1):
        series = 1.0 + series * y2 * (2.0 * n / (2.0 * n + 1.0))
    rest = c * x ** (ORDER - 1) * series
    return np.stack([*(x**n if n % 2 == 0 else c * x**n for n in range(ORDER - 1)), rest], axis=-1)


def _integrals(times: Array, angle_rad: float) -> tuple[Array, Array]:
    """Weights of accelerations at times that give the next second difference of position, and gain of velocity."""
    middle = float(times.mean())
    samples = _functions(times - middle, angle_rad).T
    u = 0.5 * (1.0 + _QUADRATURE)
    after = _functions(u - middle, angle_rad)
    before = _functions(-u - middle, angle_rad)
    gain = (0.5 * _SHARES) @ after
    difference = (0.5 * _SHARES * (1.0 - u)) @ (after + before)
    both = np.asarray(np.linalg.solve(samples, np.stack([difference, gain], axis=1)), dtype=float)
    return both[:, 0], both[:, 1]


def _extrapolation(times: Array, angle_rad: float) -> Array:
    middle = float(times.mean())
    target = _functions(np.array([1.0 - middle]), angle_rad)[0]
    weights_there: Array = np.linalg.solve(_functions(times - middle, angle_rad).T, target)
    return weights_there
