"""Ephemerides as NASA publishes them and in every other notation; wrong ones refused with their line."""

import gzip
import re
from pathlib import Path

import numpy as np
import pytest

from missionplanner.files.elements_file import decode_target, read_target
from missionplanner.files.errors import ElementsFileError
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.orbit.sky.almanac import tai_minus_utc_s
from missionplanner.orbit.sky.frame_bias import gcrs_from_eme2000
from missionplanner.plan.clock import Utc

NASA = Path(__file__).parents[1] / "data" / "oem" / "iss_2022-02-25_nasa.xml.gz"
XML = gzip.decompress(NASA.read_bytes()).decode()
STATES = re.findall(r"<EPOCH>(.*?)</EPOCH>" + r"\s*<\w+ units=\"[a-z/]+\">(.*?)</\w+>" * 6, XML)
METADATA = """META_START
OBJECT_NAME = ISS
OBJECT_ID = 1998-067-A
CENTER_NAME = EARTH
REF_FRAME = EME2000
TIME_SYSTEM = UTC
START_TIME = 2022-056T18:00:00.000
STOP_TIME = 2022-056T19:00:00.000
META_STOP
"""
HEADER = "CCSDS_OEM_VERS = 2.0\nCREATION_DATE = 2022-02-14T23:19:00\nORIGINATOR = JSC\n"


def kvn(states: list[tuple[str, ...]], metadata: str = METADATA) -> str:
    comments = "\n".join(f"COMMENT {text}" for text in re.findall("<COMMENT>(.*?)</COMMENT>", XML))
    return f"{HEADER}{metadata}{comments}\n" + "\n".join("  ".join(state) for state in states) + "\n"


KVN = kvn(STATES)


def ephemeris_of(text: str) -> FoundEphemeris:
    found = decode_target(text.encode(), "x")
    assert isinstance(found, FoundEphemeris)
    return found


def test_nasa_s_own_file_is_read_with_all_it_says() -> None:
    found = read_target(NASA)
    assert isinstance(found, FoundEphemeris)
    assert (found.name, found.object_id, found.originator) == ("ISS", "1998-067-A", "JSC")
    assert found.created == "2022-045T23:19:00.431Z"
    assert found.start_utc_ms == Utc.parse("2022-02-25T18:00Z").ms
    assert found.end_utc_ms == Utc.parse("2022-02-26T05:58:04.540Z").ms
    assert found.properties.mass_kg == 445386.0
    assert found.properties.drag_area_m2 == 1439.7
    assert found.properties.drag_coefficient == 2.8
    assert found.properties.ballistic_m2pkg == pytest.approx(2.8 * 1439.7 / 445386.0)
    assert "TRAJECTORY EVENT SUMMARY:" in found.comments
    assert [(event.kind, event.name, str(Utc(event.utc_ms)), event.dv_mps) for event in found.events] == [
        ("launch", "80P Launch", "2022-02-15T04:25:39.000Z", 0.0),
        ("arrival", "80P Arrivals", "2022-02-17T07:06:29.000Z", 0.0),
        ("launch", "NG-17 Launch", "2022-02-19T17:39:59.000Z", 0.0),
        ("arrival", "NG-17 Arrival", "2022-02-21T09:35:00.000Z", 0.0),
        ("reboost", "GMT057 Reboost", "2022-02-26T01:37:00.000Z", 0.5),
    ]
    assert (found.events[-1].apogee_m, found.events[-1].perigee_m) == (423_900.0, 409_200.0)


def test_the_first_state_is_turned_into_the_gcrs() -> None:
    found = read_target(NASA)
    assert isinstance(found, FoundEphemeris)
    r_m, v_mps = found.ephemeris.state(np.array([0.0]))
    numbers = np.array([float(text) for text in STATES[0][1:]]) * 1e3
    np.testing.assert_allclose(r_m[0], gcrs_from_eme2000(numbers[:3]), atol=1e-6)
    np.testing.assert_allclose(v_mps[0], gcrs_from_eme2000(numbers[3:]), atol=1e-9)
    assert 0.1 < np.linalg.norm(r_m[0] - numbers[:3]) < 1.0


def test_kvn_says_the_same_as_xml() -> None:
    ours, theirs = ephemeris_of(KVN), ephemeris_of(XML)
    assert ours.properties == theirs.properties
    assert ours.events == theirs.events
    for one, other in zip(ours.ephemeris.segments, theirs.ephemeris.segments, strict=True):
        np.testing.assert_array_equal(one.t_s, other.t_s)
        np.testing.assert_array_equal(one.r_m, other.r_m)


def test_nasa_s_csv_says_the_same(tmp_path: Path) -> None:
    rows = "\n".join(",".join((str(Utc.parse(state[0])).rstrip("Z"), *state[1:])) for state in STATES)
    comments = "\n".join(f"# {text}" for text in re.findall("<COMMENT>(.*?)</COMMENT>", XML))
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(f"{comments}\nutc,x_km,y_km,z_km,vx_kms,vy_kms,vz_kms\n{rows}\n".encode()))
    found = read_target(path)
    assert isinstance(found, FoundEphemeris)
    assert found.events == ephemeris_of(XML).events
    np.testing.assert_array_equal(found.ephemeris.segments[0].r_m, ephemeris_of(XML).ephemeris.segments[0].r_m)


@pytest.mark.parametrize(("scale", "ahead_s"), [("TAI", 37.0), ("TT", 69.184), ("GPS", 18.0)])
def test_other_time_scales_are_taken_to_utc(scale: str, ahead_s: float) -> None:
    found = ephemeris_of(kvn(STATES[:20], METADATA.replace("= UTC", f"= {scale}")))
    assert found.start_utc_ms == Utc.parse("2022-02-25T18:00Z").ms - round(1000 * ahead_s)


def test_leap_seconds_are_those_published() -> None:
    for text, ahead_s in [("2016-12-31T23:59Z", 36.0), ("2017-01-01T00:00Z", 37.0), ("1999-01-01T00:00Z", 32.0)]:
        assert tai_minus_utc_s(Utc.parse(text).ms) == ahead_s


def test_a_frame_that_is_ours_already_is_not_turned() -> None:
    found = ephemeris_of(kvn(STATES[:20], METADATA.replace("EME2000", "ICRF")))
    np.testing.assert_allclose(found.ephemeris.segments[0].r_m[0], [float(x) * 1e3 for x in STATES[0][1:4]])


def test_only_the_useable_span_is_answered_for() -> None:
    useable = "USEABLE_START_TIME = 2022-056T18:08:00\nUSEABLE_STOP_TIME = 2022-02-25T19:00:00\nMETA_STOP"
    found = ephemeris_of(kvn(STATES[:40], METADATA.replace("META_STOP", useable)))
    assert found.start_utc_ms == Utc.parse("2022-02-25T18:08Z").ms
    assert found.end_utc_ms == Utc.parse("2022-02-25T19:00Z").ms


def test_segments_follow_one_another_and_covariances_are_passed_over() -> None:
    covariance = (
        "COVARIANCE_START\nEPOCH = 2022-056T18:00:00\nCOV_REF_FRAME = RSW\n3.3e-04\n4.6e-04 6.7e-04\nCOVARIANCE_STOP\n"
    )
    text = kvn(STATES[:20]) + covariance + METADATA + "\n".join("  ".join(state) for state in STATES[20:40]) + "\n"
    found = ephemeris_of(text)
    assert [len(one.t_s) for one in found.ephemeris.segments] == [20, 20]
    gap_s = 0.5 * (found.ephemeris.segments[0].end_s + found.ephemeris.segments[1].start_s)
    assert found.ephemeris.covers(np.array([0.0, gap_s, found.ephemeris.end_s])).tolist() == [True, False, True]


def with_state(at: int, **changes: str) -> str:
    states = [list(state) for state in STATES[:10]]
    for column, text in changes.items():
        states[at][("t", "x", "y", "z", "vx", "vy", "vz").index(column)] = text
    return kvn([tuple(state) for state in states])


LINE = KVN[: KVN.index(STATES[4][0])].count("\n") + 1
BAD = [
    (with_state(4, x="NaN"), f"x, line {LINE}: X is 'NaN'; a finite number is needed"),
    (with_state(4, vz="1e500"), f"x, line {LINE}: Z_DOT is inf, which no path about the Earth has"),
    (with_state(4, y=""), f"x, line {LINE}: a state has 5 numbers; 6 follow the epoch"),
    (with_state(4, t=STATES[3][0]), f"x, line {LINE}: the epoch {STATES[3][0]} does not come after"),
    (with_state(4, t=STATES[1][0]), f"x, line {LINE}: the epoch {STATES[1][0]} does not come after"),
    (with_state(4, t="2022-400T00:00:00"), f"x, line {LINE}: '2022-400T00:00:00' is not a time of the calendar"),
    (kvn([]), "x, line 4: the segment from here on has 0 states; 2 are needed"),
    (kvn(STATES[:1]), "has 1 states; 2 are needed"),
    (HEADER, "x, there is no segment"),
    (HEADER + "2022-056T18:00:00 1 2 3 4 5 6\n", "x, line 4: a state stands here without metadata before it"),
    (kvn(STATES[:9], METADATA.replace("EME2000", "ITRF2000")), "x, line 8: REF_FRAME is 'ITRF2000'; EME2000, GCRF"),
    (kvn(STATES[:9], METADATA.replace("= UTC", "= UT1")), "x, line 9: TIME_SYSTEM is 'UT1'; UTC, TAI, TT or GPS"),
    (kvn(STATES[:9], METADATA.replace("= EARTH", "= MOON")), "x, line 7: CENTER_NAME is 'MOON'; EARTH is needed"),
    (kvn(STATES[:9], METADATA.replace("TIME_SYSTEM = UTC\n", "")), "the metadata from here on have no TIME_SYSTEM"),
    (
        kvn(STATES[:9], METADATA.replace("META_STOP", "INTERPOLATION_DEGREE = 0\nMETA_STOP")),
        "INTERPOLATION_DEGREE is '0'",
    ),
    (
        kvn(STATES[:9], METADATA.replace("META_STOP", "INTERPOLATION_DEGREE = x\nMETA_STOP")),
        "INTERPOLATION_DEGREE is 'x'",
    ),
    (kvn(STATES[:9], METADATA.replace("META_STOP", "INTERPOLATION = SPLINE\nMETA_STOP")), "INTERPOLATION is 'SPLINE'"),
    (
        kvn(STATES[:9], METADATA.replace("META_STOP", "REF_FRAME = ICRF\nMETA_STOP")),
        "x, line 12: REF_FRAME stands twice",
    ),
    (
        kvn(STATES[:9], METADATA.replace("META_STOP", "USEABLE_START_TIME = 2023-001T00:00:00\nMETA_STOP")),
        "the useable span of the segment from here on holds none of its states",
    ),
    (
        kvn(STATES[:9]) + METADATA.replace("1998-067-A", "2021-035-A") + "  ".join(STATES[20]),
        "OBJECT_ID is '2021-035-A' and was '1998-067-A' before",
    ),
    (
        kvn([(utc, *(f"{float(km) * 1000.0}" for km in rest[:3]), *rest[3:]) for utc, *rest in STATES[:9]]),
        "at or above the escape speed of",
    ),
    (KVN.replace("OEM_VERS = 2.0", "OEM_VERS = 7"), "x, line 1: CCSDS_OEM_VERS is '7'"),
    (XML.replace("<X units", "<Q units", 1).replace("</X>", "</Q>", 1), "the stateVector has no X"),
    (XML.replace('units="km/s"', 'units="m/s"', 1), "X_DOT is in 'm/s'; km/s is needed"),
    (XML[: len(XML) // 2], "the XML is broken there"),
]


@pytest.mark.parametrize(("text", "says"), BAD)
def test_what_cannot_be_used_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(ElementsFileError, match=re.escape(says)):
        ephemeris_of(text)


def test_comments_that_say_nonsense_do_no_harm() -> None:
    text = KVN.replace("MASS=445386.00", "MASS=..e").replace("DRAG_AREA=1439.70", "DRAG_AREA=-1")
    text = text.replace("057:01:37:00.000", "957:01:37:00.000").replace("046:04:25:39.000", "046:99:25:39.000")
    found = ephemeris_of(text)
    assert found.properties.mass_kg is None
    assert found.properties.ballistic_m2pkg is None
    assert [event.name for event in found.events] == ["80P Arrivals", "NG-17 Launch", "NG-17 Arrival"]
