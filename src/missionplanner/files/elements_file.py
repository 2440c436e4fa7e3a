"""Read the two-line element sets of a file, each with what looks wrong about it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.files.errors import ElementsFileError
from missionplanner.files.implausible_elements import warnings
from missionplanner.orbit.almanac import element_epoch_utc_ms
from missionplanner.orbit.errors import ElementsError
from missionplanner.plan.clock import Utc, utc_text
from missionplanner.plan.provenance import Source
from missionplanner.plan.station import ElementSet

_LARGEST_BYTES = 64 << 20
_LINE_1 = re.compile(r"1 [0-9A-Z ]{5}[A-Z ]")
_LINE_2 = re.compile(r"2 [0-9A-Z ]{5} ")
_LONGEST_NAME = 24
_NEIGHBOURS = 4


@dataclass(frozen=True, kw_only=True)
class FoundElements:
    """One element set of a file: the name before it ("" if there is none), and what looks wrong."""

    name: str
    elements: ElementSet
    warnings: tuple[str, ...] = ()


def read_elements(path: Path) -> tuple[FoundElements, ...]:
    """Read all two-line element sets of a file, in the file's order.

    Raises:
        ElementsFileError: there is no such file, or no element set that SGP4 could use; one sentence says where.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise ElementsFileError(f"There is no file {path}; check its name and folder.") from None
    except IsADirectoryError:
        raise ElementsFileError(f"{path} is a folder; name a file of element sets in it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ElementsFileError(f"{path} cannot be read: {reason[:1].lower()}{reason[1:]}.") from None
    if len(data) > _LARGEST_BYTES:
        raise ElementsFileError(f"{path} is larger than {_LARGEST_BYTES >> 20} MB; name a file of element sets.")
    return decode_elements(data, path.name)


def decode_elements(data: bytes, name: str) -> tuple[FoundElements, ...]:
    """Read all two-line element sets of a text, in its order.

    Args:
        data: the text, in ASCII or UTF-8.
        name: the file's name, for the source of each set and for errors.

    Raises:
        ElementsFileError: there is no element set that SGP4 could use; one sentence says where.
    """
    text = data.decode("utf-8-sig", errors="replace")
    if text.lstrip()[:1] in ("<", "{", "[") or text.lstrip().startswith(("CCSDS_", "OBJECT_NAME")):
        raise ElementsFileError(f"{name} is not a two-line element set; OMM and OEM come later.")
    pairs = _pairs(text.splitlines(), name)
    if not pairs:
        raise ElementsFileError(f"{name} holds no two-line element set: two lines that begin with '1 ' and '2 '.")
    sets = tuple(_element_set(line1, line2, name, number) for number, _, line1, line2 in pairs)
    return tuple(
        FoundElements(name=title, elements=elements, warnings=warnings(elements, beside))
        for (_, title, _, _), elements, beside in zip(pairs, sets, _neighbours(sets), strict=True)
    )


def nearest(found: Sequence[FoundElements], at: Utc) -> FoundElements:
    """Return the set whose epoch is nearest to an instant; the earlier one of two that are equally near."""
    return min(found, key=lambda one: (abs(one.elements.epoch.ms - at.ms), one.elements.epoch.ms))


def _neighbours(sets: Sequence[ElementSet]) -> Iterator[Sequence[ElementSet]]:
    """Yield for each set the few of the same object whose epochs are next to its own."""
    histories: dict[str, list[ElementSet]] = {}
    for elements in sets:
        histories.setdefault(elements.line1[2:7], []).append(elements)
    for history in histories.values():
        history.sort(key=_epoch_ms)
    for elements in sets:
        history = histories[elements.line1[2:7]]
        at = bisect_left(history, elements.epoch.ms, key=_epoch_ms)
        yield history[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]


def _epoch_ms(elements: ElementSet) -> int:
    return elements.epoch.ms


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
