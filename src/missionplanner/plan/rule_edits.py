"""Edits of the rules that a plan is judged by."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Rule


def with_rule(plan: Plan, rule: Rule, was: str | None = None) -> Plan:
    """Return the plan with a rule in place of the one that has its id, or added where there is none.

    Args:
        plan: the plan.
        rule: the rule as it is to be.
        was: the id that it had before, if that changed; waivers of its findings follow.

    Raises:
        ValueError: another rule has the new id.
    """
    old = rule.id if was is None else was
    if rule.id != old and any(other.id == rule.id for other in plan.rules):
        raise ValueError(f"another rule is called {rule.id!r}; choose another name")
    is_known = any(other.id == old for other in plan.rules)
    rules = tuple(rule if other.id == old else other for other in plan.rules)
    waivers = tuple(replace(one, finding=rule.id) if one.finding == old else one for one in plan.waivers)
    return replace(plan, rules=rules if is_known else (*plan.rules, rule), waivers=waivers)


def without_rule(plan: Plan, rule_id: str) -> Plan:
    """Return the plan without a rule of its own; one that ships with the program then judges in its place."""
    return replace(plan, rules=tuple(rule for rule in plan.rules if rule.id != rule_id))
