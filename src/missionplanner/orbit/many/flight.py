"""Many orbits flown at once, for dispersions and finite differences."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.constants import EARTH_RADIUS_M, GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError, PropagationError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.many.arcs import Answers, fly_arc
from missionplanner.orbit.many.field import ManyField
from missionplanner.orbit.many.inputs import (
    MOST_ECCENTRIC,
    ManyBurns,
    arcs_between,
    check_ballistic,
    check_states,
    check_times,
)
from missionplanner.orbit.many.multistep import STEPS_AHEAD
from missionplanner.orbit.sky.earth_pole import dcm_cirs_from_gcrs
from missionplanner.orbit.vectors import Array, cross, dot, norm

_STATES_AT_ONCE = 1024  # what a core's nearer cache holds
_MOST_STEPS = 200_000
_LOWEST_M = 0.5 * EARTH_RADIUS_M
_MOST_TRIES = 6
_AIM = 0.6  # of the tolerance, as the errors of steps are estimates
_LARGEST_ANGLE_RAD = 0.225
_ANGLE_PER_TENTH_POWER_RAD = 0.28  # error of one step, measured: about (angle / 0.29 rad)^10 m
_ANGLES_PER_OCTAVE = 140.0


def propagate_many(
    r_m: Array,
    v_mps: Array,
    epoch_utc_ms: int,
    start_s: float,
    t_s: Array,
    forces: Forces,
    *,
    ballistic_m2pkg: Array | None = None,
    burns: ManyBurns | None = None,
    tolerance_m: float = 0.1,
) -> tuple[Array, Array]:
    """Fly n states together and answer where they are at common times.

    All are stepped at once by a multistep method (`multistep`), in the number of steps that the most demanding of
    them needs; orbits alike in period and shape are therefore the cheapest. Each burn starts the method anew at its
    own exact time: between two burns each state has its own length of step. The largest error of a step is watched,
    and an arc that did not keep to the tolerance is flown again with shorter steps.

    Args:
        r_m: GCRS positions at ``start_s`` [m], (n, 3).
        v_mps: GCRS velocities there [m/s], (n, 3).
        epoch_utc_ms: the instant that times are counted from.
        start_s: time of the states [s since the epoch].
        t_s: times to answer for [s since the epoch], ascending and none before ``start_s``, (m,); at the time of a
            burn the velocity is the one after it.
        forces: the force model.
        ballistic_m2pkg: Cd A / m of each state in place of the drag's own [m2/kg], (n,).
        burns: impulses, none before ``start_s`` or after the last time.
        tolerance_m: how far an answer may lie from the exact solution of the force model.

    Returns:
        Positions [m] and velocities [m/s] in the GCRS, each (m, n, 3).

    Raises:
        OrbitInputError: a number is not finite, shapes or times do not fit together, a state is on no ellipse or
            below the surface; the sentence names the state.
        PropagationError: the tolerance cannot be met.
    """
    r_m, v_mps, t_s = (np.asarray(a, dtype=float) for a in (r_m, v_mps, t_s))
    check_states(r_m, v_mps)
    check_times(start_s, t_s)
    if not (isfinite(tolerance_m) and tolerance_m > 0.0):
        raise OrbitInputError(f"the tolerance is {tolerance_m} m; it must be greater than zero")
    ballistic_m2pkg = check_ballistic(ballistic_m2pkg, len(r_m), forces)
    edges_s, delta_v_mps = arcs_between(burns, len(r_m), float(start_s), float(t_s[-1]))
    order = np.arange(len(r_m))
    if len(r_m) > _STATES_AT_ONCE:
        order = np.argsort(_shapes(r_m, v_mps)[1], kind="stable")
    to_pole = dcm_cirs_from_gcrs(epoch_utc_ms)
    flown = np.empty((2, len(t_s), 3, len(r_m)))
    for first in range(0, len(r_m), _STATES_AT_ONCE):
        rows = order[first : first + _STATES_AT_ONCE]
        flight = _Flight(
            forces=forces,
            epoch_utc_ms=epoch_utc_ms,
            t_s=t_s,
            rows=rows,
            edges_s=edges_s[:, rows],
            ballistic_m2pkg=None if ballistic_m2pkg is None else ballistic_m2pkg[rows],
            tolerance_m=tolerance_m,
            to_pole=to_pole,
        )
        part = flight.fly(to_pole @ r_m[rows].T, to_pole @ v_mps[rows].T, to_pole @ delta_v_mps[:, :, rows])
        if len(rows) == len(r_m):
            flown = part
        else:
            flown[..., rows] = part
    answers = np.ascontiguousarray((to_pole.T @ flown).swapaxes(2, 3))
    return answers[0], answers[1]


def _shapes(r_m: Array, v_mps: Array) -> tuple[Array, Array, Array]:
    """Mean motion, angular rate at perigee [rad/s] and eccentricity, each (n,); no numbers where unbound."""
    momentum = cross(r_m, v_mps)
    parameter_m = dot(momentum, momentum) / GM_EARTH_M3PS2
    inverse_semi_major_pm = 2.0 / norm(r_m) - dot(v_mps, v_mps) / GM_EARTH_M3PS2
    eccentricity = np.sqrt(np.maximum(0.0, 1.0 - inverse_semi_major_pm * parameter_m))
    with np.errstate(invalid="ignore"):
        mean_radps: Array = np.sqrt(GM_EARTH_M3PS2 * inverse_semi_major_pm**3)
    fastest_radps: Array = np.sqrt(GM_EARTH_M3PS2 / parameter_m**3) * (1.0 + eccentricity) ** 2
    return mean_radps, fastest_radps, eccentricity


@dataclass(frozen=True, kw_only=True)
class _Pace:
    """How many steps an arc takes, and what its steps and its start may be wrong by [m]."""

    steps: int
    one_step_m: float
    start_m: float


def _pace(flown_rad: Array, eccentricity: Array, turn_rad: Array, tolerance_m: float) -> _Pace:
    """Steps for states that fly through angles, at perigee's rate through ``turn_rad`` of them on this arc, each (n,).

    An error of every step becomes one that grows with the square of the angle flown through after it, and the faster
    the more the orbit differs from a circle; the start's becomes one of velocity. The factors are measured.
    """
    growth = float(((0.45 + 25.0 * eccentricity * (1.0 + 2.0 * eccentricity)) * (flown_rad + 3.0) ** 2).max())
    one_step_m = tolerance_m / growth
    angle_rad = min(_LARGEST_ANGLE_RAD, _ANGLE_PER_TENTH_POWER_RAD * one_step_m**0.1)
    farthest_rad = float(flown_rad.max())
    start_growth = 10.0 * (farthest_rad + 1.0) * (1.0 + (0.03 * farthest_rad) ** 3) / angle_rad
    finer = 1.0 + 1.4 * eccentricity**2 / (eccentricity**2 + 0.06**2)  # for the harmonics above the third
    steps = max(STEPS_AHEAD, int(np.ceil((turn_rad * finer).max() / angle_rad)))
    return _Pace(steps=steps, one_step_m=one_step_m, start_m=tolerance_m / start_growth)


@dataclass(frozen=True, kw_only=True)
class _Flight:
    """As many states as are stepped at once, in components of the Earth's pole."""

    forces: Forces
    epoch_utc_ms: int
    t_s: Array
    rows: NDArray[np.intp]
    edges_s: Array
    ballistic_m2pkg: Array | None
    tolerance_m: float
    to_pole: Array

    def fly(self, r_m: Array, v_mps: Array, delta_v_mps: Array) -> Array:
        """All arcs: from states (3, n) and burns (b, 3, n) to states at the times, (2, m, 3, n)."""
        answers = np.empty((2, len(self.t_s), *r_m.shape))
        arcs = len(self.edges_s) - 1
        for arc in range(arcs):
            start_s, end_s = self.edges_s[arc], self.edges_s[arc + 1]
            if arc:
                v_mps = v_mps + delta_v_mps[arc - 1]
            here = self.t_s[:, None] >= start_s
            if arc < arcs - 1:
                here &= self.t_s[:, None] < end_s
            r_m, v_mps = self._fly_arc(r_m, v_mps, start_s, end_s, here, answers)
        return answers

    def _fly_arc(
        self, r_m: Array, v_mps: Array, start_s: Array, end_s: Array, here: NDArray[np.bool_], answers: Array
    ) -> tuple[Array, Array]:
        spans_s = end_s - start_s
        mean_radps, fastest_radps, eccentricity = _shapes(r_m.T, v_mps.T)
        lowest_m = np.cbrt(GM_EARTH_M3PS2 * (1.0 + eccentricity) / fastest_radps**2)  # perigee: p = r (1 + e)
        for state in np.flatnonzero(~((lowest_m > _LOWEST_M) & (eccentricity <= MOST_ECCENTRIC))).tolist():
            raise PropagationError(
                f"state {self.rows[state]}: from {start_s[state]:.3f} s on its orbit has an eccentricity of "
                f"{eccentricity[state]:.4f} and a perigee {lowest_m[state] / 1e3:.0f} km from the Earth's centre; "
                f"{MOST_ECCENTRIC} and {_LOWEST_M / 1e3:.0f} km are the limits for many orbits at once"
            )
        flown_rad = mean_radps * (self.edges_s[-1] - start_s)
        pace = _pace(flown_rad, eccentricity, fastest_radps * spans_s, _AIM * self.tolerance_m)
        steps = pace.steps
        for _ in range(_MOST_TRIES):
            if steps > _MOST_STEPS:
                break
            step_s = spans_s / steps
            typical_rad = float((mean_radps * spans_s).mean()) / steps
            if typical_rad > 0.0:
                typical_rad = float(2.0 ** (np.rint(np.log2(typical_rad) * _ANGLES_PER_OCTAVE) / _ANGLES_PER_OCTAVE))
            field = ManyField(
                self.forces, self.epoch_utc_ms, self.to_pole, start_s, step_s, steps, self.ballistic_m2pkg
            )
            between = here & (self.t_s[:, None] < end_s)
            on_the_way = Answers(self.t_s, between, start_s, step_s, steps, answers) if between.any() else None
            with np.errstate(all="ignore"):  # an arc that runs away is seen by its error
                end_m, end_v_m, error_m = fly_arc(
                    r_m, v_mps * step_s, steps, typical_rad, field, pace.start_m, on_the_way
                )
            if error_m <= pace.one_step_m:
                if on_the_way is not None:
                    on_the_way.fill()
                end_mps = np.divide(end_v_m, step_s, out=v_mps.copy(), where=step_s > 0.0)
                for index in np.flatnonzero((here & ~between).any(axis=1)).tolist():
                    states = here[index] & ~between[index]
                    np.copyto(answers[0, index], end_m, where=states)
                    np.copyto(answers[1, index], end_mps, where=states)
                return end_m, end_mps
            steps += steps // 2
        worst = int(np.argmax(fastest_radps * spans_s))
        raise PropagationError(
            f"state {int(self.rows[worst])} did not keep to {self.tolerance_m:g} m in steps of "
            f"{float(spans_s[worst]) / steps:.3g} s; loosen the tolerance, or fly it alone with propagate"
        )
