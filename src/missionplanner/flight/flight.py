"""The answer of the flight solver: trajectories, burns, contact, and what it found wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.inputs import FlightInputs
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule import EventEdge

_ROUNDING_MS = 2.0


@dataclass(frozen=True, kw_only=True)
class SolvedBurn:
    """One rendezvous burn as flown: ignition, delta-v in the chaser's own LVLH, and how long the engine runs."""

    event: str
    name: str
    tig_ms: int
    dv_lvlh_mps: tuple[float, float, float]
    duration_ms: int

    @property
    def dv_mps(self) -> float:
        """The size of the delta-v."""
        return float(np.linalg.norm(self.dv_lvlh_mps))


@dataclass(frozen=True, kw_only=True)
class Insertion:
    """The orbit at separation, osculating, heights above the equatorial radius; inclination and node of date."""

    utc_ms: int
    perigee_height_m: float
    apogee_height_m: float
    inclination_rad: float
    raan_rad: float


@dataclass(frozen=True, kw_only=True)
class Contact:
    """The flown relative state at contact, in the port's frame."""

    utc_ms: int
    speed_mps: float
    lateral_speed_mps: float
    lateral_offset_m: float


@dataclass(frozen=True, kw_only=True)
class DeltaV:
    """Delta-v by purpose; the parts add up to the total.

    ``in_plane_mps`` sums the rendezvous burns without their out-of-plane components, ``plane_mps`` is what those
    components add, both as they would be without air; ``drag_mps`` is what making up for the chaser's drag adds,
    ``approach_mps`` is everything from the gate to contact.
    """

    in_plane_mps: float
    plane_mps: float
    approach_mps: float
    drag_mps: float = 0.0

    @property
    def total_mps(self) -> float:
        """All delta-v from insertion to contact."""
        return self.in_plane_mps + self.plane_mps + self.drag_mps + self.approach_mps


@dataclass(frozen=True, kw_only=True)
class AscentPath:
    """The way from the pad to insertion, drawn and not flown: GCRS positions at seconds since the flight's epoch."""

    t_s: NDArray[np.float64]
    r_m: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Flight:
    """A flight from launch to docking.

    All trajectories share ``epoch_ms``, the full hour before T0: their times are float seconds since it. ``target``
    reaches from three hours before liftoff to nine after docking; ``chaser`` from insertion to contact, or as far as
    it could be flown, None if not at all (a finding says why). ``fit_rms_m`` is how far our orbit of the target is
    from its element set over the flight. ``instants_ms`` are start and end of the solved burns. ``is_flown`` is False
    for a flight still to come, ``is_preview`` True for one solved in haste: without air, its burns where an earlier
    flight had them, its chaser flown to the gate only, approach and contact taken over from ``approach_of``.
    """

    inputs: FlightInputs
    epoch_ms: int
    is_flown: bool = True
    is_preview: bool = False
    target: Trajectory | None = None
    fit_rms_m: float | None = None
    ascent: AscentPath | None = None
    phase_at_liftoff_rad: float | None = None
    phase_at_insertion_rad: float | None = None
    insertion: Insertion | None = None
    chaser: Trajectory | None = None
    burns: tuple[SolvedBurn, ...] = ()
    delta_v: DeltaV | None = None
    contact: Contact | None = None
    instants_ms: Mapping[EventEdge, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    approach_of: Flight | None = None

    @property
    def reaches_port(self) -> bool:
        """Whether the chaser's path is flown down to contact; one solved in haste ends at the gate."""
        if self.chaser is None or self.contact is None:
            return False
        return abs(self.epoch_ms + 1000.0 * self.chaser.end_s - self.contact.utc_ms) < _ROUNDING_MS

    def answers(self, inputs: FlightInputs) -> bool:
        """Whether these inputs need not be flown again."""
        return self.is_flown and not self.is_preview and inputs.flies_like(self.inputs)
