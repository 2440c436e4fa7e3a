"""From the burns of a plan to what the solver may choose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from missionplanner.flight.inputs import BurnInput
from missionplanner.flight.least_delta_v import Freedom
from missionplanner.flight.targeting import BurnWindows
from missionplanner.plan.events import BoundedComponent, BoundedTime, ComponentChoice, FixedComponent, FixedTime
from missionplanner.plan.rendezvous import ProfileName
from missionplanner.plan.rules import Finding

_GATE_TOLERANCE_S = 1.0
_SOLVED_WINDOW_S = 1200.0
_UNLIMITED_MPS = 1e9


@dataclass(frozen=True, kw_only=True)
class BurnPlan:
    """The burns that can be flown, in order, with their windows and freedom; findings name the others."""

    burns: tuple[BurnInput, ...]
    windows: BurnWindows
    freedom: Freedom
    findings: tuple[Finding, ...]


def plan_burns(
    burns: tuple[BurnInput, ...], profile: ProfileName, epoch_ms: int, insertion_s: float, gate_s: float
) -> BurnPlan:
    """Sort the burns, cut their windows to the time between insertion and gate, and read their freedom.

    A burn whose time lies outside that span, or that has no time yet, is left out with a finding.
    """
    flown: list[tuple[float, float, float, BurnInput]] = []
    findings: list[Finding] = []
    for burn in burns:
        if burn.nominal_ms is None:
            continue
        nominal_s = (burn.nominal_ms - epoch_ms) / 1000
        earliest_s, latest_s = _window(burn, nominal_s)
        if latest_s < insertion_s or earliest_s > gate_s + _GATE_TOLERANCE_S:
            findings.append(_misplaced(burn, before=latest_s < insertion_s))
            continue
        low_s, high_s = max(earliest_s, insertion_s), min(latest_s, gate_s)
        low_s = min(low_s, high_s)
        flown.append((min(max(nominal_s, low_s), high_s), low_s, high_s, burn))
    flown.sort(key=lambda entry: entry[0])
    limits = [[_limits(choice) for choice in burn.components] for *_, burn in flown]
    return BurnPlan(
        burns=tuple(burn for *_, burn in flown),
        windows=BurnWindows(
            nominal_s=np.array([entry[0] for entry in flown]),
            earliest_s=np.array([entry[1] for entry in flown]),
            latest_s=np.array([entry[2] for entry in flown]),
            holds_first=profile == "2-orbit",
        ),
        freedom=Freedom(
            low_mps=np.array(limits, dtype=float).reshape(-1, 3, 2)[..., 0],
            high_mps=np.array(limits, dtype=float).reshape(-1, 3, 2)[..., 1],
        ),
        findings=tuple(findings),
    )


def _window(burn: BurnInput, nominal_s: float) -> tuple[float, float]:
    match burn.time:
        case FixedTime():
            return nominal_s, nominal_s
        case BoundedTime():
            return nominal_s + burn.time.earliest_ms / 1000, nominal_s + burn.time.latest_ms / 1000
        case _:
            return nominal_s - _SOLVED_WINDOW_S, nominal_s + _SOLVED_WINDOW_S


def _limits(choice: ComponentChoice) -> tuple[float, float]:
    match choice:
        case FixedComponent():
            return choice.mps, choice.mps
        case BoundedComponent():
            return choice.low_mps, choice.high_mps
        case _:
            return -_UNLIMITED_MPS, _UNLIMITED_MPS


def _misplaced(burn: BurnInput, *, before: bool) -> Finding:
    where = "before separation" if before else "after the chaser has reached the gate"
    return Finding(
        code="burn-misplaced",
        severity="error",
        message=f"'{burn.name}' is {where}, so it is not flown; move it between separation and the gate.",
        events=(burn.event,),
    )
