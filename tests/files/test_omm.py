"""One element set in every notation of an OMM flies like its two lines; wrong ones are refused with their place."""

import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest

from missionplanner.files.elements_file import decode_target, read_target
from missionplanner.files.errors import ElementsFileError
from missionplanner.flight.element_states import element_states
from missionplanner.plan.clock import Utc
from missionplanner.plan.target_edits import catalogue_number

DATA = Path(__file__).parents[1] / "data"
OMM = DATA / "omm"
FORMS = sorted(path.name for path in OMM.iterdir())
LINES = (
    b"1 25544U 98067A   25328.54472231  .00014120  00000-0  26353-3 0  9998\n"
    b"2 25544  51.6316 232.5414 0003895 163.7073 196.4042 15.49046550540034\n"
)
INSTANTS_MS = [
    Utc.parse(text).ms for text in ("2025-11-24T13:04:24.008Z", "2025-11-27T09:27:57.402Z", "2025-12-20T00:00Z")
]
KVN = (OMM / "iss.kvn").read_text()
XML = (OMM / "iss_ndm.xml").read_text()
CSV = (OMM / "iss.csv").read_text()
OBJECT = json.loads((OMM / "iss_numbers.json").read_text())[0]


def test_there_is_every_notation() -> None:
    assert FORMS == ["iss.csv", "iss.kvn", "iss_bare.xml", "iss_ndm.xml", "iss_numbers.json", "iss_strings.json"]


@pytest.mark.parametrize("form", FORMS)
def test_every_notation_flies_like_the_two_lines(form: str) -> None:
    (two_line,) = decode_target(LINES, "x.tle")
    (found,) = read_target(OMM / form)
    assert found.name == "ISS (ZARYA)"
    assert found.warnings == ()
    assert found.elements.epoch == two_line.elements.epoch
    assert catalogue_number(found.elements) == catalogue_number(two_line.elements) == "25544"
    author = " by 18 SPCS" if form in ("iss.kvn", "iss_strings.json") else ""
    assert found.elements.source.text == f"file {form}, element set of 2025-11-24T13:04:24.008Z{author}"
    assert found.elements.mean is not None
    assert found.elements.mean.epoch_utc == "2025-11-24T13:04:24.007584Z"
    assert found.elements.mean.revolution_at_epoch == 54003
    expected_m, expected_mps = element_states(two_line.elements, INSTANTS_MS)
    r_m, v_mps = element_states(found.elements, INSTANTS_MS)
    np.testing.assert_allclose(r_m, expected_m, rtol=0, atol=1e-4)
    np.testing.assert_allclose(v_mps, expected_mps, rtol=0, atol=1e-7)


def test_all_notations_make_the_same_elements() -> None:
    means = [read_target(OMM / form)[0].elements.mean for form in FORMS]
    assert all(mean == means[0] for mean in means)


@pytest.mark.parametrize("form", FORMS)
def test_the_suffix_does_not_matter_and_gzip_is_unpacked(form: str, tmp_path: Path) -> None:
    path = tmp_path / "target.dat"
    path.write_bytes(
        gzip.compress(b"\xef\xbb\xbf" + (OMM / form).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    )
    (found,) = read_target(path)
    assert found.elements.mean == read_target(OMM / form)[0].elements.mean


def test_catalogue_numbers_beyond_99999() -> None:
    (found,) = decode_target(json.dumps({**OBJECT, "NORAD_CAT_ID": 799500123}).encode(), "x")
    assert catalogue_number(found.elements) == "799500123"
    r_m, _ = element_states(found.elements, INSTANTS_MS[:1])
    assert 6.7e6 < np.linalg.norm(r_m) < 6.9e6
    for written, number in (
        ("A0000", "100000"),
        ("E8493", "148493"),
        ("J2931", "182931"),
        ("Z9999", "339999"),
        ("    5", "5"),
    ):
        (found,) = decode_target(LINES.replace(b"25544", written.encode()), "x")
        assert catalogue_number(found.elements) == number
        element_states(found.elements, INSTANTS_MS[:1])


def test_an_array_holds_many_sets() -> None:
    later = {**OBJECT, "EPOCH": "2025-11-25T13:04:24.123456", "NORAD_CAT_ID": "48274", "OBJECT_NAME": "CSS (TIANHE)"}
    found = decode_target(json.dumps([OBJECT, later]).encode(), "x.json")
    assert [catalogue_number(one.elements) for one in found] == ["25544", "48274"]
    assert found[1].name == "CSS (TIANHE)"


def test_a_combined_message_holds_many_sets() -> None:
    inner = XML[XML.index("<omm") : XML.index("</ndm>")]
    found = decode_target(XML.replace(inner, inner + inner.replace("25544", "25545")).encode(), "x.xml")
    assert [catalogue_number(one.elements) for one in found] == ["25544", "25545"]
    found = decode_target((KVN + KVN.replace("25544", "25545")).encode(), "x.kvn")
    assert [catalogue_number(one.elements) for one in found] == ["25544", "25545"]


BAD_KVN = [
    ("EPOCH = 2025-11-24T13:04:24.007584", "EPOCH = yesterday", "x, line 12: EPOCH 'yesterday' is not a UTC time like"),
    ("EPOCH = 2025-11-24T13:04:24.007584", "", "the message from line 1 on: EPOCH is missing"),
    ("MEAN_MOTION = 15.49046550", "MEAN_MOTION = NaN", "x, line 13: MEAN_MOTION is 'NaN'; a number like 15.49046550"),
    ("MEAN_MOTION = 15.49046550", "MEAN_MOTION = 1e999", "MEAN_MOTION is '1e999'"),
    (
        "MEAN_MOTION = 15.49046550 [rev/day]",
        "MEAN_MOTION = 0.06 [rad/s]",
        "x, line 13: MEAN_MOTION is in 'rad/s'; rev/day",
    ),
    ("MEAN_MOTION = 15.49046550 [rev/day]", "SEMI_MAJOR_AXIS = 6798.1", "SGP4 needs MEAN_MOTION in place of"),
    ("ECCENTRICITY = 0.0003895", "ECCENTRICITY = 1.5", "eccentricity is 1.5; it must be at least 0 and below 1"),
    ("ECCENTRICITY = 0.0003895", "ECCENTRICITY = 0.1\nECCENTRICITY = 0.2", "x, line 15: ECCENTRICITY stands twice"),
    ("NORAD_CAT_ID = 25544", "NORAD_CAT_ID = 1234567890", "NORAD_CAT_ID is '1234567890'; a whole number"),
    ("NORAD_CAT_ID = 25544", "", "NORAD_CAT_ID is missing"),
    ("REF_FRAME = TEME", "REF_FRAME = EME2000", "x, line 8: REF_FRAME is 'EME2000'; TEME is needed"),
    ("TIME_SYSTEM = UTC", "TIME_SYSTEM = TAI", "TIME_SYSTEM is 'TAI'; UTC is needed"),
    ("CENTER_NAME = EARTH", "CENTER_NAME = MARS BARYCENTER", "CENTER_NAME is 'MARS BARYCENTER'; EARTH is needed"),
    ("MEAN_ELEMENT_THEORY = SGP4", "MEAN_ELEMENT_THEORY = DSST", "MEAN_ELEMENT_THEORY is 'DSST'; SGP4 is needed"),
    ("CCSDS_OMM_VERS = 2.0", "CCSDS_OMM_VERS = 9.0", "x, line 1: CCSDS_OMM_VERS is '9.0'"),
    ("CCSDS_OMM_VERS = 2.0", "CCSDS_OPM_VERS = 2.0", "x, line 1: this message is an OPM; an OMM or OEM is needed"),
    ("REF_FRAME = TEME", "REF FRAME is TEME", "x, line 8: 'REF FRAME is TEME' is no statement like"),
]


@pytest.mark.parametrize(("old", "new", "says"), BAD_KVN)
def test_what_cannot_be_used_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    assert old in KVN
    with pytest.raises(ElementsFileError, match=re.escape(says)):
        decode_target(KVN.replace(old, new).encode(), "x")


BOMB = '<!DOCTYPE ndm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
BAD_OTHERS = [
    (XML.replace("<ndm ", BOMB + "<ndm "), "x, line 2: it has a document type or entities"),
    (XML.replace("<ndm ", '<!DOCTYPE ndm SYSTEM "file:///etc/passwd"><ndm '), "it has a document type or entities"),
    (XML.replace("<ndm ", "<!DOCTYPE ndm><ndm "), "it has a document type or entities"),
    (XML[:600], "the XML is broken there"),
    (XML.replace("15.49046550", "&e;"), "the XML is broken there"),
    ("<!DOCTYPE html><html></html>", "x, line 1: this is a web page; save the message itself"),
    ("OBJECT_NAME = ISS\nEPOCH = 2025-11-24", "x, line 1: there is no message; CCSDS_OMM_VERS or CCSDS_OEM_VERS"),
    ("<html><body>Not found</body></html>", "x, line 1: the document is a <html>; <ndm>, <omm> or <oem> is needed"),
    ("<ndm>" * 30, "more than 20 elements stand inside each other"),
    ("<ndm></ndm>", "there is no message"),
    (
        XML.replace("<MEAN_MOTION>", '<MEAN_MOTION units="deg/s">'),
        "x, line 3: MEAN_MOTION is in 'deg/s'; rev/day is needed",
    ),
    (XML.replace("15.49046550", "1" * 20_000), "a value has more than 10000 characters"),
    ('<?xml version="1.0" encoding="nonsense"?><ndm/>', "x, line 1"),
    ("[]", "x, the array is empty"),
    ("[1]", "x, object 1 is no object with the fields of an OMM"),
    ('{"name": "Apollo"}', "x, the object has no EPOCH and no MEAN_MOTION"),
    (
        json.dumps([OBJECT, {**OBJECT, "INCLINATION": "north"}]),
        "x, object 2: INCLINATION is 'north'; a number like 51.6316",
    ),
    (json.dumps({**OBJECT, "BSTAR": None}), "x, the object: BSTAR is missing"),
    (json.dumps(OBJECT)[:-9], "x, line 1: the file ends too early"),
    (json.dumps({**OBJECT, "MEAN_ANOMALY": float("nan")}), "NaN is not a number"),
    (CSV.splitlines()[0], "x, there is no row below the heading"),
    (CSV.replace(",25544,", ","), "x, line 2: it has 16 cells; the heading has 17"),
    (CSV.replace("ECCENTRICITY", "INCLINATION", 1), "x, line 1: the column 'INCLINATION' stands twice"),
    (CSV.replace("232.5414", "2x"), "x, line 2: RA_OF_ASC_NODE is '2x'"),
    (CSV.replace("25544", '"25544'), "x, line 2"),
]


@pytest.mark.parametrize(("text", "says"), BAD_OTHERS)
def test_other_notations_too(text: str, says: str) -> None:
    with pytest.raises(ElementsFileError, match=re.escape(says)):
        decode_target(text.encode(), "x")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(b"hello")[:-6], "it ends too early"),
        (b"\x1f\x8b\x08 no gzip", "is a broken gzip archive"),
        (gzip.compress(bytes(65 << 20)), "unpacks to more than 64 MB"),
        (b"PK\x03\x04", "begins like a zip archive"),
    ],
    ids=["cut off", "broken", "bomb", "zip"],
)
def test_archives_are_unpacked_with_care(data: bytes, says: str) -> None:
    with pytest.raises(ElementsFileError, match=says):
        decode_target(data, "x")
