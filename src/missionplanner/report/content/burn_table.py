"""The burn table and the delta-v by purpose."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.plan.events import BoundedTime, Burn, FixedTime, TimeChoice
from missionplanner.report.content.wording import (
    UNKNOWN,
    met_or_unknown,
    number_text,
    offset_text,
    utc_or_unknown,
)


@dataclass(frozen=True, kw_only=True)
class BurnRow:
    """One burn as printed; delta-v in m/s along the chaser's own LVLH at ignition, duration in seconds."""

    name: str
    tig_utc: str
    met: str
    dv_x: str
    dv_y: str
    dv_z: str
    dv_total: str
    duration: str
    time_choice: str


@dataclass(frozen=True, kw_only=True)
class DeltaVRow:
    """The delta-v that one purpose takes, in m/s; ``is_total`` marks the sum."""

    purpose: str
    dv: str
    is_total: bool = False


def burn_rows(assessment: Assessment) -> tuple[BurnRow, ...]:
    """Return every burn in order of ignition: as flown where it is solved, as planned where it is not."""
    solved = {burn.event: burn for burn in assessment.flight.burns}
    t0_ms = assessment.schedule.t0_ms
    rows = []
    for event in assessment.plan.events:
        if not isinstance(event, Burn):
            continue
        burn = solved.get(event.id)
        tig_ms = assessment.schedule.start_ms(event.id) if burn is None else burn.tig_ms
        x, y, z = (UNKNOWN,) * 3 if burn is None else (number_text(part, 3) for part in burn.dv_lvlh_mps)
        row = BurnRow(
            name=event.name,
            tig_utc=utc_or_unknown(tig_ms),
            met=met_or_unknown(tig_ms, t0_ms),
            dv_x=x,
            dv_y=y,
            dv_z=z,
            dv_total=UNKNOWN if burn is None else number_text(burn.dv_mps, 3),
            duration=UNKNOWN if burn is None else number_text(burn.duration_ms / 1000, 1),
            time_choice=_choice_text(event.time),
        )
        rows.append((float("inf") if tig_ms is None else tig_ms, row))
    return tuple(row for _, row in sorted(rows, key=lambda timed: timed[0]))


def _choice_text(choice: TimeChoice) -> str:
    match choice:
        case FixedTime():
            return "fixed"
        case BoundedTime():
            return f"solved within {offset_text(choice.earliest_ms)} to {offset_text(choice.latest_ms)}"
        case _:
            return "solved"


def delta_v_rows(assessment: Assessment) -> tuple[DeltaVRow, ...]:
    """Return the delta-v by purpose with its total; nothing while no flight is solved."""
    delta_v = assessment.flight.delta_v
    if delta_v is None:
        return ()
    return (
        DeltaVRow(purpose="Rendezvous burns, in the orbit plane", dv=number_text(delta_v.in_plane_mps, 3)),
        DeltaVRow(purpose="Plane change within the rendezvous burns", dv=number_text(delta_v.plane_mps, 3)),
        DeltaVRow(purpose="Making up for drag", dv=number_text(delta_v.drag_mps, 3)),
        DeltaVRow(purpose="Approach, from the gate to contact", dv=number_text(delta_v.approach_mps, 3)),
        DeltaVRow(purpose="Total, insertion to contact", dv=number_text(delta_v.total_mps, 3), is_total=True),
    )
