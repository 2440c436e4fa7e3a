"""Pads, vehicles and profiles that come with the program, and copies of them that a user changed."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from missionplanner.files.launch_data import (
    LaunchDataError,
    craft_named,
    ids,
    read_craft,
    read_pad,
    read_profile,
    read_profiles,
    usual_pad,
)
from missionplanner.plan.plan import Plan

RESOURCES = Path(str(files("missionplanner") / "resources"))


def test_all_that_comes_with_the_program_can_be_read() -> None:
    assert [read_pad(one).site.id for one in ids("sites")] == list(ids("sites"))
    assert [read_craft(one).id for one in ids("vehicles")] == list(ids("vehicles"))
    assert [profile.id for profile in read_profiles()] == ["1-orbit", "2-orbit", "4-orbit", "dragon-1-day", "2-day"]
    assert len(ids("sites")) == 12


def test_every_number_of_an_ascent_says_where_it_comes_from() -> None:
    for one in ids("sites"):
        pad = read_pad(one)
        assert {source.field for source in pad.site.sources} >= {"latitude_deg", "longitude_deg", "height_m"}
        for known in pad.ascents:
            assert known.vehicle in ids("vehicles")
            assert known.ascent.direction in pad.directions
            assert len(known.ascent.sources) == 5


def test_every_vehicle_names_profiles_a_port_and_a_pad_that_there_are(sample: Plan) -> None:
    for one in ids("vehicles"):
        craft = read_craft(one)
        assert [profile.id for profile in read_profiles(craft)] == list(craft.profiles)
        assert craft.usual_port in {port.id for port in sample.target.ports}
        pad = usual_pad(craft)
        assert pad is not None
        assert pad.known(one, "ascending") is not None
        assert {rule.kind for rule in craft.rules} == {"contact-speed", "contact-lateral-rate", "closing-speed"}
        assert craft_named(craft.vehicle.name) == craft


def test_one_set_of_constants_serves_both_vehicles_of_the_pad() -> None:
    soyuz, progress = read_pad("baikonur-31-6").ascents
    assert soyuz.ascent == progress.ascent
    assert soyuz.ascent.plane_lead_ms == 200_000


def test_the_two_orbit_profile_is_the_one_of_the_sample(sample: Plan) -> None:
    profile = read_profile("2-orbit")
    assert profile.approach == sample.rendezvous.approach
    assert abs(profile.docking_met_ms - 11_431_598) < 1000


def test_only_the_one_orbit_profile_is_experimental() -> None:
    assert [profile.id for profile in read_profiles() if profile.experimental] == ["1-orbit"]


def test_a_copy_is_read_from_its_path(tmp_path: Path) -> None:
    document = json.loads((RESOURCES / "profiles" / "2-orbit.json").read_text())
    document["id"], document["dv_budget_mps"] = "thrifty", 130.0
    copy = tmp_path / "thrifty.json"
    copy.write_text(json.dumps(document))
    assert read_profile(str(copy)).dv_budget_mps == 130.0


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("docking_met_ms", 9_000_000, "the last one at the gate"),
        ("kind", "3-orbit", "is none of 1-day, 1-orbit, 2-day, 2-orbit, 4-orbit"),
        ("dv_budget_mps", "much", "a number is needed"),
        ("burns", [], "at least two burns"),
        ("colour", "red", "no such field"),
    ],
)
def test_a_broken_copy_is_one_sentence_that_names_file_and_field(
    tmp_path: Path, field: str, value: object, says: str
) -> None:
    document = json.loads((RESOURCES / "profiles" / "2-orbit.json").read_text())
    document[field] = value
    copy = tmp_path / "copy.json"
    copy.write_text(json.dumps(document))
    with pytest.raises(LaunchDataError, match=r"copy\.json") as refused:
        read_profile(str(copy))
    assert says in str(refused.value)


def test_what_is_not_there_is_told_with_what_is(tmp_path: Path) -> None:
    with pytest.raises(LaunchDataError, match="choose one of crew-dragon, progress-ms, soyuz-ms"):
        read_craft("dragon")
    with pytest.raises(LaunchDataError, match="There is no file"):
        read_pad(str(tmp_path / "none.json"))
    (tmp_path / "text.json").write_bytes(b"\xff\xfe")
    with pytest.raises(LaunchDataError, match="not UTF-8"):
        read_pad(str(tmp_path / "text.json"))
    (tmp_path / "half.json").write_text('{"site": ')
    with pytest.raises(LaunchDataError, match="line 1"):
        read_pad(str(tmp_path / "half.json"))
