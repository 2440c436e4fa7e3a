"""Which findings an edit brings, and which it takes away."""

from __future__ import annotations

from missionplanner.flight.assess import Assessment
from missionplanner.flight.rule_set import DRIFT_KINDS, rules_of
from missionplanner.flight.safety_findings import CHECKING
from missionplanner.plan.rules import Finding


def differing(before: Assessment, now: Assessment) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that are new and those that are gone; waived ones do not count.

    While the flight is still the one before, only what the schedule itself finds can be compared; and until passive
    safety is known of both, nothing is said of it.
    """
    if now.is_behind or before.is_behind:
        was, are = before.schedule.findings, now.schedule.findings
    else:
        was, are = before.findings, now.findings
    if before.safety is None or now.safety is None:
        unknown = {CHECKING.code, *(rule.id for rule in rules_of(now.plan) if rule.kind in DRIFT_KINDS)}
        was, are = _without(was, unknown), _without(are, unknown)
    ours = {(finding.code, finding.events) for finding in was}
    theirs = {(finding.code, finding.events) for finding in are}
    waived = {waiver.finding for waiver in now.plan.waivers if waiver.event is None}
    broken = [f for f in are if (f.code, f.events) not in ours and f.code not in waived and f.waived is None]
    healed = [f for f in was if (f.code, f.events) not in theirs and f.code not in waived and f.waived is None]
    return broken, healed


def _without(findings: tuple[Finding, ...], codes: set[str]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.code not in codes)
