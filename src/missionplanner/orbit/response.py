"""How a path answers a small acceleration: the linear response of a Kepler ellipse, in closed form.

Across the plane the displacement is that of a free oscillation. In the plane four displacement fields b solve the
variational equation b'' = G b of the ellipse: a delay, a change of scale, and two changes of the eccentricity vector.
For any displacement d the product b.d' - b'.d changes only by the integral of b.(d'' - G d), which is b times the
acceleration that causes d. Such integrals give d everywhere; the matrix of the same products among the fields turns
them back into a displacement.

Sources: Montenbruck & Gill, Satellite Orbits, 7.1, for the variations of a Kepler orbit; the fields of scale and
eccentricity are the symmetries of the Kepler problem (Goldstein, Classical Mechanics, 3.9 and 9.9).
"""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.chebyshev import Basis
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.guessed_path import GuessedPath
from missionplanner.orbit.vectors import Array


class Response:
    """The response of a guessed path, in the frames of its segments."""

    def __init__(self, guess: GuessedPath, basis: Basis) -> None:
        """Prepare the fields for the Chebyshev nodes of the guess."""
        segments, nodes = guess.times_s.shape
        x, y = guess.r_m[:2]
        u, v = guess.v_mps[:, :, 0]
        fields, rates = _plane_fields(guess), _rates_at_starts(guess)
        products = fields[:, :, 0, 0] @ rates[:, :, 0].T
        to_duals = np.linalg.inv(products - products.T).T
        self._fields = fields
        self._duals = (to_duals @ fields.reshape(4, -1)).reshape(4, 2, segments, nodes)
        self._dual_rates = (to_duals @ rates.reshape(4, -1)).reshape(4, 2, segments)[:, :, 1:]
        self._at_joints = np.concatenate([fields[:, :, 1:, 0], -rates[:, :, 1:]], axis=1)
        inverse_momentum = 1.0 / float(x[0, 0] * v[0] - y[0, 0] * u[0])
        self._across = np.stack([x, y])
        self._across_duals = np.stack([y, -x]) * inverse_momentum
        self._across_joints = np.stack([x[1:, 0], -u[1:], y[1:, 0], -v[1:]]).reshape(2, 2, -1)
        self._across_rates = np.stack([v[1:], -u[1:]]) * inverse_momentum
        self._total = basis.first[:, -1].copy()
        self._integrate = np.vstack([basis.first, np.ones(nodes)])

    def displacement(self, push: Array, jumps: Array) -> tuple[Array, Array]:
        """What moves the path where an acceleration acts and segments do not join.

        Args:
            push: acceleration times half the length of the segment [m/s], (3, S, N).
            jumps: by how much the end of each segment is ahead of the start of the next, velocity [m/s] before
                position [m], (2, 3, S - 1).

        Returns:
            Displacement [m], (3, S, N), and that of the velocity at the start of all segments but the first [m/s],
            (3, S - 1).
        """
        _, segments, nodes = push.shape
        shares = np.empty((6, segments, nodes + 1))  # the last column is what is carried in from the segments before
        inner, carried = shares[:, :, :nodes], shares[:, :, nodes]
        np.einsum("jksn,ksn->jsn", self._fields, push[:2], out=inner[:4])
        np.multiply(self._across, push[2], out=inner[4:])
        totals = (inner.reshape(-1, nodes) @ self._total).reshape(6, segments)[:, :-1]
        totals[:4] += np.einsum("jks,ks->js", self._at_joints, jumps[:, :2].reshape(4, -1))
        totals[4:] += np.einsum("jks,ks->js", self._across_joints, jumps[:, 2])
        carried[:, 0] = 0.0
        np.add.accumulate(totals, axis=1, out=carried[:, 1:])
        sums = (shares.reshape(-1, nodes + 1) @ self._integrate).reshape(6, segments, nodes)
        moved, moved_mps = np.empty_like(push), np.empty((3, segments - 1))
        np.einsum("jksn,jsn->ksn", self._duals, sums[:4], out=moved[:2])
        np.einsum("jsn,jsn->sn", self._across_duals, sums[4:], out=moved[2])
        np.einsum("jks,js->ks", self._dual_rates, carried[:4, 1:], out=moved_mps[:2])
        np.einsum("js,js->s", self._across_rates, carried[4:, 1:], out=moved_mps[2])
        return moved, moved_mps


def _plane_fields(guess: GuessedPath) -> Array:
    """v, r - 3/2 t v, and 2 (r.q) v - (v.q) r - (r.v) q for q towards perigee and beside it, (4, 2, S, N)."""
    x, y = guess.r_m[:2]
    u, v = guess.v_mps
    cos_w, sin_w = guess.perigee
    fields = np.empty((4, 2, *x.shape))
    fields[0] = guess.v_mps
    np.multiply(-1.5 * guess.times_s, guess.v_mps, out=fields[1])
    fields[1] += guess.r_m[:2]
    xu, yv, xv, yu = x * u, y * v, x * v, y * u
    node_y, side_x = 2.0 * xv - yu, 2.0 * yu - xv
    np.subtract(sin_w * side_x, cos_w * yv, out=fields[2, 0])
    np.subtract(cos_w * node_y, sin_w * xu, out=fields[2, 1])
    np.add(cos_w * side_x, sin_w * yv, out=fields[3, 0])
    np.negative(cos_w * xu + sin_w * node_y, out=fields[3, 1])
    return fields


def _rates_at_starts(guess: GuessedPath) -> Array:
    """Rates of the four fields at the start of each segment, under a point mass alone, (4, 2, S)."""
    place_m, velocity_mps = guess.r_m[:2, :, 0], guess.v_mps[:, :, 0]
    (x, y), (u, v) = place_m, velocity_mps
    cos_w, sin_w = guess.perigee[0][:, 0], guess.perigee[1][:, 0]
    inverse_m = 1.0 / np.sqrt(x * x + y * y)
    gravity = GM_EARTH_M3PS2 * inverse_m
    fall = gravity * inverse_m * inverse_m
    node_x, mixed, side_y = gravity - v * v - fall * x * x, u * v - fall * x * y, gravity - u * u - fall * y * y
    rates = np.empty((4, 2, len(x)))
    np.multiply(-fall, place_m, out=rates[0])
    np.multiply(-1.5 * guess.starts_s, rates[0], out=rates[1])
    rates[1] -= 0.5 * velocity_mps
    rates[2, 0], rates[2, 1] = cos_w * node_x + sin_w * mixed, cos_w * mixed + sin_w * side_y
    rates[3, 0], rates[3, 1] = cos_w * mixed - sin_w * node_x, cos_w * side_y - sin_w * mixed
    return rates
