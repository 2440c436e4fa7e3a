"""What the window says about where a plan's target orbit comes from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from missionplanner.flight.implausible_elements import warnings
from missionplanner.flight.whereabouts_findings import whereabouts_findings
from missionplanner.plan.clock import utc_text
from missionplanner.plan.plan import Plan
from missionplanner.plan.schedule import Schedule
from missionplanner.plan.station import ElementSet
from missionplanner.plan.target_ephemeris import TargetEphemeris

_CONTEXT = "Whereabouts"
_DAY_MS = 86_400_000
# Where a plan has no rule of its own: windows warn from there too.
_OLD_D = 14.0


def age_text(plan: Plan) -> str:
    """Return the age at T0 in a word or two, for a place where there is no room for more."""
    known = plan.target.whereabouts
    if isinstance(known, ElementSet):
        return _tr("{age:.1f} d old").format(age=(plan.t0.ms - known.epoch.ms) / _DAY_MS)
    if known.created_ms is None:
        return _tr("ephemeris")
    return _tr("ephemeris, {age:.1f} d old").format(age=(plan.t0.ms - known.created_ms) / _DAY_MS)


def origin_text(plan: Plan, schedule: Schedule) -> str:
    """Return epoch or span, age, source and what looks wrong, a line each."""
    known = plan.target.whereabouts
    if isinstance(known, ElementSet):
        text = _tr("Epoch {epoch} UTC\n{age:.1f} d old at T0\n{source}").format(
            epoch=_seconds(known.epoch.ms), age=(plan.t0.ms - known.epoch.ms) / _DAY_MS, source=known.source.text
        )
        return "\n".join((text, *warnings(known)))
    lines = [
        _tr("Ephemeris of {name}").format(name=object_text(known)),
        _tr("{start} to {end} UTC").format(start=_seconds(known.start.ms), end=_seconds(known.end.ms)),
        _tr("of a file from {start} to {end}").format(
            start=_seconds(known.file_start.ms), end=_seconds(known.file_end.ms)
        ),
        *made_lines(known, plan),
        known.source.text,
        *reboost_lines(known),
    ]
    return "\n".join((*lines, *(finding.message for finding in whereabouts_findings(plan, schedule))))


def doubts_about(plan: Plan, schedule: Schedule) -> tuple[str, ...]:
    """Return what looks wrong about what is known of the target: its age first, where elements are old at T0."""
    known = plan.target.whereabouts
    if not isinstance(known, ElementSet):
        return tuple(finding.message for finding in whereabouts_findings(plan, schedule))
    limits = [rule.high for rule in plan.rules if rule.kind == "element-age" and rule.high is not None]
    oldest_d = min(limits, default=_OLD_D)
    if abs(plan.t0.ms - known.epoch.ms) / _DAY_MS <= oldest_d:
        return tuple(warnings(known))
    old = _tr("Beyond {days:g} d the target's phase is uncertain: take newer elements.").format(days=oldest_d)
    return (old, *warnings(known))


def object_text(ephemeris: TargetEphemeris) -> str:
    """Return name and designator of an ephemeris' object, as far as the file gives them."""
    return ", ".join(part for part in (ephemeris.object_name, ephemeris.object_id) if part) or _tr("one object")


def made_lines(ephemeris: TargetEphemeris, plan: Plan) -> list[str]:
    """Return how old an ephemeris is at T0, if its file says when it was made."""
    if ephemeris.created_ms is None:
        return []
    age_d = (plan.t0.ms - ephemeris.created_ms) / _DAY_MS
    return [_tr("made {created} UTC, {age:.1f} d before T0").format(created=_seconds(ephemeris.created_ms), age=age_d)]


def reboost_lines(ephemeris: TargetEphemeris) -> list[str]:
    """Return the reboosts that the states hold already."""
    return [
        _tr("{name} on {time} UTC, {dv:g} m/s, is in its states").format(
            name=reboost.name, time=_seconds(reboost.utc.ms), dv=reboost.dv_mps
        )
        for reboost in ephemeris.reboosts
    ]


def _seconds(utc_ms: int) -> str:
    return utc_text(utc_ms)[:19].replace("T", " ")


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)
