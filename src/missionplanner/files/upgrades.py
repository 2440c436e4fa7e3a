"""The one place where plans of older schema versions are brought up to the present one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Document = dict[str, Any]
Upgrade = Callable[[Document], Document]

# From the version that an upgrade reads; it returns the document as the next version would have it, that version
# number included. Version 1 is the first there was, so there is nothing to bring up yet.
UPGRADES: Mapping[int, Upgrade] = {}


def upgraded(document: Document, version: int, newest: int, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Document:
    """Return a document of an older schema version as one of the newest.

    Raises:
        KeyError: there never was a plan of that version.
    """
    for older in range(version, newest):
        document = upgrades[older](document)
    return document
