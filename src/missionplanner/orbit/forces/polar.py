"""Zonal gravity and exponential air in the frame of the Earth's pole, for a method that asks many times in a row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy import add, multiply, sqrt

from missionplanner.orbit.constants import (
    EARTH_RADIUS_M,
    EARTH_ROTATION_RADPS,
    GM_EARTH_M3PS2,
    J2,
    J3,
    J4,
    WGS84_SEMI_MAJOR_M,
)
from missionplanner.orbit.forces.atmosphere import ExponentialAtmosphere
from missionplanner.orbit.many.work_arrays import work_array
from missionplanner.orbit.vectors import Array

_TURN_RADPS = np.array([EARTH_ROTATION_RADPS, -EARTH_ROTATION_RADPS])


@dataclass(frozen=True, kw_only=True)
class Air:
    """Exponential air and what it slows.

    Attributes:
        atmosphere: how dense it is.
        ballistic_m2pkg: Cd A / m of each vehicle, with any factor [m2/kg], (n,).
    """

    atmosphere: ExponentialAtmosphere
    ballistic_m2pkg: Array


class PolarField:
    """Accelerations per step squared of n vehicles, each with its own step, z along the Earth's axis.

    A call allocates nothing. Constants are arrays of no dimension, which NumPy takes faster than Python's floats.
    """

    def __init__(self, name: str, degree: int, step_s: Array, times: int, air: Air | None) -> None:
        """Prepare for vehicles.

        Args:
            name: of the work arrays; one field of a name can be in use at once.
            degree: highest zonal harmonic, 2, 3 or 4; 0 for the point mass alone.
            step_s: what each vehicle's time is counted in [s], (n,).
            times: how many positions of each vehicle are asked for at once, M.
            air: the air, if any.
        """
        vehicles = len(step_s)
        count = times * vehicles
        self._one = np.array(1.0)
        self._step2: Array | None = None
        self._factors = _FACTORS[degree] * GM_EARTH_M3PS2
        if (step_s == step_s[0]).all():
            self._factors = self._factors * step_s[0] ** 2
        else:
            self._step2 = work_array(f"{name} step2", count)
            self._step2.reshape(times, vehicles)[:] = step_s * step_s
        powers = work_array(f"{name} powers", 9, count)
        powers[0] = 1.0
        self._powers, self._rows = powers, list(powers)
        self._along = work_array(f"{name} along", 2, count)
        self._inverse_r, self._pull = work_array(f"{name} pull", 2, count)
        self._has_air = air is not None
        if air is not None:
            scale_m = air.atmosphere.scale_height_m
            at_centre = np.exp((air.atmosphere.height_m + WGS84_SEMI_MAJOR_M) / scale_m)
            self._inverse_scale = np.array(-1.0 / scale_m)
            self._slowing = work_array(f"{name} slowing", count)
            self._slowing.reshape(times, vehicles)[:] = (
                -0.5 * air.atmosphere.density_kgpm3 * at_centre
            ) * air.ballistic_m2pkg
            turn = work_array(f"{name} turn", 2, count)
            turn.reshape(2, times, vehicles)[:] = _TURN_RADPS[:, None, None] * step_s
            self._turn = turn
            self._wind, self._squares = work_array(f"{name} wind", 2, 3, count)

    def acceleration(self, r_m: Array, v_m: Array, out: Array) -> None:
        """Fill in the acceleration of gravity and air [m per step squared].

        Args:
            r_m: positions [m], (3, M n).
            v_m: velocities [m per step], (3, n); not looked at without air.
            out: where the answer goes, (3, M n).

        Source: Montenbruck & Gill, Satellite Orbits, eqs. 3.97 and 3.98, for the drag in air that turns.
        """
        self.gravity(r_m, out)
        if not self._has_air:
            return
        wind, squares, density, speed = self._wind, self._squares, self._inverse_r, self._pull
        multiply(r_m[1::-1], self._turn, wind[:2])
        add(wind[:2], v_m[:2], wind[:2])
        wind[2] = v_m[2]
        multiply(wind, wind, squares)
        add(squares[0], squares[1], speed)
        add(speed, squares[2], speed)
        sqrt(speed, speed)
        np.divide(self._inverse_scale, self._inverse_r, density)
        np.exp(density, density)
        multiply(speed, density, speed)
        multiply(speed, self._slowing, speed)
        multiply(wind, speed, wind)
        add(out, wind, out)

    def gravity(self, r_m: Array, out: Array) -> None:
        """Fill in the acceleration of gravity [m per step squared], (3, M n).

        With a = 1/r2 and b = z/r2 the harmonics up to the fourth are a constant matrix times nine products of a
        and b; see `zonal.zonal_acceleration` for the formula.
        """
        inverse_r, pull = self._inverse_r, self._pull
        _, a, b, b2, a2, ab, ab2, b3, b4 = self._rows
        multiply(r_m, r_m, out)
        add(out[0], out[1], pull)
        add(pull, out[2], pull)
        np.divide(self._one, pull, a)
        sqrt(a, inverse_r)
        multiply(r_m[2], a, b)
        multiply(b, b, b2)
        multiply(a, a, a2)
        multiply(a, b, ab)
        multiply(a, b2, ab2)
        multiply(b, b2, b3)
        multiply(b2, b2, b4)
        np.matmul(self._factors, self._powers, self._along)
        multiply(a, inverse_r, pull)
        if self._step2 is not None:
            multiply(pull, self._step2, pull)
        multiply(self._along, pull, self._along)
        multiply(r_m, self._along[0], out)
        add(out[2], self._along[1], out[2])


def _factors(degree: int) -> Array:
    """Factors of 1, a, b, b2, a2, ab, ab2, b3, b4: along the radius, along the pole."""
    j2, j3, j4 = (j if n <= degree else 0.0 for n, j in ((2, J2), (3, J3), (4, J4)))
    along_radius = [-1.0, -1.5 * j2, 0.0, 7.5 * j2, 1.875 * j4, -7.5 * j3, -26.25 * j4, 17.5 * j3, 39.375 * j4]
    along_pole = [0.0, 1.5 * j3, -3.0 * j2, -7.5 * j3, 0.0, 7.5 * j4, 0.0, -17.5 * j4, 0.0]
    radius = EARTH_RADIUS_M
    lengths = np.array([0, 2, 1, 2, 4, 3, 4, 3, 4])
    return np.array([along_radius, [radius * factor for factor in along_pole]]) * radius**lengths


_FACTORS = {degree: _factors(degree) for degree in (0, 2, 3, 4)}
