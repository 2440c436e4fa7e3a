"""``disperse`` and ``check --safety`` on the command line."""

import json
from pathlib import Path

import pytest

from missionplanner.cli.run import run

SAMPLE = str(Path(__file__).parents[2] / "resources" / "plans" / "soyuz-ms-28.mplan")


def test_dispersions_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["disperse", SAMPLE, "--count", "200", "--seed", "3", "--json"]) == 0
    first = capsys.readouterr().out
    document = json.loads(first)
    assert (document["flights"], document["seed"]) == (200, 3)
    total = document["dv_total_mps"]
    assert 114.0 < total["p50"] < total["p95"] < total["p99"] < 150.0
    assert [burn["name"] for burn in document["burns"]] == ["DV1", "DV2", "DV3", "DV4"]
    assert document["docking_late_s"]["p5"] < 0.0 < document["docking_late_s"]["p95"]
    assert document["burns"][0]["ignition_late_s"]["p95"] == 0.0
    assert set(document["bands"]) == {"range_km", "range_rate_mps", "phase_deg", "height_km", "dv_left_mps"}
    for band in document["bands"].values():
        assert all(at["p5"] <= at["p25"] <= at["p50"] <= at["p75"] <= at["p95"] for at in band)
    run(["disperse", SAMPLE, "--count", "200", "--seed", "3", "--json"])
    assert capsys.readouterr().out == first


def test_dispersions_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["disperse", SAMPLE, "--count", "50"]) == 0
    said = capsys.readouterr().out
    assert "50 flights, seed 1." in said
    assert "Delta-v total" in said
    assert "Left the corridor: 0." in said


@pytest.mark.parametrize(("option", "value"), [("--count", "1"), ("--count", "1000000"), ("--seed", "-1")])
def test_wrong_numbers_are_named(capsys: pytest.CaptureFixture[str], option: str, value: str) -> None:
    assert run(["disperse", SAMPLE, option, value]) == 2
    assert value in capsys.readouterr().err


def test_a_plan_that_does_not_arrive_is_not_dispersed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan = json.loads(Path(SAMPLE).read_text())
    plan["rendezvous"]["docking"] = "liftoff"
    astray = tmp_path / "astray.mplan"
    astray.write_text(json.dumps(plan))
    assert run(["disperse", str(astray)]) == 1
    assert "does not reach the port" in capsys.readouterr().err


def test_passive_safety_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", SAMPLE, "--safety", "--json"]) == 0
    codes = [finding["code"] for finding in json.loads(capsys.readouterr().out)]
    assert codes == ["escape-burn"]
