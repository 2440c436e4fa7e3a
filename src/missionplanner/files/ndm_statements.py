"""Navigation data messages (CCSDS 502.0-B) as statements, whichever notation they are written in; here from KVN."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ASSIGNMENT = re.compile(r"([A-Z][A-Z0-9_]*)\s*=\s*(.*)\Z")
_WITH_UNIT = re.compile(r"(\S+)\s*\[(.*)\]\Z")
_DATA_LINE = re.compile(r"\d{4}-\d")
_LONGEST_LINE = 10_000
UNITS = {
    **dict.fromkeys(("X", "Y", "Z", "SEMI_MAJOR_AXIS"), "km"),
    **dict.fromkeys(("X_DOT", "Y_DOT", "Z_DOT"), "km/s"),
    **dict.fromkeys(("X_DDOT", "Y_DDOT", "Z_DDOT"), "km/s**2"),
    **dict.fromkeys(("INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER", "MEAN_ANOMALY"), "deg"),
    "MEAN_MOTION": "rev/day",
    "MEAN_MOTION_DOT": "rev/day**2",
    "MEAN_MOTION_DDOT": "rev/day**3",
    "BSTAR": "1/er",
}


class NdmFault(ValueError):
    """A message is malformed; the text says where and what would be right, without the file's name."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One keyword with its value, and the line it stands on.

    ``META_START`` and ``META_STOP`` enclose metadata, ``COVARIANCE_START`` and ``COVARIANCE_STOP`` a covariance,
    ``CCSDS_OMM_VERS`` and its like begin a message; ``STATE`` is a line of an ephemeris: epoch and numbers.
    """

    key: str
    value: str
    line: int


def checked_unit(key: str, unit: str, line: int) -> None:
    """Refuse a unit that the standard does not give this keyword.

    Raises:
        NdmFault: the value is in another unit.
    """
    expected = UNITS.get(key)
    written = unit.strip().lower().replace("degrees", "deg")
    if expected is not None and written not in ("", expected):
        raise NdmFault(f"line {line}: {key} is in {unit[:20]!r}; {expected} is needed")


def kvn_statements(text: str) -> Iterator[Statement]:
    """Yield the statements of a message in keyword = value notation.

    Raises:
        NdmFault: a line is no statement, or a value is in a unit that its keyword does not have.
    """
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            continue
        if len(line) > _LONGEST_LINE:
            raise NdmFault(f"line {number}: it has {len(line)} characters; KVN lines have at most 254")
        if line == "COMMENT" or line.startswith("COMMENT "):
            # A comment's columns matter: planned events are tabulated in them.
            yield Statement("COMMENT", line[8:], number)
        elif assigned := _ASSIGNMENT.match(line):
            key, value = assigned[1], assigned[2].strip()
            if with_unit := _WITH_UNIT.match(value):
                value = with_unit[1]
                checked_unit(key, with_unit[2], number)
            yield Statement(key, value, number)
        elif line in ("META_START", "META_STOP", "COVARIANCE_START", "COVARIANCE_STOP", "DATA_START", "DATA_STOP"):
            yield Statement(line, "", number)
        elif _DATA_LINE.match(line):
            yield Statement("STATE", line, number)
        elif not re.fullmatch(r"[-+0-9.eEdD\s]+", line):  # but for the rows of a covariance
            raise NdmFault(f"line {number}: {line[:40]!r} is no statement like 'EPOCH = 2025-11-24T13:04:24.007584'")
