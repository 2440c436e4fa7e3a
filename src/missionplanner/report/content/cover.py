"""The cover: what the flight is, who flies, and its key times and figures."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.plan.clock import utc_text
from missionplanner.plan.plan import Plan
from missionplanner.plan.station import ElementSet
from missionplanner.plan.vehicle import LaunchSite
from missionplanner.report.content.wording import (
    UNKNOWN,
    degrees_text,
    difference_text,
    met_or_unknown,
    number_text,
    quantity_text,
    utc_or_unknown,
)

_MS_PER_DAY = 86_400_000


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One labelled value."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class KeyTime:
    """A key event, planned and actual."""

    name: str
    utc: str
    met: str
    actual_utc: str
    difference: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody aboard."""

    name: str
    role: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Everything on the first page."""

    title: str
    subtitle: str
    summary: str
    t0_utc: str
    verdict: str
    people: tuple[Person, ...]
    objectives: tuple[str, ...]
    key_times: tuple[KeyTime, ...]
    flight_facts: tuple[Fact, ...]
    rendezvous_facts: tuple[Fact, ...]
    notes: str


def cover(assessment: Assessment) -> Cover:
    """Gather the cover of an assessed plan."""
    plan = assessment.plan
    subtitle = [part for part in (plan.mission.name, plan.mission.expedition) if part and part != plan.name]
    return Cover(
        title=plan.name,
        subtitle=" \N{MIDDLE DOT} ".join(["Flight plan", *subtitle]),
        summary=plan.mission.summary,
        t0_utc=utc_text(plan.t0.ms),
        verdict=_verdict(assessment),
        people=tuple(Person(name=one.name, role=one.role, agency=one.agency) for one in plan.crew),
        objectives=tuple(objective.text for objective in plan.objectives),
        key_times=_key_times(assessment),
        flight_facts=_flight_facts(assessment),
        rendezvous_facts=_rendezvous_facts(assessment),
        notes=plan.notes,
    )


def _verdict(assessment: Assessment) -> str:
    """Say in one sentence whether anything was found wrong."""
    open_findings = [finding for finding in assessment.findings if finding.waived is None]
    counts = {
        severity: sum(finding.severity == severity for finding in open_findings)
        for severity in ("error", "warning", "note")
    }
    parts = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count]
    waived = len(assessment.findings) - len(open_findings)
    if waived:
        parts.append(f"{waived} waived")
    return "Findings: " + ", ".join(parts) if parts else "No findings"


def _key_times(assessment: Assessment) -> tuple[KeyTime, ...]:
    plan, schedule = assessment.plan, assessment.schedule
    keys = {plan.rendezvous.liftoff, plan.rendezvous.insertion, plan.rendezvous.docking}
    rows = []
    for event in plan.events:
        if event.id not in keys and event.actual is None:
            continue
        start_ms = schedule.start_ms(event.id)
        actual_ms = event.actual.start.ms if event.actual else None
        known = start_ms is not None and actual_ms is not None
        row = KeyTime(
            name=event.name,
            utc=utc_or_unknown(start_ms),
            met=met_or_unknown(start_ms, schedule.t0_ms),
            actual_utc=utc_or_unknown(actual_ms),
            difference=difference_text((actual_ms or 0) - (start_ms or 0)) if known else UNKNOWN,
        )
        rows.append((float("inf") if start_ms is None else start_ms, row))
    return tuple(row for _, row in sorted(rows, key=lambda timed: timed[0]))


def _flight_facts(assessment: Assessment) -> tuple[Fact, ...]:
    plan = assessment.plan
    vehicle = plan.vehicle
    facts = [
        Fact(label="Spacecraft", value=vehicle.name),
        Fact(label="Launcher", value=vehicle.launcher),
        Fact(
            label="Mass at insertion",
            value=f"{number_text(vehicle.mass_kg, 0)} kg, of it {number_text(vehicle.propellant_kg, 0)} kg propellant",
        ),
        Fact(label="Launch site", value=plan.site.name),
        Fact(label="Pad", value=_place_text(plan.site)),
        Fact(label="Target", value=plan.target.name),
        Fact(label="Docking port", value=plan.target.port.name),
    ]
    if plan.mission.planned_duration_days is not None:
        facts.append(Fact(label="Planned stay", value=f"{plan.mission.planned_duration_days:g} days"))
    return tuple(facts)


def _place_text(site: LaunchSite) -> str:
    north, east = site.latitude_deg >= 0, site.longitude_deg >= 0
    latitude = f"{abs(site.latitude_deg):.4f} deg {'N' if north else 'S'}"
    longitude = f"{abs(site.longitude_deg):.4f} deg {'E' if east else 'W'}"
    return f"{latitude}, {longitude}"


def _rendezvous_facts(assessment: Assessment) -> tuple[Fact, ...]:
    plan, flight = assessment.plan, assessment.flight
    insertion, contact = flight.insertion, flight.contact
    facts = [
        Fact(label="Profile", value=plan.rendezvous.profile),
        Fact(label="Phase angle at liftoff", value=degrees_text(flight.phase_at_liftoff_rad)),
        Fact(label="Phase angle at insertion", value=degrees_text(flight.phase_at_insertion_rad)),
        Fact(
            label="Insertion orbit",
            value=UNKNOWN
            if insertion is None
            else f"{insertion.perigee_height_m / 1000:.1f} x {insertion.apogee_height_m / 1000:.1f} km, "
            f"{degrees_text(insertion.inclination_rad, 3)}",
        ),
        Fact(
            label="Total delta-v",
            value=quantity_text(flight.delta_v.total_mps if flight.delta_v else None, 2, "m/s"),
        ),
        Fact(label="Contact, computed", value=utc_or_unknown(contact.utc_ms if contact else None)),
        Fact(label="Contact speed", value=quantity_text(contact.speed_mps if contact else None, 3, "m/s")),
        Fact(
            label="Lateral rate, offset",
            value=UNKNOWN
            if contact is None
            else f"{number_text(contact.lateral_speed_mps, 4)} m/s, {number_text(contact.lateral_offset_m, 4)} m",
        ),
        _whereabouts_fact(plan),
    ]
    if flight.fit_rms_m is not None:
        fitted_to = "ephemeris" if plan.target.elements is None else "elements"
        facts.append(Fact(label=f"Fit to the {fitted_to}", value=f"{number_text(flight.fit_rms_m, 0)} m RMS"))
    return tuple(facts)


def _whereabouts_fact(plan: Plan) -> Fact:
    known = plan.target.whereabouts
    if isinstance(known, ElementSet):
        return Fact(label="Target elements", value=f"{utc_text(known.epoch.ms)}, {_age(plan, known.epoch.ms)}")
    span = f"{utc_text(known.start.ms)} to {utc_text(known.end.ms)}"
    made = "" if known.created_ms is None else f", made {_age(plan, known.created_ms)}"
    return Fact(label="Target ephemeris", value=f"{span}{made}")


def _age(plan: Plan, utc_ms: int) -> str:
    age_days = (plan.t0.ms - utc_ms) / _MS_PER_DAY
    return f"{abs(age_days):.2f} days {'before' if age_days >= 0 else 'after'} T0"
