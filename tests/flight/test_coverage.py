"""Light and coverage of the sample flight: what MS-28 would have seen."""

import pytest

from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.coverage import relay_stretches, shadow_stretches, station_passes, umbra_stretches
from missionplanner.flight.network import ground_stations, relays
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.plan import edits
from missionplanner.plan.anchors import AtOrbital
from missionplanner.plan.clock import Utc
from missionplanner.plan.events import Milestone
from missionplanner.plan.plan import Plan


@pytest.fixture(scope="module")
def chaser(sample_assessment: Assessment) -> Trajectory:
    assert sample_assessment.flight.chaser is not None
    return sample_assessment.flight.chaser


@pytest.fixture(scope="module")
def target(sample_assessment: Assessment) -> Trajectory:
    assert sample_assessment.flight.target is not None
    return sample_assessment.flight.target


def test_each_umbra_lies_within_a_shadow_and_two_nights_pass_before_docking(chaser: Trajectory) -> None:
    umbra, shadow = umbra_stretches(chaser), shadow_stretches(chaser)
    assert len(umbra) == len(shadow) == 2
    for dark, dim in zip(umbra, shadow, strict=True):
        assert dim.start_ms < dark.start_ms < dark.end_ms < dim.end_ms
        assert 30 * 60_000 < dark.end_ms - dark.start_ms < 37 * 60_000


def test_the_russian_network_sees_the_launch_from_west_to_east_and_the_planned_docking(
    sample: Plan, chaser: Trajectory, target: Trajectory
) -> None:
    stations = {station.id: station for station in ground_stations()}
    # The chaser separates over Siberia, so Barnaul sees it already, and leaves over the Pacific.
    barnaul, *_ = station_passes(chaser, stations["barnaul"])
    assert barnaul.above.begun_before
    firsts = [station_passes(chaser, stations[id])[0].above for id in ("ulan-ude", "vostochny", "ussuriysk")]
    assert [rise.start_ms for rise in firsts] == sorted(rise.start_ms for rise in firsts)
    assert all(sample.t0.ms < rise.start_ms < sample.t0.ms + 20 * 60_000 for rise in firsts)
    # Crewed Soyuz dock over Russian stations: the plan's 12:38:29 is in a pass over Moscow.
    docking_ms = Utc.parse("2025-11-27T12:38:29.000Z").ms
    over_moscow = [
        one
        for one in station_passes(target, stations["shchyolkovo"])
        if one.above.start_ms <= docking_ms <= one.above.end_ms
    ]
    (one,) = over_moscow
    assert one.above.start_ms < one.highest_ms < one.above.end_ms
    assert 20.0 < one.highest_deg < 50.0
    higher = station_passes(target, stations["shchyolkovo"], mask_deg=20.0)
    assert any(one.above.start_ms < two.above.start_ms < two.above.end_ms < one.above.end_ms for two in higher)


def test_relays_cover_more_than_half_of_each_revolution_and_the_last_contact_lasts(chaser: Trajectory) -> None:
    for relay in relays():
        stretches = relay_stretches(chaser, relay)
        assert len(stretches) >= 2
        whole = [one.end_ms - one.start_ms for one in stretches if not (one.begun_before or one.lasts_beyond)]
        assert all(45 * 60_000 < length_ms < 62 * 60_000 for length_ms in whole)
    assert sum(relay_stretches(chaser, relay)[-1].lasts_beyond for relay in relays()) >= 5


def test_an_anchor_stands_where_the_track_begins(sample: Plan, chaser: Trajectory) -> None:
    station = next(station for station in ground_stations() if station.id == "guam")
    (one,) = station_passes(chaser, station)
    anchor = AtOrbital(instant="station-rise", after="separation", station="guam")
    plan = edits.add_event(sample, Milestone(id="probe", name="Probe", track="light", anchor=anchor))
    assert assess(plan).schedule.start_ms("probe") == pytest.approx(one.above.start_ms, abs=1)
