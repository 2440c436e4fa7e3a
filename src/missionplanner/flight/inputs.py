"""What a flight depends on: the part of a plan that moves anything, compared by value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from missionplanner.plan.anchors import AfterEvent, AtMet, AtOrbital, AtUtc
from missionplanner.plan.changed_events import Picked
from missionplanner.plan.events import Burn, ComponentChoice, Reboost, TimeChoice
from missionplanner.plan.plan import Plan
from missionplanner.plan.rendezvous import Approach, ProfileName
from missionplanner.plan.schedule import EventEdge, Schedule
from missionplanner.plan.station import ElementSet, Port
from missionplanner.plan.target_ephemeris import TargetEphemeris
from missionplanner.plan.vehicle import Ascent, LaunchSite, Vehicle

_ROUNDING_MS = 2


@dataclass(frozen=True, kw_only=True)
class BurnInput:
    """A burn to solve: its nominal ignition (None while it hangs on an orbit not flown yet) and its freedom."""

    event: str
    name: str
    nominal_ms: int | None
    time: TimeChoice
    components: tuple[ComponentChoice, ComponentChoice, ComponentChoice]


@dataclass(frozen=True, kw_only=True, order=True)
class ReboostInput:
    """A push that the target gets along its orbit, as the plan has it."""

    utc_ms: int
    dv_mps: float


@dataclass(frozen=True, kw_only=True)
class FlightInputs:
    """Everything that changes how the two vehicles move; times in UTC milliseconds."""

    t0_ms: int
    insertion_ms: int | None
    docking_ms: int | None
    site: LaunchSite
    vehicle: Vehicle
    ascent: Ascent
    whereabouts: ElementSet | TargetEphemeris
    port: Port
    approach: Approach
    profile: ProfileName
    burns: tuple[BurnInput, ...]
    reboosts: tuple[ReboostInput, ...] = ()

    def restless_burns(self, other: FlightInputs) -> tuple[str, ...]:
        """Return the burns whose nominal times differ by more than rounding from the other inputs'."""
        theirs = {burn.event: burn.nominal_ms for burn in other.burns}
        return tuple(burn.event for burn in self.burns if not _close(burn.nominal_ms, theirs.get(burn.event)))

    def flies_like(self, other: FlightInputs) -> bool:
        """Whether both make the same flight, but for the rounding of nominal times."""
        if self == other:
            return True
        if len(self.burns) != len(other.burns) or self.restless_burns(other):
            return False
        pairs = zip(self.burns, other.burns, strict=True)
        aligned = tuple(replace(ours, nominal_ms=theirs.nominal_ms) for ours, theirs in pairs)
        return replace(self, burns=aligned) == other


def _close(one_ms: int | None, other_ms: int | None) -> bool:
    if one_ms is None or other_ms is None:
        return one_ms is other_ms
    return abs(one_ms - other_ms) <= _ROUNDING_MS


def flight_inputs(plan: Plan, schedule: Schedule, orbital_ms: Mapping[EventEdge, int]) -> FlightInputs:
    """Extract what the flight depends on.

    Args:
        plan: the plan.
        schedule: its schedule; burns solved earlier may stand in it, as other events may hang on them.
        orbital_ms: the orbital instants found so far, offsets included.
    """
    burns = tuple(
        BurnInput(
            event=event.id,
            name=event.name,
            nominal_ms=_nominal_ms(event, schedule, orbital_ms),
            time=event.time,
            components=event.components,
        )
        for event in burns_of(plan)
    )
    return FlightInputs(
        t0_ms=plan.t0.ms,
        insertion_ms=schedule.start_ms(plan.rendezvous.insertion),
        docking_ms=schedule.start_ms(plan.rendezvous.docking),
        site=plan.site,
        vehicle=plan.vehicle,
        ascent=plan.ascent,
        whereabouts=plan.target.whereabouts,
        port=plan.target.port,
        approach=plan.rendezvous.approach,
        profile=plan.rendezvous.profile,
        burns=burns,
        reboosts=reboost_inputs(plan, schedule),
    )


_burns = Picked(lambda event: isinstance(event, Burn))
_reboosts = Picked(lambda event: isinstance(event, Reboost))


def burns_of(plan: Plan) -> list[Burn]:
    """Return the burns of a plan, in plan order."""
    return [event for event in _burns.of(plan.events) if isinstance(event, Burn)]


def reboosts_of(plan: Plan) -> list[Reboost]:
    """Return the reboosts of a plan, in plan order."""
    return [event for event in _reboosts.of(plan.events) if isinstance(event, Reboost)]


def reboost_inputs(plan: Plan, schedule: Schedule) -> tuple[ReboostInput, ...]:
    """Return the reboosts that have a time, in its order."""
    timed = (
        ReboostInput(utc_ms=utc_ms, dv_mps=event.dv_mps)
        for event in reboosts_of(plan)
        if (utc_ms := schedule.start_ms(event.id)) is not None
    )
    return tuple(sorted(timed))


def _nominal_ms(burn: Burn, schedule: Schedule, orbital_ms: Mapping[EventEdge, int]) -> int | None:
    """Return what the burn's own anchor says, whatever the solver made of it."""
    match burn.anchor:
        case AtUtc():
            return burn.anchor.utc.ms
        case AtMet():
            return schedule.t0_ms + burn.anchor.met_ms
        case AfterEvent():
            followed_ms = schedule.times_ms.get(EventEdge(burn.anchor.event, burn.anchor.edge))
            return None if followed_ms is None else followed_ms + burn.anchor.offset_ms
        case AtOrbital():
            return orbital_ms.get(EventEdge(burn.id, "start"))
