"""How a path answers a small acceleration: the linear response of a Kepler ellipse, in closed form.

Six displacement fields b solve the variational equation b'' = G b of the ellipse: in the plane a delay, a change of
scale, and two changes of the eccentricity vector; across the plane two oscillations. For any displacement d the product
b.d' - b'.d changes only by the integral of b.(d'' - G d), which is b times the acceleration that causes d. Such
integrals give d everywhere; the matrix of the same products among the fields turns them back into a displacement.

Sources: Montenbruck & Gill, Satellite Orbits, 7.1, for the variations of a Kepler orbit; the fields of scale and
eccentricity are the symmetries of the Kepler problem (Goldstein, Classical Mechanics, 3.9 and 9.9).
"""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.chebyshev import Basis
from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.propagation.guessed_path import GuessedPath
from missionplanner.orbit.vectors import Array

# From xu, xv, yu, yv to the components of 2 (r.q) v - (v.q) r - (r.v) q for q along x and along y.
_ECCENTRICITY = np.array([[0.0, 0.0, 0.0, -1.0], [0.0, 2.0, -1.0, 0.0], [0.0, -1.0, 2.0, 0.0], [-1.0, 0.0, 0.0, 0.0]])


class Response:
    """The response of a guessed path, in the frames of its segments.

    Accelerations are given times the square of half the segment's length, velocities times half the length.
    """

    def __init__(self, guess: GuessedPath, half_s: Array, basis: Basis) -> None:
        """Prepare the fields.

        Args:
            guess: the path.
            half_s: half the length of each segment [s], (S,).
            basis: the Chebyshev nodes of a segment.
        """
        self._basis = basis
        place_m, velocity_mps = guess.r_m[:2], guess.v_mps[:2]
        fields = np.empty((4, 2, *guess.times_s.shape))
        fields[0] = velocity_mps
        np.multiply(-1.5 * guess.times_s, velocity_mps, out=fields[1])
        fields[1] += place_m
        products = (place_m[:, None] * velocity_mps).reshape(4, -1)
        np.matmul(_ECCENTRICITY, products, out=fields[2:].reshape(4, -1))
        starts = _at_starts(guess, fields)
        plane, across = starts[:4, :2, :, 0], starts[4:, 2, :, 0]
        brackets = plane[:, :, 0] @ plane[:, :, 1].T
        to_duals = np.zeros((6, 6))
        to_duals[:4, :4] = _inverse(brackets)
        to_duals[4, 5] = 1.0 / float(across[0, 0] * across[1, 1] - across[1, 0] * across[0, 1])
        to_duals[5, 4] = -to_duals[4, 5]
        self._duals = (to_duals[:4, :4] @ fields.reshape(4, -1)).reshape(fields.shape)
        self._across_duals = (to_duals[4:, 4:] @ place_m.reshape(2, -1)).reshape(place_m.shape)
        fields /= half_s
        self._fields, self._across = fields, place_m / half_s
        joints, joint_half_s = starts[..., 1:], half_s[1:]
        self._start_duals = (to_duals @ joints.reshape(6, -1)).reshape(joints.shape)
        self._start_duals[:, :, 1] *= joint_half_s
        self._at_joints = np.empty_like(joints)  # for b.d' - b'.d
        np.negative(joints[:, :, 1], out=self._at_joints[:, :, 0])
        np.divide(joints[:, :, 0], joint_half_s, out=self._at_joints[:, :, 1])

    def displacement(self, push_m: Array, jumps_m: Array) -> tuple[Array, Array]:
        """What moves the path where an acceleration acts and segments do not join.

        Args:
            push_m: scaled acceleration, (3, N, S).
            jumps_m: by how much the end of each segment is ahead of the start of the next, position and scaled
                velocity, (3, 2, S - 1).

        Returns:
            Displacement [m], (3, N, S), and that of position and scaled velocity at the start of all segments but the
            first, (3, 2, S - 1).
        """
        _, nodes, segments = push_m.shape
        shares = np.empty((6, nodes + 1, segments))  # the last row is what is carried in from the segments before
        inner, carried = shares[:, :nodes], shares[:, nodes]
        np.einsum("jkns,kns->jns", self._fields, push_m[:2], out=inner[:4])
        np.multiply(self._across, push_m[2], out=inner[4:])
        totals = (self._basis.total @ inner)[:, :-1]
        totals += np.einsum("jiks,iks->js", self._at_joints, jumps_m)
        carried[:, 0] = 0.0
        np.add.accumulate(totals, axis=1, out=carried[:, 1:])
        sums = self._basis.carried @ shares
        moved_m = np.empty_like(push_m)
        np.einsum("jkns,jns->kns", self._duals, sums[:4], out=moved_m[:2])
        np.einsum("jns,jns->ns", self._across_duals, sums[4:], out=moved_m[2])
        return moved_m, np.einsum("jiks,js->iks", self._start_duals, carried[:, 1:])


def _inverse(brackets: Array) -> Array:
    """The inverse of the antisymmetric matrix ``brackets.T - brackets``, (4, 4), by its Pfaffian."""
    m = (brackets.T - brackets).tolist()
    a, b, c, d, e, f = m[0][1], m[0][2], m[0][3], m[1][2], m[1][3], m[2][3]
    inverse = np.array([[0.0, -f, e, -d], [f, 0.0, -c, b], [-e, c, 0.0, -a], [d, -b, a, 0.0]])
    inverse /= a * f - b * e + c * d
    return inverse


def _at_starts(guess: GuessedPath, fields: Array) -> Array:
    """The six fields and their rates at the start of each segment, under a point mass alone, (6, 3, 2, S)."""
    place_m, velocity_mps = guess.r_m[:2, 0], guess.v_mps[:2, 0]
    starts = np.zeros((6, 3, 2, place_m.shape[1]))
    starts[:4, :2, 0] = fields[:, :, 0]
    starts[4:, 2, 0], starts[4:, 2, 1] = place_m, velocity_mps
    rates = starts[:4, :2, 1]
    inverse_m = 1.0 / np.sqrt(np.einsum("is,is->s", place_m, place_m))
    gravity = GM_EARTH_M3PS2 * inverse_m
    fall = gravity * inverse_m * inverse_m
    np.multiply(-fall, place_m, out=rates[0])
    np.multiply(-1.5 * guess.starts_s, rates[0], out=rates[1])
    rates[1] -= 0.5 * velocity_mps
    # (v.q) v - (r.q) r GM/r3 + (GM/r - v2) q
    np.multiply(velocity_mps[:, None], velocity_mps, out=rates[2:])
    gravity -= rates[2, 0] + rates[3, 1]
    rates[2:] += place_m[:, None] * rates[0]
    rates[2, 0] += gravity
    rates[3, 1] += gravity
    return starts
