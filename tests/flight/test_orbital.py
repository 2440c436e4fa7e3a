"""Events anchored at orbital instants."""

import numpy as np
import pytest
from msgspec.structs import replace

from missionplanner.flight.assess import Assessment, assess
from missionplanner.flight.network import relay_of
from missionplanner.orbit.geometry.encounters import range_rate
from missionplanner.orbit.geometry.visibility import GEOSYNCHRONOUS_RADIUS_M, Place, elevations, line_of_sight_clearance
from missionplanner.orbit.propagation.trajectory import Trajectory
from missionplanner.orbit.sky.almanac import EarthOrientation
from missionplanner.orbit.sky.earth_pole import pole_gcrs
from missionplanner.plan import edits
from missionplanner.plan.anchors import AtMet, AtOrbital, Craft, OrbitalKind
from missionplanner.plan.events import Burn, FixedComponent, FixedTime, Milestone
from missionplanner.plan.plan import Plan


def with_instant(plan: Plan, anchor: AtOrbital) -> Plan:
    return edits.add_event(plan, Milestone(id="probe", name="Probe", track="light", anchor=anchor))


def test_the_first_descending_node_is_on_the_equator(sample_assessment: Assessment) -> None:
    flight = sample_assessment.flight
    start_ms = sample_assessment.schedule.start_ms("first-node")
    assert start_ms is not None
    assert flight.chaser is not None
    r_m, v_mps = flight.chaser.state_at((start_ms - flight.epoch_ms) / 1000)
    pole = pole_gcrs(flight.epoch_ms)
    assert abs(r_m @ pole) < 10.0
    assert v_mps @ pole < 0.0


def test_counting_and_offsets(sample: Plan) -> None:
    first = assess(with_instant(sample, AtOrbital(instant="sunset", after="separation")))
    second = assess(with_instant(sample, AtOrbital(instant="sunset", after="separation", count=2)))
    after = assess(with_instant(sample, AtOrbital(instant="sunset", after="first-sunset", offset_ms=5000)))
    starts = [a.schedule.start_ms("probe") for a in (first, second, after)]
    assert starts[0] == first.schedule.start_ms("first-sunset")
    assert starts[1] is not None
    assert starts[2] == pytest.approx(starts[1] + 5000, abs=1)


def test_a_range_is_found_where_it_is(sample: Plan) -> None:
    assessment = assess(with_instant(sample, AtOrbital(instant="range", after="separation", range_m=45_000.0)))
    start_ms = assessment.schedule.start_ms("probe")
    flight = assessment.flight
    assert start_ms is not None
    assert flight.chaser is not None
    assert flight.target is not None
    t_s = (start_ms - flight.epoch_ms) / 1000
    between_m = flight.chaser.state_at(t_s)[0] - flight.target.state_at(t_s)[0]
    assert np.linalg.norm(between_m) == pytest.approx(45_000.0, abs=1.0)


def test_an_instant_that_never_comes_names_both_events(sample: Plan) -> None:
    assessment = assess(with_instant(sample, AtOrbital(instant="apogee", after="separation", count=99)))
    (finding,) = assessment.findings
    assert (finding.code, finding.events) == ("instant-never-comes", ("probe", "separation"))
    assert "apogee number 99 after 'Spacecraft separation'" in finding.message
    assert assessment.schedule.start_ms("probe") is None


def probe_s(assessment: Assessment) -> float:
    """When the probe is, on the clock of the trajectories."""
    start_ms = assessment.schedule.start_ms("probe")
    assert start_ms is not None
    return (start_ms - assessment.flight.epoch_ms) / 1000


def paths(assessment: Assessment) -> tuple[Trajectory, Trajectory]:
    chaser, target = assessment.flight.chaser, assessment.flight.target
    assert chaser is not None
    assert target is not None
    return chaser, target


@pytest.mark.parametrize(("mask_deg", "expected_deg"), [(None, 5.0), (20.0, 20.0)])
@pytest.mark.parametrize(("instant", "sign"), [("station-rise", 1.0), ("station-set", -1.0)])
@pytest.mark.parametrize(("craft", "which"), [("chaser", 0), ("target", 1)])
def test_a_station_sees_the_craft_at_its_mask(
    sample: Plan,
    mask_deg: float | None,
    expected_deg: float,
    instant: OrbitalKind,
    sign: float,
    craft: Craft,
    which: int,
) -> None:
    anchor = AtOrbital(instant=instant, after="separation", station="ussuriysk", mask_deg=mask_deg, craft=craft)
    assessment = assess(with_instant(sample, anchor))
    place = Place(latitude_rad=np.radians(44.02), longitude_rad=np.radians(131.76))
    at_s = probe_s(assessment) + np.array([-1.0, 0.0, 1.0])
    seen_deg = np.degrees(elevations(paths(assessment)[which], place, at_s))
    # half a millisecond of rounding, at up to 0.5 deg/s
    assert seen_deg[1] == pytest.approx(expected_deg, abs=3e-4)
    assert (sign * np.diff(seen_deg) > 0.0).all()


def test_the_rises_of_ussuriysk_are_counted_and_may_follow_one_another(sample: Plan) -> None:
    """The plan's chaser is above it soon after separation, and again one revolution later."""
    first = AtOrbital(instant="station-rise", after="separation", station="ussuriysk")
    times_s = [probe_s(assess(with_instant(sample, replace(first, count=count)))) for count in (1, 2)]
    assert times_s[0] < times_s[1]
    assert times_s[1] - times_s[0] == pytest.approx(5600.0, abs=500.0)
    chained = with_instant(
        edits.add_event(
            sample, Milestone(id="set", name="Set", track="light", anchor=replace(first, instant="station-set"))
        ),
        replace(first, after="set"),
    )
    assert probe_s(assess(chained)) == pytest.approx(times_s[1], abs=0.002)


def test_the_launch_site_is_a_station_too(sample: Plan) -> None:
    anchor = AtOrbital(instant="station-set", after="liftoff", station=sample.site.id, craft="target")
    assessment = assess(with_instant(sample, anchor))
    place = Place(
        latitude_rad=np.radians(sample.site.latitude_deg),
        longitude_rad=np.radians(sample.site.longitude_deg),
        height_m=sample.site.height_m,
    )
    at_s = np.array([probe_s(assessment)])
    assert np.degrees(elevations(paths(assessment)[1], place, at_s)[0]) == pytest.approx(5.0, abs=1e-4)


def test_a_relay_comes_into_sight_and_goes_where_the_line_grazes_the_earth(sample: Plan) -> None:
    relay = relay_of("luch-5b")
    assert relay is not None
    longitude_rad = np.radians(relay.longitude_deg)
    relay_m = GEOSYNCHRONOUS_RADIUS_M * np.array([np.cos(longitude_rad), np.sin(longitude_rad), 0.0])
    for instant, sign in (("relay-acquisition", 1.0), ("relay-loss", -1.0)):
        anchor = AtOrbital(instant=instant, after="separation", relay="luch-5b", count=2)
        assessment = assess(with_instant(sample, anchor))
        if instant == "relay-loss":
            # It is lost once 2 s after separation, then after the first whole contact.
            assert probe_s(assessment) > 5000.0
        path = paths(assessment)[0]
        at_s = probe_s(assessment) + np.array([-0.01, 0.01])
        turn = EarthOrientation(path.epoch_utc_ms, at_s[0], at_s[-1]).dcm_itrs_from_gcrs(at_s)
        clear = line_of_sight_clearance(np.einsum("nij,nj->ni", turn, path.position(at_s)), relay_m, 0.0)
        assert sign * clear[0] < 0.0 < sign * clear[1]


def test_range_rates_and_directions(sample: Plan) -> None:
    closing = AtOrbital(instant="range", after="separation", range_m=45_000.0, crossing="falling")
    assessment = assess(with_instant(sample, closing))
    at_s = np.array([probe_s(assessment)])
    assert range_rate(*paths(assessment), at_s)[0] < 0.0
    for crossing, sign in (("falling", -1.0), ("rising", 1.0)):
        anchor = AtOrbital(instant="range-rate", after="separation", range_rate_mps=-300.0, crossing=crossing)
        assessment = assess(with_instant(sample, anchor))
        rates = range_rate(*paths(assessment), probe_s(assessment) + np.array([-0.01, 0.01]))
        assert sign * rates[0] < sign * -300.0 < sign * rates[1]


def test_penumbra_goes_before_umbra_and_after_it(sample: Plan) -> None:
    times_s = [
        probe_s(assess(with_instant(sample, AtOrbital(instant=instant, after="separation"))))
        for instant in ("penumbra-sunset", "sunset", "sunrise", "penumbra-sunrise")
    ]
    assert times_s == sorted(times_s)
    assert 5.0 < times_s[1] - times_s[0] < 20.0
    assert 5.0 < times_s[3] - times_s[2] < 20.0


def test_a_closest_approach_is_where_the_range_turns(sample: Plan) -> None:
    # The coast of a plan whose burns do nothing passes below the target.
    burns = [
        replace(event, **dict.fromkeys(("dv_x", "dv_y", "dv_z"), FixedComponent(mps=0.0)), time=FixedTime())
        for event in sample.events
        if isinstance(event, Burn)
    ]
    plan = sample
    for burn in burns:
        plan = edits.replace_event(plan, burn)
    assessment = assess(with_instant(plan, AtOrbital(instant="closest-approach", after="separation")))
    chaser, target = paths(assessment)
    dense_s = np.arange(chaser.start_s, min(chaser.end_s, target.end_s), 1.0)
    apart_m = np.linalg.norm(chaser.position(dense_s) - target.position(dense_s), axis=1)
    lowest = np.flatnonzero((apart_m[1:-1] < apart_m[:-2]) & (apart_m[1:-1] < apart_m[2:])) + 1
    assert probe_s(assessment) == pytest.approx(dense_s[lowest[0]], abs=1.0)


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        (
            AtOrbital(instant="station-rise", after="separation", station="atlantis"),
            "waits for the ground station 'atlantis', which is not known; choose one like 'ussuriysk' or the launch",
        ),
        (
            AtOrbital(instant="relay-loss", after="separation", relay="sputnik"),
            "waits for the relay 'sputnik', which is not known",
        ),
    ],
)
def test_a_place_that_is_not_known_is_a_finding(sample: Plan, anchor: AtOrbital, words: str) -> None:
    assessment = assess(with_instant(sample, anchor))
    (finding,) = assessment.findings
    assert (finding.code, finding.events) == ("place-unknown", ("probe",))
    assert words in finding.message
    assert assessment.schedule.start_ms("probe") is None


def test_a_station_out_of_reach_is_said_by_name(sample: Plan) -> None:
    anchor = AtOrbital(instant="station-rise", after="separation", station="wallops", mask_deg=80.0, craft="target")
    (finding,) = assess(with_instant(sample, anchor)).findings
    assert "waits for the rise of the target at Wallops VHF above 80 deg after 'Spacecraft" in finding.message


def test_a_burn_at_a_rise_settles(sample: Plan) -> None:
    """The burn is timed by the path that is flown before it, and the flight is solved with it there."""
    anchor = AtOrbital(instant="station-rise", after="separation", station="guam", count=1, offset_ms=-60_000)
    third = next(event for event in sample.events if isinstance(event, Burn) and event.id == "dv1")
    plan = edits.replace_event(sample, replace(third, anchor=replace(anchor, station="ulan-ude"), time=FixedTime()))
    assessment = assess(plan)
    assert not [f for f in assessment.findings if f.code in ("time-unsettled", "instant-never-comes")]
    start_ms = assessment.schedule.start_ms("dv1")
    assert start_ms is not None
    place = Place(latitude_rad=np.radians(51.87), longitude_rad=np.radians(107.94))
    at_s = np.array([(start_ms - assessment.flight.epoch_ms) / 1000 + 60.0])
    assert assessment.flight.chaser is not None
    # Beyond the burn the coast is not flown, so the elevation there differs by what the burn did in a minute.
    assert np.degrees(elevations(assessment.flight.chaser, place, at_s)[0]) == pytest.approx(5.0, abs=1.0)


def test_the_target_has_instants_of_its_own(sample: Plan) -> None:
    target = assess(with_instant(sample, AtOrbital(instant="ascending-node", craft="target", after="docking")))
    start_ms, docking_ms = (target.schedule.start_ms(event) for event in ("probe", "docking"))
    assert start_ms is not None
    assert docking_ms is not None
    assert 0 < start_ms - docking_ms < 93 * 60_000


def test_dragging_t0_moves_an_orbital_instant_with_the_flight(sample: Plan, sample_assessment: Assessment) -> None:
    later = assess(replace(sample, t0=type(sample.t0)(sample.t0.ms + 10_000)))
    before_ms, after_ms = (a.schedule.start_ms("first-node") for a in (sample_assessment, later))
    assert before_ms is not None
    assert after_ms == pytest.approx(before_ms + 10_000, abs=500)


def test_an_instant_before_the_targets_path_is_not_guessed(sample: Plan) -> None:
    plan = edits.add_event(
        sample, Milestone(id="rollout", name="Rollout", track="light", anchor=AtMet(met_ms=-3 * 86_400_000))
    )
    assessment = assess(with_instant(plan, AtOrbital(instant="sunrise", craft="target", after="rollout")))
    (finding,) = assessment.findings
    assert "path begins only at" in finding.message
    assert assessment.schedule.start_ms("probe") is None
