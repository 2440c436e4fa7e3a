"""The rules a plan is judged by: its own, and those that ship with the program for what it does not name."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec

from missionplanner.plan.clock import dec_hook
from missionplanner.plan.plan import Plan
from missionplanner.plan.record import check_unique
from missionplanner.plan.rules import Rule, RuleKind


class RuleDataError(ValueError):
    """The shipped file of rules is wrong; the message names the field."""


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that ship with the program.

    Raises:
        RuleDataError: the file is wrong.
    """
    return decode_rules((files("missionplanner") / "resources" / "rules" / "shipped.json").read_bytes())


def decode_rules(data: bytes) -> tuple[Rule, ...]:
    """Rules from JSON.

    Raises:
        RuleDataError: the text is no such list, a number is out of range, or an id stands twice.
    """
    try:
        rules = msgspec.json.decode(data, type=tuple[Rule, ...], dec_hook=dec_hook)
        check_unique("rule", (rule.id for rule in rules))
    except (msgspec.DecodeError, ValueError) as error:
        raise RuleDataError(f"resources/rules/shipped.json cannot be used: {error}") from None
    return rules


def rules_of(plan: Plan) -> tuple[Rule, ...]:
    """The plan's rules, and the shipped ones of every kind that the plan names no rule of."""
    named = {rule.kind for rule in plan.rules}
    return (*plan.rules, *(rule for rule in shipped_rules() if rule.kind not in named))


def rule_of(plan: Plan, kind: RuleKind) -> Rule | None:
    """The first rule of a kind, None if there is none."""
    return next((rule for rule in rules_of(plan) if rule.kind == kind), None)
