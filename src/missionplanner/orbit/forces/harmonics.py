"""The Earth's gravity to any degree and order, for many positions in a frame that turns with the Earth."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import factorial, prod, sqrt

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2
from missionplanner.orbit.vectors import Array

# Doubles that the table of one chunk of positions may take: larger ones leave a core's cache, smaller ones cost calls.
_CHUNK_DOUBLES = 1_500_000


@lru_cache(maxsize=1)
def egm2008() -> tuple[Array, Array]:
    """Fully normalised cosine and sine coefficients to degree and order 36, each (37, 37), the point mass included.

    Tide-free, as published: the mean part of the Sun's and the Moon's tide, which makes C20 4.2e-9 larger in size,
    is not in them, nor is any other tide.

    Source: EGM2008, NGA; resources/earth/README.md.
    """
    from importlib.resources import files  # takes longer than an orbit under zonals alone, which needs none of this

    with np.load(str(files("missionplanner").joinpath("resources", "earth", "egm2008_36.npz"))) as data:
        return data["cosine"], data["sine"]


class Harmonics:
    """The gradient of the field's harmonics between two degrees, up to one order.

    With x, y, z times R/r2 as (xi, eta, zeta) and q = R/r, the solid harmonics of degree n and order m are
    q (xi + i eta)^m (2n-1)!! E(n, m), with E(n, m) a real polynomial in zeta and q2. Because the derivatives of
    Legendre polynomials obey P'(n+1) = P'(n-1) + (2n+1) P(n), all orders of a degree come in one step from the two
    degrees before it: E(n+1, m+1) = E(n, m) + q2 / (4 n2 - 1) E(n-1, m+1). For each order one constant matrix times
    the column of E gives what the powers of xi + i eta are to be multiplied with.

    Source: Cunningham, Celestial Mechanics 2 (1970); Montenbruck & Gill, Satellite Orbits, 3.2.4 and 3.2.5, for the
    harmonics and their derivatives; Abramowitz & Stegun 8.5 for the recursions.
    """

    def __init__(self, lowest: int, highest: int, order: int) -> None:
        """Prepare the matrices for degrees ``lowest`` to ``highest`` and orders up to ``order``."""
        self._degrees = highest + 2
        self._orders = order + 2
        n = np.arange(1, highest + 1)
        self._shares = 1.0 / (4.0 * n * n - 1.0)
        self._weights = _weights(lowest, highest, order)
        self._chunk = _CHUNK_DOUBLES // (self._degrees * self._orders)
        self._idle: list[_Workspace] = []

    def acceleration(self, r_m: Array) -> Array:
        """Acceleration [m/s2] in the Earth's frame at positions in it [m], (3, n) to (3, n)."""
        count = r_m.shape[1]
        result = np.empty((3, count))
        try:
            space = self._idle.pop()  # another thread may have it: then this one makes its own
        except IndexError:
            space = _Workspace()
        pieces = max(1, -(-count // self._chunk))
        for first, last in pairwise([count * piece // pieces for piece in range(pieces + 1)]):
            self._of_chunk(r_m[:, first:last], result[:, first:last], space)
        self._idle.append(space)
        return result

    def _of_chunk(self, r_m: Array, out: Array, space: _Workspace) -> None:
        count = r_m.shape[1]
        scale = EARTH_RADIUS_M / np.einsum("in,in->n", r_m, r_m)
        xi, eta, zeta = r_m * scale
        q2 = scale * EARTH_RADIUS_M
        polynomials = space.array("polynomials", self._degrees, self._orders, count)
        self._fill(polynomials, zeta, np.multiply.outer(self._shares, q2))
        factors = space.array("factors", self._orders, 6, count)
        for m, weights in enumerate(self._weights):
            np.matmul(weights, polynomials[m:, m], out=factors[m])
        powers = space.array("powers", self._orders, 2, count)
        turn = xi + 1j * eta
        power = np.sqrt(q2).astype(complex)
        for both in powers:
            both[0] = power.real
            both[1] = power.imag
            power = power * turn
        np.einsum("kcn,kn->cn", factors.reshape(-1, 3, count), powers.reshape(-1, count), out=out)

    def _fill(self, table: Array, zeta: Array, shares: Array) -> None:
        """E(n, m) at each position for m up to n, (degrees, orders, count); what lies above is not touched."""
        orders = self._orders
        table[0, 0] = 1.0
        table[1, 0] = zeta
        table[1, 1] = 1.0
        for n, share in enumerate(shares, start=1):
            before, now, after = table[n - 1], table[n], table[n + 1]
            known = min(n, orders)  # the orders that degree n - 1 has too
            np.multiply(before[:known], share, out=after[:known])
            zonal = after[0]
            zonal *= -n
            zonal += zeta * now[0]
            zonal *= 1.0 / (n + 1)
            if known > 1:
                np.add(after[1:known], now[: known - 1], out=after[1:known])
            if known < orders:
                after[known : n + 2] = now[known - 1 : min(n + 1, orders - 1)]


class _Workspace:
    """Arrays that are kept from call to call: fresh ones of this size cost as much as the sums made in them."""

    def __init__(self) -> None:
        self._memory: dict[str, Array] = {}

    def array(self, name: str, *shape: int) -> Array:
        """An array of a shape, with whatever was left in it."""
        size = prod(shape)
        memory = self._memory.get(name)
        if memory is None or len(memory) < size:
            memory = self._memory[name] = np.empty(size)
        return memory[:size].reshape(shape)


@lru_cache(maxsize=16)
def harmonics(lowest: int, highest: int, order: int) -> Harmonics:
    """The prepared field of degrees ``lowest`` to ``highest``, orders up to ``order``."""
    return Harmonics(lowest, highest, order)


def _weights(lowest: int, highest: int, order: int) -> list[Array]:
    """For each order a matrix from its polynomials of degrees m to ``highest`` + 1 to x, y, z of both parts, (6, K).

    Source: Montenbruck & Gill, Satellite Orbits, eqs. 3.33 and 3.13.
    """
    cosines, sines = egm2008()
    parts = np.zeros((order + 2, 2, 3, highest + 2))  # order, real or imaginary, component, degree
    re, im = parts[:, 0], parts[:, 1]
    odd_product = 1.0
    for n in range(highest + 1):
        odd_product *= 2 * n + 1
        if n < lowest:
            continue
        for m in range(min(n, order) + 1):
            size = odd_product * sqrt((2 - (m == 0)) * (2 * n + 1) * factorial(n - m) / factorial(n + m))
            c, s = size * cosines[n, m], size * sines[n, m]
            re[m, 2, n + 1] -= (n - m + 1) * c
            if m == 0:
                re[1, 0, n + 1] -= c
                im[1, 1, n + 1] -= c
                continue
            im[m, 2, n + 1] -= (n - m + 1) * s
            down = (n - m + 2) * (n - m + 1)
            re[m + 1, :2, n + 1] += [-0.5 * c, 0.5 * s]
            im[m + 1, :2, n + 1] += [-0.5 * s, -0.5 * c]
            re[m - 1, :2, n + 1] += [0.5 * down * c, 0.5 * down * s]
            im[m - 1, :2, n + 1] += [0.5 * down * s, -0.5 * down * c]
    parts *= GM_EARTH_M3PS2 / EARTH_RADIUS_M**2
    return [np.ascontiguousarray(part.reshape(6, -1)[:, m:]) for m, part in enumerate(parts)]
