"""What each edge of an event follows, and how much later it is: the structure of the schedule."""

from __future__ import annotations

from typing import NamedTuple

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet, AtOrbital, AtUtc, Edge
from missionplanner.plan.events import Activity, Event, Phase


class EventEdge(NamedTuple):
    """The start or the end of an event: what an anchor times."""

    event: str
    edge: Edge


class Link(NamedTuple):
    """What one edge follows: another edge (None for the clock) and how much later it is.

    ``needs_orbit`` says that only geometry can turn the followed edge into a time; ``from_t0`` that the clock counts
    from liftoff.
    """

    follows: EventEdge | None
    offset_ms: int
    needs_orbit: bool = False
    from_t0: bool = False


def links_of(event: Event) -> tuple[tuple[EventEdge, Link], tuple[EventEdge, Link]]:
    """Return the two edges of an event with what each follows."""
    start = EventEdge(event.id, "start")
    match event:
        case Phase():
            end = _link_of(event.end)
        case Activity():
            end = Link(start, event.duration_ms)
        case _:
            end = Link(start, 0)
    return (start, _link_of(event.anchor)), (EventEdge(event.id, "end"), end)


def _link_of(anchor: Anchor) -> Link:
    match anchor:
        case AtUtc():
            return Link(None, anchor.utc.ms)
        case AtMet():
            return Link(None, anchor.met_ms, from_t0=True)
        case AfterEvent():
            return Link(EventEdge(anchor.event, anchor.edge), anchor.offset_ms)
        case AtOrbital():
            return Link(EventEdge(anchor.after, "start"), anchor.offset_ms, needs_orbit=True)
