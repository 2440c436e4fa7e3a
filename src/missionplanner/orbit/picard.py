"""One window of an orbit, solved as a whole by Picard iteration corrected along its Kepler ellipse.

The iterate is the acceleration at Chebyshev nodes. Its exact double integral gives the positions; the force there,
less the iterate, is the residual. Plain Picard iteration would take the force as the next iterate, and gain little
over half a revolution and nothing over a whole one. Here the residual is first turned into the displacement that it
causes on the Kepler ellipse that touches the window's start, and the change of gravity over that displacement goes
into the iterate too. So each sweep gains a factor set by the perturbations alone: 50 to 1000 over half a revolution
under the Earth's zonals, 10 to 100 over two.

Sources: Bai & Junkins, J. Astronaut. Sci. 58 (2011), for Picard iteration on Chebyshev nodes; Montenbruck & Gill,
Satellite Orbits, 7.1, for the variations of a Kepler orbit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from missionplanner.orbit import chebyshev
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.forces import Forces, acceleration_by_component
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.vectors import Array

_MOST_SWEEPS = 14
_SLOWEST_RATIO = 0.5


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
    r_m: Array, v_mps: Array, span_s: float, nodes: int, forces: Forces, pole: Array, tolerance_m: float
) -> Window | None:
    """Fly a bound state over one window.

    Args:
        r_m: position at the window's start [m], (3,).
        v_mps: velocity there [m/s], (3,).
        span_s: length of the window [s]; negative to fly backward.
        nodes: how many Chebyshev nodes to use.
        forces: the force model.
        pole: the Earth's axis in the same frame, (3,).
        tolerance_m: largest displacement that may be left.

    Returns:
        The window, or None if it is too long: the corrections stopped shrinking or the nodes do not resolve it.
    """
    basis = chebyshev.basis(nodes)
    half_s = 0.5 * span_s
    elapsed_s = half_s * (basis.nodes + 1.0)
    ellipse_m, ellipse_mps = (np.ascontiguousarray(a.T) for a in kepler_propagate(r_m, v_mps, elapsed_s))
    correction = _Correction(ellipse_m, ellipse_mps, elapsed_s, half_s * basis.first)
    straight_m = r_m[:, None] + np.multiply.outer(v_mps, elapsed_s)
    twice_integrated = half_s**2 * basis.second
    iterate_mps2 = acceleration_by_component(forces, ellipse_m, pole)
    before_m = np.inf
    for _ in range(_MOST_SWEEPS):
        path_m = straight_m + iterate_mps2 @ twice_integrated
        force_mps2 = acceleration_by_component(forces, path_m, pole)
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


class _Correction:
    """The linear response of a Kepler ellipse to a small acceleration.

    Six displacement fields b solve the variational equation b'' = G b of the ellipse: three rotations, a change of
    scale, and two changes of the eccentricity vector. For any displacement d the product b.d' - b'.d changes only by
    the integral of b.(d'' - G d), which is b times the acceleration that causes d. Six such integrals give d at
    every node; a constant matrix L of the same products among the fields turns them back into a displacement.
    """

    def __init__(self, r_m: Array, v_mps: Array, elapsed_s: Array, integrate: Array) -> None:
        """Prepare for an ellipse given by position and velocity at the nodes, each (3, N)."""
        distance2_m2 = (r_m * r_m).sum(axis=0)
        self._gravity_ps2 = GM_EARTH_M3PS2 / (distance2_m2 * np.sqrt(distance2_m2))
        self._stretch = r_m * np.sqrt(3.0 * self._gravity_ps2 / distance2_m2)
        self._fields, field_rates = _variations(r_m, v_mps, elapsed_s, float(self._gravity_ps2[0]))
        products = self._fields[:, :, 0] @ field_rates.T
        products = products - products.T
        self._dual_fields = np.linalg.solve(products.T, self._fields.reshape(6, -1)).reshape(
            self._fields.shape
        )
        self._integrate = integrate

    def displacement(self, a_mps2: Array) -> Array:
        """What an acceleration at the nodes moves the path by at the nodes [m], (3, N)."""
        shares = (self._fields * a_mps2).sum(axis=1) @ self._integrate
        moved: Array = (self._dual_fields * shares[:, None]).sum(axis=0)
        return moved

    def gravity_change(self, displacement_m: Array) -> Array:
        """G d: the change of the point mass's gravity over a displacement [m/s2], (3, N)."""
        along = (self._stretch * displacement_m).sum(axis=0)
        change: Array = self._stretch * along - self._gravity_ps2 * displacement_m
        return change


def _variations(r_m: Array, v_mps: Array, elapsed_s: Array, gravity_ps2: float) -> tuple[Array, Array]:
    """The six fields at the nodes (6, 3, N) and their rates at the first node (6, 3)."""
    fields = np.zeros((6, *r_m.shape))
    rates = np.zeros((6, 3))
    r0, v0 = r_m[:, 0], v_mps[:, 0]
    for axis, (i, j) in enumerate(((1, 2), (2, 0), (0, 1))):  # rotation about x, y, z: axis x r
        fields[axis, i], fields[axis, j] = -r_m[j], r_m[i]
        rates[axis, i], rates[axis, j] = -v0[j], v0[i]
    fields[3] = r_m - (1.5 * elapsed_s) * v_mps
    rates[3] = -0.5 * v0
    distance2_m2, speed2_m2ps2, climb_m2ps = float(r0 @ r0), float(v0 @ v0), float(r0 @ v0)
    a0 = -gravity_ps2 * r0
    sideways = v0 - (climb_m2ps / distance2_m2) * r0
    speed_mps = sqrt(float(sideways @ sideways))
    climb = (r_m * v_mps).sum(axis=0)
    for field, u in ((4, r0 / sqrt(distance2_m2)), (5, sideways / speed_mps)):
        # 2 (r.u) v - (v.u) r - (r.v) u: the variation along one component of the Laplace vector
        fields[field] = (2.0 * (u @ r_m)) * v_mps - (u @ v_mps) * r_m - np.multiply.outer(u, climb)
        rates[field] = (v0 @ u) * v0 + 2.0 * (r0 @ u) * a0 - (a0 @ u) * r0 - u * (speed2_m2ps2 + r0 @ a0)
    fields[4:] /= speed_mps
    rates[4:] /= speed_mps
    return fields, rates
