"""Events: what stands on the timeline."""

from __future__ import annotations

from typing import Literal

from missionplanner.plan.anchors import Anchor
from missionplanner.plan.clock import Utc
from missionplanner.plan.provenance import Source
from missionplanner.plan.record import Record, check_id, check_range

EventKind = Literal["milestone", "reboost", "burn", "phase", "activity"]

_LONGEST_MS = 10 * 366 * 86_400_000


class Actual(Record, frozen=True, kw_only=True):
    """When an event really happened, and who says so."""

    start: Utc
    end: Utc | None = None
    source: Source


class FixedTime(Record, frozen=True, kw_only=True, tag_field="choice", tag="fixed"):
    """The burn starts where its anchor says."""


class BoundedTime(Record, frozen=True, kw_only=True, tag_field="choice", tag="bounded"):
    """The solver picks the time of ignition within this window around the anchor."""

    earliest_ms: int
    latest_ms: int

    def __post_init__(self) -> None:
        """Refuse an empty window.

        Raises:
            ValueError: the window ends before it begins, or is beyond ten years.
        """
        check_range("earliest_ms", self.earliest_ms, -_LONGEST_MS, _LONGEST_MS)
        check_range("latest_ms", self.latest_ms, -_LONGEST_MS, _LONGEST_MS)
        if self.latest_ms < self.earliest_ms:
            raise ValueError("latest_ms lies before earliest_ms; a window like -300000 to 300000 is needed")


class SolvedTime(Record, frozen=True, kw_only=True, tag_field="choice", tag="solved"):
    """The solver picks the time of ignition; the anchor is where it starts looking."""


class FixedComponent(Record, frozen=True, kw_only=True, tag_field="choice", tag="fixed"):
    """The user's own value of one delta-v component."""

    mps: float

    def __post_init__(self) -> None:
        """Refuse a value that no spacecraft could make.

        Raises:
            ValueError: the value is beyond 5000 m/s or not finite.
        """
        check_range("mps", self.mps, -5000.0, 5000.0)


class BoundedComponent(Record, frozen=True, kw_only=True, tag_field="choice", tag="bounded"):
    """The solver picks one delta-v component within these limits."""

    low_mps: float
    high_mps: float

    def __post_init__(self) -> None:
        """Refuse an empty interval.

        Raises:
            ValueError: the limits are not finite or in the wrong order.
        """
        check_range("low_mps", self.low_mps, -5000.0, 5000.0)
        check_range("high_mps", self.high_mps, self.low_mps, 5000.0)


class SolvedComponent(Record, frozen=True, kw_only=True, tag_field="choice", tag="solved"):
    """The solver picks one delta-v component freely."""


TimeChoice = FixedTime | BoundedTime | SolvedTime
ComponentChoice = FixedComponent | BoundedComponent | SolvedComponent


class _Event(Record, frozen=True, kw_only=True):
    id: str
    name: str
    track: str
    anchor: Anchor
    crew: tuple[str, ...] = ()
    note: str = ""
    source: Source | None = None
    actual: Actual | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        if not self.name.strip():
            raise ValueError("name is empty; every event needs one")


class Milestone(_Event, frozen=True, kw_only=True, tag_field="kind", tag="milestone"):
    """An instant worth naming."""


class Reboost(Milestone, frozen=True, kw_only=True, tag_field="kind", tag="reboost"):
    """A milestone at which the target is pushed along its orbit, forward if ``dv_mps`` is positive."""

    dv_mps: float

    def __post_init__(self) -> None:
        """Refuse a push that no station gets.

        Raises:
            ValueError: the delta-v is beyond 50 m/s or not finite.
        """
        Milestone.__post_init__(self)
        check_range("dv_mps", self.dv_mps, -50.0, 50.0)


class Burn(_Event, frozen=True, kw_only=True, tag_field="kind", tag="burn"):
    """A delta-v of the chaser, in its own LVLH at ignition (+x V-bar, -y orbit normal, +z nadir)."""

    time: TimeChoice = SolvedTime()
    dv_x: ComponentChoice = SolvedComponent()
    dv_y: ComponentChoice = SolvedComponent()
    dv_z: ComponentChoice = SolvedComponent()

    @property
    def components(self) -> tuple[ComponentChoice, ComponentChoice, ComponentChoice]:
        """The three components in the order x, y, z."""
        return self.dv_x, self.dv_y, self.dv_z


class Phase(_Event, frozen=True, kw_only=True, tag_field="kind", tag="phase"):
    """A span of flight between two anchors."""

    end: Anchor


class Activity(_Event, frozen=True, kw_only=True, tag_field="kind", tag="activity"):
    """A span of work of known duration."""

    duration_ms: int

    def __post_init__(self) -> None:
        """Refuse a duration that is not positive.

        Raises:
            ValueError: the duration is zero, negative or beyond ten years.
        """
        _Event.__post_init__(self)
        check_range("duration_ms", self.duration_ms, 1, _LONGEST_MS)


Event = Milestone | Reboost | Burn | Phase | Activity


def kind_of(event: Event) -> EventKind:
    """Return the kind of an event, as the plan file calls it."""
    match event:
        case Reboost():
            return "reboost"
        case Milestone():
            return "milestone"
        case Burn():
            return "burn"
        case Phase():
            return "phase"
        case Activity():
            return "activity"
