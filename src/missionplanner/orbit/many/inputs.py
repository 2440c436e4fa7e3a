"""What many flights are asked for with: burns, and checks that name the state that is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from missionplanner.orbit.constants import GM_EARTH_M3PS2
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import check_state
from missionplanner.orbit.vectors import Array, dot, norm

MOST_ECCENTRIC = 0.8
_SURELY_ABOVE_M = 6_400_000.0
_LONGEST_SPAN_S = 30 * 86400.0


@dataclass(frozen=True, kw_only=True)
class ManyBurns:
    """Impulses of many vehicles, each at its own times.

    Attributes:
        t_s: times [s since the epoch], ascending for each vehicle, (n, b).
        delta_v_mps: changes of velocity in the GCRS [m/s], (n, b, 3); zeros where a vehicle has fewer.
    """

    t_s: Array
    delta_v_mps: Array


def check_states(r_m: Array, v_mps: Array) -> None:
    """Refuse states that are no bound orbits above the surface, or too eccentric for a common step.

    Raises:
        OrbitInputError: the sentence names the first state that is wrong, and its number.
    """
    for name, vectors in (("positions", r_m), ("velocities", v_mps)):
        if vectors.ndim != 2 or vectors.shape[1] != 3:
            raise OrbitInputError(f"the {name} have shape {vectors.shape}; three components for each state are needed")
    if r_m.shape != v_mps.shape:
        raise OrbitInputError(f"there are {len(r_m)} positions and {len(v_mps)} velocities; each state needs both")
    if not len(r_m):
        raise OrbitInputError("there are no states; at least one is needed")
    with np.errstate(all="ignore"):
        distance_m = norm(r_m)
        pull = GM_EARTH_M3PS2 / distance_m
        swirl = dot(v_mps, v_mps) / pull
        climb = dot(r_m, v_mps) / (distance_m * np.sqrt(pull))
        eccentricity2 = (swirl - 1.0) ** 2 + climb * climb * (2.0 - swirl)
        fine = (distance_m >= _SURELY_ABOVE_M) & (swirl < 2.0) & (eccentricity2 <= MOST_ECCENTRIC**2)
    for index in np.flatnonzero(~fine).tolist():
        try:
            check_state(r_m[index], v_mps[index])
        except OrbitInputError as refusal:
            raise OrbitInputError(f"state {index}: {refusal}") from None
        if not eccentricity2[index] <= MOST_ECCENTRIC**2:
            raise OrbitInputError(
                f"state {index}: the eccentricity is {float(np.sqrt(eccentricity2[index])):.6f}; many orbits are flown "
                f"together up to {MOST_ECCENTRIC}, so fly it alone with propagate"
            )


def check_times(start_s: float, t_s: Array) -> None:
    """Refuse times that are no times, or before the start.

    Raises:
        OrbitInputError: the sentence names the time.
    """
    if not isfinite(start_s):
        raise OrbitInputError(f"the start is {start_s} s; it must be finite")
    if t_s.ndim != 1 or not len(t_s):
        raise OrbitInputError(f"the times have shape {t_s.shape}; a row of one or more times is needed")
    if not np.isfinite(t_s).all():
        raise OrbitInputError(f"a time is {float(t_s[~np.isfinite(t_s)][0])} s; all must be finite")
    if np.any(np.diff(t_s) < 0.0):
        index = int(np.argmax(np.diff(t_s) < 0.0))
        raise OrbitInputError(f"{t_s[index + 1]:.6f} s comes after {t_s[index]:.6f} s; the times must ascend")
    if t_s[0] < start_s:
        raise OrbitInputError(f"time {t_s[0]:.6f} s lies before the start at {start_s:.6f} s")
    if t_s[-1] - start_s > _LONGEST_SPAN_S:
        raise OrbitInputError(
            f"the span is {(t_s[-1] - start_s) / 86400.0:.1f} days; many orbits are flown together over at most "
            f"{_LONGEST_SPAN_S / 86400.0:.0f}"
        )


def check_ballistic(ballistic_m2pkg: Array | None, count: int, forces: Forces) -> Array | None:
    """One ballistic coefficient for each state, or none.

    Raises:
        OrbitInputError: there is no drag to use them, their number is wrong, or one is below zero or not finite.
    """
    if ballistic_m2pkg is None:
        return None
    ballistic_m2pkg = np.asarray(ballistic_m2pkg, dtype=float)
    if forces.drag is None:
        raise OrbitInputError("ballistic coefficients were given, but the forces have no drag")
    if ballistic_m2pkg.shape != (count,):
        raise OrbitInputError(f"the ballistic coefficients have shape {ballistic_m2pkg.shape}; ({count},) is needed")
    wrong = ~((ballistic_m2pkg >= 0.0) & np.isfinite(ballistic_m2pkg))
    if wrong.any():
        index = int(np.argmax(wrong))
        raise OrbitInputError(
            f"state {index}: the ballistic coefficient is {ballistic_m2pkg[index]} m2/kg; it must be finite and at "
            "least zero"
        )
    return ballistic_m2pkg


def arcs_between(burns: ManyBurns | None, count: int, start_s: float, end_s: float) -> tuple[Array, Array]:
    """Limits of each state's arcs [s], (b + 2, n), and the changes of velocity between them [m/s], (b, 3, n).

    Raises:
        OrbitInputError: shapes do not fit, a number is not finite, or a burn is out of order or outside the span.
    """
    if burns is None:
        return np.repeat([[start_s], [end_s]], count, axis=1), np.empty((0, 3, count))
    times_s = np.asarray(burns.t_s, dtype=float)
    delta_v_mps = np.asarray(burns.delta_v_mps, dtype=float)
    if times_s.ndim != 2 or len(times_s) != count or delta_v_mps.shape != (*times_s.shape, 3):
        raise OrbitInputError(
            f"the burns have times of shape {times_s.shape} and changes of velocity of shape {delta_v_mps.shape}; "
            f"({count}, b) and ({count}, b, 3) are needed"
        )
    if not np.isfinite(delta_v_mps).all():
        index, burn, _ = (int(i) for i in np.argwhere(~np.isfinite(delta_v_mps))[0])
        raise OrbitInputError(
            f"state {index}: burn {burn} changes the velocity by {delta_v_mps[index, burn].tolist()} m/s; every "
            "component must be finite"
        )
    edges_s = np.hstack([np.full((count, 1), start_s), times_s, np.full((count, 1), end_s)])
    wrong = ~(np.diff(edges_s, axis=1) >= 0.0)
    if wrong.any():
        index = int(np.argwhere(wrong)[0, 0])
        raise OrbitInputError(
            f"state {index}: its burns are at {times_s[index].tolist()} s; they must ascend from the start at "
            f"{start_s:.6f} s to the last time at {end_s:.6f} s"
        )
    return np.ascontiguousarray(edges_s.T), np.ascontiguousarray(delta_v_mps.transpose(1, 2, 0))
