"""Repairs of broken constraints: the temporal network of a plan, and times near the present ones that satisfy it.

Source: Dechter, Meiri & Pearl, Temporal constraint networks, Artificial Intelligence 49 (1991): the closure of a
simple temporal network is decomposable, so its instants can be fixed one after another without going back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import inf

from missionplanner.plan.constraints import Constraint, Gap, Latest, edges_of
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import EventEdge, Schedule

_CLOCK = ""


class Unsatisfiable(ValueError):
    """No times satisfy all constraints; the message names the events."""


def repair_starts_ms(plan: Plan, schedule: Schedule, constraint_ids: Collection[str]) -> dict[str, int]:
    """Return new starts of events, UTC milliseconds, with which some constraints and all that touch them hold.

    Events keep their durations and move as little as the order of their times allows. Liftoff stays, and so does what
    the orbit or the solver times.

    Raises:
        Unsatisfiable: no times satisfy them all.
        ValueError: a constraint names an event that is not in the plan.
    """
    together = _touching(plan.constraints, constraint_ids)
    names = {event.id: event.name for event in plan.events}
    involved = {edge.event for constraint in together for edge in edges_of(constraint)}
    if missing := involved - names.keys():
        raise ValueError(f"a constraint names the event '{min(missing)}', which is not in the plan")
    starts_ms = {event_id: schedule.start_ms(event_id) for event_id in involved}
    now_ms = {event_id: ms for event_id, ms in starts_ms.items() if ms is not None}
    held = {edge.event for edge in schedule.known_ms} | {plan.rendezvous.liftoff}
    for fixed in (involved & held, involved & {plan.rendezvous.liftoff}):
        network = _Network([_CLOCK, *now_ms])
        for constraint in together:
            _add(network, constraint, plan.t0.ms, schedule, now_ms)
        for event_id in fixed & now_ms.keys():
            network.limit(_CLOCK, event_id, now_ms[event_id], now_ms[event_id])
        if network.close():
            found = network.nearest(_CLOCK, now_ms)
            return {event_id: ms for event_id, ms in found.items() if ms != now_ms[event_id]}
    listed = ", ".join(f"'{names[event_id]}'" for event_id in sorted(involved))
    raise Unsatisfiable(f"no times of {listed} satisfy all their constraints; change or remove one")


def _touching(constraints: Iterable[Constraint], ids: Collection[str]) -> list[Constraint]:
    """Return the constraints of these ids and all that share an event with them, directly or through others."""
    everyone = list(constraints)
    events = {edge.event for constraint in everyone if constraint.id in ids for edge in edges_of(constraint)}
    while True:
        together = [c for c in everyone if events.intersection(edge.event for edge in edges_of(c))]
        reached = {edge.event for constraint in together for edge in edges_of(constraint)}
        if reached <= events:
            return together
        events |= reached


def _add(network: _Network, constraint: Constraint, t0_ms: int, schedule: Schedule, now_ms: dict[str, int]) -> None:
    if any(edge.event not in now_ms for edge in edges_of(constraint)):
        return
    within_ms = _offset_ms(schedule, EventEdge(constraint.event, constraint.edge))
    if isinstance(constraint, Latest):
        network.limit(_CLOCK, constraint.event, -inf, constraint.limit_ms(t0_ms) - within_ms)
    elif isinstance(constraint, Gap):
        apart_ms = _offset_ms(schedule, EventEdge(constraint.after, constraint.after_edge)) - within_ms
        least = -inf if constraint.least_ms is None else constraint.least_ms + apart_ms
        most = inf if constraint.most_ms is None else constraint.most_ms + apart_ms
        network.limit(constraint.after, constraint.event, least, most)


def _offset_ms(schedule: Schedule, edge: EventEdge) -> int:
    """Return how long after its event's start an edge is."""
    span = schedule.span(edge.event)
    return 0 if span is None or edge.edge == "start" else span.end_ms - span.start_ms


class _Network:
    """A simple temporal network: for each two instants the least and the most that one is after the other."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._number = {name: number for number, name in enumerate(names)}
        count = len(names)
        # Entry [i][j] is the most that j may be after i.
        self._most = [[0.0 if i == j else inf for j in range(count)] for i in range(count)]

    def limit(self, first: str, then: str, least_ms: float, most_ms: float) -> None:
        i, j = self._number[first], self._number[then]
        self._most[i][j] = min(self._most[i][j], most_ms)
        self._most[j][i] = min(self._most[j][i], -least_ms)

    def close(self) -> bool:
        """Make every limit as tight as the others imply (Floyd and Warshall); False if they contradict."""
        most, count = self._most, len(self._names)
        for k in range(count):
            through = most[k]
            for i in range(count):
                to_k = most[i][k]
                if to_k < inf:
                    row = most[i]
                    for j in range(count):
                        if to_k + through[j] < row[j]:
                            row[j] = to_k + through[j]
        return all(most[i][i] >= 0 for i in range(count))

    def nearest(self, clock: str, wanted_ms: dict[str, int]) -> dict[str, int]:
        """Fix one instant after another, the earliest first, each as near to what is wanted as the fixed ones allow."""
        fixed: dict[int, float] = {self._number[clock]: 0.0}
        for name in sorted(wanted_ms, key=lambda name: wanted_ms[name]):
            i = self._number[name]
            low = max(at - self._most[i][j] for j, at in fixed.items())
            high = min(at + self._most[j][i] for j, at in fixed.items())
            fixed[i] = min(max(float(wanted_ms[name]), low), high)
        return {name: round(fixed[self._number[name]]) for name in wanted_ms}
