"""A rendezvous profile as data: its burns, its gates, the phases it works for, and where that comes from."""

from __future__ import annotations

from msgspec.structs import replace

from missionplanner.plan.anchors import AfterEvent, Anchor, AtMet
from missionplanner.plan.events import Burn, ComponentChoice, SolvedComponent, TimeChoice
from missionplanner.plan.provenance import FieldSource, Source, check_sources
from missionplanner.plan.record import Record, check_id, check_range, check_unique
from missionplanner.plan.rendezvous import Approach, ProfileName

_LONGEST_MS = 10 * 86_400_000


class PhaseInterval(Record, frozen=True, kw_only=True):
    """Phases at insertion, unwrapped: from how far behind the target the chaser may begin to close in."""

    low_deg: float
    high_deg: float
    source: Source

    def __post_init__(self) -> None:
        """Check the limits.

        Raises:
            ValueError: the interval is empty, longer than a lap, or out of range.
        """
        Record.__post_init__(self)
        check_range("low_deg", self.low_deg, -180.0, 720.0)
        check_range("high_deg", self.high_deg, self.low_deg, self.low_deg + 360.0)

    def unwrapped_deg(self, phase_deg: float) -> float:
        """Return a phase on the lap whose middle is the middle of the interval."""
        first_deg = 0.5 * (self.low_deg + self.high_deg) - 180.0
        return first_deg + (phase_deg - first_deg) % 360.0

    def holds(self, closure_deg: float) -> bool:
        """Tell whether an unwrapped phase lies in the interval."""
        return self.low_deg <= closure_deg <= self.high_deg


class ProfileBurn(Record, frozen=True, kw_only=True):
    """One burn of a profile: its place in the flight, and what of it the solver picks.

    The nominal ignition is either ``met_ms`` after liftoff or ``before_docking_ms``; ``orbit`` counts from insertion,
    and ``place`` says in words what the place is good for.
    """

    id: str
    name: str
    orbit: int
    place: str
    met_ms: int | None = None
    before_docking_ms: int | None = None
    time: TimeChoice
    dv_x: ComponentChoice = SolvedComponent()
    dv_y: ComponentChoice = SolvedComponent()
    dv_z: ComponentChoice = SolvedComponent()
    source: Source

    def __post_init__(self) -> None:
        """Check identifier and place.

        Raises:
            ValueError: the identifier is no slug, or the nominal time is not given in exactly one way.
        """
        check_id(self.id)
        check_range("orbit", self.orbit, 1, 1000)
        if (self.met_ms is None) == (self.before_docking_ms is None):
            raise ValueError(f"burn {self.id!r} needs either met_ms or before_docking_ms, and not both")
        for name in ("met_ms", "before_docking_ms"):
            if getattr(self, name) is not None:
                check_range(name, getattr(self, name), 1, _LONGEST_MS)

    def after_liftoff_ms(self, docking_met_ms: int) -> int:
        """Return the nominal ignition since liftoff."""
        if self.met_ms is not None:
            return self.met_ms
        assert self.before_docking_ms is not None
        return docking_met_ms - self.before_docking_ms

    def as_event(self, event_id: str, track: str, docking: str) -> Burn:
        """Return the burn as an event of a plan whose docking event is named."""
        anchor: Anchor
        if self.met_ms is not None:
            anchor = AtMet(met_ms=self.met_ms)
        else:
            assert self.before_docking_ms is not None
            anchor = AfterEvent(event=docking, edge="start", offset_ms=-self.before_docking_ms)
        return Burn(
            id=event_id,
            name=self.name,
            track=track,
            anchor=anchor,
            note=self.place,
            source=self.source,
            time=self.time,
            dv_x=self.dv_x,
            dv_y=self.dv_y,
            dv_z=self.dv_z,
        )


class Profile(Record, frozen=True, kw_only=True):
    """How to rendezvous.

    ``phase`` is where the profile works, ``usual_phase`` where it is usually flown: outside it there is a warning.
    ``approach`` holds the gates, with place and time before docking; the last burn of a profile arrives at the first of
    them. An experimental profile is judged like the others and is never the best by default.
    """

    id: str
    name: str
    kind: ProfileName
    experimental: bool = False
    phase: PhaseInterval
    usual_phase: PhaseInterval | None = None
    docking_met_ms: int
    dv_budget_mps: float
    burns: tuple[ProfileBurn, ...]
    approach: Approach
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check that the burns lie between liftoff and docking and the last of them is at the gate.

        Raises:
            ValueError: a burn is out of order or place, or a limit out of range.
        """
        Record.__post_init__(self)
        check_id(self.id)
        check_unique("burn", (burn.id for burn in self.burns))
        check_range("docking_met_ms", self.docking_met_ms, 1, _LONGEST_MS)
        check_range("dv_budget_mps", self.dv_budget_mps, 1.0, 10_000.0)
        check_sources(self, self.sources)
        if len(self.burns) < 2:
            raise ValueError("a profile needs at least two burns to arrive at a place with a velocity")
        times_ms = [burn.after_liftoff_ms(self.docking_met_ms) for burn in self.burns]
        gate_ms = self.docking_met_ms - self.approach.waypoints[0].before_docking_ms
        if times_ms != sorted(times_ms) or times_ms[0] <= 0 or times_ms[-1] != gate_ms:
            raise ValueError(
                f"the burns must stand in order of time, the last one at the gate, {gate_ms} ms after liftoff "
                "(docking_met_ms less before_docking_ms of the first waypoint)"
            )

    def renamed(self, profile_id: str, name: str) -> Profile:
        """Return a copy to change, under another name."""
        return replace(self, id=profile_id, name=name)
