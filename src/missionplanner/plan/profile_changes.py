"""Changes of a profile: a copy of one under another name, and what has to follow a change of burns or gates."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from msgspec.structs import replace

from missionplanner.plan.edits import fresh_id
from missionplanner.plan.profile import PhaseInterval, Profile, ProfileBurn
from missionplanner.plan.provenance import Source
from missionplanner.plan.rendezvous import Approach, AxialPoint, Waypoint
from missionplanner.plan.sourced_edits import BY_HAND, with_value


def user_source() -> Source:
    """Return the source of a value that the user typed."""
    return Source(provenance="assumed", text=BY_HAND)


def copied(profile: Profile, taken: Iterable[str], name: str) -> Profile:
    """Return a copy of a profile under an identifier that is not taken."""
    return profile.renamed(fresh_id(set(taken), f"my-{profile.id}".removeprefix("my-my-")), name)


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


def with_docking(profile: Profile, docking_met_ms: int) -> Profile:
    """Return a profile that docks at another time after liftoff; gates and what is timed before docking move along.

    Raises:
        ValueError: a burn timed from liftoff would come too late, or the time is out of range.
    """
    _check_order(profile.burns, docking_met_ms, profile.approach)
    return with_value(profile, "docking_met_ms", docking_met_ms)


def with_burns(profile: Profile, burns: tuple[ProfileBurn, ...]) -> Profile:
    """Return a profile with other burns; the last one is put at the gate.

    Raises:
        ValueError: there are fewer than two, or they do not stand in order of time.
    """
    if len(burns) < 2:
        raise ValueError("a profile needs at least two burns to arrive at a place with a velocity")
    burns = (*burns[:-1], _at_gate(burns[-1], profile.approach))
    _check_order(burns, profile.docking_met_ms, profile.approach)
    return replace(profile, burns=burns)


def with_approach(profile: Profile, waypoints: tuple[Waypoint, ...], axial_points: tuple[AxialPoint, ...]) -> Profile:
    """Return a profile with other gates and points on the port's axis; its last burn follows the first gate.

    Raises:
        ValueError: the points do not stand in order of time, too few are left, or a burn would come after the gate.
    """
    if not waypoints or len(axial_points) < 2:
        raise ValueError("an approach needs at least one gate, and two points on the port's axis")
    times_ms = [point.before_docking_ms for point in waypoints] + [point.before_docking_ms for point in axial_points]
    if any(later >= earlier for earlier, later in pairwise(times_ms)):
        raise ValueError("each gate or point must come later than the one before it, those on the axis after the gates")
    if any(later.range_m > earlier.range_m for earlier, later in pairwise(axial_points)):
        raise ValueError("no point on the axis may lie further out than the one before it")
    approach = replace(profile.approach, waypoints=waypoints, axial_points=axial_points)
    burns = (*profile.burns[:-1], _at_gate(profile.burns[-1], approach))
    _check_order(burns, profile.docking_met_ms, approach)
    return replace(profile, approach=approach, burns=burns)


def _at_gate(burn: ProfileBurn, approach: Approach) -> ProfileBurn:
    return replace(burn, met_ms=None, before_docking_ms=approach.waypoints[0].before_docking_ms)


def _check_order(burns: tuple[ProfileBurn, ...], docking_met_ms: int, approach: Approach) -> None:
    """Refuse burns out of order in words that name them, before the record does in the names of its fields."""
    gate_ms = docking_met_ms - approach.waypoints[0].before_docking_ms
    if gate_ms <= 0:
        raise ValueError("the first gate would be passed before liftoff; let docking come later")
    if burns[0].after_liftoff_ms(docking_met_ms) <= 0:
        raise ValueError(f"{burns[0].name} would come before liftoff")
    for earlier, later in pairwise(burns):
        if later.after_liftoff_ms(docking_met_ms) < earlier.after_liftoff_ms(docking_met_ms):
            raise ValueError(
                f"{earlier.name} would come after {later.name}; burns stand in order of time, the last one at the gate"
            )
