"""The findings: what the rules found broken, and which of it is waived."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.flight.assess import Assessment
from missionplanner.plan.rules import Severity
from missionplanner.report.content.wording import UNKNOWN, quantity_text

_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One finding as printed; ``waived`` holds the waiver's reason, empty if there is none."""

    severity: Severity
    code: str
    message: str
    events: str
    margin: str
    waived: str


def finding_rows(assessment: Assessment) -> tuple[FindingRow, ...]:
    """Return the findings: those not waived first, the worst first."""
    names = {event.id: event.name for event in assessment.plan.events}
    ordered = sorted(assessment.findings, key=lambda found: (found.waived is not None, _ORDER.index(found.severity)))
    return tuple(
        FindingRow(
            severity=finding.severity,
            code=finding.code,
            message=finding.message,
            events=", ".join(names.get(event, event) for event in finding.events) or UNKNOWN,
            margin=quantity_text(finding.margin, 3, finding.unit or "").strip(),
            waived=finding.waived or "",
        )
        for finding in ordered
    )
