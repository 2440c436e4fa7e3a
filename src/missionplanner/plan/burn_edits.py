"""Edits of burns: who picks the time of ignition and each delta-v component, the user or the solver."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from missionplanner.plan.edits import move, replace_event
from missionplanner.plan.events import (
    BoundedComponent,
    BoundedTime,
    ComponentChoice,
    FixedComponent,
    FixedTime,
    SolvedComponent,
    SolvedTime,
    TimeChoice,
)
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import Schedule

ChoiceName = Literal["fixed", "bounded", "solved"]
Component = Literal["dv_x", "dv_y", "dv_z"]

_WINDOW_MS = 300_000
_WINDOW_MPS = 5.0


def choice_name(choice: TimeChoice | ComponentChoice) -> ChoiceName:
    """Return the name of a choice, as the plan file calls it."""
    match choice:
        case FixedTime() | FixedComponent():
            return "fixed"
        case BoundedTime() | BoundedComponent():
            return "bounded"
        case _:
            return "solved"


def choose_time(plan: Plan, schedule: Schedule, event_id: str, choice: ChoiceName) -> Plan:
    """Return the plan with another choice for the time of a burn.

    Fixed keeps the ignition that was solved; bounded opens a window of five minutes to either side of the anchor.

    Raises:
        KeyError: there is no such event.
        ValueError: the event is no burn.
    """
    burn = plan.burn(event_id)
    if choice == choice_name(burn.time):
        return plan
    if choice == "fixed":
        start_ms = schedule.start_ms(event_id)
        if start_ms is not None:
            return move(plan, schedule, event_id, start_ms)
        return replace_event(plan, replace(burn, time=FixedTime()))
    if choice == "bounded":
        return replace_event(plan, replace(burn, time=BoundedTime(earliest_ms=-_WINDOW_MS, latest_ms=_WINDOW_MS)))
    return replace_event(plan, replace(burn, time=SolvedTime()))


def choose_component(
    plan: Plan, event_id: str, component: Component, choice: ChoiceName, flown_mps: float | None
) -> Plan:
    """Return the plan with another choice for one delta-v component of a burn.

    Fixed keeps the value flown; bounded opens an interval of 5 m/s to either side of it.

    Raises:
        KeyError: there is no such event.
        ValueError: the event is no burn.
    """
    burn = plan.burn(event_id)
    if choice == choice_name(getattr(burn, component)):
        return plan
    value_mps = round(flown_mps or 0.0, 6)
    new: ComponentChoice
    if choice == "fixed":
        new = FixedComponent(mps=value_mps)
    elif choice == "bounded":
        new = BoundedComponent(low_mps=value_mps - _WINDOW_MPS, high_mps=value_mps + _WINDOW_MPS)
    else:
        new = SolvedComponent()
    return with_component(plan, event_id, component, new)


def with_component(plan: Plan, event_id: str, component: Component, choice: ComponentChoice) -> Plan:
    """Return the plan with the choice for one delta-v component of a burn replaced.

    Raises:
        KeyError: there is no such event.
        ValueError: the event is no burn.
    """
    return replace_event(plan, replace(plan.burn(event_id), **{component: choice}))
