"""Read and write plan files: every check between bytes and a plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from missionplanner.files.errors import PlanFileError
from missionplanner.files.field_faults import explained
from missionplanner.files.json_text import JsonFault, read_json
from missionplanner.files.plan_in_pdf import plan_in_pdf
from missionplanner.files.recognise import likeness
from missionplanner.files.upgrades import UPGRADES, upgraded
from missionplanner.plan.clock import dec_hook, enc_hook
from missionplanner.plan.plan import SCHEMA_VERSION, Plan

SUFFIX = ".mplan"
_PDF = b"%PDF-"
_BOM = b"\xef\xbb\xbf"
_LARGEST_PLAN_BYTES = 64 << 20
# A flight plan on paper may hold hundreds of photos.
_LARGEST_PDF_BYTES = 1 << 30

_encoder = msgspec.json.Encoder(enc_hook=enc_hook)
_decoder = msgspec.json.Decoder(Plan, dec_hook=dec_hook)


def encode_plan(plan: Plan) -> bytes:
    """Write a plan as its canonical bytes: two plans are equal if and only if these are.

    Raises:
        PlanFileError: a text of the plan cannot be written as UTF-8.
    """
    try:
        return msgspec.json.format(_encoder.encode(plan), indent=2) + b"\n"
    except UnicodeEncodeError as error:
        raise PlanFileError(f"The text {error.object!r} holds half a character; type it anew.") from None


def read_plan(path: Path) -> Plan:
    """Read the plan in a file: a plan file, an exported ``.json``, or a PDF that carries a plan.

    Raises:
        PlanFileError: there is no such file, or no plan in it; one sentence names file, line and field.
    """
    return decode_plan(_read(path), str(path))


def decode_plan(data: bytes, name: str) -> Plan:
    """Read a plan from the bytes of a file.

    Args:
        data: the bytes.
        name: what to call the file in an error.

    Raises:
        PlanFileError: the bytes are no plan; one sentence names file, line and field.
    """
    if data.startswith(_PDF):
        data = plan_in_pdf(data, name)
    plan = _plan_in_our_own_hand(data)
    return plan if plan is not None else _closely_read(data, name)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PlanFileError(f"{path} is a folder; name a plan file in it.")
        if path.exists() and not path.is_file():
            raise PlanFileError(f"{path} is a device; name a plan file.")
        with path.open("rb") as file:
            size = path.stat().st_size
            largest = _LARGEST_PDF_BYTES if file.read(len(_PDF)) == _PDF else _LARGEST_PLAN_BYTES
            if size > largest:
                raise PlanFileError(f"{path} has {size >> 20} MB; a plan has at most {largest >> 20} MB.")
            file.seek(0)
            return file.read(largest)
    except FileNotFoundError:
        raise PlanFileError(f"There is no file {path}; check its name and folder.") from None
    except PermissionError:
        raise PlanFileError(f"{path} cannot be opened: you are not allowed to read it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PlanFileError(f"{path} cannot be read: {reason[:1].lower()}{reason[1:]}.") from None


def _plan_in_our_own_hand(data: bytes) -> Plan | None:
    """Return the plan if these are exactly the bytes that we would write for it; otherwise they need a closer look.

    Nothing is wrong with such bytes: what we write repeats no key, holds no NaN, and is UTF-8.
    """
    try:
        plan = _decoder.decode(data)
        return plan if encode_plan(plan) == data else None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def _closely_read(data: bytes, name: str) -> Plan:
    text = _text(data, name)
    try:
        document = read_json(text)
    except JsonFault as fault:
        raise PlanFileError(f"{name}, {fault}.") from None
    document = _of_this_version(document, name)
    # An exported .json holds what was computed from the plan beside it; it is computed anew.
    document.pop("computed", None)
    try:
        return msgspec.convert(document, Plan, dec_hook=dec_hook)
    except msgspec.ValidationError as error:
        raise PlanFileError(f"{name}, {explained(error, text, Plan)}.") from None


def _text(data: bytes, name: str) -> str:
    data = data.removeprefix(_BOM)
    if not data.strip():
        raise PlanFileError(f"{name} is empty; a plan begins with '{{' on line 1.")
    if like := likeness(data):
        raise PlanFileError(f"{name} is not a plan: it begins like {like}, and a plan with '{{' on line 1.")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PlanFileError(
            f"{name}, line {line}: byte {error.start + 1} is not UTF-8 text; save the plan as UTF-8."
        ) from None
    if not text.lstrip().startswith("{"):
        raise PlanFileError(f"{name} is not a plan: line 1 must begin with '{{'.")
    return text


def _of_this_version(document: dict[str, Any], name: str) -> dict[str, Any]:
    if "schema_version" not in document:
        raise PlanFileError(
            f'{name} is not a plan: the field "schema_version" is missing; it must be {SCHEMA_VERSION}.'
        )
    version = document["schema_version"]
    if type(version) is not int or not min(UPGRADES, default=SCHEMA_VERSION) <= version <= 1_000_000_000:
        raise PlanFileError(
            f"{name}, schema_version: {json.dumps(version)} is no version; it must be {SCHEMA_VERSION}."
        )
    if version > SCHEMA_VERSION:
        raise PlanFileError(
            f"{name} was written by a newer version of missionplanner (schema {version}; this program reads up to "
            f"{SCHEMA_VERSION}); update the program."
        )
    return upgraded(document, version, SCHEMA_VERSION)
