"""The plan of a second vehicle on the command line: flown, checked, dispersed and exported like the sample."""

import json
import subprocess
from pathlib import Path

import pytest

from missionplanner.cli.run import run
from missionplanner.files.plan_file import decode_plan, encode_plan, read_plan
from missionplanner.plan.clock import Utc

PLAN = Path(__file__).parents[2] / "resources" / "plans" / "crew-dragon-crew-3.mplan"


def test_it_is_canonical() -> None:
    assert encode_plan(decode_plan(PLAN.read_bytes(), PLAN.name)) == PLAN.read_bytes()


def test_check_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(PLAN)]) == 0
    assert capsys.readouterr().out == "Nothing found.\n"


def test_what_drifts_into_the_sphere_is_forced_there_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(PLAN), "--safety", "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)
    drifts = [finding for finding in findings if finding["code"].startswith("drift-")]
    assert {finding["events"][0] for finding in drifts} == {"hold-1", "to-waypoint-2"}
    assert all("forced from its last hold on" in finding["waived"] for finding in drifts)
    (escape,) = (finding for finding in findings if finding["code"] == "escape-burn")
    assert escape["severity"] == "note"


def test_fly_prints_the_flight_as_the_contract_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fly", str(PLAN), "--json"]) == 0
    flight = json.loads(capsys.readouterr().out)
    assert flight["profile"] == "1-day"
    assert abs(Utc.parse(flight["docking_utc"]).ms - Utc.parse("2021-11-12T00:10:00Z").ms) < 60_000
    assert 115.0 < flight["dv_total_mps"] < 150.0
    assert 0.05 <= flight["contact_speed_mps"] <= 0.10
    assert flight["contact_lateral_mps"] < 0.04
    assert [burn["name"] for burn in flight["burns"]] == [
        "Phase burn",
        "Boost burn",
        "Close burn",
        "Transfer burn",
        "Final coelliptic burn",
        "Approach initiation",
    ]
    late_s = {actual["id"]: actual["actual_minus_planned_s"] for actual in flight["actual_times"]}
    assert late_s["liftoff"] == 0.0
    assert late_s["docking"] == -2280.0


def test_every_event_says_where_it_comes_from() -> None:
    plan = read_plan(PLAN)
    spans = {"ascent", "phasing", "approach", "docked"}
    assert {event.id for event in plan.events if event.source is None} == spans
    kinds = {event.source.provenance for event in plan.events if event.source is not None}
    assert kinds == {"published", "published-plan", "sibling", "derived", "assumed"}


def test_dispersions(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["disperse", str(PLAN), "--count", "100", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["dv_total_mps"]["p99"] < 150.0


@pytest.mark.parametrize("name", ["out.json", "out.csv", "out.png", "out.pdf"])
def test_it_is_exported(tmp_path: Path, name: str, qapp: object) -> None:
    out = tmp_path / name
    assert run(["export", str(PLAN), str(out)]) == 0
    if out.suffix in (".json", ".pdf"):
        assert encode_plan(read_plan(out)) == PLAN.read_bytes()
    if out.suffix == ".pdf":
        said = subprocess.run(["pdftotext", out, "-"], check=True, capture_output=True, text=True).stdout
        for text in ("Harmony forward (IDA-2)", "Raja Chari", "Boost burn", "Falcon 9"):
            assert text in said
        assert "Rassvet nadir" in said
        assert "Kurs" not in said
    assert out.stat().st_size > 1000
