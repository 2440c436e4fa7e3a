"""The Earth's gravity to any degree and order, for many positions in a frame that turns with the Earth."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import factorial, sqrt

import numpy as np

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2
from missionplanner.orbit.vectors import Array

# Doubles that one chunk of positions may take: what a core keeps near itself.
_CHUNK_DOUBLES = 60_000
_FEWEST_IN_A_CHUNK = 64


@lru_cache(maxsize=1)
def egm2008() -> tuple[Array, Array]:
    """Fully normalised cosine and sine coefficients to degree and order 36, each (37, 37), the point mass included.

    Tide-free, as published: the mean part of the Sun's and the Moon's tide, which makes C20 4.2e-9 larger in size,
    is not in them, nor is any other tide.

    Source: EGM2008, NGA; resources/earth/README.md.
    """
    with np.load(str(files("missionplanner").joinpath("resources", "earth", "egm2008_36.npz"))) as data:
        return data["cosine"], data["sine"]


class Harmonics:
    """The gradient of the field's harmonics between two degrees, up to one order.

    With x, y, z over the distance times q = R/r as (xi, eta, zeta), the solid harmonics V + i W of one degree come
    from those of the two before it, all orders at once; the acceleration is a constant matrix times them. They are
    scaled here so that the recursion reads U(n, m) = zeta U(n-1, m) - beta q2 U(n-2, m) and
    U(m, m) = (xi + i eta) U(m-1, m-1).

    Source: Cunningham, Celestial Mechanics 2 (1970); Montenbruck & Gill, Satellite Orbits, 3.2.4 and 3.2.5.
    """

    def __init__(self, lowest: int, highest: int, order: int) -> None:
        """Prepare the matrix for degrees ``lowest`` to ``highest`` and orders up to ``order``."""
        self._widths = [min(n, order + 1) + 1 for n in range(highest + 2)]
        self._starts = np.concatenate([[0], np.cumsum([2 * width for width in self._widths])]).tolist()
        self._beta = [
            np.array([(n + m - 1) * (n - m - 1) / ((2 * n - 1) * (2 * n - 3)) for m in range(min(n - 1, width))])
            for n, width in enumerate(self._widths)
        ]
        self._matrix = self._gradient(lowest, highest, order)
        self._rows = self._starts[-1]
        self._chunk = max(_FEWEST_IN_A_CHUNK, _CHUNK_DOUBLES // self._rows)

    def acceleration(self, r_m: Array) -> Array:
        """Acceleration [m/s2] in the Earth's frame at positions in it [m], (3, n) to (3, n)."""
        count = r_m.shape[1]
        if count <= self._chunk:
            return self._of_chunk(r_m)
        result = np.empty((3, count))
        pieces = -(-count // self._chunk)
        edges = [count * piece // pieces for piece in range(pieces + 1)]
        for first, last in pairwise(edges):
            result[:, first:last] = self._of_chunk(r_m[:, first:last])
        return result

    def _of_chunk(self, r_m: Array) -> Array:
        count = r_m.shape[1]
        solid = np.empty((self._rows, count))
        degrees = [
            solid[start : start + 2 * width].reshape(2, width, count)
            for start, width in zip(self._starts, self._widths, strict=False)
        ]
        scale = EARTH_RADIUS_M / np.einsum("in,in->n", r_m, r_m)
        xi, eta, zeta = r_m * scale
        q2 = scale * EARTH_RADIUS_M
        spare = np.empty((2, self._widths[-1], count))
        degrees[0][0, 0] = np.sqrt(q2)
        degrees[0][1, 0] = 0.0
        for n in range(1, len(degrees)):
            now, before = degrees[n], degrees[n - 1]
            shared = min(before.shape[1], now.shape[1])
            np.multiply(zeta, before[:, :shared], out=now[:, :shared])
            if n > 1:
                beta = self._beta[n]
                part = spare[:, : len(beta)]
                np.multiply(degrees[n - 2][:, : len(beta)], q2, out=part)
                part *= beta[:, None]
                now[:, : len(beta)] -= part
            if now.shape[1] > n:
                cosine, sine = before[:, n - 1]
                np.subtract(xi * cosine, eta * sine, out=now[0, n])
                np.add(xi * sine, eta * cosine, out=now[1, n])
        gradient: Array = self._matrix @ solid
        return gradient

    def _gradient(self, lowest: int, highest: int, order: int) -> Array:
        """The matrix from scaled solid harmonics to the acceleration, (3, K); Montenbruck & Gill, eq. 3.33."""
        scale = _scales(highest + 1)
        matrix = np.zeros((3, self._starts[-1]))
        cosines, sines = egm2008()
        for n in range(lowest, highest + 1):
            start, width = self._starts[n + 1], self._widths[n + 1]
            for m in range(min(n, order) + 1):
                norm = sqrt((2 - (m == 0)) * (2 * n + 1) * factorial(n - m) / factorial(n + m))
                c, s = norm * cosines[n, m], norm * sines[n, m]
                up, level = scale[n + 1, m + 1], scale[n + 1, m]
                re, im = start + m, start + width + m
                if m == 0:
                    matrix[0, re + 1] -= c * up
                    matrix[1, im + 1] -= c * up
                    matrix[2, re] -= (n + 1) * c * level
                    continue
                down = scale[n + 1, m - 1] * (n - m + 2) * (n - m + 1)
                matrix[0, [re + 1, im + 1, re - 1, im - 1]] += 0.5 * np.array([-c * up, -s * up, c * down, s * down])
                matrix[1, [im + 1, re + 1, im - 1, re - 1]] += 0.5 * np.array([-c * up, s * up, -c * down, s * down])
                matrix[2, [re, im]] -= (n - m + 1) * level * np.array([c, s])
        matrix *= GM_EARTH_M3PS2 / EARTH_RADIUS_M**2
        return matrix


@lru_cache(maxsize=16)
def harmonics(lowest: int, highest: int, order: int) -> Harmonics:
    """The prepared field of degrees ``lowest`` to ``highest``, orders up to ``order``."""
    return Harmonics(lowest, highest, order)


def _scales(highest: int) -> Array:
    """What turns the scaled solid harmonics into the textbook's, V = scale U, (highest + 1, highest + 1)."""
    scale = np.zeros((highest + 1, highest + 2))
    scale[0, 0] = 1.0
    for m in range(highest + 1):
        if m:
            scale[m, m] = scale[m - 1, m - 1] * (2 * m - 1)
        for n in range(m + 1, highest + 1):
            scale[n, m] = scale[n - 1, m] * (2 * n - 1) / (n - m)
    return scale
