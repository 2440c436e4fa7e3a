"""What is marked along a flight: pad, insertion, burns, docking and the other milestones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from missionplanner.flight.assess import Assessment
from missionplanner.orbit.vectors import Array
from missionplanner.paint.ground_track_motion import Motion
from missionplanner.plan.events import Burn, Milestone

Importance = Literal["key", "minor"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Mark:
    """An event of the flight and where the chaser is then.

    ``key`` marks carry their names; ``minor`` ones are small, and named when pointed at.
    """

    event: str
    name: str
    utc_ms: int
    r_gcrs_m: Array
    is_burn: bool
    importance: Importance


def flight_marks(assessment: Assessment) -> tuple[Mark, ...]:
    """The milestones and burns from liftoff to docking whose place is known, the important ones first."""
    plan, schedule = assessment.plan, assessment.schedule
    motion = Motion(flight=assessment.flight)
    key = {plan.rendezvous.liftoff, plan.rendezvous.insertion, plan.rendezvous.docking}
    dv_mps = {burn.event: burn.dv_mps for burn in assessment.flight.burns}
    latest_ms = motion.utc_ms(motion.end_s) + 1000
    marks = []
    for event in plan.events:
        utc_ms = schedule.start_ms(event.id)
        if not isinstance(event, Milestone | Burn) or utc_ms is None:
            continue
        if not motion.flight.inputs.t0_ms <= utc_ms <= latest_ms:
            continue
        state = motion.chaser(utc_ms)
        if state is None:
            continue
        name = f"{event.name}  {dv_mps[event.id]:.1f} m/s" if event.id in dv_mps else event.name
        important = isinstance(event, Burn) or event.id in key
        marks.append(
            Mark(
                event=event.id,
                name=name,
                utc_ms=utc_ms,
                r_gcrs_m=state.r_m,
                is_burn=isinstance(event, Burn),
                importance="key" if important else "minor",
            )
        )
    order = {"key": 0, "minor": 1}
    return tuple(sorted(marks, key=lambda mark: (order[mark.importance], mark.is_burn, mark.utc_ms)))
