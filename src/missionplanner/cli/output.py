"""Write to the terminal, or to a pipe that may have been closed."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any


def write_text(text: str) -> None:
    """Write lines for people; what the terminal cannot show becomes a question mark."""
    _write(text, sys.stdout.encoding or "utf-8")


def write_json(document: Any) -> None:
    """Write one JSON document, in UTF-8 wherever it goes."""
    _write(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False), "utf-8")


def write_error(sentence: str) -> None:
    """Write why nothing was done."""
    sys.stderr.write(f"missionplanner: {sentence}\n")


def _write(text: str, encoding: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="replace")
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough; let the interpreter's own last flush find nothing to complain about.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
