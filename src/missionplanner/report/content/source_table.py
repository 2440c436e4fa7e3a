"""The sources: every sourced value of a plan with its provenance, told apart by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.flight.implausible_elements import warnings
from missionplanner.flight.network import ground_stations, relays
from missionplanner.flight.orbital import orbital_anchors
from missionplanner.plan.clock import met_text
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import FieldSource, ProvenanceKind, Source
from missionplanner.plan.record import Record
from missionplanner.plan.rules import Rule
from missionplanner.report.content.wording import (
    PROVENANCE_WORDS,
    UNKNOWN,
    field_label,
    field_text,
    number_text,
    utc_or_unknown,
)


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """One value: whose it is, what it is, and what is said about where it comes from."""

    owner: str
    what: str
    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SourceGroup:
    """All values of one provenance; None for events that state no source."""

    provenance: ProvenanceKind | None
    rows: tuple[SourceRow, ...]


def source_groups(assessment: Assessment) -> tuple[SourceGroup, ...]:
    """Return every sourced value grouped by provenance, the firmest first, then the events without a source."""
    grouped: dict[ProvenanceKind, list[SourceRow]] = {kind: [] for kind in PROVENANCE_WORDS}
    for kind, row in _all_rows(assessment):
        grouped[kind].append(row)
    groups = [SourceGroup(provenance=kind, rows=tuple(rows)) for kind, rows in grouped.items() if rows]
    unsourced = tuple(
        SourceRow(
            owner="Event",
            what=event.name,
            value=utc_or_unknown(assessment.schedule.start_ms(event.id)),
            text="no source stated",
        )
        for event in assessment.plan.events
        if event.source is None
    )
    if unsourced:
        groups.append(SourceGroup(provenance=None, rows=unsourced))
    return tuple(groups)


Sourced = tuple[ProvenanceKind, SourceRow]


def _all_rows(assessment: Assessment) -> Iterator[Sourced]:
    plan = assessment.plan
    yield from _of_fields("Mission", plan.mission, plan.mission.sources)
    for objective in plan.objectives:
        yield from _of_source("Objective", objective.text, "", objective.source)
    for member in plan.crew:
        yield from _of_source("Crew", member.name, f"{member.role}, {member.agency}", member.source)
    yield from _of_fields(f"Launch site {plan.site.name}", plan.site, plan.site.sources)
    yield from _of_fields(f"Spacecraft {plan.vehicle.name}", plan.vehicle, plan.vehicle.sources)
    yield from _of_fields("Ascent", plan.ascent, plan.ascent.sources)
    yield from _of_target(plan)
    yield from _of_approach(plan)
    yield from _of_network(plan)
    for event in plan.events:
        yield from _of_source("Event", event.name, utc_or_unknown(assessment.schedule.start_ms(event.id)), event.source)
        if event.actual is not None:
            yield from _of_source("Event, actual", event.name, str(event.actual.start), event.actual.source)
    for rule in plan.rules:
        yield from _of_source("Rule", field_label(rule.kind.replace("-", "_")), _limits(rule), rule.source)
    for photo in plan.photos:
        yield from _of_source("Photo", photo.title or photo.path, "", photo.source)


def _of_target(plan: Plan) -> Iterator[Sourced]:
    target = plan.target
    owner, elements, ephemeris = f"Target {target.name}", target.elements, target.ephemeris
    if elements is not None:
        what = "Element set" if elements.mean is None else "Mean elements (OMM)"
        yield from _of_source(owner, what, str(elements.epoch), elements.source)
        for warning in warnings(elements):
            row = SourceRow(owner=owner, what=f"{what}, what looks wrong", value="", text=warning)
            yield elements.source.provenance, row
    if ephemeris is not None:
        yield from _of_source(owner, "Ephemeris", f"{ephemeris.start} to {ephemeris.end}", ephemeris.source)
        for reboost in ephemeris.reboosts:
            value = f"{reboost.utc}, {reboost.dv_mps:g} m/s"
            yield from _of_source(owner, f"Reboost in the ephemeris, {reboost.name}", value, ephemeris.source)
    for port in target.ports:
        yield from _of_fields(f"Port {port.name}", port, port.sources)
    names = {port.id: port.name for port in target.ports}
    for stay in target.occupancies:
        yield from _of_source(f"Port {names[stay.port]}", "Occupied by", stay.vehicle, stay.source)


def _of_approach(plan: Plan) -> Iterator[Sourced]:
    approach = plan.rendezvous.approach
    for waypoint in approach.waypoints:
        yield from _of_source(
            "Approach", f"Waypoint {_before(waypoint.before_docking_ms)}", field_text(waypoint, "position_lvlh_m"),
            waypoint.source,
        )  # fmt: skip
    for point in approach.axial_points:
        yield from _of_source(
            "Approach", f"Axial point {_before(point.before_docking_ms)}", field_text(point, "range_m"), point.source
        )
    yield from _of_fields("Approach", approach, approach.sources)


def _of_network(plan: Plan) -> Iterator[Sourced]:
    """The stations and relays that events wait for; the launch site, which is one too, has rows of its own."""
    anchors = [anchor for _, anchor in orbital_anchors(plan)]
    for station in ground_stations():
        if any(anchor.station == station.id for anchor in anchors):
            yield from _of_fields(f"Station {station.name}", station, station.sources)
    for relay in relays():
        if any(anchor.relay == relay.id for anchor in anchors):
            yield from _of_fields(f"Relay {relay.name}", relay, relay.sources)


def _before(before_docking_ms: int) -> str:
    return f"{met_text(before_docking_ms).removeprefix('T+').removesuffix('.000')} before docking"


def _of_fields(owner: str, record: Record, sources: Iterable[FieldSource]) -> Iterator[Sourced]:
    for source in sources:
        row = SourceRow(
            owner=owner, what=field_label(source.field), value=field_text(record, source.field), text=source.text
        )
        yield source.provenance, row


def _of_source(owner: str, what: str, value: str, source: Source | None) -> Iterator[Sourced]:
    if source is not None:
        yield source.provenance, SourceRow(owner=owner, what=what, value=value, text=source.text)


_RULE_UNITS = {
    "delta-v-budget": "m/s",
    "propellant-reserve": "kg",
    "phase-at-insertion": "deg",
    "contact-speed": "m/s",
    "contact-lateral-rate": "m/s",
    "element-age": "days",
}


def _limits(rule: Rule) -> str:
    unit = _RULE_UNITS.get(rule.kind, "")
    low = None if rule.low is None else number_text(rule.low, 3).rstrip("0").rstrip(".")
    high = None if rule.high is None else number_text(rule.high, 3).rstrip("0").rstrip(".")
    match low, high:
        case None, None:
            return UNKNOWN
        case None, _:
            return f"at most {high} {unit}"
        case _, None:
            return f"at least {low} {unit}"
        case _:
            return f"{low} to {high} {unit}"
