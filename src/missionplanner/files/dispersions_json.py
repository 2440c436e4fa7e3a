"""Dispersions as a document: percentiles, counts and bands, for JSON and for tables."""

from __future__ import annotations

from typing import Any

from missionplanner.flight.dispersion_result import CurveBand, Dispersions, Late, Percentiles
from missionplanner.plan.clock import utc_text


def dispersions_document(found: Dispersions) -> dict[str, Any]:
    """Return dispersions as plain data, with the same names as their JSON."""
    return {
        "flights": found.count,
        "seed": found.seed,
        "dv_total_mps": _percentiles(found.delta_v_mps),
        "burns": [
            {
                "name": burn.name,
                "dv_mps": _percentiles(burn.dv_mps),
                "ignition_late_s": _late(burn.ignition_late_s),
                "cutoff_late_s": _late(burn.cutoff_late_s),
            }
            for burn in found.burns
        ],
        "docking_late_s": _late(found.docking_late_s),
        "contact_speed_mps": _percentiles(found.contact_mps),
        "contact_offset_m": _percentiles(found.lateral_m),
        "off_axis_deg": _percentiles(found.corridor_deg),
        "left_the_corridor": found.out_of_corridor,
        "contact_out_of_limits": found.fast_contact,
        "missed_the_port": found.missed_port,
        "short_of_propellant": found.short_of_propellant,
        "bands": {name: _band(found.bands.strips[strip]) for strip, name in _BANDS.items()},
    }


_LEVELS = ("p5", "p25", "p50", "p75", "p95")
_BANDS = {
    "range": "range_km",
    "range-rate": "range_rate_mps",
    "phase": "phase_deg",
    "height": "height_km",
    "delta-v-left": "dv_left_mps",
}


def _band(band: CurveBand) -> list[dict[str, Any]]:
    """A row for each planned instant; burns and corrections stand there twice, before and after."""
    return [
        {"utc": utc_text(int(at)), **dict(zip(_LEVELS, values, strict=True))}
        for at, values in zip(band.utc_ms.tolist(), band.values.T.tolist(), strict=True)
    ]


def _late(late_s: Late) -> dict[str, float]:
    return dict(zip(_LEVELS, late_s, strict=True))


def _percentiles(values: Percentiles) -> dict[str, float]:
    return {"p50": values.p50, "p95": values.p95, "p99": values.p99}
