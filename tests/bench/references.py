"""Reference paths: computed once, kept under build/, thrown away when what they were made from changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

_HERE = Path(__file__).parent
_KEPT = _HERE.parents[1] / "build" / "bench"


def kept(
    name: str, make: Callable[[], np.ndarray], made_from: tuple[object, ...], sources: tuple[str, ...]
) -> np.ndarray:
    """What ``make`` gives, or gave when it was last made from the same things.

    Args:
        name: of the file.
        make: computes the array.
        made_from: numbers and arrays that it depends on.
        sources: modules beside this one that it depends on.
    """
    digest = hashlib.sha256()
    for thing in made_from:
        digest.update(np.ascontiguousarray(thing).tobytes() if isinstance(thing, np.ndarray) else repr(thing).encode())
    for module in sources:
        digest.update((_HERE / f"{module}.py").read_bytes())
    path = _KEPT / f"{name}-{digest.hexdigest()[:16]}.npy"
    if path.exists():
        return np.asarray(np.load(path))
    print(f"computing the reference {name}, which takes some seconds the first time", flush=True)
    array = make()
    _KEPT.mkdir(parents=True, exist_ok=True)
    for old in _KEPT.glob(f"{name}-*.npy"):
        old.unlink()
    np.save(path, array)
    return array
