"""Plan files: exact round trips, and one sentence for each way a file can be wrong."""

import json
import os
from importlib.resources import files
from pathlib import Path

import pytest
from msgspec.structs import replace

from missionplanner.files.errors import PlanFileError
from missionplanner.files.plan_file import decode_plan, encode_plan, read_plan
from missionplanner.files.upgrades import upgraded

SAMPLE = (files("missionplanner") / "resources" / "plans" / "soyuz-ms-28.mplan").read_bytes()


def refusal(data: bytes) -> str:
    with pytest.raises(PlanFileError) as caught:
        decode_plan(data, "x.mplan")
    message = str(caught.value)
    assert message.startswith("x.mplan")
    assert message.endswith(".")
    assert "\n" not in message
    return message


def changed(old: str, new: str) -> bytes:
    assert old.encode() in SAMPLE
    return SAMPLE.replace(old.encode(), new.encode(), 1)


def line(text: str, data: bytes = SAMPLE) -> int:
    return data[: data.index(text.encode())].count(b"\n") + 1


def test_the_sample_re_encodes_to_its_own_bytes() -> None:
    assert encode_plan(decode_plan(SAMPLE, "sample")) == SAMPLE


@pytest.mark.parametrize(
    "written_elsewhere",
    [
        json.dumps(json.loads(SAMPLE)).encode(),
        json.dumps(json.loads(SAMPLE), sort_keys=True, indent=7, ensure_ascii=False).encode(),
        b"\xef\xbb\xbf" + SAMPLE,
        SAMPLE.replace(b"\n", b"\r\n"),
        changed('"height_m": 90.0', '"height_m": 90'),
        changed('  "name"', '  "computed": {"events": [1, {"a": null}]},\n  "name"'),
    ],
    ids=["one line", "sorted", "byte order mark", "CRLF", "whole number", "computed block"],
)
def test_the_same_plan_written_by_another_program_opens_as_the_same_plan(written_elsewhere: bytes) -> None:
    plan = decode_plan(written_elsewhere, "elsewhere")
    assert plan == decode_plan(SAMPLE, "sample")
    assert encode_plan(plan) == SAMPLE


def test_characters_beyond_ascii_may_be_escaped_or_not() -> None:
    plan = replace(decode_plan(SAMPLE, "sample"), name='Ünïcode \u2192 \U0001f680 "28"\t\\ \x7f')
    assert decode_plan(encode_plan(plan), "x") == plan
    assert decode_plan(json.dumps(json.loads(encode_plan(plan))).encode(), "x") == plan


H = '"height_m": 90.0'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (changed(H, '"height_m": NaN'), f"line {line(H)}, column 17: NaN is not a number"),
        (changed(H, '"height_m": -Infinity'), f"line {line(H)}, column 17: -Infinity is not a number"),
        (changed(H, '"height_m": 1e999'), f"line {line(H)}, column 17: 1e999 is too large"),
        (changed(H, '"height_m": ' + "9" * 5000), "99999999999999999999... is too large"),
        (changed('"plane_lead_ms": 200000', '"plane_lead_ms": 9223372036854775808'), "too large"),
        (changed(H, f"{H}, {H}"), f'line {line(H)}, column 23: the key "height_m" stands twice'),
        (changed("Expedition 74", "Expedition \\ud83d 74"), "line 8, column 19: this text holds half a character"),
        (changed("Expedition 74", "Expedition \\ude80 74"), "line 8, column 19: this text holds half a character"),
        (changed(H, f"{H},"), f"line {line(H)}, column 22: a field name in double quotes belongs here"),
        (changed(H, f"{H} 7"), f"line {line(H)}, column 22: a ',' or a closing bracket belongs here"),
        (changed("Expedition 74", "Expedition\n74"), "line 8, column 30: a line break"),
        (changed("Expedition 74", "Expedition\\x74"), "line 8, column 30: a lone"),
        (SAMPLE + b"x", "the document has already ended"),
        (changed("Expedition 74", "Expedition").replace(b"Expedition", b"\xff", 1), "is not UTF-8"),
    ],
)
def test_json_that_would_lose_something_is_refused_with_its_place(data: bytes, says: str) -> None:
    assert says in refusal(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (changed(H, '"height_m": "x"'), f"site.height_m (line {line(H)}): a number is needed, and a text"),
        (changed(H, '"height_m": null'), f"site.height_m (line {line(H)}): a number is needed, and null"),
        (changed(H, '"height_m": true'), f"site.height_m (line {line(H)}): a number is needed"),
        (changed(H, '"height_m": 9e6'), f"site.height_m (line {line(H)}): height_m is 9000000.0; it must lie between"),
        (changed(H, '"hm": 90.0'), f"site.hm (line {line(H)}): there is no such field; the fields here are height_m"),
        (changed("2025-11-27T09:27:57.402Z", "noon"), "t0 (line 4): 'noon' is not a UTC time like 2025-11-27T"),
        (changed('"provenance": "sibling"', '"provenance": "hearsay"'), "'hearsay' is none of assumed, derived,"),
        (
            changed('"kind": "activity"', '"kind": "party"'),
            "'party' is none of activity, burn, milestone, phase",
        ),
        (changed('"rule": "met",', ""), '.anchor (line 620): the field "rule" is missing'),
        (changed('"id": "landing"', '"id": "docking"'), "event id 'docking' stands twice"),
        (
            changed('"launcher": "Soyuz-2.1a",', ""),
            f'vehicle (line {line("vehicle")}): the field "launcher" is missing',
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_line_and_what_would_be_right(data: bytes, says: str) -> None:
    assert says in refusal(data)


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"a":' + b"[" * 100_000, SAMPLE[:-2] + b"[" * 9999]
)
def test_nested_brackets_are_refused(data: bytes) -> None:
    assert "line" in refusal(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(1000), "it begins like a JPEG picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "it begins like a PNG picture"),
        (b"PK\x03\x04" + bytes(1000), "it begins like a zip archive"),
        (b"<!DOCTYPE html><html>", "it begins like XML or HTML"),
        (SAMPLE.decode().encode("utf-16"), "it begins like UTF-16 text"),
        (bytes(1000), "line 1 must begin with '{'"),
        (b"Dear all", "line 1 must begin with '{'"),
        (b"3", "line 1 must begin with '{'"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"{}", 'the field "schema_version" is missing'),
    ],
)
def test_what_is_no_plan_at_all_is_told_by_its_look(data: bytes, says: str) -> None:
    assert says in refusal(data)


def test_a_truncated_plan_names_its_last_line() -> None:
    at = SAMPLE.index(b'"propellant_kg"')
    assert f"line {line('propellant_kg')}: the file ends too early" in refusal(SAMPLE[: at + 18])


@pytest.mark.parametrize("version", ["99", "1000000000"])
def test_a_newer_schema_is_told_before_its_unknown_fields(version: str) -> None:
    data = changed('"schema_version": 1', f'"schema_version": {version}, "teleport": true')
    assert f"newer version of missionplanner (schema {version}; this program reads up to 1)" in refusal(data)


@pytest.mark.parametrize("version", ["0", "-3", "true", "null", '"1"', "1.0", "[]"])
def test_a_schema_version_that_never_was_is_refused(version: str) -> None:
    assert f"schema_version: {version} is no version; it must be 1" in refusal(
        changed('"schema_version": 1', f'"schema_version": {version}')
    )


def test_upgrades_run_one_after_another() -> None:
    steps = {
        1: lambda document: document | {"schema_version": 2, "seen": [1]},
        2: lambda document: document | {"schema_version": 3, "seen": [*document["seen"], 2]},
    }
    assert upgraded({"schema_version": 1}, 1, 3, steps) == {"schema_version": 3, "seen": [1, 2]}
    assert upgraded({"schema_version": 3}, 3, 3, steps) == {"schema_version": 3}


def test_a_plan_that_cannot_be_written_says_which_text(tmp_path: Path) -> None:
    plan = replace(decode_plan(SAMPLE, "sample"), name="half \ud83d")
    with pytest.raises(PlanFileError, match="holds half a character"):
        encode_plan(plan)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.mplan"
    os.mkfifo(pipe)
    huge = tmp_path / "huge.mplan"
    with huge.open("wb") as file:
        file.truncate(65 << 20)
    for path, says in [
        (tmp_path / "none.mplan", "There is no file"),
        (tmp_path, "is a folder"),
        (pipe, "is a device"),
        (huge, "has 65 MB; a plan has at most 64 MB"),
        (tmp_path / "none.mplan" / "below.mplan", "There is no file"),
        (tmp_path / ("n" * 300), "name too long"),
    ]:
        with pytest.raises(PlanFileError, match=says) as caught:
            read_plan(path)
        assert str(path) in str(caught.value)


def test_a_plan_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a plan, with ünïcode.mplan"
    path.write_bytes(SAMPLE)
    assert encode_plan(read_plan(path)) == SAMPLE
