"""The second stage of the schedule: event edges that wait for an orbital instant of the flown paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from missionplanner.flight.flight import Flight
from missionplanner.flight.instant_search import find_instant
from missionplanner.flight.instant_words import instant_text
from missionplanner.flight.network import relay_of, station_of
from missionplanner.flight.whereabouts import forces_for
from missionplanner.orbit.forces import Forces
from missionplanner.orbit.propagation.propagator import propagate
from missionplanner.orbit.propagation.trajectory import Trajectory, joined
from missionplanner.plan.anchors import AtOrbital
from missionplanner.plan.clock import utc_prose
from missionplanner.plan.events import Phase
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule import EventEdge, resolve

_COAST_S = 6000.0
_SAME_INSTANT_S = 0.002


@dataclass(frozen=True, kw_only=True)
class OrbitalTimes:
    """Orbital instants found, offsets included, in UTC milliseconds, and those that never come."""

    times_ms: dict[EventEdge, int]
    findings: tuple[Finding, ...]


def time_orbital_anchors(plan: Plan, flight: Flight) -> OrbitalTimes:
    """Find the instant of every orbital anchor of a plan on the flown paths.

    An anchor may wait for an event that itself hangs on an orbital instant, so the search goes on as long as it
    finds something new. The anchor of a burn looks only at the path flown before that burn, coasting on.
    """
    pending = dict(orbital_anchors(plan))
    times_ms: dict[EventEdge, int] = {}
    findings: list[Finding] = []
    for edge, anchor in list(pending.items()):
        if (unknown := _unknown_name(plan, anchor, edge)) is not None:
            del pending[edge]
            findings.append(unknown)
    progress = True
    while pending and progress:
        progress = False
        schedule = resolve(plan, {**times_ms, **flight.instants_ms})
        for edge, anchor in list(pending.items()):
            search_ms = schedule.start_ms(anchor.after)
            if search_ms is None:
                continue
            del pending[edge]
            progress = True
            found_ms = _find(flight, anchor, edge, search_ms)
            if found_ms is not None:
                times_ms[edge] = found_ms + anchor.offset_ms
            elif (path := _path(flight, anchor, edge)) is not None:
                findings.append(_never(plan, flight, anchor, edge, path, search_ms))
    return OrbitalTimes(times_ms=times_ms, findings=tuple(findings))


def orbital_anchors(plan: Plan) -> Iterator[tuple[EventEdge, AtOrbital]]:
    """Every orbital anchor of a plan with the edge that it times, in plan order."""
    for event in plan.events:
        if isinstance(event.anchor, AtOrbital):
            yield EventEdge(event.id, "start"), event.anchor
        if isinstance(event, Phase) and isinstance(event.end, AtOrbital):
            yield EventEdge(event.id, "end"), event.end


def _find(flight: Flight, anchor: AtOrbital, edge: EventEdge, search_ms: int) -> int | None:
    """The instant in UTC milliseconds, None if it does not come while the path lasts."""
    path = _path(flight, anchor, edge)
    if path is None:
        return None
    if _begins_too_late(flight, path, search_ms):
        return None
    start_s = max(path.start_s, (search_ms - flight.epoch_ms) / 1000 + _SAME_INSTANT_S)
    if start_s >= path.end_s:
        return None
    found_s = find_instant(anchor, path, flight.target, flight.inputs.site, start_s)
    return None if found_s is None else flight.epoch_ms + round(found_s * 1000)


def _begins_too_late(flight: Flight, path: Trajectory, search_ms: int) -> bool:
    """Whether instants may have passed unseen: the target was in orbit before its path begins, the chaser was not."""
    return path is flight.target and flight.epoch_ms + path.start_s * 1000 > search_ms


def _path(flight: Flight, anchor: AtOrbital, edge: EventEdge) -> Trajectory | None:
    """The path to search: the target's, or the chaser's as it is before the event that waits."""
    if anchor.craft == "target" and not anchor.is_of_both_craft:
        return flight.target
    if flight.chaser is None:
        return None
    tig_ms = flight.instants_ms.get(edge)
    if tig_ms is None:
        return flight.chaser
    forces = forces_for(flight.inputs.whereabouts)
    return _coast_before(flight.chaser, (tig_ms - flight.epoch_ms) / 1000, forces)


def _coast_before(chaser: Trajectory, tig_s: float, forces: Forces) -> Trajectory | None:
    """The chaser's path until a burn, coasting on as if the burn did not happen; None if the burn comes first."""
    before = chaser.until(tig_s)
    if before is None:
        return None
    r_m, v_mps = before.state_at(before.end_s)
    coast = propagate(r_m, v_mps, chaser.epoch_utc_ms, before.end_s, before.end_s + _COAST_S, forces)
    return joined([before, coast])


def _unknown_name(plan: Plan, anchor: AtOrbital, edge: EventEdge) -> Finding | None:
    """A finding if the anchor names a station or a relay that there is not."""
    name = plan.event(edge.event).name
    if anchor.station is not None and station_of(anchor.station, plan.site) is None:
        what, example = f"the ground station '{anchor.station}'", f"'ussuriysk' or the launch site '{plan.site.id}'"
    elif anchor.relay is not None and relay_of(anchor.relay) is None:
        what, example = f"the relay '{anchor.relay}'", "'luch-5b' or 'tdrs-12'"
    else:
        return None
    return Finding(
        code="place-unknown",
        severity="error",
        message=f"'{name}' waits for {what}, which is not known; choose one like {example}.",
        events=(edge.event,),
    )


def _never(plan: Plan, flight: Flight, anchor: AtOrbital, edge: EventEdge, path: Trajectory, search_ms: int) -> Finding:
    name, after = plan.event(edge.event).name, plan.event(anchor.after).name
    if _begins_too_late(flight, path, search_ms):
        begin = utc_prose(flight.epoch_ms + round(path.start_s * 1000))
        why = f"the target's path begins only at {begin}; hang it on a later event"
    else:
        why = f"it does not come before the path ends at {utc_prose(flight.epoch_ms + round(path.end_s * 1000))}"
    return Finding(
        code="instant-never-comes",
        severity="error",
        message=f"'{name}' waits for the {instant_text(anchor, plan.site)} after '{after}', but {why}.",
        events=(edge.event, anchor.after),
    )
