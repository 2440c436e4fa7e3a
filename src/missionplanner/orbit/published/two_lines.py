"""Check that two lines are an element set, before SGP4 takes them."""

from __future__ import annotations

import re

from missionplanner.orbit.errors import ElementsError

_DECIMAL = re.compile(r" *\d*\.\d+ *")
_FIELDS_OF_LINE_1 = {
    "epoch": (slice(18, 32), re.compile(r"\d\d[ \d]{3}\.\d+ *")),
    "drag term": (slice(53, 61), re.compile(r"[ +-][ \d]\d{4}[ +-]\d")),
}
_FIELDS_OF_LINE_2 = {
    "inclination": (slice(8, 16), _DECIMAL),
    "right ascension of the node": (slice(17, 25), _DECIMAL),
    "eccentricity": (slice(26, 33), re.compile(r"[ \d]{6}\d")),
    "argument of perigee": (slice(34, 42), _DECIMAL),
    "mean anomaly": (slice(43, 51), _DECIMAL),
    "mean motion": (slice(52, 63), _DECIMAL),
}


def checked_lines(line1: str, line2: str) -> tuple[str, str]:
    """Return the two lines without blanks at their ends.

    Raises:
        ElementsError: a line is cut off or has another number, a field is no number of its format, or the lines belong
            to two objects.
    """
    line1, line2 = line1.rstrip(), line2.rstrip()
    for number, line in (("1", line1), ("2", line2)):
        if len(line) < 68 or not line.startswith(f"{number} "):
            raise ElementsError(
                f"line {number} of the element set is {line[:72]!r}; 69 characters starting with '{number} ' are needed"
            )
        if not (line.isascii() and line.isprintable()):
            raise ElementsError(f"line {number} of the element set is {line[:72]!r}; it must be plain ASCII text")
    if line1[2:7] != line2[2:7]:
        raise ElementsError(
            f"the lines of the element set belong to two objects, {line1[2:7].strip()} and {line2[2:7].strip()}"
        )
    for line, fields in ((line1, _FIELDS_OF_LINE_1), (line2, _FIELDS_OF_LINE_2)):
        for name, (columns, pattern) in fields.items():
            if not pattern.fullmatch(line[columns]):
                raise ElementsError(f"the {name} {line[columns]!r} of the element set is not a number of its format")
    return line1, line2
