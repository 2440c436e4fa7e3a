"""The stations and relays that ship: those of the sources, each within its own limits, and refused when wrong."""

import json
from pathlib import Path

import pytest

from missionplanner.flight.network import (
    GroundStation,
    NetworkDataError,
    Relay,
    decode_nodes,
    ground_stations,
    relay_of,
    relays,
    station_of,
)
from missionplanner.plan.plan import Plan

STATIONS = Path(__file__).parents[2] / "resources/network/stations.json"


def test_every_value_says_where_it_comes_from() -> None:
    for node in (*ground_stations(), *relays()):
        named = {source.field for source in node.sources}
        numbers = {"latitude_deg", "longitude_deg", "height_m", "mask_deg", "inclination_deg", "grazing_height_m"}
        assert named == numbers & set(node.__struct_fields__)
    assert {station.operator for station in ground_stations()} == {"Roscosmos", "NASA"}
    assert len(ground_stations()) == 15
    assert len(relays()) == 12


def test_well_known_places_are_where_they_are() -> None:
    by_id = {station.id: station for station in ground_stations()}
    assert 0.0 < by_id["ussuriysk"].longitude_deg - 131.0 < 2.0
    assert by_id["wallops"].longitude_deg < -75.0
    relay = relay_of("luch-5b")
    assert relay is not None
    assert (relay.longitude_deg, relay.inclination_deg, str(relay.as_of)[:10]) == (-16.4, 10.5, "2026-05-29")
    assert relay_of("sputnik") is None


def test_a_pad_is_a_station_by_its_id(sample: Plan) -> None:
    pad = station_of(sample.site.id, sample.site)
    assert pad is not None
    assert (pad.latitude_deg, pad.mask_deg) == (sample.site.latitude_deg, 5.0)
    assert station_of("elsewhere", sample.site) is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("latitude_deg", 95.0, "latitude_deg is 95.0"),
        ("mask_deg", "high", "mask_deg"),
        ("id", "Shchyolkovo!", "is not a slug"),
        ("id", "ussuriysk", "stands twice"),
        ("colour", "red", "colour"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_field(field: str, value: object, words: str) -> None:
    nodes = json.loads(STATIONS.read_text())
    nodes[0][field] = value
    with pytest.raises(NetworkDataError, match=r"stations\.json cannot be used: .*" + words):
        decode_nodes(json.dumps(nodes).encode(), "stations.json", tuple[GroundStation, ...])
    with pytest.raises(NetworkDataError, match=r"relays\.json cannot be used"):
        decode_nodes(b'[{"id": 1}]', "relays.json", tuple[Relay, ...])
