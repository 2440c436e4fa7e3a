"""What comes of many dispersed flights: percentiles, counts of what went wrong, and bands along the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from missionplanner.orbit.vectors import Array


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


@dataclass(frozen=True, kw_only=True)
class Bands:
    """Where flights are along the way: quantiles of 5, 50 and 95 % at planned times.

    Attributes:
        utc_ms: planned instants; from the gate on they count from each flight's own passing of it, (m,).
        place_lvlh_m: in the target's LVLH, (3 quantiles, m, 3).
        range_m: from the target's centre of mass, (3 quantiles, m).
    """

    utc_ms: Array
    place_lvlh_m: Array
    range_m: Array


@dataclass(frozen=True, kw_only=True)
class Dispersions:
    """What came of many dispersed flights.

    ``docking_s`` is contact after its planned instant: 5, 50 and 95 %. ``out_of_corridor`` counts flights that left
    the corridor, ``fast_contact`` those that touched faster than allowed or slower, ``missed_port`` those that did not
    touch at all, ``short_of_propellant`` those that needed more than is carried.
    """

    count: int
    seed: int
    delta_v_mps: Percentiles
    burns_mps: tuple[tuple[str, Percentiles], ...]
    docking_s: tuple[float, float, float]
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
