"""Read JSON more strictly than the standard library does, and say where it is broken."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from missionplanner.files.json_places import place_of_depth, place_of_repeated_key, place_of_token

DEEPEST = 100
_LARGEST_INT = 2**63 - 1
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_ADVICE = {
    "Expecting value": "a value belongs here",
    "Expecting ',' delimiter": "a ',' or a closing bracket belongs here",
    "Expecting ':' delimiter": "a ':' belongs here",
    "Expecting property name enclosed in double quotes": "a field name in double quotes belongs here",
    "Illegal trailing comma before end of object": "the last field must not be followed by a ','",
    "Illegal trailing comma before end of array": "the last value must not be followed by a ','",
    "Invalid control character at": 'a line break or tab inside a text must be written as "\\n" or "\\t"',
    "Invalid \\escape": 'a lone "\\" inside a text must be written as "\\\\"',
    "Invalid \\uXXXX escape": '"\\u" must be followed by four hexadecimal digits',
    "Extra data": "the document has already ended; remove what follows",
}


class JsonFault(Exception):
    """The text is no JSON that can be taken without loss; the message says where and why, without the file's name."""


class _RefusedNumber(Exception):
    """A number that a plan cannot hold: its token, and why."""

    def __init__(self, token: str, why: str) -> None:
        super().__init__(why)
        self.token = token


class _RepeatedKey(Exception):
    """An object has one key twice."""


def read_json(text: str) -> Any:
    """Read a JSON text.

    Returns:
        The value, made of dict, list, str, int, float, bool and None.

    Raises:
        JsonFault: the text is malformed or cut off, nests deeper than can be read, repeats a key of an object, holds
            NaN, Infinity or a number beyond int64 or float64, or half a character (a lone surrogate).
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_int=_int, parse_float=_float
        )
    except json.JSONDecodeError as error:
        raise JsonFault(_explained(text, error)) from None
    except RecursionError:
        place = place_of_depth(text, DEEPEST)
        raise JsonFault(f"{place}: more than {DEEPEST} brackets stand inside each other; a plan needs 10") from None
    except _RefusedNumber as refused:
        raise JsonFault(f"{place_of_token(text, refused.token.__eq__)}: {refused}") from None
    except _RepeatedKey:
        raise JsonFault(_where_repeated(text)) from None
    if _SURROGATE_ESCAPE.search(text):
        _refuse_lone_surrogates(text, value)
    return value


def _explained(text: str, error: json.JSONDecodeError) -> str:
    end = len(text.rstrip())
    if error.pos >= end or error.msg.startswith("Unterminated string"):
        return f"line {text.count(chr(10), 0, end) + 1}: the file ends too early, as if cut off; use a complete copy"
    return f"line {error.lineno}, column {error.colno}: {_ADVICE.get(error.msg, error.msg)}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise _RepeatedKey
    return fields


def _where_repeated(text: str) -> str:
    found = place_of_repeated_key(text)
    assert found is not None
    key, place = found
    return f"{place}: the key {json.dumps(key)} stands twice in one object; keep one of them"


def _refuse_constant(token: str) -> float:
    raise _RefusedNumber(token, f"{token} is not a number that a plan can hold; a finite one is needed")


def _int(token: str) -> int:
    if len(token) > 20 or abs(int(token)) > _LARGEST_INT:
        raise _RefusedNumber(token, f"{_short(token)} is too large; whole numbers reach to {_LARGEST_INT}")
    return int(token)


def _float(token: str) -> float:
    value = float(token)
    if not math.isfinite(value):
        raise _RefusedNumber(token, f"{_short(token)} is too large; numbers reach to 1.7e308")
    return value


def _short(token: str) -> str:
    return token if len(token) <= 24 else f"{token[:20]}..."


def _refuse_lone_surrogates(text: str, value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        place = place_of_token(text, _is_half_a_character)
        raise JsonFault(f"{place}: this text holds half a character (\\ud800 to \\udfff alone); remove it") from None


def _is_half_a_character(token: str) -> bool:
    if not _SURROGATE_ESCAPE.search(token):
        return False
    try:
        json.loads(token).encode()
    except UnicodeEncodeError:
        return True
    return False
