"""An orbit of our own force model laid through positions from elsewhere, such as SGP4 or an ephemeris."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.propagator import propagate
from missionplanner.orbit.trajectory import Trajectory
from missionplanner.orbit.vectors import Array, norm

_MOST_ITERATIONS = 10
_FEWEST_POSITIONS = 4
_STEPS = (10.0, 10.0, 10.0, 0.01, 0.01, 0.01)
_CONVERGED_M = 1e-3
_GUESS_SPAN_S = 300.0
_MOST_SHOTS = 50


@dataclass(frozen=True, kw_only=True)
class FitResult:
    """The fitted orbit and how well it follows what it was fitted to.

    Attributes:
        start_s: time of the fitted state [s since the epoch].
        r_m: its GCRS position [m], (3,).
        v_mps: its GCRS velocity [m/s], (3,).
        trajectory: the orbit flown from there over the span of the fit.
        rms_m: root mean square distance from the positions [m].
        max_m: largest distance from them [m].
    """

    start_s: float
    r_m: Array
    v_mps: Array
    trajectory: Trajectory
    rms_m: float
    max_m: float


def fit_to_states(t_s: Array, r_m: Array, epoch_utc_ms: int, forces: Forces) -> FitResult:
    """Find the state whose flight follows given positions best, in the sense of least squares.

    Args:
        t_s: times [s since the epoch], ascending, (n,) with n at least 4.
        r_m: GCRS positions at these times [m], (n, 3).
        epoch_utc_ms: the instant that times are counted from.
        forces: the force model to fly the orbit under.

    Returns:
        The fitted state at the first time, its flight to the last, and the distances that remain.

    Raises:
        OrbitInputError: the positions are too few, not finite, not in order, or lie on no bound orbit.
        PropagationError: the orbit cannot be flown to its tolerance.

    Source: Montenbruck & Gill, Satellite Orbits, 8.1 (batch least squares, Gauss-Newton, difference quotients).
    """
    t_s, r_m = np.asarray(t_s, dtype=float), np.asarray(r_m, dtype=float)
    _check(t_s, r_m)

    def fly(state: Array) -> Trajectory:
        return propagate(state[:3], state[3:], epoch_utc_ms, float(t_s[0]), float(t_s[-1]), forces)

    state = _first_guess(t_s, r_m)
    partials: Array | None = None
    before_m = np.inf
    for _ in range(_MOST_ITERATIONS):
        trajectory = fly(state)
        flown_m = trajectory.position(t_s)
        misses_m = r_m - flown_m
        rms_m = float(np.sqrt(np.mean(np.sum(misses_m**2, axis=1))))
        if abs(before_m - rms_m) < _CONVERGED_M:
            break
        if partials is None or rms_m > 0.1 * before_m:
            partials = np.stack(
                [
                    (fly(state + step * row).position(t_s) - flown_m).ravel() / step
                    for step, row in zip(_STEPS, np.eye(6), strict=True)
                ],
                axis=1,
            )
        before_m = rms_m
        scale = norm(partials.T)
        change, *_ = np.linalg.lstsq(partials / scale, misses_m.ravel(), rcond=None)
        state = state + change / scale
    return FitResult(
        start_s=float(t_s[0]),
        r_m=state[:3],
        v_mps=state[3:],
        trajectory=trajectory,
        rms_m=rms_m,
        max_m=float(norm(misses_m).max()),
    )


def _first_guess(t_s: Array, r_m: Array) -> Array:
    """The two-body state at the first time that passes the position some minutes later."""
    later = int(np.argmin(abs(t_s - t_s[0] - _GUESS_SPAN_S)))
    later = max(1, later)
    dt_s = float(t_s[later] - t_s[0])
    start_m, aim_m = r_m[0], r_m[later]
    v_mps = (aim_m - start_m) / dt_s
    for _ in range(_MOST_SHOTS):
        miss_m = aim_m - kepler_propagate(start_m, v_mps, dt_s)[0]
        v_mps = v_mps + miss_m / dt_s
        if float(norm(miss_m)) < 1.0:
            break
    return np.concatenate([start_m, v_mps])


def _check(t_s: Array, r_m: Array) -> None:
    if t_s.ndim != 1 or r_m.shape != (len(t_s), 3):
        raise OrbitInputError(f"the times have shape {t_s.shape} and the positions {r_m.shape}; (n,) and (n, 3) fit")
    if len(t_s) < _FEWEST_POSITIONS:
        raise OrbitInputError(f"{len(t_s)} positions were given; a fit needs at least {_FEWEST_POSITIONS}")
    if not (np.isfinite(t_s).all() and np.isfinite(r_m).all()):
        raise OrbitInputError("a time or a position to fit to is not a finite number")
    if not (np.diff(t_s) > 0.0).all():
        raise OrbitInputError("the times to fit to must ascend")
