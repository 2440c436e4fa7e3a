"""Dispersions as a document: percentiles, counts and bands, for JSON and for tables."""

from __future__ import annotations

from typing import Any

from missionplanner.flight.dispersion_result import Dispersions, Percentiles
from missionplanner.plan.clock import utc_text


def dispersions_document(found: Dispersions) -> dict[str, Any]:
    """Return dispersions as plain data, with the same names as their JSON."""
    bands = found.bands
    low, middle, high = bands.range_m.tolist()
    return {
        "flights": found.count,
        "seed": found.seed,
        "dv_total_mps": _percentiles(found.delta_v_mps),
        "burns": [{"name": name, "dv_mps": _percentiles(sizes)} for name, sizes in found.burns_mps],
        "docking_late_s": dict(zip(("p5", "p50", "p95"), found.docking_s, strict=True)),
        "contact_speed_mps": _percentiles(found.contact_mps),
        "contact_offset_m": _percentiles(found.lateral_m),
        "off_axis_deg": _percentiles(found.corridor_deg),
        "left_the_corridor": found.out_of_corridor,
        "contact_out_of_limits": found.fast_contact,
        "missed_the_port": found.missed_port,
        "short_of_propellant": found.short_of_propellant,
        "range_bands": [
            {"utc": utc_text(int(at)), "p5_m": p5, "p50_m": p50, "p95_m": p95}
            for at, p5, p50, p95 in zip(bands.utc_ms.tolist(), low, middle, high, strict=True)
        ],
    }


def _percentiles(values: Percentiles) -> dict[str, float]:
    return {"p50": values.p50, "p95": values.p95, "p99": values.p99}
