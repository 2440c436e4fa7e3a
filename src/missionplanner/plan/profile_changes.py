"""Changes of a profile: a copy of one under another name, and fields whose old source no longer holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from missionplanner.plan.edits import fresh_id
from missionplanner.plan.profile import PhaseInterval, Profile, ProfileBurn
from missionplanner.plan.provenance import FieldSource, Source
from missionplanner.plan.rendezvous import AxialPoint, Waypoint

_BY_USER = "changed by the user"


def user_source() -> Source:
    """Return the source of a value that the user typed."""
    return Source(provenance="assumed", text=_BY_USER)


def copied(profile: Profile, taken: Iterable[str], name: str) -> Profile:
    """Return a copy of a profile under an identifier that is not taken."""
    return profile.renamed(fresh_id(set(taken), f"my-{profile.id}".removeprefix("my-my-")), name)


def with_value(profile: Profile, field: str, value: Any) -> Profile:
    """Return a profile with one field of its own changed; a value with a source becomes the user's.

    Raises:
        ValueError: the value is out of range.
    """
    sources = tuple(
        FieldSource(field=field, provenance="assumed", text=_BY_USER) if source.field == field else source
        for source in profile.sources
    )
    return replace(profile, **{field: value}, sources=sources)


def with_interval(interval: PhaseInterval | None, low_deg: float | None, high_deg: float | None) -> PhaseInterval:
    """Return an interval with its limits changed; None keeps one.

    Raises:
        ValueError: the interval is empty, longer than a lap, or out of range.
    """
    low_deg = low_deg if low_deg is not None else (0.0 if interval is None else interval.low_deg)
    high_deg = high_deg if high_deg is not None else (low_deg if interval is None else interval.high_deg)
    if high_deg < low_deg:
        raise ValueError(f"an interval from {low_deg:g} to {high_deg:g} deg is empty; change the other limit first")
    return PhaseInterval(low_deg=low_deg, high_deg=high_deg, source=user_source())


def with_burns(profile: Profile, burns: tuple[ProfileBurn, ...]) -> Profile:
    """Return a profile with other burns; the last one is put at the gate.

    Raises:
        ValueError: there are fewer than two, or they do not stand in order of time.
    """
    if len(burns) < 2:
        raise ValueError("a profile needs at least two burns to arrive at a place with a velocity")
    gate_ms = profile.approach.waypoints[0].before_docking_ms
    last = burns[-1]
    if last.before_docking_ms != gate_ms:
        last = replace(last, met_ms=None, before_docking_ms=gate_ms)
    return replace(profile, burns=(*burns[:-1], last))


def with_points(
    profile: Profile, waypoints: tuple[Waypoint, ...] | None = None, axial_points: tuple[AxialPoint, ...] | None = None
) -> Profile:
    """Return a profile with other gates or points on the port's axis; its last burn follows the gate.

    Raises:
        ValueError: the points do not stand in order of time, or too few are left.
    """
    approach = profile.approach
    approach = replace(
        approach,
        waypoints=approach.waypoints if waypoints is None else waypoints,
        axial_points=approach.axial_points if axial_points is None else axial_points,
    )
    last = replace(profile.burns[-1], met_ms=None, before_docking_ms=approach.waypoints[0].before_docking_ms)
    return replace(profile, approach=approach, burns=(*profile.burns[:-1], last))
