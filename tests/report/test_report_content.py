"""What the paper flight plan says, before anything is laid out."""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.passive_safety import PassiveSafety
from missionplanner.plan.anchors import AfterEvent, AtOrbital
from missionplanner.plan.clock import met_text, utc_text
from missionplanner.plan.events import Milestone
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, Waiver, with_waivers
from missionplanner.report.content.burn_table import burn_rows, delta_v_rows
from missionplanner.report.content.cover import cover
from missionplanner.report.content.event_table import event_rows
from missionplanner.report.content.finding_table import finding_rows
from missionplanner.report.content.flight_plan import flight_plan_content
from missionplanner.report.content.photo_list import photo_pages
from missionplanner.report.content.port_table import port_rows
from missionplanner.report.content.source_table import source_groups
from missionplanner.report.content.wording import (
    UNKNOWN,
    day_text,
    difference_text,
    field_label,
    field_text,
    number_text,
    offset_text,
)


def test_every_event_stands_once_with_its_times(sample_assessment: Assessment) -> None:
    plan, schedule = sample_assessment.plan, sample_assessment.schedule
    rows = event_rows(sample_assessment)
    assert sorted(row.id for row in rows) == sorted(event.id for event in plan.events)
    for row in rows:
        start_ms = schedule.start_ms(row.id)
        assert start_ms is not None
        assert row.start_utc == utc_text(start_ms)
        assert row.met == met_text(start_ms - plan.t0.ms)
    assert [row.start_utc for row in rows] == sorted(row.start_utc for row in rows)


def test_an_event_tells_span_crew_actual_and_provenance(sample_assessment: Assessment) -> None:
    rows = {row.id: row for row in event_rows(sample_assessment)}
    assert rows["liftoff"].end_utc == ""
    assert rows["flyaround"].end_utc == "2025-11-27T12:22:29.000Z"
    assert rows["docking"].details == ("Actual 2025-11-27T12:34:35.000Z, -00:03:54.000",)
    assert rows["hatch"].details == ("Crew: Sergey Kud-Sverchkov, Sergei Mikaev, Christopher Williams",)
    assert (rows["liftoff"].provenance, rows["fairing"].provenance) == ("published", "sibling")
    assert rows["ascent"].provenance is None
    assert rows["docking"].track == "Approach"


def test_an_event_without_a_time_stands_last(sample: Plan) -> None:
    lost = Milestone(id="lost", name="Lost", track="crew", anchor=AfterEvent(event="nowhere"))
    row = event_rows(assess(replace(sample, events=(lost, *sample.events))))[-1]
    assert (row.id, row.day, row.start_utc, row.met) == ("lost", "", "\N{EM DASH}", "\N{EM DASH}")


def test_burns_add_up_to_the_delta_v_by_purpose(sample_assessment: Assessment) -> None:
    burns = burn_rows(sample_assessment)
    assert [burn.name for burn in burns] == ["DV1", "DV2", "DV3", "DV4"]
    assert [burn.time_choice for burn in burns][0::3] == ["solved within -4 min to +4 min", "fixed"]
    *parts, total = delta_v_rows(sample_assessment)
    assert total.is_total
    assert abs(sum(float(part.dv) for part in parts) - float(total.dv)) < 0.002
    assert abs(sum(float(burn.dv_total) for burn in burns) - sum(float(part.dv) for part in parts[:3])) < 0.004


def test_a_plan_without_a_flight_says_so(flightless: Assessment) -> None:
    assert {burn.dv_total for burn in burn_rows(flightless)} == {"\N{EM DASH}"}
    assert delta_v_rows(flightless) == ()
    facts = {fact.label: fact.value for fact in cover(flightless).rendezvous_facts}
    assert facts["Total delta-v"] == facts["Contact, computed"] == "\N{EM DASH}"
    assert any(row.severity == "error" for row in finding_rows(flightless))
    assert cover(flightless).verdict.startswith("Findings: ")


def test_the_cover_tells_who_what_and_when(sample_assessment: Assessment) -> None:
    content = cover(sample_assessment)
    assert content.title == "Soyuz MS-28"
    assert [(one.name, one.agency) for one in content.people][2] == ("Christopher Williams", "NASA")
    times = {time.name: time for time in content.key_times}
    assert times["Docking to Rassvet"].actual_utc == "2025-11-27T12:34:35.000Z"
    assert times["Docking to Rassvet"].difference == "-00:03:54.000"
    assert times["Spacecraft separation"].actual_utc == UNKNOWN
    facts = {fact.label: fact.value for fact in (*content.flight_facts, *content.rendezvous_facts)}
    assert facts["Docking port"] == "Rassvet nadir"
    assert facts["Profile"] == "2-orbit"
    assert 13.0 < float(facts["Phase angle at insertion"].removesuffix(" deg")) < 19.0
    assert facts["Target elements"] == "2025-11-24T13:04:24.008Z, 2.85 days before T0"


def test_findings_stand_with_their_waivers(sample_assessment: Assessment) -> None:
    found = with_waivers(
        (
            Finding(
                code="element-age", severity="error", message="Old.", events=("liftoff",), margin=-1.25, unit="days"
            ),
            Finding(code="port-free", severity="note", message="Busy."),
        ),
        (Waiver(finding="element-age", reason="Only a rehearsal."),),
    )
    assessment = dataclasses.replace(sample_assessment, findings=found)
    open_row, waived_row = finding_rows(assessment)
    assert (open_row.code, open_row.waived, open_row.events) == ("port-free", "", "\N{EM DASH}")
    assert (waived_row.events, waived_row.margin) == ("Liftoff", "-1.250 days")
    assert waived_row.waived == "Only a rehearsal."
    assert cover(assessment).verdict == "Findings: 1 note, 1 waived"


def test_paper_says_whether_burns_that_fail_were_looked_at(sample_assessment: Assessment) -> None:
    unchecked = dataclasses.replace(sample_assessment, safety=None)
    checked = dataclasses.replace(
        sample_assessment, safety=PassiveSafety(drifts=(), sphere_entry_ms=None, escapes=(), stuck_ms=())
    )
    assert flight_plan_content(unchecked).is_unchecked
    assert not flight_plan_content(checked).is_unchecked


def test_ports_stand_with_their_occupants(sample_assessment: Assessment) -> None:
    rows = {row.port: row for row in port_rows(sample_assessment)}
    assert rows["Rassvet nadir"].is_ours
    assert rows["Rassvet nadir"].start_utc == "2025-11-27T12:38:29.000Z"
    assert rows["Prichal nadir"].vehicle == "Soyuz MS-27"
    assert rows["Unity nadir"].vehicle == "free"
    assert rows["Zvezda aft"].axis == "aft (-V-bar)"


def test_every_source_of_the_plan_is_told_under_its_provenance(sample_assessment: Assessment) -> None:
    groups = {group.provenance: group.rows for group in source_groups(sample_assessment)}
    assert list(groups) == ["published", "published-plan", "sibling", "derived", "assumed", None]
    told = {(row.owner, row.what): row for rows in groups.values() for row in rows}
    assert told["Spacecraft Soyuz MS", "Mass"].value == "7152 kg"
    assert told["Ascent", "Plane lead"].value == "200 s"
    assert told["Event, actual", "Docking to Rassvet"].value == "2025-11-27T12:34:35.000Z"
    assert told["Rule", "Contact speed"].value == "0.06 to 0.15 m/s"
    assert told["Port Rassvet nadir", "Position LVLH"].value == "(-12, 0, 11) m"
    sourced = [event.name for event in sample_assessment.plan.events if event.source]
    assert {name for (owner, name) in told if owner == "Event"} >= set(sourced)
    assert all(row.text for rows in groups.values() for row in rows)


def test_what_an_event_waits_for_is_told_with_the_sources_of_station_and_relay(sample: Plan) -> None:
    rise = AtOrbital(instant="station-rise", after="docking", craft="target", station="barnaul", count=1)
    loss = AtOrbital(instant="relay-loss", after="separation", relay="luch-5b", offset_ms=-30_000)
    plan = replace(
        sample,
        events=(
            *sample.events,
            Milestone(id="call", name="Call", track="light", anchor=rise),
            Milestone(id="end-of-call", name="End of call", track="light", anchor=loss),
        ),
    )
    assessment = assess(plan)
    rows = {row.id: row for row in event_rows(assessment)}
    docking = sample.event("docking").name
    assert rows["call"].details == (f"At the rise of the target at Barnaul above 5 deg after {docking}",)
    assert rows["end-of-call"].details == ("At the loss by Luch-5B after Spacecraft separation, -30 s",)
    told = {
        (row.owner, row.what): (group.provenance, row.value)
        for group in source_groups(assessment)
        for row in group.rows
    }
    assert told["Station Barnaul", "Latitude"] == ("assumed", "53.35 deg")
    assert told["Station Barnaul", "Mask"] == ("assumed", "5 deg")
    assert told["Relay Luch-5B", "Longitude"] == ("derived", "-16.4 deg")
    assert not [owner for owner, _ in told if owner == "Station Ussuriysk (Galenki)"]


def test_the_photos_of_the_plan_are_listed(sample_assessment: Assessment) -> None:
    assert [page.photo for page in photo_pages(sample_assessment)] == list(sample_assessment.plan.photos)
    assert flight_plan_content(sample_assessment).photos == photo_pages(sample_assessment)


def test_numbers_and_names_read_well(sample: Plan) -> None:
    assert number_text(-0.0004, 3) == "0.000"
    assert number_text(-2.466, 3) == "-2.466"
    assert difference_text(-234_000) == "-00:03:54.000"
    assert difference_text(90_000_000) == "+1d 01:00:00.000"
    assert [offset_text(ms) for ms in (240_000, -90_000, 1_500, 0)] == ["+4 min", "-90 s", "+1.5 s", "0 s"]
    assert field_label("plane_lead_ms") == "Plane lead"
    assert field_label("isp_s") == "Specific impulse"
    assert field_text(sample.ascent, "perigee_height_m") == "200 km"
    assert field_text(sample.site, "longitude_deg") == "63.5643 deg"
    assert day_text(sample.t0.ms) == "Thursday 27 November 2025"
