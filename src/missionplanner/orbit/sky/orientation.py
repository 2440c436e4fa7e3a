"""The rotation between the GCRS and the turning Earth, from a few polynomials for each day.

A rotation is kept as what it is made of: the pole's place in the GCRS (X, Y), the angle turned about it, and the
pole's place on the Earth. Those five are smooth, so a polynomial of fourth degree holds each for a day, and the
matrices made of them are orthonormal whatever its error. Where many matrices are wanted, what of them does not turn
with the Earth comes from polynomials too, true to some 1e-12.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import pi

import numpy as np

from missionplanner.orbit.constants import EARTH_ROTATION_RADPS
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.vectors import Array, cross, dot, rotate

DAY_S = 86_400.0
NODES = 5
_BEYOND_S = 600.0  # how far outside its days a polynomial still holds

# The rows of a day's polynomials, and what they give at a time; below them the three matrices, row by row, whose sum
# is the rotation when the first is multiplied by the cosine and the second by the sine of the angle turned.
POLE_X, POLE_Y, POLE_Z, ON_EARTH_X, ON_EARTH_Y, TEME_RAD, TURNED_RAD = range(7)
_PARTS = slice(0, 7)
_MATRICES = slice(TURNED_RAD, 7 + 27)


def day_nodes_s() -> Array:
    """Chebyshev-Gauss-Lobatto nodes of a day [s since it began], ascending, (NODES,)."""
    nodes: Array = 0.5 * DAY_S * (1.0 - np.cos(np.pi * np.arange(NODES) / (NODES - 1)))
    return nodes


def day_polynomials(
    *,
    dcm_of_date_from_gcrs: Array,
    sidereal_rad: Array,
    teme_sidereal_rad: Array,
    polar_motion_rad: tuple[Array, Array],
) -> Array:
    """One day of what `Orientation` takes, from samples at `day_nodes_s`.

    Args:
        dcm_of_date_from_gcrs: rotation to the true equator and equinox of date, (NODES, 3, 3).
        sidereal_rad: Greenwich apparent sidereal time, (NODES,).
        teme_sidereal_rad: Greenwich mean sidereal time of 1982, which TEME is turned by, (NODES,).
        polar_motion_rad: xp and yp, each (NODES,).

    Returns:
        Coefficients of powers 0, 1, ... of the time of day, scaled to -1 to 1, in the order of the constants above,
        (34, NODES).
    """
    since_midnight_s = day_nodes_s()
    x, y, z = dcm_of_date_from_gcrs[:, 2].T
    ax, ay = x / (1.0 + z), y / (1.0 + z)
    equinox = dcm_of_date_from_gcrs[:, 0]
    to_equinox_rad = np.arctan2(
        dot(equinox, np.stack([-ax * y, 1.0 - ay * y, -y], axis=-1)),
        dot(equinox, np.stack([1.0 - ax * x, -ax * y, -x], axis=-1)),
    )
    uniform_rad = EARTH_ROTATION_RADPS * since_midnight_s
    samples = np.empty((NODES, 7))
    samples[:, POLE_X], samples[:, POLE_Y], samples[:, POLE_Z] = x, y, z
    samples[:, TURNED_RAD] = np.unwrap(sidereal_rad + to_equinox_rad - uniform_rad) + uniform_rad
    samples[:, ON_EARTH_X], samples[:, ON_EARTH_Y] = polar_motion_rad[0], -polar_motion_rad[1]
    samples[:, TEME_RAD] = np.remainder(sidereal_rad - teme_sidereal_rad + to_equinox_rad + pi, 2.0 * pi) - pi
    return with_matrices(np.linalg.solve(_powers_at_nodes(), samples).T.astype(float))


def with_matrices(parts: Array) -> Array:
    """A day's polynomials of the seven parts, (7, NODES), with those of the matrices made of them, (34, NODES)."""
    powers = _powers_at_nodes()
    matrices = _turning_matrices(parts @ powers.T).reshape(27, NODES)
    return np.vstack([parts, np.linalg.solve(powers, matrices.T).T])


def _powers_at_nodes() -> Array:
    return np.vander(day_nodes_s() * (2.0 / DAY_S) - 1.0, increasing=True)


def _turning_matrices(parts: Array) -> Array:
    """W R3(angle) Q as cosine times the first, plus sine times the second, plus the third of three, (3, 3, 3, n)."""
    pole = np.empty((3, 3, parts.shape[1]))
    _turned_frame(parts, np.zeros(parts.shape[1]), pole)
    on_earth = np.zeros_like(parts)
    on_earth[[POLE_X, POLE_Y]] = parts[[ON_EARTH_X, ON_EARTH_Y]]
    on_earth[POLE_Z] = np.sqrt(1.0 - on_earth[POLE_X] ** 2 - on_earth[POLE_Y] ** 2)
    wobble = np.empty_like(pole)
    _turned_frame(on_earth, np.zeros(parts.shape[1]), wobble)
    products = np.einsum("kin,ljn->klijn", wobble, pole)  # W transposed takes the pole's place on the Earth to z
    return np.stack([products[0, 0] + products[1, 1], products[0, 1] - products[1, 0], products[2, 2]])


class Orientation:
    """The rotation between the GCRS and the Earth over some days.

    Source: IERS Conventions 2010, 5.4: ITRS = W(t) R3(angle) Q(X, Y), eq. 5.10 for Q; W, eq. 5.3, has the same form
    with the pole's place on the Earth (xp, -yp), up to terms of their product, 1e-12.
    """

    def __init__(self, offset_s: float, days: Array) -> None:
        """Take the polynomials.

        Args:
            offset_s: the start of the times' count, in seconds since the first day began.
            days: polynomials of consecutive days, in the order of the constants above, (days, 34, NODES).
        """
        self._offset_s = offset_s
        self._days = days

    def dcm_itrs_from_gcrs(self, t_s: Array | float) -> Array:
        """Rotation from GCRS to ITRS components at each time [s since the epoch], (n, 3, 3).

        In memory the times are innermost: ``np.moveaxis(dcm, 0, -1)`` is contiguous, (3, 3, n).
        """
        rows = self._rows(_times(t_s), _MATRICES)
        sine, cosine = sine_and_cosine(rows[0])
        turning, dcm = rows[1:19].reshape(2, 9, -1), rows[19:]
        dcm += turning[0] * cosine
        dcm += turning[1] * sine
        return dcm.reshape(3, 3, -1).transpose(2, 0, 1)

    def dcm_gcrs_from_itrs(self, t_s: Array | float) -> Array:
        """Rotation from ITRS to GCRS components at each time [s since the epoch], (n, 3, 3)."""
        return np.swapaxes(self.dcm_itrs_from_gcrs(t_s), -1, -2)

    def dcm_gcrs_from_teme(self, t_s: Array | float) -> Array:
        """Rotation from SGP4's TEME to GCRS components at each time [s since the epoch], (n, 3, 3).

        Source: Vallado, Crawford, Hujsak & Kelso, AIAA 2006-6753, appendix C.
        """
        slow = self.parts(_times(t_s))
        teme = np.empty((3, 3, slow.shape[1]))
        _turned_frame(slow, slow[TEME_RAD], teme)
        return teme.transpose(2, 1, 0)

    def angular_velocity_itrs(self, t_s: Array | float) -> Array:
        """Angular velocity of the ITRS against the GCRS [rad/s], in ITRS components, (n, 3).

        The Earth rotation angle's rate about the pole. The length of day's excess and the pole's own motion, left
        out, change the velocity of a body in low orbit by less than 0.1 mm/s.
        """
        slow = self.parts(_times(t_s))
        return EARTH_ROTATION_RADPS * np.stack([slow[ON_EARTH_X], slow[ON_EARTH_Y], np.ones(slow.shape[1])], axis=-1)

    def itrs_from_gcrs(self, t_s: Array | float, r_m: Array, v_mps: Array) -> tuple[Array, Array]:
        """Positions and velocities as the turning Earth sees them: v_itrs = R v - omega x r_itrs.

        Args:
            t_s: times [s since the epoch], (n,).
            r_m: GCRS position at each time [m], (n, 3).
            v_mps: GCRS velocity [m/s], (n, 3).

        Returns:
            ITRS position [m] and velocity [m/s], each (n, 3).
        """
        dcm, turning = self.dcm_itrs_from_gcrs(t_s), self.angular_velocity_itrs(t_s)
        r_itrs_m = rotate(dcm, r_m)
        return r_itrs_m, rotate(dcm, v_mps) - cross(turning, r_itrs_m)

    def gcrs_from_itrs(self, t_s: Array | float, r_m: Array, v_mps: Array) -> tuple[Array, Array]:
        """The inverse of `itrs_from_gcrs`: GCRS position [m] and velocity [m/s] of ITRS states, each (n, 3)."""
        dcm, turning = self.dcm_gcrs_from_itrs(t_s), self.angular_velocity_itrs(t_s)
        return rotate(dcm, r_m), rotate(dcm, v_mps + cross(turning, np.asarray(r_m, dtype=float)))

    def components_itrs(self, t_s: Array, r_m: Array) -> Array:
        """Positions on the turning Earth, by component and without a matrix.

        Args:
            t_s: times [s since the epoch], (n,).
            r_m: GCRS position at each time [m], (3, n).

        Returns:
            ITRS position [m], (3, n).
        """
        x, y, z, on_earth_x, on_earth_y, _, angle_rad = self.parts(t_s)
        rx, ry, rz = r_m
        along = x * rx + y * ry
        up = along / (1.0 + z) + rz
        cirs_x, cirs_y = rx - x * up, ry - y * up
        along += z * rz
        sine, cosine = sine_and_cosine(angle_rad)
        tirs_x, tirs_y = cosine * cirs_x + sine * cirs_y, cosine * cirs_y - sine * cirs_x
        tilt = on_earth_x * tirs_x + on_earth_y * tirs_y
        up = along - 0.5 * tilt
        itrs = np.empty((3, len(t_s)))
        itrs[0] = tirs_x + on_earth_x * up
        itrs[1] = tirs_y + on_earth_y * up
        itrs[2] = along * (1.0 - 0.5 * (on_earth_x * on_earth_x + on_earth_y * on_earth_y)) - tilt
        return itrs

    def parts(self, t_s: Array) -> Array:
        """What the rotation is made of at each time: a row for each of the seven constants above, (7, n).

        Raises:
            OrbitInputError: a time lies outside the days that this orientation was made for.
        """
        return self._rows(t_s, _PARTS)

    def _rows(self, t_s: Array, wanted: slice) -> Array:
        since_s = t_s + self._offset_s
        rows = np.empty((wanted.stop - wanted.start, len(since_s)))
        if np.all(since_s[1:] >= since_s[:-1]):
            self._fill(since_s, wanted, rows)
        else:  # also taken, and refused, when a time is not a number
            order = np.argsort(since_s)
            ascending = np.empty_like(rows)
            self._fill(since_s[order], wanted, ascending)
            rows[:, order] = ascending
        return rows

    def _fill(self, since_s: Array, wanted: slice, rows: Array) -> None:
        for piece, day in self._pieces(since_s):
            x = since_s[piece] * (2.0 / DAY_S) - (2.0 * day + 1.0)
            powers = np.empty((NODES, len(x)))
            powers[0] = 1.0
            for n in range(1, NODES):
                np.multiply(powers[n - 1], x, out=powers[n])
            np.matmul(self._days[day, wanted], powers, out=rows[:, piece])

    def _pieces(self, since_s: Array) -> Iterator[tuple[slice, int]]:
        """Which of ascending times belong to which day."""
        if not len(since_s):
            return
        first_s, last_s = float(since_s[0]), float(since_s[-1])
        whole_s = len(self._days) * DAY_S
        if not (first_s >= -_BEYOND_S and last_s <= whole_s + _BEYOND_S):
            outside_s = last_s if first_s >= -_BEYOND_S else first_s
            raise OrbitInputError(
                f"the time {outside_s - self._offset_s} s lies outside the days from {-self._offset_s:.0f} s to "
                f"{whole_s - self._offset_s:.0f} s that this orientation of the Earth was made for"
            )
        last_day = len(self._days) - 1
        first, last = (min(max(int(s // DAY_S), 0), last_day) for s in (first_s, last_s))
        start = 0
        for day in range(first, last):
            end = int(np.searchsorted(since_s, (day + 1) * DAY_S))
            yield slice(start, end), day
            start = end
        yield slice(start, len(since_s)), last


def _times(t_s: Array | float) -> Array:
    return np.atleast_1d(np.asarray(t_s, dtype=float))


def _turned_frame(parts: Array, angle_rad: Array, frame: Array) -> None:
    """Fill ``frame``, (3, 3, n), with R3(angle) Q(X, Y)."""
    x, y, z = parts[POLE_X], parts[POLE_Y], parts[POLE_Z]
    sine, cosine = sine_and_cosine(angle_rad)
    ax, ay = -x / (1.0 + z), -y / (1.0 + z)
    xx, xy, yy = 1.0 + ax * x, ax * y, 1.0 + ay * y
    frame[0, 0] = cosine * xx + sine * xy
    frame[0, 1] = sine * yy + cosine * xy
    frame[0, 2] = -(cosine * x + sine * y)
    frame[1, 0] = cosine * xy - sine * xx
    frame[1, 1] = cosine * yy - sine * xy
    frame[1, 2] = sine * x - cosine * y
    frame[2, 0] = x
    frame[2, 1] = y
    frame[2, 2] = z


def sine_and_cosine(angle_rad: Array) -> tuple[Array, Array]:
    """Both from one tangent of the half angle, which NumPy computes several times faster than either."""
    half = np.tan(0.5 * angle_rad)
    scale = 2.0 / (1.0 + half * half)
    return half * scale, scale - 1.0
