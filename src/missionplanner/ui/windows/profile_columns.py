"""What the tables of the profile editor show of burns and gates, and how what is typed is read, with units."""

from __future__ import annotations

import re

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from missionplanner.plan.events import (
    BoundedComponent,
    BoundedTime,
    ComponentChoice,
    FixedComponent,
    FixedTime,
    SolvedComponent,
    SolvedTime,
    TimeChoice,
)
from missionplanner.plan.profile import ProfileBurn
from missionplanner.plan.profile_changes import user_source
from missionplanner.plan.rendezvous import AxialPoint, Waypoint
from missionplanner.plan.time_text import duration_text, parse_duration_ms, shift_text
from missionplanner.ui.inspector.quantity import METERS, SPEED
from missionplanner.ui.inspector.record_table import Column

_BETWEEN = re.compile(r"\s+(?:to|\.\.)\s+", re.IGNORECASE)


def burn_columns() -> tuple[Column[ProfileBurn], ...]:
    """Return the columns of a burn."""
    return (
        Column(title=_tr("Name"), show=lambda b: b.name, change=_rename),
        Column(title=_tr("Nominal time"), show=_nominal_text, change=_retime),
        Column(title=_tr("Time is"), show=lambda b: _time_text(b.time), change=_choose_time),
        Column(title=_tr("V-bar"), show=lambda b: component_text(b.dv_x), change=_changer("dv_x")),
        Column(title=_tr("Orbit normal"), show=lambda b: component_text(b.dv_y), change=_changer("dv_y")),
        Column(title=_tr("Nadir"), show=lambda b: component_text(b.dv_z), change=_changer("dv_z")),
        Column(title=_tr("Place"), show=lambda b: b.place, change=_replace_place, stretches=True),
    )


def waypoint_columns() -> tuple[Column[Waypoint], ...]:
    """Return the columns of a gate."""
    return (
        Column(
            title=_tr("Before docking"),
            show=lambda w: duration_text(w.before_docking_ms),
            change=lambda w, t: replace(w, before_docking_ms=parse_duration_ms(t), source=user_source()),
        ),
        Column(title=_tr("V-bar"), show=lambda w: METERS.text(w.position_lvlh_m[0]), change=_mover(0)),
        Column(title=_tr("Against orbit normal"), show=lambda w: METERS.text(w.position_lvlh_m[1]), change=_mover(1)),
        Column(title=_tr("Nadir"), show=lambda w: METERS.text(w.position_lvlh_m[2]), change=_mover(2), stretches=True),
    )


def axial_columns() -> tuple[Column[AxialPoint], ...]:
    """Return the columns of a point on the port's axis."""
    return (
        Column(
            title=_tr("Before docking"),
            show=lambda p: duration_text(p.before_docking_ms),
            change=lambda p, t: replace(p, before_docking_ms=parse_duration_ms(t), source=user_source()),
        ),
        Column(
            title=_tr("Range from the port"),
            show=lambda p: METERS.text(p.range_m),
            change=lambda p, t: replace(p, range_m=METERS.parse(t), source=user_source()),
            stretches=True,
        ),
    )


def component_text(component: ComponentChoice) -> str:
    """Write who picks a delta-v component: ``solved``, a value, or ``-5 m/s to 5 m/s``."""
    match component:
        case FixedComponent():
            return SPEED.text(component.mps)
        case BoundedComponent():
            return _tr("{low} to {high}").format(low=SPEED.text(component.low_mps), high=SPEED.text(component.high_mps))
        case _:
            return _tr("solved")


def parse_component(text: str) -> ComponentChoice:
    """Read a delta-v component as ``component_text`` writes it.

    Raises:
        ValueError: it is neither; the message shows right ones.
    """
    typed = text.strip()
    if typed.lower() in ("solved", _tr("solved").lower()):
        return SolvedComponent()
    parts = _BETWEEN.split(typed)
    try:
        if len(parts) == 2:
            return BoundedComponent(low_mps=SPEED.parse(parts[0]), high_mps=SPEED.parse(parts[1]))
        return FixedComponent(mps=SPEED.parse(typed))
    except ValueError:
        raise ValueError(
            _tr("{text} is neither solved, nor a speed like 2.5 m/s, nor limits like -5 m/s to 5 m/s").format(
                text=repr(typed)
            )
        ) from None


def parse_time(text: str) -> TimeChoice:
    """Read who picks the time of a burn: ``fixed``, ``solved``, or limits such as ``-4 min to +4 min``.

    Raises:
        ValueError: it is none of them; the message shows right ones.
    """
    typed = text.strip()
    if typed.lower() in ("fixed", _tr("fixed").lower()):
        return FixedTime()
    if typed.lower() in ("solved", _tr("solved").lower()):
        return SolvedTime()
    parts = _BETWEEN.split(typed)
    if len(parts) != 2:
        raise ValueError(
            _tr("{text} is neither fixed, nor solved, nor limits like -4 min to +4 min").format(text=repr(typed))
        )
    earliest_ms, latest_ms = (parse_duration_ms(part) for part in parts)
    if latest_ms < earliest_ms:
        raise ValueError(_tr("the latest ignition must not come before the earliest"))
    return BoundedTime(earliest_ms=earliest_ms, latest_ms=latest_ms)


def _time_text(time: TimeChoice) -> str:
    match time:
        case FixedTime():
            return _tr("fixed")
        case BoundedTime():
            return _tr("{low} to {high}").format(low=shift_text(time.earliest_ms), high=shift_text(time.latest_ms))
        case _:
            return _tr("solved")


def _nominal_text(burn: ProfileBurn) -> str:
    if burn.met_ms is not None:
        return f"T+{duration_text(burn.met_ms)}"
    return _tr("docking -{time}").format(time=duration_text(burn.before_docking_ms or 0))


def _retime(burn: ProfileBurn, text: str) -> ProfileBurn:
    """Read ``T+44 min`` or ``docking -34 min``."""
    typed = text.strip().replace("\N{MINUS SIGN}", "-")
    docking = _tr("docking -{time}").split("-", 1)[0].strip().lower()
    lowered = typed.lower()
    if lowered[:2] == "t+":
        return replace(burn, met_ms=parse_duration_ms(typed[2:]), before_docking_ms=None, source=user_source())
    for word in (docking, "docking"):
        rest = lowered.removeprefix(word).strip()
        if rest != lowered and rest.startswith("-"):
            before_ms = parse_duration_ms(rest[1:])
            return replace(burn, met_ms=None, before_docking_ms=before_ms, source=user_source())
    raise ValueError(_tr("{text} is not a time like T+44 min or docking -34 min").format(text=repr(typed)))


def _rename(burn: ProfileBurn, name: str) -> ProfileBurn:
    if not name:
        raise ValueError(_tr("a burn needs a name"))
    return replace(burn, name=name)


def _replace_place(burn: ProfileBurn, text: str) -> ProfileBurn:
    return replace(burn, place=text)


def _choose_time(burn: ProfileBurn, text: str) -> ProfileBurn:
    return replace(burn, time=parse_time(text), source=user_source())


class _changer:
    """Changes one delta-v component of a burn."""

    def __init__(self, component: str) -> None:
        self._component = component

    def __call__(self, burn: ProfileBurn, text: str) -> ProfileBurn:
        return replace(burn, **{self._component: parse_component(text)}, source=user_source())


class _mover:
    """Changes one component of a gate's place."""

    def __init__(self, axis: int) -> None:
        self._axis = axis

    def __call__(self, gate: Waypoint, text: str) -> Waypoint:
        place = list(gate.position_lvlh_m)
        place[self._axis] = METERS.parse(text)
        return replace(gate, position_lvlh_m=(place[0], place[1], place[2]), source=user_source())


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProfileEditor", text)
