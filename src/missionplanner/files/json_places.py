"""Find where in a JSON text something stands: slow and only for the sentence that refuses a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

Step = str | int
Path = Sequence[Step]

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


class Place(NamedTuple):
    """A line and a column of a text, both counted from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        """Name the place as a sentence does."""
        return f"line {self.line}, column {self.column}"


class _Visit(NamedTuple):
    """One key or value: the steps that lead to it (shared, and changing during the walk), its token, its place."""

    steps: list[Step | None]
    token: str
    offset: int
    is_key: bool


def _place(text: str, offset: int) -> Place:
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _walk(text: str) -> Iterator[_Visit]:
    """Visit every key and value of a well-formed text, in order."""
    steps: list[Step | None] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "}]":
            steps.pop()
        elif token == ",":
            steps[-1] = steps[-1] + 1 if isinstance(steps[-1], int) else None
        elif token == ":":
            continue
        elif steps and steps[-1] is None:
            steps[-1] = json.loads(token)
            yield _Visit(steps, token, match.start(), is_key=True)
        else:
            yield _Visit(steps, token, match.start(), is_key=False)
            if token in "{[":
                steps.append(None if token == "{" else 0)


def line_of(text: str, path: Path) -> int | None:
    """Return the line on which the value at a path stands, None if the text has no such value."""
    wanted = list(path)
    for visit in _walk(text):
        if not visit.is_key and visit.steps == wanted:
            return _place(text, visit.offset).line
    return None


def place_of_token(text: str, is_it: Callable[[str], bool]) -> Place | None:
    """Return where the first token stands that is the one looked for; strings come with their quotes."""
    for match in _TOKEN.finditer(text):
        if is_it(match[0]):
            return _place(text, match.start())
    return None


def place_of_repeated_key(text: str) -> tuple[str, Place] | None:
    """Return the first key that its object already has, and where it stands again."""
    keys: dict[int, set[str]] = {}
    for visit in _walk(text):
        depth = len(visit.steps)
        if visit.is_key:
            key = str(visit.steps[-1])
            if key in keys[depth]:
                return key, _place(text, visit.offset)
            keys[depth].add(key)
        elif visit.token == "{":
            keys[depth + 1] = set()
    return None


def place_of_depth(text: str, depth: int) -> Place | None:
    """Return where the brackets first nest deeper than ``depth``; the text need not be well-formed."""
    level = 0
    for match in _TOKEN.finditer(text):
        if match[0] in "{[":
            level += 1
            if level > depth:
                return _place(text, match.start())
        elif match[0] in "}]":
            level -= 1
    return None
