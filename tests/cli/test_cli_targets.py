"""Targets on the command line: one answer for every notation, one sentence for every state that cannot be."""

import gzip
import json
import re
from pathlib import Path

import pytest

from flight.ephemeris_plans import progress_ms_19
from missionplanner.cli.run import run
from missionplanner.files.plan_file import encode_plan

DATA = Path(__file__).parents[1] / "data"
OMMS = ("iss.csv", "iss.kvn", "iss_bare.xml", "iss_ndm.xml", "iss_numbers.json", "iss_strings.json")
NASA_XML = DATA / "oem" / "iss_2022-02-25_nasa.xml.gz"
OEM = """CCSDS_OEM_VERS = 2.0
CREATION_DATE = 2022-02-14T23:19:00
ORIGINATOR = JSC
META_START
OBJECT_NAME = ISS
OBJECT_ID = 1998-067-A
CENTER_NAME = EARTH
REF_FRAME = EME2000
TIME_SYSTEM = UTC
START_TIME = 2022-02-25T00:00:00
STOP_TIME = 2022-02-26T00:00:00
META_STOP
"""
OMM = (DATA / "omm" / "iss.kvn").read_text()


def propagated(target: Path, at: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert run(["propagate", "--target", str(target), "--at", at, "--json"]) == 0
    (state,) = json.loads(capsys.readouterr().out)
    assert isinstance(state, dict)
    return state


def test_every_notation_of_one_omm_is_one_state(capsys: pytest.CaptureFixture[str]) -> None:
    states = [propagated(DATA / "omm" / name, "2025-11-27T09:27:57.402Z", capsys) for name in OMMS]
    assert all(state == states[0] for state in states)
    assert set(states[0]) == {
        "utc", "r_gcrs_km", "v_gcrs_kmps", "lat_deg", "lon_deg", "height_km", "elements_epoch_utc",
    }  # fmt: skip


def test_every_notation_of_one_oem_is_one_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = gzip.decompress(NASA_XML.read_bytes()).decode()
    states = re.findall(r"<EPOCH>(.*?)</EPOCH>" + r"\s*<\w+ units=\"[a-z/]+\">(.*?)</\w+>" * 6, text)
    kvn = tmp_path / "iss.oem"
    kvn.write_text(OEM + "".join(" ".join(state) + "\n" for state in states))
    by_xml, by_kvn = (propagated(path, "2022-02-25T20:01:02Z", capsys) for path in (NASA_XML, kvn))
    assert by_xml == by_kvn
    assert by_xml["outside_ephemeris_s"] == 0.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            OEM + "2022-02-25T00:00:00 3000 0 0 0 7.66 0\n",
            "line 13: the position is 3000.000 km from the Earth",
        ),
        (
            OEM + "2022-02-25T00:00:00 6800 0 0 0 15 0\n2022-02-25T00:04:00 6700 3500 0 -1 14 0\n",
            "line 13: the speed is 15000.000 m/s, at or above the escape speed of 10827.531 m/s",
        ),
        (OEM + "2022-02-25T00:00:00 6800 0 0 0 NaN 0\n", "line 13: Y_DOT is 'NaN'; a finite number is needed"),
        (OEM + "2022-02-25T00:00:00 6800 0 0 0 7.6 0\n" * 2, "line 14: the epoch 2022-02-25T00:00:00 does not come"),
        (OEM + "2022-02-25T00:00:00 6800 0 0 0 7.6 0\n", "has 1 states; 2 are needed"),
        (re.sub("(?m)^MEAN_MOTION +=.*", "MEAN_MOTION = 19.5", OMM), "its mean motion is 19.5 revolutions per day"),
        (re.sub("(?m)^ECCENTRICITY +=.*", "ECCENTRICITY = 1.2", OMM), "eccentricity is 1.2; it must be at least 0"),
        (re.sub("(?m)^ECCENTRICITY +=.*", "ECCENTRICITY = NaN", OMM), "ECCENTRICITY is 'NaN'"),
    ],
    ids=["surface", "hyperbola", "nan", "no span", "one state", "mean motion", "no ellipse", "nan of an OMM"],
)
def test_a_state_that_cannot_be_is_one_sentence(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "target.txt"
    path.write_text(text)
    assert run(["propagate", "--target", str(path), "--at", "2025-11-27T00:02:00Z"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1


def test_a_plan_s_ephemeris_with_a_broken_line_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.mplan"
    broken = encode_plan(progress_ms_19()).decode().replace('"2022-02-14T22:32:00Z ', '"2022-02-14T22:32:00Z NaN ')
    path.write_text(broken)
    assert run(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert "target.ephemeris.tables" in said
    assert "a state has 7 numbers; six follow the time" in said
    assert said.count("\n") == 1


def test_windows_of_a_plan_are_those_of_its_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.mplan"
    path.write_bytes(encode_plan(progress_ms_19()))
    where = ["--site", "baikonur-31-6", "--from", "2022-02-15", "--days", "1", "--vehicle", "progress-ms", "--json"]
    documents = []
    for target in (path, DATA / "oem" / "iss_2022-02-15_nasa.csv.gz"):
        assert run(["windows", "--target", str(target), *where]) == 0
        documents.append(json.loads(capsys.readouterr().out))
    ours, theirs = (json.dumps(one, sort_keys=True) for one in documents)
    numbers = [[float(text) for text in re.findall(r"(?<![\d:T-])-?\d+\.\d+", one)] for one in (ours, theirs)]
    assert numbers[0] == pytest.approx(numbers[1], abs=1e-3, rel=1e-6)
