"""What comes of many dispersed flights: percentiles, counts of what went wrong, and bands along the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from missionplanner.flight.inputs import FlightInputs
from missionplanner.orbit.vectors import Array

# Every band has two parts: of 100 flights 90 lie in the outer, 50 in the inner one.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
LOW, INNER_LOW, MIDDLE, INNER_HIGH, HIGH = range(5)
SHARES = (0.9, 0.5)


@dataclass(frozen=True, kw_only=True)
class Percentiles:
    """Values that 50, 95 and 99 % of flights do not exceed."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, values: Array) -> Percentiles:
        """The percentiles of a sample, whatever is no number left out."""
        p50, p95, p99 = np.nanpercentile(values, [50.0, 95.0, 99.0]).tolist()
        return cls(p50=p50, p95=p95, p99=p99)


Late = tuple[float, float, float, float, float]


def late(values_s: Array) -> Late:
    """Quantiles of delays [s], whatever is no number left out."""
    p5, p25, p50, p75, p95 = np.nanquantile(values_s, QUANTILES).tolist()
    return p5, p25, p50, p75, p95


@dataclass(frozen=True, kw_only=True)
class DispersedBurn:
    """How a burn came out.

    ``tig_ms`` and ``end_ms`` are its planned ignition and cut-off, ``ignition_late_s`` and ``cutoff_late_s`` quantiles
    of how much later each came; an ignition by the clock is never late.
    """

    event: str
    name: str
    tig_ms: int
    end_ms: int
    dv_mps: Percentiles
    ignition_late_s: Late
    cutoff_late_s: Late


@dataclass(frozen=True, kw_only=True, eq=False)
class CurveBand:
    """Where one quantity lies over planned time: its ``QUANTILES`` at instants in UTC milliseconds, (5, m)."""

    utc_ms: Array
    values: Array

    def at(self, utc_ms: float) -> tuple[float, ...] | None:
        """The quantiles at an instant, None outside the band."""
        if not self.utc_ms.size or not self.utc_ms[0] <= utc_ms <= self.utc_ms[-1]:
            return None
        return tuple(float(np.interp(utc_ms, self.utc_ms, row)) for row in self.values)


@dataclass(frozen=True, kw_only=True, eq=False)
class Bands:
    """Where flights are along the way, at planned times; burns and corrections stand there twice, before and after.

    Attributes:
        utc_ms: planned instants, (m,).
        by_clock: how many of them are times of day; the others, from the gate on, count from each flight's own passing
            of it.
        middle_m: the mean place in the target's LVLH, (m, 3).
        covariance_m2: of the places, (m, 3, 3).
        reach: how many times as large as their covariance's own the ellipses are that hold ``SHARES`` of the places;
            by the component that V-bar spans the plane with (1 orbit normal, 2 nadir), each (2, m).
        port_range_m: range to the place of contact.
        port_rate_mps: its rate, below zero while closing.
        strips: bands of the quantities that `computed_tracks` has curves of, by their names and in their units.
    """

    utc_ms: Array
    by_clock: int
    middle_m: Array
    covariance_m2: Array
    reach: Mapping[int, Array]
    port_range_m: CurveBand
    port_rate_mps: CurveBand
    strips: Mapping[str, CurveBand]


@dataclass(frozen=True, kw_only=True, eq=False)
class Dispersions:
    """What came of many dispersed flights.

    ``inputs`` and ``limits`` are what was studied; ``total_mps`` and ``late_s`` are the sample itself: delta-v of each
    flight, and contact after its planned instant ``docking_ms`` (no number for a flight that missed the port).
    ``out_of_corridor`` counts flights that left the corridor, ``fast_contact`` those that touched faster than allowed
    or slower, ``missed_port`` those that did not touch at all, ``short_of_propellant`` those that needed more than is
    carried.
    """

    inputs: FlightInputs
    limits: Limits
    count: int
    seed: int
    total_mps: Array
    late_s: Array
    docking_ms: int
    delta_v_mps: Percentiles
    burns: tuple[DispersedBurn, ...]
    docking_late_s: Late
    contact_mps: Percentiles
    lateral_m: Percentiles
    corridor_deg: Percentiles
    out_of_corridor: int
    fast_contact: int
    missed_port: int
    short_of_propellant: int
    bands: Bands


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a dispersed flight is judged by."""

    corridor_deg: float
    contact_low_mps: float
    contact_high_mps: float
