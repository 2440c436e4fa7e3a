"""Write to the terminal, or to a pipe that may have been closed."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

from missionplanner.files.errors import SaveError


def write_text(text: str) -> None:
    """Write lines for people; what the terminal cannot show becomes a question mark."""
    _write(text, None)


def write_json(document: Any) -> None:
    """Write one JSON document, in UTF-8 wherever it goes."""
    _write(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False), "utf-8")


def write_error(sentence: str) -> None:
    """Write why nothing was done."""
    if sys.stderr is not None:  # as it is when the program was started without one
        sys.stderr.write(f"missionplanner: {sentence}\n")


def _write(text: str, encoding: str | None) -> None:
    if sys.stdout is None:
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="replace")
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OSError as error:
        # Let the interpreter's own last flush find nothing to complain about.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Whoever closed a pipe has seen enough.
        if not isinstance(error, BrokenPipeError):
            raise SaveError(f"The output cannot be written: {error.strerror}.") from None
