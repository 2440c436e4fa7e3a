"""The last schedule that was resolved, from which the next one is made by timing again only what has changed.

A drag asks for schedules that differ in one event and in what hangs on it; timing 20,000 edges anew takes longer than
a frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from missionplanner.plan.changed_events import changed_places
from missionplanner.plan.clock import FIRST_MS, LAST_MS
from missionplanner.plan.events import Event
from missionplanner.plan.schedule_links import EventEdge, Link, links_of


class Memory:
    """Edges timed without a fault of their anchors, with what each follows and what follows each."""

    def __init__(
        self,
        events: tuple[Event, ...],
        t0_ms: int,
        known: Mapping[EventEdge, int],
        links: dict[EventEdge, Link],
        times_ms: dict[EventEdge, int],
        waiting: frozenset[EventEdge],
    ) -> None:
        """Remember a schedule in which every edge has a time or waits for an orbit."""
        self._events = events
        self._t0_ms = t0_ms
        self._known = dict(known)
        self._links = links
        self._followers: dict[EventEdge, list[EventEdge]] = {}
        for edge, link in links.items():
            if link.follows is not None:
                self._followers.setdefault(link.follows, []).append(edge)
        self.times_ms = times_ms
        self.waiting = waiting
        self._backward: frozenset[str] = frozenset()
        self._judge(times_ms)

    @property
    def backward(self) -> frozenset[str]:
        """The events that end before they start."""
        return self._backward

    def has(self, edge: EventEdge) -> bool:
        """Tell whether there is such an edge."""
        return edge in self._links

    def follow(self, events: tuple[Event, ...], t0_ms: int, known: Mapping[EventEdge, int]) -> bool:
        """Time what differs from the last schedule.

        Returns:
            False if the difference is too much, or broken: then everything has to be timed anew, and this memory is
            of no more use.
        """
        changed = changed_places(self._events, events)
        if changed is None:
            return False
        seeds: list[EventEdge] = []
        for place in changed:
            for edge, link in links_of(events[place]):
                if self._links[edge] != link:
                    if link.follows is not None and link.follows not in self._links:
                        return False
                    self._relink(edge, link)
                    seeds.append(edge)
        seeds.extend(edge for edge, _ in known.items() ^ self._known.items() if edge in self._links)
        if t0_ms != self._t0_ms:
            seeds.extend(edge for edge, link in self._links.items() if link.from_t0)
        self._events, self._t0_ms, self._known = events, t0_ms, dict(known)
        return self._time(seeds)

    def _relink(self, edge: EventEdge, link: Link) -> None:
        before = self._links[edge].follows
        if before != link.follows:
            if before is not None:
                self._followers[before].remove(edge)
            if link.follows is not None:
                self._followers.setdefault(link.follows, []).append(edge)
        self._links[edge] = link

    def _time(self, seeds: Iterable[EventEdge]) -> bool:
        pending = self._with_followers(seeds)
        if not pending:
            return True
        times, waiting = dict(self.times_ms), set(self.waiting)
        links, retimed = self._links, tuple(pending)
        for root in retimed:
            chain: list[EventEdge] = []
            edge: EventEdge | None = root
            while edge is not None and edge in pending:
                pending.remove(edge)
                chain.append(edge)
                edge = links[edge].follows
            if edge is not None and edge in chain:
                return False
            for edge in reversed(chain):
                ms = time_of(edge, links[edge], self._t0_ms, times, self._known, waiting)
                if ms is None:
                    times.pop(edge, None)
                elif not FIRST_MS <= ms <= LAST_MS:
                    return False
                else:
                    times[edge] = ms
                    waiting.discard(edge)
        self.times_ms, self.waiting = times, frozenset(waiting)
        self._judge(retimed)
        return True

    def _judge(self, edges: Iterable[EventEdge]) -> None:
        """Look again at which of these edges' events end before they start."""
        times = self.times_ms
        events = {edge.event for edge in edges}
        pairs = ((event, times.get(EventEdge(event, "start")), times.get(EventEdge(event, "end"))) for event in events)
        worse = {event for event, start, end in pairs if start is not None and end is not None and end < start}
        self._backward = (self._backward - events) | worse

    def _with_followers(self, seeds: Iterable[EventEdge]) -> set[EventEdge]:
        found: set[EventEdge] = set()
        stack = list(seeds)
        while stack:
            edge = stack.pop()
            if edge not in found:
                found.add(edge)
                stack.extend(self._followers.get(edge, ()))
        return found


def time_of(
    edge: EventEdge,
    link: Link,
    t0_ms: int,
    times_ms: Mapping[EventEdge, int | None],
    known: Mapping[EventEdge, int],
    waiting: set[EventEdge],
) -> int | None:
    """Time one edge whose followed edge is settled; note it as waiting if an orbit has to be flown first."""
    if edge in known:
        return known[edge]
    if link.follows is None:
        return link.offset_ms + t0_ms if link.from_t0 else link.offset_ms
    followed = times_ms.get(link.follows)
    if (link.needs_orbit and followed is not None) or link.follows in waiting:
        waiting.add(edge)
        return None
    return None if followed is None else followed + link.offset_ms
