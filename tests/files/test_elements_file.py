"""Files of two-line element sets: all sets found, wrong ones refused with their line, odd ones taken with a warning."""

from pathlib import Path

import pytest

from missionplanner.files.elements_file import decode_target, read_target
from missionplanner.files.errors import ElementsFileError
from missionplanner.files.found_elements import nearest
from missionplanner.plan.clock import Utc

ISS = Path(__file__).parents[1] / "data" / "iss.tle"
LINE_1 = "1 25544U 98067A   25328.54472231  .00014120  00000-0  26353-3 0  9998"
LINE_2 = "2 25544  51.6316 232.5414 0003895 163.7073 196.4042 15.49046550540034"


def with_checksum(line: str) -> str:
    return line[:68] + str(sum(int(c) if c.isdigit() else c == "-" for c in line[:68]) % 10)


def test_genuine_sets_are_read_in_order_and_without_a_warning() -> None:
    found = read_target(ISS)
    assert len(found) == 24
    assert {one.name for one in found} == {"ISS (ZARYA)"}
    assert [one.warnings for one in found] == [()] * 24
    assert (found[20].elements.line1, found[20].elements.line2) == (LINE_1, LINE_2)
    assert found[20].elements.epoch == Utc.parse("2025-11-24T13:04:24.008Z")
    assert found[20].elements.source.text == "file iss.tle, element set of 2025-11-24T13:04:24.008Z"


def test_the_set_with_the_nearest_epoch_is_chosen() -> None:
    found = read_target(ISS)
    for at, epoch in [
        ("2025-11-27T01:00Z", "2025-11-24T13:04:24.008Z"),
        ("2025-11-27T09:27:57.402Z", "2025-11-29T20:01:44.058Z"),
        ("2000-01-01T00:00Z", "2020-04-10T02:56:48.124Z"),
        ("2049-01-01T00:00Z", "2025-12-01T21:34:10.812Z"),
    ]:
        assert nearest(found, Utc.parse(at)).elements.epoch == Utc.parse(epoch)


@pytest.mark.parametrize(
    "text",
    [
        f"{LINE_1}\n{LINE_2}\n",
        f"{LINE_1}\r\n{LINE_2}\r\n",
        f"\n\n# fetched today\n0 ISS (ZARYA)  \n{LINE_1}   \n{LINE_2}",
        f"\ufeff{LINE_1}\n{LINE_2}",
    ],
    ids=["two lines", "CRLF", "three lines", "byte order mark"],
)
def test_each_usual_form_is_read(text: str) -> None:
    (found,) = decode_target(text.encode(), "x.tle")
    assert (found.elements.line1, found.elements.line2) == (LINE_1, LINE_2)
    assert found.name == ("ISS (ZARYA)" if "ZARYA" in text else "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "x.tle holds no element set or ephemeris"),
        ("hello\nworld", "x.tle holds no element set or ephemeris"),
        (LINE_1, "x.tle, line 1: the second line"),
        (f"ISS\n{LINE_1}\nISS\n{LINE_2}", "x.tle, line 3: a second line"),
        (f"ISS\n{LINE_2}", "x.tle, line 2: the first line"),
        (f"{LINE_1[:40]}\n{LINE_2}", "x.tle, line 1: .*69 characters"),
        (f"{LINE_1}\n{LINE_2.replace('25544', '25545')}", "x.tle, line 1: .*belong to two objects"),
        (f"{LINE_1.replace('25328.5', '2532x.5')}\n{LINE_2}", "x.tle, line 1: the epoch"),
        (f"{LINE_1}\n{LINE_2.replace('0003895', '00O3895')}", "x.tle, line 1: the eccentricity '00O3895'"),
        ("\x00\xff\n1 2", "x.tle holds no element set or ephemeris"),
    ],
)
def test_what_is_no_element_set_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(ElementsFileError, match=says):
        decode_target(text.encode("latin-1"), "x.tle")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ElementsFileError, match=r"There is no file .*none\.tle"):
        read_target(tmp_path / "none.tle")
    with pytest.raises(ElementsFileError, match="is a folder"):
        read_target(tmp_path)


@pytest.mark.parametrize(
    ("line1", "line2", "says"),
    [
        (LINE_1[:-1] + "7", LINE_2, "The checksum of its first line is 7 and should be 8."),
        (LINE_1, LINE_2[:-1], "The checksum of its second line is missing and should be 4."),
        (with_checksum(LINE_1.replace(".54472231", ".50000000")), LINE_2, "Its epoch 25328.50000000 is a round number"),
        (LINE_1, with_checksum(LINE_2.replace("15.49046550", "17.90000000")), "inside the atmosphere"),
        (LINE_1, with_checksum(LINE_2.replace("15.49046550", "00.00000000")), "is not above zero"),
        (LINE_1, with_checksum(LINE_2.replace(" 51.6316", "251.6316")), "inclination of 251.632 deg lies outside"),
    ],
)
def test_an_odd_set_is_taken_with_a_warning(line1: str, line2: str, says: str) -> None:
    (found,) = decode_target(f"{line1}\n{line2}".encode(), "x.tle")
    assert len(found.warnings) == 1
    assert says in found.warnings[0]


def test_a_plane_that_contradicts_its_neighbours_is_told_and_theirs_are_not() -> None:
    text = ISS.read_text().replace(LINE_2, with_checksum(LINE_2.replace("232.5414", "307.6127")))
    found = decode_target(text.encode(), "x.tle")
    assert [one.elements.line1 for one in found if one.warnings] == [LINE_1]
    assert "Its node is 75.1 deg from where the element set of 2025-11-24T05:19:54.222Z puts it." in found[20].warnings
