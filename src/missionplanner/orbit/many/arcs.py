"""Many orbits over one arc each, all in the same number of steps, each with its own length of step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.many.field import ManyField
from missionplanner.orbit.many.multistep import ORDER, STEPS_AHEAD, STEPS_BACK, Starter, starter, weights
from missionplanner.orbit.many.work_arrays import work_array
from missionplanner.orbit.vectors import Array

_MOST_SWEEPS = 12
_SLOWEST_RATIO = 0.7
_NEAR_M = 2000.0
_STEPS_PER_CHECK = 5


class Answers:
    """States at wanted times, filled in while the arcs are stepped.

    Between two steps a polynomial of the fifth degree repeats position, velocity and acceleration at both; over the
    longest step it is some centimetres off at most.
    """

    def __init__(
        self, t_s: Array, here: NDArray[np.bool_], start_s: Array, step_s: Array, steps: int, answers: Array
    ) -> None:
        """Find the step of each wanted time.

        Args:
            t_s: wanted times [s since the epoch], (m,).
            here: which of them lie on which state's arc, (m, n).
            start_s: when each arc starts [s since the epoch], (n,).
            step_s: length of each state's step [s], (n,).
            steps: how many steps each arc has.
            answers: positions [m] and velocities [m/s], filled in here, (2, m, 3, n).
        """
        times, states = np.nonzero(here)
        step_s = step_s[states]
        elapsed = np.divide(t_s[times] - start_s[states], step_s, out=np.zeros(len(times)), where=step_s > 0.0)
        before = np.clip(elapsed.astype(int), 0, steps - 1)
        order = np.argsort(before, kind="stable")
        self._times, self._states, self._step_s = times[order], states[order], step_s[order]
        self._fraction = (elapsed - before)[order]
        self._limits = np.searchsorted(before[order], np.arange(steps + 1)).tolist()
        filled = np.flatnonzero(np.diff(self._limits))
        self.wanted = frozenset(filled.tolist()) | frozenset((filled + 1).tolist())  # whole steps that are needed
        self._answers = answers
        # position, velocity, acceleration at the whole steps before and after each wanted time
        self._ends = np.empty((2, 3, 3, len(times)))

    def take(self, step: int, r_m: Array, v_m: Array, a_m: Array) -> None:
        """Keep what wanted times beside this whole step need of it, each array (3, n)."""
        for end, interval in ((1, step - 1), (0, step)):
            if 0 <= interval < len(self._limits) - 1:
                first, last = self._limits[interval : interval + 2]
                if first < last:
                    states = self._states[first:last]
                    for kept, values in zip(self._ends[end], (r_m, v_m, a_m), strict=True):
                        kept[:, first:last] = values[:, states]

    def fill(self) -> None:
        """Fill in the answers, once the arc is flown.

        Source: the fifth-degree Hermite polynomial through both states.
        """
        (r0, v0, a0), (r1, v1, a1) = self._ends
        x = self._fraction
        bend = r1 - r0 - v0 - 0.5 * a0
        turn = v1 - v0 - a0
        jerk = 0.5 * (a1 - a0)
        c3, c4, c5 = (
            10.0 * bend - 4.0 * turn + jerk,
            7.0 * turn - 15.0 * bend - 2.0 * jerk,
            6.0 * bend - 3.0 * turn + jerk,
        )
        position = r0 + x * (v0 + x * (0.5 * a0 + x * (c3 + x * (c4 + x * c5))))
        velocity = v0 + x * (a0 + x * (3.0 * c3 + x * (4.0 * c4 + x * 5.0 * c5)))
        self._answers[0, self._times, :, self._states] = position.T
        self._answers[1, self._times, :, self._states] = (velocity / np.where(self._step_s > 0.0, self._step_s, 1.0)).T


def fly_arc(
    r_m: Array, v_m: Array, steps: int, angle_rad: float, field: ManyField, tolerance_m: float, answers: Answers | None
) -> tuple[Array, Array, float]:
    """Fly n states over their arcs.

    Args:
        r_m: positions at the start [m], (3, n).
        v_m: velocities there [m per step], (3, n).
        steps: how many steps the arcs have, at least STEPS_AHEAD.
        angle_rad: what a typical orbit turns by in one step.
        field: the forces.
        tolerance_m: how far the starting window's positions may be off.
        answers: where states along the arcs go, if any are wanted.

    Returns:
        Positions [m] and velocities [m per step] at the end, each (3, n), and the largest error of a single step [m],
        infinite if the starting window did not converge.
    """
    start = starter(angle_rad)
    window = _solve_start(r_m, v_m, start, angle_rad, field, tolerance_m)
    if window is None:
        return r_m, v_m, np.inf
    inside = 2 if answers is None else STEPS_AHEAD + 1  # how many whole steps' states are needed, the last of them
    times = start.grid[-inside:, None]
    grid_r, grid_v = work_array("grid states", 2, 3, inside, r_m.shape[1])
    np.matmul(start.grid_position[-inside:], window, grid_r)
    np.matmul(start.grid_velocity[-inside:], window, grid_v)
    grid_r += r_m[:, None] + times * v_m[:, None]
    grid_v += v_m[:, None]
    grid_a = work_array("grid accelerations", 3, len(start.grid), r_m.shape[1])
    np.matmul(start.grid_acceleration, window, grid_a)
    grid_a = grid_a.swapaxes(0, 1)
    if answers is not None:
        for step in range(STEPS_AHEAD + 1):
            answers.take(step, grid_r[:, step], grid_v[:, step], grid_a[STEPS_BACK + step])
    if steps == STEPS_AHEAD:
        return grid_r[:, -1].copy(), grid_v[:, -1].copy(), 0.0
    return _march(grid_r, grid_v, grid_a, steps, angle_rad, field, answers)


def _solve_start(
    r_m: Array, v_m: Array, start: Starter, angle_rad: float, field: ManyField, tolerance_m: float
) -> Array | None:
    """Accelerations at the nodes of the starting window, (3, k, n), by Picard iteration on all of them at once.

    The first sweeps, which only bring the positions near, do with the main forces.
    """
    shape = (3, len(start.nodes), r_m.shape[1])
    velocity_m, a_m, straight_m = work_array("window", 3, *shape)
    np.multiply(start.nodes[:, None], v_m[:, None], out=straight_m)
    straight_m += r_m[:, None]
    position_m = _guess(r_m, v_m, start.nodes, field)
    before_m, whole = np.inf, False
    for sweep in range(_MOST_SWEEPS):
        ends_m = position_m[:, [0, -1]]
        if whole:
            np.matmul(start.velocity, a_m, velocity_m)
            velocity_m += v_m[:, None]
            field.over_window(start.nodes, position_m, velocity_m, a_m)
        else:
            field.main_over_window(start.nodes, position_m, a_m)
        np.matmul(start.position, a_m, position_m)
        position_m += straight_m
        size_m = float(abs(position_m[:, [0, -1]] - ends_m).max())
        if not size_m < np.inf or (sweep > 2 and size_m > _SLOWEST_RATIO * before_m + _NEAR_M):
            return None
        # the positions are better by the ratio of two sweeps, but the accelerations are those of the sweep before
        gain = min(1.0, size_m / before_m) if before_m > 0.0 else 1.0
        left_m = size_m * (gain + angle_rad**2)
        if whole and left_m <= tolerance_m:
            return np.asarray(a_m)
        whole = whole or size_m <= _NEAR_M
        before_m = size_m
    return None


def _guess(r_m: Array, v_m: Array, times: Array, field: ManyField) -> Array:
    """First positions at times counted in steps, (3, M, n): Kepler's motion to the sixth power, and the perturbation.

    Source: Escobal, Methods of Orbit Determination, 3.6 (series of f and g).
    """
    a_m = np.empty(r_m.shape)
    field.at_step(0, r_m, v_m, a_m)
    r2 = np.einsum("in,in->n", r_m, r_m)
    u = -np.einsum("in,in->n", r_m, a_m) / r2
    p = np.einsum("in,in->n", r_m, v_m) / r2
    q = np.einsum("in,in->n", v_m, v_m) / r2 - u
    p2, up = p * p, u * p
    fourth = u * (3.0 * q - 15.0 * p2 + u) / 24.0
    fifth = up * (7.0 * p2 - 3.0 * q - u) / 8.0
    sixth = u * (p2 * (630.0 * q + 210.0 * u - 945.0 * p2) - q * (45.0 * q + 24.0 * u) - u * u) / 720.0
    f = np.stack([-0.5 * u, 0.5 * up, fourth, fifth, sixth])
    g = np.stack([-u / 6.0, 0.25 * up, u * (9.0 * q - 45.0 * p2 + u) / 120.0, up * (14.0 * p2 - 6.0 * q - u) / 24.0])
    powers = times[:, None] ** np.arange(7)
    position, part = work_array("guess", 2, 3, len(times), r_m.shape[1])
    np.multiply(1.0 + powers[:, 2:] @ f, r_m[:, None], position)
    position += np.multiply(times[:, None] + powers[:, 3:] @ g, v_m[:, None], part)
    position += np.multiply(0.5 * powers[:, 2:3], (a_m + u * r_m)[:, None], part)
    return np.asarray(position)


def _march(
    grid_r: Array, grid_v: Array, grid_a: Array, steps: int, angle_rad: float, field: ManyField, answers: Answers | None
) -> tuple[Array, Array, float]:
    rule = weights(angle_rad)
    count = grid_r.shape[2]
    ring = work_array("ring", ORDER, 3, count)
    ring[:] = grid_a[-ORDER:]
    wanted = answers.wanted if answers is not None else frozenset()
    slots, flat = list(ring), ring.reshape(ORDER, -1)
    newest = ORDER - 1
    (q, p), past = rule.ring[newest], grid_a[-ORDER - 2 :].swapaxes(0, 1)
    shifted = np.zeros((3, ORDER + 2))
    shifted[0, 1:-1], shifted[1, 1:-1], shifted[2, :-2] = q, p, p
    of_velocity, of_position, of_position_before = (shifted @ past).swapaxes(0, 1)
    once, twice = sums = work_array("sums", 2, 3, count)  # of the accelerations, and these sums summed again
    np.subtract(grid_r[:, -1], of_position, twice)
    np.subtract(twice, grid_r[:, -2] - of_position_before, once)
    # what the sums for positions lack for velocities, which is as small as the error of a step
    drift_m = grid_v[:, -1] - of_velocity - once
    gains = work_array("gains", 2, 3 * count)
    gains_by_component = gains.reshape(2, 3, count)
    two_states = work_array("states", 2, 2, 3, count)
    worst_m = 0.0
    v_m, r_m = two_states[0]
    for step in range(STEPS_AHEAD + 1, steps + 1):
        np.add(once, slots[newest], once)
        np.add(twice, once, twice)
        np.matmul(rule.ring[newest], flat, gains)
        state = two_states[step % 2]
        np.add(sums, gains_by_component, state)
        v_m, r_m = state
        if step == steps and step not in wanted:
            break  # what acts at the very end moves nothing any more
        judged = step % _STEPS_PER_CHECK == 0
        if judged:
            expected = rule.extrapolation[newest] @ flat
        newest = (newest + 1) % ORDER
        field.at_step(step, r_m, v_m, slots[newest])
        if judged:
            error_m = rule.correction * float(abs(flat[newest] - expected).max())
            if not error_m < np.inf:
                return r_m, v_m, np.inf
            worst_m = max(worst_m, error_m)
        if answers is not None and step in wanted:
            answers.take(step, r_m, v_m + drift_m, slots[newest])
    return r_m.copy(), v_m + drift_m, worst_m
