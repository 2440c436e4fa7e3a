"""Dispersions as tables for people."""

from __future__ import annotations

from typing import Any

from missionplanner.cli.tables import aligned

MOST_FLIGHTS = 100_000


def dispersions_text(document: dict[str, Any]) -> str:
    """Return the document of dispersions as tables."""
    rows = [
        ("", "50 %", "95 %", "99 %", ""),
        _row("Delta-v total", document["dv_total_mps"], 2, "m/s"),
        *(_row(f"  {burn['name']}", burn["dv_mps"], 2, "m/s") for burn in document["burns"]),
        _row("Contact speed", document["contact_speed_mps"], 3, "m/s"),
        _row("Offset at contact", document["contact_offset_m"], 3, "m"),
        _row("Off the port's axis", document["off_axis_deg"], 2, "deg"),
    ]
    late = document["docking_late_s"]
    counts = [
        ("Left the corridor", document["left_the_corridor"]),
        ("Contact out of limits", document["contact_out_of_limits"]),
        ("Missed the port", document["missed_the_port"]),
        ("Short of propellant", document["short_of_propellant"]),
    ]
    parts = [
        f"{document['flights']} flights, seed {document['seed']}.",
        "",
        *aligned(rows, right_from=1),
        "",
        f"Docking {late['p5']:+.0f} s to {late['p95']:+.0f} s from the planned instant (5 to 95 %), "
        f"{late['p50']:+.0f} s in the middle.",
        *(f"{name}: {count}." for name, count in counts),
    ]
    return "\n".join(parts)


def _row(name: str, values: dict[str, float], digits: int, unit: str) -> tuple[str, ...]:
    return (name, *(f"{values[key]:.{digits}f}" for key in ("p50", "p95", "p99")), unit)
