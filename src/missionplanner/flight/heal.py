"""The search for what heals a finding: every suggestion is flown and judged before it is offered."""

from __future__ import annotations

from collections.abc import Iterator

from missionplanner.flight.assess import Assessment, assess, with_safety
from missionplanner.flight.drift_limits import drift_rules
from missionplanner.flight.passive_safety import check_passive_safety
from missionplanner.flight.rule_set import DRIFT_KINDS, rules_of
from missionplanner.flight.suggest import suggestions, why_none
from missionplanner.flight.suggestion import Suggestion
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding


class NothingHealsError(Exception):
    """No edit is known that heals a finding; the message says why."""


def heal(assessment: Assessment, finding: Finding) -> Iterator[Suggestion | float]:
    """Yield the share of what was tried, and at last the first suggestion that heals the finding and breaks nothing.

    Where each one that heals breaks something else, the first of them is yielded: that is shown with it.

    Raises:
        NothingHealsError: no suggestion heals it.
    """
    yield 0.0
    tries = list(suggestions(assessment, finding))
    if not tries:
        raise NothingHealsError(why_none(assessment.plan, finding, 0))
    second: Suggestion | None = None
    with_drifts = _is_of_drifts(assessment.plan, finding)
    for number, suggestion in enumerate(tries, start=1):
        yield (number - 0.5) / (len(tries) + 1)
        then = _judged(suggestion.plan, assessment, with_drifts)
        if not is_healed(then, finding):
            continue
        if not _errors(then) - _errors(assessment):
            yield suggestion
            return
        second = second or suggestion
    if second is None:
        raise NothingHealsError(why_none(assessment.plan, finding, len(tries)))
    yield second


def is_healed(then: Assessment, finding: Finding) -> bool:
    """Whether a finding is no longer there, nor the same rule broken by its event, and the flight still docks."""
    still = (one for one in then.findings if one.code == finding.code and one.events[:1] == finding.events[:1])
    return then.flight.contact is not None and all(one.margin is not None and one.margin >= 0.0 for one in still)


def _judged(plan: Plan, known: Assessment, with_drifts: bool) -> Assessment:
    assessment = assess(plan, known.flight)
    if not with_drifts:
        return assessment
    return with_safety(assessment, check_passive_safety(assessment.flight, drift_rules(rules_of(plan))))


def _is_of_drifts(plan: Plan, finding: Finding) -> bool:
    return any(rule.id == finding.code and rule.kind in DRIFT_KINDS for rule in rules_of(plan))


def _errors(assessment: Assessment) -> set[str]:
    """The codes of the unwaived errors."""
    return {one.code for one in assessment.findings if one.severity == "error" and one.waived is None}
