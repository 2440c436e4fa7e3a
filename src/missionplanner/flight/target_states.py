"""Where a target is at any instant, whatever says so: the interface that windows are searched through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from missionplanner.orbit.almanac import sgp4_states
from missionplanner.orbit.fit import FitResult, fit_to_states
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.vectors import Array
from missionplanner.plan.station import ElementSet

_DAY_MS = 86_400_000
_SAMPLE_MS = 120_000


class TargetStates(Protocol):
    """A source of the target's states: an element set or an ephemeris."""

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
        return sgp4_states(self.elements.line1, self.elements.line2, utc_ms)

    def away_ms(self, utc_ms: int) -> int:
        """How far an instant is from the epoch."""
        return abs(utc_ms - self.elements.epoch.ms)


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
