"""An orbit of our own force model laid through positions from elsewhere, such as SGP4 or an ephemeris."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.forces.drag_number import DragNumber, drag_number, with_drag_number, within_limits
from missionplanner.orbit.kepler import kepler_propagate
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array, norm

_MOST_ITERATIONS = 12
_FEWEST_POSITIONS = 4
_STATE_STEPS = (10.0, 10.0, 10.0, 0.01, 0.01, 0.01)
_DRAG_STEPS = {DragNumber.FACTOR: 0.05, DragNumber.F107: 2.0}
_CONVERGED_M = 1e-3
_CONVERGED_SHARE = 1e-4
_GUESS_SPAN_S = 300.0
_FIRST_SPAN_S = 4.0 * 3600.0
_SPAN_GROWTH = 6.0
_MOST_SHOTS = 50
_MOST_HALVINGS = 8


@dataclass(frozen=True, kw_only=True)
class FitResult:
    """The fitted orbit and how well it follows what it was fitted to.

    Attributes:
        start_s: time of the fitted state [s since the epoch].
        r_m: its GCRS position [m], (3,).
        v_mps: its GCRS velocity [m/s], (3,).
        forces: the force model it was flown under, with the drag's number found.
        trajectory: the orbit flown from there over the span of the fit.
        rms_m: root mean square distance from the positions [m].
        max_m: largest distance from them [m].
    """

    start_s: float
    r_m: Array
    v_mps: Array
    forces: Forces
    trajectory: Trajectory
    rms_m: float
    max_m: float


def fit_to_states(
    t_s: Array,
    r_m: Array,
    epoch_utc_ms: int,
    forces: Forces,
    *,
    drag: DragNumber | None = None,
    start: tuple[Array, Array] | None = None,
) -> FitResult:
    """Find the state whose flight follows given positions best, in the sense of least squares.

    Args:
        t_s: times [s since the epoch], ascending, (n,) with n at least 4.
        r_m: GCRS positions at these times [m], (n, 3).
        epoch_utc_ms: the instant that times are counted from.
        forces: the force model to fly the orbit under.
        drag: a number of the drag to find as well; the forces' own is the first guess.
        start: the position [m] and velocity [m/s] at the first time, if they are known and only the drag is looked
            for; it shows in what grows faster than time, so some revolutions are needed.

    Returns:
        The state at the first time, its flight to the last, and the distances that remain.

    Raises:
        OrbitInputError: the positions are too few, not finite, not in order, or lie on no bound orbit; or the forces
            have no drag to look for.
        PropagationError: the orbit cannot be flown to its tolerance.

    The state is first found under the zonal harmonics alone, which are cheap to fly, over spans that grow, so that no
    step is taken where the flight no longer depends linearly on it. The zonals' partial derivatives then serve for
    the full forces too: they are true to some hundredths over days, and each step gains as much.

    Source: Montenbruck & Gill, Satellite Orbits, 8.1 (batch least squares, Gauss-Newton, difference quotients).
    """
    t_s, r_m = np.asarray(t_s, dtype=float), np.asarray(r_m, dtype=float)
    _check(t_s, r_m)
    search = _Search(t_s=t_s, r_m=r_m, epoch_utc_ms=epoch_utc_ms, forces=forces, drag=drag, free_state=start is None)
    if start is not None:
        if drag is None:
            raise OrbitInputError("the start is given and no number of the drag is asked for, so nothing can be fitted")
        return search.best([*start[0], *start[1], drag_number(forces, drag)])
    state = _first_guess(t_s, r_m)
    for count in _growing_counts(t_s, all_of_them=forces != _zonals_of(forces)):
        early = replace(search, t_s=t_s[:count], r_m=r_m[:count], forces=_zonals_of(forces), drag=None)
        fitted = early.best(state.tolist())
        state = np.concatenate([fitted.r_m, fitted.v_mps])
    guess = state.tolist() if drag is None else [*state.tolist(), drag_number(forces, drag)]
    return search.best(guess)


@dataclass(frozen=True, kw_only=True)
class _Search:
    """What is looked for, and in what: six components of the state at the first time, then the drag's number."""

    t_s: Array
    r_m: Array
    epoch_utc_ms: int
    forces: Forces
    drag: DragNumber | None
    free_state: bool

    def best(self, guess: Sequence[float]) -> FitResult:
        """Gauss-Newton from a first guess, with shorter steps where a whole one leads farther away.

        Partial derivatives are taken anew only when a step gains less than half of what they foretold.
        """
        fit = self._fit_of(np.array(guess))
        partials, fresh = self._partials(fit), True
        for _ in range(_MOST_ITERATIONS):
            misses_m = self._misses(fit)
            scale = norm(partials.T)
            change, *_ = np.linalg.lstsq(partials / scale, misses_m, rcond=None)
            step = change / scale
            now_m, foretold_m = self._size(misses_m), self._size(misses_m - partials @ step)
            if now_m - foretold_m < max(_CONVERGED_M, _CONVERGED_SHARE * now_m):
                break
            nearer = self._nearer(fit, step, now_m)
            if nearer is None and fresh:
                break
            poor = nearer is None or now_m - self._size(self._misses(nearer)) < 0.5 * (now_m - foretold_m)
            fit = nearer or fit
            if poor:
                partials = self._partials(fit)
            fresh = poor
        return fit

    def _misses(self, fit: FitResult) -> Array:
        """From the flight to the positions [m], (3 n,), less what is no matter of the numbers looked for."""
        return self._without_drift(self.r_m - fit.trajectory.position(self.t_s)).ravel()

    def _without_drift(self, away_m: Array) -> Array:
        """Less the part along the track that grows in proportion to time, if the state is not looked for.

        Such a drift comes from the given state and from gravity left out, while the drag grows with the square of
        time; kept in, a metre of it within six hours would pass for a percent of the drag.
        """
        if self.free_state:
            return away_m
        along = np.gradient(self.r_m, self.t_s, axis=0)
        drift = along * ((self.t_s - self.t_s[0]) / norm(along))[:, None]
        part: Array = away_m - drift * (np.sum(drift * away_m) / np.sum(drift * drift))
        return part

    def _size(self, misses_m: Array) -> float:
        return sqrt(float(misses_m @ misses_m) / len(self.t_s))

    def _nearer(self, fit: FitResult, step: Array, now_m: float) -> FitResult | None:
        """The flight a step on, or a part of the step; None if no part leads nearer."""
        for _ in range(_MOST_HALVINGS):
            numbers = self._numbers_of(fit)
            numbers[self._free] += step
            if self.drag is not None:
                numbers[6] = within_limits(self.drag, numbers[6])
            try:
                moved = self._fit_of(numbers)
            except (OrbitInputError, PropagationError):
                moved = None  # the step led to no orbit
            if moved is not None and self._size(self._misses(moved)) < now_m:
                return moved
            step = 0.5 * step
        return None

    def _numbers_of(self, fit: FitResult) -> Array:
        drag = [] if self.drag is None else [drag_number(fit.forces, self.drag)]
        return np.array([*fit.r_m, *fit.v_mps, *drag])

    def _fit_of(self, numbers: Array) -> FitResult:
        trajectory = self._fly(numbers, self.forces)
        distances_m = norm(self.r_m - trajectory.position(self.t_s))
        return FitResult(
            start_s=float(self.t_s[0]),
            r_m=numbers[:3],
            v_mps=numbers[3:6],
            forces=self._forces_with(numbers, self.forces),
            trajectory=trajectory,
            rms_m=float(np.sqrt(np.mean(distances_m**2))),
            max_m=float(distances_m.max()),
        )

    @property
    def _free(self) -> slice:
        return slice(0 if self.free_state else 6, 6 if self.drag is None else 7)

    def _fly(self, numbers: Array, forces: Forces) -> Trajectory:
        start_s, end_s = float(self.t_s[0]), float(self.t_s[-1])
        flown = self._forces_with(numbers, forces)
        return propagate(numbers[:3], numbers[3:6], self.epoch_utc_ms, start_s, end_s, flown)

    def _forces_with(self, numbers: Array, forces: Forces) -> Forces:
        if self.drag is None or forces.drag is None:
            return forces
        return with_drag_number(forces, self.drag, float(numbers[6]))

    def _partials(self, fit: FitResult) -> Array:
        """Change of the positions with each number looked for, (3 n, m)."""
        columns = []
        numbers, flight = self._numbers_of(fit), fit.trajectory
        if self.free_state:
            zonals = _zonals_of(self.forces)
            flown_m = (flight if zonals == self.forces else self._fly(numbers, zonals)).position(self.t_s)
            for step, row in zip(_STATE_STEPS, np.eye(len(numbers)), strict=False):
                moved_m = self._fly(numbers + step * row, zonals).position(self.t_s)
                columns.append((moved_m - flown_m) / step)
        if self.drag is not None:
            changed = numbers.copy()
            changed[6] = within_limits(self.drag, numbers[6] + _DRAG_STEPS[self.drag])
            if changed[6] == numbers[6]:
                changed[6] -= _DRAG_STEPS[self.drag]
            moved_m = self._fly(changed, self.forces).position(self.t_s)
            columns.append((moved_m - flight.position(self.t_s)) / (changed[6] - numbers[6]))
        return np.stack([self._without_drift(column).ravel() for column in columns], axis=1)


def _growing_counts(t_s: Array, all_of_them: bool) -> list[int]:
    """How many positions to fit to, one after another, before the last fit to all."""
    counts: list[int] = []
    span_s = _FIRST_SPAN_S
    while span_s < t_s[-1] - t_s[0]:
        count = max(_FEWEST_POSITIONS, int(np.searchsorted(t_s, t_s[0] + span_s)))
        if not counts or count > counts[-1]:
            counts.append(count)
        span_s *= _SPAN_GROWTH
    return [*counts, len(t_s)] if all_of_them else counts


def _zonals_of(forces: Forces) -> Forces:
    return Forces(gravity_degree=min(4, forces.gravity_degree))


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
