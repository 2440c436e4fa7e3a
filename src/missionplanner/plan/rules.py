"""Rules a plan is judged by, waivers, and the findings that come of it."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from missionplanner.plan.provenance import Source
from missionplanner.plan.record import Record, check_id

Severity = Literal["error", "warning", "note"]
RuleKind = Literal[
    "delta-v-budget",
    "propellant-reserve",
    "phase-at-insertion",
    "contact-speed",
    "contact-lateral-rate",
    "element-age",
    "port-free",
]


class Rule(Record, frozen=True, kw_only=True):
    """One limit; ``low`` and ``high`` are in the unit that its kind is measured in, None where there is no limit.

    Units: m/s for speeds and delta-v, kg for propellant, degrees for phase, days for element age; ``port-free``
    needs no limit.
    """

    id: str
    kind: RuleKind
    severity: Severity
    low: float | None = None
    high: float | None = None
    source: Source

    def __post_init__(self) -> None:
        """Check the identifier and the limits.

        Raises:
            ValueError: the identifier is no slug, a limit is missing or the limits are in the wrong order.
        """
        Record.__post_init__(self)
        check_id(self.id)
        if self.kind != "port-free" and self.low is None and self.high is None:
            raise ValueError(f"rule {self.id!r} has neither low nor high")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError(f"rule {self.id!r} has high {self.high} below low {self.low}")


class Waiver(Record, frozen=True, kw_only=True):
    """A decision to live with a finding, and why; ``event`` narrows it to one event."""

    finding: str
    reason: str
    event: str | None = None

    def __post_init__(self) -> None:
        """Refuse a waiver without a reason.

        Raises:
            ValueError: the reason is empty.
        """
        if not self.reason.strip():
            raise ValueError("reason is empty; a waiver needs one")

    def covers(self, finding: Finding) -> bool:
        """Tell whether this waiver is for a finding."""
        return self.finding == finding.code and (self.event is None or self.event in finding.events)


class Finding(Record, frozen=True, kw_only=True):
    """What was found wrong: derived, never stored in a plan.

    ``code`` is the rule's id or the name of a check of the schedule or the flight; ``margin`` is how far the value
    is inside its limit (negative when broken), in ``unit``.
    """

    code: str
    severity: Severity
    message: str
    events: tuple[str, ...] = ()
    margin: float | None = None
    unit: str | None = None
    waived: str | None = None


def with_waivers(findings: tuple[Finding, ...], waivers: tuple[Waiver, ...]) -> tuple[Finding, ...]:
    """Mark each finding that a waiver covers with the waiver's reason."""

    def reason(finding: Finding) -> str | None:
        for waiver in waivers:
            if waiver.covers(finding):
                return waiver.reason
        return None

    return tuple(replace(finding, waived=reason(finding)) for finding in findings)
