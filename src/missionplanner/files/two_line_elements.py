"""Read two-line element sets: of two or three lines, with names, of any catalogue number that fits."""

from __future__ import annotations

import re

from missionplanner.files.errors import ElementsFileError
from missionplanner.orbit.errors import ElementsError
from missionplanner.orbit.sky.almanac import element_epoch_utc_ms
from missionplanner.plan.clock import Utc, utc_text
from missionplanner.plan.provenance import Source
from missionplanner.plan.station import ElementSet

_LINE_1 = re.compile(r"1 [0-9A-Z ][0-9 ]{4}[A-Z ]")
_LINE_2 = re.compile(r"2 [0-9A-Z ][0-9 ]{4} ")
_LONGEST_NAME = 24


def two_line_elements(text: str, name: str) -> list[tuple[str, ElementSet]]:
    """Read all two-line element sets of a text, in its order, with the name before each ("" if there is none).

    Args:
        text: the text.
        name: the file's name, for the source of each set and for errors.

    Raises:
        ElementsFileError: there is no element set that SGP4 could use; one sentence says where.
    """
    pairs = _pairs(text.splitlines(), name)
    if not pairs:
        raise ElementsFileError(f"{name} holds no element set or ephemeris that can be read: no TLE, OMM or OEM.")
    return [(title, _element_set(line1, line2, name, number)) for number, title, line1, line2 in pairs]


def _pairs(lines: list[str], name: str) -> list[tuple[int, str, str, str]]:
    """Return line number, title, line 1 and line 2 of each set."""
    pairs = []
    title = ""
    waiting: tuple[int, str] | None = None
    for number, line in enumerate((line.rstrip() for line in lines), start=1):
        if waiting is not None:
            if not _LINE_2.match(line):
                raise ElementsFileError(f"{name}, line {number}: a second line that begins with '2 ' must follow here.")
            pairs.append((waiting[0], title, waiting[1], line))
            title, waiting = "", None
        elif _LINE_1.match(line):
            waiting = number, line
        elif _LINE_2.match(line):
            raise ElementsFileError(f"{name}, line {number}: the first line, which begins with '1 ', is missing.")
        elif line and not line.startswith("#"):
            title = line.removeprefix("0 ").strip()[:_LONGEST_NAME]
    if waiting is not None:
        raise ElementsFileError(f"{name}, line {waiting[0]}: the second line, which begins with '2 ', is missing.")
    return pairs


def _element_set(line1: str, line2: str, name: str, number: int) -> ElementSet:
    try:
        epoch = Utc(element_epoch_utc_ms(line1, line2))
    except (ElementsError, ValueError) as error:
        raise ElementsFileError(f"{name}, line {number}: {error}.") from None
    text = f"file {name}, element set of {utc_text(epoch.ms)}"
    return ElementSet(line1=line1, line2=line2, epoch=epoch, source=Source(provenance="published", text=text))
