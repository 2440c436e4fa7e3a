"""A flight and its findings as JSON documents: what ``fly`` and ``check`` print, and what an exported plan holds."""

from __future__ import annotations

import math
from typing import Any

from missionplanner.flight.assess import Assessment
from missionplanner.flight.corrections import corrections
from missionplanner.flight.flight import DeltaV, Flight, Insertion, SolvedBurn
from missionplanner.plan.clock import met_text, utc_text
from missionplanner.plan.events import Actual, Event
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule import Schedule

Document = dict[str, Any]


def flight_document(assessment: Assessment) -> Document:
    """Return the flight of a plan; what is not known is None.

    Angles are in degrees, heights in km above the equatorial radius, delta-v in m/s in the chaser's LVLH.
    ``actual_times`` holds only the events that have one.
    """
    flight, schedule = assessment.flight, assessment.schedule
    contact = flight.contact
    return {
        "profile": flight.inputs.profile,
        "phase_at_liftoff_deg": _phase_deg(flight.phase_at_liftoff_rad),
        "phase_at_insertion_deg": _phase_deg(flight.phase_at_insertion_rad),
        "insertion": None if flight.insertion is None else _insertion(flight.insertion),
        "burns": [_burn(burn, schedule.t0_ms) for burn in flight.burns],
        **_delta_v(flight.delta_v),
        "docking_utc": None if contact is None else utc_text(contact.utc_ms),
        "contact_speed_mps": None if contact is None else contact.speed_mps,
        "contact_lateral_mps": None if contact is None else contact.lateral_speed_mps,
        "approach_corrections": _corrections(flight),
        "events": [_event(event, schedule) for event in assessment.plan.events],
        "actual_times": [_actual(event, event.actual, schedule) for event in assessment.plan.events if event.actual],
    }


def findings_document(findings: tuple[Finding, ...]) -> list[Document]:
    """Return findings as a list; ``waived`` is the reason of the waiver, or None."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message,
            "events": list(finding.events),
            "margin": finding.margin,
            "unit": finding.unit,
            "waived": finding.waived,
        }
        for finding in findings
    ]


def _phase_deg(phase_rad: float | None) -> float | None:
    """Return a phase angle in [-180, 180) degrees."""
    return None if phase_rad is None else (math.degrees(phase_rad) + 180.0) % 360.0 - 180.0


def _insertion(insertion: Insertion) -> Document:
    return {
        "utc": utc_text(insertion.utc_ms),
        "perigee_km": insertion.perigee_height_m / 1000.0,
        "apogee_km": insertion.apogee_height_m / 1000.0,
        "inclination_deg": math.degrees(insertion.inclination_rad),
        "raan_deg": math.degrees(insertion.raan_rad) % 360.0,
    }


def _burn(burn: SolvedBurn, t0_ms: int) -> Document:
    return {
        "id": burn.event,
        "name": burn.name,
        "tig_utc": utc_text(burn.tig_ms),
        "met": met_text(burn.tig_ms - t0_ms),
        "met_ms": burn.tig_ms - t0_ms,
        "dv_mps": burn.dv_mps,
        "dv_lvlh_mps": list(burn.dv_lvlh_mps),
        "duration_s": burn.duration_ms / 1000.0,
    }


def _delta_v(delta_v: DeltaV | None) -> Document:
    return {
        "dv_in_plane_mps": None if delta_v is None else delta_v.in_plane_mps,
        "dv_plane_mps": None if delta_v is None else delta_v.plane_mps,
        "dv_drag_mps": None if delta_v is None else delta_v.drag_mps,
        "dv_approach_mps": None if delta_v is None else delta_v.approach_mps,
        "dv_total_mps": None if delta_v is None else delta_v.total_mps,
    }


def _corrections(flight: Flight) -> list[Document]:
    """Return the approach's corrections, with the state after each; in the port's frame, x out along its axis."""
    return [
        {
            "utc": utc_text(flight.epoch_ms + round(one.t_s * 1000)),
            "dv_mps": one.size_mps,
            "dv_port_mps": list(one.dv_port_mps),
            "acceleration_mps2": one.asked_mps2,
            "engine_acceleration_mps2": one.most_mps2,
            "r_port_m": one.port.r_m.tolist(),
            "v_port_mps": one.port.v_mps.tolist(),
            "docking_axis_port": one.port.docking_axis.tolist(),
        }
        for one in corrections(flight)
    ]


def _event(event: Event, schedule: Schedule) -> Document:
    start_ms, end_ms = schedule.start_ms(event.id), schedule.end_ms(event.id)
    met_ms = None if start_ms is None else start_ms - schedule.t0_ms
    return {
        "id": event.id,
        "name": event.name,
        "start_utc": None if start_ms is None else utc_text(start_ms),
        "end_utc": None if end_ms is None else utc_text(end_ms),
        "met": None if met_ms is None else met_text(met_ms),
        "met_ms": met_ms,
    }


def _actual(event: Event, actual: Actual, schedule: Schedule) -> Document:
    end_ms = None if actual.end is None else actual.end.ms
    return {
        "id": event.id,
        "actual_utc": utc_text(actual.start.ms),
        "actual_minus_planned_s": _seconds(actual.start.ms, schedule.start_ms(event.id)),
        "actual_end_utc": None if end_ms is None else utc_text(end_ms),
        "actual_end_minus_planned_s": None if end_ms is None else _seconds(end_ms, schedule.end_ms(event.id)),
    }


def _seconds(actual_ms: int, planned_ms: int | None) -> float | None:
    return None if planned_ms is None else (actual_ms - planned_ms) / 1000.0
