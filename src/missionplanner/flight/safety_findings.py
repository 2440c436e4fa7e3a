"""What the check of passive safety says to the user: findings with burn, instant and miss distance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from missionplanner.flight.event_at import event_at
from missionplanner.flight.passive_safety import Drift, PassiveSafety
from missionplanner.flight.rule_set import rule_of
from missionplanner.plan.clock import utc_prose
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule import Schedule

CHECKING = Finding(
    code="passive-safety", severity="note", message="Checking where the chaser drifts if a burn does not happen ..."
)


def safety_findings(plan: Plan, schedule: Schedule, safety: PassiveSafety | None) -> tuple[Finding, ...]:
    """Findings for each burn whose failure leads where it must not; of corrections in a row the worst one speaks."""
    if safety is None:
        return ()
    found = [_drift_finding(plan, schedule, drift) for drift in _worst(safety.drifts)]
    return (*(one for one in found if one is not None), *_escape_findings(plan, schedule, safety))


def _worst(drifts: Iterable[Drift]) -> Iterator[Drift]:
    """The unsafe drifts: all of the plan's own burns, and the deepest of each run of corrections."""
    run: Drift | None = None
    for drift in drifts:
        if drift.event:
            if not drift.is_safe:
                yield drift
            continue
        if run is not None and not drift.is_safe:
            run = max(run, drift, key=_depth_m)
        elif not drift.is_safe:
            run = drift
        elif run is not None and drift.failure == "halfway":
            yield run
            run = None
    if run is not None:
        yield run


def _depth_m(drift: Drift) -> float:
    return drift.intrusion.depth_m if drift.intrusion is not None else float("inf")


def _drift_finding(plan: Plan, schedule: Schedule, drift: Drift) -> Finding | None:
    rule = rule_of(plan, drift.rule.kind)
    if rule is None:
        return None
    event = drift.event or event_at(plan, schedule, drift.tig_ms)
    name = f"'{drift.name}'" if drift.event else f"{drift.name} of '{_name(plan, event)}'"
    failed = "does not happen" if drift.failure == "missed" else "stops halfway"
    start = f"If {name} at {utc_prose(drift.tig_ms)} {failed}, "
    if drift.intrusion is None:
        return Finding(
            code=rule.id,
            severity=rule.severity,
            message=f"{start}the drift cannot be flown for {drift.hours:.0f} h, so it is not known to be safe: "
            f"{drift.unflyable}.",
            events=(event,),
        )
    entry = utc_prose(drift.epoch_ms + round(drift.intrusion.entry_s * 1000))
    closest = utc_prose(drift.epoch_ms + round(drift.intrusion.closest_s * 1000))
    return Finding(
        code=rule.id,
        severity=rule.severity,
        message=f"{start}the chaser drifts into the {drift.rule.zone.name} at {entry} and passes the station at "
        f"{drift.intrusion.closest_m:.0f} m at {closest}; it must stay out for {drift.hours:.1f} h.",
        events=(event,),
        margin=-drift.intrusion.depth_m,
        unit="m",
    )


def _escape_findings(plan: Plan, schedule: Schedule, safety: PassiveSafety) -> Iterator[Finding]:
    rule = rule_of(plan, "escape-burn")
    if rule is None or rule.high is None:
        return
    if safety.stuck_ms:
        first_ms = safety.stuck_ms[0]
        yield Finding(
            code=rule.id,
            severity=rule.severity,
            message=f"At {utc_prose(first_ms)}, inside the keep-out sphere, no burn of up to 5 m/s leads out and stays "
            "out; slow the approach down.",
            events=(event_at(plan, schedule, first_ms),),
        )
    if not safety.escapes:
        return
    largest = max(safety.escapes, key=lambda one: one.dv_mps)
    x, y, z = largest.dv_lvlh_mps
    size = (
        f"Inside the keep-out sphere the largest escape burn is {largest.dv_mps:.2f} m/s, at "
        f"{utc_prose(largest.utc_ms)}, along ({x:.2f}, {y:.2f}, {z:.2f}) m/s in LVLH"
    )
    margin = rule.high - largest.dv_mps
    over = f"; at most {rule.high:g} m/s is asked for." if margin < 0.0 else "."
    yield Finding(
        code=rule.id,
        severity=rule.severity if margin < 0.0 else "note",
        message=size + over,
        events=(event_at(plan, schedule, largest.utc_ms),),
        margin=margin,
        unit="m/s",
    )


def _name(plan: Plan, event_id: str) -> str:
    return next((event.name for event in plan.events if event.id == event_id), event_id)
