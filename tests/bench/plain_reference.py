"""The right answer by other means: 80-bit arithmetic, Pines' gravity and a multistep method in steps of seconds.

Shares no code and no method with the propagator. Of the program it takes only what a model is made of: the numbers
of the gravity field, and rotation matrices.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import factorial

import numpy as np

LONG = np.longdouble
_STEPS_BACK = 12
_SUBSTEPS = (2, 4, 6, 8, 10, 12, 14, 16)


class PinesGravity:
    """The acceleration of a spherical harmonic field in the body's own axes, without a singularity at the poles.

    Source: Pines, AIAA J. 11 (1973); in the form of Lundberg & Schutz, J. Guidance 11 (1988), not normalised, which
    80 bits carry to degree 40.
    """

    def __init__(self, gm_m3ps2: float, radius_m: float, c_bar: np.ndarray, s_bar: np.ndarray) -> None:
        """Take normalised coefficients, each (degree + 1, degree + 1); the first of ``c_bar`` must be 1."""
        size = len(c_bar)
        scale = np.array([[_normalisation(n, m) for m in range(size)] for n in range(size)], dtype=LONG)
        self._gm, self._radius = LONG(gm_m3ps2), LONG(radius_m)
        self._c, self._s = scale * c_bar.astype(LONG), scale * s_bar.astype(LONG)
        self._orders = np.arange(size + 2, dtype=LONG)

    def __call__(self, r_m: np.ndarray) -> np.ndarray:
        """Acceleration at one place [m/s2], (3,)."""
        size, order = len(self._c), self._orders
        r = np.sqrt(r_m @ r_m)
        s, t, u = r_m / r
        legendre = _derived_legendre(size + 1, u, order)
        real, imaginary = np.zeros(size, LONG), np.zeros(size, LONG)
        real[0] = 1
        for m in range(1, size):
            real[m] = s * real[m - 1] - t * imaginary[m - 1]
            imaginary[m] = s * imaginary[m - 1] + t * real[m - 1]
        before_real, before_imaginary = np.roll(real, 1), np.roll(imaginary, 1)
        before_real[0] = before_imaginary[0] = 0
        weight = (self._gm / r**2 * (self._radius / r) ** order[:size])[:, None]
        own = weight * legendre[:size, :size]
        along = weight * (self._c * real + self._s * imaginary)
        a1 = (own * order[:size] * (self._c * before_real + self._s * before_imaginary)).sum()
        a2 = (own * order[:size] * (self._s * before_real - self._c * before_imaginary)).sum()
        a3 = (legendre[:size, 1 : size + 1] * along).sum()
        a4 = (legendre[1 : size + 1, 1 : size + 1] * along).sum()
        return np.array([a1 - s * a4, a2 - t * a4, a3 - u * a4], dtype=LONG)


def _derived_legendre(degree: int, u: LONG, order: np.ndarray) -> np.ndarray:
    """A[n, m], the m-th derivative of the Legendre polynomial of degree n, (degree + 1, degree + 2)."""
    table = np.zeros((degree + 1, degree + 2), LONG)
    table[0, 0] = 1
    for n in range(1, degree + 1):
        lower = order[:n]
        table[n, :n] = (2 * n - 1) * u * table[n - 1, :n]
        if n > 1:
            table[n, :n] -= (n + lower - 1) * table[n - 2, :n]
        table[n, :n] /= n - lower
        table[n, n] = (2 * n - 1) * table[n - 1, n - 1]
    return table


def _normalisation(n: int, m: int) -> LONG:
    """What turns a normalised coefficient into a plain one. Source: Montenbruck & Gill, eq. 3.13."""
    if m > n:
        return LONG(0)
    twice = 1 if m == 0 else 2
    return np.sqrt(LONG(twice * (2 * n + 1) * factorial(n - m)) / LONG(factorial(n + m)))


def fly(
    acceleration: Callable[[LONG, np.ndarray, np.ndarray], np.ndarray],
    r_m: np.ndarray,
    v_mps: np.ndarray,
    step_s: int,
    steps: int,
) -> np.ndarray:
    """States after every step, the start included, (steps + 1, 6, ...): of one orbit, or of many side by side.

    Twelve steps by extrapolation start an Adams-Bashforth-Moulton method of twelfth order, evaluated twice a step:
    at 10 s on a low orbit it leaves some 1e-20 of the acceleration.

    Args:
        acceleration: of a time [s], positions [m] and velocities [m/s], (3, ...) each, in 80-bit numbers.
        r_m: position at the start, (3, ...).
        v_mps: velocity at the start, (3, ...).
        step_s: length of a step.
        steps: how many.

    Source: Hairer, Norsett & Wanner, Solving Ordinary Differential Equations I, II.9 and III.1.
    """
    h = LONG(step_s)

    def rate(t_s: LONG, state: np.ndarray) -> np.ndarray:
        return np.concatenate([state[3:], acceleration(t_s, state[:3], state[3:])])

    start = np.concatenate([r_m, v_mps]).astype(LONG)
    states = np.empty((steps + 1, *start.shape), LONG)
    rates = np.empty_like(states)
    states[0] = start
    rates[0] = rate(LONG(0), states[0])
    explicit, implicit = _adams_weights(_STEPS_BACK, 0), _adams_weights(_STEPS_BACK, 1)
    for k in range(steps):
        now_s, next_s = k * h, (k + 1) * h
        if k < _STEPS_BACK - 1:
            states[k + 1] = _extrapolated_step(rate, now_s, states[k], h)
        else:
            past = rates[k + 1 - _STEPS_BACK : k + 1]
            predicted = states[k] + h * np.tensordot(explicit, past, 1)
            corrected = np.tensordot(implicit[:-1], past[1:], 1) + implicit[-1] * rate(next_s, predicted)
            states[k + 1] = states[k] + h * corrected
        rates[k + 1] = rate(next_s, states[k + 1])
    return states.astype(float)


@lru_cache(maxsize=2)
def _adams_weights(count: int, newest: int) -> np.ndarray:
    """Weights of rates at ``newest`` and the count - 1 steps before it that integrate exactly from 0 to 1 step."""
    places = [newest - count + 1 + k for k in range(count)]
    rows = [[Fraction(place) ** power for place in places] for power in range(count)]
    wanted = [Fraction(1, power + 1) for power in range(count)]
    return np.array([LONG(w.numerator) / LONG(w.denominator) for w in _solved(rows, wanted)], dtype=LONG)


def _solved(rows: list[list[Fraction]], wanted: list[Fraction]) -> list[Fraction]:
    """Gauss-Jordan elimination without rounding."""
    table = [[*row, right] for row, right in zip(rows, wanted, strict=True)]
    for column in range(len(table)):
        pivot = next(row for row in range(column, len(table)) if table[row][column])
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [value / table[column][column] for value in table[column]]
        for row in range(len(table)):
            if row != column and table[row][column]:
                factor = table[row][column]
                table[row] = [a - factor * b for a, b in zip(table[row], table[column], strict=True)]
    return [row[-1] for row in table]


def _extrapolated_step(
    rate: Callable[[LONG, np.ndarray], np.ndarray], t_s: LONG, state: np.ndarray, h_s: LONG
) -> np.ndarray:
    table: list[list[np.ndarray]] = []
    for row, count in enumerate(_SUBSTEPS):
        h = h_s / count
        before, now = state, state + h * rate(t_s, state)
        for k in range(1, count):
            before, now = now, before + 2 * h * rate(t_s + k * h, now)
        line = [(before + now + h * rate(t_s + h_s, now)) / 2]
        for k in range(row):
            factor = LONG(count * count) / LONG(_SUBSTEPS[row - k - 1] ** 2) - 1
            line.append(line[k] + (line[k] - table[row - 1][k]) / factor)
        table.append(line)
    return table[-1][-1]
