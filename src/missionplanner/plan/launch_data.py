"""Pads and vehicles as data: launch directions, ascent constants, ascent events, and where they come from."""

from __future__ import annotations

from missionplanner.plan.provenance import Source
from missionplanner.plan.record import Record, check_id, check_range, check_unique
from missionplanner.plan.rules import Rule
from missionplanner.plan.vehicle import Ascent, LaunchDirection, LaunchSite, Vehicle

_LONGEST_ASCENT_MS = 6 * 3_600_000


class AscentEvent(Record, frozen=True, kw_only=True):
    """An event between liftoff and insertion, at the vehicle's own time."""

    id: str
    name: str
    met_ms: int
    source: Source

    def __post_init__(self) -> None:
        """Check identifier and time.

        Raises:
            ValueError: the identifier is no slug, or the time is no time of an ascent.
        """
        check_id(self.id)
        check_range("met_ms", self.met_ms, 0, _LONGEST_ASCENT_MS)


class Craft(Record, frozen=True, kw_only=True):
    """A spacecraft on its launcher: masses and engine, and the times of its ascent; the last event is separation.

    ``profiles`` are the identifiers of those that it flies, the shortest first; ``usual_port`` and ``usual_pad`` are
    where it docks if nobody says otherwise, and whose ascent is assumed from pads that know none of it. ``rules`` are
    the limits of its docking mechanism and its approach, which a plan takes on with the vehicle.
    """

    id: str
    vehicle: Vehicle
    ascent_events: tuple[AscentEvent, ...]
    profiles: tuple[str, ...] = ()
    usual_port: str = ""
    usual_pad: str = ""
    rules: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        """Check identifiers and the order of the events.

        Raises:
            ValueError: an identifier is no slug or stands twice, there is no event, or one is out of order.
        """
        check_id(self.id)
        check_unique("ascent event", (event.id for event in self.ascent_events))
        check_unique("profile", self.profiles)
        check_unique("rule", (rule.id for rule in self.rules))
        times_ms = [event.met_ms for event in self.ascent_events]
        if not times_ms or times_ms != sorted(times_ms) or times_ms[-1] <= 0:
            raise ValueError("ascent_events must stand in order of time and end with the separation after liftoff")

    @property
    def separation_met_ms(self) -> int:
        """When the spacecraft separates, after liftoff."""
        return self.ascent_events[-1].met_ms


class PadAscent(Record, frozen=True, kw_only=True):
    """The ascent constants of one vehicle from a pad; liftoffs found with them are good to ``liftoff_good_to_s``."""

    vehicle: str
    ascent: Ascent
    liftoff_good_to_s: float = 0.0

    def __post_init__(self) -> None:
        """Check the accuracy.

        Raises:
            ValueError: it is negative, or no accuracy of a liftoff.
        """
        Record.__post_init__(self)
        check_range("liftoff_good_to_s", self.liftoff_good_to_s, 0.0, 3600.0)


class NotFlown(Record, frozen=True, kw_only=True):
    """A direction in which nobody launches from a pad, though the target's plane is crossed that way too, and why."""

    direction: LaunchDirection
    reason: str
    source: Source


class Pad(Record, frozen=True, kw_only=True):
    """A launch pad: where it is, in which directions launches are judged, and the ascents known from it.

    A direction that is ``not_flown`` is judged like the others and never proposed.
    """

    site: LaunchSite
    directions: tuple[LaunchDirection, ...]
    directions_source: Source
    not_flown: tuple[NotFlown, ...] = ()
    ascents: tuple[PadAscent, ...] = ()

    def __post_init__(self) -> None:
        """Check that there is a direction, and one ascent at most for a vehicle and a direction.

        Raises:
            ValueError: no direction, or a direction or an ascent stands twice.
        """
        if not self.directions or len(set(self.directions)) != len(self.directions):
            raise ValueError('directions must be "ascending", "descending" or both, each once')
        check_unique("ascent", (f"{one.vehicle} {one.ascent.direction}" for one in self.ascents))
        check_unique("direction not flown", (one.direction for one in self.not_flown))

    def why_not_flown(self, direction: LaunchDirection) -> str:
        """Return why nobody launches in a direction; nothing if somebody does."""
        return next((one.reason for one in self.not_flown if one.direction == direction), "")

    def ascent(self, vehicle: str, direction: LaunchDirection) -> Ascent | None:
        """Return the ascent of a vehicle in a direction, None if nothing is known of it."""
        known = self.known(vehicle, direction)
        return None if known is None else known.ascent

    def known(self, vehicle: str, direction: LaunchDirection) -> PadAscent | None:
        """Return what is known of the ascent of a vehicle in a direction, None if nothing is."""
        for one in self.ascents:
            if one.vehicle == vehicle and one.ascent.direction == direction:
                return one
        return None

    def any_ascent(self, vehicle: str, direction: LaunchDirection) -> PadAscent | None:
        """Return an ascent of a vehicle, in a direction if one is known, None if nothing is known of the vehicle."""
        first = next((one for one in self.ascents if one.vehicle == vehicle), None)
        return self.known(vehicle, direction) or first
