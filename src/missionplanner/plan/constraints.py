"""Constraints between events: the least and the most time between two of them, and the latest time of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from missionplanner.plan.anchors import Edge
from missionplanner.plan.clock import Utc, met_text, utc_text
from missionplanner.plan.record import Record, check_id, check_range
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule_links import EventEdge
from missionplanner.plan.time_text import duration_text

_LONGEST_MS = 10 * 366 * 86_400_000


class Gap(Record, frozen=True, kw_only=True, tag_field="limits", tag="gap"):
    """How much later than another edge an edge may be: at least and at most so long, None where there is no limit."""

    id: str
    after: str
    after_edge: Edge = "end"
    event: str
    edge: Edge = "start"
    least_ms: int | None = None
    most_ms: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Check the identifier and the limits.

        Raises:
            ValueError: the identifier is no slug, a limit is missing, or the limits are in the wrong order.
        """
        check_id(self.id)
        if self.least_ms is None and self.most_ms is None:
            raise ValueError(f"the gap {self.id!r} has neither least_ms nor most_ms")
        for name, limit_ms in (("least_ms", self.least_ms), ("most_ms", self.most_ms)):
            if limit_ms is not None:
                check_range(name, limit_ms, -_LONGEST_MS, _LONGEST_MS)
        if self.least_ms is not None and self.most_ms is not None and self.most_ms < self.least_ms:
            raise ValueError(f"the gap {self.id!r} has most_ms {self.most_ms} below least_ms {self.least_ms}")


class Latest(Record, frozen=True, kw_only=True, tag_field="limits", tag="latest"):
    """The latest instant of an edge: in UTC, or counted from liftoff."""

    id: str
    event: str
    edge: Edge = "end"
    utc: Utc | None = None
    met_ms: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Check the identifier and that there is one limit.

        Raises:
            ValueError: the identifier is no slug, or there is not exactly one limit.
        """
        check_id(self.id)
        if (self.utc is None) == (self.met_ms is None):
            raise ValueError(f"the latest time {self.id!r} needs either utc or met_ms")
        if self.met_ms is not None:
            check_range("met_ms", self.met_ms, -_LONGEST_MS, _LONGEST_MS)

    def limit_ms(self, t0_ms: int) -> int:
        """Return the latest instant, UTC milliseconds."""
        return self.utc.ms if self.utc is not None else t0_ms + (self.met_ms or 0)


Constraint = Gap | Latest


class Named(Protocol):
    """What a message needs of an event."""

    @property
    def id(self) -> str:
        """Its identifier."""

    @property
    def name(self) -> str:
        """Its name."""


def edges_of(constraint: Constraint) -> tuple[EventEdge, ...]:
    """Return the edges that a constraint is about, the later one last."""
    own = EventEdge(constraint.event, constraint.edge)
    return (EventEdge(constraint.after, constraint.after_edge), own) if isinstance(constraint, Gap) else (own,)


def margin_ms(constraint: Constraint, t0_ms: int, times_ms: Mapping[EventEdge, int]) -> int | None:
    """Return how far a constraint is from being broken, negative if it is; None if an edge has no time."""
    times = [times_ms.get(edge) for edge in edges_of(constraint)]
    own_ms = times[-1]
    if own_ms is None:
        return None
    if isinstance(constraint, Latest):
        return constraint.limit_ms(t0_ms) - own_ms
    after_ms = times[0]
    if after_ms is None:
        return None
    gap_ms = own_ms - after_ms
    margins = []
    if constraint.least_ms is not None:
        margins.append(gap_ms - constraint.least_ms)
    if constraint.most_ms is not None:
        margins.append(constraint.most_ms - gap_ms)
    return min(margins)


def violations(
    constraints: tuple[Constraint, ...],
    events: tuple[Named, ...],
    t0_ms: int,
    times_ms: Mapping[EventEdge, int],
) -> Iterator[Finding]:
    """Yield a warning for each constraint that a schedule breaks, and for each that names an event not there."""
    if not constraints:
        return
    wanted = {edge.event for constraint in constraints for edge in edges_of(constraint)}
    names = {event.id: event.name for event in events if event.id in wanted}
    for constraint in constraints:
        edges = edges_of(constraint)
        missing = [edge.event for edge in edges if edge.event not in names]
        if missing:
            yield Finding(
                code=constraint.id,
                severity="warning",
                message=f"A constraint names the event '{missing[0]}', which is not in the plan; remove it.",
            )
            continue
        margin = margin_ms(constraint, t0_ms, times_ms)
        if margin is not None and margin < 0:
            yield Finding(
                code=constraint.id,
                severity="warning",
                message=_message(constraint, names, t0_ms, times_ms),
                events=tuple(dict.fromkeys(edge.event for edge in edges)),
                margin=margin / 1000,
                unit="s",
            )


def _message(constraint: Constraint, names: Mapping[str, str], t0_ms: int, times_ms: Mapping[EventEdge, int]) -> str:
    own = EventEdge(constraint.event, constraint.edge)
    what = f"The {own.edge} of '{names[own.event]}'"
    why = f" ({constraint.note})" if constraint.note else ""
    if isinstance(constraint, Latest):
        limit = met_text(constraint.met_ms) if constraint.met_ms is not None else utc_text(constraint.limit_ms(t0_ms))
        late = duration_text(times_ms[own] - constraint.limit_ms(t0_ms))
        return f"{what} is {late} later than {limit}, its latest time{why}."
    after = EventEdge(constraint.after, constraint.after_edge)
    gap_ms = times_ms[own] - times_ms[after]
    other = f"the {after.edge} of '{names[after.event]}'"
    least_ms, most_ms = constraint.least_ms, constraint.most_ms or 0
    if least_ms is not None and gap_ms < least_ms:
        limit = f"least {duration_text(least_ms)}"
    else:
        limit = f"most {duration_text(most_ms)}"
    return f"{what} is {duration_text(gap_ms)} after {other}; at {limit} is asked for{why}."
