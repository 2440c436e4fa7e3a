"""Edits of waivers: live with a finding for a stated reason, or no longer."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding, Waiver


def waive(plan: Plan, code: str, reason: str, event: str | None = None) -> Plan:
    """Return the plan with findings of one code waived, those of one event only if it is given.

    A waiver for the same code and event is replaced.

    Raises:
        ValueError: the reason is empty.
    """
    waiver = Waiver(finding=code, reason=reason.strip(), event=event)
    others = (w for w in plan.waivers if (w.finding, w.event) != (code, event))
    return replace(plan, waivers=(*others, waiver))


def withdraw_waivers(plan: Plan, finding: Finding) -> Plan:
    """Return the plan without the waivers that cover a finding."""
    return replace(plan, waivers=tuple(waiver for waiver in plan.waivers if not waiver.covers(finding)))
