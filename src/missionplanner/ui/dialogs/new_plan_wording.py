"""What the dialog for a new plan says about the windows found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from missionplanner.flight.option import DAY_MS, Option
from missionplanner.flight.windows import Window
from missionplanner.plan.profile import Profile
from missionplanner.ui.windows.days import days_of
from missionplanner.ui.windows.options_model import Row
from missionplanner.ui.windows.wording import day_text

_NEXT = 3


def fitting(window: Window, profile: Profile | None) -> tuple[Option, ...]:
    """Return what works in a window by a profile; None takes any that is not experimental."""
    if profile is None:
        return tuple(option for option in window.feasible if not option.profile.experimental)
    return tuple(option for option in window.feasible if option.profile.id == profile.id)


def rows_of(windows: Sequence[Window], profile: Profile) -> tuple[Row, ...]:
    """Return what to list: of each window the options that work, or why a profile does not where none works."""
    rows: list[Row] = []
    for window in windows:
        working = dict.fromkeys((*fitting(window, None), *fitting(window, profile)))
        rows.extend((window, one) for one in working or [o for o in window.options if o.profile.id == profile.id])
    return tuple(rows)


def verdict_text(windows: Sequence[Window], profile: Profile | None, day_ms: int, days: int, share: float) -> str:
    """Say whether a flight can launch on a day, why not, and which days come next.

    Args:
        windows: what was found so far, in order of time.
        profile: the profile to fly by; None takes any.
        day_ms: midnight of the day wanted, the first of the search.
        days: how many days are searched.
        share: how much of them has been searched, from 0 to 1.
    """
    day, *later = days_of(windows, day_ms, days, share)
    if not day.is_searched:
        return _tr("Searching {day}...").format(day=day_text(day_ms))
    working = [one for window in day.windows for one in fitting(window, profile)]
    if working:
        return _tr("{profile} works on {day}.").format(profile=_names(working), day=day_text(day_ms))
    sentences = [_refusal(day.windows, profile, day_ms)]
    others = [one for window in day.windows for one in fitting(window, None)]
    if others:
        sentences.append(_tr("{profiles} works on that day.").format(profiles=_names(others)))
    next_days = [day_text(one.start_ms) for one in later if any(fitting(window, profile) for window in one.windows)]
    if next_days:
        sentences.append(_tr("The next days that work: {days}.").format(days=", ".join(next_days[:_NEXT])))
    elif share < 1.0:
        sentences.append(_tr("Searching the days that follow..."))
    else:
        sentences.append(
            _tr("No day before {day} works either; choose a later one, another pad or newer elements.").format(
                day=day_text(day_ms + days * DAY_MS)
            )
        )
    return " ".join(sentences)


def _refusal(windows: Sequence[Window], profile: Profile | None, day_ms: int) -> str:
    day = day_text(day_ms)
    if not windows:
        return _tr("The pad does not pass through the target's orbit plane on {day}.").format(day=day)
    if profile is None:
        return _tr("No profile works on {day}.").format(day=day)
    flown = [window for window in windows if not window.not_flown] or windows
    why = next((one.why_not for window in flown for one in window.options if one.profile.id == profile.id), "")
    return _tr("{profile} does not work on {day}: {why}.").format(profile=profile.name, day=day, why=why)


def _names(options: Sequence[Option]) -> str:
    return ", ".join(dict.fromkeys(option.profile.name for option in options))


def _tr(text: str) -> str:
    return QCoreApplication.translate("NewPlan", text)
