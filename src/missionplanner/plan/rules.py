"""Rules a plan is judged by, waivers, and the findings that come of it."""

from __future__ import annotations

import itertools
from typing import Literal

from msgspec.structs import replace

from missionplanner.plan.provenance import Source
from missionplanner.plan.record import Record, check_id, check_range

Severity = Literal["error", "warning", "note"]
RuleKind = Literal[
    "delta-v-budget",
    "propellant-reserve",
    "phase-at-insertion",
    "contact-speed",
    "contact-lateral-rate",
    "element-age",
    "port-free",
    "closing-speed",
    "corridor",
    "contact-light",
    "flyaround-light",
    "sun-in-camera",
    "burn-coverage",
    "final-approach-coverage",
    "burn-spacing",
    "crew-duty",
    "drift-before-initiation",
    "drift-after-initiation",
    "escape-burn",
]


class RangeLimit(Record, frozen=True, kw_only=True):
    """The most closing speed at a distance from the port."""

    range_m: float
    mps: float

    def __post_init__(self) -> None:
        """Check distance and speed.

        Raises:
            ValueError: one of them is negative, or not near.
        """
        Record.__post_init__(self)
        check_range("range_m", self.range_m, 0.0, 1e6)
        check_range("mps", self.mps, 0.0, 1e4)


class Rule(Record, frozen=True, kw_only=True):
    """One limit; ``low`` and ``high`` are in the unit that its kind is measured in, None where there is no limit.

    Units: m/s for speeds and delta-v, kg for propellant, degrees for phase, corridor and the Sun beside the camera's
    axis, days for element age, per cent for light (of the Sun's disc, or of the flyaround), seconds between burns and
    for what is out of sight, hours for duty (``low`` is the rest that ends one) and for the drift before approach
    initiation, orbits for the drift after it. ``port-free`` needs no limit; ``closing-speed`` has ``speeds`` and is
    linear between them. ``nodes`` are the ground stations and relays that count for coverage, none means all.
    """

    id: str
    kind: RuleKind
    severity: Severity
    low: float | None = None
    high: float | None = None
    speeds: tuple[RangeLimit, ...] = ()
    nodes: tuple[str, ...] = ()
    source: Source

    def __post_init__(self) -> None:
        """Check the identifier and the limits.

        Raises:
            ValueError: the identifier is no slug, a limit is missing or the limits are in the wrong order.
        """
        Record.__post_init__(self)
        check_id(self.id)
        if self.kind == "closing-speed":
            ranges = [limit.range_m for limit in self.speeds]
            if not ranges or any(later <= earlier for earlier, later in itertools.pairwise(ranges)):
                raise ValueError(f"rule {self.id!r} needs speeds, with range_m growing from each to the next")
        elif self.kind != "port-free" and self.low is None and self.high is None:
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
