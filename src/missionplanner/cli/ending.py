"""How a command ends: its exit code, or the sentence that says why nothing was done."""

from __future__ import annotations

from enum import IntEnum

from missionplanner.files.errors import FileError


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0
    FOUND_WRONG = 1
    BAD_INPUT = 2
    STOPPED = 130


class BadInputError(FileError):
    """The command line asks for what cannot be done; one sentence says what would be right."""
