"""A plan: everything the user planned, as one immutable tree."""

from __future__ import annotations

import re
from operator import attrgetter

from missionplanner.plan.clock import Utc
from missionplanner.plan.constraints import Constraint
from missionplanner.plan.events import Burn, Event
from missionplanner.plan.mission import CrewMember, Mission, Objective
from missionplanner.plan.photos import Photo
from missionplanner.plan.profile import Profile
from missionplanner.plan.record import Record, check_id, check_unique
from missionplanner.plan.rendezvous import Rendezvous
from missionplanner.plan.rules import Rule, Waiver
from missionplanner.plan.station import Target
from missionplanner.plan.vehicle import Ascent, LaunchSite, Vehicle

SCHEMA_VERSION = 1


_COLOR = re.compile(r"#[0-9a-f]{6}\Z")


class Track(Record, frozen=True, kw_only=True):
    """A row of the timeline; folded it is thin and without names, hidden it is not there.

    ``color`` marks the row, ``#rrggbb``; its events keep the colours of their kinds.
    """

    id: str
    name: str
    color: str | None = None
    is_folded: bool = False
    is_hidden: bool = False

    def __post_init__(self) -> None:
        """Check the identifier and the colour.

        Raises:
            ValueError: the identifier is no slug, or the colour is none.
        """
        check_id(self.id)
        if self.color is not None and not _COLOR.match(self.color):
            raise ValueError(f"color {self.color!r} is not a colour like '#0067a3'")


class Plan(Record, frozen=True, kw_only=True):
    """A crewed flight from launch to docking, as planned.

    ``t0`` is the liftoff instant. Schedule, flight and findings are derived from a plan and never stored in it.
    ``profiles`` are the user's own, beside those that come with the program.
    """

    schema_version: int
    name: str
    t0: Utc
    mission: Mission
    site: LaunchSite
    vehicle: Vehicle
    ascent: Ascent
    target: Target
    rendezvous: Rendezvous
    tracks: tuple[Track, ...]
    events: tuple[Event, ...]
    objectives: tuple[Objective, ...] = ()
    crew: tuple[CrewMember, ...] = ()
    rules: tuple[Rule, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    photos: tuple[Photo, ...] = ()
    profiles: tuple[Profile, ...] = ()
    notes: str = ""
    constraints: tuple[Constraint, ...] = ()

    def __post_init__(self) -> None:
        """Check that every identifier is unique among its kind.

        What a plan says may be wrong in other ways (an anchor on a missing event, say); those are findings.

        Raises:
            ValueError: an identifier stands twice, or the version is not ours.
        """
        if self.schema_version != SCHEMA_VERSION:
            raise ValueError(f"schema_version is {self.schema_version}; this program writes {SCHEMA_VERSION}")
        check_unique("event", map(attrgetter("id"), self.events))
        check_unique("track", (track.id for track in self.tracks))
        check_unique("crew", (member.id for member in self.crew))
        check_unique("objective", (objective.id for objective in self.objectives))
        check_unique("rule", (rule.id for rule in self.rules))
        check_unique("photo", (photo.id for photo in self.photos))
        check_unique("profile", (profile.id for profile in self.profiles))
        check_unique("constraint", (constraint.id for constraint in self.constraints))

    def event(self, event_id: str) -> Event:
        """Return the event of this id.

        Raises:
            KeyError: there is no such event.
        """
        for event in self.events:
            if event.id == event_id:
                return event
        raise KeyError(event_id)

    def burn(self, event_id: str) -> Burn:
        """Return the burn of this id.

        Raises:
            KeyError: there is no such event.
            ValueError: the event is no burn.
        """
        event = self.event(event_id)
        if not isinstance(event, Burn):
            raise ValueError(f"'{event.name}' is not a burn")
        return event

    def photo(self, photo_id: str) -> Photo:
        """Return the photo of this id.

        Raises:
            KeyError: there is no such photo.
        """
        for photo in self.photos:
            if photo.id == photo_id:
                return photo
        raise KeyError(photo_id)
