"""An ephemeris found in a file: its states, and what the file says about them."""

from __future__ import annotations

from dataclasses import dataclass

from missionplanner.files.nasa_comments import PlannedEvent, VehicleProperties
from missionplanner.orbit.published.ephemeris import Ephemeris


@dataclass(frozen=True, kw_only=True)
class FoundEphemeris:
    """The ephemeris of one object.

    ``name`` and ``object_id`` are the file's, ``originator`` and ``created`` say who made it when ("" if it does not),
    ``comments`` are its comment lines.
    """

    name: str
    object_id: str
    originator: str
    created: str
    ephemeris: Ephemeris
    properties: VehicleProperties
    events: tuple[PlannedEvent, ...]
    comments: tuple[str, ...]

    @property
    def start_utc_ms(self) -> int:
        """The first instant that may be asked for."""
        return self.ephemeris.epoch_utc_ms + round(1000.0 * self.ephemeris.start_s)

    @property
    def end_utc_ms(self) -> int:
        """The last instant that may be asked for."""
        return self.ephemeris.epoch_utc_ms + round(1000.0 * self.ephemeris.end_s)
