"""What the timeline shows of a plan, as arrays: one entry for each event whose time is known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import repeat
from operator import is_
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.flight.assess import Assessment
from missionplanner.plan.changed_events import changed_places
from missionplanner.plan.events import Activity, Burn, Event, FixedTime, Milestone, Phase, Reboost
from missionplanner.plan.plan import Plan, Track
from missionplanner.plan.rules import Severity
from missionplanner.plan.schedule import EventEdge

Kind = Literal["milestone", "burn", "phase", "activity"]
KINDS: tuple[Kind, ...] = ("milestone", "burn", "phase", "activity")
MILESTONE, BURN, PHASE, ACTIVITY = range(4)
_CODE_OF_TYPE: Mapping[type, int] = {
    Milestone: MILESTONE,
    Reboost: MILESTONE,
    Burn: BURN,
    Phase: PHASE,
    Activity: ACTIVITY,
}

# How sure a time is: of this flight, taken from a sibling flight, or assumed.
SURE, SIBLING, ASSUMED = range(3)
_CERTAINTY = {"sibling": SIBLING, "assumed": ASSUMED}

SEVERITIES: tuple[Severity | None, ...] = (None, "note", "warning", "error")


@dataclass(frozen=True, kw_only=True, eq=False)
class Items:
    """The events of the chart, entry by entry in plan order.

    ``tracks`` are (id, name) of the rows on show, ``is_folded`` and ``colors`` go with them, ``hidden`` names the
    others; ``row`` tells each event's; ``labels`` are ``names`` with the delta-v of burns behind them; ``actual_ms``
    is NaN where nothing has been flown; ``severity`` indexes ``SEVERITIES``, the worst finding that names the event
    and is not waived; ``is_key`` tells what a crowd must not hide.
    """

    t0_ms: int
    tracks: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    index: Mapping[str, int]
    kind: NDArray[np.int8]
    row: NDArray[np.int64]
    start_ms: NDArray[np.float64]
    end_ms: NDArray[np.float64]
    actual_ms: NDArray[np.float64]
    certainty: NDArray[np.int8]
    severity: NDArray[np.int8]
    is_fixed_burn: NDArray[np.bool_]
    is_key: NDArray[np.bool_]
    is_folded: tuple[bool, ...] = ()
    colors: tuple[str | None, ...] = ()
    hidden: tuple[str, ...] = ()

    @cached_property
    def is_span(self) -> NDArray[np.bool_]:
        """Which events are bars with two ends."""
        return self.kind >= PHASE

    @cached_property
    def in_folded(self) -> NDArray[np.bool_]:
        """Which events are in folded tracks."""
        folded = np.zeros(len(self.tracks), np.bool_)
        folded[: len(self.is_folded)] = self.is_folded
        return folded[self.row]

    @property
    def count(self) -> int:
        """How many events there are."""
        return len(self.ids)


class ChartItems:
    """Makes the items of one plan after another, and looks again only at the events that have changed."""

    def __init__(self) -> None:
        """Begin with nothing to take over."""
        self._events: tuple[Event, ...] = ()
        self._tracks: tuple[Track, ...] = ()
        self._roster: Roster | None = None
        self._order = TimesInOrder()

    def of(self, assessment: Assessment) -> Items:
        """Collect what the timeline shows of a plan; events without a known time are left to the findings."""
        plan = assessment.plan
        dv_mps = {burn.event: burn.dv_mps for burn in assessment.flight.burns}
        roster = None
        if self._roster is not None and plan.tracks == self._tracks:
            roster = self._roster.followed(self._events, plan.events)
        if roster is None:
            roster = Roster.of(plan)
        self._events, self._tracks, self._roster = plan.events, plan.tracks, roster
        return roster.timed(assessment, dv_mps, self._order)


class TimesInOrder:
    """Takes the times of many edges out of a schedule by place: one schedule after another holds the same edges."""

    def __init__(self) -> None:
        """Begin without knowing where any edge stands."""
        self._held: list[EventEdge] = []
        self._wanted: tuple[tuple[EventEdge, ...], ...] = ()
        self._places: list[NDArray[np.int64]] = []

    def of(self, times_ms: Mapping[EventEdge, int], *wanted: tuple[EventEdge, ...]) -> tuple[NDArray[np.float64], ...]:
        """Return the times of each row of wanted edges, NaN for those that the schedule does not hold."""
        held = list(times_ms)
        known = len(wanted) == len(self._wanted) and all(map(is_, wanted, self._wanted))
        if not known or held != self._held:
            place = {edge: k for k, edge in enumerate(held)}
            self._places = [
                np.fromiter(map(place.get, edges, repeat(len(held))), np.int64, len(edges)) for edges in wanted
            ]
            self._held, self._wanted = held, wanted
        values_ms = np.full(len(held) + 1, math.nan)
        values_ms[:-1] = np.fromiter(times_ms.values(), np.float64, len(held))
        return tuple(values_ms[places] for places in self._places)


def chart_items(assessment: Assessment) -> Items:
    """Collect what the timeline shows of a plan; events without a known time are left to the findings."""
    return ChartItems().of(assessment)


@dataclass(frozen=True, kw_only=True, eq=False)
class Roster:
    """What the chart shows of events but for their times, entry by entry in plan order.

    ``shown`` are the places of the entries among the plan's events: events in hidden tracks have none.
    """

    tracks: tuple[Track, ...]
    shown: tuple[int, ...]
    ids: tuple[str, ...]
    names: tuple[str, ...]
    starts: tuple[EventEdge, ...]
    ends: tuple[EventEdge, ...]
    index: Mapping[str, int]
    kind: NDArray[np.int8]
    row: NDArray[np.int64]
    actual_ms: NDArray[np.float64]
    certainty: NDArray[np.int8]
    is_fixed_burn: NDArray[np.bool_]

    @classmethod
    def of(cls, plan: Plan) -> Roster:
        """Look at all events of a plan."""
        hidden = {track.id for track in plan.tracks if track.is_hidden}
        tracks = {track.id: track for track in plan.tracks if not track.is_hidden}
        shown = [k for k, event in enumerate(plan.events) if event.track not in hidden]
        events = [plan.events[k] for k in shown]
        for event in events:
            if event.track not in tracks:
                tracks[event.track] = Track(id=event.track, name=event.track)
        row_of_track = {track: row for row, track in enumerate(tracks)}
        ids = tuple(event.id for event in events)
        return cls(
            tracks=tuple(tracks.values()),
            shown=tuple(shown),
            ids=ids,
            names=tuple(event.name for event in events),
            starts=tuple(EventEdge(event_id, "start") for event_id in ids),
            ends=tuple(EventEdge(event_id, "end") for event_id in ids),
            index={event_id: number for number, event_id in enumerate(ids)},
            kind=np.array([_CODE_OF_TYPE[type(event)] for event in events], np.int8),
            row=np.array([row_of_track[event.track] for event in events], np.int64),
            actual_ms=np.array([_actual_ms(event) for event in events], np.float64),
            certainty=np.array([_certainty(event) for event in events], np.int8),
            is_fixed_burn=np.array([_is_fixed_burn(event) for event in events], np.bool_),
        )

    def followed(self, before: tuple[Event, ...], after: tuple[Event, ...]) -> Roster | None:
        """Return the roster of changed events; None if they are others, or in other tracks."""
        changed = changed_places(before, after)
        if changed is None:
            return None
        moved = [k for k in changed if before[k].track != after[k].track]
        rows = {track.id: row for row, track in enumerate(self.tracks)}
        if any(before[k].track not in rows or after[k].track not in rows for k in moved):
            return None
        events = [(self.index[after[k].id], after[k]) for k in changed if after[k].id in self.index]
        if not moved and all(self._holds(number, event) for number, event in events):
            return self
        names = list(self.names)
        kind, actual_ms, certainty = self.kind.copy(), self.actual_ms.copy(), self.certainty.copy()
        is_fixed_burn, row = self.is_fixed_burn.copy(), self.row
        if moved:
            row = row.copy()
            row[[self.index[after[k].id] for k in moved]] = [rows[after[k].track] for k in moved]
        for number, event in events:
            names[number] = event.name
            kind[number], actual_ms[number] = _CODE_OF_TYPE[type(event)], _actual_ms(event)
            certainty[number], is_fixed_burn[number] = _certainty(event), _is_fixed_burn(event)
        same_names = all(names[number] == self.names[number] for number, _ in events)
        return replace(
            self,
            names=self.names if same_names else tuple(names),
            kind=kind,
            row=row,
            actual_ms=actual_ms,
            certainty=certainty,
            is_fixed_burn=is_fixed_burn,
        )

    def timed(self, assessment: Assessment, dv_mps: Mapping[str, float], order: TimesInOrder) -> Items:
        """Return the items at the times of a schedule."""
        keys = assessment.plan.rendezvous
        start_ms, end_ms = order.of(assessment.schedule.times_ms, self.starts, self.ends)
        known = ~np.isnan(start_ms)
        severity = np.zeros(len(self.ids), np.int8)
        for event_id, worst in _worst_severity(assessment).items():
            if event_id in self.index:
                severity[self.index[event_id]] = worst
        is_key = np.zeros(len(self.ids), np.bool_)
        is_key[[self.index[key] for key in (keys.liftoff, keys.insertion, keys.docking) if key in self.index]] = True
        everyone = bool(known.all())
        chosen = slice(None) if everyone else np.flatnonzero(known)
        ids = self.ids if everyone else tuple(np.array(self.ids, object)[chosen])
        names = self.names if everyone else tuple(np.array(self.names, object)[chosen])
        index = self.index if everyone else {event_id: number for number, event_id in enumerate(ids)}
        return Items(
            t0_ms=assessment.plan.t0.ms,
            tracks=tuple((track.id, track.name) for track in self.tracks),
            ids=ids,
            names=names,
            labels=_with_delta_v(names, index, dv_mps),
            index=index,
            kind=self.kind[chosen],
            row=self.row[chosen],
            start_ms=start_ms[chosen],
            end_ms=np.fmax(start_ms, end_ms)[chosen],
            actual_ms=self.actual_ms[chosen],
            certainty=self.certainty[chosen],
            severity=severity[chosen],
            is_fixed_burn=self.is_fixed_burn[chosen],
            is_key=is_key[chosen],
            is_folded=tuple(track.is_folded for track in self.tracks),
            colors=tuple(track.color for track in self.tracks),
            hidden=tuple(track.name for track in assessment.plan.tracks if track.is_hidden),
        )

    def _holds(self, number: int, event: Event) -> bool:
        actual_ms = self.actual_ms[number]
        return (
            self.names[number] == event.name
            and self.kind[number] == _CODE_OF_TYPE[type(event)]
            and self.certainty[number] == _certainty(event)
            and self.is_fixed_burn[number] == _is_fixed_burn(event)
            and (actual_ms == _actual_ms(event) or (event.actual is None and bool(np.isnan(actual_ms))))
        )


def _actual_ms(event: Event) -> float:
    return math.nan if event.actual is None else event.actual.start.ms


def _certainty(event: Event) -> int:
    return SURE if event.source is None else _CERTAINTY.get(event.source.provenance, SURE)


def _is_fixed_burn(event: Event) -> bool:
    return isinstance(event, Burn) and isinstance(event.time, FixedTime)


def _with_delta_v(names: tuple[str, ...], index: Mapping[str, int], dv_mps: Mapping[str, float]) -> tuple[str, ...]:
    """Write the delta-v of burns behind their names."""
    if not dv_mps:
        return names
    labels = list(names)
    for event_id, size_mps in dv_mps.items():
        number = index.get(event_id)
        if number is not None:
            labels[number] = f"{labels[number]}  {size_mps:.1f} m/s"
    return tuple(labels)


def _worst_severity(assessment: Assessment) -> dict[str, int]:
    worst: dict[str, int] = {}
    for finding in assessment.findings:
        if finding.waived is None:
            for event_id in finding.events:
                worst[event_id] = max(worst.get(event_id, 0), SEVERITIES.index(finding.severity))
    return worst
