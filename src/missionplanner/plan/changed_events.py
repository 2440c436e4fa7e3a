"""Which events of a plan are other records than before: what lets views and schedules look again at those alone."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_not

from missionplanner.plan.events import Event


def changed_places(before: tuple[Event, ...], after: tuple[Event, ...]) -> list[int] | None:
    """Return the places of events that are not the very same records; None if they are not of the same events."""
    if before is after:
        return []
    if len(before) != len(after):
        return None
    for known_before, known_after, known_places in _last:
        if known_before is before and known_after is after:
            return known_places
    differs = bytes(map(is_not, before, after))
    places = []
    place = differs.find(1)
    while place >= 0:
        places.append(place)
        place = differs.find(1, place + 1)
    found = places if all(before[k].id == after[k].id for k in places) else None
    _last[:] = [(before, after, found)]
    return found


# The pair compared last: after one edit, schedule, flight and views all ask about the same two plans.
_last: list[tuple[tuple[Event, ...], tuple[Event, ...], list[int] | None]] = []


class Picked:
    """The few events among many that have some property, found again quickly where few have changed."""

    def __init__(self, wanted: Callable[[Event], bool]) -> None:
        """Begin with no events."""
        self._wanted = wanted
        self._events: tuple[Event, ...] = ()
        self._places: list[int] = []

    def of(self, events: tuple[Event, ...]) -> list[Event]:
        """Return the events that have the property, in plan order."""
        changed = changed_places(self._events, events)
        if changed is None or len(changed) > len(events) // 4:
            self._places = [k for k, event in enumerate(events) if self._wanted(event)]
        elif changed:
            kept = set(self._places).difference(changed)
            self._places = sorted(kept.union(k for k in changed if self._wanted(events[k])))
        self._events = events
        return [events[k] for k in self._places]
