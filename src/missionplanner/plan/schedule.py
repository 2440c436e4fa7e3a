"""The schedule: when each event starts and ends, as far as no physics is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from missionplanner.plan.clock import FIRST_MS, LAST_MS
from missionplanner.plan.constraints import violations
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule_links import EventEdge as EventEdge
from missionplanner.plan.schedule_links import links_of
from missionplanner.plan.schedule_memory import Memory, time_of


class Span(NamedTuple):
    """Start and end of an event, in UTC milliseconds; equal for an instant."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Every event edge whose time is known, and what is wrong with the rest.

    ``waiting`` holds the edges that only a flown orbit can time, and those that depend on them; ``known_ms`` are the
    edges that physics has timed.
    """

    t0_ms: int
    times_ms: Mapping[EventEdge, int]
    waiting: frozenset[EventEdge] = frozenset()
    findings: tuple[Finding, ...] = field(default=())
    known_ms: Mapping[EventEdge, int] = field(default_factory=dict)

    def start_ms(self, event_id: str) -> int | None:
        """Return the start of an event in UTC milliseconds, None while unknown."""
        return self.times_ms.get(EventEdge(event_id, "start"))

    def end_ms(self, event_id: str) -> int | None:
        """Return the end of an event in UTC milliseconds, None while unknown."""
        return self.times_ms.get(EventEdge(event_id, "end"))

    def span(self, event_id: str) -> Span | None:
        """Return start and end of an event, None unless both are known."""
        start_ms, end_ms = self.start_ms(event_id), self.end_ms(event_id)
        return None if start_ms is None or end_ms is None else Span(start_ms, end_ms)


def resolve(plan: Plan, instants_ms: Mapping[EventEdge, int] | None = None) -> Schedule:
    """Time every event edge of a plan.

    Args:
        plan: the plan.
        instants_ms: edges that physics has timed (orbital anchors, solved burns, ends of burns), UTC milliseconds;
            they take the place of what the anchor alone would say.

    Returns:
        The schedule. A cycle of anchors and an anchor on a missing event are findings, and the edges concerned have
        no time; so are an event that ends before it starts, a key event of the rendezvous that is not in the plan, and
        a liftoff that is not at T0.
    """
    known = instants_ms or {}
    memory = _last.pop() if _last else None
    findings: list[Finding] = []
    if memory is None or not memory.follow(plan.events, plan.t0.ms, known):
        memory = _resolved_anew(plan, known, findings)
    if not findings:
        _last.append(memory)
    findings.extend(_key_findings(plan, memory))
    findings.extend(_order_findings(plan, memory))
    findings.extend(violations(plan.constraints, plan.events, plan.t0.ms, memory.times_ms))
    return Schedule(
        t0_ms=plan.t0.ms, times_ms=memory.times_ms, waiting=memory.waiting, findings=tuple(findings), known_ms=known
    )


# At most one, of the plan resolved last; it holds that plan's events themselves, so it can never answer for others.
_last: list[Memory] = []


def _resolved_anew(plan: Plan, known: Mapping[EventEdge, int], findings: list[Finding]) -> Memory:
    """Time every edge; what is wrong with anchors is added to the findings."""
    links = {edge: link for event in plan.events for edge, link in links_of(event)}
    times: dict[EventEdge, int | None] = {}
    waiting: set[EventEdge] = set()
    names = {event.id: event.name for event in plan.events}

    for root in links:
        chain: list[EventEdge] = []
        on_chain: set[EventEdge] = set()
        edge: EventEdge | None = root
        while edge is not None and edge not in times:
            if edge in on_chain:
                cycle = chain[chain.index(edge) :]
                findings.append(_cycle_finding(cycle, names))
                times.update(dict.fromkeys(cycle))
                break
            if edge not in links:
                findings.append(_missing_finding(chain[-1], edge, names))
                times[edge] = None
                break
            chain.append(edge)
            on_chain.add(edge)
            edge = links[edge].follows
        for edge in reversed(chain):
            if edge not in times:
                times[edge] = time_of(edge, links[edge], plan.t0.ms, times, known, waiting)

    resolved = {edge: ms for edge, ms in times.items() if ms is not None and FIRST_MS <= ms <= LAST_MS}
    beyond = dict.fromkeys(edge.event for edge, ms in times.items() if ms is not None and edge not in resolved)
    findings.extend(_beyond_finding(event, names) for event in beyond)
    return Memory(plan.events, plan.t0.ms, known, links, resolved, frozenset(waiting))


def _cycle_finding(cycle: list[EventEdge], names: Mapping[str, str]) -> Finding:
    events = tuple(dict.fromkeys(edge.event for edge in cycle))
    around = f"'{names[events[0]]}' waits for " + ", which waits for ".join(
        f"'{names[event]}'" for event in (*events[1:], events[0])
    )
    return Finding(
        code="anchor-cycle",
        severity="error",
        message=f"{around}; give one of them another anchor.",
        events=events,
    )


def _missing_finding(edge: EventEdge, missing: EventEdge, names: Mapping[str, str]) -> Finding:
    return Finding(
        code="anchor-missing",
        severity="error",
        message=f"'{names[edge.event]}' is anchored to the event '{missing.event}', which is not in the plan; "
        "choose another anchor.",
        events=(edge.event,),
    )


def _beyond_finding(event: str, names: Mapping[str, str]) -> Finding:
    return Finding(
        code="beyond-calendar",
        severity="error",
        message=f"'{names[event]}' falls outside the years 1950 to 2100; give it a nearer time.",
        events=(event,),
    )


def _key_findings(plan: Plan, memory: Memory) -> Iterator[Finding]:
    keys = plan.rendezvous
    for role, event in (("liftoff", keys.liftoff), ("insertion", keys.insertion), ("docking", keys.docking)):
        if not memory.has(EventEdge(event, "start")):
            yield Finding(
                code="key-event-missing",
                severity="error",
                message=f"The rendezvous names '{event}' as its {role}, an event which is not in the plan; add it.",
            )
    liftoff_ms = memory.times_ms.get(EventEdge(keys.liftoff, "start"))
    if liftoff_ms is not None and liftoff_ms != plan.t0.ms:
        late_s = (liftoff_ms - plan.t0.ms) / 1000
        yield Finding(
            code="liftoff-not-at-t0",
            severity="warning",
            message=f"'{plan.event(keys.liftoff).name}' stands {abs(late_s):.3f} s "
            f"{'after' if late_s > 0 else 'before'} T0, from which the flight is flown; anchor it at MET 0.",
            events=(keys.liftoff,),
        )


def _order_findings(plan: Plan, memory: Memory) -> Iterator[Finding]:
    if not memory.backward:
        return
    for event in plan.events:
        if event.id in memory.backward:
            start_ms = memory.times_ms[EventEdge(event.id, "start")]
            end_ms = memory.times_ms[EventEdge(event.id, "end")]
            yield Finding(
                code="ends-before-start",
                severity="error",
                message=f"'{event.name}' ends {(start_ms - end_ms) / 1000:.3f} s before it starts; "
                "move its end or its start.",
                events=(event.id,),
                margin=(end_ms - start_ms) / 1000,
                unit="s",
            )
