"""A suggestion: an edit that may heal a finding, by its name and by the plan that comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from missionplanner.plan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An edit that may heal a finding: what it does, and the plan that comes of it."""

    label: str
    plan: Plan


def edited(label: str, edit: Callable[[], Plan]) -> Suggestion | None:
    """The suggestion, None if the edit cannot be made."""
    try:
        return Suggestion(label=label, plan=edit())
    except (ValueError, KeyError):
        return None
