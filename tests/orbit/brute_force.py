"""Crossings found without any cleverness: a dense scan, then bisection of each change of sign."""

from collections.abc import Callable

import numpy as np


def scan(function: Callable[[np.ndarray], np.ndarray], start_s: float, end_s: float, step_s: float) -> np.ndarray:
    """Times of all changes of sign that a scan with a fixed step sees, each bisected to 1e-7 s."""
    times_s = np.linspace(start_s, end_s, int((end_s - start_s) / step_s) + 2)
    above = np.concatenate([function(part) >= 0.0 for part in np.array_split(times_s, len(times_s) // 50_000 + 1)])
    at = np.flatnonzero(above[1:] != above[:-1])
    low_s, high_s, low = times_s[at], times_s[at + 1], above[at]
    while len(at) and (high_s - low_s).max() > 1e-7:
        middle_s = 0.5 * (low_s + high_s)
        same = (function(middle_s) >= 0.0) == low
        low_s, high_s = np.where(same, middle_s, low_s), np.where(same, high_s, middle_s)
    return 0.5 * (low_s + high_s)
