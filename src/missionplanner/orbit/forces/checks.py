"""Refusals of numbers that no force can be made of."""

from __future__ import annotations

from math import isfinite

from missionplanner.orbit.errors import OrbitInputError


def refuse_outside(name: str, value: float, low: float, high: float) -> None:
    """Refuse a number that is not finite or lies outside limits.

    Raises:
        OrbitInputError: the sentence names the number, its value and its limits.
    """
    if not (isfinite(value) and low <= value <= high):
        raise OrbitInputError(f"{name} is {value:g}; it must lie between {low:g} and {high:g}")


def refuse_unless_positive(name: str, value: float) -> None:
    """Refuse a number that is not finite or not above zero.

    Raises:
        OrbitInputError: the sentence names the number and its value.
    """
    if not (isfinite(value) and value > 0.0):
        raise OrbitInputError(f"{name} is {value:g}; it must be a finite number above zero")
