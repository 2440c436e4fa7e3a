"""The command line in its own process and in this one: documents, exit codes, and one sentence for each mistake."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.cli.run import run
from missionplanner.files.plan_file import encode_plan, read_plan
from missionplanner.flight.assess import assess
from missionplanner.orbit.sky.frame_bias import gcrs_from_eme2000
from missionplanner.plan.clock import Utc
from missionplanner.plan.edits import replace_event
from missionplanner.plan.events import Actual
from missionplanner.plan.plan import Plan
from missionplanner.plan.provenance import Source
from missionplanner.plan.rules import RangeLimit, Rule, Waiver
from missionplanner.plan.station import Occupancy

SAMPLE = Path(str(files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan"))
DATA = Path(__file__).parents[1] / "data"
ISS = DATA / "iss.tle"
OEM = DATA / "oem" / "iss_2022-02-25_nasa.xml.gz"


@pytest.fixture
def plan() -> Plan:
    return read_plan(SAMPLE)


def saved(plan: Plan, folder: Path) -> str:
    path = folder / "plan.mplan"
    path.write_bytes(encode_plan(plan))
    return str(path)


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert run([str(argument) for argument in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("missionplanner: ")
    assert err.count("\n") == 1
    return err


def program(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "missionplanner", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_fly_prints_the_flight_as_the_contract_says() -> None:
    done = program("fly", SAMPLE, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    flight = json.loads(done.stdout)
    assert flight["profile"] == "2-orbit"
    assert abs(Utc.parse(flight["docking_utc"]).ms - Utc.parse("2025-11-27T12:38:29Z").ms) <= 600_000
    assert 114 <= flight["dv_total_mps"] <= 135
    assert 13 <= flight["phase_at_insertion_deg"] <= 19
    assert 0.06 <= flight["contact_speed_mps"] <= 0.15
    assert flight["contact_lateral_mps"] >= 0
    assert set(flight["insertion"]) == {"utc", "perigee_km", "apogee_km", "inclination_deg", "raan_deg"}
    assert all({"name", "tig_utc", "dv_mps", "dv_lvlh_mps"} <= set(burn) for burn in flight["burns"])
    assert all({"id", "name", "start_utc", "end_utc", "met", "met_ms"} == set(event) for event in flight["events"])
    assert set(flight) == {
        "profile",
        "phase_at_liftoff_deg",
        "phase_at_insertion_deg",
        "insertion",
        "burns",
        "dv_in_plane_mps",
        "dv_plane_mps",
        "dv_approach_mps",
        "dv_total_mps",
        "docking_utc",
        "contact_speed_mps",
        "contact_lateral_mps",
        "events",
        "dv_drag_mps",  # from here on it is more than the contract asks for
        "actual_times",
        "approach_corrections",
    }


def test_fly_prints_tables_for_people(capsys: pytest.CaptureFixture[str], plan: Plan) -> None:
    assert run(["fly", str(SAMPLE)]) == 0
    out = capsys.readouterr().out
    assert all(event.name in out for event in plan.events)
    assert "Delta-v total" in out


def test_findings_of_severity_error_make_the_exit_code_1(
    capsys: pytest.CaptureFixture[str], plan: Plan, tmp_path: Path
) -> None:
    tight = tuple(replace(rule, high=1.0) if rule.id == "delta-v-budget" else rule for rule in plan.rules)
    broken = saved(replace(plan, rules=tight), tmp_path)
    assert run(["check", broken, "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["code"], finding["severity"], finding["waived"]) == ("delta-v-budget", "error", None)
    assert finding["margin"] < 0
    assert run(["fly", broken, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["dv_total_mps"] > 100

    waiver = Waiver(finding="delta-v-budget", reason="an exercise")
    waived = saved(replace(plan, rules=tight, waivers=(waiver,)), tmp_path)
    assert run(["check", waived]) == 0
    assert "Waived: an exercise" in capsys.readouterr().out


def test_a_plan_that_cannot_be_flown_makes_the_exit_code_1(
    capsys: pytest.CaptureFixture[str], plan: Plan, tmp_path: Path
) -> None:
    next_day = replace(plan, t0=Utc(plan.t0.ms + 86_400_000))
    path = saved(replace(next_day, waivers=tuple(
        Waiver(finding=finding.code, reason="whatever") for finding in assess(next_day).findings
    )), tmp_path)  # fmt: skip
    assert run(["fly", path, "--json"]) == 1
    flight = json.loads(capsys.readouterr().out)
    assert flight["docking_utc"] is None
    assert flight["contact_speed_mps"] is None
    assert run(["fly", path]) == 1
    assert run(["check", path]) == 1


def test_check_finds_nothing_in_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(SAMPLE)]) == 0
    assert capsys.readouterr().out == "Nothing found.\n"
    assert run(["check", str(SAMPLE), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_propagate_prints_states(capsys: pytest.CaptureFixture[str]) -> None:
    at = "2025-11-24T13:04:24.008Z,2025-11-27T09:27:57.402Z"
    assert run(["propagate", "--target", str(ISS), "--at", at, "--json"]) == 0
    states = json.loads(capsys.readouterr().out)
    assert [state["utc"] for state in states] == at.split(",")
    for state in states:
        assert np.linalg.norm(state["r_gcrs_km"]) == pytest.approx(6798, abs=15)
        assert np.linalg.norm(state["v_gcrs_kmps"]) == pytest.approx(7.66, abs=0.02)
        assert abs(state["lat_deg"]) < 51.9
        assert -180.0 <= state["lon_deg"] <= 180.0
        assert 410 < state["height_km"] < 440
    assert run(["propagate", "--target", str(ISS), "--at", at]) == 0
    assert "height km" in capsys.readouterr().out


def test_warnings_about_elements_go_to_stderr(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = ISS.read_text().splitlines()[1:3]
    (tmp_path / "odd.tle").write_text("\n".join([lines[0][:-1] + "0", lines[1]]))
    arguments = ["propagate", "--target", str(tmp_path / "odd.tle"), "--at", "2020-04-10T03:00Z", "--json"]
    assert run(arguments) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 1
    assert "checksum of its first line" in err


def states_of(capsys: pytest.CaptureFixture[str], target: Path, at: str) -> tuple[list[dict[str, Any]], str]:
    assert run(["propagate", "--target", str(target), "--at", at, "--json"]) == 0
    out, err = capsys.readouterr()
    return json.loads(out), err


@pytest.mark.parametrize("form", sorted(path.name for path in (DATA / "omm").iterdir()))
def test_propagate_flies_every_notation_of_an_omm(capsys: pytest.CaptureFixture[str], form: str) -> None:
    at = "2025-11-24T20:00:00.250Z,2025-11-25T01:00"
    expected, _ = states_of(capsys, ISS, at)
    states, err = states_of(capsys, DATA / "omm" / form, at)
    assert err == ""
    for state, wanted in zip(states, expected, strict=True):
        assert state["utc"] == wanted["utc"]
        np.testing.assert_allclose(state["r_gcrs_km"], wanted["r_gcrs_km"], atol=1e-7)
        np.testing.assert_allclose(state["v_gcrs_kmps"], wanted["v_gcrs_kmps"], atol=1e-10)


def test_propagate_interpolates_an_ephemeris(capsys: pytest.CaptureFixture[str]) -> None:
    states, err = states_of(capsys, OEM, "2022-02-25T18:00:00.000Z,2022-02-25T21:31:07.5,2022-056T23:00:00")
    assert err == ""
    assert [state["utc"] for state in states] == [
        "2022-02-25T18:00:00.000Z", "2022-02-25T21:31:07.500Z", "2022-02-25T23:00:00.000Z"
    ]  # fmt: skip
    for state in states:
        assert set(state) == {
            "utc", "r_gcrs_km", "v_gcrs_kmps", "lat_deg", "lon_deg", "height_km", "outside_ephemeris_s"
        }  # fmt: skip
        assert state["outside_ephemeris_s"] == 0.0
        assert 400 < state["height_km"] < 445


# Four hours before and after the trimmed file, from the one that NASA published (EME2000, km and km/s).
BEYOND = [
    (
        "2022-02-25T14:00:00.000Z",
        (2076.4653273610902, -4297.6966854991897, 4824.5240147729501),
        (7.2065617057748996, 0.62996366832211004, -2.5386697426332399),
    ),
    (
        "2022-02-26T09:58:04.540Z",
        (-2226.9801683935998, -3693.1567198130601, 5243.9257464301099),
        (7.0666878446784702, -2.7746636541530099, 1.0402234104593699),
    ),
]


@pytest.mark.parametrize(("at", "r_km", "v_kmps"), BEYOND)
def test_outside_an_ephemeris_the_propagator_flies_and_says_so(
    capsys: pytest.CaptureFixture[str], at: str, r_km: tuple[float, ...], v_kmps: tuple[float, ...]
) -> None:
    (state,), err = states_of(capsys, OEM, at)
    assert state["outside_ephemeris_s"] == 4 * 3600.0
    assert f"{at} lies outside the ephemeris, by 4 h; the state of 2022-02-2" in err
    assert "times the modelled drag" in err
    assert err.count("\n") == 1
    assert np.linalg.norm(state["r_gcrs_km"] - gcrs_from_eme2000(np.array(r_km))) < 0.02
    assert np.linalg.norm(state["v_gcrs_kmps"] - gcrs_from_eme2000(np.array(v_kmps))) < 2e-5
    assert run(["propagate", "--target", str(OEM), "--at", at]) == 0
    assert "Ephemeris of ISS" in capsys.readouterr().out
    assert "days outside the ephemeris" in refusal(capsys, "propagate", "--target", OEM, "--at", "2023-02-25T00:00Z")


def test_propagate_says_which_elements_it_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["propagate", "--target", str(ISS), "--at", "2025-11-24T13:00Z,2020-04-10T12:00Z"]) == 0
    out = capsys.readouterr().out
    assert "SGP4 from the element set of 2025-11-24T13:04:24.008Z" in out
    assert "SGP4 from the element set of 2020-04-10T11:56:58.232Z" in out


def test_propagate_needs_one_object(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    two = tmp_path / "two.tle"
    lines = ISS.read_text().splitlines()[1:3]
    two.write_text("\n".join([*lines, *(line.replace("25544", "A0001") for line in lines)]))
    said = refusal(capsys, "propagate", "--target", two, "--at", "2020-04-10T12:00Z")
    assert "two.tle holds 2 objects, 25544, 100001; name a file with the elements of one." in said


def test_exports_that_need_no_drawing(plan: Plan, tmp_path: Path) -> None:
    assert run(["export", str(SAMPLE), str(tmp_path / "out.json")]) == 0
    assert read_plan(tmp_path / "out.json") == plan
    assert run(["export", str(SAMPLE), str(tmp_path / "OUT.CSV")]) == 0
    assert b"Hatch opening" in (tmp_path / "OUT.CSV").read_bytes()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["OUT.CSV", "out.json"]


def test_a_pdf_carries_the_plan_byte_for_byte_and_opens_as_it(tmp_path: Path) -> None:
    # In a process of its own: without a display, Qt has to be told so before it starts.
    bare = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"}
    out = tmp_path / "plan.pdf"
    arguments = [sys.executable, "-m", "missionplanner", "export", SAMPLE, out]
    done = subprocess.run(arguments, env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    subprocess.run(["pdfdetach", "-save", "1", "-o", tmp_path / "attached.mplan", out], check=True)
    assert (tmp_path / "attached.mplan").read_bytes() == SAMPLE.read_bytes()
    assert encode_plan(read_plan(out)) == SAMPLE.read_bytes()
    assert run(["check", str(out)]) == 0


def test_a_picture_is_written(tmp_path: Path) -> None:
    assert run(["export", str(SAMPLE), str(tmp_path / "plan.png")]) == 0
    assert (tmp_path / "plan.png").read_bytes().startswith(b"\x89PNG")


def test_mistakes_are_one_sentence_each(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    copy.write_bytes(SAMPLE.read_bytes())
    (tmp_path / "link.json").symlink_to(copy)
    for arguments, says in [
        (("fly",), "PLAN"),
        (("fly", SAMPLE, "--jso"), "--jso"),
        (("fly", SAMPLE, "--teleport"), "--teleport"),
        (("--teleport",), "--teleport"),
        (("fly", tmp_path / "none.mplan"), "There is no file"),
        (("check", tmp_path), "is a folder"),
        (("check", ISS), "is not a plan"),
        (("windows", "--target", ISS, "--from", "2025-11-20", "--days", "1"), "--site"),
        (("windows", "--target", ISS, "--site", "nowhere", "--from", "2025-11-20", "--days", "1"), "no site 'nowhere'"),
        (("windows", "--target", ISS, "--site", "baikonur-1", "--from", "soon", "--days", "1"), "'soon' is not a date"),
        (("windows", "--target", ISS, "--site", "baikonur-1", "--from", "2125-11-20", "--days", "1"), "1950 and 2100"),
        (("windows", "--target", ISS, "--site", "baikonur-1", "--from", "2025-11-20", "--days", "0"), "--days is 0"),
        (("export", SAMPLE, tmp_path / "out.ics"), "comes later"),
        (("export", SAMPLE, tmp_path / "out"), "does not say what to write"),
        (("export", SAMPLE, tmp_path / "out.doc"), "does not say what to write"),
        (("export", SAMPLE, SAMPLE), "is the plan itself"),
        (("export", copy, tmp_path / "link.json"), "is the plan itself"),
        (("export", SAMPLE, tmp_path / "no" / "out.json"), "The folder of"),
        (("export", tmp_path / "none.mplan", tmp_path / "out.json"), "There is no file"),
        (("propagate", "--target", ISS, "--at", "noon"), "'noon' is not a UTC time like"),
        (("propagate", "--target", ISS, "--at", "2025-11-27T00:00Z,"), "'' is not a UTC time like"),
        (("propagate", "--target", ISS, "--at", "2099-11-27T00:00Z"), "iss.tle: "),
        (("propagate", "--target", SAMPLE, "--at", "2025-11-27T00:00Z"), "so it is no OMM"),
        (("propagate", "--target", ISS), "--at"),
    ]:
        assert says in refusal(capsys, *arguments)
    assert copy.read_bytes() == SAMPLE.read_bytes()


def test_a_window_without_a_display_says_what_to_do_instead(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "There is no display" in refusal(capsys, SAMPLE)
    assert "There is no display" in refusal(capsys)


def test_a_reader_that_stops_early_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "missionplanner", "fly", SAMPLE, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == ""
    assert child.returncode == 0


def test_json_is_utf_8_in_any_locale(plan: Plan, tmp_path: Path) -> None:
    path = saved(replace_name(plan, "Hatch → öffnen"), tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "missionplanner", "fly", path, "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert "Hatch → öffnen".encode() in done.stdout
    assert (
        b"Hatch ? ?ffnen"
        in subprocess.run(
            [sys.executable, "-m", "missionplanner", "fly", path],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
        ).stdout
    )


def replace_name(plan: Plan, name: str) -> Plan:
    first, *others = plan.events
    return replace(plan, events=(replace(first, name=name), *others))


def test_help_names_every_command() -> None:
    done = program("--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("export", "check", "fly", "propagate", "self-test", "[PLAN]"))
    assert program("--version").stdout.strip()


def test_numpy_runs_on_one_thread() -> None:
    seen = (
        "import atexit, os, runpy, sys\n"
        "atexit.register(lambda: print(os.environ['OPENBLAS_NUM_THREADS']))\n"
        "sys.argv = ['missionplanner', '--version']\n"
        "runpy.run_module('missionplanner', run_name='__main__')\n"
    )
    bare = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    for environment, threads in [(bare, "1"), ({**bare, "OPENBLAS_NUM_THREADS": "3"}, "3")]:
        done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True, env=environment)
        assert done.stdout.split()[-1] == threads


def test_a_name_too_long_to_export_to_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "too long" in refusal(capsys, "export", SAMPLE, tmp_path / ("a" * 300 + ".json"))


def test_a_full_or_closed_output_leaves_no_traceback() -> None:
    command = f"'{sys.executable}' -m missionplanner check '{SAMPLE}'"
    full, closed = (
        subprocess.run(["sh", "-c", f"{command} {where}"], capture_output=True, text=True, check=False)
        for where in (">/dev/full", ">&-")
    )
    assert (full.returncode, full.stderr.count("\n")) == (2, 1)
    assert (closed.returncode, closed.stderr) == (0, "")


def test_fly_says_how_much_later_than_planned_something_was(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fly", str(SAMPLE)]) == 0
    out = capsys.readouterr().out
    (docking,) = (line for line in out.splitlines() if line.endswith("Docking to Rassvet"))
    assert "-234.000 s" in docking
    assert "actual - planned" in out
    assert run(["fly", str(SAMPLE), "--json"]) == 0
    actual = {entry["id"]: entry for entry in json.loads(capsys.readouterr().out)["actual_times"]}
    assert actual.keys() == {"reboost", "liftoff", "docking"}
    assert actual["docking"]["actual_utc"] == "2025-11-27T12:34:35.000Z"
    assert actual["docking"]["actual_minus_planned_s"] == -234.0
    assert actual["liftoff"]["actual_minus_planned_s"] == 0.0
    assert actual["liftoff"]["actual_end_utc"] is None


def test_fly_says_when_spans_ended_and_how_late(capsys: pytest.CaptureFixture[str], plan: Plan, tmp_path: Path) -> None:
    source = Source(provenance="assumed", text="an exercise")
    flown = Actual(start=Utc.parse("2025-11-27T12:29:40Z"), end=Utc.parse("2025-11-27T12:34:35Z"), source=source)
    path = saved(replace_event(plan, replace(plan.event("final-approach"), actual=flown)), tmp_path)
    assert run(["fly", path, "--json"]) == 0
    actual = {entry["id"]: entry for entry in json.loads(capsys.readouterr().out)["actual_times"]}
    assert actual["final-approach"] == {
        "id": "final-approach",
        "actual_utc": "2025-11-27T12:29:40.000Z",
        "actual_minus_planned_s": 11.0,
        "actual_end_utc": "2025-11-27T12:34:35.000Z",
        "actual_end_minus_planned_s": -234.0,
    }


def with_approach(plan: Plan, **changes: object) -> Plan:
    return replace(plan, rendezvous=replace(plan.rendezvous, approach=replace(plan.rendezvous.approach, **changes)))


def gate_inside(plan: Plan) -> Plan:
    gate, *others = plan.rendezvous.approach.waypoints
    return with_approach(plan, waypoints=(replace(gate, position_lvlh_m=(-130.0, 0.0, 75.0)), *others))


def gate_in_the_centre(plan: Plan) -> Plan:
    gate, *others = plan.rendezvous.approach.waypoints
    return with_approach(plan, waypoints=(replace(gate, position_lvlh_m=(0.0, 0.0, 0.0)), *others))


def port_taken(plan: Plan) -> Plan:
    stays = (*plan.target.occupancies, Occupancy(port="rassvet-nadir", vehicle="Soyuz MS-27"))
    return replace(plan, target=replace(plan.target, occupancies=stays))


def standing_still(plan: Plan) -> Plan:
    source = Source(provenance="assumed", text="an exercise")
    rule = Rule(
        id="crawl",
        kind="closing-speed",
        severity="error",
        speeds=(RangeLimit(range_m=0.0, mps=0.0),),
        source=source,
    )
    return replace(plan, rules=(*plan.rules, rule))


def too_weak(plan: Plan) -> Plan:
    return replace(plan, vehicle=replace(plan.vehicle, thrust_n=1.0))


def no_way_down(plan: Plan) -> Plan:
    """An approach in which a kilometre is to be flown in a second."""
    far, near = plan.rendezvous.approach.axial_points[0], plan.rendezvous.approach.axial_points[-1]
    points = (replace(far, range_m=2000.0, before_docking_ms=2000), replace(near, range_m=1.0, before_docking_ms=1000))
    return with_approach(plan, axial_points=points)


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (gate_inside, "gate-in-sphere"),
        (gate_in_the_centre, "gate-in-sphere"),
        (port_taken, "port-free"),
        (standing_still, "crawl"),
        (too_weak, "thruster-limit"),
        (no_way_down, "closing-speed"),
    ],
)
def test_what_cannot_be_flown_so_is_a_finding_and_no_endless_solve(
    plan: Plan, tmp_path: Path, break_it: Callable[[Plan], Plan], code: str
) -> None:
    path = saved(break_it(plan), tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "missionplanner", "check", path, "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (1, "")
    found = json.loads(done.stdout)
    (finding,) = (one for one in found if one["code"] == code)
    assert finding["severity"] == "error"
    assert finding["message"].endswith(".")


def test_a_waived_error_stays_in_view_and_is_no_failure(
    capsys: pytest.CaptureFixture[str], plan: Plan, tmp_path: Path
) -> None:
    waiver = Waiver(finding="port-free", reason="MS-27 leaves at dawn", event="docking")
    path = saved(replace(port_taken(plan), waivers=(waiver,)), tmp_path)
    assert read_plan(Path(path)).waivers == (waiver,)
    assert run(["check", path]) == 0
    assert "Waived: MS-27 leaves at dawn" in capsys.readouterr().out
    assert run(["check", path, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["code"], found["waived"]) == ("port-free", "MS-27 leaves at dawn")
    assert run(["fly", path]) == 0
    assert "waived" in capsys.readouterr().out
    pdf = tmp_path / "plan.pdf"
    assert run(["export", path, str(pdf)]) == 0
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "MS-27 leaves at dawn" in " ".join(text.split())
    other = Waiver(finding="port-free", reason="MS-27 leaves at dawn", event="liftoff")
    assert run(["check", saved(replace(port_taken(plan), waivers=(other,)), tmp_path)]) == 1
    nothing = json.loads(Path(path).read_bytes())
    nothing["waivers"] = [{"finding": "port-free", "reason": "  "}]
    Path(path).write_text(json.dumps(nothing))
    assert run(["check", path]) == 2
    assert "needs one" in capsys.readouterr().err
