"""Re-plan from an instant: what has flown by then is fixed as it flew, and the rest stays to be solved."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.flight.assess import Assessment
from missionplanner.plan.anchors import AfterEvent, AtOrbital, AtUtc
from missionplanner.plan.clock import Utc, utc_prose
from missionplanner.plan.edits import replace_event, set_t0
from missionplanner.plan.events import Activity, Burn, Event, FixedComponent, FixedTime, Phase
from missionplanner.plan.plan import Plan


def replan_from(assessment: Assessment, now_ms: int) -> Plan:
    """Return the plan with everything that began by an instant fixed.

    What has an actual time stands at it, T0 at that of liftoff. A burn keeps the time and the delta-v with which it
    was flown, or planned where no actual time is known; after docking only actual times are kept, and the burns are
    solved to fit them, since planned ones would lead to the planned docking. An event that hangs on one still to come
    is fixed in UTC, so that it stays when that one moves; every other keeps its anchor. What is to come stays as the
    user has planned it.

    Args:
        assessment: the plan with its flight.
        now_ms: the present, UTC milliseconds.

    Raises:
        ValueError: nothing of the plan has begun by then, or there is no flight to take the burns from.
    """
    plan = assessment.plan
    begun = {event.id: ms for event in plan.events if (ms := _began_ms(assessment, event)) is not None and ms <= now_ms}
    if plan.rendezvous.liftoff not in begun:
        raise ValueError(f"nothing has flown by {utc_prose(now_ms)}; move the playhead to the present, after liftoff")
    if assessment.is_preview:
        raise ValueError("the flight of this plan is still being computed; try again in a moment")
    slip_ms = begun[plan.rendezvous.liftoff] - plan.t0.ms
    fixed = plan
    for event_id in begun:
        fixed = replace_event(fixed, _fixed(assessment, plan.event(event_id), set(begun), slip_ms, now_ms))
    return set_t0(fixed, plan.t0.ms + slip_ms)


def _began_ms(assessment: Assessment, event: Event) -> int | None:
    return event.actual.start.ms if event.actual is not None else assessment.schedule.start_ms(event.id)


def _fixed(assessment: Assessment, event: Event, begun: set[str], slip_ms: int, now_ms: int) -> Event:
    """The event as it flew; times known only from the plan moved with T0."""
    if event.id == assessment.plan.rendezvous.liftoff:
        return event
    planned_ms = assessment.schedule.start_ms(event.id)
    start_ms = event.actual.start.ms if event.actual is not None else None
    is_docked = assessment.plan.rendezvous.docking in begun
    is_burn_flown = isinstance(event, Burn) and not is_docked
    must_stay = _hangs_on_what_comes(assessment.plan, event, begun) or is_burn_flown
    if start_ms is None and must_stay and planned_ms is not None:
        start_ms = planned_ms + (0 if isinstance(event.anchor, AtUtc) else slip_ms)
    if start_ms is not None:
        event = replace(event, anchor=AtUtc(utc=Utc(start_ms)))
    match event:
        case Burn():
            if is_docked:
                return event if event.actual is None else replace(event, time=FixedTime())
            return _fixed_burn(assessment, event)
        case Phase() | Activity():
            return _fixed_end(assessment, event, begun, slip_ms, now_ms)
        case _:
            return event


def _fixed_burn(assessment: Assessment, burn: Burn) -> Burn:
    flown = next((solved for solved in assessment.flight.burns if solved.event == burn.id), None)
    if flown is None:
        return replace(burn, time=FixedTime())
    x, y, z = (FixedComponent(mps=round(component, 6)) for component in flown.dv_lvlh_mps)
    return replace(burn, time=FixedTime(), dv_x=x, dv_y=y, dv_z=z)


def _fixed_end(
    assessment: Assessment, event: Phase | Activity, begun: set[str], slip_ms: int, now_ms: int
) -> Phase | Activity:
    """The span with its end as it was; one that has not ended yet ends when the plan says."""
    actual_ms = None if event.actual is None or event.actual.end is None else event.actual.end.ms
    planned_ms = assessment.schedule.end_ms(event.id)
    if isinstance(event, Activity):
        start_ms = _began_ms(assessment, event)
        if actual_ms is None or start_ms is None or actual_ms <= start_ms:
            return event
        return replace(event, duration_ms=actual_ms - start_ms)
    if actual_ms is not None:
        return replace(event, end=AtUtc(utc=Utc(actual_ms)))
    if planned_ms is None or planned_ms + slip_ms > now_ms or isinstance(event.end, AtUtc):
        return event
    parent = _parent(event.end)
    if parent is None or (
        parent in begun and not _hangs_on_what_comes(assessment.plan, assessment.plan.event(parent), begun)
    ):
        return event
    return replace(event, end=AtUtc(utc=Utc(planned_ms + slip_ms)))


def _hangs_on_what_comes(plan: Plan, event: Event, begun: set[str]) -> bool:
    """Whether an event's start follows, directly or through others, one that has not begun."""
    seen: set[str] = set()
    parent = _parent(event.anchor)
    while parent is not None and parent not in seen:
        if parent not in begun:
            return True
        seen.add(parent)
        parent = _parent(plan.event(parent).anchor)
    return False


def _parent(anchor: object) -> str | None:
    match anchor:
        case AfterEvent():
            return anchor.event
        case AtOrbital():
            return anchor.after
        case _:
            return None
