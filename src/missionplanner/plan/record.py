"""The base of every plan record: immutable, keyword-only, strict about unknown fields and non-finite numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

import msgspec

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One immutable piece of a plan; equal by value, refused when a number is not finite."""

    def __post_init__(self) -> None:
        """Refuse NaN and infinity, which JSON cannot carry.

        Raises:
            ValueError: a number of this record is not finite.
        """
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if type(value) is float or type(value) is tuple:
                _refuse_non_finite(name, value)


def _refuse_non_finite(name: str, value: Any) -> None:
    if type(value) is float:
        if not math.isfinite(value):
            raise ValueError(f"{name} is {value}; a finite number is needed")
    elif type(value) is tuple:
        for part in value:
            _refuse_non_finite(name, part)


def check_id(value: str) -> None:
    """Refuse an identifier that is not a slug.

    Raises:
        ValueError: the identifier is not made of lower-case letters, digits, '-' and '_'.
    """
    if not _ID.match(value):
        raise ValueError(f"id {value!r} is not a slug like 'hatch-opening' (a-z, 0-9, '-' and '_')")


def check_unique(what: str, ids: Iterable[str]) -> None:
    """Refuse a collection in which one identifier stands twice.

    Raises:
        ValueError: an identifier is repeated.
    """
    listed = list(ids)
    if len(set(listed)) == len(listed):
        return
    seen: set[str] = set()
    for value in listed:
        if value in seen:
            raise ValueError(f"{what} id {value!r} stands twice; every {what} needs its own")
        seen.add(value)


def check_positive(name: str, value: float) -> None:
    """Refuse a number that must be greater than zero and is not.

    Raises:
        ValueError: the number is zero or negative.
    """
    if not value > 0:
        raise ValueError(f"{name} is {value}; it must be greater than 0")


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Refuse a number outside a closed interval.

    Raises:
        ValueError: the number lies outside [low, high].
    """
    if not low <= value <= high:
        raise ValueError(f"{name} is {value}; it must lie between {low} and {high}")


def check_place(latitude_deg: float, longitude_deg: float, height_m: float) -> None:
    """Refuse geodetic coordinates that are nowhere on the ground.

    Raises:
        ValueError: a coordinate is out of range.
    """
    check_range("latitude_deg", latitude_deg, -90.0, 90.0)
    check_range("longitude_deg", longitude_deg, -180.0, 180.0)
    check_range("height_m", height_m, -500.0, 9000.0)
