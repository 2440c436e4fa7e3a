"""The ground stations and relay satellites that a plan's anchors may name, as they ship with the program."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from math import radians
from typing import TypeVar

import msgspec

from missionplanner.orbit.geometry.visibility import Place
from missionplanner.plan.clock import Utc, dec_hook
from missionplanner.plan.provenance import FieldSource, check_sources
from missionplanner.plan.record import Record, check_id, check_place, check_range, check_unique
from missionplanner.plan.vehicle import LaunchSite

_PAD_MASK_DEG = 5.0


class NetworkDataError(ValueError):
    """A file of stations or relays is wrong; the message names file and field."""


class GroundStation(Record, frozen=True, kw_only=True):
    """A ground station in WGS 84 geodetic coordinates, good to ``accuracy_deg``, with the mask it is given here."""

    id: str
    name: str
    operator: str
    latitude_deg: float
    longitude_deg: float
    height_m: float
    accuracy_deg: float
    mask_deg: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check identifier, coordinates and mask.

        Raises:
            ValueError: the identifier is no slug, or a number is out of range.
        """
        Record.__post_init__(self)
        check_id(self.id)
        check_place(self.latitude_deg, self.longitude_deg, self.height_m)
        check_range("accuracy_deg", self.accuracy_deg, 0.0, 1.0)
        check_range("mask_deg", self.mask_deg, -10.0, 85.0)
        check_sources(self, self.sources)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(
            latitude_rad=radians(self.latitude_deg),
            longitude_rad=radians(self.longitude_deg),
            height_m=self.height_m,
        )


class Relay(Record, frozen=True, kw_only=True):
    """A relay satellite, taken to stand over the equator at its mean longitude.

    It really wanders by ``inclination_deg``, and its longitude is the one ``as_of`` a day.
    """

    id: str
    name: str
    operator: str
    longitude_deg: float
    inclination_deg: float
    as_of: Utc
    grazing_height_m: float
    sources: tuple[FieldSource, ...] = ()

    def __post_init__(self) -> None:
        """Check identifier and orbit.

        Raises:
            ValueError: the identifier is no slug, or a number is out of range.
        """
        Record.__post_init__(self)
        check_id(self.id)
        check_range("longitude_deg", self.longitude_deg, -180.0, 180.0)
        check_range("inclination_deg", self.inclination_deg, 0.0, 20.0)
        check_range("grazing_height_m", self.grazing_height_m, 0.0, 1e6)
        check_sources(self, self.sources)


_Node = TypeVar("_Node", GroundStation, Relay)


@lru_cache(maxsize=1)
def ground_stations() -> tuple[GroundStation, ...]:
    """The stations that ship with the program.

    Raises:
        NetworkDataError: the file is wrong.
    """
    return _read("stations.json", tuple[GroundStation, ...])


@lru_cache(maxsize=1)
def relays() -> tuple[Relay, ...]:
    """The relay satellites that ship with the program.

    Raises:
        NetworkDataError: the file is wrong.
    """
    return _read("relays.json", tuple[Relay, ...])


def station_of(station_id: str, site: LaunchSite) -> GroundStation | None:
    """The station that an id names: one that ships with the program, or the plan's launch site; None if neither."""
    for station in ground_stations():
        if station.id == station_id:
            return station
    if site.id != station_id:
        return None
    return GroundStation(
        id=site.id,
        name=site.name,
        operator="",
        latitude_deg=site.latitude_deg,
        longitude_deg=site.longitude_deg,
        height_m=site.height_m,
        accuracy_deg=0.0,
        mask_deg=_PAD_MASK_DEG,
    )


def relay_of(relay_id: str) -> Relay | None:
    """The relay that an id names, None if there is none."""
    return next((relay for relay in relays() if relay.id == relay_id), None)


def _read(name: str, kind: type[tuple[_Node, ...]]) -> tuple[_Node, ...]:
    return decode_nodes((files("missionplanner") / "resources" / "network" / name).read_bytes(), name, kind)


def decode_nodes(data: bytes, name: str, kind: type[tuple[_Node, ...]]) -> tuple[_Node, ...]:
    """Stations or relays from JSON.

    Raises:
        NetworkDataError: the text is no such list, a number is out of range, or an id stands twice.
    """
    try:
        nodes = msgspec.json.decode(data, type=kind, dec_hook=dec_hook)
        check_unique(name, (node.id for node in nodes))
    except (msgspec.DecodeError, ValueError) as error:
        raise NetworkDataError(f"resources/network/{name} cannot be used: {error}") from None
    return nodes
