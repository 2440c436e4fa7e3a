"""The target's ports, and who occupies them."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.plan.provenance import ProvenanceKind
from missionplanner.plan.station import Occupancy, Vector
from missionplanner.report.content.wording import UNKNOWN, number_text, utc_or_unknown

_DIRECTIONS: dict[Vector, str] = {
    (1.0, 0.0, 0.0): "forward (+V-bar)",
    (-1.0, 0.0, 0.0): "aft (-V-bar)",
    (0.0, 0.0, 1.0): "nadir (+R-bar)",
    (0.0, 0.0, -1.0): "zenith (-R-bar)",
    (0.0, 1.0, 0.0): "starboard (+H-bar)",
    (0.0, -1.0, 0.0): "port side (-H-bar)",
}


@dataclass(frozen=True, kw_only=True)
class PortRow:
    """One stay at a port as printed, or a free port; ``is_ours`` marks the chaser's own."""

    port: str
    axis: str
    position_m: tuple[str, str, str]
    vehicle: str
    start_utc: str
    end_utc: str
    provenance: ProvenanceKind | None
    is_ours: bool = False


def port_rows(assessment: Assessment) -> tuple[PortRow, ...]:
    """Return each port with its occupants; the chaser stands at its own port from docking."""
    target = assessment.plan.target
    rows = []
    for port in target.ports:
        stays = [_stay_cells(stay) for stay in target.occupancies if stay.port == port.id]
        if port.id == target.docking_port:
            docking_ms = assessment.schedule.start_ms(assessment.plan.rendezvous.docking)
            stays.append((assessment.plan.name, utc_or_unknown(docking_ms), "", None, True))
        x, y, z = (number_text(part, 1) for part in port.position_lvlh_m)
        for vehicle, start_utc, end_utc, provenance, is_ours in stays or [("free", "", "", None, False)]:
            rows.append(
                PortRow(
                    port=port.name,
                    axis=_axis_text(port.axis_lvlh),
                    position_m=(x, y, z),
                    vehicle=vehicle,
                    start_utc=start_utc,
                    end_utc=end_utc,
                    provenance=provenance,
                    is_ours=is_ours,
                )
            )
    return tuple(rows)


def _stay_cells(stay: Occupancy) -> tuple[str, str, str, ProvenanceKind | None, bool]:
    start, end = (UNKNOWN if edge is None else utc_or_unknown(edge.ms) for edge in (stay.start, stay.end))
    return stay.vehicle, start, end, stay.source.provenance if stay.source else None, False


def _axis_text(axis: Vector) -> str:
    return _DIRECTIONS.get(axis) or "(" + ", ".join(number_text(part, 3) for part in axis) + ")"
