"""How findings are worded on screen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, Severity

_BY_WEIGHT: tuple[Severity, ...] = ("error", "warning", "note")


def severity_text(severity: Severity) -> str:
    """Return what a severity is called."""
    context = "Severity"
    texts: dict[Severity, str] = {
        "error": QCoreApplication.translate(context, "Error"),
        "warning": QCoreApplication.translate(context, "Warning"),
        "note": QCoreApplication.translate(context, "Note"),
    }
    return texts[severity]


def worst_severity(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among findings, None if there are none."""
    found = {finding.severity for finding in findings}
    return next((severity for severity in _BY_WEIGHT if severity in found), None)


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings from the gravest to the lightest, the waived ones last."""
    return sorted(findings, key=lambda finding: (finding.waived is not None, _BY_WEIGHT.index(finding.severity)))


def count_text(findings: Iterable[Finding]) -> str:
    """Return how many findings of each severity there are."""
    found = [finding.severity for finding in findings]
    parts = [_counted(severity, found.count(severity)) for severity in _BY_WEIGHT if severity in found]
    return ", ".join(parts) or QCoreApplication.translate("Findings", "No findings")


def _counted(severity: Severity, count: int) -> str:
    context = "Findings"
    one = {
        "error": QCoreApplication.translate(context, "1 error"),
        "warning": QCoreApplication.translate(context, "1 warning"),
        "note": QCoreApplication.translate(context, "1 note"),
    }
    several = {
        "error": QCoreApplication.translate(context, "{count} errors"),
        "warning": QCoreApplication.translate(context, "{count} warnings"),
        "note": QCoreApplication.translate(context, "{count} notes"),
    }
    return one[severity] if count == 1 else several[severity].format(count=count)


def finding_lines(finding: Finding, plan: Plan) -> tuple[str, str]:
    """Return what a finding says: a headline, and a second line about events and waiver, which may be empty."""
    headline = f"{severity_text(finding.severity)}: {finding.message}"
    names = {event.id: event.name for event in plan.events}
    second = [", ".join(names.get(event, event) for event in finding.events)] if finding.events else []
    if finding.waived is not None:
        second.append(QCoreApplication.translate("Findings", "Waived: {reason}").format(reason=finding.waived))
    return headline, "  \N{MIDDLE DOT}  ".join(second)
