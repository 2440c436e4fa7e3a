"""The rules a plan is judged by: its own, and those that ship with the program for what it does not name."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec

from missionplanner.plan.clock import dec_hook
from missionplanner.plan.plan import Plan
from missionplanner.plan.record import check_unique
from missionplanner.plan.rules import Rule, RuleKind

# Judged by the check of passive safety, which takes seconds, and not with the others.
DRIFT_KINDS: tuple[RuleKind, ...] = ("drift-before-initiation", "drift-after-initiation", "escape-burn")


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


def shipped_rule(kind: RuleKind) -> Rule | None:
    """The rule of a kind that ships with the program, None where a plan or its profile has to say."""
    return next((rule for rule in shipped_rules() if rule.kind == kind), None)


def rule_of(plan: Plan, kind: RuleKind) -> Rule | None:
    """The first rule of a kind, None if there is none."""
    return next((rule for rule in rules_of(plan) if rule.kind == kind), None)
