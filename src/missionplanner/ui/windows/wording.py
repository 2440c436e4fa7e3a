"""How windows, options and days are worded on screen."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from missionplanner.flight.option import Option
from missionplanner.flight.windows import Window
from missionplanner.plan.events import Burn
from missionplanner.plan.plan import Plan
from missionplanner.plan.profile import Profile
from missionplanner.plan.rendezvous import ProfileName
from missionplanner.plan.time_text import shift_text, utc_field_text
from missionplanner.plan.vehicle import LaunchDirection


def kind_text(kind: ProfileName) -> str:
    """Return what a kind of profile is called, in two words."""
    texts: dict[ProfileName, str] = {
        "1-orbit": _tr("1 orbit"),
        "2-orbit": _tr("2 orbits"),
        "4-orbit": _tr("4 orbits"),
        "1-day": _tr("1 day"),
        "2-day": _tr("2 days"),
    }
    return texts[kind]


def profile_text(profile: Profile) -> str:
    """Return a profile's name, with a mark if it is experimental."""
    return _tr("{name} (experimental)").format(name=profile.name) if profile.experimental else profile.name


def date_of(utc_ms: int) -> QDate:
    """Return the UTC date of an instant."""
    day = datetime.fromtimestamp(utc_ms // 1000, UTC)
    return QDate(day.year, day.month, day.day)


def day_text(utc_ms: int) -> str:
    """Write the UTC date of an instant, such as 29 Nov 2025."""
    return QLocale().toString(date_of(utc_ms), "d MMM yyyy")


def minute_text(utc_ms: int) -> str:
    """Write date and minute of an instant, such as 29 Nov 08:42."""
    return f"{QLocale().toString(date_of(utc_ms), 'd MMM')} {clock_text(utc_ms)[:5]}"


def clock_text(utc_ms: int) -> str:
    """Write the UTC time of day of an instant to the second."""
    return datetime.fromtimestamp(utc_ms // 1000, UTC).strftime("%H:%M:%S")


def remark_text(window: Window, option: Option) -> str:
    """Say whether an option works, or why not, and what to mind about it."""
    first = _tr("Works.") if option.is_feasible else f"{option.why_not[:1].upper()}{option.why_not[1:]}."
    if window.not_flown:
        first = _tr("{direction} is not flown: {reason}. {otherwise}").format(
            direction=direction_text(window.opportunity.direction), reason=window.not_flown, otherwise=first
        )
    return " ".join((first, *option.warnings, *window.warnings))


def direction_text(direction: LaunchDirection) -> str:
    """Say which way an ascent leaves the pad."""
    return _tr("North-east, ascending") if direction == "ascending" else _tr("South-east, descending")


def parts_text(option: Option) -> str:
    """Say what an option's delta-v is made of; nothing if it could not be solved."""
    parts = option.delta_v
    if parts is None:
        return ""
    return _tr("In plane {plane_in:.1f}, plane {plane:.1f}, drag {drag:.1f}, approach {approach:.1f} m/s").format(
        plane_in=parts.in_plane_mps, plane=parts.plane_mps, drag=parts.drag_mps, approach=parts.approach_mps
    )


def conversion_text(plan: Plan, option: Option) -> str:
    """Say what becomes of a plan that is taken to an option."""
    shift_ms = option.liftoff_ms - plan.t0.ms
    if shift_ms:
        sentence = _tr("T0 moves by {shift} to {t0} UTC").format(
            shift=shift_text(round(shift_ms, -3)), t0=utc_field_text(option.liftoff_ms)[:19]
        )
    else:
        sentence = _tr("T0 stays")
    old = sum(isinstance(event, Burn) for event in plan.events)
    burns = _tr("the {old} burns give way to the {new} of '{profile}'").format(
        old=old, new=len(option.profile.burns), profile=option.profile.name
    )
    parts = [sentence, burns]
    if option.docking_ms is not None:
        parts.append(_tr("docking on {docking} UTC").format(docking=utc_field_text(option.docking_ms)[:16]))
    if option.delta_v is not None:
        parts.append(_tr("{speed:.1f} m/s").format(speed=option.delta_v.total_mps))
    return f"{', '.join(parts)}."


def use_text(option: Option) -> str:
    """Name the undo step that takes the plan to an option."""
    return _tr("Launch on {day}, {profile}").format(day=day_text(option.liftoff_ms), profile=option.profile.name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Windows", text)
