"""What goes wrong between the program and the disk, each in one sentence a user can act on."""

from __future__ import annotations

_LONGEST = 600


class FileError(Exception):
    """A file could not be read or written; the text says which, where, and what would be right."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence to one line that a terminal and a dialog can show, whatever it quotes."""
        shown = "".join(character if character.isprintable() else "?" for character in sentence)
        super().__init__(shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}...")


class PlanFileError(FileError):
    """A file is no flight plan, or a broken one."""


class SaveError(FileError):
    """A file could not be written; what stood there before still does."""


class ElementsFileError(FileError):
    """A file holds no element set that can be used."""
