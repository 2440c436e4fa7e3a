"""Read what says where a target is: element sets or an ephemeris, in every notation, told apart by content."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

from missionplanner.files.errors import ElementsFileError
from missionplanner.files.found_elements import FoundElements, with_warnings
from missionplanner.files.found_ephemeris import FoundEphemeris
from missionplanner.files.nasa_csv import HEADING, csv_ephemeris
from missionplanner.files.ndm_statements import NdmFault, Statement, kvn_statements
from missionplanner.files.ndm_xml import xml_statements
from missionplanner.files.oem import ephemeris_message
from missionplanner.files.omm import OmmFields, element_set, omm_messages
from missionplanner.files.omm_tables import csv_messages, json_messages
from missionplanner.files.recognise import likeness
from missionplanner.files.two_line_elements import two_line_elements
from missionplanner.plan.station import ElementSet

_LARGEST_BYTES = 64 << 20
_GZIP = b"\x1f\x8b"
_ASSIGNMENT = re.compile(r"[A-Z][A-Z_]+ *= *\S")


def read_target(path: Path, known: Sequence[ElementSet] = ()) -> tuple[FoundElements, ...] | FoundEphemeris:
    """Read the element sets of a file, or its ephemeris; it may be compressed by gzip.

    Args:
        path: the file.
        known: element sets from elsewhere, which a set of the same object must not contradict.

    Raises:
        ElementsFileError: there is no such file, or nothing in it that can be used; one sentence says where.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise ElementsFileError(f"{path} is a device; name a file of element sets.")
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
    return decode_target(data, path.name, known)


def decode_target(
    data: bytes, name: str, known: Sequence[ElementSet] = ()
) -> tuple[FoundElements, ...] | FoundEphemeris:
    """Read the element sets or the ephemeris in the bytes of a file.

    Args:
        data: the bytes: TLE, OMM as JSON, CSV, XML or KVN, OEM as XML or KVN, NASA's CSV; plain or in gzip.
        name: the file's name, for the source of each set and for errors.
        known: element sets from elsewhere, which a set of the same object must not contradict.

    Raises:
        ElementsFileError: there is nothing that can be used; one sentence says where.
    """
    if data.startswith(_GZIP):
        data = _unpacked(data, name)
    data = data.removeprefix(b"\xef\xbb\xbf")
    beginning = data[:4096].lstrip()
    if not beginning.startswith((b"<", b"{", b"[")) and (like := likeness(data)):
        raise ElementsFileError(f"{name} begins like {like}; a file of element sets or an ephemeris is needed.")
    try:
        if beginning.startswith(b"<"):
            return _of_statements(xml_statements(data), name, known)
        text = data.decode("utf-8", errors="replace")
        if beginning.startswith((b"{", b"[")):
            return _of_messages(json_messages(text), name, known)
        reader = _reader_of_lines(text)
        return two_line_sets(text, name, known) if reader is None else reader(text, name, known)
    except NdmFault as fault:
        raise ElementsFileError(f"{name}, {fault}.") from None


Reader = Callable[[str, str, Sequence[ElementSet]], "tuple[FoundElements, ...] | FoundEphemeris"]


def two_line_sets(text: str, name: str, known: Sequence[ElementSet]) -> tuple[FoundElements, ...]:
    """Read two-line element sets; raises `ElementsFileError` if there are none that SGP4 could use."""
    return with_warnings(two_line_elements(text, name), known)


def _reader_of_lines(text: str) -> Reader | None:
    """Tell KVN and CSV by their first lines; anything else is taken for two-line sets."""
    lines = (line.strip() for line in islice(iter(text.splitlines()), 2000))
    for line in (line for line in lines if line):
        if line == HEADING:
            return lambda text, name, known: csv_ephemeris(text)
        if line.startswith(("CCSDS_", "COMMENT ")) or _ASSIGNMENT.match(line):
            return lambda text, name, known: _of_statements(kvn_statements(text), name, known)
        cells = [cell.strip().strip('"').upper() for cell in line.split(",")]
        if "EPOCH" in cells and "MEAN_MOTION" in cells:
            return lambda text, name, known: _of_messages(csv_messages(text), name, known)
        if not line.startswith("#"):
            return None
    return None


def _of_statements(
    statements: Iterable[Statement], name: str, known: Sequence[ElementSet]
) -> tuple[FoundElements, ...] | FoundEphemeris:
    listed = list(statements)
    kinds = {
        one.key: one.line for one in reversed(listed) if one.key.startswith("CCSDS_") and one.key.endswith("_VERS")
    }
    if "CCSDS_OMM_VERS" in kinds:
        return _of_messages(omm_messages(listed), name, known)
    if "CCSDS_OEM_VERS" in kinds:
        return ephemeris_message(listed)
    if kinds:
        kind, line = next(iter(kinds.items()))
        raise NdmFault(f"line {line}: this message is an {kind.split('_')[1]}; an OMM or OEM is needed")
    raise NdmFault("line 1: there is no message; CCSDS_OMM_VERS or CCSDS_OEM_VERS must come first")


def _of_messages(messages: list[OmmFields], name: str, known: Sequence[ElementSet]) -> tuple[FoundElements, ...]:
    return with_warnings([element_set(fields, name) for fields in messages], known)


def _unpacked(data: bytes, name: str) -> bytes:
    """Return what gzip packed, if it is not larger than a file may be."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, _LARGEST_BYTES + 1)
    except zlib.error:
        raise ElementsFileError(f"{name} is a broken gzip archive; use a complete copy.") from None
    if len(unpacked) > _LARGEST_BYTES:
        raise ElementsFileError(f"{name} unpacks to more than {_LARGEST_BYTES >> 20} MB; name a file of element sets.")
    if not unpacker.eof:
        raise ElementsFileError(f"{name} is a broken gzip archive: it ends too early; use a complete copy.")
    return unpacked
