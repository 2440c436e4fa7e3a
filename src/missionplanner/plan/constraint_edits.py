"""Edits of constraints: add, remove, and repair what breaks them."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from missionplanner.plan.constraints import Constraint, Gap, Latest
from missionplanner.plan.edits import fresh_id
from missionplanner.plan.placing import placed
from missionplanner.plan.plan import Plan
from missionplanner.plan.repairs import Unsatisfiable, repair_starts_ms
from missionplanner.plan.schedule import EventEdge, Schedule, resolve


def with_gap(plan: Plan, after: EventEdge, edge: EventEdge, least_ms: int | None, most_ms: int | None) -> Plan:
    """Return the plan with a limit on the time from one edge to another.

    Raises:
        ValueError: there is no limit, or the limits are in the wrong order.
    """
    gap = Gap(
        id=_fresh(plan, "gap"),
        after=after.event,
        after_edge=after.edge,
        event=edge.event,
        edge=edge.edge,
        least_ms=least_ms,
        most_ms=most_ms,
    )
    return replace(plan, constraints=(*plan.constraints, gap))


def with_latest(plan: Plan, edge: EventEdge, met_ms: int) -> Plan:
    """Return the plan with a latest time of an edge, counted from liftoff."""
    latest = Latest(id=_fresh(plan, "latest"), event=edge.event, edge=edge.edge, met_ms=met_ms)
    return replace(plan, constraints=(*plan.constraints, latest))


def without_constraints(plan: Plan, ids: Collection[str]) -> Plan:
    """Return the plan without some constraints."""
    return replace(plan, constraints=tuple(c for c in plan.constraints if c.id not in ids))


def constraints_on(plan: Plan, event_id: str) -> tuple[Constraint, ...]:
    """Return the constraints that are about an event."""
    return tuple(c for c in plan.constraints if c.event == event_id or (isinstance(c, Gap) and c.after == event_id))


def repaired(plan: Plan, schedule: Schedule, constraint_ids: Collection[str]) -> Plan:
    """Return the plan with events moved so that some constraints, and all that touch them, hold.

    A span whose end hangs on a moved event changes its length by that, so the repair is looked at again.

    Raises:
        Unsatisfiable: no times satisfy them all.
        ValueError: an event has no time now, or a constraint names none.
    """
    for _ in range(_MOST_PASSES):
        starts_ms = repair_starts_ms(plan, schedule, constraint_ids)
        if not starts_ms:
            return plan
        plan = placed(plan, schedule, starts_ms)
        known = {edge: ms for edge, ms in schedule.known_ms.items() if edge.event not in starts_ms}
        schedule = resolve(plan, known)
    raise Unsatisfiable("what hangs on the moved events breaks the constraints again; move an event by hand")


_MOST_PASSES = 8


def _fresh(plan: Plan, stem: str) -> str:
    return fresh_id({constraint.id for constraint in plan.constraints} | {rule.id for rule in plan.rules}, stem)
