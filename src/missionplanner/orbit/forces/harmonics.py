"""The Earth's gravity to any degree and order, for many positions in a frame that turns with the Earth."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from math import factorial, prod, sqrt

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2
from missionplanner.orbit.vectors import Array

# Doubles that the tables of one chunk of positions may take: larger ones leave a core's cache, smaller ones cost calls.
_CHUNK_DOUBLES = 700_000
_ORDERS_AT_ONCE = 6  # in one matrix product: few rows are slow, and the higher orders of a product waste columns


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
    q (xi + i eta)^m (2n-1)!! E(n, m), with E(n, m) a real polynomial in zeta and q2. It is a sum of the terms
    q^2j C(k), k + 2j = n - m, where C(k) = q^k T_k(zeta/q) are Chebyshev's polynomials: these lose no digits, as
    powers of zeta would. So for each order one constant matrix times the column of all terms up to its highest
    degree gives what the powers of xi + i eta are to be multiplied with.

    Source: Cunningham, Celestial Mechanics 2 (1970); Montenbruck & Gill, Satellite Orbits, 3.2.4 and 3.2.5, for the
    harmonics and their derivatives; Abramowitz & Stegun 22.7.4 for the recursion of Chebyshev's polynomials.
    """

    def __init__(self, lowest: int, highest: int, order: int) -> None:
        """Prepare the matrices for degrees ``lowest`` to ``highest`` and orders up to ``order``."""
        self._first = _first_terms(highest + 1)
        self._orders = order + 2
        weights = _weights(lowest, highest, order)
        self._products = [
            np.concatenate([_widened(matrix, weights[m].shape[1]) for matrix in weights[m : m + _ORDERS_AT_ONCE]])
            for m in range(0, self._orders, _ORDERS_AT_ONCE)
        ]
        self._chunk = _CHUNK_DOUBLES // (self._first[-1] + 8 * self._orders)
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
        terms = space.array("terms", self._first[-1], count)
        self._fill(terms, zeta, q2)
        factors = space.array("factors", 6 * self._orders, count)
        row = 0
        for weights in self._products:
            rows, columns = weights.shape
            np.matmul(weights, terms[:columns], out=factors[row : row + rows])
            row += rows
        powers = space.array("powers", self._orders, 2, count)
        _fill_powers(powers, xi + 1j * eta, np.sqrt(q2))
        np.einsum("kcn,kn->cn", factors.reshape(-1, 3, count), powers.reshape(-1, count), out=out)

    def _fill(self, terms: Array, zeta: Array, q2: Array) -> None:
        """The terms of each degree d, one degree after the other: C(d), then q2 times those of degree d - 2."""
        terms[0] = 1.0
        terms[1] = zeta
        twice = zeta + zeta
        starts = self._first
        for degree in range(2, len(starts) - 1):
            these = terms[starts[degree] : starts[degree + 1]]
            np.multiply(terms[starts[degree - 2] : starts[degree - 1]], q2, out=these[1:])
            np.multiply(terms[starts[degree - 1]], twice, out=these[0])
            these[0] -= these[1]


def _fill_powers(powers: Array, turn: NDArray[np.complex128], scale: Array) -> None:
    """Real and imaginary parts of scale turn^k, (K, 2, n), by powers of two."""
    both = np.empty((len(powers), len(turn)), dtype=np.complex128)
    both[0] = scale
    known = 1
    while known < len(both):
        more = min(known, len(both) - known)
        np.multiply(both[:more], turn, out=both[known : known + more])
        known += more
        turn = turn * turn
    powers[:, 0], powers[:, 1] = both.real, both.imag


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


def _first_terms(highest: int) -> list[int]:
    """Where the terms of each degree up to ``highest`` start in the column of all, and where they end."""
    return list(accumulate((degree // 2 + 1 for degree in range(highest + 1)), initial=0))


def _polynomials(highest: int, order: int) -> dict[tuple[int, int], Array]:
    """E(n, m): the coefficients of C(n - m), q2 C(n - m - 2), and so on, to ``highest`` degree and ``order``.

    P(n+1) = (zeta (2n+1) P(n) - n q2 P(n-1)) / (n+1) gives the zonals; because the derivatives of Legendre polynomials
    obey P'(n+1) = P'(n-1) + (2n+1) P(n), E(n+1, m+1) = E(n, m) + q2 / (4 n2 - 1) E(n-1, m+1).

    Source: Abramowitz & Stegun 8.5.3 and 8.5.
    """
    e = {(0, 0): np.ones(1)}
    for n in range(highest):
        share = 1.0 / (4 * n * n - 1)
        # zeta C(k) = (C(k+1) + q2 C(k-1)) / 2, and zeta C(0) = C(1)
        zonal = np.zeros((n + 1) // 2 + 1)
        zonal[: n // 2 + 1] = 0.5 * e[n, 0]
        zonal[1:] += 0.5 * e[n, 0][: (n + 1) // 2]
        if n % 2 == 0:
            zonal[n // 2] += 0.5 * e[n, 0][-1]
        if n:
            zonal[1:] -= n * share * e[n - 1, 0]
        e[n + 1, 0] = zonal / (n + 1)
        for m in range(min(n, order - 1) + 1):
            e[n + 1, m + 1] = e[n, m].copy()
            if m + 1 <= n - 1:
                e[n + 1, m + 1][1:] += share * e[n - 1, m + 1]
    return e


def _widened(matrix: Array, columns: int) -> Array:
    return np.pad(matrix, ((0, 0), (0, columns - matrix.shape[1])))


def _weights(lowest: int, highest: int, order: int) -> list[Array]:
    """For each order a matrix from the terms up to degree ``highest`` + 1 - m to x, y, z of both parts, (6, K).

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
    polynomials = _polynomials(highest + 1, order + 1)
    return [
        np.concatenate([np.outer(part[..., n], polynomials[n, m]) for n in range(m, highest + 2)], axis=1)
        for m, part in enumerate(parts)
    ]
