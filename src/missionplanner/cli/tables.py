"""What the commands print for people: findings, a flight and states as aligned columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from missionplanner.plan.rules import Finding

Row = Sequence[str]


def findings_text(findings: Sequence[Finding]) -> str:
    """Return one line for each finding, with the waiver's reason where there is one."""
    if not findings:
        return "Nothing found."
    rows = [
        (
            finding.severity if finding.waived is None else "waived",
            finding.code,
            finding.message if finding.waived is None else f"{finding.message} Waived: {finding.waived}",
        )
        for finding in findings
    ]
    return "\n".join(aligned(rows))


def flight_text(flight: dict[str, Any], findings: Sequence[Finding]) -> str:
    """Return the document of a flight as tables."""
    insertion = flight["insertion"] or {}
    summary = [
        ("Profile", flight["profile"], ""),
        ("Phase at liftoff", _number(flight["phase_at_liftoff_deg"], 2), "deg"),
        ("Phase at insertion", _number(flight["phase_at_insertion_deg"], 2), "deg"),
        ("Insertion", insertion.get("utc", "-"), ""),
        ("  perigee", _number(insertion.get("perigee_km"), 1), "km"),
        ("  apogee", _number(insertion.get("apogee_km"), 1), "km"),
        ("  inclination", _number(insertion.get("inclination_deg"), 3), "deg"),
        ("  RAAN", _number(insertion.get("raan_deg"), 3), "deg"),
        ("Delta-v in plane", _number(flight["dv_in_plane_mps"], 2), "m/s"),
        ("Delta-v out of plane", _number(flight["dv_plane_mps"], 2), "m/s"),
        ("Delta-v against drag", _number(flight["dv_drag_mps"], 2), "m/s"),
        ("Delta-v of the approach", _number(flight["dv_approach_mps"], 2), "m/s"),
        ("Delta-v total", _number(flight["dv_total_mps"], 2), "m/s"),
        ("Docking", flight["docking_utc"] or "-", ""),
        ("  contact speed", _number(flight["contact_speed_mps"], 3), "m/s"),
        ("  lateral speed", _number(flight["contact_lateral_mps"], 4), "m/s"),
    ]
    burns = [
        (burn["name"], burn["tig_utc"], burn["met"], *(_number(dv, 3) for dv in (burn["dv_mps"], *burn["dv_lvlh_mps"])))
        for burn in flight["burns"]
    ]
    late_s = {actual["id"]: actual["actual_minus_planned_s"] for actual in flight["actual_times"]}
    events = [
        (event["start_utc"] or "-", event["met"] or "-", _late(late_s.get(event["id"])), event["name"])
        for event in flight["events"]
    ]
    events.sort(key=lambda row: (row[0] == "-", row[0]))
    without_late = [("UTC", "MET", "Event"), *((utc, met, name) for utc, met, _, name in events)]
    parts = [
        *aligned(summary),
        "",
        *aligned([("Burn", "TIG UTC", "MET", "m/s", "x V-bar", "y -normal", "z nadir"), *burns], right_from=3),
        "",
        *aligned([("UTC", "MET", "actual - planned", "Event"), *events] if late_s else without_late),
    ]
    if findings:
        parts += ["", findings_text(findings)]
    return "\n".join(parts)


def states_text(states: Sequence[dict[str, Any]]) -> str:
    """Return GCRS states with the points below them."""
    header = ("UTC", "x km", "y km", "z km", "x km/s", "y km/s", "z km/s", "lat deg", "lon deg", "height km")
    rows = [
        (
            state["utc"],
            *(_number(r_km, 4) for r_km in state["r_gcrs_km"]),
            *(_number(v_kmps, 7) for v_kmps in state["v_gcrs_kmps"]),
            _number(state["lat_deg"], 5),
            _number(state["lon_deg"], 5),
            _number(state["height_km"], 4),
        )
        for state in states
    ]
    return "\n".join(aligned([header, *rows], right_from=1))


def windows_text(windows: Sequence[dict[str, Any]]) -> str:
    """Return launch windows, one line for each, and below it why each profile that does not work does not."""
    if not windows:
        return "No launch window."
    header = ("Liftoff UTC", "pass", "at liftoff", "at insertion deg", "profile", "m/s", "docking UTC")
    rows = [
        (
            window["liftoff_utc"],
            window["direction"],
            _number(window["phase_at_liftoff_deg"], 2),
            _number(window["phase_at_insertion_deg"], 2),
            window["profile"] or "-",
            _number(window["dv_total_mps"], 1),
            window["docking_utc"] or "-",
        )
        for window in windows
    ]
    lines = list(aligned([header, *rows]))
    parts = lines[:1]
    for line, window in zip(lines[1:], windows, strict=True):
        parts.append(line)
        if window["not_flown"]:
            parts.append(f"    not flown: {window['not_flown']}")
        parts += [f"    {warning}" for warning in window["warnings"]]
        for option in window["options"]:
            if option["profile"] == window["profile"]:
                parts += [f"    {warning}" for warning in option["warnings"]]
            elif option["feasible"]:
                also = "experimental" if option["experimental"] else "also works"
                also = "would work" if window["not_flown"] else also
                parts.append(
                    f"    {option['profile']}: {also}, liftoff {option['liftoff_utc']}, "
                    f"{_number(option['dv_total_mps'], 1)} m/s"
                )
            else:
                parts.append(f"    {option['profile']}: {option['why_not']}")
    return "\n".join(parts)


def aligned(rows: Sequence[Row], right_from: int | None = None) -> Iterator[str]:
    """Yield rows as lines of aligned columns; from column ``right_from`` on they are aligned at the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if right_from is not None and index >= right_from else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _late(late_s: float | None) -> str:
    """Return how much later something happened than planned; nothing where that is not known."""
    return "" if late_s is None else f"{late_s + 0.0:+.3f} s"


def _number(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:.{decimals}f}"
