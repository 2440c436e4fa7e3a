"""W7: plan again while T0 or a burn is dragged, and the same from the mouse to the last painted view."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import cycle
from math import inf

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from drags import burn_drags, liftoff_drags, two_day_plan, two_orbit_plan
from work import OURS, Contender, Target, Work

from missionplanner.flight.assess import Assessment, assess, assess_in_haste, assess_schedule
from missionplanner.plan.plan import Plan

_DRAGS = 100
_MOST_MPS = 0.5
_NOTE = (
    "schedule, both trajectories, targeting and findings that need no drift; the error is that of delta-v against the "
    "full flight, of the first drag (tests/flight/test_preview.py compares them all)"
)


def works() -> Iterator[Work]:
    """T0 and burns, two-orbit and two-day; then mouse moves."""
    two_orbit = assess(two_orbit_plan())
    two_day = assess(two_day_plan())
    in_a_frame = Target(limit_ms=16.0, limit_p95_ms=30.0)
    in_a_few = Target(limit_ms=60.0)
    yield _replan("W7a", "two-orbit: T0 moved by up to 30 s", two_orbit, liftoff_drags(two_orbit, _DRAGS), in_a_frame)
    yield _replan("W7b", "two-orbit: a burn moved by up to 2 min", two_orbit, burn_drags(two_orbit, _DRAGS), in_a_frame)
    yield _replan("W7c", "two-day: T0 moved by up to 30 s", two_day, liftoff_drags(two_day, _DRAGS), in_a_few)
    yield _replan("W7d", "two-day: a burn moved by up to 2 min", two_day, burn_drags(two_day, _DRAGS), in_a_few)
    yield from _mouse_moves()


def _replan(name: str, title: str, known: Assessment, drags: list[Plan], target: Target) -> Work:
    """What the document does at each step of a drag."""
    unanswered = sum(assess_in_haste(plan, known) is None for plan in drags)
    plans = cycle(drags)

    def run() -> Assessment | None:
        plan = next(plans)
        schedule = assess_schedule(plan, known)
        return assess_in_haste(plan, known) if schedule.is_preview else schedule

    how = f"{_DRAGS} drags, {unanswered} left to the full flight"
    return Work(
        name=name,
        title=f"plan again within the frame, {title}",
        unit="m/s",
        error_limit=_MOST_MPS,
        contenders=[Contender(who=OURS, how=how, run=run, error=_error_mps)],
        missing=[],
        target=target,
        note=_NOTE,
    )


def _error_mps(hasty: Assessment | None) -> float:
    if hasty is None or not (hasty.is_preview and hasty.flight.is_preview) or hasty.flight.delta_v is None:
        return inf
    full = assess(hasty.plan).flight.delta_v
    return inf if full is None else abs(hasty.flight.delta_v.total_mps - full.total_mps)


def _mouse_moves() -> Iterator[Work]:
    """Mouse moves in the whole window, as in the program, until every view is painted."""
    from dragged_window import DraggedWindow

    for name, what, plan in (("W7e", "two-orbit", two_orbit_plan()), ("W7f", "two-day", two_day_plan())):
        window = DraggedWindow(plan)
        yield Work(
            name=name,
            title=f"from a mouse move that drags T0 to all views painted, {what}, offscreen window 1440 x 900",
            unit="",
            error_limit=None,
            contenders=[
                _mouse("T0, map and timeline", window.move_t0),
                _mouse("the same without a new plan: painting alone", window.repaint),
            ],
            missing=[],
            note="the globe is not drawn offscreen: the map is; its first row counts, the second is part of it",
        )
        window.close()


def _mouse(how: str, run: Callable[[], bool]) -> Contender:
    return Contender(who=OURS, how=how, run=run, error=lambda is_solved: 0.0 if is_solved else inf)
