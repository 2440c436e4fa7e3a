"""The states of a target that is pushed along its orbit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.target_states import TargetStates
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.frames import absolute_state_from_lvlh, relative_state_lvlh
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.vectors import Array

_BLOCK_S = 2.0 * 86400.0
# What a push does is a difference of two orbits, which all but the oblate Earth moves much alike.
_ZONALS = Forces(gravity_degree=4)


@dataclass(frozen=True, kw_only=True)
class ReboostedStates:
    """The states of a target that is pushed along its orbit once: those of its source until then, shifted after it.

    The shift is what the push does to an orbit of our own forces, seen in the target's LVLH frame, so that whatever
    else moves the source stays in.
    """

    source: TargetStates
    utc_ms: int
    dv_mps: float
    forces: Forces = _ZONALS

    @property
    def reaches_by_flight(self) -> bool:
        """Whether instants beyond the source are flown from its nearest end."""
        return self.source.reaches_by_flight

    def away_ms(self, utc_ms: int) -> int:
        """How far an instant is from what the source knows."""
        return self.source.away_ms(utc_ms)

    def states(self, utc_ms: NDArray[np.int64]) -> tuple[Array, Array]:
        """GCRS position [m] and velocity [m/s] at instants, each (n, 3).

        Raises:
            ElementsError, OrbitInputError, PropagationError: an instant cannot be reached.
        """
        r_m, v_mps = self.source.states(utc_ms)
        t_s = (np.asarray(utc_ms) - self.utc_ms) / 1000
        after = t_s >= 0.0
        if after.any():
            blocks = ceil(float(t_s[after].max()) / _BLOCK_S) or 1
            pushed, coasting = _flown(self.source, self.utc_ms, self.dv_mps, blocks, self.forces)
            shift = relative_state_lvlh(*pushed.state(t_s[after]), *coasting.state(t_s[after]))
            r_m, v_mps = r_m.copy(), v_mps.copy()
            r_m[after], v_mps[after] = absolute_state_from_lvlh(*shift, r_m[after], v_mps[after])
        return r_m, v_mps


@lru_cache(maxsize=32)
def _flown(
    source: TargetStates, utc_ms: int, dv_mps: float, blocks: int, forces: Forces
) -> tuple[Trajectory, Trajectory]:
    """Blocks of days from a reboost on: with it, and without."""
    r_m, v_mps = (part[0] for part in source.states(np.array([utc_ms], dtype=np.int64)))
    faster = v_mps * (1.0 + dv_mps / np.linalg.norm(v_mps))
    end_s = blocks * _BLOCK_S + 1.0
    return (
        propagate(r_m, faster, utc_ms, 0.0, end_s, forces, 0.1),
        propagate(r_m, v_mps, utc_ms, 0.0, end_s, forces, 0.1),
    )
