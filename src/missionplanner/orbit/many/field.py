"""The forces of many states that are each at their own time, counted in their own steps."""

from __future__ import annotations

import numpy as np

from missionplanner.orbit.forces import ExponentialAtmosphere, ForceField, Forces
from missionplanner.orbit.forces.polar import Air, PolarField
from missionplanner.orbit.vectors import Array

_HIGHEST_ZONAL = 4


class ManyField:
    """Accelerations [m per step squared] along the arcs of n states, z along the Earth's axis at the epoch.

    Zonals and exponential air, which no more than positions and velocities are needed for, are computed in the
    frame of the pole; anything else comes from the `ForceField` of the times and is turned into that frame.
    """

    def __init__(
        self,
        forces: Forces,
        epoch_utc_ms: int,
        to_pole: Array,
        start_s: Array,
        step_s: Array,
        steps: int,
        ballistic_m2pkg: Array | None,
    ) -> None:
        """Prepare the arcs' forces.

        Args:
            forces: which forces act.
            epoch_utc_ms: the instant that times are counted from.
            to_pole: rotation from the GCRS to the frame of the pole, (3, 3).
            start_s: when each arc starts [s since the epoch], (n,).
            step_s: length of each state's step [s], (n,).
            steps: how many steps each arc has.
            ballistic_m2pkg: Cd A / m of each state in place of the drag's own, (n,).
        """
        self._forces, self._epoch_utc_ms, self._to_pole = forces, epoch_utc_ms, to_pole
        self._start_s, self._step_s, self._steps = start_s, step_s, steps
        self._ballistic_m2pkg = ballistic_m2pkg
        self._degree = min(_HIGHEST_ZONAL, forces.gravity_degree)
        thin = forces.drag is not None and isinstance(forces.drag.atmosphere, ExponentialAtmosphere)
        self._simple = (
            forces.gravity_order == 0
            and forces.gravity_degree <= _HIGHEST_ZONAL
            and not (forces.sun or forces.moon)
            and forces.radiation is None
            and forces.thrust is None
            and (forces.drag is None or thin)
        )
        self._common_time = bool((step_s == step_s[0]).all() and (start_s == start_s[0]).all())
        self._one_step = self._polar("step", 1)
        self._window: PolarField | None = None
        self._window_detail: ForceField | None = None
        self._step_details: ForceField | None = None

    def _polar(self, name: str, times: int) -> PolarField:
        """The part computed in the frame of the pole, for every state at several times."""
        air = None
        drag = self._forces.drag
        if self._simple and drag is not None and isinstance(drag.atmosphere, ExponentialAtmosphere):
            ballistic = drag.ballistic_m2pkg if self._ballistic_m2pkg is None else self._ballistic_m2pkg
            per_state = np.broadcast_to(drag.factor * np.asarray(ballistic), self._step_s.shape)
            air = Air(atmosphere=drag.atmosphere, ballistic_m2pkg=per_state)
        return PolarField(name, self._degree, self._step_s, times, air)

    def main_over_window(self, times: Array, r_m: Array, out: Array) -> None:
        """The same of the zonals alone."""
        self._over_window(times).gravity(r_m.reshape(3, -1), out.reshape(3, -1))

    def _over_window(self, times: Array) -> PolarField:
        if self._window is None:
            self._window = self._polar("window", len(times))
        return self._window

    def over_window(self, times: Array, r_m: Array, v_m: Array, out: Array) -> None:
        """Fill in the accelerations at several times, counted in steps, (M,); each array is (3, M, n)."""
        window = self._over_window(times)
        r_m, v_m, flat = (a.reshape(3, -1) for a in (r_m, v_m, out))
        window.acceleration(r_m, v_m, flat)
        if not self._simple:
            if self._window_detail is None:
                t_s = (self._start_s + times[:, None] * self._step_s).ravel()
                self._window_detail = self._force_field(t_s, len(times))
            self._add_detail(self._window_detail, np.tile(self._step_s, len(times)), r_m, v_m, flat)

    def at_step(self, step: int, r_m: Array, v_m: Array, out: Array) -> None:
        """Fill in the accelerations of all states after so many steps; each array is (3, n)."""
        self._one_step.acceleration(r_m, v_m, out)
        if self._simple:
            return
        if self._common_time:
            if self._step_details is None:
                t_s = self._start_s[0] + self._step_s[0] * np.arange(self._steps + 1)
                self._step_details = self._force_field(t_s, 1)
            field = self._step_details.at(step)
        else:
            field = self._force_field(self._start_s + step * self._step_s, 1)
        self._add_detail(field, self._step_s, r_m, v_m, out)

    def _force_field(self, t_s: Array, repeats: int) -> ForceField:
        ballistic = self._ballistic_m2pkg
        return ForceField(
            self._forces, self._epoch_utc_ms, t_s, None if ballistic is None else np.tile(ballistic, repeats)
        )

    def _add_detail(self, field: ForceField, step_s: Array, r_m: Array, v_m: Array, out: Array) -> None:
        rates_mps = v_m / np.where(step_s > 0.0, step_s, 1.0)
        back = self._to_pole.T
        out += (self._to_pole @ field.detail(back @ r_m, back @ rates_mps)) * (step_s * step_s)
