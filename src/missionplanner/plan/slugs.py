"""Identifiers made from names."""

from __future__ import annotations

import re
import unicodedata


def slug(name: str, otherwise: str) -> str:
    """Return ``Hatch opening`` as ``hatch-opening``, and ``otherwise`` if nothing is left of a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or otherwise
