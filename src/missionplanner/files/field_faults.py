"""Turn what msgspec says about a wrong field into words that name the field, its line and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec.inspect

from missionplanner.files.json_places import Step, line_of

_AT = re.compile(r"(?s)(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?\Z")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_EXPECTED = re.compile(r"Expected `([^`]+)`, got `([^`]+)`")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]*)`")
_WORDS = {
    "str": "a text in double quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "object": "an object in { }",
    "array": "a list in [ ]",
}


def explained(error: msgspec.ValidationError, text: str, record: type) -> str:
    """Say what is wrong with a field of a JSON text.

    Args:
        error: what msgspec raised.
        text: the JSON text, for the line.
        record: the type that the text should hold.

    Returns:
        One clause such as ``events[3].anchor.utc (line 120): 'x' is not a UTC time like ...``.
    """
    match = _AT.match(str(error))
    assert match is not None
    steps = [name or int(index) for name, index in _STEP.findall(match["path"] or "")]
    what = match["what"]
    if unknown := _UNKNOWN.match(what):
        steps.append(unknown[1])
        fields = ", ".join(sorted(_fields_at(record, steps[:-1])))
        what = f"there is no such field; the fields here are {fields}"
    elif missing := _MISSING.match(what):
        what = f'the field "{missing[1]}" is missing'
    elif expected := _EXPECTED.match(what):
        wanted = " or ".join(_WORDS.get(name, name) for name in expected[1].split(" | "))
        what = f"{wanted} is needed, and {_WORDS.get(expected[2], expected[2])} stands here"
    elif what.startswith("Invalid "):
        choices = ", ".join(sorted(_choices_at(record, steps)))
        what = what.partition("value ")[2] + f" is none of {choices}"
    elif (field := what.partition(" ")[0]) in _fields_at(record, steps):
        steps.append(field)
    return f"{_place(text, steps)}: {what}"


def _place(text: str, steps: list[Step]) -> str:
    line = line_of(text, steps)
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    if not name:
        return f"line {line or 1}"
    return f"{name} (line {line})" if line else name


def _records_at(record: type, steps: list[Step]) -> Iterator[msgspec.inspect.StructType]:
    """Yield the record types that may stand at a path."""
    here: list[Any] = list(_alternatives(msgspec.inspect.type_info(record)))
    for step in steps:
        below: list[Any] = []
        for kind in here:
            if isinstance(step, str) and isinstance(kind, msgspec.inspect.StructType):
                below += [field.type for field in kind.fields if field.encode_name == step]
            elif isinstance(step, int) and isinstance(kind, msgspec.inspect.VarTupleType):
                below.append(kind.item_type)
        here = [alternative for kind in below for alternative in _alternatives(kind)]
    yield from here


def _alternatives(kind: Any) -> Iterator[Any]:
    if isinstance(kind, msgspec.inspect.UnionType):
        for alternative in kind.types:
            yield from _alternatives(alternative)
    else:
        yield kind


def _fields_at(record: type, steps: list[Step]) -> set[str]:
    kinds = [kind for kind in _records_at(record, steps) if isinstance(kind, msgspec.inspect.StructType)]
    return {field.encode_name for kind in kinds for field in kind.fields}


def _choices_at(record: type, steps: list[Step]) -> set[str]:
    """Return the words that may stand at a path: tags of records, or the values of a literal."""
    choices: set[str] = set()
    for kind in _records_at(record, steps):
        if isinstance(kind, msgspec.inspect.LiteralType):
            choices |= {str(value) for value in kind.values}
    for kind in _records_at(record, steps[:-1]):
        if isinstance(kind, msgspec.inspect.StructType) and kind.tag_field == steps[-1]:
            choices.add(str(kind.tag))
    return choices
