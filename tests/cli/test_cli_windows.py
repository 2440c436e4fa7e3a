"""``windows`` on the command line: the JSON contract, the table for people, and the exit code."""

import json
from pathlib import Path
from typing import Any

import pytest

from missionplanner.cli.run import run
from missionplanner.plan.clock import Utc

DATA = Path(__file__).parents[1] / "data"
RESOURCES = Path(__file__).parents[2] / "resources"
WINDOW = {
    "liftoff_utc",
    "phase_at_liftoff_deg",
    "phase_at_insertion_deg",
    "profile",
    "feasible",
    "docking_utc",
    "dv_total_mps",
}


@pytest.fixture
def elements(tmp_path: Path) -> Path:
    """The one element set before Soyuz MS-28."""
    lines = (DATA / "iss.tle").read_text().splitlines()
    first = next(i for i, line in enumerate(lines) if line[18:32] == "25328.54472231")
    path = tmp_path / "iss.tle"
    path.write_text("\n".join(lines[first - 1 : first + 2]) + "\n")
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = run(["windows", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def windows(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    code, out, err = answer(capsys, *arguments, "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert isinstance(document, list)
    return document


def test_the_window_of_ms_28_as_json(capsys: pytest.CaptureFixture[str], elements: Path) -> None:
    (window,) = windows(capsys, "--target", elements, "--site", "baikonur-31-6", "--from", "2025-11-27", "--days", 1)
    assert set(window) >= WINDOW
    assert abs(Utc.parse(window["liftoff_utc"]).ms - Utc.parse("2025-11-27T09:27:57.402Z").ms) <= 8000
    assert window["liftoff_utc"].endswith("Z")
    assert len(window["liftoff_utc"]) == len("2025-11-27T09:27:57.402Z")
    assert window["profile"] == "2-orbit"
    assert window["feasible"] == ["2-orbit", "2-day"]
    assert -180.0 <= window["phase_at_liftoff_deg"] < window["phase_at_insertion_deg"] < 180.0
    assert abs(Utc.parse(window["docking_utc"]).ms - Utc.parse("2025-11-27T12:38:29Z").ms) <= 600_000
    assert 114.0 < window["dv_total_mps"] <= 132.0
    assert [option["profile"] for option in window["options"]] == ["1-orbit", "2-orbit", "4-orbit", "2-day"]
    for option in window["options"]:
        assert set(option) >= WINDOW
        assert option["feasible"] == (option["profile"] in window["feasible"])
        assert (option["why_not"] is None) == option["feasible"]
        if option["dv_total_mps"] is not None:
            parts = sum(option[f"dv_{part}_mps"] for part in ("in_plane", "plane", "drag", "approach"))
            assert option["dv_total_mps"] == pytest.approx(parts)


def test_nothing_feasible_ends_with_one(capsys: pytest.CaptureFixture[str], elements: Path) -> None:
    asked = ("--target", elements, "--site", "baikonur-31-6", "--from", "2025-11-28", "--days", 1)
    code, out, _ = answer(capsys, *asked, "--json")
    assert code == 1
    (window,) = json.loads(out)
    assert (window["profile"], window["feasible"], window["dv_total_mps"]) == (None, [], None)
    code, out, _ = answer(capsys, *asked)
    assert code == 1
    assert "2-orbit: the phase at insertion" in out


def test_a_plane_out_of_reach_is_an_empty_list_and_a_sentence(
    capsys: pytest.CaptureFixture[str], elements: Path
) -> None:
    asked = ("--target", elements, "--site", "vostochny", "--from", "2025-11-27", "--days", 2)
    code, out, err = answer(capsys, *asked, "--json")
    assert (code, json.loads(out)) == (1, [])
    assert err.count("\n") == 1
    assert "never crosses the target's plane" in err
    assert "the cheapest plane change costs 7 m/s" in err


def test_an_ephemeris_serves_as_target(capsys: pytest.CaptureFixture[str]) -> None:
    ephemeris = DATA / "oem" / "iss_2022-02-15_nasa.csv.gz"
    (window,) = windows(
        capsys,
        *("--target", ephemeris, "--site", "baikonur-31-6", "--vehicle", "progress-ms"),
        *("--from", "2022-02-15T00:00Z", "--days", 1, "--profile", "2-day"),
    )
    assert window["profile"] == "2-day"
    assert not window["extrapolated"]
    assert abs(Utc.parse(window["liftoff_utc"]).ms - Utc.parse("2022-02-15T04:25:39Z").ms) <= 25_000


def test_a_profile_of_ones_own(capsys: pytest.CaptureFixture[str], elements: Path, tmp_path: Path) -> None:
    document = json.loads((RESOURCES / "profiles" / "2-orbit.json").read_text())
    document["id"], document["dv_budget_mps"] = "thrifty", 120.0
    (tmp_path / "thrifty.json").write_text(json.dumps(document))
    code, out, _ = answer(
        capsys,
        *("--target", elements, "--site", "baikonur-31-6", "--from", "2025-11-27", "--days", 1),
        *("--profile", tmp_path / "thrifty.json"),
    )
    assert code == 1
    assert "thrifty: it needs 124 m/s, and the profile's budget is 120 m/s" in out


def test_elements_sixty_days_old_are_told_as_such(capsys: pytest.CaptureFixture[str], elements: Path) -> None:
    code, out, _ = answer(capsys, "--target", elements, "--site", "baikonur-31-6", "--from", "2026-01-23", "--days", 1)
    assert code in (0, 1)
    assert "60 days old" in out


def test_dragon_from_39a_in_both_directions(capsys: pytest.CaptureFixture[str]) -> None:
    target = DATA / "oem" / "iss_2021-11-01_nasa.oem"
    asked = ("--target", target, "--site", "ksc-lc-39a", "--from", "2021-11-11", "--days", 1)
    north, south = windows(capsys, *asked)
    assert (north["direction"], north["profile"], north["not_flown"]) == ("ascending", "dragon-1-day", None)
    assert abs(Utc.parse(north["liftoff_utc"]).ms - Utc.parse("2021-11-11T02:03:31Z").ms) <= 120_000
    assert any("Nothing closer than 120 s is claimed" in warning for warning in north["warnings"])
    assert (south["direction"], south["profile"], south["feasible"]) == ("descending", None, [])
    assert "south-east" in south["not_flown"]
    code, out, _ = answer(capsys, *asked)
    assert code == 0
    assert "not flown: south-east from here" in out
    assert "dragon-1-day: would work, liftoff" in out
    assert out.count("Nothing closer than 120 s is claimed of this liftoff") == 2


@pytest.mark.parametrize(
    ("site", "profile"),
    [("ccsfs-slc-40", "dragon-1-day"), ("jiuquan-la-4-sls-1", "2-orbit"), ("kourou-ela-4", "dragon")],
)
def test_a_pad_is_searched_with_what_flies_from_it_or_nearest(
    capsys: pytest.CaptureFixture[str], elements: Path, site: str, profile: str
) -> None:
    asked = ("--target", elements, "--site", site, "--from", "2025-11-27", "--days", 1)
    _, out, _ = answer(capsys, *asked, "--json")
    assert profile in out
    assert "is known; that from" in out
