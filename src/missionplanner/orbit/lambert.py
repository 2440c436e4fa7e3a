"""Lambert's problem: the orbits that lead from one place to another in a given time, for many pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.lambert_time import find_x, find_x_of_revolutions, sums
from missionplanner.orbit.vectors import Array, dot, norm, unit

_CHUNK = 8192  # so that what is worked on stays in the processor's own cache
_LEAST_SINE = 1e-9  # of the angle between the positions, below which they define no plane
_THIN_SINE = 0.02  # below which the plane's normal has to be made


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """One of the orbits that solve a problem.

    Attributes:
        revolutions: how many whole ones it makes on the way.
        right: which of the two with that many; see `lambert`.
        v_start_mps: velocity at the start [m/s], (3,).
        v_end_mps: velocity on arrival [m/s], (3,).
    """

    revolutions: int
    right: bool
    v_start_mps: Array
    v_end_mps: Array


def lambert(
    r_start_m: Array,
    r_end_m: Array,
    dt_s: Array | float,
    *,
    revolutions: NDArray[np.int64] | int = 0,
    right: NDArray[np.bool_] | bool = False,
    retrograde: bool = False,
    normal: Array | None = None,
    gm_m3ps2: float = GM_EARTH_M3PS2,
) -> tuple[Array, Array]:
    """Velocities that lead from one place to another in a given time, on one orbit around a point mass.

    Args:
        r_start_m: inertial position at the start [m], (..., 3).
        r_end_m: position to arrive at [m], (..., 3).
        dt_s: time of the transfer [s], greater than zero, (...,).
        revolutions: whole revolutions on the way, (...,).
        right: with one revolution or more there are two orbits; False takes that with the smaller of Izzo's x, (...,).
        retrograde: whether to go round against the z axis rather than with it.
        normal: go round with this axis instead, (..., 3). It is also the plane of the transfer where the positions
            define none, being opposite each other or in line.
        gm_m3ps2: the attracting body's GM.

    All arrays are broadcast against each other.

    Returns:
        Velocity at the start and on arrival [m/s], each (..., 3). Both are nan where the time is too short for that
        many revolutions. Following the orbit by `kepler_propagate` arrives within 1e-10 of the distance, unless the
        transfer's angle is within 1e-4 of a multiple of pi, where the problem itself is that sensitive.

    Raises:
        OrbitInputError: a number is none, a position is at the centre or the same as the other, the time is not
            positive, the revolutions are negative, or there is no plane of transfer and no normal to give one.

    Source: Izzo, Revisiting Lambert's problem, Celest. Mech. Dyn. Astron. 121 (2015).
    """
    if not (np.isfinite(gm_m3ps2) and gm_m3ps2 > 0.0):
        raise OrbitInputError(f"GM is {gm_m3ps2} m3/s2; it must be greater than zero")
    axis = np.array([0.0, 0.0, -1.0 if retrograde else 1.0]) if normal is None else np.asarray(normal, dtype=float)
    r_start_m, r_end_m, axis = (np.asarray(a, dtype=float) for a in (r_start_m, r_end_m, axis))
    shape = np.broadcast_shapes(
        r_start_m.shape[:-1], r_end_m.shape[:-1], axis.shape[:-1], *(np.shape(a) for a in (dt_s, revolutions, right))
    )
    starts, ends, axes = (np.broadcast_to(a, (*shape, 3)).reshape(-1, 3) for a in (r_start_m, r_end_m, axis))
    times, rounds, rights = (np.broadcast_to(a, shape).reshape(-1) for a in (dt_s, revolutions, right))
    _check(starts, ends, axes, times, rounds)
    v_start_mps, v_end_mps = np.empty((len(times), 3)), np.empty((len(times), 3))
    for start in range(0, len(times), _CHUNK):
        rows = slice(start, start + _CHUNK)
        v_start_mps[rows], v_end_mps[rows] = _solve(
            starts[rows], ends[rows], axes[rows], times[rows], rounds[rows], rights[rows], gm_m3ps2, normal is not None
        )
    return v_start_mps.reshape(*shape, 3), v_end_mps.reshape(*shape, 3)


def transfers(
    r_start_m: Array,
    r_end_m: Array,
    dt_s: float,
    *,
    most_revolutions: int = 20,
    retrograde: bool = False,
    normal: Array | None = None,
    gm_m3ps2: float = GM_EARTH_M3PS2,
) -> list[Transfer]:
    """Every orbit that leads from one place to another in a given time, fewest revolutions first.

    Args:
        r_start_m: as for `lambert`, (3,).
        r_end_m: as for `lambert`, (3,).
        dt_s: time of the transfer [s].
        most_revolutions: leave out what goes round more often.
        retrograde: as for `lambert`.
        normal: as for `lambert`, (3,).
        gm_m3ps2: the attracting body's GM.

    Raises:
        OrbitInputError: as `lambert`.

    Source: as `lambert`.
    """
    if most_revolutions < 0:
        raise OrbitInputError(f"most_revolutions is {most_revolutions}; it must not be negative")
    wanted = [(0, False), *((n, right) for n in range(1, most_revolutions + 1) for right in (False, True))]
    v_start_mps, v_end_mps = lambert(
        r_start_m,
        r_end_m,
        dt_s,
        revolutions=np.array([n for n, _ in wanted]),
        right=np.array([right for _, right in wanted]),
        retrograde=retrograde,
        normal=normal,
        gm_m3ps2=gm_m3ps2,
    )
    return [
        Transfer(revolutions=n, right=right, v_start_mps=start, v_end_mps=end)
        for (n, right), start, end in zip(wanted, v_start_mps, v_end_mps, strict=True)
        if np.isfinite(start).all()
    ]


def _check(starts: Array, ends: Array, axes: Array, times: NDArray[np.float64], rounds: NDArray[np.int64]) -> None:
    """Refuse what is no problem, naming the first value that is to blame."""
    for name, places in (("position at the start", starts), ("position to arrive at", ends), ("normal", axes)):
        if not np.isfinite(places).all():
            bad = places[np.argmin(np.isfinite(places).all(axis=-1))]
            raise OrbitInputError(f"the {name} is {bad}; three finite numbers are needed")
    good = np.isfinite(times) & (times > 0.0)
    if not good.all():
        raise OrbitInputError(f"the transfer time is {times[np.argmin(good)]} s; it must be greater than zero")
    if not np.issubdtype(rounds.dtype, np.integer) or (rounds < 0).any():
        raise OrbitInputError(f"the number of revolutions is {rounds.min(initial=0)}; it must be a whole one from 0")


def _solve(
    starts: Array,
    ends: Array,
    axes: Array,
    times: Array,
    rounds: NDArray[np.int64],
    rights: NDArray[np.bool_],
    gm_m3ps2: float,
    axis_is_normal: bool,
) -> tuple[Array, Array]:
    """A chunk of `lambert`, (n, 3); inside by component.

    The velocities are put together from the two directions to the places, in whose plane the motion is.
    """
    up1, up2 = np.array(starts.T, order="C"), np.array(ends.T, order="C")
    r1, r2 = _length(up1), _length(up2)
    if not (r1.all() and r2.all()):
        raise OrbitInputError("a position is [0 0 0] m, the centre of attraction; a transfer needs places outside it")
    up1 /= r1
    up2 /= r2
    half_cosine, half_sine = _length(up1 + up2), _length(up1 - up2)
    half_cosine *= 0.5
    half_sine *= 0.5
    sine = half_cosine * half_sine
    sine *= 2.0
    way = _way(up1, up2, axes, axis_is_normal)
    mean, longer = np.sqrt(r1 * r2), r1 - r2
    width = 2.0 * mean * half_sine
    chord = np.sqrt(longer * longer + width * width)
    if not chord.all():
        raise OrbitInputError(f"both positions are {starts[np.argmin(chord)]} m; a transfer needs two places")
    thin = np.flatnonzero(sine < _THIN_SINE)
    if len(thin):
        normal = _normals(up1[:, thin], up2[:, thin], way[thin], axes[thin], axis_is_normal)
        sine[thin] = 1.0
    half_round = 0.5 * (r1 + r2 + chord)
    lam = way * mean
    lam *= half_cosine
    lam /= half_round
    gap = chord / half_round
    x = _find_x(lam, gap, np.sqrt(2.0 * gm_m3ps2 / half_round) / half_round * times, rounds, rights)
    y, add, _ = sums(x, lam, gap)
    speed = np.sqrt((0.5 * gm_m3ps2) * half_round)
    lam *= y
    skew = longer * (lam + x)
    skew /= chord
    lam -= x
    across = speed * width * add
    across /= chord
    up1_speed, up2_speed = speed * (lam - skew), -speed * (lam + skew)
    part = way * across / sine
    along = part * (1.0 - 2.0 * half_sine * half_sine)
    v1, v2 = (up1_speed - along) * up1, (up2_speed + along) * up2
    v1 += part * up2
    v2 -= part * up1
    v1 /= r1
    v2 /= r2
    if len(thin):  # the two directions are too much alike to make a third of them
        for v, up, rise, r in ((v1, up1, up1_speed, r1), (v2, up2, up2_speed, r2)):
            v[:, thin] = (rise[thin] * up[:, thin] + across[thin] * _cross(normal, up[:, thin])) / r[thin]
    return v1.T, v2.T


def _way(up1: Array, up2: Array, axes: Array, axis_is_normal: bool) -> Array:
    """1 where the shorter way from one direction to the other goes round with the axis, -1 where against it."""
    if axis_is_normal:
        toward = _dot(_cross(up1, up2), axes.T)
    else:
        toward = up1[0] * up2[1]
        toward -= up1[1] * up2[0]
        toward *= axes[0, 2]
    return np.where(toward < 0.0, -1.0, 1.0)


def _normals(up1: Array, up2: Array, way: Array, axes: Array, axis_is_normal: bool) -> Array:
    """Unit vectors that the motion goes round with, (3, n), where the directions are nearly in line.

    If they are so to rounding, the axis must say in which plane to go.
    """
    across = _cross(up1, up2)
    size = _length(across)
    flat = np.flatnonzero(size < _LEAST_SINE)
    size[flat] = 1.0
    normals = across * (way / size)
    if len(flat):
        first1, first2 = up1[:, flat[0]], up2[:, flat[0]]
        if not axis_is_normal:
            raise OrbitInputError(
                f"the directions {first1} and {first2} to the places are {0 if first1 @ first2 > 0.0 else 180} deg "
                "apart, which defines no plane to go in; give its normal, or choose another time"
            )
        normals[:, flat] = _across(up1[:, flat].T, axes[flat]).T
    return normals


def _find_x(lam: Array, gap: Array, time: Array, rounds: NDArray[np.int64], rights: NDArray[np.bool_]) -> Array:
    if not rounds.any():
        return find_x(lam, gap, time)
    x = np.empty_like(lam)
    for count in np.unique(rounds):
        rows = np.flatnonzero(rounds == count)
        if count == 0:
            x[rows] = find_x(lam[rows], gap[rows], time[rows])
        else:
            x[rows] = find_x_of_revolutions(lam[rows], gap[rows], time[rows], int(count), rights[rows])
    return x


def _across(up: Array, axes: Array) -> Array:
    """The part of each axis that is square to a direction, as unit vectors, (n, 3)."""
    part = axes - dot(axes, up)[:, None] * up
    short = norm(part) < 1e-6 * norm(axes)
    if short.any():
        raise OrbitInputError(
            f"the normal {axes[np.argmax(short)]} points along the positions; it must stand across the transfer's plane"
        )
    return unit(part)


def _length(a: Array) -> Array:
    length: Array = np.sqrt(_dot(a, a))
    return length


def _dot(a: Array, b: Array) -> Array:
    total: Array = a[0] * b[0]
    total += a[1] * b[1]
    total += a[2] * b[2]
    return total


def _cross(a: Array, b: Array) -> Array:
    return np.stack([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]])
