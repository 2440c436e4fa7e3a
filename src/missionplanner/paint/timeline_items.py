"""What the timeline shows of a plan, as arrays: one entry for each event whose time is known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.assess import Assessment
from missionplanner.plan.events import Activity, Burn, Event, FixedTime, Milestone, Phase
from missionplanner.plan.rules import Severity

Kind = Literal["milestone", "burn", "phase", "activity"]
KINDS: tuple[Kind, ...] = ("milestone", "burn", "phase", "activity")
MILESTONE, BURN, PHASE, ACTIVITY = range(4)
_CODE_OF_TYPE: Mapping[type, int] = {Milestone: MILESTONE, Burn: BURN, Phase: PHASE, Activity: ACTIVITY}

# How sure a time is: of this flight, taken from a sibling flight, or assumed.
SURE, SIBLING, ASSUMED = range(3)
_CERTAINTY = {"sibling": SIBLING, "assumed": ASSUMED}

SEVERITIES: tuple[Severity | None, ...] = (None, "note", "warning", "error")


@dataclass(frozen=True, kw_only=True, eq=False)
class Items:
    """The events of the chart, entry by entry in plan order.

    ``tracks`` are (id, name) of the rows, ``row`` tells each event's; ``labels`` are ``names`` with the delta-v of
    burns behind them; ``actual_ms`` is NaN where nothing has been flown; ``severity`` indexes ``SEVERITIES``, the
    worst finding that names the event and is not waived; ``is_key`` tells what a crowd must not hide.
    """

    t0_ms: int
    tracks: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    index: Mapping[str, int]
    kind: NDArray[np.int8]
    row: NDArray[np.int64]
    start_ms: NDArray[np.float64]
    end_ms: NDArray[np.float64]
    actual_ms: NDArray[np.float64]
    certainty: NDArray[np.int8]
    severity: NDArray[np.int8]
    is_fixed_burn: NDArray[np.bool_]
    is_key: NDArray[np.bool_]

    @property
    def is_span(self) -> NDArray[np.bool_]:
        """Which events are bars with two ends."""
        return self.kind >= PHASE

    @property
    def count(self) -> int:
        """How many events there are."""
        return len(self.ids)


def chart_items(assessment: Assessment) -> Items:
    """Collect what the timeline shows of a plan; events without a known time are left to the findings."""
    plan, schedule = assessment.plan, assessment.schedule
    timed: list[tuple[Event, int, int]] = []
    for event in plan.events:
        start_ms = schedule.start_ms(event.id)
        if start_ms is None:
            continue
        end_ms = schedule.end_ms(event.id)
        timed.append((event, start_ms, start_ms if end_ms is None else max(start_ms, end_ms)))

    tracks = {track.id: track.name for track in plan.tracks}
    for event, _, _ in timed:
        tracks.setdefault(event.track, event.track)
    row_of_track = {track: row for row, track in enumerate(tracks)}
    dv_mps = {burn.event: burn.dv_mps for burn in assessment.flight.burns}
    severity = _worst_severity(assessment)
    keys = {plan.rendezvous.liftoff, plan.rendezvous.insertion, plan.rendezvous.docking}
    ids = tuple(event.id for event, _, _ in timed)
    return Items(
        t0_ms=plan.t0.ms,
        tracks=tuple(tracks.items()),
        ids=ids,
        names=tuple(event.name for event, _, _ in timed),
        labels=tuple(_label(event, dv_mps) for event, _, _ in timed),
        index={event_id: number for number, event_id in enumerate(ids)},
        kind=np.array([_CODE_OF_TYPE[type(event)] for event, _, _ in timed], np.int8),
        row=np.array([row_of_track[event.track] for event, _, _ in timed], np.int64),
        start_ms=np.array([start for _, start, _ in timed], np.float64),
        end_ms=np.array([end for _, _, end in timed], np.float64),
        actual_ms=np.array([event.actual.start.ms if event.actual else math.nan for event, _, _ in timed], np.float64),
        certainty=np.array(
            [_CERTAINTY.get(event.source.provenance, SURE) if event.source else SURE for event, _, _ in timed], np.int8
        ),
        severity=np.array([severity.get(event_id, 0) for event_id in ids], np.int8),
        is_fixed_burn=np.array(
            [isinstance(event, Burn) and isinstance(event.time, FixedTime) for event, _, _ in timed], np.bool_
        ),
        is_key=np.array([event_id in keys for event_id in ids], np.bool_),
    )


def _label(event: Event, dv_mps: Mapping[str, float]) -> str:
    return f"{event.name}  {dv_mps[event.id]:.1f} m/s" if event.id in dv_mps else event.name


def _worst_severity(assessment: Assessment) -> dict[str, int]:
    worst: dict[str, int] = {}
    for finding in assessment.findings:
        if finding.waived is None:
            for event_id in finding.events:
                worst[event_id] = max(worst.get(event_id, 0), SEVERITIES.index(finding.severity))
    return worst
