"""Izzo's form of Lambert's problem: which x gives a time of transfer, and the least time of many revolutions.

Everything here is without dimension and comes in flat arrays. A transfer's geometry is (lam, gap): lam, from -1 to 1,
is Izzo's lambda; gap is 1 - lam^2, handed over because where lam is near 1 it cannot be had from it. The times are in
units of sqrt(s^3 / (2 GM)), s being half the triangle's circumference.

Source: Izzo, Revisiting Lambert's problem, Celest. Mech. Dyn. Astron. 121 (2015); near the parabola, Battin, An
Introduction to the Mathematics and Methods of Astrodynamics, 7.
"""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.vectors import Array

_MOST_ITERATIONS = 60
_STEPS_FOR_ALL = 2
_SMALL_STEP = 1e-4  # relative; its fourth power, the error after such a step, is that of rounding
_SMALL_STEP_OF_REVOLUTIONS = 1e-7  # with them the time has a minimum, near which steps gain less
_ROUNDING = 1e-15
_LONG = 4.0
_SERIES_REACH = 0.03
_PARABOLIC = 1e-4
# Coefficients of the hypergeometric function 2F1(3, 1; 5/2; z), highest power first; exact to rounding in reach.
_SERIES = np.cumprod([1.0, *((3.0 + n) / (2.5 + n) for n in range(11))])[::-1]


def sums(x: Array, lam: Array, gap: Array) -> tuple[Array, Array, Array]:
    """Izzo's y = sqrt(1 - lam^2 (1 - x^2)), y + lam x and y - lam x, without cancellation in any."""
    turned = lam * x
    y = np.sqrt(gap + turned * turned)
    large = y + np.abs(turned)
    small = gap / large
    with_x = turned >= 0.0
    return y, np.where(with_x, large, small), np.where(with_x, small, large)


def find_x(lam: Array, gap: Array, time: Array) -> Array:
    """The x of the only transfer without a whole revolution; nan where the iteration does not settle."""
    low, high = np.full_like(lam, -1.0), np.full_like(lam, np.inf)
    return _iterate(_first_guess(lam, time), lam, gap, time, 0, low, high, np.zeros(len(lam), dtype=bool))


def find_x_of_revolutions(lam: Array, gap: Array, time: Array, revolutions: int, right: NDArray[np.bool_]) -> Array:
    """The x of the left or the right one of two transfers with whole revolutions; nan where the time is too short."""
    x_least, least, curvature = _least_time(lam, gap, revolutions)
    above = time - least
    feasible = above >= 0.0
    with np.errstate(invalid="ignore"):
        away = np.sqrt(2.0 * above / curvature)
    near = x_least + np.where(right, away, -away)
    around = np.where(right, 8.0 * time / (revolutions * pi), (revolutions + 1.0) * pi / (8.0 * time)) ** (2.0 / 3.0)
    far = (around - 1.0) / (around + 1.0)
    low, high = np.where(right, x_least, -1.0), np.where(right, 1.0, x_least)
    inside = (far > low) & (far < high) & (above > 0.1 * least)
    near = np.clip(near, low + 1e-3 * (high - low) * (above > 0.0), high - 1e-3 * (high - low) * (above > 0.0))
    x = np.full_like(lam, np.nan)
    rows = np.flatnonzero(feasible)
    lam, gap, time, low, high = (a[rows] for a in (lam, gap, time, low, high))
    x[rows] = _iterate(np.where(inside, far, near)[rows], lam, gap, time, revolutions, low, high, right[rows])
    return x


def _first_guess(lam: Array, time: Array) -> Array:
    """Source: Izzo, eq. 30, which is exact for x = 0 and x = 1; for long times eq. 31 without a revolution."""
    cube = lam * lam * lam
    square = np.arccos(lam) + lam * np.sqrt(1.0 - lam * lam)
    parabola = (2.0 / 3.0) * (1.0 - cube)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_ratio = np.log2(time / square)
        guess: Array = np.exp2(log_ratio / np.log2(parabola / square)) - 1.0
        slow, fast = np.flatnonzero(time >= square), np.flatnonzero(time < parabola)
        guess[slow] = np.exp2(log_ratio[slow] * (-2.0 / 3.0)) - 1.0
        long = np.flatnonzero(time > _LONG)
        around = (pi / (8.0 * time[long])) ** (2.0 / 3.0)
        guess[long] = (around - 1.0) / (around + 1.0)
        t, t1, lam5 = time[fast], parabola[fast], cube[fast] * lam[fast] ** 2
        guess[fast] = 2.5 * t1 * (t1 - t) / (t * (1.0 - lam5)) + 1.0
    if not np.isfinite(guess).all():  # lam is 1 to rounding: nearly in line
        guess = np.where(np.isfinite(guess), guess, 0.0)
    return guess


def _iterate(
    x: Array,
    lam: Array,
    gap: Array,
    time: Array,
    revolutions: int,
    low: Array,
    high: Array,
    rising: NDArray[np.bool_],
) -> Array:
    """Householder's third-order iteration, first for all, then within bounds that close in for those that still move.

    Between ``low`` and ``high`` the time falls with x, or rises.
    """
    found = np.full_like(x, np.nan)
    rows, least, most = np.arange(len(x)), low, high
    small = _SMALL_STEP_OF_REVOLUTIONS if revolutions else _SMALL_STEP
    for count in range(1, _MOST_ITERATIONS + 1):
        step, excess = _step(x, lam, gap, time, revolutions)
        beyond = (excess > 0.0) ^ rising
        if count > _STEPS_FOR_ALL:
            low, high = np.where(beyond, x, low), np.where(beyond, high, x)
        new = x + step
        outside = ~((new >= low) & (new <= high))
        if outside.any():
            limit = np.minimum(np.where(beyond, high, low), 4.0 * np.abs(x) + 4.0)
            new = np.where(outside, 0.5 * (x + limit), new)
        moved = np.abs(new - x)
        x = new
        if count < _STEPS_FOR_ALL:
            continue
        room = np.minimum(np.minimum(x - least, most - x), np.sqrt(gap + x * x))
        settled = (moved <= small * room) | (np.abs(excess) <= _ROUNDING * time)
        settled &= ~outside
        if settled.all():
            found[rows] = x
            break
        found[rows[settled]] = x[settled]
        going = ~settled
        rows, x, lam, gap, time = rows[going], x[going], lam[going], gap[going], time[going]
        low, high, least, most, rising = low[going], high[going], least[going], most[going], rising[going]
    return found


def _step(x: Array, lam: Array, gap: Array, time: Array, revolutions: int) -> tuple[Array, Array]:
    """By how much to change x, and by how much its time is too long."""
    here, y, e = _time(x, lam, gap, revolutions)
    first, second, third = _derivatives(x, lam, gap, here, y, e, revolutions)
    here -= time
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        second *= here
        third *= here * here
        third *= 1.0 / 6.0
        square = first * first
        third += first * (square - second)
        second *= 0.5
        square -= second
        square *= here
        square /= third
    return np.negative(square, out=square), here


def _time(x: Array, lam: Array, gap: Array, revolutions: int) -> tuple[Array, Array, Array]:
    """The time of a transfer, with y and e = 1 - x^2.

    Lancaster's form, but Battin's series where that cancels: near the parabola and for short ways.
    """
    turned = lam * x
    y = np.sqrt(turned * turned + gap)
    large = np.abs(turned)
    large += y
    eta = np.where(turned >= 0.0, gap / large, large)
    e = 1.0 - x * x
    root = np.sqrt(np.abs(e))
    sine = eta * root
    x_eta = x * eta
    time = np.arctan2(sine, lam + x_eta)
    if x.max(initial=0.0) > 1.0:
        time = np.where(x > 1.0, np.arcsinh(sine), time)
    if revolutions:
        time += revolutions * pi
    with np.errstate(divide="ignore", invalid="ignore"):
        time /= root
        time -= x
        time += lam * y
        time /= e
    close = np.flatnonzero((np.abs(e) < 0.1) | (gap < 0.05))
    if len(close):
        near_lam = lam[close]
        short = np.where(near_lam > 0.0, gap[close] / (1.0 + np.abs(near_lam)), 1.0 - near_lam)
        argument = 0.5 * (short - x_eta[close])
        within = np.abs(argument) < _SERIES_REACH
        close = close[within]
        time[close] = _short_time(argument[within], eta[close], lam[close])
        if revolutions:
            with np.errstate(divide="ignore"):
                time[close] += revolutions * pi / root[close] ** 3
    return time, y, e


def _short_time(argument: Array, eta: Array, lam: Array) -> Array:
    series = np.full_like(argument, _SERIES[0])
    for coefficient in _SERIES[1:]:
        series *= argument
        series += coefficient
    time: Array = (2.0 / 3.0) * eta * eta * eta * series + 2.0 * lam * eta
    return time


def _derivatives(
    x: Array, lam: Array, gap: Array, time: Array, y: Array, e: Array, revolutions: int
) -> tuple[Array, Array, Array]:
    """The first three derivatives of the time by x. Source: Izzo, eq. 22."""
    parabolic = None if revolutions else np.flatnonzero(np.abs(e) < _PARABOLIC)
    if parabolic is not None and len(parabolic):
        e = e.copy()
        e[parabolic] = _PARABOLIC
    inverse, lam2, ratio = 1.0 / e, lam * lam, lam / y
    slow, gap_cube = 3.0 * time, ratio * ratio
    first = 2.0 * lam2
    first *= ratio
    first += slow
    first *= x
    first -= 2.0
    first *= inverse
    fifth = gap_cube * ratio
    fifth *= gap
    gap_cube *= fifth  # gap lam^5 / y^5, and fifth is gap lam^3 / y^3
    x_first = x * first
    x_first *= 5.0
    x_first += slow
    fifth *= 2.0
    x_first += fifth
    second = np.multiply(x_first, inverse, out=x_first)
    third = 7.0 * second
    gap_cube *= 6.0
    third -= gap_cube
    third *= x
    third += 8.0 * first
    third *= inverse
    if parabolic is not None and len(parabolic):
        # The formulas cancel; at the parabola itself the first derivative is 2/5 (lam^5 - 1).
        first[parabolic] = 0.4 * (lam2[parabolic] ** 2 * lam[parabolic] - 1.0)
        second[parabolic] = third[parabolic] = 0.0
    return first, second, third


def _least_time(lam: Array, gap: Array, revolutions: int) -> tuple[Array, Array, Array]:
    """Where the time with whole revolutions is least, that time, and its second derivative, by Halley's iteration."""
    x = np.zeros_like(lam)
    for _ in range(_MOST_ITERATIONS):
        time, y, e = _time(x, lam, gap, revolutions)
        first, second, third = _derivatives(x, lam, gap, time, y, e, revolutions)
        step = -first * second / (second * second - 0.5 * first * third)
        x = np.clip(x + step, 0.5 * (x - 1.0), 0.5 * (x + 1.0))
        if np.abs(step).max(initial=0.0) < 1e-12:
            break
    time, y, e = _time(x, lam, gap, revolutions)
    return x, time, _derivatives(x, lam, gap, time, y, e, revolutions)[1]
