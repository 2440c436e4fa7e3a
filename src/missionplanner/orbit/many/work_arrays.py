"""Work arrays kept from call to call, as fresh megabytes cost more time than the sums that are done in them."""

from __future__ import annotations

from math import prod
from threading import local

import numpy as np

from missionplanner.orbit.vectors import Array


class _Kept(local):
    def __init__(self) -> None:
        self.arrays: dict[str, Array] = {}


_KEPT = _Kept()


def work_array(name: str, *shape: int) -> Array:
    """An array with whatever was left in it, the thread's own; it stays the caller's until the name is used again."""
    size = prod(shape)
    kept = _KEPT.arrays.get(name)
    if kept is None or kept.size < size:
        kept = _KEPT.arrays[name] = np.empty(size)
    return kept[:size].reshape(shape)
