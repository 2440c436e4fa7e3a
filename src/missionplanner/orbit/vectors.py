"""Vector algebra over the last axis, for arrays of shape (..., 3)."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]


def dot(a: Array, b: Array) -> Array:
    """Scalar product of each pair of vectors, (...,)."""
    product: Array = np.einsum("...i,...i->...", a, b)
    return product


def norm(a: Array) -> Array:
    """Length of each vector, (...,)."""
    length: Array = np.sqrt(np.einsum("...i,...i->...", a, a))
    return length


def unit(a: Array) -> Array:
    """Each vector divided by its length, (..., 3)."""
    return a / norm(a)[..., None]


def cross(a: Array, b: Array) -> Array:
    """Vector product of each pair of vectors, (..., 3); several times faster than numpy.cross."""
    ax, ay, az = a[..., 0], a[..., 1], a[..., 2]
    bx, by, bz = b[..., 0], b[..., 1], b[..., 2]
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], axis=-1)


def rotate(dcm: Array, a: Array) -> Array:
    """Each vector in the components of another frame: ``dcm @ a`` over the leading axes, (..., 3)."""
    turned: Array = np.einsum("...ij,...j->...i", dcm, a)
    return turned
