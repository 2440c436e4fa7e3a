"""The schedule: when each event starts and ends, as far as no physics is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc, Edge
from missionplanner.plan.clock import FIRST_MS, LAST_MS
from missionplanner.plan.events import Activity, Event, Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding


class EventEdge(NamedTuple):
    """The start or the end of an event: what an anchor times."""

    event: str
    edge: Edge


class Span(NamedTuple):
    """Start and end of an event, in UTC milliseconds; equal for an instant."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """Every event edge whose time is known, and what is wrong with the rest.

    ``waiting`` holds the edges that only a flown orbit can time, and those that depend on them.
    """

    t0_ms: int
    times_ms: Mapping[EventEdge, int]
    waiting: frozenset[EventEdge] = frozenset()
    findings: tuple[Finding, ...] = field(default=())

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


class _Link(NamedTuple):
    """What one edge follows: another edge (None for the clock) and how much later it is.

    ``needs_orbit`` says that only geometry can turn the followed edge into a time.
    """

    follows: EventEdge | None
    offset_ms: int
    needs_orbit: bool = False


def _link_of_anchor(anchor: Anchor, t0_ms: int) -> _Link:
    match anchor:
        case AtUtc():
            return _Link(None, anchor.utc.ms)
        case AtMet():
            return _Link(None, t0_ms + anchor.met_ms)
        case AfterEvent():
            return _Link(EventEdge(anchor.event, anchor.edge), anchor.offset_ms)
        case AtOrbital():
            return _Link(EventEdge(anchor.after, "start"), anchor.offset_ms, needs_orbit=True)


def _links(plan: Plan) -> Iterator[tuple[EventEdge, _Link]]:
    for event in plan.events:
        start = EventEdge(event.id, "start")
        yield start, _link_of_anchor(event.anchor, plan.t0.ms)
        match event:
            case Phase():
                end = _link_of_anchor(event.end, plan.t0.ms)
            case Activity():
                end = _Link(start, event.duration_ms)
            case _:
                end = _Link(start, 0)
        yield EventEdge(event.id, "end"), end


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
    links = dict(_links(plan))
    times: dict[EventEdge, int | None] = {}
    waiting: set[EventEdge] = set()
    findings: list[Finding] = []
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
                times[edge] = _time_of(edge, links[edge], times, known, waiting)

    resolved = {edge: ms for edge, ms in times.items() if ms is not None and FIRST_MS <= ms <= LAST_MS}
    beyond = dict.fromkeys(edge.event for edge, ms in times.items() if ms is not None and edge not in resolved)
    findings.extend(_beyond_finding(event, names) for event in beyond)
    findings.extend(_key_findings(plan, resolved, names))
    findings.extend(_order_findings(plan.events, resolved))
    return Schedule(t0_ms=plan.t0.ms, times_ms=resolved, waiting=frozenset(waiting), findings=tuple(findings))


def _time_of(
    edge: EventEdge,
    link: _Link,
    times: Mapping[EventEdge, int | None],
    known: Mapping[EventEdge, int],
    waiting: set[EventEdge],
) -> int | None:
    """Time one edge whose followed edge is settled; note it as waiting if an orbit has to be flown first."""
    if edge in known:
        return known[edge]
    if link.follows is None:
        return link.offset_ms
    followed = times[link.follows]
    if (link.needs_orbit and followed is not None) or link.follows in waiting:
        waiting.add(edge)
        return None
    return None if followed is None else followed + link.offset_ms


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


def _key_findings(plan: Plan, times: Mapping[EventEdge, int], names: Mapping[str, str]) -> Iterator[Finding]:
    keys = plan.rendezvous
    for role, event in (("liftoff", keys.liftoff), ("insertion", keys.insertion), ("docking", keys.docking)):
        if event not in names:
            yield Finding(
                code="key-event-missing",
                severity="error",
                message=f"The rendezvous names '{event}' as its {role}, an event which is not in the plan; add it.",
            )
    liftoff_ms = times.get(EventEdge(keys.liftoff, "start"))
    if liftoff_ms is not None and liftoff_ms != plan.t0.ms:
        late_s = (liftoff_ms - plan.t0.ms) / 1000
        yield Finding(
            code="liftoff-not-at-t0",
            severity="warning",
            message=f"'{names[keys.liftoff]}' stands {abs(late_s):.3f} s {'after' if late_s > 0 else 'before'} T0, "
            "from which the flight is flown; anchor it at MET 0.",
            events=(keys.liftoff,),
        )


def _order_findings(events: tuple[Event, ...], times: Mapping[EventEdge, int]) -> Iterator[Finding]:
    for event in events:
        start, end = times.get(EventEdge(event.id, "start")), times.get(EventEdge(event.id, "end"))
        if start is not None and end is not None and end < start:
            yield Finding(
                code="ends-before-start",
                severity="error",
                message=f"'{event.name}' ends {(start - end) / 1000:.3f} s before it starts; "
                "move its end or its start.",
                events=(event.id,),
                margin=(end - start) / 1000,
                unit="s",
            )
