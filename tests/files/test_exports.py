"""The exported JSON and CSV say everything that follows from a plan, and the JSON opens as the plan."""

import csv
import io
import json
from importlib.resources import files

import jsonschema
import pytest
from msgspec.structs import replace

from missionplanner.files.export_csv import COLUMNS, export_csv
from missionplanner.files.export_json import export_json
from missionplanner.files.flight_json import flight_document
from missionplanner.files.plan_file import decode_plan
from missionplanner.files.schema import plan_schema, plan_schema_bytes
from missionplanner.flight.assess import Assessment, assess
from missionplanner.plan.anchors import AfterEvent
from missionplanner.plan.clock import Utc, met_text, utc_text
from missionplanner.plan.edits import replace_event
from missionplanner.plan.rules import Waiver

RESOURCES = files("missionplanner") / "resources"
SAMPLE = (RESOURCES / "plans" / "soyuz-ms-28.mplan").read_bytes()


@pytest.fixture(scope="module")
def flown() -> Assessment:
    return assess(decode_plan(SAMPLE, "sample"))


@pytest.fixture(scope="module")
def lost() -> Assessment:
    """A plan whose target's elements are useless, with an event that hangs on nothing."""
    plan = decode_plan(SAMPLE, "sample")
    elements = replace(plan.target.elements, line1="1", line2="2")
    plan = replace(plan, target=replace(plan.target, elements=elements))
    return assess(replace_event(plan, replace(plan.event("hatch"), anchor=AfterEvent(event="nothing"))))


def test_the_computed_block_holds_utc_and_met_of_every_event(flown: Assessment) -> None:
    computed = json.loads(export_json(flown))["computed"]
    assert [event["id"] for event in computed["events"]] == [event.id for event in flown.plan.events]
    for event in computed["events"]:
        start_ms = flown.schedule.start_ms(event["id"])
        assert start_ms is not None
        assert event["start_utc"] == utc_text(start_ms)
        assert event["met_ms"] == start_ms - flown.plan.t0.ms
        assert event["met"] == met_text(event["met_ms"])


def test_the_exported_json_opens_as_an_equal_plan(flown: Assessment, lost: Assessment) -> None:
    for assessment in (flown, lost):
        assert decode_plan(export_json(assessment), "x.json") == assessment.plan


def test_the_exported_json_holds_the_flight_and_the_findings(lost: Assessment) -> None:
    plan = replace(lost.plan, waivers=(Waiver(finding=lost.findings[0].code, reason="a test"),))
    computed = json.loads(export_json(assess(plan)))["computed"]
    assert computed["flight"]["docking_utc"] is None
    assert computed["flight"]["dv_total_mps"] is None
    assert computed["findings"][0]["waived"] == "a test"
    assert {"code", "severity", "message", "events", "margin", "unit", "waived"} == set(computed["findings"][0])


def test_the_flight_document_adds_up(flown: Assessment) -> None:
    flight = flight_document(flown)
    parts = [flight[f"dv_{part}_mps"] for part in ("in_plane", "plane", "drag", "approach")]
    assert flight["dv_total_mps"] == pytest.approx(sum(parts), abs=1e-12)
    assert flight["profile"] == "2-orbit"
    assert -180.0 <= flight["phase_at_liftoff_deg"] < flight["phase_at_insertion_deg"] < 180.0
    for burn in flight["burns"]:
        assert burn["dv_mps"] == pytest.approx(sum(part**2 for part in burn["dv_lvlh_mps"]) ** 0.5)
        assert Utc.parse(burn["tig_utc"]).ms - flown.plan.t0.ms == burn["met_ms"]


def test_the_table_has_a_row_for_each_event_in_order_of_time(flown: Assessment) -> None:
    rows = list(csv.DictReader(io.StringIO(export_csv(flown).decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["id"] for row in rows} == {event.id for event in flown.plan.events}
    assert [row["utc"] for row in rows] == sorted(row["utc"] for row in rows)
    docking = next(row for row in rows if row["id"] == flown.plan.rendezvous.docking)
    assert docking["utc"] == "2025-11-27T12:38:29.000Z"
    assert docking["met"] == "T+03:10:31.598"
    assert docking["actual_utc"] == "2025-11-27T12:34:35.000Z"
    assert docking["actual_minus_planned_s"] == "-234.000"
    assert docking["track"] == "Approach"
    assert {row["kind"] for row in rows} == {"milestone", "burn", "phase", "activity"}


def test_events_without_a_time_come_last_and_empty(lost: Assessment) -> None:
    rows = list(csv.DictReader(io.StringIO(export_csv(lost).decode(), newline="")))
    timeless = [row["id"] for row in rows if not row["utc"]]
    assert "hatch" in timeless
    assert [row["id"] for row in rows][-len(timeless) :] == timeless
    assert all(row["met"] == row["actual_minus_planned_s"] == "" for row in rows[-len(timeless) :])


def test_the_shipped_schema_is_current() -> None:
    shipped = (RESOURCES / "schema" / "plan.schema.json").read_bytes()
    assert shipped == plan_schema_bytes(), "run python -m missionplanner.files.schema resources/schema/plan.schema.json"


def test_the_schema_takes_plans_and_refuses_others(flown: Assessment) -> None:
    validator = jsonschema.Draft202012Validator(plan_schema())
    validator.check_schema(plan_schema())
    document = json.loads(SAMPLE)
    validator.validate(document)
    validator.validate(json.loads(export_json(flown)))
    for wrong in ({"schema_version": 2}, {"teleport": True}, {"t0": 5}, {"events": [{"kind": "party"}]}):
        assert not validator.is_valid(document | wrong)
