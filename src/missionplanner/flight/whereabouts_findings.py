"""Findings about what a plan knows of its target's orbit: old, implausible or contradictory elements, a short table."""

from __future__ import annotations

import math
from collections.abc import Iterator

from missionplanner.flight.implausible_elements import warnings
from missionplanner.flight.inputs import ReboostInput, reboosts_of
from missionplanner.flight.whereabouts import pending
from missionplanner.orbit.constants import EARTH_RADIUS_M
from missionplanner.orbit.errors import ElementsError
from missionplanner.orbit.sky.almanac import element_epoch_utc_ms
from missionplanner.plan.clock import utc_prose, utc_text
from missionplanner.plan.plan import Plan
from missionplanner.plan.rules import Finding
from missionplanner.plan.schedule import Schedule
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_ephemeris import TargetEphemeris
from missionplanner.plan.time_text import duration_text

_DAY_MS = 86_400_000
# SGP4 is kilometres off after days; from here on a plan without a rule of its own is told.
_OLD_DAYS = 14.0
# A hand-made plan may round the epoch to the second.
_SAME_EPOCH_MS = 1_000


def whereabouts_findings(plan: Plan, schedule: Schedule) -> Iterator[Finding]:
    """Yield what looks wrong about the target's elements or ephemeris, as warnings."""
    known = plan.target.whereabouts
    if isinstance(known, ElementSet):
        yield from _of_elements(plan, known)
    else:
        yield from _of_ephemeris(plan, known, schedule)
    yield from _of_reboosts(plan, known, schedule)


def _of_elements(plan: Plan, elements: ElementSet) -> Iterator[Finding]:
    owner = f"The element set of {plan.target.name}"
    if elements.mean is None:
        try:
            written_ms = element_epoch_utc_ms(elements.line1, elements.line2)
        except ElementsError:  # the flight says what is wrong with them
            return
        if abs(written_ms - elements.epoch.ms) > _SAME_EPOCH_MS:
            yield _warning(
                plan,
                "elements-epoch",
                f"{owner} has the epoch {elements.epoch} in the plan, and its first line says {utc_text(written_ms)}, "
                "which is what it is flown from; correct the epoch.",
            )
    for sentence in warnings(elements):
        yield _warning(plan, "elements-implausible", f"{owner} looks wrong: {sentence}")
    age_days = (plan.t0.ms - elements.epoch.ms) / _DAY_MS
    if abs(age_days) > _OLD_DAYS and not any(rule.kind == "element-age" for rule in plan.rules):
        when = "old at liftoff" if age_days > 0.0 else "newer than liftoff"
        yield _warning(
            plan,
            "elements-old",
            f"{owner} is {abs(age_days):.0f} days {when}, so the target's place is uncertain by many kilometres; "
            "import newer ones.",
        )


def _of_ephemeris(plan: Plan, ephemeris: TargetEphemeris, schedule: Schedule) -> Iterator[Finding]:
    start_ms, end_ms = ephemeris.start.ms, ephemeris.end.ms
    docking_ms = schedule.start_ms(plan.rendezvous.docking) or plan.t0.ms
    for what, at_ms in (("Liftoff", plan.t0.ms), ("Docking", docking_ms)):
        away_ms = max(start_ms - at_ms, at_ms - end_ms)
        if away_ms > 0:
            side, end = ("before the start", start_ms) if at_ms < start_ms else ("after the end", end_ms)
            yield _warning(
                plan,
                "outside-ephemeris",
                f"{what} lies {duration_text(away_ms)} {side} of the target's ephemeris, {utc_prose(end)}; the target "
                "is flown on from there, and a reboost since then is not known. Import a newer ephemeris.",
            )
            break
    lowest = ephemeris.lowest
    distance_km = math.hypot(*lowest.r_km)
    if 1e3 * distance_km < EARTH_RADIUS_M:
        yield _warning(
            plan,
            "ephemeris-below-surface",
            f"The ephemeris puts the target {distance_km:.0f} km from the Earth's centre at "
            f"{utc_prose(lowest.utc_us // 1000)}, which is below the surface.",
        )


def _of_reboosts(plan: Plan, known: ElementSet | TargetEphemeris, schedule: Schedule) -> Iterator[Finding]:
    for event in reboosts_of(plan):
        utc_ms = schedule.start_ms(event.id)
        if utc_ms is None or not event.dv_mps:
            continue
        if not pending(known, [ReboostInput(utc_ms=utc_ms, dv_mps=event.dv_mps)]):
            what = "element set" if isinstance(known, ElementSet) else "ephemeris"
            yield Finding(
                code="reboost-known",
                severity="note",
                message=f"'{event.name}' is in the target's {what} already, so it is not flown once more.",
                events=(event.id,),
            )


def _warning(plan: Plan, code: str, message: str) -> Finding:
    return Finding(code=code, severity="warning", message=message, events=(plan.rendezvous.liftoff,))
