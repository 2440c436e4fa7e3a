"""New events, ready to be renamed and moved."""

from __future__ import annotations

from missionplanner.plan.anchors import AtMet
from missionplanner.plan.edits import fresh_id
from missionplanner.plan.events import (
    Activity,
    Burn,
    Event,
    EventKind,
    FixedComponent,
    FixedTime,
    Milestone,
    Phase,
    Reboost,
    kind_of,
)
from missionplanner.plan.plan import Plan

__all__ = ["EventKind", "new_event"]

_SPAN_MS = 30 * 60_000


def new_event(plan: Plan, kind: EventKind, name: str, utc_ms: int, track: str | None = None) -> Event:
    """Return an event of a kind at an instant, anchored in MET, that is not in the plan yet.

    A burn does nothing until it is given a delta-v: its time and its components are fixed. Nor does a reboost.

    Raises:
        ValueError: the plan has no track, or the name is empty.
    """
    if not plan.tracks:
        raise ValueError("the plan has no track; add one first")
    met_ms = utc_ms - plan.t0.ms
    place = track or _usual_track(plan, kind)
    event_id = fresh_id([event.id for event in plan.events], kind)
    anchor = AtMet(met_ms=met_ms)
    match kind:
        case "milestone":
            return Milestone(id=event_id, name=name, track=place, anchor=anchor)
        case "reboost":
            return Reboost(id=event_id, name=name, track=place, anchor=anchor, dv_mps=0.0)
        case "burn":
            none = FixedComponent(mps=0.0)
            return Burn(
                id=event_id, name=name, track=place, anchor=anchor, time=FixedTime(), dv_x=none, dv_y=none, dv_z=none
            )
        case "phase":
            return Phase(id=event_id, name=name, track=place, anchor=anchor, end=AtMet(met_ms=met_ms + _SPAN_MS))
        case "activity":
            return Activity(id=event_id, name=name, track=place, anchor=anchor, duration_ms=_SPAN_MS)


def _usual_track(plan: Plan, kind: EventKind) -> str:
    """Return the track that holds most events of this kind, the first one if none does."""
    counts = {track.id: 0 for track in plan.tracks}
    for event in plan.events:
        if kind_of(event) == kind and event.track in counts:
            counts[event.track] += 1
    return max(counts, key=lambda track: counts[track])
