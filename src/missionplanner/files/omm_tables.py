"""Mean elements as JSON objects or as CSV rows whose keys are the keywords of an OMM, as the catalogues serve them."""

from __future__ import annotations

import csv
from typing import Any

from missionplanner.files.json_text import JsonFault, read_json
from missionplanner.files.ndm_statements import NdmFault
from missionplanner.files.omm import OmmFields

_MOST_SETS = 200_000


def json_messages(text: str) -> list[OmmFields]:
    """Read one object, or an array of them; numbers may be written as numbers or as texts.

    Raises:
        NdmFault: the text is no JSON, or no mean elements.
    """
    try:
        document = read_json(text)
    except JsonFault as fault:
        raise NdmFault(str(fault)) from None
    objects = document if isinstance(document, list) else [document]
    if not objects:
        raise NdmFault("the array is empty; an object with the fields of an OMM is needed")
    return [_of_object(one, index, isinstance(document, list)) for index, one in enumerate(objects, start=1)]


def _of_object(one: Any, index: int, in_array: bool) -> OmmFields:
    where = f"object {index}" if in_array else "the object"
    if not isinstance(one, dict):
        raise NdmFault(f"{where} is no object with the fields of an OMM, such as EPOCH and MEAN_MOTION")
    texts = {}
    for key, value in one.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue  # what has no number or text is not given
        texts[key.upper()] = value if isinstance(value, str) else repr(value)
    if "EPOCH" not in texts and "MEAN_MOTION" not in texts:
        raise NdmFault(f"{where} has no EPOCH and no MEAN_MOTION, so it is no OMM")
    return OmmFields(where=where, texts=texts, lines={})


def csv_messages(text: str) -> list[OmmFields]:
    """Read rows below a line of keywords.

    Raises:
        NdmFault: the text is no such table.
    """
    reader = csv.reader(text.splitlines(), strict=True)
    keys: list[str] = []
    messages: list[OmmFields] = []
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if not keys:
                keys = [cell.strip().upper() for cell in row]
                if len(set(keys)) < len(keys):
                    twice = next(key for key in keys if keys.count(key) > 1)
                    raise NdmFault(f"line {reader.line_num}: the column {twice[:40]!r} stands twice")
                continue
            if len(row) != len(keys):
                raise NdmFault(f"line {reader.line_num}: it has {len(row)} cells; the heading has {len(keys)}")
            if len(messages) >= _MOST_SETS:
                raise NdmFault(f"line {reader.line_num}: more than {_MOST_SETS} sets are not read; split the file")
            texts = dict(zip(keys, row, strict=True))
            messages.append(
                OmmFields(where=f"line {reader.line_num}", texts=texts, lines=dict.fromkeys(keys, reader.line_num))
            )
    except csv.Error as error:
        raise NdmFault(f"line {reader.line_num}: the row is broken ({error})") from None
    if not messages:
        raise NdmFault("there is no row below the heading")
    return messages
