"""Where a target is at any instant, whatever says so: the interface that windows are searched through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log2
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.element_states import element_states
from missionplanner.orbit.errors import OrbitInputError
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.published.beyond import states_beyond
from missionplanner.orbit.published.ephemeris import Ephemeris, EphemerisSegment
from missionplanner.orbit.published.fit import FitResult, fit_to_states
from missionplanner.orbit.vectors import Array
from missionplanner.plan.station import ElementSet

# Beyond an ephemeris 4, 8, 16, ... days are flown at once, and kept: windows ask for many instants in turn.
_BLOCK_S = 4.0 * 86400.0
_BEYOND_STEP_S = 240.0
_FARTHEST_S = 390 * 86400.0  # within the 400 days that the propagator flies
_SAMPLE_MS = 120_000


class TargetStates(Protocol):
    """A source of the target's states: an element set or an ephemeris."""

    def __hash__(self) -> int:
        """Sources are keys of what has been flown along them."""

    def states(self, utc_ms: NDArray[np.int64]) -> tuple[Array, Array]:
        """GCRS position [m] and velocity [m/s] at instants [ms of UTC since 1970], each (n, 3).

        Raises:
            ElementsError, OrbitInputError, PropagationError: an instant cannot be reached.
        """

    def away_ms(self, utc_ms: int) -> int:
        """How far an instant is from what is known: from the epoch of elements, or from the span of an ephemeris."""

    @property
    def reaches_by_flight(self) -> bool:
        """Whether instants that are away are flown from the nearest end, and have to be marked as such."""


@dataclass(frozen=True, kw_only=True)
class ElementStates:
    """The states of one element set, by SGP4, which is made to be flown away from its epoch."""

    elements: ElementSet
    reaches_by_flight = False

    def states(self, utc_ms: NDArray[np.int64]) -> tuple[Array, Array]:
        """GCRS position [m] and velocity [m/s] at instants, each (n, 3).

        Raises:
            ElementsError: the element set is malformed, or SGP4 refuses it.
        """
        return element_states(self.elements, utc_ms)

    def away_ms(self, utc_ms: int) -> int:
        """How far an instant is from the epoch."""
        return abs(utc_ms - self.elements.epoch.ms)


@dataclass(frozen=True, kw_only=True, eq=False)
class EphemerisStates:
    """The states of an ephemeris, which may hold reboosts; outside of it, flown from its nearest end."""

    ephemeris: Ephemeris
    ballistic_m2pkg: float | None = None
    reaches_by_flight = True

    def states(self, utc_ms: NDArray[np.int64]) -> tuple[Array, Array]:
        """GCRS position [m] and velocity [m/s] at instants, each (n, 3).

        Raises:
            OrbitInputError, PropagationError: an instant outside the ephemeris cannot be reached.
        """
        ephemeris = self.ephemeris
        t_s = (np.asarray(utc_ms) - ephemeris.epoch_utc_ms) / 1000
        r_m, v_mps = np.empty((len(t_s), 3)), np.empty((len(t_s), 3))
        inside = ephemeris.covers(t_s)
        r_m[inside], v_mps[inside] = ephemeris.state(t_s[inside])
        before, after = t_s < ephemeris.start_s, t_s > ephemeris.end_s
        for here, reach_s in ((before, ephemeris.start_s - t_s), (after, t_s - ephemeris.end_s)):
            if here.any():
                farthest_s = float(reach_s[here].max())
                if farthest_s > _FARTHEST_S:
                    raise OrbitInputError(
                        f"the day lies {farthest_s / 86400.0:.0f} days outside the ephemeris; at most "
                        f"{_FARTHEST_S / 86400.0:.0f} are flown"
                    )
                doublings = max(0, ceil(log2(farthest_s / _BLOCK_S)))
                flown = _flown_beyond(ephemeris, self.ballistic_m2pkg, doublings, here is after)
                r_m[here], v_mps[here] = flown.state(t_s[here])
        if (gap := ~(inside | before | after)).any():
            beyond = states_beyond(ephemeris, t_s[gap], self.ballistic_m2pkg)
            r_m[gap], v_mps[gap] = beyond.r_m, beyond.v_mps
        return r_m, v_mps

    def away_ms(self, utc_ms: int) -> int:
        """How far an instant is outside the ephemeris, zero inside."""
        t_s = (utc_ms - self.ephemeris.epoch_utc_ms) / 1000
        return round(1000.0 * max(0.0, self.ephemeris.start_s - t_s, t_s - self.ephemeris.end_s))


@lru_cache(maxsize=16)
def _flown_beyond(ephemeris: Ephemeris, ballistic_m2pkg: float | None, doublings: int, onward: bool) -> Ephemeris:
    """Some days beyond an end, tabulated."""
    end_s, side = (ephemeris.end_s, 1.0) if onward else (ephemeris.start_s, -1.0)
    reach_s = min(2**doublings * _BLOCK_S, _FARTHEST_S) + 2 * _BEYOND_STEP_S
    t_s = end_s + side * np.arange(_BEYOND_STEP_S / 2, reach_s, _BEYOND_STEP_S)
    beyond = states_beyond(ephemeris, t_s, ballistic_m2pkg)
    at_end, end_m, end_mps = ephemeris.nearest_state(float(t_s[0]))
    order = slice(None) if onward else slice(None, None, -1)
    times_s = np.append(at_end, t_s)[order]
    segment = EphemerisSegment(
        t_s=times_s,
        r_m=np.vstack([end_m[None], beyond.r_m])[order],
        v_mps=np.vstack([end_mps[None], beyond.v_mps])[order],
        start_s=float(times_s[0]),
        end_s=float(times_s[-1]),
    )
    return Ephemeris(epoch_utc_ms=ephemeris.epoch_utc_ms, segments=(segment,))


def nearest_states(targets: Sequence[TargetStates], utc_ms: int) -> TargetStates:
    """Return the source that knows most about an instant."""
    return min(targets, key=lambda target: target.away_ms(utc_ms))


def flown_like(target: TargetStates, first_ms: int, last_ms: int, epoch_ms: int, forces: Forces) -> FitResult:
    """An orbit of our own forces along a source's states from one instant to another, counted from an epoch.

    Raises:
        ElementsError, OrbitInputError, PropagationError: the states cannot be had or flown.
    """
    instants_ms = np.arange(first_ms, last_ms + _SAMPLE_MS, _SAMPLE_MS, dtype=np.int64)
    r_m, _ = target.states(instants_ms)
    return fit_to_states((instants_ms - epoch_ms) / 1000, r_m, epoch_ms, forces)
