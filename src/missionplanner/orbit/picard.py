"""One window of an orbit, solved as a whole by Picard iteration corrected along its Kepler ellipse.

The iterate is the acceleration at Chebyshev nodes. Its exact double integral gives the positions; the force
there, less the iterate, is the residual. Plain Picard iteration would take the force as the next iterate; that
serves over a few minutes, gains little over half a revolution and nothing over a whole one. Here the residual is
first turned into the displacement that it causes on the Kepler ellipse that touches the window's start, and the
change of gravity over that displacement goes into the iterate too. So each sweep gains a factor set by the
perturbations alone: 50 to 1000 over half a revolution under the Earth's zonals, 10 to 100 over two.

Sources: Bai & Junkins, J. Astronaut. Sci. 58 (2011), for Picard iteration on Chebyshev nodes; Montenbruck & Gill,
Satellite Orbits, 7.1, for the variations of a Kepler orbit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from missionplanner.orbit import chebyshev
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.forces import ForceField
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.vectors import Array

# Rows that give x-axis cross r, y-axis cross r, z-axis cross r.
_AXIS_CROSS = np.cross(np.eye(3)[:, None, :], np.eye(3)[None, :, :]).swapaxes(1, 2).reshape(9, 3)

_MOST_SWEEPS = 14
_SLOWEST_RATIO = 0.5
_SHORT_RAD = 0.25


@dataclass(frozen=True, kw_only=True)
class Window:
    """A solved window.

    Attributes:
        coefficients: Chebyshev series of position [m] and velocity [m/s] over the window, in its direction, (K, 6).
        r_end_m: position at its far end, (3,).
        v_end_mps: velocity at its far end, (3,).
    """

    coefficients: Array
    r_end_m: Array
    v_end_mps: Array


def solve_window(
    r_m: Array,
    v_mps: Array,
    span_s: float,
    nodes: int,
    field_after: Callable[[Array], ForceField],
    tolerance_m: float,
) -> Window | None:
    """Fly a bound state over one window.

    Args:
        r_m: position at the window's start [m], (3,).
        v_mps: velocity there [m/s], (3,).
        span_s: length of the window [s]; negative to fly backward.
        nodes: how many Chebyshev nodes to use.
        field_after: the forces at times after the window's start [s], (N,).
        tolerance_m: largest displacement that may be left.

    Returns:
        The window, or None if it is too long: the corrections stopped shrinking or the nodes do not resolve it.
    """
    basis = chebyshev.basis(nodes)
    half_s = 0.5 * span_s
    elapsed_s = half_s * (basis.nodes + 1.0)
    straight_m = r_m[:, None] + np.multiply.outer(v_mps, elapsed_s)
    twice_integrated = half_s**2 * basis.second
    fall_ps2 = GM_EARTH_M3PS2 / float(r_m @ r_m) ** 1.5
    correction: _FreeCorrection | _EllipseCorrection
    if abs(span_s) * sqrt(fall_ps2) < _SHORT_RAD:
        guess_m = straight_m - np.multiply.outer(r_m, (0.5 * fall_ps2) * elapsed_s**2)
        correction = _FreeCorrection(twice_integrated)
    else:
        guess_m, guess_mps = (np.ascontiguousarray(a.T) for a in kepler_propagate(r_m, v_mps, elapsed_s))
        correction = _EllipseCorrection(guess_m, guess_mps, elapsed_s, half_s * basis.first)
    field = field_after(elapsed_s)
    once_integrated = half_s * basis.first
    iterate_mps2 = field.main(guess_m)
    before_m = np.inf
    for _ in range(_MOST_SWEEPS):
        path_m = straight_m + iterate_mps2 @ twice_integrated
        path_mps = v_mps[:, None] + iterate_mps2 @ once_integrated if field.needs_velocity else path_m
        force_mps2 = field.acceleration(path_m, path_mps)
        displacement_m = correction.displacement(force_mps2 - iterate_mps2)
        iterate_mps2 = force_mps2 + correction.gravity_change(displacement_m)
        size_m = float(abs(displacement_m).max())
        ratio = size_m / before_m
        if size_m <= tolerance_m or (0.0 < ratio < 0.1 and size_m * ratio <= 0.1 * tolerance_m):
            return _series(r_m, v_mps, half_s, iterate_mps2, basis, tolerance_m)
        if not ratio < _SLOWEST_RATIO:
            return None
        before_m = size_m
    return None


def _series(
    r_m: Array, v_mps: Array, half_s: float, a_mps2: Array, basis: chebyshev.Basis, tolerance_m: float
) -> Window | None:
    position = half_s**2 * (a_mps2 @ basis.second_coefficients)
    if float(abs(position[:, -3:]).max()) > tolerance_m:
        return None
    velocity = half_s * (a_mps2 @ basis.first_coefficients)
    velocity[:, 0] += v_mps
    position[:, 0] += r_m + half_s * v_mps
    position[:, 1] += half_s * v_mps
    return Window(
        coefficients=np.vstack([position, velocity]).T,
        r_end_m=position.sum(axis=1),
        v_end_mps=velocity.sum(axis=1),
    )


class _FreeCorrection:
    """Plain Picard iteration: a small acceleration moves the path as if there were no gravity.

    Over a short window each sweep still gains a factor of the square of the angle flown.
    """

    def __init__(self, twice_integrate: Array) -> None:
        self._twice_integrate = twice_integrate

    def displacement(self, a_mps2: Array) -> Array:
        """What an acceleration at the nodes moves the path by at the nodes [m], (3, N)."""
        return a_mps2 @ self._twice_integrate

    def gravity_change(self, displacement_m: Array) -> float:
        """Left to the next sweep."""
        del displacement_m
        return 0.0


class _EllipseCorrection:
    """The linear response of a Kepler ellipse to a small acceleration.

    Six displacement fields b solve the variational equation b'' = G b of the ellipse: three rotations, a change of
    scale, and two changes of the eccentricity vector. For any displacement d the product b.d' - b'.d changes only by
    the integral of b.(d'' - G d), which is b times the acceleration that causes d. Six such integrals give d at
    every node; a constant matrix L of the same products among the fields turns them back into a displacement.
    """

    def __init__(self, r_m: Array, v_mps: Array, elapsed_s: Array, integrate: Array) -> None:
        """Prepare for an ellipse given by position and velocity at the nodes, each (3, N)."""
        distance2_m2 = np.einsum("in,in->n", r_m, r_m)
        self._gravity_ps2 = GM_EARTH_M3PS2 / (distance2_m2 * np.sqrt(distance2_m2))
        self._stretch = r_m * np.sqrt(3.0 * self._gravity_ps2 / distance2_m2)
        self._fields, field_rates = _variations(r_m, v_mps, elapsed_s)
        products = self._fields[:, :, 0] @ field_rates.T
        products = products - products.T
        self._dual_fields = np.linalg.solve(products.T, self._fields.reshape(6, -1)).reshape(self._fields.shape)
        self._integrate = integrate

    def displacement(self, a_mps2: Array) -> Array:
        """What an acceleration at the nodes moves the path by at the nodes [m], (3, N)."""
        shares = np.einsum("kin,in->kn", self._fields, a_mps2) @ self._integrate
        moved: Array = np.einsum("kin,kn->in", self._dual_fields, shares)
        return moved

    def gravity_change(self, displacement_m: Array) -> Array:
        """G d: the change of the point mass's gravity over a displacement [m/s2], (3, N)."""
        along = np.einsum("in,in->n", self._stretch, displacement_m)
        change: Array = self._stretch * along - self._gravity_ps2 * displacement_m
        return change


def _variations(r_m: Array, v_mps: Array, elapsed_s: Array) -> tuple[Array, Array]:
    """The six fields at the nodes (6, 3, N) and their rates at the first node (6, 3)."""
    nodes = r_m.shape[1]
    r0, v0 = r_m[:, 0], v_mps[:, 0]
    distance2_m2, climb_m2ps = float(r0 @ r0), float(r0 @ v0)
    sideways_mps = v0 - (climb_m2ps / distance2_m2) * r0
    speed_mps = sqrt(float(sideways_mps @ sideways_mps))
    a0 = (-GM_EARTH_M3PS2 / distance2_m2**1.5) * r0
    in_plane = np.stack([r0 / (sqrt(distance2_m2) * speed_mps), sideways_mps / speed_mps**2])

    fields = np.empty((6, 3, nodes))
    fields[:3] = (_AXIS_CROSS @ r_m).reshape(3, 3, nodes)  # rotations about x, y, z
    fields[3] = r_m - (1.5 * elapsed_s) * v_mps  # scale
    # 2 (r.u) v - (v.u) r - (r.v) u: variations along two components u of the Laplace vector
    laplace = fields[4:]
    np.multiply((2.0 * in_plane @ r_m)[:, None], v_mps, out=laplace)
    laplace -= (in_plane @ v_mps)[:, None] * r_m
    laplace -= np.multiply.outer(in_plane, np.einsum("in,in->n", r_m, v_mps))

    r0_u, v0_u, a0_u = (in_plane @ np.column_stack([r0, v0, a0])).T[:, :, None]
    rates = np.empty((6, 3))
    rates[:3] = (_AXIS_CROSS @ v0).reshape(3, 3)
    rates[3] = -0.5 * v0
    rates[4:] = v0_u * v0 + 2.0 * r0_u * a0 - a0_u * r0 - in_plane * float(v0 @ v0 + r0 @ a0)
    return fields, rates
